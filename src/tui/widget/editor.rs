//! A field to type in: the text area with our own paste, cleaning and cap.

use crate::domain::text::{self, Field};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::{buffer::Buffer, widgets::Widget};
use tui_textarea::{CursorMove, Input, TextArea, WrapMode};

/// More than this is never a message: a paste beyond it is cut off at the bound of what can be sent, plus some room to
/// see what was wrong, in bytes.
const CAP: usize = 80 * 1024;

/// A field to type in.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    one_line: bool,
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
        Self { area, one_line }
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
        editor.area.move_cursor(CursorMove::Jump(0, u16::try_from(cursor).unwrap_or(u16::MAX)));
        editor
    }

    /// Behind how many characters of its line the cursor stands.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.area.cursor().1
    }

    /// Whether the cursor is in the first line.
    #[must_use]
    pub fn is_at_the_start(&self) -> bool {
        self.area.cursor().0 == 0
    }

    /// Whether the cursor is in the last line.
    #[must_use]
    pub fn is_at_the_end(&self) -> bool {
        self.area.cursor().0 + 1 >= self.area.lines().len()
    }

    /// Nothing but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// A key. Whether the text is another than before.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let enters = matches!(key.code, KeyCode::Enter) || (key.code == KeyCode::Char('m') && key.modifiers == KeyModifiers::CONTROL);
        if enters && self.one_line {
            return false;
        }
        if let KeyCode::Char(letter) = key.code
            && !key.modifiers.contains(KeyModifiers::CONTROL)
            && (self.is_full() || !may_be_typed(letter))
        {
            return false;
        }
        // As in every shell; the text area would take the last change back.
        if key.code == KeyCode::Char('u') && key.modifiers == KeyModifiers::CONTROL {
            return self.area.delete_line_by_head();
        }
        self.area.input(Input::from(key))
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
