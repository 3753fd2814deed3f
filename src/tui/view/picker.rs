//! Pick lists and questions.

use super::theme::Theme;
use super::{line, middle, over};
use crate::tui::state::{Picker, Question};
use crate::tui::widget::{fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

pub fn draw(frame: &mut Frame, area: Rect, picker: &Picker, theme: &Theme) {
    let fitting = picker.fitting();
    let height = u16::try_from(picker.items.len() + 3).unwrap_or(u16::MAX).min(area.height);
    let place = middle(area, 64, height);
    let width = usize::from(place.width);
    let rows = usize::from(place.height).saturating_sub(3);
    let cursor = picker.cursor.min(fitting.len().saturating_sub(1));
    let top = (cursor + 1).saturating_sub(rows);
    let rule = theme.dash().repeat(width);
    let typed = picker.filter.value();
    let mut lines = vec![
        Line::styled(rule.clone(), Theme::quiet()),
        Line::from_iter([
            Span::styled(format!("  {}", line(&picker.title)), Theme::strong()),
            Span::raw(if typed.is_empty() { String::new() } else { format!("  {}{}", line(&typed), theme.cursor(true)) }),
        ]),
    ];
    for (index, item) in fitting.iter().enumerate().skip(top).take(rows) {
        lines.push(row(item, index == cursor, theme, width));
    }
    lines.resize(usize::from(place.height).saturating_sub(1), Line::raw(""));
    lines.push(Line::styled(rule, Theme::quiet()));
    over(frame, place, lines);
}

fn row(item: &crate::tui::state::Item, here: bool, theme: &Theme, width: usize) -> Line<'static> {
    let key = item.key.map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
    let aside = line(&item.aside);
    let room = width.saturating_sub(key.width() + aside.width() + 4);
    let title = fit(&line(&item.title), room, theme.cut());
    Line::from_iter([
        Span::raw(format!(" {}", theme.cursor(here))),
        Span::styled(key, theme.key()),
        Span::styled(title, if here { Theme::strong() } else { Theme::plain() }),
        Span::styled(format!(" {aside}"), Theme::quiet()),
    ])
}

pub fn question(frame: &mut Frame, area: Rect, question: &Question, theme: &Theme) {
    let width = usize::from(area.width.min(72)).saturating_sub(4);
    let text = wrapped(&line(&question.text), width);
    let place = middle(area, area.width.min(72), u16::try_from(text.len() + 3).unwrap_or(u16::MAX));
    let rule = Line::styled(theme.dash().repeat(usize::from(place.width)), Theme::quiet());
    let mut lines = vec![rule.clone()];
    lines.extend(text.into_iter().map(|text| Line::styled(format!("  {text}"), Theme::strong())));
    lines.push(Line::from_iter([Span::styled("  y", theme.key()), Span::raw(" yes   "), Span::styled("N", theme.key()), Span::raw(" no")]));
    lines.push(rule);
    over(frame, place, lines);
}
