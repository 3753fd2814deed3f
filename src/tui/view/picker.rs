//! Pick lists and questions.

use super::theme::Theme;
use super::{boxed, line, middle};
use crate::tui::action::Action;
use crate::tui::command::key_of;
use crate::tui::state::{Item, Picker, Question, Shape, State};
use crate::tui::widget::{cut_to, display_width, fit, shortened, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn draw(frame: &mut Frame, area: Rect, picker: &Picker, theme: &Theme, shape: Shape) -> Shape {
    let fitting = picker.fitting();
    let wanted = u16::try_from(picker.items.len() + 3).unwrap_or(u16::MAX);
    let inner = boxed(frame, middle(area, 66, wanted), &line(&picker.title), theme);
    let width = usize::from(inner.width);
    let rows = usize::from(inner.height).saturating_sub(1);
    let cursor = picker.cursor.min(fitting.len().saturating_sub(1));
    let top = (cursor + 1).saturating_sub(rows);
    filter(frame, Rect { height: inner.height.min(1), ..inner }, picker, fitting.len(), rows, theme);
    let shown = fitting.iter().enumerate().skip(top).take(rows);
    let lines: Vec<Line> = shown.map(|(index, item)| row(item, index == cursor, theme, width)).collect();
    frame.render_widget(Paragraph::new(lines), Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner });
    Shape { pick_rows: rows, ..shape }
}

/// What was typed, or that one can type; and how many there are where not all are seen.
fn filter(frame: &mut Frame, area: Rect, picker: &Picker, fitting: usize, rows: usize, theme: &Theme) {
    let typed = display_width(&line(&picker.filter.value()));
    let right = if fitting > rows { format!("{} of {fitting} ", picker.cursor.min(fitting - 1) + 1) } else { String::new() };
    let room = usize::from(area.width).saturating_sub(display_width(&right) + 1);
    let hint = match (typed, fitting) {
        (0, 0) => picker.empty.to_owned(),
        (0, _) if picker.has_letters() => "press a letter".to_owned(),
        (0, _) => "type to find".to_owned(),
        (_, 0) => format!("{}   {}", " ".repeat(typed), picker.empty),
        (_, _) => String::new(),
    };
    let hint = format!(" {}{right}", fit(&hint, room, theme.cut()));
    frame.render_widget(Paragraph::new(Line::styled(hint, Theme::quiet())), area);
    // Behind what is typed is a place for the cursor.
    let place = Rect { x: area.x + area.width.min(1), width: u16::try_from(room.min(typed + 1)).unwrap_or(u16::MAX), ..area };
    picker.filter.draw(frame, place, if typed == 0 { Theme::quiet() } else { Theme::plain() }, true);
}

/// The title comes first: what helps to choose takes what is left.
fn row(item: &Item, here: bool, theme: &Theme, width: usize) -> Line<'static> {
    let key = item.key.map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
    let title = line(&item.title);
    let room = width.saturating_sub(display_width(&key) + 3);
    let beside = room.saturating_sub(display_width(&title));
    let aside = line(&item.aside);
    let aside = shortened(&aside, beside, theme.cut());
    let title = fit(&title, room - display_width(&aside), theme.cut());
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
