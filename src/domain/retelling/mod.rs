//! A desk replayed from its history: what each field of a ticket, its thread and its times, its people and its settings came to by
//! their events, compared with what is stored. What old events do not say is not judged.

mod desk;
mod people;
mod thread;
mod times;

pub use desk::{DeskRecord, Restores, in_desk};
pub use people::{Newcomers, UserRecord};
pub use thread::ThreadEntry;

use super::event::{Event, EventKind};
use super::seal::of_ticket;
use super::{Login, Ticket, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

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

/// Returns what of a ticket does not follow from its history (oldest first); empty where all agrees. `thread` is everything that
/// was ever written on it.
#[must_use]
pub fn contradictions(ticket: &Ticket, events: &[Event], thread: &[ThreadEntry]) -> Vec<&'static str> {
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
    demand(deletion(events) == Some(json!(ticket.deleted_at)), "the history tells otherwise whether it is deleted");
    let balance = |one, other| count(events, one) - count(events, other);
    demand(
        ticket.comment_count == balance(EventKind::Commented, EventKind::CommentWithdrawn),
        "the count of comments is not what the history tells",
    );
    demand(ticket.note_count == balance(EventKind::Noted, EventKind::NoteWithdrawn), "the count of notes is not what the history tells");
    demand(is_dated(ticket, first, events), "the history tells of other times");
    demand(events.iter().all(is_in_order), "the history has a line that does not belong there");
    demand(is_consistent(events), "one order has several people or times");
    demand(first.change.kind != EventKind::Created || ticket.creator == first.actor, "the creator is not the one in the history");
    demand(is_from_there(ticket, first), "it came from elsewhere than the history says");
    demand(is_deleted_by(ticket, events), "the history says otherwise who deleted it");
    demand(is_as_it_began(ticket, first, events), "it is not the ticket that was made (its text, number, source or people)");
    demand(times::is_public_time(ticket, first, events), "the time of the last public change does not follow from the history");
    demand(times::is_waiting(ticket, first, events, thread), "since when its requester waits does not follow from its thread");
    found.extend(thread::contradictions(first, events, thread));
    found
}

/// Whether an imported ticket came from where its first event says.
fn is_from_there(ticket: &Ticket, first: &Event) -> bool {
    let (after, source) = (&first.change.after, ticket.source.as_ref());
    let is_said = |field: &str, is: Option<&str>| after[field].as_str() == is;
    first.change.kind != EventKind::Imported
        || (is_said("source", source.map(|source| source.name.as_str()))
            && is_said("id", source.map(|source| source.id.as_str()))
            && after.get("answered").is_none_or(Value::is_boolean))
}

/// Whether an event is one of a ticket, and says what its kind says.
fn is_in_order(event: &Event) -> bool {
    let change = &event.change;
    let to = |status: &str| change.after["status"] == status;
    let is_words = |value: &Value| value.as_str().is_some_and(|text| text.parse::<Uuid>().is_ok());
    match change.kind {
        EventKind::Commented | EventKind::Noted => is_words(&change.after),
        EventKind::CommentWithdrawn | EventKind::NoteWithdrawn => is_words(&change.before) && change.after.is_null(),
        EventKind::Started => to("in_progress"),
        EventKind::Resolved => to("resolved"),
        EventKind::Closed => to("closed"),
        EventKind::Reopened => to("open"),
        kind => kind.is_of_tickets(),
    }
}

/// What one order did, one person did. An imported ticket has a life in one order, so its times differ.
fn is_consistent(events: &[Event]) -> bool {
    let is_fine = |pair: &[Event]| {
        let [one, other] = pair else { return true };
        one.order != other.order
            || (one.actor == other.actor && (one.at == other.at || events.first().is_some_and(|first| first.order == one.order)))
    };
    events.windows(2).all(is_fine)
}

/// Undo may delete it again in the name and at the time of the first deletion.
fn is_deleted_by(ticket: &Ticket, events: &[Event]) -> bool {
    let Some(by) = &ticket.deleted_by else { return ticket.deleted_at.is_none() };
    let at = json!(ticket.deleted_at);
    events.iter().any(|event| event.change.kind == EventKind::Deleted && event.change.after == at && event.actor == by.id)
}

/// Holds the ticket as it began against its seal. What was edited since began as the first edit found it.
fn is_as_it_began(ticket: &Ticket, first: &Event, events: &[Event]) -> bool {
    let Some(seal) = first.sealed["seal"].as_str() else { return true };
    let before = |kind| events.iter().map(|event| &event.change).find(|change| change.kind == kind).map(|change| &change.before);
    let mut begun = ticket.clone();
    let text = |kind| before(kind).and_then(Value::as_str);
    text(EventKind::SubjectEdited).unwrap_or(&ticket.subject).clone_into(&mut begun.subject);
    text(EventKind::DescriptionEdited).unwrap_or(&ticket.description).clone_into(&mut begun.description);
    begun.category = text(EventKind::CategoryChanged).and_then(|word| word.parse().ok()).unwrap_or(ticket.category);
    begun.priority = text(EventKind::PriorityChanged).and_then(|word| word.parse().ok()).unwrap_or(ticket.priority);
    begun.requester.login =
        text(EventKind::RequesterChanged).and_then(|login| login.parse::<Login>().ok()).unwrap_or(begun.requester.login);
    of_ticket(&begun, first.change.kind) == seal
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

/// When it was deleted, if it is; `None` where one of the events begins at another value than the one before it left.
fn deletion(events: &[Event]) -> Option<Value> {
    let of_presence = events.iter().filter(|event| matches!(event.change.kind, EventKind::Deleted | EventKind::Undeleted));
    of_presence.map(|event| &event.change).try_fold(Value::Null, |is, change| (is == change.before).then(|| change.after.clone()))
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
