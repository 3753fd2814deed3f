//! The times of a ticket that follow from its history and its thread: the last public change, and since when its requester waits.

use super::thread::ThreadEntry;
use crate::domain::event::{Event, EventKind};
use crate::domain::seal::Arrival;
use crate::domain::{Ticket, Timestamp, Waiting};
use std::collections::HashSet;

/// Whether the last public change is dated as the history has it. Where the clock had been set back, a public change has an
/// earlier time of its own, which only its bounds are known of; so has an import that an older program wrote.
pub(super) fn is_public_time(ticket: &Ticket, first: &Event, events: &[Event]) -> bool {
    let is_imported = first.change.kind == EventKind::Imported;
    let (mut updated, mut earliest, mut latest) = (ticket.created_at, ticket.created_at, ticket.created_at);
    let mut has_arrived = !is_imported;
    for group in events.chunk_by(|one, other| one.order == other.order && one.at == other.at) {
        let [event, ..] = group else { continue };
        if !has_arrived && event.order != first.order {
            has_arrived = true;
            (updated, earliest, latest) = arrived(first, (updated, earliest));
        }
        let at = event.at;
        // It never is later than the last change of any kind.
        latest = latest.min(at);
        if group.iter().any(|event| event.change.kind.is_public()) {
            latest = at;
            if at > updated {
                earliest = at;
            }
        }
        updated = updated.max(at);
    }
    if !has_arrived {
        (_, earliest, latest) = arrived(first, (updated, earliest));
    }
    (earliest..=latest).contains(&ticket.public_updated_at)
}

/// When an imported ticket was changed last, and the bounds of its last public change.
fn arrived(first: &Event, (updated, earliest): (Timestamp, Timestamp)) -> (Timestamp, Timestamp, Timestamp) {
    match Arrival::of(&first.sealed) {
        Some(arrival) => (arrival.updated_at, arrival.public_updated_at, arrival.public_updated_at),
        None => (updated, earliest, Timestamp(i64::MAX)),
    }
}

/// Whether the requester spoke last and waits since when the thread says so.
pub(super) fn is_waiting(ticket: &Ticket, first: &Event, events: &[Event], thread: &[ThreadEntry]) -> bool {
    let said = thread.iter().filter(|words| !words.internal && !words.is_withdrawn);
    let hear = |begun: Waiting, words: &ThreadEntry| begun.and_then(ticket.requester.id, words.author, words.created_at);
    let stands = Waiting { spoke_at: ticket.requester_spoke_at, unanswered_since: ticket.unanswered_since };
    let begun = Waiting::since(ticket.created_at);
    if first.change.kind != EventKind::Imported {
        return said.fold(begun, hear) == stands;
    }
    if is_heard_anew(events) {
        let is_answered = first.change.after["answered"] == true;
        let begun = if is_answered { Waiting { unanswered_since: None, ..begun } } else { begun };
        return said.fold(begun, hear) == stands;
    }
    // As it came, and what was said since. An older program did not write down how it came.
    let Some(arrival) = Arrival::of(&first.sealed) else { return true };
    let imported = events.iter().filter(|event| event.order == first.order);
    let came_along: HashSet<&str> = imported.filter_map(|event| event.change.after.as_str()).collect();
    said.filter(|words| !came_along.contains(words.uuid.to_string().as_str())).fold(arrival.waiting, hear) == stands
}

/// Whether something happened by which the whole thread is read again for who waits.
fn is_heard_anew(events: &[Event]) -> bool {
    let mut said = HashSet::new();
    events.iter().any(|event| match event.change.kind {
        EventKind::RequesterChanged | EventKind::CommentWithdrawn => true,
        EventKind::Commented => event.change.after.as_str().is_some_and(|words| !said.insert(words)),
        _ => false,
    })
}
