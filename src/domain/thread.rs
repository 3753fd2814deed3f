//! What people say on a ticket, in which order it is read, and who waits for an answer. Notes are a type of their own, so that
//! nothing public can hold one.

use super::event::Event;
use super::{EventId, Person, Timestamp, UserId, WordsId};
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

/// One entry of a thread.
#[derive(Clone, Debug, PartialEq)]
pub enum ThreadEntry {
    Event(Event),
    Comment(WordsId, Comment),
    Note(WordsId, Note),
}

impl ThreadEntry {
    /// Where it stands.
    #[must_use]
    pub fn key(&self) -> EntryKey {
        match self {
            Self::Event(event) => EntryKey { at: event.at, rank: 0, id: event.id.0 },
            Self::Comment(id, words) => EntryKey { at: words.created_at, rank: 1, id: id.0 },
            Self::Note(id, Note(words)) => EntryKey { at: words.created_at, rank: 2, id: id.0 },
        }
    }

    /// What was said, and whether as a note; `None` for a line of the history.
    #[must_use]
    pub fn words(&self) -> Option<(&Comment, bool)> {
        match self {
            Self::Event(_) => None,
            Self::Comment(_, words) => Some((words, false)),
            Self::Note(_, Note(words)) => Some((words, true)),
        }
    }
}

/// Where an entry stands in its thread: by time; of one instant the history comes first, then comments, then notes, each in the
/// order in which they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey {
    pub at: Timestamp,
    rank: u8,
    id: i64,
}

/// A place between two entries of a thread: of each kind the last one before it. A guest's has comments alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadPlace {
    pub event: EventId,
    pub comment: WordsId,
    pub note: WordsId,
}

impl ThreadPlace {
    /// Before everything.
    pub const START: Self = Self { event: EventId(0), comment: WordsId(0), note: WordsId(0) };
    /// Behind everything.
    pub const END: Self = Self { event: EventId(i64::MAX), comment: WordsId(i64::MAX), note: WordsId(i64::MAX) };

    /// The place behind an entry that is the next one here.
    #[must_use]
    pub fn behind(mut self, entry: &ThreadEntry) -> Self {
        match entry {
            ThreadEntry::Event(event) => self.event = event.id,
            ThreadEntry::Comment(id, _) => self.comment = *id,
            ThreadEntry::Note(id, _) => self.note = *id,
        }
        self
    }

    /// The place before an entry that is the last one before here.
    #[must_use]
    pub fn before(mut self, entry: &ThreadEntry) -> Self {
        match entry {
            ThreadEntry::Event(event) => self.event = EventId(event.id.0 - 1),
            ThreadEntry::Comment(id, _) => self.comment = WordsId(id.0 - 1),
            ThreadEntry::Note(id, _) => self.note = WordsId(id.0 - 1),
        }
        self
    }
}

/// Who spoke last, in public: notes and edits never change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// When the requester last wrote; creating counts.
    pub spoke_at: Timestamp,
    /// Since when the requester waits for a public answer; `None` once answered.
    pub unanswered_since: Option<Timestamp>,
}

/// What of a thread says whether its requester waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// When the requester commented last.
    pub last: Option<Timestamp>,
    /// Whether anybody else ever commented.
    pub is_answered: bool,
    /// When the requester commented first since somebody else did last.
    pub first_since: Option<Timestamp>,
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

    /// The same from what matters of the thread.
    #[must_use]
    pub fn heard(created_at: Timestamp, answered: bool, heard: Heard) -> Self {
        let begun = if answered || heard.is_answered { heard.first_since } else { Some(created_at) };
        Self { spoke_at: heard.last.unwrap_or(created_at), unanswered_since: begun }
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
