//! What was written on a ticket, against the lines of its history that say so.

use crate::domain::event::{Event, EventKind};
use crate::domain::{OrderId, Timestamp, UserId};
use std::collections::HashMap;
use uuid::Uuid;

/// A comment or a note as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadEntry {
    /// Its place among the comments or among the notes of the desk.
    pub place: i64,
    pub uuid: Uuid,
    pub author: UserId,
    pub created_at: Timestamp,
    /// A note.
    pub internal: bool,
    /// It was taken back.
    pub is_withdrawn: bool,
    /// The seal that it has now ([`crate::domain::seal`]).
    pub seal: String,
}

/// What the history says of one comment or note.
struct Line<'a> {
    /// The how manieth it was.
    turn: usize,
    internal: bool,
    actor: UserId,
    at: Timestamp,
    order: OrderId,
    seal: Option<&'a str>,
    is_withdrawn: bool,
}

/// Returns what of the thread does not follow from the history, whose first event is `first`.
pub(super) fn contradictions(first: &Event, events: &[Event], thread: &[ThreadEntry]) -> Vec<&'static str> {
    let mut lines = lines(events);
    let mut found = Vec::new();
    let mut demand = |holds: bool, what| {
        if !holds && !found.contains(&what) {
            found.push(what);
        }
    };
    // Comments and notes have places of their own.
    let mut last = [(0, 0), (0, 0)];
    let mut in_order: Vec<&ThreadEntry> = thread.iter().collect();
    in_order.sort_by_key(|words| words.place);
    for words in in_order {
        let Some(line) = lines.remove(&words.uuid) else {
            demand(false, "the thread has words that the history does not know");
            continue;
        };
        demand(line.internal == words.internal && line.is_withdrawn == words.is_withdrawn, "words are in the wrong place");
        demand(is_as_written(words, &line, first), "words are not as they were written (their author, time or text)");
        let before = &mut last[usize::from(words.internal)];
        demand(line.turn >= before.1 && words.place > before.0, "the thread is in another order than the history");
        *before = (words.place, line.turn);
    }
    demand(lines.is_empty(), "words that the history knows are missing");
    found
}

fn lines(events: &[Event]) -> HashMap<Uuid, Line<'_>> {
    let mut lines = HashMap::new();
    for (turn, event) in events.iter().enumerate() {
        let uuid = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
        match event.change.kind {
            EventKind::Commented | EventKind::Noted => {
                let Some(uuid) = uuid(&event.change.after) else { continue };
                let line = lines.entry(uuid).or_insert_with(|| Line {
                    turn,
                    internal: event.change.kind == EventKind::Noted,
                    actor: event.actor,
                    at: event.at,
                    order: event.order,
                    seal: event.sealed["seal"].as_str(),
                    is_withdrawn: false,
                });
                line.is_withdrawn = false;
            }
            EventKind::CommentWithdrawn | EventKind::NoteWithdrawn => {
                if let Some(line) = uuid(&event.change.before).and_then(|uuid| lines.get_mut(&uuid)) {
                    line.is_withdrawn = true;
                }
            }
            _ => {}
        }
    }
    lines
}

/// By the seal. Older programs wrote none: then by who wrote it and when. In an import the authors are others than the importer.
fn is_as_written(words: &ThreadEntry, line: &Line, first: &Event) -> bool {
    if let Some(seal) = line.seal {
        return seal == words.seal;
    }
    if first.change.kind == EventKind::Imported && line.order == first.order {
        return words.created_at == line.at;
    }
    // A comment is dated by what the requester can see, which may be earlier where the clock went back.
    let is_in_time = if words.internal { words.created_at == line.at } else { words.created_at <= line.at };
    words.author == line.actor && is_in_time
}
