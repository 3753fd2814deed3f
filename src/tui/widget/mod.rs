//! Pieces of screen that know nothing of tickets.

mod editor;
pub mod readline;
mod viewport;

pub use editor::Editor;
use ratatui::text::Span;

pub use crate::domain::text::columns::{cut_to, display_width, fit, shortened, wrapped};

/// Returns the columns that these spans are drawn in, one behind the other.
#[must_use]
pub fn spans_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| display_width(&span.content)).sum()
}
