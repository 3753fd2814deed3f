//! A field to type in: the text area with our own paste, cleaning and cap.

use super::readline::{Deed, Way, between, deed, within};
use crate::domain::text::{self, Field};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::{buffer::Buffer, widgets::Widget};
use tui_textarea::{CursorMove, DataCursor, Input, TextArea, WrapMode};

/// More than this is never a message: a paste beyond it is cut off at the bound of what can be sent, plus some room to
/// see what was wrong, in bytes.
const CAP: usize = 80 * 1024;

/// A field to type in.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    one_line: bool,
    /// What was cut last.
    killed: String,
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
        area.set_cursor_line_style(Style::default());
        area.set_cursor_style(Style::default().add_modifier(Modifier::REVERSED));
        area.set_wrap_mode(if one_line { WrapMode::None } else { WrapMode::WordOrGlyph });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, one_line, killed: String::new() }
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
            self.area.input(Input::from(key));
            return false;
        }
        match deed(key) {
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
            Way::Up | Way::Down => {
                self.area.move_cursor(if way == Way::Up { CursorMove::Up } else { CursorMove::Down });
                // Never inside a character that is made of several.
                let (row, column) = self.cursor();
                self.set_cursor((row, between(&self.area.lines()[row], column)));
            }
            Way::Top => self.set_cursor((0, 0)),
            Way::Bottom => self.set_cursor((usize::MAX, usize::MAX)),
            Way::Head => self.set_cursor((self.cursor().0, 0)),
            Way::End => self.set_cursor((self.cursor().0, usize::MAX)),
            _ => self.set_cursor(self.target(way)),
        }
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
        let is_cut = text.len() > room;
        if is_cut {
            let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text.truncate(end);
        }
        self.area.insert_str(text);
        if is_cut { Some("only the beginning of the paste was taken: it is too long to send".to_owned()) } else { cleaned.notice() }
    }

    fn is_full(&self) -> bool {
        self.area.lines().iter().map(|line| line.len() + 1).sum::<usize>() > CAP
    }

    /// Draws the field; the cursor only where the field has the keys.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, style: Style, has_keys: bool) {
        (&self.area).render(area, buffer);
        buffer.set_style(area, style);
        if !has_keys {
            buffer.set_style(area, Style::default().remove_modifier(Modifier::REVERSED));
        }
    }
}

/// Whether the cleaning function would keep this letter somewhere: between emoji, or between letters that join.
fn may_be_typed(letter: char) -> bool {
    let stays = |context: String| text::shown(&context, Field::Line) == context;
    stays(format!("👨{letter}👩")) || stays(format!("ن{letter}ن"))
}
