//! Pieces of screen that know nothing of tickets.

mod editor;
pub mod readline;
mod wrap;

pub use editor::Editor;
pub use wrap::{cut_to, fit, wrapped};
