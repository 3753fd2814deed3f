//! Pulling the next: the most pressing ticket that nobody has becomes mine, and it is said why it was first.

use super::{Assignee, Desk, Result, Whom};
use crate::domain::policy::Act;
use crate::domain::{OrderId, Ticket, pressing};

/// The ticket that was first, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    pub ticket: Ticket,
    /// As in `urgent, waiting 12 min`; of an order that comes again only that it did.
    pub why: String,
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
                // Why it was first is no longer to be seen on it.
                return Ok(Some(Pulled { ticket: session.find(*number)?, why: "pulled before".to_owned() }));
            }
            let Some(mut ticket) = session.store.most_pressing()? else { return Ok(None) };
            let at = ticket.not_before(session.now);
            let changes = session.hand_over(&mut ticket, &Assignee::User(Whom::Me), None)?;
            let ticket = session.save(ticket, &[], changes)?;
            Ok(Some(Pulled { why: pressing::why(&ticket, at), ticket }))
        })
    }
}
