//! The last lines: a message, and the keys that matter here.

use super::line;
use super::theme::Theme;
use crate::tui::command::ready_in;
use crate::tui::state::State;
use crate::tui::widget::fit;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) {
    let width = usize::from(area.width);
    let message = message(state, theme, width);
    let lines = match (message, area.height) {
        (Some(message), 1) => vec![message],
        (None, 1) => vec![keys(state, theme, width)],
        (message, _) => vec![message.unwrap_or_default(), keys(state, theme, width)],
    };
    frame.render_widget(Paragraph::new(lines), area);
}

fn message(state: &State, theme: &Theme, width: usize) -> Option<Line<'static>> {
    if let Some(error) = state.search.as_ref().and_then(|bar| bar.error.as_ref()) {
        let text = format!(" {} (character {}); {} could stand here", error.message, error.at + 1, error.expected);
        return Some(Line::styled(fit(&line(&text), width, theme.cut()), theme.error()));
    }
    let message = state.message.as_ref()?;
    let style = if message.is_error { theme.error() } else { Theme::plain() };
    Some(Line::styled(fit(&format!(" {}", line(&message.text)), width, theme.cut()), style))
}

/// As many hints as fit, in the order of the table; help is never left out.
fn keys(state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let hints: Vec<(&str, &str)> =
        ready_in(state, state.scope()).filter_map(|command| Some((*command.keys.first()?, command.hint?))).collect();
    let cost = |hint: &(&str, &str)| hint.0.width() + hint.1.width() + 3;
    let help = hints.iter().find(|hint| hint.1 == "help").copied();
    let mut left = width.saturating_sub(1 + help.as_ref().map_or(0, cost));
    let mut spans = vec![Span::raw(" ")];
    for hint in hints.iter().filter(|hint| hint.1 != "help") {
        if cost(hint) > left {
            break;
        }
        left -= cost(hint);
        spans.extend(written(*hint, theme));
    }
    spans.extend(help.into_iter().flat_map(|hint| written(hint, theme)));
    Line::from(spans)
}

fn written((key, hint): (&str, &str), theme: &Theme) -> [Span<'static>; 2] {
    [Span::styled(key.to_owned(), theme.key()), Span::raw(format!(" {hint}  "))]
}
