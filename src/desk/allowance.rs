//! What is left of one's hour at a desk that is served.

use super::session::Session;
use super::{Desk, Result};
use crate::domain::allowance::{Allowance, HOUR, Spent, TICKET_COMMENTS};
use crate::domain::key::Fingerprint;
use crate::domain::{Refusal, Ticket, Timestamp};
use crate::store::Seat;

impl Desk {
    /// Takes one of the seats that whoever asks may have at a time; it is given back when it is dropped, or the process ends.
    ///
    /// # Errors
    /// If they are all taken.
    pub fn take_seat(&self) -> Result<Seat> {
        let me = self.whoami()?;
        let bound = Allowance::of(me.role).sessions;
        self.keep.door().take_seat(me.id, bound)?.ok_or_else(|| Refusal::TooManySessions { bound }.into())
    }

    /// The same desk for somebody who came by sshd to this account, perhaps by a key that is known: within the bounds of served sessions.
    #[must_use]
    pub fn by_sshd(mut self, key: Option<Fingerprint>, account: String) -> Self {
        (self.key, self.served_by) = (key, Some(account));
        self
    }

    /// Whether whoever asks came by sshd.
    pub(super) fn is_served(&self) -> bool {
        self.served_by.is_some()
    }

    /// How long the screen of whoever asks stays open without a key, in milliseconds; `None` where it is not served.
    ///
    /// # Errors
    /// If the desk does not know who asks.
    pub fn patience(&self) -> Result<Option<i64>> {
        let me = self.whoami()?;
        Ok(self.is_served().then(|| Allowance::of(me.role).idle))
    }
}

impl Session<'_> {
    /// Asks whether what this order adds still fits into the hour of whoever sends it.
    pub(super) fn spend(&self, more: Spent) -> Result<()> {
        if !self.desk.is_served() {
            return Ok(());
        }
        let before = match self.spent.get() {
            Some(spent) => spent,
            None => self.store.spent(self.me.id, Timestamp(self.now.0 - HOUR))?,
        };
        let spent =
            Spent { tickets: before.tickets + more.tickets, comments: before.comments + more.comments, bytes: before.bytes + more.bytes };
        self.spent.set(Some(spent));
        Ok(Allowance::of(self.me.role).demand(&spent)?)
    }

    /// Asks whether one more comment fits on a ticket. Staff are not bound by it, nor is anybody where the desk is not served.
    pub(super) fn demand_room(&self, ticket: &Ticket, text: &str) -> Result<()> {
        if !self.desk.is_served() || self.me.role.is_staff() {
            return Ok(());
        }
        let mut written = self.store.written(ticket.id, self.me.id, TICKET_COMMENTS)?;
        if ticket.creator == self.me.id {
            written.bytes += bytes(&[&ticket.subject, &ticket.description]);
        }
        Ok(written.demand_room(ticket.number, bytes(&[text]))?)
    }
}

/// How long these texts are together.
pub(super) fn bytes(texts: &[&str]) -> i64 {
    i64::try_from(texts.iter().map(|text| text.len()).sum::<usize>()).unwrap_or(i64::MAX)
}
