//! Several tickets at once: sorted, handed out, moved and written on in one order, all or none.

use super::session::Session;
use super::{Assignee, Desk, Done, Edit, Result, Sent, Set, Target};
use crate::domain::policy::Act;
use crate::domain::text::Cleaned;
use crate::domain::{Category, Login, Priority, Status, Ticket, TicketNumber, bounds};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// What to do to each of the tickets; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    pub category: Option<Category>,
    pub priority: Option<Priority>,
    pub assignee: Option<Assignee>,
    /// Walked to by legal steps, after everything else.
    pub status: Option<Status>,
    pub comment: Option<String>,
    pub note: Option<String>,
}

/// A ticket, and how it stood when somebody decided what to do to it; `None` if they did not look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    pub number: TicketNumber,
    pub seen: Option<Seen>,
}

/// The fields of a ticket that several can be given at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub category: Category,
    pub priority: Priority,
    pub assignee: Option<Login>,
    pub status: Status,
    /// The whole ticket, where somebody looked at it while they wrote: they are told what others did since before their
    /// words are sent.
    pub whole: Option<Arc<Ticket>>,
}

impl From<&Ticket> for Seen {
    fn from(ticket: &Ticket) -> Self {
        let assignee = ticket.assignee.as_ref().map(|person| person.login.clone());
        Self { category: ticket.category, priority: ticket.priority, assignee, status: ticket.status, whole: None }
    }
}

impl Desk {
    /// Does the same to each of these tickets: all or none. A field that somebody set since it was seen is a conflict.
    ///
    /// # Errors
    /// If a text is over its bound, or for each ticket why not.
    pub fn triage(&self, sent: impl Into<Sent>, sightings: &[Sighting], triage: &Triage) -> Result<Done<Vec<Ticket>>> {
        let comment = triage.comment.as_ref().map(|text| bounds::body("comment", text)).transpose()?;
        let note = triage.note.as_ref().map(|text| bounds::body("note", text)).transpose()?;
        let seen: HashMap<TicketNumber, &Seen> =
            sightings.iter().filter_map(|sighting| Some((sighting.number, sighting.seen.as_ref()?))).collect();
        let targets: Vec<Target> = sightings.iter().map(|sighting| sighting.number.into()).collect();
        let left_alone = Cell::new(0);
        let tickets = self.carry_out_each(sent, &targets, |session, ticket| {
            let (number, version) = (ticket.number, ticket.version);
            let seen = seen.get(&number).copied();
            if let Some(overtaken) = session.overtaken(&ticket, seen.and_then(|seen| seen.whole.as_deref()))? {
                return Err(overtaken.into());
            }
            let edit = triage.as_an_edit(seen);
            let now = session.triage(ticket, &edit, [(&comment, false), (&note, true)])?;
            left_alone.set(left_alone.get() + usize::from(now.version == version));
            Ok(now)
        })?;
        let notices = comment.iter().chain(&note).filter_map(Cleaned::notice).chain(so_already(left_alone.get()));
        Ok(Done::new(tickets, notices))
    }
}

impl Triage {
    /// The fields as one ticket is given them, each with what was seen of it.
    fn as_an_edit(&self, seen: Option<&Seen>) -> Edit {
        Edit {
            category: self.category.map(|to| Set { to, seen: seen.map(|seen| seen.category) }),
            priority: self.priority.map(|to| Set { to, seen: seen.map(|seen| seen.priority) }),
            assignee: self.assignee.clone().map(|to| Set { to, seen: seen.map(|seen| seen.assignee.clone()) }),
            status: self.status.map(|to| Set { to, seen: seen.map(|seen| seen.status) }),
            ..Edit::default()
        }
    }
}

impl Session<'_> {
    fn triage(&self, mut ticket: Ticket, edit: &Edit, texts: [(&Option<Cleaned>, bool); 2]) -> Result<Ticket> {
        if edit.category.is_some() || edit.priority.is_some() {
            self.allow_on(Act::Edit, &ticket)?;
        }
        let mut changes = self.set_fields(&mut ticket, edit)?;
        changes.extend(self.set_assignee(&mut ticket, edit)?);
        let mut said = Vec::new();
        for (text, internal) in texts {
            let Some(text) = text else { continue };
            let (words, change) = self.write_on(&mut ticket, &text.text, internal)?;
            said.push(words);
            changes.push(change);
        }
        changes.extend(self.set_status(&mut ticket, edit)?);
        self.save(ticket, &said, changes)
    }
}

fn so_already(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 was so already.".to_owned()),
        more => Some(format!("{more} were so already.")),
    }
}
