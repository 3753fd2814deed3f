//! One whole ticket.

use super::{Desk, Result};
use crate::domain::event::Event;
use crate::domain::policy::{Act, allow};
use crate::domain::{Comment, Note, Ticket, TicketNumber};

/// A ticket with its thread and its history, as far as whoever asks may see them: a guest gets neither notes nor events.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub ticket: Ticket,
    /// Oldest first.
    pub comments: Vec<Comment>,
    /// Oldest first.
    pub notes: Vec<Note>,
    /// Oldest first.
    pub events: Vec<Event>,
}

impl Dossier {
    /// Comments and notes by time, each with whether it is a note.
    #[must_use]
    pub fn thread(&self) -> Vec<(&Comment, bool)> {
        let comments = self.comments.iter().map(|comment| (comment, false));
        let mut all: Vec<_> = comments.chain(self.notes.iter().map(|note| (&note.0, true))).collect();
        all.sort_by_key(|(words, _)| words.created_at);
        all
    }
}

impl Desk {
    /// The ticket with this number alone.
    ///
    /// # Errors
    /// If it is not there for the caller.
    pub fn ticket(&self, number: TicketNumber) -> Result<Ticket> {
        let (sight, me) = self.sight()?;
        self.visible(&sight, &me, number)
    }

    /// The ticket with this number and everything on it.
    ///
    /// # Errors
    /// If it is not there for whoever asks.
    pub fn show(&self, number: TicketNumber) -> Result<Dossier> {
        let (sight, me) = self.sight()?;
        let ticket = self.visible(&sight, &me, number)?;
        let comments = sight.public().comments(ticket.id)?;
        let (notes, events) = match sight.internals() {
            Some(store) => (store.notes(ticket.id)?, store.events(ticket.id)?),
            None => (Vec::new(), Vec::new()),
        };
        Ok(Dossier { ticket, comments, notes, events })
    }

    /// Whether whoever asks may see notes and history.
    ///
    /// # Errors
    /// If they may not.
    pub fn demand_internals(&self) -> Result<()> {
        Ok(allow(self.whoami()?.role, Act::SeeInternals, None)?)
    }
}
