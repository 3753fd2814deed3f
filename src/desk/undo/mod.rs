//! Taking my last order back, and doing it again. Which order that is stands in the file, so it is the same from every session
//! of mine. Field by field what somebody else set since stays theirs; the rest is put back.

mod telling;
mod turning;

use super::session::Session;
use super::{Desk, DeskError, Done, Result};
use crate::domain::event::Event;
use crate::domain::policy::Act;
use crate::domain::undo::{Strand, Takeback, kinds, strands};
use crate::domain::{OrderId, Ticket, TicketNumber};
use turning::Turning;

/// A ticket after something on it was taken back or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    pub ticket: Ticket,
    /// What was, in few words each; nothing where everything stays as it is.
    pub what: Vec<String>,
}

impl TakenBack {
    /// What was taken back, in a row: `status back to open, assignee back to nobody`.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.what.is_empty() { "stays as it is".to_owned() } else { self.what.join(", ") }
    }
}

impl Desk {
    /// Takes my last change back, a bulk change as one; what was taken back before stays so, and the one before it is next.
    /// The notices say what stays because somebody else set it since. Nothing to undo: no ticket.
    ///
    /// # Errors
    /// If the role has no undo, or may not do any more what it would take back.
    pub fn undo(&self, order: OrderId) -> Result<Done<Vec<TakenBack>>> {
        self.turn(order, false)
    }

    /// Does the change again that I took back last, until I make another.
    ///
    /// # Errors
    /// As [`Self::undo`].
    pub fn redo(&self, order: OrderId) -> Result<Done<Vec<TakenBack>>> {
        self.turn(order, true)
    }

    fn turn(&self, order: OrderId, is_redo: bool) -> Result<Done<Vec<TakenBack>>> {
        self.carry_out(order, |session| {
            session.allow(Act::Undo, None)?;
            if let Some(line) = session.store.takeback_by(order)? {
                return Ok(Done::new(session.turned_before(&line)?, line.kept));
            }
            let me = session.me.id;
            let target = if is_redo { session.store.to_redo(me, &kinds())? } else { session.store.to_undo(me, &kinds())? };
            let Some(target) = target else { return Ok(Done::new(Vec::new(), None)) };
            let mut line = Takeback { order, target, is_redo, kept: Vec::new() };
            let done = session.turn(&line)?;
            line.kept.clone_from(&done.notices);
            session.store.save_takeback(me, &line)?;
            Ok(done)
        })
    }
}

impl Session<'_> {
    fn turn(&self, line: &Takeback) -> Result<Done<Vec<TakenBack>>> {
        let mut done = Done::new(Vec::new(), None);
        for (ticket, strands) in self.allowed(strands(&self.chain(line.target)?, line.is_redo))? {
            let turned = Turning::of(self, ticket).turn(&strands)?;
            let what = turned.changes.iter().filter_map(|change| telling::told(change, line.is_redo)).collect();
            let ticket = self.save(turned.ticket, &[], turned.changes)?;
            done.value.push(TakenBack { ticket: self.as_seen(ticket), what });
            done.notices.extend(turned.kept);
        }
        Ok(done)
    }

    /// An order, and after it every order that took it back (`true`) or did it again.
    fn chain(&self, target: OrderId) -> Result<Vec<(bool, Vec<Event>)>> {
        let mut chain = vec![(false, self.store.done_by(target)?)];
        for line in self.store.takebacks_of(target)? {
            chain.push((!line.is_redo, self.store.done_by(line.order)?));
        }
        Ok(chain)
    }

    /// The tickets, if I still have the right to everything that was done to them.
    fn allowed(&self, each: Vec<(TicketNumber, Vec<Strand>)>) -> Result<Vec<(Ticket, Vec<Strand>)>> {
        let (mut tickets, mut refused) = (Vec::new(), Vec::new());
        for (number, strands) in each {
            let ticket = self.find(number)?;
            match strands.iter().flat_map(|strand| &strand.acts).try_for_each(|act| self.allow(*act, Some(&ticket))) {
                Ok(()) => tickets.push((ticket, strands)),
                Err(denied) => refused.push((number, denied.into())),
            }
        }
        if refused.is_empty() { Ok(tickets) } else { Err(DeskError::Bulk(refused)) }
    }

    /// What this order did when it was carried out first.
    fn turned_before(&self, line: &Takeback) -> Result<Vec<TakenBack>> {
        let events = self.store.done_by(line.order)?;
        let told = |number| {
            let mine = events.iter().filter(|event| event.number == Some(number));
            mine.filter_map(|event| telling::told(&event.change, line.is_redo)).collect()
        };
        let tickets = self.store.touched_by(line.target)?.into_iter();
        tickets.map(|number| Ok(TakenBack { ticket: self.as_seen(self.find(number)?), what: told(number) })).collect()
    }
}
