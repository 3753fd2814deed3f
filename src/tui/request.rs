//! What the screen asks of the worker and what comes back, as plain data: it can be logged, compared and replayed.

mod drafts;
mod person;
mod problem;
mod topic;

pub use drafts::{DraftOrder, DraftTask, Drafted, Unsent};
pub use person::PersonOrder;
pub use problem::Problem;
pub use topic::Topic;

use crate::desk::{
    Assignee, Counts, Edit, HistoryLines, ListedView, Listing, NewTicket, NewView, Offered, Roll, Sighting, StaffMember, ThreadFrom,
    TicketPart, Triage, UrgentArrivals,
};
use crate::domain::draft::DraftKind;
use crate::domain::presence::Colleague;
use crate::domain::query::Query;
use crate::domain::search::Page;
use crate::domain::setting::{self, SettingName, Settings};
use crate::domain::{Among, Comment, Epoch, Login, Status, Ticket, TicketNumber, Timestamp};
use std::sync::Arc;

/// What the state wants done outside itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Ask(Ask),
    Submit(Submission),
    /// What the requester of this ticket had said by then was looked at.
    Look {
        number: TicketNumber,
        spoke_at: Timestamp,
    },
    Draft(DraftTask),
    /// Something for the terminal beside its frames.
    Gesture(Gesture),
    Suspend,
    Quit,
}

/// What the terminal is asked to do beside showing frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Put this on the clipboard of whoever sits before it.
    Copy(String),
    /// Ring the bell once.
    Ring,
}

/// A question. One of a topic replaces the one before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Queue {
        turn: u64,
        query: Query,
        page: Page,
        /// The tickets shown, if it is these that are looked at again.
        again: Option<Vec<TicketNumber>>,
    },
    /// A ticket and a part of its thread.
    Ticket {
        turn: u64,
        number: TicketNumber,
        from: ThreadFrom,
        history: HistoryLines,
    },
    /// What its requester may see of a ticket, up to so many bytes of text, to be copied.
    Text {
        turn: u64,
        number: TicketNumber,
        bytes: usize,
    },
    /// Each view counted up to `cap`.
    Counts {
        turn: u64,
        views: Vec<Query>,
        cap: i64,
    },
    Staff {
        turn: u64,
    },
    /// The active tickets like one with this subject.
    Similar {
        turn: u64,
        subject: String,
    },
    /// How many tickets others made urgent since this event.
    Urgent {
        turn: u64,
        since: Option<i64>,
    },
    /// A few people whose login or name begins so.
    People {
        turn: u64,
        prefix: String,
        among: Among,
    },
    /// How many tickets match, counted up to `cap`.
    Tally {
        turn: u64,
        query: Query,
        cap: i64,
    },
    /// The views that are kept.
    Views {
        turn: u64,
    },
    Settings {
        turn: u64,
    },
    /// The people of the desk whose login or name begins so.
    Roll {
        turn: u64,
        find: String,
    },
    /// How the marked tickets are now.
    Marked {
        turn: u64,
        numbers: Vec<TicketNumber>,
    },
    /// The first so many tickets of a list, to be marked.
    AllInView {
        turn: u64,
        query: Query,
        limit: usize,
    },
    /// What was deleted tonight.
    Deleted {
        turn: u64,
    },
    /// What I have not sent of this kind for this ticket.
    Draft {
        turn: u64,
        kind: DraftKind,
        number: Option<TicketNumber>,
    },
    /// Everything I have not sent: to pick from, or only to know.
    Drafts {
        turn: u64,
        to_pick: bool,
    },
}

/// A change to be made. Submitted again under the same handle, it is the same order: done once.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub handle: u64,
    pub order: Order,
    /// Only what it would come to is wanted: it is run to its end and taken back.
    pub is_rehearsal: bool,
}

/// What to change, and what a person saw when they decided it.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    Create(NewTicket),
    Edit {
        number: TicketNumber,
        edit: Edit,
    },
    Assign {
        number: TicketNumber,
        to: Assignee,
        seen: Option<Login>,
    },
    Move {
        number: TicketNumber,
        to: Status,
        seen: Status,
    },
    Comment {
        number: TicketNumber,
        body: String,
        /// The ticket as it was when the form opened, or as I was told it is.
        seen: Arc<Ticket>,
    },
    Note {
        number: TicketNumber,
        body: String,
        seen: Arc<Ticket>,
    },
    Delete {
        numbers: Vec<TicketNumber>,
    },
    Undelete {
        numbers: Vec<TicketNumber>,
    },
    /// The most pressing ticket that nobody has: mine.
    Pull,
    /// The same to each of several tickets.
    Triage {
        each: Arc<[Sighting]>,
        triage: Triage,
    },
    /// Take my last change back, whatever it was.
    Undo,
    /// Do again what was taken back last.
    Redo,
    /// `None` takes away what was set.
    Set {
        name: SettingName,
        whose: setting::Whose,
        value: Option<String>,
    },
    /// Something about somebody.
    Person(PersonOrder),
    SaveView(NewView),
    RemoveView {
        name: String,
        shared: bool,
    },
}

impl Order {
    /// The tickets it is for, as far as they are known before: a new one has no number yet.
    #[must_use]
    pub fn numbers(&self) -> Vec<TicketNumber> {
        match self {
            Self::Create(_) | Self::Pull | Self::Undo | Self::Redo | Self::Set { .. } | Self::Person(_) => Vec::new(),
            Self::SaveView(_) | Self::RemoveView { .. } => Vec::new(),
            Self::Edit { number, .. }
            | Self::Assign { number, .. }
            | Self::Move { number, .. }
            | Self::Comment { number, .. }
            | Self::Note { number, .. } => vec![*number],
            Self::Delete { numbers } | Self::Undelete { numbers } => numbers.clone(),
            Self::Triage { each, .. } => each.iter().map(|sighting| sighting.number).collect(),
        }
    }

    /// Whether it is for the marked tickets: done, it spends their marks, and no key may meet them before.
    #[must_use]
    pub fn spends_marks(&self) -> bool {
        matches!(self, Self::Triage { .. } | Self::Delete { .. } | Self::Undelete { .. })
    }

    /// The same for all but these tickets.
    #[must_use]
    pub fn without(mut self, others: &[TicketNumber]) -> Self {
        match &mut self {
            Self::Delete { numbers } | Self::Undelete { numbers } => numbers.retain(|number| !others.contains(number)),
            Self::Triage { each, .. } => *each = each.iter().filter(|sighting| !others.contains(&sighting.number)).cloned().collect(),
            _ => {}
        }
        self
    }

    /// The ticket it is for, if it is for one.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        match self.numbers()[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Queue {
        turn: u64,
        page: Page,
        answer: Result<Listing, Problem>,
        /// If it was looked at again: what was shown and is not in the answer any more, as it stands.
        left: Option<Vec<Ticket>>,
    },
    Ticket {
        turn: u64,
        number: TicketNumber,
        from: ThreadFrom,
        history: HistoryLines,
        answer: Result<Box<TicketPart>, Problem>,
    },
    Text {
        turn: u64,
        answer: Result<Box<(Ticket, Vec<Comment>)>, Problem>,
    },
    Counts {
        turn: u64,
        answer: Result<(Counts, Vec<i64>), Problem>,
    },
    Staff {
        turn: u64,
        answer: Result<Vec<StaffMember>, Problem>,
    },
    Similar {
        turn: u64,
        answer: Result<Vec<Ticket>, Problem>,
    },
    Urgent {
        turn: u64,
        answer: Result<UrgentArrivals, Problem>,
    },
    /// Login and name of each.
    People {
        turn: u64,
        answer: Result<Vec<(String, String)>, Problem>,
    },
    Tally {
        turn: u64,
        answer: Result<i64, Problem>,
    },
    Views {
        turn: u64,
        answer: Result<Vec<ListedView>, Problem>,
    },
    Settings {
        turn: u64,
        answer: Result<Settings, Problem>,
    },
    Roll {
        turn: u64,
        answer: Result<Roll, Problem>,
    },
    /// The marked tickets that are still there.
    Marked {
        turn: u64,
        answer: Result<Vec<Ticket>, Problem>,
    },
    AllInView {
        turn: u64,
        answer: Result<Vec<Ticket>, Problem>,
    },
    Deleted {
        turn: u64,
        answer: Result<Vec<Ticket>, Problem>,
    },
    Draft {
        turn: u64,
        answer: Result<Vec<Offered>, Problem>,
    },
    Drafts {
        turn: u64,
        to_pick: bool,
        answer: Result<Vec<Offered>, Problem>,
    },
    /// What a form holds was kept, taken or thrown away, or could not be.
    Drafted {
        handle: u64,
        answer: Result<Drafted, Problem>,
    },
    /// A change was made, or refused.
    Submitted {
        handle: u64,
        answer: Result<Saved, Problem>,
    },
    /// What an order would come to, or why it would be refused. Nothing was changed.
    Rehearsed {
        handle: u64,
        answer: Result<Saved, Problem>,
    },
    /// Another session, or the other thread, changed something.
    Changed,
    /// The desk was restored from a backup: this is another life of it.
    Restored(Epoch),
    /// The desk does not let whoever has it open in any more.
    ShownOut(String),
    /// Who else is at which ticket, whenever that is another than before.
    Here(Vec<Colleague>),
    /// A look was written down, or could not be: the dot comes back then.
    Looked,
    /// A question was dropped for a newer one.
    Dropped,
    /// A worker ended without being asked to.
    Died,
}

/// A change that is in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// Every ticket of the order as it is now.
    pub tickets: Vec<Ticket>,
    /// What was written on the only one, and whether as a note.
    pub words: Option<(Comment, bool)>,
    /// The views as they are now, if it was about one: its digit may be the next key.
    pub views: Option<Vec<ListedView>>,
    /// What was taken back or done again on each, if it was an order for that.
    pub turned: Vec<String>,
    /// What to send to whoever was given a way in.
    pub way_in: Option<String>,
    /// What to tell beside it.
    pub notices: Vec<String>,
}
