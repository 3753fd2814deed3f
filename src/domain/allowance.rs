//! How much one person may do at a desk that is served, so that a script gone wild or somebody bored takes nothing from the
//! others. Far above what hands do in a night.

use super::{Refusal, Role, TicketNumber};

/// The time over which it is counted, in milliseconds.
pub const HOUR: i64 = 60 * 60 * 1000;

/// Bytes of text that a guest may add to one ticket, its subject and description included where they filed it.
pub const TICKET_BYTES: i64 = 256 * 1024;
/// Comments that a guest may add to one ticket.
pub const TICKET_COMMENTS: i64 = 500;

/// What one person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Open at the same time: screens and commands together.
    pub sessions: u32,
    /// Filed within an hour.
    pub tickets: i64,
    /// Comments and notes written within an hour; of guests also closings and reopenings.
    pub comments: i64,
    /// Drafts kept.
    pub drafts: usize,
    /// Bytes of text in both, within an hour.
    pub bytes: i64,
    /// How long a screen stays open without a key, in milliseconds.
    pub idle: i64,
}

/// What somebody did within the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub tickets: i64,
    pub comments: i64,
    pub bytes: i64,
}

impl Allowance {
    #[must_use]
    pub fn of(role: Role) -> Self {
        const MINUTE: i64 = 60 * 1000;
        const MIB: i64 = 1024 * 1024;
        if role.is_staff() {
            Self { sessions: 16, tickets: 1_000, comments: 5_000, drafts: 200, bytes: 64 * MIB, idle: 30 * MINUTE }
        } else {
            Self { sessions: 4, tickets: 20, comments: 100, drafts: 20, bytes: MIB, idle: 15 * MINUTE }
        }
    }

    /// Whether there is room for more than was spent.
    ///
    /// # Errors
    /// Names what is used up.
    pub fn demand(&self, spent: &Spent) -> Result<(), Refusal> {
        let used_up = |what, bound| Err(Refusal::UsedUp { what, bound });
        match () {
            () if spent.tickets > self.tickets => used_up("new tickets", self.tickets),
            () if spent.comments > self.comments => used_up("comments and changes", self.comments),
            () if spent.bytes > self.bytes => used_up("bytes of text", self.bytes),
            () => Ok(()),
        }
    }
}

/// What a guest wrote on one ticket, whenever that was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub comments: i64,
    pub bytes: i64,
}

impl Written {
    /// Whether one more comment of so many bytes fits on the ticket. What every later change of it costs is bounded by this.
    ///
    /// # Errors
    /// Names the bound, and how much still fits.
    pub fn demand_room(&self, number: TicketNumber, bytes: i64) -> Result<(), Refusal> {
        match () {
            () if self.comments >= TICKET_COMMENTS => Err(Refusal::TicketHasAllComments { number, bound: TICKET_COMMENTS }),
            () if self.bytes + bytes > TICKET_BYTES => {
                let left = (TICKET_BYTES - self.bytes).max(0);
                Err(Refusal::TicketHasAllText { number, is: bytes, left, bound: TICKET_BYTES })
            }
            () => Ok(()),
        }
    }
}
