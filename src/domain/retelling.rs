//! A ticket told again from its history: what each field came to by its events, held against the ticket as it stands. Texts of
//! a new or imported ticket are not in its history; from the first edit on they are.

use super::event::{Event, EventKind};
use super::{Ticket, Timestamp};
use serde_json::{Value, json};

/// The fields that events set, each by the kind that speaks for it.
const FIELDS: [EventKind; 7] = [
    EventKind::SubjectEdited,
    EventKind::DescriptionEdited,
    EventKind::CategoryChanged,
    EventKind::PriorityChanged,
    EventKind::RequesterChanged,
    EventKind::Assigned,
    EventKind::StatusRestored,
];

/// What of a ticket is not as its history, oldest first, tells it; empty where all agrees.
#[must_use]
pub fn contradictions(ticket: &Ticket, events: &[Event]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut demand = |holds: bool, what| {
        if !holds {
            found.push(what);
        }
    };
    let Some(first) = events.first() else { return vec!["there is no history"] };
    demand(matches!(first.change.kind, EventKind::Created | EventKind::Imported), "the history does not begin with its beginning");
    demand(i64::try_from(events.len()) == Ok(ticket.version), "the version is not the number of events");
    demand(events.is_sorted_by_key(|event| event.at), "the times of the history go back");
    for kind in FIELDS {
        let told = field(kind, ticket, first, events);
        demand(told.is_some(), "the history has a gap");
        demand(told.is_none_or(|told| told == ticket.value(kind)), another(kind));
    }
    demand(json!(ticket.deleted_at) == deletion(events), "the history tells otherwise whether it is deleted");
    let balance = |one, other| count(events, one) - count(events, other);
    demand(
        ticket.comment_count == balance(EventKind::Commented, EventKind::CommentWithdrawn),
        "the count of comments is not what the history tells",
    );
    demand(ticket.note_count == balance(EventKind::Noted, EventKind::NoteWithdrawn), "the count of notes is not what the history tells");
    demand(is_dated(ticket, first, events), "the history tells of other times");
    found
}

/// What a field came to, by its events; `None` where one of them begins at another value than the one before it left.
fn field(kind: EventKind, ticket: &Ticket, first: &Event, events: &[Event]) -> Option<Value> {
    let mut is = beginning(kind, first);
    for change in events.iter().map(|event| &event.change).filter(|change| kind.same_field().contains(&change.kind)) {
        if is.is_some_and(|is| is != change.before) {
            return None;
        }
        is = Some(change.after.clone());
    }
    // Nothing was ever said of it.
    Some(is.unwrap_or_else(|| ticket.value(kind)))
}

/// What the first event says of a field; `None` where it does not.
fn beginning(kind: EventKind, first: &Event) -> Option<Value> {
    let told = |name| first.change.after.get(name).cloned();
    match kind {
        EventKind::CategoryChanged => told("category"),
        EventKind::PriorityChanged => told("priority"),
        EventKind::RequesterChanged => told("requester"),
        EventKind::Assigned => Some(Value::Null),
        EventKind::StatusRestored => Some(json!({ "status": "open", "resolved_at": null, "closed_at": null })),
        _ => None,
    }
}

fn deletion(events: &[Event]) -> Value {
    let last = events.iter().rev().find(|event| matches!(event.change.kind, EventKind::Deleted | EventKind::Undeleted));
    last.map_or(Value::Null, |event| event.change.after.clone())
}

fn count(events: &[Event], kind: EventKind) -> i64 {
    i64::try_from(events.iter().filter(|event| event.change.kind == kind).count()).unwrap_or(i64::MAX)
}

/// A ticket begins with its first event and last changed with its last; an imported one may have changed where it came from.
fn is_dated(ticket: &Ticket, first: &Event, events: &[Event]) -> bool {
    let last = events.last().map_or(Timestamp(i64::MAX), |event| event.at);
    let is_imported = first.change.kind == EventKind::Imported;
    ticket.created_at == first.at && (ticket.updated_at == last || (is_imported && ticket.updated_at > last))
}

fn another(kind: EventKind) -> &'static str {
    match kind {
        EventKind::SubjectEdited => "the subject is not what the history tells",
        EventKind::DescriptionEdited => "the description is not what the history tells",
        EventKind::CategoryChanged => "the category is not what the history tells",
        EventKind::PriorityChanged => "the priority is not what the history tells",
        EventKind::RequesterChanged => "the requester is not whom the history tells",
        EventKind::Assigned => "the assignee is not whom the history tells",
        _ => "the status is not what the history tells",
    }
}
