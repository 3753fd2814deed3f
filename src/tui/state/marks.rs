//! The marked tickets, and what a verb acts on because of them.

use super::{Focus, State};
use crate::desk::{Seen, Sighting};
use crate::domain::policy::{Act, Tie, allow};
use crate::domain::{Ticket, TicketNumber, User};
use std::fmt;
use std::sync::Arc;

/// A marked ticket, as far as a verb has to know it. It need not be loaded.
#[derive(Clone, Debug)]
pub struct Mark {
    pub number: TicketNumber,
    pub subject: String,
    pub tie: Tie,
    pub seen: Seen,
    pub is_deleted: bool,
}

impl Mark {
    /// The mark `me` puts on this ticket.
    #[must_use]
    pub fn of(me: &User, ticket: &Ticket) -> Self {
        Self {
            number: ticket.number,
            subject: ticket.subject.clone(),
            tie: Tie::between(me, ticket),
            seen: Seen::from(ticket),
            is_deleted: ticket.deleted_at.is_some(),
        }
    }
}

/// Marks sit on tickets, in the order they were put there; whether a ticket is loaded or in the list does not matter.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    each: Vec<Mark>,
    /// All in the view are to be marked, and which those are is still to come.
    pub is_asked: bool,
}

impl Marks {
    /// So many are marked at once at most.
    pub const MOST: usize = 1_000;

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// None.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// Whether this ticket is marked.
    #[must_use]
    pub fn holds(&self, number: TicketNumber) -> bool {
        self.each.iter().any(|mark| mark.number == number)
    }

    /// Every mark.
    pub fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.each.iter()
    }

    /// Their numbers.
    #[must_use]
    pub fn numbers(&self) -> Vec<TicketNumber> {
        self.each.iter().map(|mark| mark.number).collect()
    }

    /// The tickets as they are seen now: what an order is decided on.
    #[must_use]
    pub fn sightings(&self) -> Arc<[Sighting]> {
        self.each.iter().map(|mark| Sighting { number: mark.number, seen: Some(mark.seen.clone()) }).collect()
    }

    /// These tickets again: the marked ones as they are seen now, the others as if nobody had looked at them.
    #[must_use]
    pub fn see_again(&self, numbers: impl Iterator<Item = TicketNumber>) -> Arc<[Sighting]> {
        let seen = |number| self.each.iter().find(|mark| mark.number == number).map(|mark| mark.seen.clone());
        numbers.map(|number| Sighting { number, seen: seen(number) }).collect()
    }

    /// Marks a ticket; one that is marked is seen as it is now.
    pub fn put(&mut self, mark: Mark) {
        match self.each.iter_mut().find(|other| other.number == mark.number) {
            Some(other) => *other = mark,
            None => self.each.push(mark),
        }
    }

    /// Sees a marked ticket as it is now.
    pub fn patch(&mut self, me: &User, ticket: &Ticket) {
        if self.holds(ticket.number) {
            self.put(Mark::of(me, ticket));
        }
    }

    /// Takes the marks off these tickets.
    pub fn take_off(&mut self, numbers: &[TicketNumber]) {
        self.each.retain(|mark| !numbers.contains(&mark.number));
    }

    /// Takes every mark off; how many there were.
    pub fn clear(&mut self) -> usize {
        std::mem::take(self).each.len()
    }
}

/// What a verb acts on: in the list the marked tickets if there are any, else the one under the cursor, which is also the
/// one that is read.
#[derive(Clone, Copy, Debug)]
pub enum Aim<'a> {
    Ticket(&'a Ticket),
    Marked(&'a Marks),
}

impl fmt::Display for Aim<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ticket(ticket) => write!(out, "{}", ticket.number),
            Self::Marked(marks) => match &marks.each[..] {
                [only] => write!(out, "{}, marked", only.number),
                several => write!(out, "{} marked tickets", several.len()),
            },
        }
    }
}

impl State {
    /// What a verb acts on now.
    #[must_use]
    pub fn aim(&self) -> Option<Aim<'_>> {
        if self.aims_at_marks() { Some(Aim::Marked(&self.marks)) } else { self.ticket().map(Aim::Ticket) }
    }

    /// Whether a verb acts on the marks: while a ticket is read, it is that ticket.
    #[must_use]
    pub fn aims_at_marks(&self) -> bool {
        !self.marks.is_empty() && self.focus != Focus::Ticket
    }

    /// What I have to do with each ticket a verb acts on, and whether it is deleted.
    #[must_use]
    pub fn ties(&self) -> Vec<(Tie, bool)> {
        match self.aim() {
            Some(Aim::Ticket(ticket)) => vec![(Tie::between(&self.me, ticket), ticket.deleted_at.is_some())],
            Some(Aim::Marked(marks)) => marks.iter().map(|mark| (mark.tie, mark.is_deleted)).collect(),
            None => Vec::new(),
        }
    }

    /// Whether the policy lets me do this to the ticket a verb acts on, or to one of them.
    #[must_use]
    pub fn may(&self, act: Act) -> bool {
        self.ties().iter().any(|(tie, _)| allow(self.me.role, act, Some(*tie)).is_ok())
    }
}
