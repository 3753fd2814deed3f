//! A field to type in: the text area with our own paste, cleaning and cap.

use super::readline::{Deed, Way, deed, within};
use super::viewport::Viewport;
use crate::domain::text::columns::first_bytes;
use crate::domain::text::{self, Field};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::cell::Cell;
use tui_textarea::{CursorMove, DataCursor, TextArea};

/// What a field holds, in KiB: the bound of what can be sent, plus some room to see what was wrong.
const HOLDS: usize = 80;
const CAP: usize = HOLDS * 1024;

/// A field to type in.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    one_line: bool,
    /// What was cut last.
    killed: String,
    /// The column that the caret had when it began to go up or down.
    goal: Option<usize>,
    viewport: Cell<Viewport>,
}

impl Editor {
    /// A field of one line that holds this, cursor at its end.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self::new(text, true)
    }

    /// A field of many lines that holds this, cursor at its end.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::new(text, false)
    }

    fn new(text: &str, one_line: bool) -> Self {
        let text = text::shown(text, if one_line { Field::Line } else { Field::Long });
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, one_line, killed: String::new(), goal: None, viewport: Cell::default() }
    }

    /// What was typed.
    #[must_use]
    pub fn value(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The same, the cursor behind so many characters.
    #[must_use]
    pub fn line_at(text: &str, cursor: usize) -> Self {
        let mut editor = Self::line(text);
        editor.set_cursor((0, cursor));
        editor
    }

    /// Nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// A key. Whether the text is another than before.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        if matches!(key.code, KeyCode::PageUp | KeyCode::PageDown) {
            self.go_rows(key.code == KeyCode::PageDown, self.viewport.get().height().max(1));
            return false;
        }
        let deed = deed(key);
        if !matches!(deed, Some(Deed::Go(Way::Up | Way::Down))) {
            self.goal = None;
        }
        match deed {
            None => false,
            Some(Deed::Go(way)) => {
                self.go(way);
                false
            }
            Some(Deed::Cut(way)) => self.cut(way),
            Some(Deed::Yank) => {
                self.paste(&self.killed.clone());
                !self.killed.is_empty()
            }
            Some(Deed::Break | Deed::Tab) if self.one_line || self.is_full() => false,
            Some(Deed::Break) => {
                self.area.insert_newline();
                true
            }
            Some(Deed::Tab) => self.area.insert_tab(),
            Some(Deed::Type(letter)) if self.is_full() || !may_be_typed(letter) => false,
            Some(Deed::Type(letter)) => {
                self.area.insert_char(letter);
                true
            }
        }
    }

    fn go(&mut self, way: Way) {
        match way {
            Way::Up | Way::Down => self.go_rows(way == Way::Down, 1),
            Way::Top => self.set_cursor((0, 0)),
            Way::Bottom => self.set_cursor((usize::MAX, usize::MAX)),
            Way::Head => self.set_cursor((self.cursor().0, 0)),
            Way::End => self.set_cursor((self.cursor().0, usize::MAX)),
            _ => self.set_cursor(self.target(way)),
        }
    }

    /// Up or down by rows as they are drawn, in the column where it began.
    fn go_rows(&mut self, down: bool, rows: usize) {
        let viewport = self.viewport.get();
        let goal = self.goal.unwrap_or_else(|| viewport.column(self.area.lines(), self.cursor()));
        for _ in 0..rows {
            let Some(next) = viewport.next_row(self.area.lines(), self.cursor(), down, goal) else { break };
            self.set_cursor(next);
        }
        self.goal = Some(goal);
    }

    /// Where a way leads: along the line, and at its ends over to the next.
    fn target(&self, way: Way) -> (usize, usize) {
        let (row, column) = self.cursor();
        let lines = self.area.lines();
        let on = within(&lines[row], column, way).filter(|to| *to != column || way == Way::Head);
        match on {
            Some(to) => (row, to),
            None if matches!(way, Way::Left | Way::WordLeft | Way::Blank) && row > 0 => (row - 1, lines[row - 1].chars().count()),
            None if matches!(way, Way::Right | Way::WordRight | Way::End) && row + 1 < lines.len() => (row + 1, 0),
            None => (row, column),
        }
    }

    fn cut(&mut self, way: Way) -> bool {
        let (here, there) = (self.cursor(), self.target(way));
        let (from, to) = if here <= there { (here, there) } else { (there, here) };
        // Another line is only reached over its end, which is one character.
        let count = if from.0 == to.0 { to.1 - from.1 } else { 1 };
        if count == 0 {
            return false;
        }
        if !matches!(way, Way::Left | Way::Right) {
            let line: String = self.area.lines()[from.0].chars().skip(from.1).take(count).collect();
            self.killed = if from.0 == to.0 { line } else { "\n".to_owned() };
        }
        self.set_cursor(from);
        self.area.delete_str(count)
    }

    /// Line and character of the cursor, both from 0.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        let DataCursor(row, column) = self.area.cursor();
        (row, column)
    }

    /// Puts the cursor there, or as near as the text goes.
    pub fn set_cursor(&mut self, (row, column): (usize, usize)) {
        let most = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(most(row), most(column)));
        let end = self.area.lines()[self.cursor().0].chars().count();
        // One jump goes no further than 65,535.
        for _ in usize::from(u16::MAX)..column.min(end) {
            self.area.move_cursor(CursorMove::Forward);
        }
    }

    /// Text from the clipboard: always text, never keys. What was done to it on the way is told.
    pub fn paste(&mut self, pasted: &str) -> Option<String> {
        let field = if self.one_line { Field::Line } else { Field::Long };
        let cleaned = text::clean(pasted, field);
        let mut text = text::shown(pasted, field).into_owned();
        let room = CAP.saturating_sub(self.value().len());
        let mut left = 0;
        if text.len() > room {
            left = text.split_off(first_bytes(&text, room).len()).chars().count();
        }
        self.area.insert_str(text);
        match left {
            0 => cleaned.notice(),
            1 => Some(format!("{}; 1 character of the paste was not taken", full())),
            many => Some(format!("{}; {many} characters of the paste were not taken", full())),
        }
    }

    /// Why a key that writes would write nothing: the field is full.
    #[must_use]
    pub fn refuses(&self, key: KeyEvent) -> Option<String> {
        let writes = matches!(deed(key), Some(Deed::Type(_) | Deed::Break | Deed::Tab | Deed::Yank));
        (writes && self.is_full()).then(full)
    }

    fn is_full(&self) -> bool {
        self.area.lines().iter().map(|line| line.len() + 1).sum::<usize>() > CAP
    }

    /// Draws the field. Where it has the keys, the terminal's own cursor is set to the caret: input methods write there, and
    /// screen readers read there.
    pub fn draw(&self, frame: &mut Frame, area: Rect, style: Style, has_keys: bool) {
        let area = area.intersection(frame.area());
        let (mut viewport, (line, column)) = (self.viewport.get(), self.cursor());
        if area.is_empty() {
            return;
        }
        let buffer = frame.buffer_mut();
        let caret = if self.one_line {
            viewport.draw_line(&self.area.lines()[line], column, area, buffer, style)
        } else {
            viewport.draw_text(self.area.lines(), (line, column), area, buffer, style)
        };
        buffer.set_style(area, style);
        self.viewport.set(viewport);
        if has_keys {
            frame.set_cursor_position(caret);
        }
    }

    /// Returns how far from its left end a field of one line shows this character, in columns; `None` where it does not.
    #[must_use]
    pub fn column_of(&self, character: usize) -> Option<u16> {
        self.viewport.get().column_of(&self.area.lines()[0], character)
    }
}

fn full() -> String {
    format!("a field holds {HOLDS} KiB, and this one is full")
}

/// Whether the cleaning function would keep this letter somewhere: between emoji, or between letters that join.
fn may_be_typed(letter: char) -> bool {
    let stays = |context: String| text::shown(&context, Field::Line) == context;
    stays(format!("👨{letter}👩")) || stays(format!("ن{letter}ن"))
}
