//! Desks to try things on: a small, believable bar on a Friday night, and large ones assembled from a seed. No clock and
//! no chance of their own: the same seed and instant make the same desk.

mod cast;
mod draw;
mod large;
mod ledger;
mod office;
mod place;
mod plot;
mod script;
mod story;
mod wording;

pub use large::{Plan, large};
pub use office::office;

use crate::store::StoreError;

/// What a large desk's making is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Writing the tickets.
    Tickets,
    /// Making them searchable.
    Search,
}

/// The demo's own material contradicts itself: a slip of ours, which a test meets before anybody else.
fn spoiled(what: impl std::fmt::Display) -> StoreError {
    StoreError::Broken(format!("the demo's material is wrong: {what}"))
}
