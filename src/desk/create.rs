//! A new ticket.

use super::allowance::bytes;
use super::session::Session;
use super::{Assignee, Desk, Done, Result, Sent, Whom};
use crate::domain::allowance::Spent;
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::Act;
use crate::domain::{Category, Priority, Refusal, Status, Ticket, TicketNumber, User, bounds};
use serde_json::{Value, json};

/// What a new ticket is made of, as it was sent. Everything left out is as usual: for whoever asks, general, medium,
/// nobody's, open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTicket {
    pub subject: String,
    pub description: String,
    pub category: Option<Category>,
    pub priority: Option<Priority>,
    pub requester: Option<Whom>,
    pub assignee: Option<Assignee>,
    /// Walked to by legal steps.
    pub status: Option<Status>,
}

impl Desk {
    /// Creates a ticket.
    ///
    /// # Errors
    /// If a text is over its bound, somebody is not known or not assignable, or the role may not.
    pub fn create(&self, sent: impl Into<Sent>, new: &NewTicket) -> Result<Done<Ticket>> {
        self.carry_out(sent, |session| {
            if let Some(number) = session.store.touched_by(session.order)?.first() {
                return Ok(Done::new(session.as_seen(session.find(*number)?), None));
            }
            session.create(new)
        })
    }
}

impl Session<'_> {
    fn create(&self, new: &NewTicket) -> Result<Done<Ticket>> {
        let requester = self.user(new.requester.as_ref().unwrap_or(&Whom::Me));
        self.allow_creating(new, requester.as_ref().ok())?;
        let requester = requester?;
        if !requester.active {
            return Err(Refusal::RequesterDisabled { login: requester.login.to_string() }.into());
        }
        let subject = bounds::subject(&new.subject)?;
        let description = bounds::body(bounds::DESCRIPTION, &new.description)?;
        self.spend(Spent { tickets: 1, bytes: bytes(&[&subject.text, &description.text]), ..Spent::default() })?;
        let notices: Vec<String> = subject.notice().into_iter().chain(description.notice()).collect();
        let uuid = self.desk.new_uuid(self.now);
        let mut ticket = Ticket::begun(uuid, self.draw_number()?, &requester, self.me.id, self.now);
        (ticket.subject, ticket.description) = (subject.text, description.text);
        ticket.category = new.category.unwrap_or(ticket.category);
        ticket.priority = new.priority.unwrap_or(ticket.priority);
        let mut changes = vec![Change::new(EventKind::Created, Value::Null, created(&ticket))];
        if let Some(Assignee::User(whom)) = &new.assignee {
            changes.extend(ticket.assign(Some(&self.user(whom)?))?);
        }
        if let Some(status) = new.status {
            changes.extend(ticket.walk(status, Some(&self.me), self.now)?);
        }
        ticket.moved_on(&changes, self.now);
        ticket.id = self.store.insert_ticket(&ticket, &[], &self.events(changes, self.now))?;
        Ok(Done::new(self.as_seen(ticket), notices))
    }

    fn allow_creating(&self, new: &NewTicket, requester: Option<&User>) -> Result<()> {
        self.allow(Act::Create, None)?;
        if requester.is_none_or(|user| user.id != self.me.id) {
            self.allow(Act::CreateForAnother, None)?;
        }
        if new.priority.is_some() || new.assignee.is_some() || new.status.is_some() {
            self.allow(Act::Triage, None)?;
        }
        Ok(())
    }

    /// A number nobody had before. The range it is drawn from is at most half full, so two tries are enough on average.
    pub fn draw_number(&self) -> Result<TicketNumber> {
        let mut failed = None;
        let lowest = TicketNumber::drawing_range(|lowest| {
            self.store.numbers_taken(lowest).unwrap_or_else(|error| {
                failed = Some(error);
                0
            })
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        loop {
            let drawn = TicketNumber::new(self.desk.dice.number(lowest, lowest * 10));
            if let Some(number) = drawn
                && self.store.reserve(number)?
            {
                return Ok(number);
            }
        }
    }
}

/// What the history says of a new ticket; its texts are where they are.
pub(super) fn created(ticket: &Ticket) -> Value {
    json!({ "category": ticket.category, "priority": ticket.priority, "requester": ticket.requester.login })
}
