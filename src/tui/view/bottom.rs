//! The last lines: a message, and the keys that matter here.

use super::completion::offered;
use super::line;
use super::theme::Theme;
use crate::tui::command::{key_of, likeliest, ready_in};
use crate::tui::state::{Scope, SearchBar, State};
use crate::tui::widget::{cut_to, display_width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// A message may take so many lines: an error that says who changed what is not cut on a narrow screen.
const LONGEST: usize = 4;

/// How many lines are wanted.
pub fn height(state: &State, theme: &Theme, width: usize) -> u16 {
    let message = message(state, theme, width).len();
    let lines = if state.is_narrow() { message.max(1) } else { message.max(1) + 1 };
    u16::try_from(lines).unwrap_or(1)
}

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) {
    let width = usize::from(area.width);
    let mut lines = message(state, theme, width);
    if !state.is_narrow() {
        lines.resize(lines.len().max(1), Line::raw(""));
        lines.push(keys(state, theme, width));
    } else if lines.is_empty() {
        lines.push(keys(state, theme, width));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn message(state: &State, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    if let (Some(bar), None) = (&state.search, &state.message)
        && let Some(offered) = offered(&bar.offer, &key_of(state, "search.complete"), theme, width)
    {
        return vec![offered];
    }
    let (text, is_error) = match (&state.search, &state.message) {
        (Some(SearchBar { error: Some(error), .. }), _) => {
            (format!("{} (character {}); {} could stand here", error.message, error.at + 1, error.expected), true)
        }
        (_, Some(message)) => (message.text.clone(), message.is_error),
        (Some(SearchBar { remark: Some(remark), .. }), _) => (remark.clone(), false),
        _ => (String::new(), false),
    };
    // The narrow screen tells what is new in the title of the list.
    let news = if state.is_narrow() { None } else { news(state, theme) };
    let text = match news {
        Some(news) if text.is_empty() => news,
        Some(news) if display_width(&text) + display_width(&news) + 5 <= width => format!("{text}{}{news}", theme.dot()),
        _ if text.is_empty() => return Vec::new(),
        _ => text,
    };
    let style = if is_error { theme.error() } else { Theme::plain() };
    let lines = cut_to(wrapped(&line(&text), width.saturating_sub(2)), LONGEST, width.saturating_sub(2), theme.cut());
    lines.into_iter().map(|text| Line::styled(format!(" {text}"), style)).collect()
}

/// What others changed in the list, and how to see it if it is not to be seen yet.
fn news(state: &State, theme: &Theme) -> Option<String> {
    let queue = &state.queue;
    if !queue.news.is_empty() {
        return Some(format!("{}{}press {} to see them", queue.news.words(), theme.dot(), key_of(state, "list.arrivals")));
    }
    (queue.is_at_rest && !queue.fresh.is_empty()).then(|| format!("{} new", queue.fresh.len()))
}

/// As many hints as fit, the likeliest first; help is never left out.
fn keys(state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let everywhere = ready_in(state, Scope::Everywhere).filter(|_| state.scope() != Scope::Desk);
    let ready = likeliest(state, state.scope()).into_iter().chain(everywhere);
    let hints: Vec<(&str, &str)> = ready.filter_map(|command| Some((*command.keys_in(state).first()?, command.hint_in(state)?))).collect();
    let cost = |hint: &(&str, &str)| display_width(hint.0) + display_width(hint.1) + 3;
    let help = hints.iter().find(|hint| hint.1 == "help").copied();
    // What the keys act on, where it could be the one or the other.
    let aim = match state.aim() {
        Some(aim) if state.scope() == Scope::Desk && !state.marks.is_empty() => format!(" {aim}: "),
        _ => " ".to_owned(),
    };
    let mut left = width.saturating_sub(display_width(&aim) + help.as_ref().map_or(0, cost));
    let mut spans = vec![Span::styled(aim, Theme::strong())];
    for hint in hints.iter().filter(|hint| hint.1 != "help") {
        if cost(hint) > left {
            continue;
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
