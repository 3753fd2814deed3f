//! What the search bar offers, in one line.

use super::line;
use super::theme::Theme;
use crate::tui::state::Offer;
use crate::tui::widget::display_width;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// As many candidates as fit, from the chosen one on where it would not be seen, behind the key that completes.
pub fn offered(offer: &Offer, key: &str, theme: &Theme, width: usize) -> Option<Line<'static>> {
    let candidates = &offer.completion.candidates;
    if candidates.is_empty() {
        return None;
    }
    let pieces: Vec<(String, String)> = candidates
        .iter()
        .map(|one| (line(&one.text), if one.about.is_empty() { String::new() } else { format!(" {}", line(&one.about)) }))
        .collect();
    let cost = |(text, about): &(String, String)| display_width(text) + display_width(about) + 2;
    let key = format!(" {key}  ");
    let room = width.saturating_sub(display_width(&key) + display_width(theme.cut()));
    let chosen = offer.chosen.unwrap_or(0);
    let is_seen = pieces[..=chosen].iter().map(cost).sum::<usize>() <= room;
    let first = if is_seen { 0 } else { chosen };
    let (mut spans, mut left) = (vec![Span::styled(key, theme.key())], room);
    for (place, piece) in pieces.iter().enumerate().skip(first) {
        if cost(piece) > left {
            spans.push(Span::styled(theme.cut(), Theme::quiet()));
            break;
        }
        left -= cost(piece);
        let style = if offer.chosen == Some(place) { Theme::strong().add_modifier(Modifier::UNDERLINED) } else { Theme::plain() };
        spans.extend([Span::styled(piece.0.clone(), style), Span::styled(piece.1.clone() + "  ", Theme::quiet())]);
    }
    Some(Line::from(spans))
}
