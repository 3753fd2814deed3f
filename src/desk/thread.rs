//! A thread in parts: what was said and done on a ticket, by time, read from a place on. A part is bounded by entries and bytes,
//! so that what a question costs does not depend on how long the thread is.

use super::sight::Sight;
use super::{Desk, Result};
use crate::domain::event::{Event, EventKind};
use crate::domain::policy::{Act, allow};
use crate::domain::{Comment, EntryKey, EventId, ThreadEntry, ThreadPlace, Ticket, TicketId, TicketNumber, Timestamp, WordsId};
use crate::store::{Part, Slice};
use std::collections::VecDeque;
use std::iter::Peekable;

/// The most entries of a part.
const ENTRIES: usize = 100;
/// No kind of entries is read any further once this is exceeded, in bytes of text.
const BYTES: usize = 256 * 1024;
/// The most lines of history that are read for a part. Many may say only that something was said.
const EVENTS: usize = 300;
/// The most events that are counted where the history is hidden.
const COUNTED: i64 = 1_000;

/// What the thread itself says is not said again by the history.
const SPOKEN: [EventKind; 2] = [EventKind::Commented, EventKind::Noted];

/// Which part of a thread is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadFrom {
    After(ThreadPlace),
    Before(ThreadPlace),
    /// Both.
    Around(ThreadPlace),
}

/// Whether lines of the history are among the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryLines {
    /// But counted.
    Hidden,
    /// Neither shown nor counted.
    Uncounted,
    Shown,
    /// They were hidden when the place was found: of them, those until this instant are before it.
    ShownFrom(Timestamp),
}

impl HistoryLines {
    #[must_use]
    pub fn are_shown(self) -> bool {
        matches!(self, Self::Shown | Self::ShownFrom(_))
    }
}

/// A part of a thread without gaps. Guests are given comments alone.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadPart {
    /// In the order of [`EntryKey`].
    pub entries: VecDeque<ThreadEntry>,
    /// The place before the first entry.
    pub start: ThreadPlace,
    /// The place behind the last one.
    pub end: ThreadPlace,
    /// The thread has nothing before `start`. Not known of a part after some place.
    pub is_from_first: bool,
    /// The thread has nothing behind `end`. Not known of a part before some place.
    pub is_to_last: bool,
}

/// A ticket with a part of its thread.
#[derive(Clone, Debug, PartialEq)]
pub struct TicketPart {
    pub ticket: Ticket,
    pub part: ThreadPart,
    /// None where they are not counted.
    pub hidden: HiddenLines,
}

/// How many lines of history are hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HiddenLines {
    #[default]
    None,
    Some(i64),
    /// More than are counted.
    Many,
}

impl Desk {
    /// The ticket with this number and a part of its thread.
    ///
    /// # Errors
    /// If it is not there for the caller.
    pub fn show_part(&self, number: TicketNumber, from: ThreadFrom, history: HistoryLines) -> Result<TicketPart> {
        let (sight, me) = self.sight()?;
        let ticket = self.visible(&sight, &me, number)?;
        let reading = Reading { sight: &sight, ticket: ticket.id, history: history.are_shown() };
        let part = match from {
            ThreadFrom::After(place) => reading.after(reading.located(place, history)?)?,
            ThreadFrom::Before(place) => reading.before(reading.located(place, history)?)?,
            ThreadFrom::Around(place) => {
                let place = reading.located(place, history)?;
                let (mut before, after) = (reading.before(place)?, reading.after(place)?);
                before.entries.extend(after.entries);
                ThreadPart { end: after.end, is_to_last: after.is_to_last, ..before }
            }
        };
        let hidden = if history == HistoryLines::Hidden { reading.hidden()? } else { HiddenLines::None };
        Ok(TicketPart { ticket, part, hidden })
    }
}

impl Desk {
    /// The ticket with this number and the beginning of its public thread: what fits into so many bytes of text, or a little more.
    ///
    /// # Errors
    /// If it is not there for the caller.
    pub fn show_public(&self, number: TicketNumber, bytes: usize) -> Result<(Ticket, Vec<Comment>)> {
        /// No comment makes less of a text, with its author and its time, in bytes.
        const LEAST: usize = 16;
        let (sight, me) = self.sight()?;
        let ticket = self.visible(&sight, &me, number)?;
        let part = Part { from: WordsId(0), backwards: false, count: bytes / LEAST, bytes };
        let comments = sight.public().comments_part(ticket.id, &part)?.found;
        Ok((ticket, comments.into_iter().map(|(_, words)| words).collect()))
    }
}

impl Desk {
    /// Lines of a ticket's history, also of what was said, from behind one on. None: that was all.
    ///
    /// # Errors
    /// If it is not there for the caller, or is not theirs to see.
    pub fn history_part(&self, number: TicketNumber, after: EventId) -> Result<Vec<Event>> {
        let (sight, me) = self.sight()?;
        allow(me.role, Act::SeeInternals, None)?;
        let ticket = self.visible(&sight, &me, number)?;
        let part = Part { from: after, backwards: false, count: EVENTS, bytes: BYTES };
        Ok(sight.internals().map_or_else(|| Ok(Slice::default()), |store| store.events_part(ticket.id, &part))?.found)
    }
}

/// A thread being read within one view of the desk.
struct Reading<'a> {
    sight: &'a Sight<'a>,
    ticket: TicketId,
    history: bool,
}

impl Reading<'_> {
    fn located(&self, place: ThreadPlace, history: HistoryLines) -> Result<ThreadPlace> {
        let (HistoryLines::ShownFrom(at), Some(store)) = (history, self.sight.internals()) else { return Ok(place) };
        Ok(ThreadPlace { event: store.event_until(self.ticket, at)?, ..place })
    }

    fn after(&self, start: ThreadPlace) -> Result<ThreadPart> {
        let mut streams = self.streams(start, false)?;
        let (mut entries, mut end) = (VecDeque::new(), start);
        let mut is_to_last = false;
        while entries.len() < ENTRIES {
            let Some(next) = streams.next(|one, other| one < other) else {
                is_to_last = streams.are_all();
                break;
            };
            end = end.behind(&next);
            entries.extend(Some(next).filter(is_shown));
        }
        Ok(ThreadPart { entries, start, end, is_from_first: false, is_to_last })
    }

    fn before(&self, place: ThreadPlace) -> Result<ThreadPart> {
        let mut streams = self.streams(place, true)?;
        // What is not there yet will be behind the end, wherever that was said to be.
        let end = streams.newest();
        let (mut entries, mut start) = (VecDeque::new(), end);
        let mut is_from_first = false;
        while entries.len() < ENTRIES {
            let Some(next) = streams.next(|one, other| one > other) else {
                is_from_first = streams.are_all();
                break;
            };
            start = start.before(&next);
            if is_shown(&next) {
                entries.push_front(next);
            }
        }
        Ok(ThreadPart { entries, start, end, is_from_first, is_to_last: place == ThreadPlace::END })
    }

    fn streams(&self, from: ThreadPlace, backwards: bool) -> Result<Streams> {
        let words = |from| Part { from, backwards, count: ENTRIES, bytes: BYTES };
        let events = Part { from: from.event, backwards, count: EVENTS, bytes: BYTES };
        let comments = self.sight.public().comments_part(self.ticket, &words(from.comment))?;
        let (notes, events) = match self.sight.internals() {
            Some(store) => {
                let events = if self.history { store.events_part(self.ticket, &events)? } else { Slice::default() };
                (store.notes_part(self.ticket, &words(from.note))?, events)
            }
            None => (Slice::default(), Slice::default()),
        };
        Ok(Streams([
            Stream::of(events, ThreadEntry::Event),
            Stream::of(comments, |(id, words)| ThreadEntry::Comment(id, words)),
            Stream::of(notes, |(id, note)| ThreadEntry::Note(id, note)),
        ]))
    }

    fn hidden(&self) -> Result<HiddenLines> {
        let Some(store) = self.sight.internals() else { return Ok(HiddenLines::None) };
        Ok(match store.count_events_but(self.ticket, &SPOKEN, COUNTED)? {
            Some(0) => HiddenLines::None,
            Some(lines) => HiddenLines::Some(lines),
            None => HiddenLines::Many,
        })
    }
}

fn is_shown(entry: &ThreadEntry) -> bool {
    !matches!(entry, ThreadEntry::Event(event) if SPOKEN.contains(&event.change.kind))
}

/// The entries of one kind, the nearest first.
struct Stream {
    entries: Peekable<std::vec::IntoIter<ThreadEntry>>,
    /// Whether there are no more than these.
    is_all: bool,
}

impl Stream {
    fn of<T>(slice: Slice<T>, entry: impl Fn(T) -> ThreadEntry) -> Self {
        let entries: Vec<ThreadEntry> = slice.found.into_iter().map(entry).collect();
        Self { entries: entries.into_iter().peekable(), is_all: slice.is_all }
    }
}

/// One of each kind.
struct Streams([Stream; 3]);

impl Streams {
    /// The nearest entry of all. `None` where a kind has no more of those that were read, for the nearest may be the one behind them.
    fn next(&mut self, is_nearer: impl Fn(EntryKey, EntryKey) -> bool) -> Option<ThreadEntry> {
        let mut nearest: Option<(usize, EntryKey)> = None;
        for (place, stream) in self.0.iter_mut().enumerate() {
            match stream.entries.peek().map(ThreadEntry::key) {
                Some(key) if nearest.is_none_or(|(_, best)| is_nearer(key, best)) => nearest = Some((place, key)),
                Some(_) => {}
                None if stream.is_all => {}
                None => return None,
            }
        }
        self.0[nearest?.0].entries.next()
    }

    /// Whether nothing is left at all.
    fn are_all(&mut self) -> bool {
        self.0.iter_mut().all(|stream| stream.is_all && stream.entries.peek().is_none())
    }

    /// The place behind the first of each kind, read backwards.
    fn newest(&mut self) -> ThreadPlace {
        let firsts = self.0.iter_mut().filter_map(|stream| stream.entries.peek());
        firsts.fold(ThreadPlace::START, ThreadPlace::behind)
    }
}
