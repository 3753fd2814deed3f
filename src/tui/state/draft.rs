//! From a form to a draft and back: every field by its name, with its cursor.

use super::{Composer, Field, Form, FormKind, Keeping, Marks, Popup, State};
use crate::desk::{Sighting, Writing};
use crate::domain::draft::{DraftKind, MARKED, Manuscript, Piece};
use crate::domain::{Ticket, TicketNumber};
use crate::tui::request::Unsent;
use crate::tui::widget::Editor;

/// What a draft is called where it is named.
#[must_use]
pub fn draft_title(kind: DraftKind, number: Option<TicketNumber>) -> String {
    match number {
        Some(first) if kind == DraftKind::Bulk => format!("{kind}, {first} first"),
        Some(number) => format!("{kind} on {number}"),
        None => kind.to_string(),
    }
}

/// The one field of a comment or a note.
const BODY: &str = "body";
/// The one field of a new ticket in one line.
const LINE: &str = "line";

/// Tickets by their numbers, in one text.
#[must_use]
pub fn numbers_of(each: &[Sighting]) -> String {
    each.iter().map(|sighting| sighting.number.to_string()).collect::<Vec<_>>().join(" ")
}

/// The marked tickets a draft is for; none where it is for one alone.
pub fn marked_in(manuscript: &Manuscript) -> impl Iterator<Item = TicketNumber> {
    let numbers = manuscript.piece(MARKED).map_or("", |piece| &piece.text);
    numbers.split(' ').filter_map(|number| number.parse().ok())
}

/// Whether it is the draft of a new ticket in one line.
#[must_use]
pub fn is_one_line(manuscript: &Manuscript) -> bool {
    manuscript.piece(LINE).is_some()
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::For => "for",
            Self::Category => "category",
            Self::Priority => "priority",
            Self::Assign => "assign",
            Self::Description => "description",
            Self::Send => "send",
        }
    }
}

impl Composer {
    /// What kind of draft it is.
    #[must_use]
    pub fn kind(&self) -> DraftKind {
        if self.internal { DraftKind::Note } else { DraftKind::Comment }
    }

    fn draft(&self) -> (DraftKind, Option<TicketNumber>, Manuscript) {
        (self.kind(), Some(self.number), self.manuscript())
    }

    fn manuscript(&self) -> Manuscript {
        let body = Piece { name: BODY.to_owned(), text: self.editor.value(), was: None, cursor: Some(self.editor.cursor()) };
        let marked =
            (!self.marked.is_empty()).then(|| Piece { name: MARKED.to_owned(), text: numbers_of(&self.marked), ..Piece::default() });
        Manuscript { pieces: std::iter::once(body).chain(marked).collect(), focus: BODY.to_owned() }
    }

    /// Whether the draft is for the same tickets: this one alone, or the same marked ones.
    fn is_for_the_same(&self, manuscript: &Manuscript) -> bool {
        manuscript.piece(MARKED).map_or("", |piece| &piece.text) == numbers_of(&self.marked)
    }

    /// Holds what was written before.
    pub fn resume(&mut self, manuscript: &Manuscript) {
        if let Some(piece) = manuscript.piece(BODY) {
            self.editor = Editor::text(&piece.text);
            put_cursor(&mut self.editor, piece);
        }
    }
}

impl Form {
    /// What kind of draft it is.
    #[must_use]
    pub fn draft_kind(&self) -> DraftKind {
        match self.kind {
            FormKind::New | FormKind::Capture => DraftKind::New,
            FormKind::Edit(_) => DraftKind::Edit,
        }
    }

    fn manuscript(&self) -> Manuscript {
        let pieces = self.fields.iter().filter(|field| **field != Field::Send).map(|field| self.piece(*field)).collect();
        Manuscript { pieces, focus: self.name_of(self.field()).to_owned() }
    }

    /// By which the draft knows the field: a new ticket's one line is no subject.
    fn name_of(&self, field: Field) -> &'static str {
        if matches!(self.kind, FormKind::Capture) { LINE } else { field.name() }
    }

    /// Whether the draft is of the same form: one line, or all of its fields.
    fn is_of_the_same(&self, manuscript: &Manuscript) -> bool {
        is_one_line(manuscript) == matches!(self.kind, FormKind::Capture)
    }

    fn piece(&self, field: Field) -> Piece {
        let typed = |editor: &Editor| (editor.value(), Some(editor.cursor()));
        let (text, cursor) = match field {
            Field::Subject => typed(&self.subject),
            Field::For => typed(&self.requester),
            Field::Assign => typed(&self.assignee),
            Field::Description => typed(&self.description),
            Field::Category => (self.category.word().to_owned(), None),
            Field::Priority => (self.priority.word().to_owned(), None),
            Field::Send => return Piece::default(),
        };
        let was = match &self.kind {
            FormKind::New | FormKind::Capture => None,
            FormKind::Edit(ticket) => Some(of_ticket(ticket, field)),
        };
        Piece { name: self.name_of(field).to_owned(), text, was, cursor }
    }

    /// Holds what was written before. A field of the ticket that I had not touched is as it is now; one that I had is mine,
    /// decided on what I saw then. Names the touched fields that somebody else has set since.
    pub fn resume(&mut self, manuscript: &Manuscript) -> Vec<&'static str> {
        let mut outrun = Vec::new();
        for field in self.fields.clone() {
            let Some(piece) = manuscript.piece(self.name_of(field)) else { continue };
            let is_touched = piece.was.as_ref() != Some(&piece.text);
            if let (FormKind::Edit(now), Some(was)) = (&mut self.kind, &piece.was)
                && is_touched
                && of_ticket(now, field) != *was
            {
                outrun.push(field.name());
                see_as(now, field, was);
            }
            self.set(field, piece, is_touched);
        }
        self.focus = self.fields.iter().position(|field| field.name() == manuscript.focus).unwrap_or(0);
        self.touched = true;
        outrun
    }

    fn set(&mut self, field: Field, piece: &Piece, is_touched: bool) {
        let one_line = |editor: &mut Editor| {
            if is_touched {
                *editor = Editor::line(&piece.text);
            }
            put_cursor(editor, piece);
        };
        match field {
            Field::Subject => one_line(&mut self.subject),
            Field::For => one_line(&mut self.requester),
            Field::Assign => one_line(&mut self.assignee),
            Field::Description => {
                if is_touched {
                    self.description = Editor::text(&piece.text);
                }
                put_cursor(&mut self.description, piece);
            }
            Field::Category if is_touched => self.category = piece.text.parse().unwrap_or(self.category),
            Field::Priority if is_touched => self.priority = piece.text.parse().unwrap_or(self.priority),
            Field::Category | Field::Priority | Field::Send => {}
        }
    }
}

/// Puts the cursor where it was.
pub fn put_cursor(editor: &mut Editor, piece: &Piece) {
    if let Some(cursor) = piece.cursor {
        editor.set_cursor(cursor);
    }
}

/// What the field holds on the ticket.
fn of_ticket(ticket: &Ticket, field: Field) -> String {
    match field {
        Field::Subject => ticket.subject.clone(),
        Field::For => ticket.requester.login.to_string(),
        Field::Category => ticket.category.word().to_owned(),
        Field::Priority => ticket.priority.word().to_owned(),
        Field::Assign => ticket.assignee.as_ref().map(|person| person.login.to_string()).unwrap_or_default(),
        Field::Description => ticket.description.clone(),
        Field::Send => String::new(),
    }
}

/// Puts back what I saw in this field: sending is a conflict then, and says who was faster.
fn see_as(ticket: &mut Ticket, field: Field, was: &str) {
    match field {
        Field::Subject => was.clone_into(&mut ticket.subject),
        Field::Description => was.clone_into(&mut ticket.description),
        Field::For => ticket.requester.login = was.parse().unwrap_or_else(|_| ticket.requester.login.clone()),
        Field::Category => ticket.category = was.parse().unwrap_or(ticket.category),
        Field::Priority => ticket.priority = was.parse().unwrap_or(ticket.priority),
        Field::Assign | Field::Send => {}
    }
}

impl Popup {
    /// The form in it, which may wait behind a question.
    #[must_use]
    pub fn form(&self) -> Option<&Self> {
        match self {
            Self::Composer(_) | Self::Form(_) | Self::Bulk(_) | Self::Meanwhile(_) => Some(self),
            Self::Question(question) => question.instead.as_deref().and_then(Self::form),
            Self::Refused(refused) => refused.instead.as_deref().and_then(Self::form),
            Self::Picker(picker) => picker.beneath.as_deref().and_then(Self::form),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn form_mut(&mut self) -> Option<&mut Self> {
        match self {
            Self::Composer(_) | Self::Form(_) | Self::Bulk(_) | Self::Meanwhile(_) => Some(self),
            Self::Question(question) => question.instead.as_deref_mut().and_then(Self::form_mut),
            Self::Refused(refused) => refused.instead.as_deref_mut().and_then(Self::form_mut),
            Self::Picker(picker) => picker.beneath.as_deref_mut().and_then(Self::form_mut),
            _ => None,
        }
    }

    /// Whether the draft would be the same form's: the same fields, for the same tickets.
    #[must_use]
    pub fn is_for_the_same(&self, manuscript: &Manuscript) -> bool {
        match self.form() {
            Some(Self::Composer(composer)) => composer.is_for_the_same(manuscript),
            Some(Self::Meanwhile(meanwhile)) => meanwhile.composer.is_for_the_same(manuscript),
            Some(Self::Bulk(form)) => form.is_for_the_same(manuscript),
            Some(Self::Form(form)) => form.is_of_the_same(manuscript),
            _ => true,
        }
    }

    /// Looks at the marked tickets it is for again, all but those that are left out.
    pub fn see_again(&mut self, marks: &Marks, without: &[TicketNumber]) {
        let left = |each: &[Sighting]| {
            let numbers = each.iter().map(|sighting| sighting.number);
            marks.see_again(numbers.filter(|number| !without.contains(number)))
        };
        match self.form_mut() {
            Some(Self::Composer(composer)) => {
                composer.marked = left(&composer.marked);
                composer.number = composer.marked.first().map_or(composer.number, |first| first.number);
            }
            Some(Self::Bulk(form)) => form.each = left(&form.each),
            _ => {}
        }
    }

    /// Under which the form is submitted and kept.
    #[must_use]
    pub fn handle(&self) -> Option<u64> {
        match self.form().unwrap_or(self) {
            Self::Composer(composer) => Some(composer.handle),
            Self::Meanwhile(meanwhile) => Some(meanwhile.composer.handle),
            Self::Form(form) => Some(form.handle),
            Self::Keep(keep) => Some(keep.handle),
            Self::Bulk(form) => Some(form.handle),
            Self::Settings(panel) => panel.handle,
            Self::People(people) => people.handle,
            Self::Person(person) => Some(person.handle),
            _ => None,
        }
    }

    /// How far the form's text is kept.
    #[must_use]
    pub fn keeping(&self) -> Option<&Keeping> {
        match self.form()? {
            Self::Composer(composer) => Some(&composer.keeping),
            Self::Meanwhile(meanwhile) => Some(&meanwhile.composer.keeping),
            Self::Form(form) => Some(&form.keeping),
            Self::Bulk(form) => Some(&form.keeping),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn keeping_mut(&mut self) -> Option<&mut Keeping> {
        match self.form_mut()? {
            Self::Composer(composer) => Some(&mut composer.keeping),
            Self::Meanwhile(meanwhile) => Some(&mut meanwhile.composer.keeping),
            Self::Form(form) => Some(&mut form.keeping),
            Self::Bulk(form) => Some(&mut form.keeping),
            _ => None,
        }
    }

    /// Whether the form holds something of mine.
    #[must_use]
    pub fn has_text(&self) -> bool {
        match self.form() {
            Some(Self::Composer(composer)) => !composer.editor.is_blank(),
            Some(Self::Meanwhile(_)) => true,
            Some(Self::Form(form)) => form.touched,
            Some(Self::Bulk(form)) => !form.is_blank(),
            _ => false,
        }
    }

    /// What of it is to be kept.
    #[must_use]
    pub fn writing(&self, put_aside: bool) -> Option<Writing> {
        let (kind, number, manuscript) = match self.form()? {
            Self::Composer(composer) => composer.draft(),
            Self::Meanwhile(meanwhile) => meanwhile.composer.draft(),
            Self::Form(form) => (form.draft_kind(), form.number(), form.manuscript()),
            Self::Bulk(form) => (DraftKind::Bulk, form.number(), form.manuscript()),
            _ => return None,
        };
        Some(Writing { kind, number, manuscript, put_aside })
    }

    /// The kind of draft and the ticket it is for.
    #[must_use]
    pub fn about(&self) -> Option<(DraftKind, Option<TicketNumber>)> {
        match self.form()? {
            Self::Composer(composer) => Some((composer.kind(), Some(composer.number))),
            Self::Meanwhile(meanwhile) => Some((meanwhile.composer.kind(), Some(meanwhile.composer.number))),
            Self::Form(form) => Some((form.draft_kind(), form.number())),
            Self::Bulk(form) => Some((DraftKind::Bulk, form.number())),
            _ => None,
        }
    }
}

impl State {
    /// When something is to be done next though nothing comes, by the steady clock: something typed is to be kept, or the cursor
    /// has rested. `None` while nothing waits: an idle desk sleeps.
    #[must_use]
    pub fn wakes_at(&self) -> Option<i64> {
        let open = self.popup.as_ref().filter(|_| !self.is_sending());
        let kept = open.into_iter().chain(&self.put_aside).filter_map(|popup| popup.keeping()?.due_at());
        kept.chain(self.detail.follows_at).min()
    }

    /// What of mine is not sent on this ticket.
    pub fn unsent_on(&self, number: TicketNumber) -> impl Iterator<Item = &Unsent> {
        self.unsent.iter().filter(move |unsent| unsent.number == Some(number))
    }
}
