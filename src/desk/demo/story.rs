//! One ticket's life, told by the domain's own rules: each act changes the ticket and leaves its lines in the history.

use super::draw::Draw;
use super::spoiled;
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::{Category, Comment, Note, OrderId, Person, Priority, Refusal, Status, Ticket, TicketNumber, Timestamp, User};
use crate::store::{Result, Said};
use serde_json::{Value, json};

/// How a ticket begins.
pub(super) struct Opening<'a> {
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) category: Category,
    pub(super) priority: Priority,
    pub(super) requester: &'a User,
    pub(super) creator: &'a User,
    pub(super) at: Timestamp,
}

/// What somebody does.
pub(super) enum Deed<'a> {
    Comment(String),
    Note(String),
    Walk(Status),
    Assign(&'a User),
    Rank(Priority),
    Delete,
}

/// A ticket with all that goes into the file for it.
pub(super) struct Story {
    pub(super) ticket: Ticket,
    pub(super) said: Vec<Said>,
    pub(super) events: Vec<NewEvent>,
}

impl Story {
    /// The ticket is made. Its number is the ledger's to give.
    pub(super) fn begin(opening: Opening, draw: &mut Draw) -> Result<Self> {
        let after = json!({
            "category": opening.category,
            "priority": opening.priority,
            "requester": opening.requester.login,
            "assignee": null,
        });
        let (creator, at) = (opening.creator, opening.at);
        let mut story = Self { ticket: opened(opening, draw)?, said: Vec::new(), events: Vec::new() };
        story.record(creator, at, vec![Change::new(EventKind::Created, Value::Null, after)], draw);
        Ok(story)
    }

    /// Somebody does something, no earlier than what happened before. What changes nothing leaves no trace.
    pub(super) fn act(&mut self, who: &User, at: Timestamp, deed: Deed, draw: &mut Draw) -> Result<()> {
        let at = self.ticket.not_before(at);
        let changes = self.changes(who, at, deed, draw).map_err(spoiled)?;
        self.record(who, at, changes, draw);
        Ok(())
    }

    fn changes(&mut self, who: &User, at: Timestamp, deed: Deed, draw: &mut Draw) -> std::result::Result<Vec<Change>, Refusal> {
        let ticket = &mut self.ticket;
        Ok(match deed {
            Deed::Comment(body) => {
                let comment = Comment { uuid: draw.uuid(at), author: Person::from(who), body, created_at: at };
                let change = ticket.commented(who.id, at, comment.uuid);
                self.said.push(Said::Comment(comment));
                vec![change]
            }
            Deed::Note(body) => {
                let note = Comment { uuid: draw.uuid(at), author: Person::from(who), body, created_at: at };
                let change = ticket.noted(note.uuid);
                self.said.push(Said::Note(Note(note)));
                vec![change]
            }
            Deed::Walk(to) => ticket.walk(to, Some(who), at)?,
            Deed::Assign(to) => ticket.assign(Some(to))?,
            Deed::Rank(to) => ticket.set_priority(to).into_iter().collect(),
            Deed::Delete => ticket.delete(who, at).into_iter().collect(),
        })
    }

    fn record(&mut self, who: &User, at: Timestamp, changes: Vec<Change>, draw: &mut Draw) {
        if changes.is_empty() {
            return;
        }
        self.ticket.moved_on(&changes, at);
        let order = OrderId(draw.uuid(at));
        self.events.extend(changes.into_iter().map(|change| NewEvent { order, actor: who.id, at, change }));
    }
}

/// The ticket before its first event.
fn opened(opening: Opening, draw: &mut Draw) -> Result<Ticket> {
    let number = TicketNumber::new(TicketNumber::FIRST).ok_or_else(|| spoiled("the first number"))?;
    let at = opening.at;
    Ok(Ticket {
        subject: opening.subject,
        description: opening.description,
        category: opening.category,
        priority: opening.priority,
        ..Ticket::begun(draw.uuid(at), number, opening.requester, opening.creator.id, at)
    })
}
