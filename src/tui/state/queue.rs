//! The list: a window onto the sorted tickets, with a cursor that sits on a ticket, not on a row. What others change is
//! patched in its place; rows come, go and move only when I ask, or rest at the top.

use super::news::{Comparison, News, why};
use crate::desk::{Coverage, Listing};
use crate::domain::search::{Cursor, Page};
use crate::domain::{Ticket, TicketId, TicketNumber};
use std::collections::{HashMap, HashSet};

/// How many rows are fetched at a time.
pub const PAGE: usize = 100;
/// How near to the window's end the cursor comes before more is fetched, in rows.
const NEAR: usize = 20;

/// The rows that are loaded, an unbroken stretch of the whole list.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    pub rows: Vec<Ticket>,
    /// The places of the first and the last row as they were when they came: between them lies what is loaded.
    pub edges: Option<(Cursor, Cursor)>,
    /// Those of the rows whose requester wrote something that is new to me.
    pub unread: HashSet<TicketNumber>,
    /// The ticket under the cursor.
    pub cursor: Option<TicketNumber>,
    /// The first row on the screen.
    pub top: usize,
    pub reach: Reach,
    /// Only the newest hits are in order.
    pub newest_only: bool,
    /// How much of the desk was searched.
    pub coverage: Coverage,
    /// An answer that the keys mean is still to come.
    pub is_loading: bool,
    /// A far end of the list that was asked for and has not come yet.
    pub wanted: Option<Page>,
    /// Tickets that do not belong here any more and go as soon as the cursor leaves them: the next key was meant for them.
    pub lingering: Vec<TicketNumber>,
    /// What others changed and the list does not show yet.
    pub news: News,
    /// Tickets that came in since I looked: marked until the cursor was on them.
    pub fresh: Vec<TicketNumber>,
    /// A ticket that is being brought back: when it is there, the cursor goes to it.
    pub awaited: Option<TicketNumber>,
    /// The tickets I changed myself, at the version I brought them to.
    pub mine: HashMap<TicketNumber, i64>,
    /// The cursor came to the first row and has not moved since.
    pub is_at_rest: bool,
    pub again: Again,
}

/// Whether the list is being looked at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Again {
    /// It shows, or tells, what the file had.
    #[default]
    Answered,
    /// The answer has not come.
    Awaited,
    /// Nor has this one, and what is new is to be folded in.
    ToFold,
}

/// Whether the window begins where the list begins, and ends where it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub start: bool,
    pub end: bool,
}

/// What is known beside the rows when a list is looked at again.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// No form, list or search bar has the keys.
    pub is_quiet: bool,
    /// How many rows the screen has room for.
    pub height: usize,
    /// The tickets that orders of mine are under way for.
    pub under_way: &'a [TicketNumber],
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
        self.let_go();
        self.fresh.retain(|number| Some(*number) != self.cursor);
        self.is_at_rest = self.index() == Some(0) && self.reach.start;
    }

    /// Only the ticket under the cursor lingers.
    fn let_go(&mut self) {
        let leaving: Vec<TicketNumber> = self.lingering.iter().copied().filter(|number| Some(*number) != self.cursor).collect();
        if !leaving.is_empty() {
            let above = self.rows.iter().take(self.top).filter(|row| leaving.contains(&row.number)).count();
            self.top -= above;
            self.rows.retain(|row| !leaving.contains(&row.number));
            self.lingering.retain(|number| !leaving.contains(number));
        }
    }

    /// Puts the cursor on a ticket of mine whether it belongs here or not.
    pub fn hold(&mut self, ticket: &Ticket) {
        self.mine.insert(ticket.number, ticket.version);
        if let Some(index) = self.rows.iter().position(|row| row.number == ticket.number) {
            return self.select(index);
        }
        self.insert(0, ticket.clone());
        self.top = 0;
        // One that was held before goes with the cursor.
        self.select(0);
    }

    fn insert(&mut self, index: usize, ticket: Ticket) {
        self.cursor = Some(ticket.number);
        self.lingering.push(ticket.number);
        self.rows.insert(index.min(self.rows.len()), ticket);
    }

    /// The first row to show so that the cursor is among so many rows, scrolled as little as may be.
    #[must_use]
    pub fn top_in_sight(&self, height: usize) -> usize {
        let (index, height) = (self.index().unwrap_or(0), height.max(1));
        // Never scrolled further than the list is long: what came in above a short list is seen.
        let last_top = self.rows.len().saturating_sub(height);
        self.top.min(index).max((index + 1).saturating_sub(height)).min(last_top)
    }

    /// Scrolls by half a page if the cursor went over an edge of so many rows: the moves that follow draw the cursor alone, where
    /// scrolling a row each would draw them all.
    pub fn scroll_at_the_edge(&mut self, height: usize) {
        let Some(index) = self.index() else { return };
        if index < self.top || index >= self.top + height.max(1) {
            self.top = index.saturating_sub(height / 2);
        }
    }

    /// What to ask for to see the same stretch of the list again.
    #[must_use]
    pub fn again(&self) -> Page {
        if let Some(wanted) = self.wanted {
            return wanted;
        }
        let limit = self.rows.len().max(PAGE);
        let first = self.edges.map(|(first, _)| first).filter(|_| !self.reach.start);
        // Going on from a place with the same key and the next higher id begins with the first row itself.
        let from = first.map(|first| Cursor { key: first.key, id: TicketId(first.id.0 + 1) });
        Page { from, backwards: false, limit }
    }

    /// The tickets shown, if this page is a look at them again.
    #[must_use]
    pub fn shown_again(&self, page: &Page) -> Option<Vec<TicketNumber>> {
        let is_again = *page == self.again() && self.wanted.is_none() && !self.rows.is_empty();
        is_again.then(|| self.rows.iter().map(|row| row.number).collect())
    }

    /// What to ask for now that the cursor is near an end of the window, if there is more.
    #[must_use]
    pub fn more(&self) -> Option<Page> {
        let index = self.index()?;
        let (first, last) = (self.edges.map(|edges| edges.0), self.edges.map(|edges| edges.1));
        if !self.reach.end && index + NEAR >= self.rows.len() {
            return Some(Page { from: last, backwards: false, limit: PAGE });
        }
        let wants_earlier = !self.reach.start && index < NEAR;
        wants_earlier.then_some(Page { from: first, backwards: true, limit: PAGE })
    }

    /// Takes an answer to `page` in: more of the list, or another list. The ticket under the cursor stays under it, on the
    /// same line of the screen.
    pub fn take(&mut self, page: &Page, listing: Listing) {
        let full = listing.tickets.len() >= page.limit;
        let ends = listing.places.first().copied().zip(listing.places.last().copied());
        let (first, last) = (self.edges.map(|edges| edges.0), self.edges.map(|edges| edges.1));
        (self.newest_only, self.coverage) = (listing.newest_only, listing.coverage);
        self.know_unread(&listing);
        if page.from.is_some() && page.from == last && !page.backwards {
            let more = self.not_shown(listing.tickets);
            self.rows.extend(more);
            self.edges = first.zip(ends.map(|ends| ends.1).or(last));
            self.reach.end = !full;
        } else if page.from.is_some() && page.from == first && page.backwards {
            let more = self.not_shown(listing.tickets);
            self.top += more.len();
            self.rows.splice(0..0, more);
            self.edges = ends.map(|ends| ends.0).or(first).zip(last);
            self.reach.start = !full;
        } else {
            self.replace(page, listing);
        }
        self.settle(page.backwards, 0);
    }

    /// What is new to me of these tickets.
    fn know_unread(&mut self, listing: &Listing) {
        for ticket in &listing.tickets {
            self.unread.remove(&ticket.number);
        }
        self.unread.extend(&listing.unread);
    }

    /// A ticket that moved while it was shown is not shown twice.
    fn not_shown(&self, tickets: Vec<Ticket>) -> Vec<Ticket> {
        tickets.into_iter().filter(|ticket| !self.rows.iter().any(|row| row.number == ticket.number)).collect()
    }

    /// Another stretch of tickets, in their order as it is now. The ticket under the cursor stays, whether it belongs there
    /// or not.
    fn replace(&mut self, page: &Page, listing: Listing) {
        let full = listing.tickets.len() >= page.limit;
        let held = self.index().map(|index| (index, self.rows[index].clone()));
        let line = self.index().map(|index| index.saturating_sub(self.top));
        self.edges = listing.places.first().copied().zip(listing.places.last().copied());
        self.rows = listing.tickets;
        self.lingering.clear();
        self.news = News::default();
        // It is how the file has it, whether that was asked for or took the place of that question.
        self.again = Again::Answered;
        self.reach.start = if page.backwards { !full } else { page.from.is_none() };
        self.reach.end = page.backwards || !full;
        if let Some((index, ticket)) = held.filter(|_| self.index().is_none()) {
            self.insert(index, ticket);
        }
        if let (Some(index), Some(line)) = (self.index(), line) {
            self.top = index.saturating_sub(line);
        }
    }

    /// Whatever was waited for is there; a cursor that sits on nothing sits on this row, or on the last.
    fn settle(&mut self, at_the_end: bool, row: usize) {
        self.is_loading = false;
        self.wanted = None;
        if self.index().is_none() {
            self.select(if at_the_end { usize::MAX } else { row });
        }
    }

    /// Takes in how the same stretch of the list is now; `left` are rows that are not in it any more, as they stand. Rows
    /// come, go and move only if that was asked for or I rest at the top; else they are patched where they are.
    pub fn look_again(&mut self, page: &Page, listing: Listing, left: &[Ticket], moment: Moment) {
        let was_asked = std::mem::take(&mut self.again) == Again::ToFold;
        let (news, lingering) = self.compare(page, &listing, left, moment.under_way);
        (self.newest_only, self.coverage) = (listing.newest_only, listing.coverage);
        self.know_unread(&listing);
        for ticket in left.iter().chain(&listing.tickets) {
            self.patch_row(ticket);
        }
        let row = self.index().unwrap_or(0);
        let will_be = listing.tickets.iter().position(|ticket| Some(ticket.number) == self.cursor).unwrap_or(row);
        let rests = self.is_at_rest && self.top == 0 && moment.is_quiet && will_be < moment.height;
        let is_same = news.is_empty() && lingering.is_empty() && self.is_in_order(&listing);
        if !(was_asked || rests || is_same) {
            (self.news, self.lingering) = (news, lingering);
            // What I did to several at once leaves with them; the cursor is on another.
            self.let_go();
            return self.settle(false, row);
        }
        let at_rest = self.is_at_rest;
        self.replace(page, listing);
        self.fresh.extend(&news.arrived);
        let shown: HashSet<TicketNumber> = self.rows.iter().map(|row| row.number).collect();
        self.fresh.retain(|number| shown.contains(number));
        self.settle(false, row);
        if rests {
            (self.top, self.is_at_rest) = (0, at_rest);
        } else if let Some(first) = self.rows.iter().position(|row| news.arrived.contains(&row.number)) {
            self.top = self.top.min(first);
        }
    }

    /// What is new, and what lingers: what left by my own doing goes with the cursor.
    fn compare(&self, page: &Page, listing: &Listing, left: &[Ticket], under_way: &[TicketNumber]) -> (News, Vec<TicketNumber>) {
        let comparison = Comparison::new(&self.rows, &listing.tickets, listing.tickets.len() < page.limit);
        let is_mine = |ticket: &Ticket| under_way.contains(&ticket.number) || self.mine.get(&ticket.number) == Some(&ticket.version);
        let missing = comparison.missing();
        let (mut gone, mut lingering) = (Vec::new(), Vec::new());
        for row in self.rows.iter().filter(|row| missing.contains(&row.number)) {
            let now = left.iter().find(|ticket| ticket.number == row.number);
            if self.lingering.contains(&row.number) || now.is_some_and(is_mine) {
                lingering.push(row.number);
            } else {
                let before = || self.news.why_gone(row.number).map(str::to_owned);
                let why = now.and_then(|now| why(row, now)).or_else(before).unwrap_or_else(|| "gone".to_owned());
                gone.push((row.number, why));
            }
        }
        (News { arrived: comparison.arrived(self.reach.end), gone, moved: comparison.moved(is_mine) }, lingering)
    }

    fn is_in_order(&self, listing: &Listing) -> bool {
        self.rows.iter().zip(&listing.tickets).all(|(row, ticket)| row.number == ticket.number)
    }

    /// Puts a ticket that I changed in the place of its row.
    pub fn patch(&mut self, ticket: &Ticket) {
        self.mine.insert(ticket.number, ticket.version);
        self.patch_row(ticket);
    }

    /// Puts a ticket as it is now in the place of its row.
    pub fn patch_row(&mut self, ticket: &Ticket) {
        // An answer may be older than what I saved since.
        if let Some(row) = self.rows.iter_mut().find(|row| row.number == ticket.number && row.version <= ticket.version) {
            row.clone_from(ticket);
        }
    }
}
