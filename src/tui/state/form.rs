//! What is being written: a comment or a note, or a whole ticket.

use super::Keeping;
use crate::desk::Sighting;
use crate::domain::{Category, Priority, Ticket, TicketNumber};
use crate::tui::widget::Editor;
use std::sync::Arc;

/// A comment or a note on its way.
#[derive(Clone, Debug)]
pub struct Composer {
    pub number: TicketNumber,
    pub subject: String,
    /// A note rather than a public comment.
    pub internal: bool,
    /// The marked tickets it is for, `number` the first of them; empty where it is for that one alone.
    pub marked: Arc<[Sighting]>,
    /// The ticket as it was when the form opened, or as I was told it is; none of marked ones.
    pub seen: Option<Arc<Ticket>>,
    pub editor: Editor,
    /// Under which it is submitted, however often.
    pub handle: u64,
    pub keeping: Keeping,
    /// Why it was not taken.
    pub problem: Option<String>,
}

/// What a ticket form is for.
#[derive(Clone, Debug)]
pub enum FormKind {
    New,
    /// A new ticket in one line: the subject is all of it, marks too.
    Capture,
    /// The ticket as it was when the form opened: what the changes are decided on.
    Edit(Box<Ticket>),
}

impl FormKind {
    /// Whether it makes a ticket.
    #[must_use]
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New | Self::Capture)
    }
}

/// The fields of the form, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Subject,
    For,
    Category,
    Priority,
    Assign,
    Description,
    /// No field but the way on: where Enter sends.
    Send,
}

/// A ticket being written.
#[derive(Clone, Debug)]
pub struct Form {
    pub kind: FormKind,
    pub subject: Editor,
    /// A login; empty means me.
    pub requester: Editor,
    pub category: Category,
    pub priority: Priority,
    /// A login; empty means nobody.
    pub assignee: Editor,
    pub description: Editor,
    pub fields: Vec<Field>,
    pub focus: usize,
    /// Under which it is submitted, however often.
    pub handle: u64,
    pub keeping: Keeping,
    /// What is wrong, and with which field if it is one's.
    pub problem: Option<(Option<Field>, String)>,
    pub touched: bool,
    /// It was refused because somebody else was faster: it waits to be decided anew on the ticket as it is now.
    pub is_outrun: bool,
}

impl Form {
    /// An empty form with these fields.
    #[must_use]
    pub fn new(fields: Vec<Field>, handle: u64) -> Self {
        Self {
            kind: FormKind::New,
            subject: Editor::line(""),
            requester: Editor::line(""),
            category: Category::General,
            priority: Priority::Medium,
            assignee: Editor::line(""),
            description: Editor::text(""),
            fields,
            focus: 0,
            handle,
            keeping: Keeping::default(),
            problem: None,
            touched: false,
            is_outrun: false,
        }
    }

    /// An empty line for a new ticket.
    #[must_use]
    pub fn capture(handle: u64) -> Self {
        Self { kind: FormKind::Capture, ..Self::new(vec![Field::Subject], handle) }
    }

    /// A form that holds this ticket.
    #[must_use]
    pub fn of(ticket: &Ticket, handle: u64) -> Self {
        let fields = vec![Field::Subject, Field::For, Field::Category, Field::Priority, Field::Description, Field::Send];
        Self {
            kind: FormKind::Edit(Box::new(ticket.clone())),
            subject: Editor::line(&ticket.subject),
            requester: Editor::line(ticket.requester.login.as_str()),
            category: ticket.category,
            priority: ticket.priority,
            description: Editor::text(&ticket.description),
            ..Self::new(fields, handle)
        }
    }

    /// Goes on from the ticket as it is now: a field I have not touched takes its value, one I have is mine to decide.
    pub fn decide_anew(&mut self, now: &Ticket) {
        let FormKind::Edit(was) = &self.kind else { return };
        let edit = |editor: &mut Editor, was: &str, now: &str, one_line: bool| {
            if editor.value() == was {
                *editor = if one_line { Editor::line(now) } else { Editor::text(now) };
            }
        };
        edit(&mut self.subject, &was.subject, &now.subject, true);
        edit(&mut self.description, &was.description, &now.description, false);
        edit(&mut self.requester, was.requester.login.as_str(), now.requester.login.as_str(), true);
        if self.category == was.category {
            self.category = now.category;
        }
        if self.priority == was.priority {
            self.priority = now.priority;
        }
        self.kind = FormKind::Edit(Box::new(now.clone()));
        self.is_outrun = false;
    }

    /// The ticket that is edited; a new one has no number yet.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        match &self.kind {
            FormKind::New | FormKind::Capture => None,
            FormKind::Edit(ticket) => Some(ticket.number),
        }
    }

    /// The field that has the keys.
    #[must_use]
    pub fn field(&self) -> Field {
        self.fields[self.focus.min(self.fields.len() - 1)]
    }

    /// Text from the clipboard, into the field that has the keys. What was done to it on the way is told.
    pub fn paste(&mut self, text: &str, now: i64) -> Option<String> {
        let notice = self.editor()?.paste(text);
        self.touched = true;
        self.keeping.pasted(now);
        notice
    }

    /// The editor that has the keys, if the field is typed.
    pub fn editor(&mut self) -> Option<&mut Editor> {
        match self.field() {
            Field::Subject => Some(&mut self.subject),
            Field::For => Some(&mut self.requester),
            Field::Assign => Some(&mut self.assignee),
            Field::Description => Some(&mut self.description),
            Field::Category | Field::Priority | Field::Send => None,
        }
    }
}
