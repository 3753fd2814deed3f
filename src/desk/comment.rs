//! Comments, which the requester sees, and notes, which only staff ever see.

use super::allowance::bytes;
use super::session::Session;
use super::{Desk, Done, Result, Sent, Target};
use crate::domain::allowance::Spent;
use crate::domain::event::{Change, EventKind};
use crate::domain::policy::Act;
use crate::domain::{Comment, EventId, Note, OrderId, Person, Ticket, Timestamp, Waiting, bounds};
use crate::store::{Part, Said};
use std::cell::OnceCell;

/// What was written, and the ticket as it is with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub ticket: Ticket,
    pub words: Comment,
    /// A note rather than a public comment.
    pub internal: bool,
}

impl Desk {
    /// Adds a public comment. Never conflicts.
    ///
    /// # Errors
    /// If it is empty or over its bound, or the role may not.
    pub fn comment(&self, sent: impl Into<Sent>, target: Target, body: &str) -> Result<Done<Posted>> {
        self.post(sent, target, body, false, None)
    }

    /// Adds a note. Never conflicts.
    ///
    /// # Errors
    /// If it is empty or over its bound, or the role may not.
    pub fn note(&self, sent: impl Into<Sent>, target: Target, body: &str) -> Result<Done<Posted>> {
        self.post(sent, target, body, true, None)
    }

    /// Adds a comment or, if `internal`, a note. `seen` is the ticket as whoever writes saw it, if they want to be told
    /// before it is sent that others changed it since.
    ///
    /// # Errors
    /// If it is empty or over its bound, the role may not, or there is something to be told.
    pub fn post(&self, sent: impl Into<Sent>, target: Target, body: &str, internal: bool, seen: Option<&Ticket>) -> Result<Done<Posted>> {
        let sent = sent.into();
        let cleaned = bounds::body(if internal { "note" } else { "comment" }, body)?;
        let notice = cleaned.notice();
        let written = OnceCell::new();
        let tickets = self.carry_out_each(sent, &[target], |session, mut ticket| {
            let overtaken = session.overtaken(&ticket, seen)?;
            let (said, change) = session.write_on(&mut ticket, &cleaned.text, internal)?;
            // Whoever may not write at all is told that and nothing else.
            if let Some(overtaken) = overtaken {
                return Err(overtaken.into());
            }
            written.get_or_init(|| said.words().clone());
            session.save(ticket, &[said], vec![change])
        })?;
        let ticket = tickets.into_iter().next().ok_or(super::DeskError::NotFound(target.number))?;
        // Once it is committed nothing may fail any more, or whoever asked would send it again.
        let words = written.into_inner().map_or_else(|| self.last_words(&ticket, sent.order, internal), Ok)?;
        Ok(Done::new(Posted { ticket, words, internal }, notice))
    }

    /// What this order wrote when it was carried out first.
    fn last_words(&self, ticket: &Ticket, order: OrderId, internal: bool) -> Result<Comment> {
        // A guest looks for it where it was written: their view has no history.
        let store = self.keep.door().write()?;
        let kind = if internal { EventKind::Noted } else { EventKind::Commented };
        let done = store.done_by(order)?.into_iter();
        let mut written = done.filter(|event| event.number == Some(ticket.number) && event.change.kind == kind);
        let uuid = written.next().and_then(|event| event.change.after.as_str()?.parse().ok());
        let Some(uuid) = uuid else { return Err(super::DeskError::NotFound(ticket.number)) };
        // What was taken back since was written all the same. Guests take nothing back.
        let found = store.words(internal, uuid)?;
        found.map_or_else(|| store.withdrawn(uuid), |words| Ok(Some(words)))?.ok_or(super::DeskError::NotFound(ticket.number))
    }
}

impl Session<'_> {
    /// Writes a text, already cleaned, on a ticket: as a note, or as a comment.
    pub fn write_on(&self, ticket: &mut Ticket, text: &str, internal: bool) -> Result<(Said, Change)> {
        self.allow_on(if internal { Act::Note } else { Act::Comment }, ticket)?;
        self.demand_room(ticket, text)?;
        self.spend(Spent { comments: 1, bytes: bytes(&[text]), ..Spent::default() })?;
        if internal {
            let words = self.words(text.to_owned(), ticket.not_before(self.now));
            let change = ticket.noted(words.uuid);
            return Ok((Said::Note(Note(words)), change));
        }
        let words = self.words(text.to_owned(), ticket.publicly_not_before(self.now));
        let change = ticket.commented(self.me.id, words.created_at, words.uuid);
        Ok((Said::Comment(words), change))
    }

    /// Words of whoever asks.
    pub fn words(&self, body: String, at: Timestamp) -> Comment {
        Comment { uuid: self.desk.new_uuid(at), author: Person::from(&self.me), body, created_at: at }
    }

    /// Who waits since when, told from the thread as it is now and whoever is the requester now.
    pub fn hear_anew(&self, ticket: &mut Ticket) -> Result<()> {
        // How a ticket began is the first line of its history.
        let first = Part { from: EventId(0), backwards: false, count: 1, bytes: usize::MAX };
        let mut first = self.store.events_part(ticket.id, &first)?.found.into_iter();
        let answered = first.next().is_some_and(|event| event.change.kind == EventKind::Imported && event.change.after["answered"] == true);
        let heard = self.store.heard(ticket.id, ticket.requester.id)?;
        ticket.waits(Waiting::heard(ticket.created_at, answered, heard));
        Ok(())
    }
}
