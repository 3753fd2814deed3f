//! What is wrong with a query, where, and what would be right.

use super::LONGEST;
use crate::domain::text::columns::{display_width, first_bytes};
use std::fmt;

/// The longest piece of a query that a message repeats, in characters.
const ECHO: usize = 40;

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The character that is wrong, from 0; at most the number of characters in the query.
    pub at: usize,
    /// What is wrong with it.
    pub message: String,
    /// What could stand there.
    pub expected: String,
    /// What else may have been meant.
    pub hint: Option<String>,
}

impl QueryError {
    pub(super) fn new(at: usize, message: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { at, message: message.into(), expected: expected.into(), hint: None }
    }

    /// Two lines: the query, and a caret under the character that is wrong. Every character that would move
    /// the cursor is shown as a blank or as U+FFFD, and only the first [`LONGEST`] are shown.
    #[must_use]
    pub fn pointing(&self, query: &str) -> String {
        let shown: String = query.chars().take(LONGEST + 1).map(still).collect();
        let at = shown.char_indices().nth(self.at).map_or(shown.len(), |(at, _)| at);
        format!("{shown}\n{:indent$}^", "", indent = display_width(first_bytes(&shown, at)))
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "at character {}: {}; {} could stand here", self.at + 1, self.message, self.expected)?;
        match &self.hint {
            Some(hint) => write!(out, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for QueryError {}

/// A piece of the query in quotes, cut where it is long.
pub(super) fn echo(text: &str) -> String {
    match text.char_indices().nth(ECHO) {
        Some((end, _)) => format!("\"{}…\"", first_bytes(text, end)),
        None => format!("\"{text}\""),
    }
}

fn still(letter: char) -> char {
    match letter {
        _ if letter.is_whitespace() => ' ',
        _ if letter.is_control() => '\u{FFFD}',
        _ => letter,
    }
}
