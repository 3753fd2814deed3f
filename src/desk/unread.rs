//! What is new to whom: a ticket whose requester wrote last, and that somebody has not looked at since.

use super::{Desk, Result};
use crate::domain::{Ticket, TicketNumber, Timestamp, User};
use crate::store::Read;
use std::collections::HashMap;

impl Desk {
    /// Somebody of the staff looked at a ticket whose requester had spoken at `spoke_at`. It is theirs alone to know:
    /// nothing of it is in the history, and where nothing was new, nothing is written.
    ///
    /// # Errors
    /// If the ticket is not there for them.
    pub fn looked_at(&self, number: TicketNumber, spoke_at: Timestamp) -> Result<()> {
        let store = self.store.write()?;
        let me = self.identify(store.as_ref())?;
        let ticket = self.visible(store.as_ref(), &me, number)?;
        if unread(store.as_ref(), &me, std::slice::from_ref(&ticket))?.is_empty() {
            return Ok(());
        }
        store.save_look(me.id, ticket.id, spoke_at)?;
        Ok(store.commit()?)
    }
}

/// Those of these tickets that are new to somebody of the staff: the requester is another, wrote last, and that after they
/// looked. To a guest nothing is.
pub(super) fn unread(store: &dyn Read, me: &User, tickets: &[Ticket]) -> Result<Vec<TicketNumber>> {
    let spoke_last = |ticket: &&Ticket| ticket.unanswered_since.is_some() && ticket.requester.id != me.id;
    let unanswered: Vec<&Ticket> = tickets.iter().filter(|_| me.role.is_staff()).filter(spoke_last).collect();
    let keys: Vec<_> = unanswered.iter().map(|ticket| ticket.id).collect();
    let looks = if keys.is_empty() { HashMap::new() } else { store.looks(me.id, &keys)? };
    let is_new = |ticket: &&&Ticket| looks.get(&ticket.id).is_none_or(|seen| *seen < ticket.requester_spoke_at);
    Ok(unanswered.iter().filter(is_new).map(|ticket| ticket.number).collect())
}
