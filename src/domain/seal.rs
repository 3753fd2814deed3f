//! Seals: digests of what was written, kept in the history beside the line that begins it, so that a text or an author that was
//! changed past the desk is found. They are against accidents and careless hands. Anyone who can write the file can write a seal.

use super::event::EventKind;
use super::{Comment, Source, Ticket, Timestamp, UserId, Waiting};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

/// Bytes of SHA-256 that a seal has: enough that no accident meets them.
const LENGTH: usize = 8;

/// A seal as hexadecimal digits.
#[must_use]
pub fn of_words(uuid: Uuid, author: UserId, created_at: Timestamp, body: &str) -> String {
    digest(&[uuid.as_bytes(), &author.0.to_be_bytes(), &created_at.0.to_be_bytes(), body.as_bytes()])
}

/// The seal of a comment or a note.
#[must_use]
pub fn of_comment(words: &Comment) -> String {
    of_words(words.uuid, words.author.id, words.created_at, &words.body)
}

/// The seal of a ticket as it began: what the history says in no other place. Of an imported one that is more.
#[must_use]
pub fn of_ticket(begun: &Ticket, kind: EventKind) -> String {
    let number = begun.number.digits().to_be_bytes();
    let creator = begun.creator.0.to_be_bytes();
    let mut parts: Vec<&[u8]> = vec![begun.uuid.as_bytes(), &number, &creator, begun.subject.as_bytes(), begun.description.as_bytes()];
    if let Some(Source { name, id, digest }) = &begun.source {
        parts.extend([name.as_bytes(), id.as_bytes(), digest.as_bytes()]);
    }
    if kind == EventKind::Imported {
        parts.extend([begun.category.word(), begun.priority.word(), begun.requester.login.as_str()].map(str::as_bytes));
    }
    digest(&parts)
}

fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // Its length first, or text could move from one part into the next.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(LENGTH).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the first event of a ticket keeps beside it.
#[must_use]
pub fn beginning(ticket: &Ticket, kind: EventKind) -> Value {
    let seal = of_ticket(ticket, kind);
    if kind != EventKind::Imported {
        return json!({ "seal": seal });
    }
    let waits = ticket.unanswered_since.map(|at| at.0);
    json!({ "seal": seal, "times": [ticket.updated_at.0, ticket.public_updated_at.0, ticket.requester_spoke_at.0, waits] })
}

/// The times of an imported ticket when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub updated_at: Timestamp,
    pub public_updated_at: Timestamp,
    pub waiting: Waiting,
}

impl Arrival {
    /// Reads them from beside the first event; `None` where an older program wrote it.
    #[must_use]
    pub fn of(sealed: &Value) -> Option<Self> {
        let times = sealed["times"].as_array()?;
        let time = |place: usize| times.get(place)?.as_i64().map(Timestamp);
        Some(Self { updated_at: time(0)?, public_updated_at: time(1)?, waiting: Waiting { spoke_at: time(2)?, unanswered_since: time(3) } })
    }
}
