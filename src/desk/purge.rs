//! Removing deleted tickets for good, very many in transactions of a bounded number of rows.

use super::release::PIECE;
use super::session::{Session, demand_version};
use super::{Desk, DeskError, Result, Target};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::policy::Act;
use crate::domain::{OrderId, Refusal, Ticket, TicketNumber, User};
use crate::store::Read;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Comments, notes and events removed in one transaction, unless one ticket has more.
const ROWS: i64 = 5_000;

/// What a purge removed, and what was gone before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    pub tickets: Vec<TicketNumber>,
    /// Named beside others, and purged before: by another order, or by this one before it was broken off.
    pub before: Vec<TicketNumber>,
}

impl Desk {
    /// Removes deleted tickets with everything on them, and leaves of each one event without any of its text. Refused as a whole
    /// if one of them may not be purged. Up to 200 tickets go in one transaction; more go in several, each ticket whole.
    ///
    /// # Errors
    /// If the role may not, or one is not deleted. Once a first transaction has committed, the error says how many are purged.
    pub fn purge(&self, order: OrderId, targets: &[Target]) -> Result<Vec<TicketNumber>> {
        Ok(self.purge_with_progress(order, targets, &mut |_, _| {})?.tickets)
    }

    /// The same; before each transaction it reports how many tickets are purged, of how many. Of several tickets, those that were
    /// purged before are left out.
    ///
    /// # Errors
    /// As [`Self::purge`].
    pub fn purge_with_progress(&self, order: OrderId, targets: &[Target], progress: &mut dyn FnMut(u64, u64)) -> Result<Purged> {
        let (pieces, mut purged) = self.pieces(order, targets)?;
        let all = pieces.iter().map(|piece| piece.len() as u64).sum();
        for piece in pieces {
            progress(purged.tickets.len() as u64, all);
            match self.carry_out(order, |session| piece.iter().map(|target| session.purge(*target)).collect::<Result<Vec<_>>>()) {
                Ok(numbers) => purged.tickets.extend(numbers),
                Err(error) if purged.tickets.is_empty() => return Err(error),
                Err(error) => return Err(DeskError::InPart { what: "purged", done: purged.tickets.len(), all, error: Box::new(error) }),
            }
        }
        Ok(purged)
    }

    /// The tickets in the pieces in which they are purged, once each may be; and what this order, or another, purged already.
    fn pieces(&self, order: OrderId, targets: &[Target]) -> Result<(Vec<Vec<Target>>, Purged)> {
        let (store, me) = self.staff_sight(Act::Purge)?;
        let (mut pieces, mut purged): (Vec<Vec<Target>>, _) = (Vec::new(), Purged::default());
        let (mut seen, mut rows) = (HashSet::new(), 0);
        for target in targets.iter().filter(|target| seen.insert(target.number)) {
            match store.purge_of(target.number)? {
                Some(event) if event.order == order => purged.tickets.push(target.number),
                Some(_) if targets.len() > 1 => purged.before.push(target.number),
                _ => {
                    let ticket = self.purgeable(store.as_ref(), &me, *target)?;
                    let more = ticket.comment_count + ticket.note_count + ticket.version;
                    match pieces.last_mut().filter(|piece| piece.len() < PIECE && rows + more <= ROWS) {
                        Some(piece) => (piece.push(*target), rows += more),
                        None => (pieces.push(vec![*target]), rows = more),
                    };
                }
            }
        }
        Ok((pieces, purged))
    }

    fn purgeable(&self, store: &dyn Read, me: &User, target: Target) -> Result<Ticket> {
        let ticket = self.found(store, me, target.number)?;
        demand_version(&ticket, target)?;
        if ticket.deleted_at.is_none() {
            return Err(Refusal::NotDeleted { number: ticket.number }.into());
        }
        Ok(ticket)
    }
}

impl Session<'_> {
    fn purge(&self, target: Target) -> Result<TicketNumber> {
        self.allow(Act::Purge, None)?;
        let ticket = self.desk.purgeable(self.store.as_ref(), &self.me, target)?;
        let change = Change::new(EventKind::Purged, Value::Null, json!(ticket.number));
        let at = ticket.not_before(self.now);
        self.store.purge(&ticket, &NewEvent { order: self.order, actor: self.me.id, at, change })?;
        Ok(ticket.number)
    }
}
