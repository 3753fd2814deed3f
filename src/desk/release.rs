//! Releasing the active tickets of somebody who can no longer be assigned any, in transactions of a bounded number of tickets. The
//! change that puts them out commits with the first of them. If its session ends before the last, the next session of staff
//! releases the rest, in the name of the same order.

use super::session::Session;
use super::sight::Keep;
use super::{Desk, DeskError, Result};
use crate::domain::event::NewEvent;
use crate::domain::{TicketNumber, UserId};
use crate::store::Leaving;

/// Tickets changed in one transaction: others who write wait for no more of them.
pub(super) const PIECE: usize = 200;

impl Desk {
    /// Releases what somebody still has, and reports after each transaction how many of their tickets are released, of how many;
    /// `before` are released already.
    pub(super) fn release_rest(&self, user: UserId, before: usize, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<TicketNumber>> {
        let (mut released, mut all) = (Vec::new(), None);
        while let Some(by) = self.leaving(Some(user))? {
            let all = match all {
                Some(all) => all,
                None => *all.insert(before as u64 + self.count_active_of(user)?),
            };
            progress((before + released.len()) as u64, all);
            let piece = self.carry_out(by.order, |session| session.release(by)).map_err(|error| {
                let done = before + released.len();
                DeskError::InPart { what: "released", done, all, error: Box::new(error) }
            })?;
            if piece.is_empty() {
                break;
            }
            released.extend(piece);
        }
        Ok(released)
    }

    /// Releases a piece of what somebody still has whose release was broken off. Whether there may be more.
    pub(super) fn release_left(&self) -> Result<bool> {
        let Some(by) = self.leaving(None)? else { return Ok(false) };
        let released = self.carry_out(by.order, |session| session.release(by))?;
        // No answer of this session shows these tickets, so they are news to it as to every other.
        self.strides.forget();
        Ok(!released.is_empty())
    }

    /// The same where nobody else writes; a session that begins waits for nobody.
    pub(super) fn release_if_free(&self) {
        // Mostly nothing is left, and asking the file for that is less than asking the line of writers.
        let is_left = || self.leaving(None).is_ok_and(|left| left.is_some());
        if let Keep::Staff(store) = &self.keep
            && is_left()
            && store.is_free()
        {
            // Where it cannot be done now, a later session does it.
            let _ = self.release_left();
        }
    }

    /// Somebody, or this user, who still has tickets to be released. Guests know of nobody, and a rehearsal, which is rolled back,
    /// would come to no end.
    fn leaving(&self, only: Option<UserId>) -> Result<Option<Leaving>> {
        match &self.keep {
            Keep::Staff(store) if !self.rehearsing.get() => Ok(store.read()?.leaving(only)?),
            _ => Ok(None),
        }
    }

    fn count_active_of(&self, user: UserId) -> Result<u64> {
        match &self.keep {
            Keep::Staff(store) => Ok(store.read()?.count_active_of(user)?),
            Keep::Guest(_) => Ok(0),
        }
    }
}

impl Session<'_> {
    /// Releases a piece of the active tickets of somebody; none if they can be assigned tickets again.
    pub fn release(&self, by: Leaving) -> Result<Vec<TicketNumber>> {
        if self.store.user(by.user)?.is_none_or(|user| user.can_be_assigned()) {
            return Ok(Vec::new());
        }
        let numbers = self.store.active_of(by.user, PIECE)?;
        for number in &numbers {
            let mut ticket = self.find(*number)?;
            let changes = ticket.assign(None)?;
            let (seen, at) = (ticket.version, ticket.not_before(self.now));
            ticket.moved_on(&changes, self.now);
            // It is recorded as done by the admin who disabled them, in any session.
            let event = |change| NewEvent { order: by.order, actor: by.actor, at, change };
            let events: Vec<NewEvent> = changes.into_iter().map(event).collect();
            self.store.save_ticket(&ticket, seen, &[], &events)?;
        }
        Ok(numbers)
    }
}
