//! Who owns a ticket.

use super::session::Session;
use super::{Desk, Result, Target, Whom};
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::Act;
use crate::domain::{Login, OrderId, Ticket};

/// Somebody, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    Nobody,
    User(Whom),
}

impl Desk {
    /// Gives each of these tickets to somebody or to nobody: all or none. `seen` is the assignee's login it was decided
    /// on, where a person looked at one.
    ///
    /// # Errors
    /// If the role may not, they are not active staff, or somebody else assigned it since.
    pub fn assign(&self, order: OrderId, targets: &[Target], to: &Assignee, seen: Option<&Option<Login>>) -> Result<Vec<Ticket>> {
        self.carry_out_each(order, targets, |session, mut ticket| {
            session.allow_on(Act::Assign, &ticket)?;
            let changes = session.hand_over(&mut ticket, to, seen)?;
            session.save(ticket, &[], changes)
        })
    }
}

impl Session<'_> {
    /// Gives a ticket to somebody, unless somebody else did since `seen`.
    pub fn hand_over(&self, ticket: &mut Ticket, to: &Assignee, seen: Option<&Option<Login>>) -> Result<Vec<Change>> {
        let user = match to {
            Assignee::Nobody => None,
            Assignee::User(whom) => Some(self.user(whom)?),
        };
        let is = ticket.assignee.as_ref().map(|person| person.login.clone());
        let wanted = user.as_ref().map(|user| user.login.clone());
        self.demand_unchanged(ticket, EventKind::Assigned, &is, &wanted, seen)?;
        Ok(ticket.assign(user.as_ref())?)
    }
}
