//! Pulling the next: the most pressing ticket that nobody has becomes mine, and it is said why it was first.

use super::session::Session;
use super::{Assignee, Desk, Result, Whom};
use crate::domain::policy::Act;
use crate::domain::{OrderId, Ticket, Timestamp, pressing};

/// The ticket that was first, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    pub ticket: Ticket,
    /// As in `urgent, waiting 12 min`.
    pub why: String,
}

impl Pulled {
    fn at(ticket: Ticket, at: Timestamp) -> Self {
        Self { why: pressing::why(&ticket, at), ticket }
    }
}

impl Desk {
    /// Assigns the most pressing unassigned active ticket to whoever asks; its status stays. `None`: every active ticket has
    /// somebody. Finding and taking are one transaction, so that no two can pull the same.
    ///
    /// # Errors
    /// If the role may not assign.
    pub fn pull(&self, order: OrderId) -> Result<Option<Pulled>> {
        self.carry_out(order, |session| {
            session.allow(Act::Assign, None)?;
            if let Some(number) = session.store.touched_by(order)?.first() {
                return session.pulled_before(session.find(*number)?).map(Some);
            }
            let Some(mut ticket) = session.store.most_pressing()? else { return Ok(None) };
            let at = ticket.not_before(session.now);
            let changes = session.hand_over(&mut ticket, &Assignee::User(Whom::Me), None)?;
            Ok(Some(Pulled::at(session.save(ticket, &[], changes)?, at)))
        })
    }
}

impl Session<'_> {
    /// The answer to an order that comes again: why it was first when it was pulled.
    fn pulled_before(&self, ticket: Ticket) -> Result<Pulled> {
        let events = self.store.events(ticket.id)?;
        let at = events.iter().find(|event| event.order == self.order).map_or(self.now, |event| event.at);
        Ok(Pulled::at(ticket, at))
    }
}
