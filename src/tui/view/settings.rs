//! The settings: what there is to set, to what it is set and by whom, and at the foot what the one under the cursor is for.

use super::palette::palette;
use super::theme::Theme;
use super::{boxed, line, middle};
use crate::domain::setting::{Setting, Values, Whose};
use crate::domain::{Priority, Status};
use crate::tui::state::{Change, Panel, State};
use crate::tui::widget::{display_width, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Room for the names and for who says so, in columns.
const NAME: usize = 7;
const FROM: usize = 8;
/// Room at the foot, in lines.
const FOOT: usize = 3;

pub fn draw(frame: &mut Frame, area: Rect, panel: &Panel, state: &State, theme: &Theme) {
    let dot = theme.dot();
    let title = match panel.whose {
        Whose::Mine => format!("Settings{dot}yours"),
        Whose::Desk => format!("Settings{dot}the desk's"),
    };
    let wanted = u16::try_from(panel.settings.len() + FOOT + 3).unwrap_or(u16::MAX);
    let inner = boxed(frame, middle(area, 76, wanted), &title, theme);
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let mut foot = foot(panel, theme, width.saturating_sub(2));
    foot.truncate(height.saturating_sub(2));
    // A line between the list and its foot, where there is one to spare.
    let rows = height.saturating_sub(foot.len());
    let rows = if rows > panel.settings.len() { rows - 1 } else { rows };
    let top = (panel.cursor + 1).saturating_sub(rows);
    let shown = panel.settings.iter().enumerate().skip(top).take(rows);
    let lines: Vec<Line> = shown.map(|(index, setting)| row(panel, setting, index == panel.cursor, state, theme, width)).collect();
    frame.render_widget(Paragraph::new(lines), Rect { height: u16::try_from(rows).unwrap_or(u16::MAX), ..inner });
    let below = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(foot), Rect { y: inner.bottom().saturating_sub(below), height: below, ..inner });
    if let Some(Change::Line(editor)) = &panel.change {
        let (left, down) = (u16::try_from(NAME + 3).unwrap_or(0), u16::try_from(panel.cursor - top).unwrap_or(0));
        let place = Rect { x: inner.x + left.min(inner.width), y: inner.y + down, width: inner.width.saturating_sub(left + 1), height: 1 };
        editor.draw(frame, place, Style::default(), true);
    }
}

fn row(panel: &Panel, setting: &Setting, here: bool, state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let (value, from) = panel.shown(state.settings.get(setting.name));
    let picked = panel.picked().filter(|_| here);
    let is_typed = here && panel.takes_text();
    let value = match picked {
        _ if is_typed => String::new(),
        Some(value) => theme.choice(value),
        None if value.is_empty() => "-".to_owned(),
        None => line(value),
    };
    let from = if picked.is_some() || is_typed { "" } else { from.word() };
    let room = width.saturating_sub(NAME + 3 + FROM + 1);
    let style = if here { theme.selected() } else { Theme::plain() };
    Line::from_iter([
        Span::styled(theme.cursor(here), theme.accent()),
        Span::styled(format!("{:<NAME$}  ", setting.name.word()), Theme::quiet()),
        Span::styled(fit(&value, room, theme.cut()), style),
        Span::styled(format!(" {from:>FROM$}"), Theme::quiet()),
    ])
}

/// What is wrong, or else what the setting is for; while a theme is picked, what it is like, and how it looks.
fn foot(panel: &Panel, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let said = |text: &str, style: Style| -> Vec<Line<'static>> {
        let lines = text.lines().flat_map(|text| wrapped(&line(text), width));
        lines.map(|text| Line::styled(format!(" {text}"), style)).collect()
    };
    if let Some(problem) = &panel.problem {
        return said(problem, theme.error());
    }
    let setting = panel.setting();
    let Some(picked) = panel.picked().filter(|_| setting.values == Values::Theme) else { return said(setting.help, Theme::quiet()) };
    let about = palette(picked).map_or("", |palette| palette.about.as_str());
    said(about, Theme::quiet()).into_iter().chain([sample(theme, width)]).collect()
}

/// A bit of everything that a theme colours.
fn sample(theme: &Theme, width: usize) -> Line<'static> {
    let mut spans = Vec::new();
    let mut left = width;
    let priorities = Priority::ALL.iter().rev().map(|priority| {
        let (sign, style) = theme.priority(*priority);
        (format!("{sign} {priority}"), style)
    });
    let statuses = Status::ALL.iter().map(|status| (status.title().to_owned(), theme.status(*status)));
    let others = [("note".to_owned(), theme.note()), ("wrong".to_owned(), theme.error()), ("key".to_owned(), theme.key())];
    for (word, style) in priorities.chain(others).chain(statuses) {
        let room = display_width(&word) + 2;
        if room > left {
            break;
        }
        left -= room;
        spans.extend([Span::raw(" "), Span::styled(word, style), Span::raw(" ")]);
    }
    Line::from(spans)
}
