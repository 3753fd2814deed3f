//! An imported ticket told from its beginning: what happened in the order of time, each step legal and in the history.

use super::session::Session;
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::foreign::{Incoming, Utterance};
use crate::domain::{Comment, Note, Person, Source, Status, Ticket, TicketNumber, Timestamp, User, UserId, Waiting};
use crate::store::Said;
use serde_json::{Value, json};
use uuid::Uuid;

/// Something that happened to an imported ticket.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    To(Status),
    /// There was a first response, though not in the thread.
    Answered,
    Said(&'a Utterance),
    Resolution(&'a str),
}

/// What happened, in the order of time; at one instant a ticket is started, talked about, resolved, closed.
pub(super) fn steps(row: &Incoming, now: Timestamp) -> Vec<(Timestamp, Step<'_>)> {
    let life = row.life(now);
    let mut steps = Vec::new();
    if row.times.first_response.is_some() {
        steps.push((life.started, Step::Answered));
    }
    if row.status >= Status::InProgress {
        steps.push((life.started, Step::To(Status::InProgress)));
    }
    steps.extend(row.said.iter().map(|words| (words.at.unwrap_or(life.created), Step::Said(words))));
    steps.extend(row.resolution.iter().map(|body| (life.resolved, Step::Resolution(body))));
    if row.status >= Status::Resolved {
        steps.push((life.resolved, Step::To(Status::Resolved)));
    }
    if row.status == Status::Closed {
        steps.push((life.closed, Step::To(Status::Closed)));
    }
    steps.sort_by_key(|(at, _)| *at);
    steps
}

/// A ticket being told from its beginning, with what is said on it and its history.
pub(super) struct Story<'a> {
    pub ticket: Ticket,
    pub said: Vec<Said>,
    pub events: Vec<NewEvent>,
    session: &'a Session<'a>,
}

impl<'a> Story<'a> {
    /// An open ticket of nobody's, imported.
    pub fn begin(
        session: &'a Session<'a>,
        row: &Incoming,
        (uuid, number): (Uuid, TicketNumber),
        requester: &User,
        creator: UserId,
        source: Option<Source>,
    ) -> Self {
        let created = row.life(session.now).created;
        let first = Change::new(EventKind::Imported, Value::Null, imported(source.as_ref()));
        let ticket = Ticket {
            subject: row.subject.clone(),
            description: row.description.clone(),
            category: row.category,
            priority: row.priority,
            source,
            ..Ticket::begun(uuid, number, requester, creator, created)
        };
        let mut story = Self { ticket, said: Vec::new(), events: Vec::new(), session };
        story.happened(vec![first], created);
        story
    }

    pub fn happened(&mut self, changes: Vec<Change>, at: Timestamp) {
        self.ticket.moved_on(&changes, at);
        self.events.extend(self.session.events(changes, at));
    }

    pub fn say(&mut self, uuid: Uuid, author: &User, body: &str, at: Timestamp, internal: bool) {
        let words = Comment { uuid, author: Person::from(author), body: body.to_owned(), created_at: at };
        let (said, change) = if internal {
            (Said::Note(Note(words)), self.ticket.noted(uuid))
        } else {
            (Said::Comment(words), self.ticket.commented(author.id, at, uuid))
        };
        self.said.push(said);
        self.happened(vec![change], at);
    }

    /// Whether this id is another's on this ticket already.
    pub fn has_said(&self, uuid: Uuid) -> bool {
        self.said.iter().any(|said| match said {
            Said::Comment(words) | Said::Note(Note(words)) => words.uuid == uuid,
        })
    }

    /// The times of the last change, which may have been one that is not exported.
    pub fn restore(&mut self, row: &Incoming) {
        let ticket = &mut self.ticket;
        ticket.updated_at = row.times.updated.map_or(ticket.updated_at, |at| at.max(ticket.updated_at));
        let public = row.times.public_updated.or(row.times.updated).unwrap_or(ticket.public_updated_at);
        ticket.unanswered_since = row.native.as_ref().and_then(|native| native.unanswered).unwrap_or(ticket.unanswered_since);
        ticket.public_updated_at = public.clamp(ticket.public_updated_at, ticket.updated_at);
        self.remember_an_answer();
    }

    /// Not all answers are in the thread; what the thread cannot tell, the history does.
    fn remember_an_answer(&mut self) {
        let comments = self.said.iter().filter_map(|said| match said {
            Said::Comment(words) => Some(words.clone()),
            Said::Note(_) => None,
        });
        let thread: Vec<Comment> = comments.collect();
        let told = Waiting::after(self.ticket.requester.id, self.ticket.created_at, false, &thread);
        if told.unanswered_since != self.ticket.unanswered_since
            && let Some(first) = self.events.first_mut()
        {
            first.change.after["answered"] = true.into();
        }
    }
}

fn imported(source: Option<&Source>) -> Value {
    source.map_or(Value::Null, |source| json!({ "source": source.name, "id": source.id }))
}
