//! Where a ticket is scrolled to. How high a thread is nobody knows before all of it is read and cut into lines, so the place is
//! an entry and a line of it, and only entries near the screen are measured.

use super::{Detail, TextKey, Window};
use crate::domain::text::{Field, shown};
use crate::domain::{EntryKey, ThreadEntry};
use crate::tui::widget::wrapped;
use std::rc::Rc;

/// The first line on the screen: of what stands before the thread, or of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    pub entry: Option<EntryKey>,
    pub line: usize,
}

impl Anchor {
    pub const TOP: Self = Self { entry: None, line: 0 };
}

/// The same within what is in memory, by the place of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub entry: Option<usize>,
    pub line: usize,
}

/// What the last frame gave the ticket: lines, columns of text, and how many lines stand before its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub rows: usize,
    pub width: usize,
    pub head: usize,
}

/// Lines of an entry above its text: a blank one and its title.
pub const ABOVE_TEXT: usize = 2;

impl Detail {
    /// The lines of what was said. It never changes.
    #[must_use]
    pub fn said(&self, entry: &ThreadEntry, width: usize) -> Rc<[String]> {
        let Some((words, _)) = entry.words() else { return Rc::new([]) };
        let key = TextKey { id: words.uuid, hash: 0, width };
        self.wraps.lines(key, || wrapped(&shown(&words.body, Field::Long), width))
    }

    /// The first line on the screen: never so far down that lines are left empty that could have been filled.
    #[must_use]
    pub fn first_line(&self, room: Room) -> Line {
        let Some(window) = &self.window else { return Line { entry: None, line: self.top.line.min(room.head.saturating_sub(room.rows)) } };
        let line = match self.top.entry {
            None if window.part.is_from_first => Line { entry: None, line: self.top.line.min(room.head.saturating_sub(1)) },
            None => Line { entry: Some(0), line: 0 },
            Some(key) => {
                let index = window.index(key);
                let is_there = window.part.entries.get(index).is_some_and(|entry| entry.key() == key);
                let last = self.height(window, index, room).saturating_sub(1);
                Line { entry: Some(index), line: if is_there { self.top.line.min(last) } else { 0 } }
            }
        };
        if window.part.is_to_last { line.min(self.last_first_line(window, room)) } else { line }
    }

    /// Scrolls by so many lines, upwards if they are negative. Those that are not in memory yet are owed.
    pub fn scroll(&mut self, lines: isize, room: Room) {
        let Some(window) = &self.window else { return };
        let from = self.first_line(room);
        let (to, owed) = if lines < 0 {
            let (to, left) = self.up(window, from, lines.unsigned_abs(), room);
            (to, if window.part.is_from_first { 0 } else { -signed(left) })
        } else {
            let (to, left) = self.down(window, from, lines.unsigned_abs(), room);
            (to, if window.part.is_to_last { 0 } else { signed(left) })
        };
        let to = if window.part.is_to_last { to.min(self.last_first_line(window, room)) } else { to };
        (self.top, self.owed) = (anchor(window, to), owed);
    }

    /// Shows the very beginning or the very end of what is in memory.
    pub fn jump(&mut self, to_the_end: bool, room: Room) {
        let Some(window) = &self.window else { return };
        self.top = if to_the_end { anchor(window, self.last_first_line(window, room)) } else { Anchor::TOP };
        self.owed = 0;
    }

    /// Whether there is more of the thread that is not in memory, though it is so many lines or less above the screen, or below.
    #[must_use]
    pub fn is_short(&self, lines: usize, room: Room) -> (bool, bool) {
        let Some(window) = &self.window else { return (false, false) };
        let first = self.first_line(room);
        let above = !window.part.is_from_first && self.up(window, first, lines, room).1 > 0;
        let below = !window.part.is_to_last && self.down(window, first, lines + room.rows, room).1 > 0;
        (above, below)
    }

    /// Gives back what is far from the screen, all but so many lines on either side.
    pub fn shrink(&mut self, most: usize, room: Room) {
        let Some(window) = &self.window else { return };
        let first = self.first_line(room);
        let before = self.up(window, first, most, room).0.entry.unwrap_or(0);
        let behind = self.down(window, first, most + room.rows, room).0.entry.unwrap_or(0);
        if let Some(window) = &mut self.window {
            window.shrink(before, behind);
        }
    }

    /// So far down that the last line stands at the foot.
    fn last_first_line(&self, window: &Window, room: Room) -> Line {
        let end = Line { entry: Some(window.part.entries.len()), line: 0 };
        self.up(window, end, room.rows, room).0
    }

    /// Upwards, and how many lines were left over at the first one in memory.
    fn up(&self, window: &Window, from: Line, mut lines: usize, room: Room) -> (Line, usize) {
        let mut at = from;
        loop {
            if lines <= at.line {
                return (Line { line: at.line - lines, ..at }, 0);
            }
            lines -= at.line;
            at = match at.entry {
                Some(index @ 1..) => Line { entry: Some(index - 1), line: self.height(window, index - 1, room) },
                Some(0) if window.part.is_from_first => Line { entry: None, line: room.head },
                _ => return (Line { line: 0, ..at }, lines),
            };
        }
    }

    /// Downwards, and how many lines were left over at the last one in memory.
    fn down(&self, window: &Window, from: Line, mut lines: usize, room: Room) -> (Line, usize) {
        let mut at = from;
        loop {
            let height = at.entry.map_or(room.head, |index| self.height(window, index, room));
            if at.line + lines < height {
                return (Line { line: at.line + lines, ..at }, 0);
            }
            let next = at.entry.map_or(0, |index| index + 1);
            if next >= window.part.entries.len() {
                let last = height.saturating_sub(1).max(at.line);
                return (Line { line: last, ..at }, lines - (last - at.line));
            }
            lines -= height - at.line;
            at = Line { entry: Some(next), line: 0 };
        }
    }

    /// How many lines an entry has. A folded line of the history has none.
    fn height(&self, window: &Window, index: usize, room: Room) -> usize {
        match window.part.entries.get(index) {
            None => 0,
            Some(ThreadEntry::Event(_)) => usize::from(!self.is_folded),
            Some(entry) => ABOVE_TEXT + self.said(entry, text_width(room.width)).len(),
        }
    }
}

/// How wide the lines of a text are: each stands behind a mark, and what the desk says itself never begins with one.
#[must_use]
pub fn text_width(width: usize) -> usize {
    const MARK: usize = 2;
    width.saturating_sub(MARK)
}

fn anchor(window: &Window, line: Line) -> Anchor {
    let entry = line.entry.and_then(|index| window.part.entries.get(index)).map(ThreadEntry::key);
    // Behind the last entry there is nothing to hold on to.
    Anchor { entry, line: if entry.is_none() && line.entry.is_some() { 0 } else { line.line } }
}

fn signed(lines: usize) -> isize {
    isize::try_from(lines).unwrap_or(isize::MAX)
}
