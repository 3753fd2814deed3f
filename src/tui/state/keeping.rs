//! When what is being typed goes into the file: after 16 keys, a quarter of a second of rest, or a second, whichever comes
//! first; at once after a paste.

use crate::domain::Timestamp;
use crate::domain::draft::DraftId;

/// So many keys are the most that a power cut takes.
const KEYS: u32 = 16;
/// So long the hands rest, in milliseconds.
const REST: i64 = 250;
/// And never longer than this.
const LONGEST: i64 = 1_000;
/// After a failure it is tried again so much later.
const AGAIN: i64 = 2_000;

/// How far what a form holds is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// The draft in the file, once there is one.
    pub draft: Option<DraftId>,
    /// When it was last kept.
    pub kept_at: Option<Timestamp>,
    /// Why it could not be.
    pub trouble: Option<String>,
    /// Keys since it was last handed over.
    keys: u32,
    /// When the first of them came, by the steady clock.
    first: Option<i64>,
    last: i64,
    not_before: i64,
    was_handed_over: bool,
}

impl Keeping {
    /// A key changed something.
    pub fn typed(&mut self, now: i64) {
        self.keys += 1;
        self.first.get_or_insert(now);
        self.last = now;
    }

    /// A paste came: all of it at once.
    pub fn pasted(&mut self, now: i64) {
        self.typed(now);
        self.keys = KEYS;
    }

    /// When it is to be kept, by the steady clock; `None` while there is nothing new.
    #[must_use]
    pub fn due_at(&self) -> Option<i64> {
        let first = self.first?;
        let due = if self.keys >= KEYS { first } else { (self.last + REST).min(first + LONGEST) };
        Some(due.max(self.not_before))
    }

    /// It was handed over, to be kept.
    pub fn handed_over(&mut self) {
        (self.keys, self.first, self.was_handed_over) = (0, None, true);
    }

    /// It is in the file.
    pub fn kept(&mut self, draft: DraftId, at: Timestamp) {
        (self.draft, self.kept_at, self.trouble, self.was_handed_over) = (Some(draft), Some(at), None, true);
    }

    /// Whether the file has, or is about to have, a draft of it.
    #[must_use]
    pub fn was_handed_over(&self) -> bool {
        self.was_handed_over
    }

    /// It is not, and will be tried again. Whether that is news.
    pub fn failed(&mut self, why: String, now: i64) -> bool {
        self.not_before = now + AGAIN;
        self.typed(now);
        self.trouble.replace(why).is_none()
    }
}
