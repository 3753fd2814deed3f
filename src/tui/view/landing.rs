//! Where one lands by the key that sends and resolves, on the edge of the composer: said before it is pressed.

use super::line;
use super::theme::Theme;
use crate::domain::Status;
use crate::domain::policy::Act;
use crate::tui::command::key_of;
use crate::tui::state::{Composer, Landing, State};
use crate::tui::widget::{display_width, shortened};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// A subject in fewer columns says nothing.
const LEAST: usize = 8;

/// On the lower edge of `area`, where this ticket can be resolved.
pub fn draw(frame: &mut Frame, area: Rect, composer: &Composer, state: &State, theme: &Theme) {
    let resolves = !composer.marked.is_empty() || state.ticket().is_some_and(|ticket| ticket.status.walk(Status::Resolved).is_some());
    if !state.may_at_all(Act::Resolve) || !resolves || area.height < 2 || area.width < 6 {
        return;
    }
    let room = usize::from(area.width) - 6;
    let key = format!(" {}", key_of(state, "write.resolve"));
    let words = said(&state.landing(), room.saturating_sub(display_width(&key) + 1), theme);
    let width = u16::try_from(display_width(&key) + display_width(&words) + 1).unwrap_or(u16::MAX).min(area.width - 4);
    let place = Rect { x: area.x + 2, y: area.bottom() - 1, width, height: 1 };
    frame.render_widget(Line::from_iter([Span::styled(key, theme.key()), Span::raw(words + " ")]), place);
}

/// What it does, in at most so many columns: in full where the place it leads to still fits.
fn said(landing: &Landing, room: usize, theme: &Theme) -> String {
    let (place, subject) = match landing {
        Landing::Next { number, subject } => (format!("then {number}"), Some(line(subject))),
        Landing::Further => ("then the next".to_owned(), None),
        Landing::Stay => ("then stays here".to_owned(), None),
        Landing::Last | Landing::List => ("then the list".to_owned(), None),
    };
    let what = if *landing == Landing::Last { "resolves the last one" } else { "resolves" };
    let full = format!(" sends, {what}, {place}");
    let lead = if display_width(&full) <= room { full } else { format!(" resolves, {place}") };
    let beside = room.saturating_sub(display_width(&lead) + 3);
    let subject = subject.filter(|_| beside >= LEAST).map(|text| shortened(&text, beside, theme.cut()));
    let named = subject.map_or_else(|| lead.clone(), |text| format!("{lead} \"{text}\""));
    shortened(&named, room, theme.cut())
}
