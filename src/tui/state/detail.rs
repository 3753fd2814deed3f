//! The ticket pane: what is known of the ticket under the cursor, and how far it is scrolled.

use super::Wraps;
use crate::desk::Dossier;
use crate::domain::event::{Event, EventKind};
use crate::domain::{Comment, Ticket, TicketNumber, Timestamp};

/// The ticket that is looked at.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    pub dossier: Option<Dossier>,
    /// The first line on the screen.
    pub top: usize,
    /// Without its history lines.
    pub is_folded: bool,
    /// When the pane goes to the ticket under the cursor, by the steady clock. Until then it shows the one before: while a key
    /// is held down, nobody reads, and a pane full of text is most of what a frame costs on a slow line.
    pub follows_at: Option<i64>,
    pub wraps: Wraps,
}

/// One entry of the thread.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    Comment(&'a Comment),
    Note(&'a Comment),
    Event(&'a Event),
}

impl Entry<'_> {
    /// When.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Comment(words) | Self::Note(words) => words.created_at,
            Self::Event(event) => event.at,
        }
    }
}

impl Detail {
    /// So long the cursor rests on a ticket before its pane follows, in milliseconds.
    pub const REST: i64 = 60;

    /// Shows a ticket.
    pub fn show(&mut self, dossier: Dossier) {
        if self.number() != Some(dossier.ticket.number) {
            self.wraps.clear();
            self.top = 0;
        }
        self.dossier = Some(dossier);
    }

    /// The ticket it knows about.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        self.dossier.as_ref().map(|dossier| dossier.ticket.number)
    }

    /// The thread with notes and history lines woven in by time. What was said is not told again as history.
    #[must_use]
    pub fn thread(&self) -> Vec<Entry<'_>> {
        let Some(dossier) = &self.dossier else { return Vec::new() };
        let mut entries: Vec<Entry> = self.history().filter(|_| !self.is_folded).map(Entry::Event).collect();
        entries.extend(
            dossier.thread().into_iter().map(|(words, internal)| if internal { Entry::Note(words) } else { Entry::Comment(words) }),
        );
        entries.sort_by_key(Entry::at);
        entries
    }

    /// How many lines of history are folded away.
    #[must_use]
    pub fn folded(&self) -> usize {
        self.history().filter(|_| self.is_folded).count()
    }

    /// What was said is in the thread itself.
    fn history(&self) -> impl Iterator<Item = &Event> {
        let events = self.dossier.iter().flat_map(|dossier| &dossier.events);
        events.filter(|event| !matches!(event.change.kind, EventKind::Commented | EventKind::Noted))
    }

    /// Takes a saved ticket in, and what was written on it.
    pub fn patch(&mut self, ticket: &Ticket, words: Option<&(Comment, bool)>) {
        let Some(dossier) = self.dossier.as_mut().filter(|dossier| dossier.ticket.number == ticket.number) else { return };
        dossier.ticket.clone_from(ticket);
        match words {
            Some((words, true)) => dossier.notes.push(crate::domain::Note(words.clone())),
            Some((words, false)) => dossier.comments.push(words.clone()),
            None => {}
        }
    }
}
