//! Who is here: windows that are open, and what each looks at or writes. A courtesy among colleagues, never a lock.

use super::named::named;
use super::{Login, SessionId, TicketNumber, Timestamp};
use std::cmp::Reverse;
use std::collections::HashSet;

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

/// Somebody who is at a ticket, as the others are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub login: Login,
    pub name: String,
    pub on: Attention,
}

/// Whoever is at some ticket now, each once a ticket; whoever writes comes before whoever looks.
#[must_use]
pub fn at_work(lines: &[Presence], now: Timestamp) -> Vec<Colleague> {
    let live = lines.iter().filter(|line| line.is_live(now));
    let colleague = |line: &Presence| Some(Colleague { login: line.login.clone(), name: line.name.clone(), on: line.on? });
    let mut here: Vec<Colleague> = live.filter_map(colleague).collect();
    here.sort_by(|one, other| {
        let by = |colleague: &Colleague| (colleague.on.ticket, Reverse(colleague.on.doing));
        by(one).cmp(&by(other)).then_with(|| one.login.cmp(&other.login))
    });
    let mut told = HashSet::new();
    here.retain(|colleague| told.insert((colleague.on.ticket, colleague.login.clone())));
    here
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
