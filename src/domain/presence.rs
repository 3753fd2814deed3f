//! Who is here: windows that are open, and what each looks at or writes. A courtesy among colleagues, never a lock.

use super::named::named;
use super::{Login, SessionId, TicketNumber, Timestamp};

named!(
    /// What somebody does with the ticket before them. The more of two is the later one.
    Doing, "doing", {
        Looking = 1 "looking",
        Writing = 2 "writing",
    }
);

/// The ticket somebody is at, and what they do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attention {
    pub ticket: TicketNumber,
    pub doing: Doing,
}

/// One open window, as it last signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub session: SessionId,
    pub login: Login,
    pub name: String,
    /// Nothing in particular, or none of the others' business.
    pub on: Option<Attention>,
    pub at: Timestamp,
}

impl Presence {
    /// How long a signature holds, in milliseconds.
    pub const LASTS: u64 = 30_000;
    /// How often it is renewed, in milliseconds: two may fail before anybody is missed.
    pub const RENEWED: u64 = 10_000;

    /// Whether it still holds. One from the future is of a clock that was set back, and holds no longer than others.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        now.0.abs_diff(self.at.0) < Self::LASTS
    }
}
