//! Tickets like the one being typed, and what to do about them.

use super::line;
use super::theme::Theme;
use crate::domain::Ticket;
use crate::tui::command::key_of;
use crate::tui::state::{Scope, State};
use crate::tui::widget::{display_width, fit};
use ratatui::text::{Line, Span};

/// In at most so many lines: one for each, and one that says what to do, which stands alone before the first where there is
/// but one line.
pub fn lines(state: &State, room: usize, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let similar = &state.similar;
    if similar.tickets.is_empty() || room == 0 || !state.could_comment_there() {
        return Vec::new();
    }
    let key = key_of(state, if state.scope() == Scope::Capture { "capture.instead" } else { "form.instead" });
    if room == 1 {
        return similar.selected().map(|ticket| row(ticket, format!(" {key} "), state, width, theme)).into_iter().collect();
    }
    let sign = |place| theme.cursor(place == similar.cursor).to_owned() + " ";
    let shown = similar.tickets.iter().enumerate().take(room - 1);
    let mut lines: Vec<Line> = shown.map(|(place, ticket)| row(ticket, sign(place), state, width, theme)).collect();
    lines.insert(0, Line::from_iter([Span::raw(" Like these? "), Span::styled(key, theme.key()), Span::raw(" comments there")]));
    lines
}

fn row(ticket: &Ticket, lead: String, state: &State, width: usize, theme: &Theme) -> Line<'static> {
    let number = format!("{} ", ticket.number);
    let about = format!(" {}, {} ago ", ticket.status.title(), ticket.created_at.age_in_words(state.now));
    // Where little is left for the subject, the rest goes.
    let fixed = display_width(&lead) + display_width(&number);
    let about = if fixed + display_width(&about) + 12 <= width { about } else { String::new() };
    let subject = fit(&line(&ticket.subject), width.saturating_sub(fixed + display_width(&about)), theme.cut());
    Line::from_iter([
        Span::styled(lead, theme.key()),
        Span::styled(number, Theme::quiet()),
        Span::raw(subject),
        Span::styled(about, Theme::quiet()),
    ])
}
