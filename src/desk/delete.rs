//! Deleting and bringing back.

use super::clock::noon_before;
use super::{Desk, Result, Target};
use crate::domain::event::Change;
use crate::domain::policy::Act;
use crate::domain::search::{Condition, Order, Page, Scope, Search, Test};
use crate::domain::{OrderId, Ticket};

/// How many of the tickets that were deleted tonight are told.
pub const MOST_DELETED: usize = 500;

impl Desk {
    /// Takes tickets out of every list, search, count and export: all or none. Deleted already: nothing to do.
    ///
    /// # Errors
    /// If the role may not.
    pub fn delete(&self, order: OrderId, targets: &[Target]) -> Result<Vec<Ticket>> {
        self.carry_out_each(order, targets, |session, mut ticket| {
            session.allow(Act::Delete, Some(&ticket))?;
            let at = ticket.not_before(session.now);
            let change = ticket.delete(&session.me, at);
            session.save(ticket, &[], change.into_iter().collect())
        })
    }

    /// Brings deleted tickets back: all or none. Not deleted: nothing to do.
    ///
    /// # Errors
    /// If the role may not.
    pub fn undelete(&self, order: OrderId, targets: &[Target]) -> Result<Vec<Ticket>> {
        self.carry_out_each(order, targets, |session, mut ticket| {
            session.allow(Act::Undelete, Some(&ticket))?;
            let mut changes: Vec<Change> = ticket.undelete().into_iter().collect();
            if !changes.is_empty() {
                changes.extend(session.release_if_gone(&mut ticket)?);
            }
            session.save(ticket, &[], changes)
        })
    }

    /// What was deleted since the last noon at the venue, the last first and [`MOST_DELETED`] at most: a night goes on until noon.
    ///
    /// # Errors
    /// If the role may not see it.
    pub fn deleted_tonight(&self) -> Result<Vec<Ticket>> {
        let (store, _) = self.staff_sight(Act::SeeInternals)?;
        let conditions = vec![Condition { negated: false, test: Test::Deleted }];
        // Nothing happens to a ticket after it was deleted: the newest activity is the last deletion.
        let search = Search { scope: Scope::Staff, conditions, order: Order::ACTIVITY, lead: None };
        let mut tickets = store.matching(&search, &Page::first(MOST_DELETED))?;
        let since = noon_before(self.clock.as_ref(), self.now());
        tickets.retain(|ticket| ticket.deleted_at.is_some_and(|at| at >= since));
        tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.deleted_at));
        Ok(tickets)
    }
}
