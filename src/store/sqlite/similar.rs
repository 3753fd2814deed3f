//! Active tickets that share words with a subject being typed. For staff: the index knows notes, so what it finds is weighed
//! again by the words that are shown.

use super::search::{LONGEST, newest_active};
use crate::domain::Ticket;
use crate::store::Result;
use rusqlite::Connection;

/// Bounded whatever is typed: the 200 with the newest activity.
pub(super) fn sharing(connection: &Connection, words: &[String]) -> Result<Vec<Ticket>> {
    const FEW: usize = 200;
    let begun = |word: &String| format!("\"{}\" *", word.chars().take(LONGEST).collect::<String>());
    let any: Vec<String> = words.iter().map(begun).collect();
    if any.is_empty() {
        return Ok(Vec::new());
    }
    newest_active(connection, &any.join(" OR "), FEW)
}
