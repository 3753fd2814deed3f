//! A ticket as a row brings it, understood and cleaned, and the rules for its times.

use super::Someone;
use crate::domain::{Category, Priority, Source, Status, TicketNumber, Timestamp};
use uuid::Uuid;

/// A ticket on its way in. Its texts are cleaned and within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The line of the file it begins on.
    pub line: u64,
    pub subject: String,
    pub description: String,
    pub category: Category,
    pub priority: Priority,
    pub status: Status,
    pub requester: Someone,
    pub times: Times,
    /// Becomes a public comment by whoever imports.
    pub resolution: Option<String>,
    /// Oldest first.
    pub said: Vec<Utterance>,
    /// How many invisible characters cleaning took out of subject, description and resolution.
    pub removed: usize,
    /// What it is called where it comes from; without a name its digest is its name.
    pub source_id: String,
    /// SHA-256 of the row as it was taken, in hex.
    pub digest: String,
    /// What only our own exports bring.
    pub native: Option<Native>,
    /// A category word that nobody knew and that became `general`.
    pub unknown_category: Option<String>,
}

/// What a row of our own export says beside the ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Native {
    pub uuid: Uuid,
    pub number: TicketNumber,
    /// Where the ticket came from in the first place.
    pub source: Option<Source>,
    pub assignee: Option<Someone>,
    pub creator: Option<Someone>,
    /// Since when the requester waits, where the row says so; not all answers are in the thread.
    pub unanswered: Option<Option<Timestamp>>,
}

/// A comment or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    pub uuid: Option<Uuid>,
    /// `None`: whoever imports.
    pub author: Option<Someone>,
    pub body: String,
    pub at: Option<Timestamp>,
    /// A note.
    pub internal: bool,
}

/// The times a row gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub created: Option<Timestamp>,
    pub first_response: Option<Timestamp>,
    pub resolved: Option<Timestamp>,
    pub closed: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub public_updated: Option<Timestamp>,
}

/// When what happened, each no earlier than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    pub created: Timestamp,
    pub started: Timestamp,
    pub resolved: Timestamp,
    pub closed: Timestamp,
}

impl Incoming {
    /// Created: the earliest time in the row, else `now`. Started: the later of that and the first response. Resolved and
    /// closed: the later of that and the times the row gives for them.
    #[must_use]
    pub fn life(&self, now: Timestamp) -> Life {
        let Times { created, first_response, resolved, closed, updated, public_updated: _ } = self.times;
        let given = [created, first_response, resolved, closed, updated];
        let created = given.into_iter().chain(self.said.iter().map(|words| words.at)).flatten().min().unwrap_or(now);
        let started = first_response.map_or(created, |at| at.max(created));
        let resolved = resolved.map_or(started, |at| at.max(started));
        Life { created, started, resolved, closed: closed.map_or(resolved, |at| at.max(resolved)) }
    }
}
