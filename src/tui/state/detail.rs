//! The ticket pane: what is known of the ticket under the cursor, and how far it is scrolled.

use super::{Anchor, Window, Wraps};
use crate::desk::{HistoryLines, ThreadFrom, TicketPart};
use crate::domain::{Comment, ThreadEntry, ThreadPlace, Ticket, TicketNumber};
use crate::tui::action::Step;

/// The ticket that is looked at.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    pub window: Option<Window>,
    /// The first line on the screen.
    pub top: Anchor,
    /// Without its history lines.
    pub is_folded: bool,
    /// When the pane goes to the ticket under the cursor, by the steady clock. Until then it shows the one before: while a key
    /// is held down, nobody reads, and a pane full of text is most of what a frame costs on a slow line.
    pub follows_at: Option<i64>,
    pub asked: Asked,
    /// Lines that were scrolled beyond what is in memory: they are when that has come. Upwards is negative.
    pub owed: isize,
    pub wraps: Wraps,
}

/// What of the ticket is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    #[default]
    Nothing,
    /// What is on the screen, again.
    Again,
    /// What goes on from it.
    More,
    /// One end of the thread: it takes the place of what is shown.
    Jump(Step),
    /// It could not be read: it is not asked for again until somebody scrolls.
    Failed,
}

impl Detail {
    /// So long the cursor rests on a ticket before its pane follows, in milliseconds.
    pub const REST: i64 = 60;

    /// The ticket it knows about.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        self.window.as_ref().map(|window| window.ticket.number)
    }

    /// Another ticket is to be shown, from its beginning.
    pub fn begin(&mut self) {
        (self.top, self.owed, self.asked) = (Anchor::TOP, 0, Asked::Nothing);
    }

    /// Where to read so that what is on the screen of this ticket is read again, or what the screen is to jump to.
    #[must_use]
    pub fn reads(&self, number: TicketNumber) -> (ThreadFrom, HistoryLines) {
        let history = if self.is_folded { HistoryLines::Hidden } else { HistoryLines::Shown };
        let window = self.window.as_ref().filter(|window| window.ticket.number == number);
        match (self.asked, window, self.top.entry) {
            (Asked::Jump(Step::Last), _, _) => (ThreadFrom::Before(ThreadPlace::END), history),
            (Asked::Jump(_), _, _) | (_, None, _) | (_, _, None) => (ThreadFrom::After(ThreadPlace::START), history),
            (_, Some(window), Some(entry)) => {
                let (place, history) = window.place(entry, self.is_folded);
                (ThreadFrom::Around(place), history)
            }
        }
    }

    /// Whether what was read around the screen of some time ago does not have what is on it now: that is to be asked for instead.
    #[must_use]
    pub fn is_overtaken(&self, from: ThreadFrom, read: &TicketPart) -> bool {
        let number = read.ticket.number;
        if self.asked != Asked::Again || self.number() != Some(number) || self.reads(number).0 == from {
            return false;
        }
        let keys = || read.part.entries.iter().map(ThreadEntry::key);
        let is_from_first = read.part.is_from_first || from == ThreadFrom::After(ThreadPlace::START);
        match self.top.entry {
            None => !is_from_first,
            Some(key) => {
                let is_above = !is_from_first && keys().next().is_none_or(|first| key < first);
                let is_below = !read.part.is_to_last && keys().next_back().is_none_or(|last| key > last);
                is_above || is_below
            }
        }
    }

    /// Shows what was read from there: more of the window, or another one.
    pub fn take(&mut self, from: ThreadFrom, history: HistoryLines, mut read: TicketPart) {
        if self.number() != Some(read.ticket.number) {
            self.wraps.clear();
            self.window = None;
            (self.top, self.owed) = (Anchor::TOP, 0);
        }
        if self.asked == Asked::More
            && let Some(window) = &mut self.window
        {
            match window.extend(from, read) {
                None => return,
                Some(another) => read = another,
            }
        }
        // Nothing is before the beginning, nor behind the end.
        read.part.is_from_first |= from == ThreadFrom::After(ThreadPlace::START);
        if let (HistoryLines::Uncounted, Some(window)) = (history, &self.window) {
            read.hidden = window.hidden;
        }
        self.window = Some(Window::of(read, history.are_shown()));
    }

    /// Takes a saved ticket in, and what was written on it.
    pub fn patch(&mut self, ticket: &Ticket, words: Option<&(Comment, bool)>) {
        let Some(window) = self.window.as_mut().filter(|window| window.ticket.number == ticket.number) else { return };
        window.ticket.clone_from(ticket);
        if let Some((words, internal)) = words {
            window.append(words, *internal);
        }
    }
}
