//! The part of a ticket's thread that is in memory: without gaps, around what is on the screen, and no longer than it takes to
//! scroll on without waiting.

use crate::desk::{HiddenLines, HistoryLines, ThreadFrom, ThreadPart, TicketPart};
use crate::domain::{Comment, EntryKey, Note, ThreadEntry, ThreadPlace, Ticket, WordsId};

/// More entries than this are held only as far as the screen needs them.
const MOST_ENTRIES: usize = 300;
/// The same for their texts, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// A ticket and a part of its thread.
#[derive(Clone, Debug)]
pub struct Window {
    pub ticket: Ticket,
    pub part: ThreadPart,
    pub hidden: HiddenLines,
    /// Otherwise where lines of the history belong is not known.
    pub has_history: bool,
}

impl Window {
    #[must_use]
    pub fn of(read: TicketPart, has_history: bool) -> Self {
        Self { ticket: read.ticket, part: read.part, hidden: read.hidden, has_history }
    }

    /// Takes in what goes on from one of its ends. Gives back what does not: that is another window.
    pub fn extend(&mut self, from: ThreadFrom, read: TicketPart) -> Option<TicketPart> {
        match from {
            ThreadFrom::After(place) if place == self.part.end => {
                self.part.entries.extend(read.part.entries);
                (self.part.end, self.part.is_to_last) = (read.part.end, read.part.is_to_last);
            }
            ThreadFrom::Before(place) if place == self.part.start => {
                read.part.entries.into_iter().rev().for_each(|entry| self.part.entries.push_front(entry));
                (self.part.start, self.part.is_from_first) = (read.part.start, read.part.is_from_first);
            }
            _ => return Some(read),
        }
        self.ticket = read.ticket;
        None
    }

    /// Gives back what is far from the screen: entries before the first one and behind the last one that must stay.
    pub fn shrink(&mut self, first: usize, last: usize) {
        let mut bytes: usize = self.part.entries.iter().map(weight).sum();
        let mut behind = self.part.entries.len().saturating_sub(last + 1);
        let mut before = first;
        while (self.part.entries.len() > MOST_ENTRIES || bytes > MOST_BYTES) && before + behind > 0 {
            let dropped = if before >= behind { self.drop_first() } else { self.drop_last() };
            bytes -= dropped.as_ref().map_or(0, weight);
            if before >= behind { before -= 1 } else { behind -= 1 }
        }
    }

    fn drop_first(&mut self) -> Option<ThreadEntry> {
        let first = self.part.entries.pop_front()?;
        (self.part.start, self.part.is_from_first) = (self.part.start.behind(&first), false);
        Some(first)
    }

    fn drop_last(&mut self) -> Option<ThreadEntry> {
        let last = self.part.entries.pop_back()?;
        (self.part.end, self.part.is_to_last) = (self.part.end.before(&last), false);
        Some(last)
    }

    /// Where an entry is, or the one that comes behind its place if it is not there any more.
    #[must_use]
    pub fn index(&self, key: EntryKey) -> usize {
        let entries = &self.part.entries;
        entries.iter().position(|entry| entry.key() == key).unwrap_or_else(|| entries.partition_point(|entry| entry.key() < key))
    }

    /// The place before this entry, and whether lines of the history can be read from it.
    #[must_use]
    pub fn place(&self, key: EntryKey, is_folded: bool) -> (ThreadPlace, HistoryLines) {
        let place = self.part.entries.iter().take(self.index(key)).fold(self.part.start, ThreadPlace::behind);
        let history = match (is_folded, self.has_history) {
            (true, _) => HistoryLines::Hidden,
            (false, true) => HistoryLines::Shown,
            // Its own time, not that of the next entry: it may be a line of the history that was folded away.
            (false, false) => HistoryLines::ShownFrom(key.at),
        };
        (place, history)
    }

    /// Shows what was just written, before it was read again.
    pub fn append(&mut self, words: &Comment, internal: bool) {
        let last = WordsId(i64::MAX);
        if self.part.is_to_last {
            let words = words.clone();
            let entry = if internal { ThreadEntry::Note(last, Note(words)) } else { ThreadEntry::Comment(last, words) };
            let place = self.index(entry.key());
            self.part.entries.insert(place, entry);
        }
    }
}

fn weight(entry: &ThreadEntry) -> usize {
    entry.words().map_or(0, |(words, _)| words.body.len())
}
