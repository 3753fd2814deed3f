//! The documents that scripts read: field names, their order, and what a guest's documents leave out.

use crate::desk::{Dossier, Exported, Posted};
use crate::domain::event::Event;
use crate::domain::{Category, Comment, Priority, Status, Ticket, TicketNumber, Timestamp, User};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A ticket as whoever asks may see it.
#[derive(Serialize)]
#[serde(untagged)]
pub enum TicketDoc<'a> {
    Staff(Box<Full<'a>>),
    Guest(Public<'a>),
}

#[derive(Serialize)]
pub struct Full<'a> {
    id: Uuid,
    ticket_number: String,
    user_id: Uuid,
    user_login: &'a str,
    user_name: &'a str,
    subject: &'a str,
    description: &'a str,
    category: Category,
    priority: Priority,
    status: Status,
    version: i64,
    assigned_to_id: Option<Uuid>,
    assigned_to_login: Option<&'a str>,
    assigned_to_name: Option<&'a str>,
    comment_count: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    resolved_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    deleted_at: Option<Timestamp>,
}

#[derive(Serialize)]
pub struct Public<'a> {
    ticket_number: String,
    subject: &'a str,
    description: &'a str,
    category: Category,
    status: Status,
    comment_count: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
    resolved_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
}

impl<'a> TicketDoc<'a> {
    /// The document about this ticket for `me`.
    pub fn of(ticket: &'a Ticket, me: &User) -> Self {
        if me.role.is_staff() { Self::Staff(Box::new(full(ticket))) } else { Self::Guest(public(ticket)) }
    }
}

fn full(ticket: &Ticket) -> Full<'_> {
    let assignee = ticket.assignee.as_ref();
    Full {
        id: ticket.uuid,
        ticket_number: ticket.number.to_string(),
        user_id: ticket.requester.uuid,
        user_login: ticket.requester.login.as_str(),
        user_name: &ticket.requester.name,
        subject: &ticket.subject,
        description: &ticket.description,
        category: ticket.category,
        priority: ticket.priority,
        status: ticket.status,
        version: ticket.version,
        assigned_to_id: assignee.map(|person| person.uuid),
        assigned_to_login: assignee.map(|person| person.login.as_str()),
        assigned_to_name: assignee.map(|person| person.name.as_str()),
        comment_count: ticket.comment_count + ticket.note_count,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        resolved_at: ticket.resolved_at,
        closed_at: ticket.closed_at,
        deleted_at: ticket.deleted_at,
    }
}

fn public(ticket: &Ticket) -> Public<'_> {
    Public {
        ticket_number: ticket.number.to_string(),
        subject: &ticket.subject,
        description: &ticket.description,
        category: ticket.category,
        status: ticket.status,
        comment_count: ticket.comment_count,
        created_at: ticket.created_at,
        updated_at: ticket.public_updated_at,
        resolved_at: ticket.resolved_at,
        closed_at: ticket.closed_at,
    }
}

/// Several tickets, and how many there are in all.
#[derive(Serialize)]
pub struct ListDoc<'a> {
    pub tickets: Vec<TicketDoc<'a>>,
    pub total: i64,
}

impl<'a> ListDoc<'a> {
    /// All of these and no others.
    pub fn of(tickets: &'a [Ticket], me: &User) -> Self {
        let total = i64::try_from(tickets.len()).unwrap_or(i64::MAX);
        Self { tickets: tickets.iter().map(|ticket| TicketDoc::of(ticket, me)).collect(), total }
    }
}

/// A comment or a note; a guest's is known by its number.
#[derive(Serialize)]
#[serde(untagged)]
pub enum WordsDoc<'a> {
    Staff { id: Uuid, user_id: Uuid, user_name: &'a str, comment: &'a str, is_internal: bool, created_at: Timestamp },
    Guest { number: i64, user_name: &'a str, comment: &'a str, created_at: Timestamp },
}

impl<'a> WordsDoc<'a> {
    /// What was just written.
    pub fn posted(posted: &'a Posted, me: &User) -> Self {
        Self::of(&posted.words, posted.internal, posted.ticket.comment_count, me)
    }

    fn of(words: &'a Comment, internal: bool, number: i64, me: &User) -> Self {
        let (user_name, comment, created_at) = (words.author.name.as_str(), words.body.as_str(), words.created_at);
        if me.role.is_staff() { Self::staff(words, internal) } else { Self::Guest { number, user_name, comment, created_at } }
    }

    fn staff(words: &'a Comment, internal: bool) -> Self {
        Self::Staff {
            id: words.uuid,
            user_id: words.author.uuid,
            user_name: &words.author.name,
            comment: &words.body,
            is_internal: internal,
            created_at: words.created_at,
        }
    }
}

/// A ticket with its thread and, where asked for, its history.
#[derive(Serialize)]
pub struct ShowDoc<'a> {
    #[serde(flatten)]
    ticket: TicketDoc<'a>,
    comments: Vec<WordsDoc<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventDoc<'a>>>,
}

#[derive(Serialize)]
struct EventDoc<'a> {
    kind: &'static str,
    actor_login: &'a str,
    actor_name: &'a str,
    at: Timestamp,
    before: &'a Value,
    after: &'a Value,
    order_id: Uuid,
}

impl<'a> ShowDoc<'a> {
    pub fn of(dossier: &'a Dossier, history: bool, me: &User) -> Self {
        let numbered = dossier.thread().into_iter().zip(1..);
        Self {
            ticket: TicketDoc::of(&dossier.ticket, me),
            comments: numbered.map(|((words, internal), number)| WordsDoc::of(words, internal, number, me)).collect(),
            events: history.then(|| dossier.events.iter().map(event).collect()),
        }
    }

    /// The same of an exported ticket; only what is exported with it is counted.
    pub fn exported(exported: &'a Exported) -> Self {
        let comment_count = i64::try_from(exported.thread.len()).unwrap_or(i64::MAX);
        Self {
            ticket: TicketDoc::Staff(Box::new(Full { comment_count, ..full(&exported.ticket) })),
            comments: exported.thread.iter().map(|spoken| WordsDoc::staff(&spoken.words, spoken.internal)).collect(),
            events: None,
        }
    }
}

fn event(event: &Event) -> EventDoc<'_> {
    EventDoc {
        kind: event.change.kind.word(),
        actor_login: &event.actor_login,
        actor_name: &event.actor_name,
        at: event.at,
        before: &event.change.before,
        after: &event.change.after,
        order_id: event.order.0,
    }
}

/// Somebody the desk knows.
#[derive(Serialize)]
pub struct UserDoc<'a> {
    id: Uuid,
    login: &'a str,
    name: &'a str,
    email: Option<&'a str>,
    role: &'static str,
    active: bool,
    created_at: Timestamp,
    /// The tickets that became nobody's by the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<Vec<String>>,
    /// That the name or login looks like that of somebody of the staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    looks_like: Option<&'a str>,
}

impl<'a> UserDoc<'a> {
    pub fn of(user: &'a User) -> Self {
        Self {
            id: user.uuid,
            login: user.login.as_str(),
            name: &user.name,
            email: user.email.as_deref(),
            role: user.role.word(),
            active: user.active,
            created_at: user.created_at,
            released: None,
            looks_like: None,
        }
    }

    pub fn looking(self, looks_like: Option<&'a str>) -> Self {
        Self { looks_like, ..self }
    }

    pub fn releasing(self, tickets: &[TicketNumber]) -> Self {
        Self { released: Some(tickets.iter().map(ToString::to_string).collect()), ..self }
    }
}
