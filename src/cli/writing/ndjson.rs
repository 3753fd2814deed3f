//! One ticket as one line. The order of the keys is part of the format: the same desk gives the same bytes.

use crate::desk::{Exported, Spoken};
use crate::domain::{Category, Login, Priority, Role, Source, Status, TicketNumber, Timestamp, User};
use serde::Serialize;
use uuid::Uuid;

/// A ticket.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    id: Uuid,
    ticket_number: TicketNumber,
    subject: &'a str,
    description: &'a str,
    category: Category,
    priority: Priority,
    status: Status,
    requester: Somebody<'a>,
    assignee: Option<Somebody<'a>>,
    creator: Somebody<'a>,
    created_at: Timestamp,
    updated_at: Timestamp,
    public_updated_at: Timestamp,
    unanswered_since: Option<Timestamp>,
    resolved_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    source: Option<From<'a>>,
    comments: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Somebody<'a> {
    login: &'a Login,
    name: &'a str,
    email: Option<&'a str>,
    role: Role,
}

#[derive(Serialize)]
struct From<'a> {
    name: &'a str,
    id: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct Words<'a> {
    id: Uuid,
    author: Somebody<'a>,
    comment: &'a str,
    is_internal: bool,
    created_at: Timestamp,
}

impl<'a> Line<'a> {
    pub fn of(exported: &'a Exported) -> Self {
        let ticket = &exported.ticket;
        Self {
            id: ticket.uuid,
            ticket_number: ticket.number,
            subject: &ticket.subject,
            description: &ticket.description,
            category: ticket.category,
            priority: ticket.priority,
            status: ticket.status,
            requester: somebody(&exported.requester),
            assignee: exported.assignee.as_ref().map(somebody),
            creator: somebody(&exported.creator),
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            public_updated_at: ticket.public_updated_at,
            unanswered_since: ticket.unanswered_since,
            resolved_at: ticket.resolved_at,
            closed_at: ticket.closed_at,
            source: ticket.source.as_ref().map(source),
            comments: exported.thread.iter().map(words).collect(),
        }
    }
}

fn somebody(user: &User) -> Somebody<'_> {
    Somebody { login: &user.login, name: &user.name, email: user.email.as_deref(), role: user.role }
}

fn source(source: &Source) -> From<'_> {
    From { name: &source.name, id: &source.id, digest: &source.digest }
}

fn words(spoken: &Spoken) -> Words<'_> {
    let words = &spoken.words;
    let (id, comment, created_at) = (words.uuid, words.body.as_str(), words.created_at);
    Words { id, author: somebody(&spoken.author), comment, is_internal: spoken.internal, created_at }
}
