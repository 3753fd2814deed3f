//! Where a ticket stands, and the legal steps between.

use super::named::named;

named!(
    /// Where a ticket stands. Ordered along its life.
    Status, "status", {
        Open = 1 "open",
        InProgress = 2 "in_progress",
        Resolved = 3 "resolved",
        Closed = 4 "closed",
    }
);

impl Status {
    /// Open or in progress.
    #[must_use]
    pub fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }

    /// The one step further along, if there is one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Open => Some(Self::InProgress),
            Self::InProgress => Some(Self::Resolved),
            Self::Resolved => Some(Self::Closed),
            Self::Closed => None,
        }
    }

    /// The statuses one legal step away: the next one, and open from any later one.
    #[must_use]
    pub fn legal_steps(self) -> Vec<Self> {
        let back = (self != Self::Open).then_some(Self::Open);
        self.next().into_iter().chain(back).collect()
    }

    /// The legal steps from here to `target` in order, empty if already there; `None` if there is no such walk.
    /// A walk goes forward step by step, or back to open in one.
    #[must_use]
    pub fn walk(self, target: Self) -> Option<Vec<Self>> {
        match target {
            _ if target == self => Some(Vec::new()),
            Self::Open => Some(vec![Self::Open]),
            _ if target > self => {
                let first = self.next()?;
                let mut steps = vec![first];
                steps.extend(first.walk(target)?);
                Some(steps)
            }
            _ => None,
        }
    }

    /// The verb of the command that enters this status.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Open => "reopen",
            Self::InProgress => "start",
            Self::Resolved => "resolve",
            Self::Closed => "close",
        }
    }

    /// The word with a blank for people's eyes: `in progress`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::InProgress => "in progress",
            other => other.word(),
        }
    }
}
