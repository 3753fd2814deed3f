//! The first line: the venue, the cards, and who I am.

use super::line;
use super::theme::Theme;
use crate::tui::state::State;
use crate::tui::widget::{display_width, fit};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) {
    let me = format!(" {} ", state.me.login);
    let width = usize::from(area.width).saturating_sub(display_width(&me));
    // The name takes what the shortest row of cards leaves: a count that is cut off says nothing.
    let left = width.saturating_sub(display_width(&cards(state, theme, 0)) + 3);
    let name_width = left.max(4).min(display_width(&line(state.settings.venue())) + 2);
    let name = format!(" {}", fit(&line(state.settings.venue()), name_width.saturating_sub(1), theme.cut()));
    let cards = cards(state, theme, width.saturating_sub(display_width(&name) + 2));
    let head = fit(&format!("  {cards}"), width.saturating_sub(display_width(&name)), theme.cut());
    let spans = [Span::styled(name, Theme::strong()), Span::raw(head), Span::styled(me, Theme::quiet())];
    frame.render_widget(Paragraph::new(Line::from_iter(spans)), area);
}

/// As many cards as fit; what is nobody's yet is never left out for one that counts what is done.
fn cards(state: &State, theme: &Theme, width: usize) -> String {
    let counts = &state.counts;
    let open = format!("{} open", counts.open);
    let in_progress = format!("{} in progress", counts.in_progress);
    let resolved = format!("{} resolved", counts.resolved);
    let closed = format!("{} closed", counts.closed);
    let unassigned = if state.me.role.is_staff() { format!("   {} unassigned", counts.unassigned) } else { String::new() };
    let rows: [&[&String]; 3] = [&[&open, &in_progress, &resolved, &closed], &[&open, &in_progress, &resolved], &[&open]];
    let mut written = rows.iter().map(|row| {
        let words: Vec<&str> = row.iter().map(|card| card.as_str()).collect();
        format!("{}{unassigned}", words.join(theme.dot()))
    });
    written.clone().find(|text| display_width(text) <= width).or_else(|| written.next_back()).unwrap_or_default()
}
