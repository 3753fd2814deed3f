//! Setting a ticket's fields, as many at once as somebody names.

use super::session::Session;
use super::{Assignee, Desk, Done, Result, Sent, Target, Whom};
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::Act;
use crate::domain::{Category, Login, Priority, Status, Ticket, bounds};

/// A field's new value and, where a person looked at it, the one it was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<To, Seen = To> {
    pub to: To,
    pub seen: Option<Seen>,
}

impl<To, Seen> Set<To, Seen> {
    /// Sets without having looked.
    pub fn blindly(to: To) -> Self {
        Self { to, seen: None }
    }
}

/// The fields to set; the others stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub subject: Option<Set<String>>,
    pub description: Option<Set<String>>,
    pub category: Option<Set<Category>>,
    pub priority: Option<Set<Priority>>,
    pub requester: Option<Set<Whom, Login>>,
    pub assignee: Option<Set<Assignee, Option<Login>>>,
    /// Walked to by legal steps, after everything else.
    pub status: Option<Set<Status>>,
}

impl Desk {
    /// Sets fields of each of these tickets: all or none.
    ///
    /// # Errors
    /// If a text is over its bound, the role may not, or somebody set one of the fields since.
    pub fn edit(&self, sent: impl Into<Sent>, targets: &[Target], edit: &Edit) -> Result<Done<Vec<Ticket>>> {
        let subject = edit.subject.as_ref().map(|set| bounds::subject(&set.to)).transpose()?;
        let description = edit.description.as_ref().map(|set| bounds::body(bounds::DESCRIPTION, &set.to)).transpose()?;
        let notices = subject.iter().chain(&description).filter_map(crate::domain::text::Cleaned::notice).collect::<Vec<_>>();
        let cleaned = Edit {
            subject: edit.subject.clone().zip(subject).map(|(set, clean)| Set { to: clean.text, ..set }),
            description: edit.description.clone().zip(description).map(|(set, clean)| Set { to: clean.text, ..set }),
            ..edit.clone()
        };
        let tickets = self.carry_out_each(sent, targets, |session, mut ticket| {
            session.allow_on(Act::Edit, &ticket)?;
            let mut changes = session.set_fields(&mut ticket, &cleaned)?;
            changes.extend(session.set_assignee(&mut ticket, edit)?);
            changes.extend(session.set_status(&mut ticket, edit)?);
            session.save(ticket, &[], changes)
        })?;
        Ok(Done::new(tickets, notices))
    }
}

impl Session<'_> {
    /// Sets the plain fields.
    pub fn set_fields(&self, ticket: &mut Ticket, edit: &Edit) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        if let Some(set) = &edit.subject {
            self.demand_unchanged(ticket, EventKind::SubjectEdited, &ticket.subject, &set.to, set.seen.as_ref())?;
            changes.extend(ticket.set_subject(&set.to));
        }
        if let Some(set) = &edit.description {
            self.demand_unchanged(ticket, EventKind::DescriptionEdited, &ticket.description, &set.to, set.seen.as_ref())?;
            changes.extend(ticket.set_description(&set.to));
        }
        if let Some(set) = &edit.category {
            self.demand_unchanged(ticket, EventKind::CategoryChanged, &ticket.category, &set.to, set.seen.as_ref())?;
            changes.extend(ticket.set_category(set.to));
        }
        if let Some(set) = &edit.priority {
            self.demand_unchanged(ticket, EventKind::PriorityChanged, &ticket.priority, &set.to, set.seen.as_ref())?;
            changes.extend(ticket.set_priority(set.to));
        }
        if let Some(set) = &edit.requester {
            let user = self.user(&set.to)?;
            self.demand_unchanged(ticket, EventKind::RequesterChanged, &ticket.requester.login, &user.login, set.seen.as_ref())?;
            if let Some(change) = ticket.set_requester(&user)? {
                changes.push(change);
                self.hear_anew(ticket)?;
            }
        }
        Ok(changes)
    }

    /// Hands it over, if the edit says to whom.
    pub fn set_assignee(&self, ticket: &mut Ticket, edit: &Edit) -> Result<Vec<Change>> {
        let Some(set) = &edit.assignee else { return Ok(Vec::new()) };
        self.allow_on(Act::Assign, ticket)?;
        self.hand_over(ticket, &set.to, set.seen.as_ref())
    }

    /// Walks it to a status, if the edit says to which.
    pub fn set_status(&self, ticket: &mut Ticket, edit: &Edit) -> Result<Vec<Change>> {
        let Some(set) = &edit.status else { return Ok(Vec::new()) };
        self.allow_on(Act::entering(set.to), ticket)?;
        self.demand_unchanged(ticket, EventKind::Started, &ticket.status, &set.to, set.seen.as_ref())?;
        self.enter(ticket, set.to)
    }
}
