//! What is on the screen, as plain data, and questions about it. Only `update` changes it.

mod ahead;
mod begun;
mod beside;
mod bulk;
mod copy;
mod detail;
mod draft;
mod dress;
mod filter;
mod form;
mod keep;
mod keeping;
mod keymap;
mod landing;
mod marks;
mod meanwhile;
mod news;
mod offer;
mod people;
mod picker;
mod queue;
mod scope;
mod scroll;
mod settings;
mod spot;
mod views;
mod window;
mod wraps;

pub use ahead::Ahead;
pub use beside::{Known, Similar};
pub use bulk::{Bulk, BulkForm, Choice, Refused};
pub use copy::{LONGEST as LONGEST_COPY, Sheet};
pub use detail::{Asked, Detail};
pub use draft::{draft_title, is_one_line, marked_in};
pub use dress::{Dress, Urgent};
pub use filter::{FilterField, FilterForm};
pub use form::{Composer, Field, Form, FormKind};
pub use keep::{Keep, KeepField};
pub use keeping::Keeping;
pub use keymap::{Keymap, not_with_alt, read, unsent};
pub use landing::Landing;
pub use marks::{Aim, Mark, Marks};
pub use meanwhile::Meanwhile;
pub use news::News;
pub use offer::Offer;
pub use people::{People, Person, PersonField, PersonForm};
pub use picker::{Item, Picker, PickerKind};
pub use queue::{Again, Moment, PAGE, Queue};
pub use scope::Scope;
pub use scroll::{Anchor, Line, Room, text_width};
pub use settings::{Change, Panel};
pub use spot::Panes;
pub use views::{Place, View, arranged, capped, order_in_words, views_for};
pub use window::Window;
pub use wraps::{TextKey, Wraps};

use super::action::Action;
use super::request::{Order, Topic, Unsent};
use crate::desk::clock::Clock;
use crate::desk::{Counts, StaffMember};
use crate::domain::draft::DraftId;
use crate::domain::policy::{Act, allow};
use crate::domain::presence::{Attention, Colleague, Doing};
use crate::domain::query::{QueryError, Sort};
use crate::domain::setting::Settings;
use crate::domain::{Ticket, TicketNumber, Timestamp, User};
use crate::tui::widget::Editor;
use std::sync::Arc;

/// The smallest window a desk works in.
pub const SMALLEST: (u16, u16) = (40, 12);

/// The whole screen.
#[derive(Clone, Debug)]
pub struct State {
    pub me: User,
    /// As they hold for me.
    pub settings: Settings,
    /// Which keys commands have by them.
    pub keymap: Keymap,
    /// When the last event came: what ages are counted from.
    pub now: Timestamp,
    /// The same by the clock that only grows: what waiting is counted from.
    pub steady: i64,
    pub clock: Arc<dyn Clock>,
    pub look: Look,
    pub size: (u16, u16),
    /// What the last frame had room for.
    pub shape: Shape,
    pub counts: Counts,
    pub views: Vec<View>,
    pub place: Place,
    /// Only what is assigned to me.
    pub mine: bool,
    /// Another order than the view's own, until one goes elsewhere.
    pub sorted: Option<Sort>,
    pub queue: Queue,
    pub marks: Marks,
    pub detail: Detail,
    pub focus: Focus,
    pub zoomed: bool,
    pub search: Option<SearchBar>,
    pub staff: Vec<StaffMember>,
    /// Who else is at which ticket.
    pub company: Vec<Colleague>,
    /// The tickets I looked at or changed, the last first, with their subjects.
    pub recent: Vec<(TicketNumber, String)>,
    pub popup: Option<Popup>,
    /// Forms that were closed and whose text is on its way into the file.
    pub put_aside: Vec<Popup>,
    /// What of mine is not sent, as far as this window knows.
    pub unsent: Vec<Unsent>,
    /// Forms that were thrown away and whose drafts may still be in the file, by their handles.
    pub discarding: Vec<(u64, Option<DraftId>)>,
    /// The question whose answer what is typed waits for: a draft that is being looked for.
    pub awaited: Option<Topic>,
    /// What the answer that came last makes of what was typed ahead of it.
    pub ahead: Ahead,
    pub similar: Similar,
    pub known: Known,
    pub message: Option<Message>,
    /// The change to several tickets that is being rehearsed: what is typed waits for it.
    pub bulk: Option<Bulk>,
    pub urgent: Urgent,
    /// The changes on their way, each by its handle.
    pub under_way: Vec<(u64, Order)>,
    /// Where one lands when the order of this handle is carried out.
    pub bound_for: Option<(u64, Landing)>,
    pub turns: Turns,
    pub leaving: bool,
}

/// How the terminal wants things drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub colour: bool,
    /// Signs in ASCII, where the locale is not UTF-8.
    pub ascii: bool,
}

/// How much room the last frame gave to what scrolls, in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    pub queue_rows: usize,
    pub ticket_rows: usize,
    /// Columns that the ticket's texts have, and lines of what stands before its thread.
    pub ticket_width: usize,
    pub ticket_head: usize,
    pub panes: Panes,
    /// Items of a pick list.
    pub pick_rows: usize,
    /// Columns and lines that a sheet has for its text.
    pub sheet: (usize, usize),
}

/// The pane that has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Views,
    Queue,
    Ticket,
}

/// The line in which a query is typed.
#[derive(Clone, Debug)]
pub struct SearchBar {
    pub editor: Editor,
    pub error: Option<QueryError>,
    /// What of it is searched for as text, though it looks like a field.
    pub remark: Option<String>,
    pub offer: Offer,
    /// It still holds the search before: the first letter begins another, any other key goes on with it.
    pub is_last: bool,
    /// Where the list came from, for Esc.
    pub back_to: Place,
}

/// What lies over the screen and has the keys.
#[derive(Clone, Debug)]
pub enum Popup {
    Picker(Picker),
    Composer(Composer),
    Form(Box<Form>),
    Keep(Box<Keep>),
    Bulk(Box<BulkForm>),
    Refused(Refused),
    Filter(Box<FilterForm>),
    Question(Question),
    /// Boxed: it is a whole form and more.
    Meanwhile(Box<Meanwhile>),
    Settings(Box<Panel>),
    People(Box<People>),
    Person(Box<Person>),
    Sheet(Sheet),
}

impl Popup {
    /// The ticket that is being written on.
    #[must_use]
    pub fn writes_on(&self) -> Option<TicketNumber> {
        match self {
            Self::Composer(composer) => Some(composer.number),
            Self::Meanwhile(meanwhile) => Some(meanwhile.composer.number),
            Self::Form(form) => match &form.kind {
                FormKind::Edit(ticket) => Some(ticket.number),
                FormKind::New | FormKind::Capture => None,
            },
            Self::Question(question) => question.instead.as_ref().and_then(|popup| popup.writes_on()),
            Self::Picker(_) | Self::Sheet(_) | Self::Keep(_) | Self::Filter(_) | Self::Bulk(_) | Self::Refused(_) => None,
            Self::Settings(_) | Self::People(_) | Self::Person(_) => None,
        }
    }
}

/// A yes or no; no is the default.
#[derive(Clone, Debug)]
pub struct Question {
    pub text: String,
    pub yes: Action,
    /// What comes back on no.
    pub instead: Option<Box<Popup>>,
}

/// One line at the bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    /// Stays until a key is pressed.
    pub is_error: bool,
}

/// The turn of each topic: an answer of an older one is dropped. `handle` counts orders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turns {
    pub queue: u64,
    pub ticket: u64,
    pub text: u64,
    pub counts: u64,
    pub staff: u64,
    pub marks: u64,
    pub urgent: u64,
    pub views: u64,
    pub settings: u64,
    pub roll: u64,
    pub people: u64,
    pub tally: u64,
    pub deleted: u64,
    pub draft: u64,
    pub drafts: u64,
    pub similar: u64,
    pub handle: u64,
}

impl State {
    /// The ticket the keys act on: the one under the cursor.
    #[must_use]
    pub fn ticket(&self) -> Option<&Ticket> {
        self.queue.selected()
    }

    /// The ticket in its pane: the one under the cursor, or the one before while the cursor is on its way.
    #[must_use]
    pub fn ticket_shown(&self) -> Option<&Ticket> {
        let before = self.detail.follows_at.and(self.detail.window.as_ref()).map(|window| &window.ticket);
        before.or_else(|| self.ticket())
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        self.ticket().map(|ticket| ticket.number)
    }

    /// Whether the policy lets me do this at all.
    #[must_use]
    pub fn may_at_all(&self, act: Act) -> bool {
        allow(self.me.role, act, None).is_ok()
    }

    /// The ticket I am at, as the others are told: one I write on, or one that was opened. The cursor over a list is nothing.
    #[must_use]
    pub fn attention(&self) -> Option<Attention> {
        let written_on = self.popup.as_ref().and_then(Popup::writes_on);
        let looked_at = || self.number().filter(|_| self.focus == Focus::Ticket);
        let on = written_on.map(|ticket| (ticket, Doing::Writing)).or_else(|| Some((looked_at()?, Doing::Looking)));
        on.map(|(ticket, doing)| Attention { ticket, doing })
    }

    /// Who else is at a ticket, whoever writes first.
    pub fn company_at(&self, number: TicketNumber) -> impl Iterator<Item = &Colleague> {
        self.company.iter().filter(move |colleague| colleague.on.ticket == number)
    }

    /// Whether its requester wrote last and I have not looked since.
    #[must_use]
    pub fn has_dot(&self, ticket: &Ticket) -> bool {
        ticket.unanswered_since.is_some() && self.queue.unread.contains(&ticket.number)
    }

    /// Wide enough for three panes.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.size.0 >= 110
    }

    /// Too small to show what a key would do.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// Too narrow for two.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.size.0 < 70 || self.size.1 < 18
    }

    /// Whether only one pane is shown.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.zoomed || self.is_narrow()
    }

    /// Whether what the form holds is on its way, or an order is being rehearsed: until it is answered, there is nothing to
    /// type or to throw away.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        let handle = self.popup.as_ref().and_then(Popup::handle).unwrap_or(0);
        self.bulk.is_some() || self.under_way.iter().any(|(other, order)| *other == handle || order.spends_marks())
    }

    /// Whether the next ticket is being pulled: what is typed now is meant for it.
    #[must_use]
    pub fn is_pulling(&self) -> bool {
        self.under_way.iter().any(|(_, order)| *order == Order::Pull)
    }

    /// Whether an answer is to come that what is typed now is meant for: a form on its way, a ticket, marks or a draft.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        self.is_sending() || self.marks.is_asked || self.is_pulling() || self.awaited.is_some()
    }

    /// Puts a ticket first among those I was on.
    pub fn remember(&mut self, number: TicketNumber, subject: String) {
        const SO_MANY: usize = 9;
        self.recent.retain(|(other, _)| *other != number);
        self.recent.insert(0, (number, subject));
        self.recent.truncate(SO_MANY);
    }

    /// Whether a list is to come and there is nothing yet for a key to act on.
    #[must_use]
    pub fn awaits_list(&self) -> bool {
        self.queue.is_loading && self.scope() == Scope::Desk
    }
}
