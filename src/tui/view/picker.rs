//! Pick lists and questions.

use super::theme::Theme;
use super::{boxed, line, middle};
use crate::tui::action::Action;
use crate::tui::command::key_of;
use crate::tui::state::{Item, Picker, Question, Shape, State};
use crate::tui::widget::{cut_to, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

pub fn draw(frame: &mut Frame, area: Rect, picker: &Picker, theme: &Theme, shape: Shape) -> Shape {
    let fitting = picker.fitting();
    let wanted = u16::try_from(picker.items.len() + 3).unwrap_or(u16::MAX);
    let inner = boxed(frame, middle(area, 66, wanted), &line(&picker.title), theme);
    let width = usize::from(inner.width);
    let rows = usize::from(inner.height).saturating_sub(1);
    let cursor = picker.cursor.min(fitting.len().saturating_sub(1));
    let top = (cursor + 1).saturating_sub(rows);
    let mut lines = vec![filter(picker, fitting.len(), rows, theme, width)];
    for (index, item) in fitting.iter().enumerate().skip(top).take(rows) {
        lines.push(row(item, index == cursor, theme, width));
    }
    frame.render_widget(Paragraph::new(lines), inner);
    Shape { pick_rows: rows, ..shape }
}

/// What was typed, or that one can type; and how many there are where not all are seen.
fn filter(picker: &Picker, fitting: usize, rows: usize, theme: &Theme, width: usize) -> Line<'static> {
    let typed = picker.filter.value();
    let left = match (typed.is_empty(), fitting) {
        (true, 0) => format!(" {}", picker.empty),
        (true, _) => " type to find".to_owned(),
        (false, 0) => format!(" {}{}  {}", line(&typed), theme.cursor(true), picker.empty),
        (false, _) => format!(" {}{}", line(&typed), theme.cursor(true)),
    };
    let right = if fitting > rows { format!("{} of {fitting} ", picker.cursor.min(fitting - 1) + 1) } else { String::new() };
    let left = fit(&left, width.saturating_sub(right.width()), theme.cut());
    Line::from_iter([
        Span::styled(left, if typed.is_empty() { Theme::quiet() } else { Theme::plain() }),
        Span::styled(right, Theme::quiet()),
    ])
}

/// The title comes first: what helps to choose takes what is left.
fn row(item: &Item, here: bool, theme: &Theme, width: usize) -> Line<'static> {
    let key = item.key.map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
    let title = line(&item.title);
    let room = width.saturating_sub(key.width() + 3);
    let beside = room.saturating_sub(title.width());
    let aside = line(&item.aside);
    let aside = fit(&aside, aside.width().min(beside), theme.cut());
    let title = fit(&title, room - aside.width(), theme.cut());
    let style = match &item.action {
        // What cannot be done says why beside it.
        Action::Unavailable(_) | Action::Cannot(_) => Theme::quiet(),
        _ if here => Theme::strong(),
        _ => Theme::plain(),
    };
    Line::from_iter([
        Span::styled(theme.cursor(here), theme.accent()),
        Span::styled(key, theme.key()),
        Span::styled(title, style),
        Span::styled(format!(" {aside}"), Theme::quiet()),
    ])
}

/// However long the text is, what can be answered is seen.
pub fn question(frame: &mut Frame, area: Rect, question: &Question, state: &State, theme: &Theme) {
    let width = area.width.min(74);
    let text = cut_to(
        wrapped(&line(&question.text), usize::from(width).saturating_sub(4)),
        usize::from(area.height).saturating_sub(3),
        usize::from(width).saturating_sub(4),
        theme.cut(),
    );
    let height = u16::try_from(text.len() + 3).unwrap_or(u16::MAX);
    let inner = boxed(frame, middle(area, width, height), "Sure?", theme);
    let mut lines: Vec<Line> = text.into_iter().map(|text| Line::styled(format!(" {text}"), Theme::strong())).collect();
    let (yes, no) = (key_of(state, "question.yes"), default_key(state, "question.no"));
    lines.push(Line::from_iter([
        Span::styled(format!(" {yes}"), theme.key()),
        Span::raw(" yes   "),
        Span::styled(no, theme.key()),
        Span::raw(" no"),
    ]));
    frame.render_widget(Paragraph::new(lines), inner);
}

/// The key of what is done by default: a letter stands there in its capital.
pub fn default_key(state: &State, name: &'static str) -> String {
    let key = key_of(state, name);
    if key.chars().nth(1).is_none() { key.to_uppercase() } else { key }
}
