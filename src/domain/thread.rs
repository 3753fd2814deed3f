//! What people say on a ticket, and who waits for an answer. Notes are a type of their own, so that nothing public can hold one.

use super::{Person, Timestamp, UserId};
use uuid::Uuid;

/// A public message. The requester can see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The id the world sees.
    pub uuid: Uuid,
    /// Who wrote it.
    pub author: Person,
    /// Up to 64 KiB.
    pub body: String,
    /// When.
    pub created_at: Timestamp,
}

/// An internal comment. Only staff can ever see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note(pub Comment);

/// Who spoke last, in public: notes and edits never change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// When the requester last wrote; creating counts.
    pub spoke_at: Timestamp,
    /// Since when the requester waits for a public answer; `None` once answered.
    pub unanswered_since: Option<Timestamp>,
}

impl Waiting {
    /// The requester waits since the ticket was made.
    #[must_use]
    pub fn since(created_at: Timestamp) -> Self {
        Self { spoke_at: created_at, unanswered_since: Some(created_at) }
    }

    /// As the whole thread has it, oldest first, for whoever is the requester now. `answered`: an imported ticket was
    /// answered before its thread begins.
    #[must_use]
    pub fn after(requester: UserId, created_at: Timestamp, answered: bool, thread: &[Comment]) -> Self {
        let begun = Self::since(created_at);
        let begun = if answered { Self { unanswered_since: None, ..begun } } else { begun };
        thread.iter().fold(begun, |waiting, words| waiting.and_then(requester, words.author.id, words.created_at))
    }

    /// One comment more: the requester starts to wait, anybody else answers.
    #[must_use]
    pub fn and_then(self, requester: UserId, author: UserId, at: Timestamp) -> Self {
        if author == requester {
            Self { spoke_at: at, unanswered_since: self.unanswered_since.or(Some(at)) }
        } else {
            Self { unanswered_since: None, ..self }
        }
    }
}
