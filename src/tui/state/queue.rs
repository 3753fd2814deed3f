//! The list: a window onto the sorted tickets, with a cursor that sits on a ticket, not on a row.

use crate::desk::Listing;
use crate::domain::search::{Cursor, Page};
use crate::domain::{Ticket, TicketId, TicketNumber};

/// How many rows are fetched at a time.
pub const PAGE: usize = 100;
/// How near to the window's end the cursor comes before more is fetched, in rows.
const NEAR: usize = 20;

/// The rows that are loaded, an unbroken stretch of the whole list.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    pub rows: Vec<Ticket>,
    pub places: Vec<Cursor>,
    /// The ticket under the cursor.
    pub cursor: Option<TicketNumber>,
    /// The first row on the screen.
    pub top: usize,
    pub reach: Reach,
    /// Only the newest hits are in order.
    pub newest_only: bool,
    /// The first answer is still to come.
    pub is_loading: bool,
    /// A far end of the list that was asked for and has not come yet.
    pub wanted: Option<Page>,
    /// A ticket that does not belong here any more. It stays while the cursor is on it: the next key is meant for it.
    pub lingering: Option<TicketNumber>,
}

/// Whether the window begins where the list begins, and ends where it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub start: bool,
    pub end: bool,
}

impl Queue {
    /// The row of the cursor.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        let cursor = self.cursor?;
        self.rows.iter().position(|row| row.number == cursor)
    }

    /// The ticket under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Ticket> {
        self.index().map(|index| &self.rows[index])
    }

    /// Puts the cursor on this row, or on the last one above it.
    pub fn select(&mut self, index: usize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.rows.get(index.min(last)).map(|row| row.number);
        if self.lingering.is_some() && self.lingering != self.cursor {
            let gone = self.lingering.take();
            if let Some(place) = self.rows.iter().position(|row| Some(row.number) == gone) {
                self.rows.remove(place);
                self.places.remove(place);
            }
        }
    }

    /// Puts the cursor on a ticket whether it belongs here or not.
    pub fn hold(&mut self, ticket: &Ticket) {
        self.insert(0, ticket.clone(), Cursor { key: i64::MAX, id: ticket.id });
    }

    fn insert(&mut self, index: usize, ticket: Ticket, place: Cursor) {
        let index = index.min(self.rows.len());
        (self.cursor, self.lingering) = (Some(ticket.number), Some(ticket.number));
        self.rows.insert(index, ticket);
        self.places.insert(index, place);
    }

    /// The places of the rows that belong here.
    fn own_places(&self) -> impl DoubleEndedIterator<Item = Cursor> {
        let rows = self.rows.iter().zip(&self.places);
        rows.filter(|(row, _)| Some(row.number) != self.lingering).map(|(_, place)| *place)
    }

    /// The first row to show so that the cursor is among so many rows, scrolled as little as may be.
    #[must_use]
    pub fn top_in_sight(&self, height: usize) -> usize {
        let (index, height) = (self.index().unwrap_or(0), height.max(1));
        // Never scrolled further than the list is long: what came in above a short list is seen.
        let last_top = self.rows.len().saturating_sub(height);
        self.top.min(index).max((index + 1).saturating_sub(height)).min(last_top)
    }

    /// What to ask for to see the same stretch of the list again.
    #[must_use]
    pub fn again(&self) -> Page {
        if let Some(wanted) = self.wanted {
            return wanted;
        }
        let limit = self.rows.len().max(PAGE);
        let just_before = self.own_places().next().filter(|_| !self.reach.start);
        // Going on from a place with the same key and the next higher id begins with the first row itself.
        let from = just_before.map(|first| Cursor { key: first.key, id: TicketId(first.id.0 + 1) });
        Page { from, backwards: false, limit }
    }

    /// What to ask for now that the cursor is near an end of the window, if there is more.
    #[must_use]
    pub fn more(&self) -> Option<Page> {
        let index = self.index()?;
        if !self.reach.end && index + NEAR >= self.rows.len() {
            return Some(Page { from: self.own_places().next_back(), backwards: false, limit: PAGE });
        }
        let wants_earlier = !self.reach.start && index < NEAR;
        wants_earlier.then(|| Page { from: self.own_places().next(), backwards: true, limit: PAGE })
    }

    /// Takes an answer to `page` in. The ticket under the cursor stays under it, on the same line of the screen.
    pub fn take(&mut self, page: &Page, listing: Listing) {
        let line = self.index().map(|index| index.saturating_sub(self.top));
        let row = self.index().unwrap_or(0);
        let full = listing.tickets.len() >= page.limit;
        let goes_on = page.from.is_some() && page.from == self.own_places().next_back() && !page.backwards;
        let goes_back = page.from.is_some() && page.from == self.own_places().next() && page.backwards;
        self.newest_only = listing.newest_only;
        if goes_on {
            self.rows.extend(listing.tickets);
            self.places.extend(listing.places);
            self.reach.end = !full;
        } else if goes_back {
            self.rows.splice(0..0, listing.tickets);
            self.places.splice(0..0, listing.places);
            self.reach.start = !full;
        } else {
            let held = self.index().map(|index| (index, self.rows[index].clone(), self.places[index]));
            (self.rows, self.places, self.lingering) = (listing.tickets, listing.places, None);
            self.reach.start = if page.backwards { !full } else { page.from.is_none() };
            self.reach.end = page.backwards || !full;
            if let Some((index, ticket, place)) = held.filter(|_| self.index().is_none()) {
                self.insert(index, ticket, place);
            }
        }
        self.is_loading = false;
        match (self.index(), line) {
            (Some(index), Some(line)) => self.top = index.saturating_sub(line),
            (Some(_), None) => {}
            (None, _) if page.backwards => self.select(usize::MAX),
            (None, _) => self.select(row),
        }
        self.wanted = None;
    }

    /// Puts a saved ticket in the place of its row.
    pub fn patch(&mut self, ticket: &Ticket) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.number == ticket.number) {
            row.clone_from(ticket);
        }
    }
}
