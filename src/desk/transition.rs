//! Moving tickets through the statuses.

use super::session::Session;
use super::{Desk, Done, Result, Target};
use crate::domain::allowance::Spent;
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::{Act, Denied};
use crate::domain::text::Cleaned;
use crate::domain::{OrderId, Status, Ticket, bounds};
use crate::store::Said;

impl Desk {
    /// Walks each of these tickets to a status by legal steps, with a comment if there is one: all or none. `seen` is the
    /// status it was decided on, where a person looked at one.
    ///
    /// # Errors
    /// If no legal walk leads there, the role may not, or somebody else moved it since.
    pub fn transition(
        &self,
        order: OrderId,
        targets: &[Target],
        to: Status,
        comment: Option<&str>,
        seen: Option<Status>,
    ) -> Result<Done<Vec<Ticket>>> {
        let comment = comment.map(|text| bounds::body("comment", text)).transpose()?;
        let notice = comment.as_ref().and_then(Cleaned::notice);
        let tickets = self.carry_out_each(order, targets, |session, mut ticket| {
            let may = session.allow_on(Act::entering(to), &ticket);
            let is_there = ticket.status == to;
            // To a guest, too, a step already taken is nothing to do rather than out of turn.
            if !(is_there && matches!(may, Err(super::DeskError::Denied(Denied::NotNow { .. })))) {
                may?;
            }
            session.demand_unchanged(&ticket, EventKind::Started, &ticket.status, &to, seen.as_ref())?;
            if !session.me.role.is_staff() && !is_there {
                session.spend(Spent { comments: 1, ..Spent::default() })?;
            }
            let (mut said, mut changes) = (Vec::new(), Vec::new());
            // A closed ticket takes no guest's comment: reopening comes before it, every other step after.
            if to == Status::Open {
                changes.extend(session.enter(&mut ticket, to)?);
                session.say(&mut ticket, comment.as_ref(), &mut said, &mut changes)?;
            } else {
                session.say(&mut ticket, comment.as_ref(), &mut said, &mut changes)?;
                changes.extend(session.enter(&mut ticket, to)?);
            }
            session.save(ticket, &said, changes)
        })?;
        Ok(Done::new(tickets, notice))
    }
}

impl Session<'_> {
    fn say(&self, ticket: &mut Ticket, comment: Option<&Cleaned>, said: &mut Vec<Said>, changes: &mut Vec<Change>) -> Result<()> {
        let Some(comment) = comment else { return Ok(()) };
        let (words, change) = self.write_on(ticket, &comment.text, false)?;
        said.push(words);
        changes.push(change);
        Ok(())
    }
}
