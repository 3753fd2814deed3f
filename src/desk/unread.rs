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
        // Most looks find nothing new, and nobody's writing waits for those.
        let Some(store) = self.keep.look()?.into_internals() else { return Ok(()) };
        if self.if_unread(store.as_ref(), number)?.is_none() {
            return Ok(());
        }
        drop(store);
        let store = self.keep.door().write()?;
        if let Some((me, ticket)) = self.if_unread(store.as_ref(), number)? {
            store.save_look(me.id, ticket.id, spoke_at)?;
            store.commit()?;
        }
        Ok(())
    }

    /// Whoever asks and the ticket, if that is new to them.
    fn if_unread(&self, store: &dyn Read, number: TicketNumber) -> Result<Option<(User, Ticket)>> {
        let me = self.identify(store)?;
        let ticket = self.found(store, &me, number)?;
        let is_new = !unread(store, &me, std::slice::from_ref(&ticket))?.is_empty();
        Ok(is_new.then_some((me, ticket)))
    }
}

/// Those of these tickets that are new to somebody of the staff: the requester is another, wrote last, and that after they
/// looked.
pub(super) fn unread(store: &dyn Read, me: &User, tickets: &[Ticket]) -> Result<Vec<TicketNumber>> {
    let spoke_last = |ticket: &&Ticket| ticket.unanswered_since.is_some() && ticket.requester.id != me.id;
    let unanswered: Vec<&Ticket> = tickets.iter().filter(spoke_last).collect();
    let keys: Vec<_> = unanswered.iter().map(|ticket| ticket.id).collect();
    let looks = if keys.is_empty() { HashMap::new() } else { store.looks(me.id, &keys)? };
    let is_new = |ticket: &&&Ticket| looks.get(&ticket.id).is_none_or(|seen| *seen < ticket.requester_spoke_at);
    Ok(unanswered.iter().filter(is_new).map(|ticket| ticket.number).collect())
}
