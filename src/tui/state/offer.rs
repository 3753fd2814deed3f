//! What the search bar offers to write.

use crate::domain::query::Completion;

/// The completions of a text, and which of them stands in the bar now.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The text as it was typed.
    pub typed: String,
    pub completion: Completion,
    pub chosen: Option<usize>,
}
