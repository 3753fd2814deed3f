//! The question before a text goes into a ticket that changed while it was written.

use super::moment::moment;
use super::theme::Theme;
use super::ticket::what_happened;
use super::{boxed, hanging, line, middle};
use crate::desk::{Happened, News};
use crate::domain::author_label;
use crate::tui::command::ready_in;
use crate::tui::state::{Meanwhile, Scope, State};
use crate::tui::widget::{fit, spans_width};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// How much of each piece of news is shown where there is room, in lines.
const EACH: usize = 3;

pub fn draw(frame: &mut Frame, area: Rect, meanwhile: &Meanwhile, state: &State, theme: &Theme) {
    let width = usize::from(area.width.min(80)).saturating_sub(4);
    let keys = keys(state, theme, width);
    let told = |each| meanwhile.news.iter().flat_map(move |news| told(news, state, theme, width, each)).collect::<Vec<_>>();
    let room = usize::from(area.height).saturating_sub(keys.len() + 2);
    let lines = Some(told(EACH)).filter(|lines| lines.len() <= room).unwrap_or_else(|| told(1));
    let height = u16::try_from(lines.len() + keys.len() + 3).unwrap_or(u16::MAX);
    let title = format!("{} changed while you wrote", meanwhile.composer.number);
    let inner = boxed(frame, middle(area, 80, height), &title, theme);
    let [upper, foot] = Layout::vertical([Constraint::Min(0), Constraint::Length(u16::try_from(keys.len()).unwrap_or(1))]).areas(inner);
    frame.render_widget(Paragraph::new(latest(lines, usize::from(upper.height), theme)), upper);
    frame.render_widget(Paragraph::new(keys), foot);
}

/// The latest is what an answer is about: of too many lines, the first are left out, and that is said.
fn latest(mut lines: Vec<Line<'static>>, rows: usize, theme: &Theme) -> Vec<Line<'static>> {
    if lines.len() > rows {
        lines.drain(..=lines.len() - rows.max(1));
        lines.insert(0, Line::styled(format!(" {} and more before that", theme.cut()), Theme::quiet()));
    }
    lines
}

/// Who did what and when, in a few lines.
fn told(news: &News, state: &State, theme: &Theme, width: usize, each: usize) -> Vec<Line<'static>> {
    let by = news.by.as_deref().zip(news.role).map(|(name, role)| author_label(name, role, state.me.role.is_staff()));
    let what = match &news.what {
        Happened::Commented(body) => format!(" wrote: {}", line(body)),
        Happened::Noted(body) => format!(" noted: {}", line(body)),
        Happened::Changed(change) => what_happened(change),
        Happened::Stands(status) => format!("it is {} now", status.title()),
        Happened::Edited(field) => format!("the {field} is another now"),
    };
    let style = if matches!(news.what, Happened::Noted(_)) { theme.note() } else { Theme::plain() };
    let text = format!("{}{}{}{what}", moment(news.at, state), theme.dot(), by.unwrap_or_default());
    let mut lines = hanging(&text, width);
    let left_out = lines.split_off(lines.len().min(each.saturating_sub(1)));
    if !left_out.is_empty() {
        let set_in = if lines.is_empty() { " " } else { "   " };
        let rest: Vec<&str> = left_out.iter().map(|text| text.trim_start()).collect();
        lines.push(fit(&format!("{set_in}{}", rest.join(" ")), width + 1, theme.cut()));
    }
    lines.into_iter().map(|text| Line::styled(text, style)).collect()
}

/// What can be answered, the default first, in as many lines as it takes.
fn keys(state: &State, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let hints = ready_in(state, Scope::Meanwhile).filter_map(|command| Some((*command.keys_in(state).first()?, command.hint?)));
    let mut lines: Vec<Line> = Vec::new();
    for (key, hint) in hints {
        let hint = [Span::styled(format!(" {key}"), theme.key()), Span::raw(format!(" {hint} "))];
        match lines.last_mut() {
            Some(line) if spans_width(&line.spans) + spans_width(&hint) <= width + 2 => line.spans.extend(hint),
            _ => lines.push(Line::from_iter(hint)),
        }
    }
    lines
}
