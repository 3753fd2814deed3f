//! Pieces of screen that know nothing of tickets.

mod editor;
mod readline;
mod wrap;

pub use editor::Editor;
pub use wrap::{fit, wrapped};
