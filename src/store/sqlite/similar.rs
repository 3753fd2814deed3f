//! Active tickets that share words with a subject being typed. For staff: the index knows notes, so what it finds is weighed
//! again by the words that are shown.

use super::search::newest_active;
use crate::domain::Ticket;
use crate::store::Result;
use rusqlite::Connection;

/// Bounded whatever is typed: the 200 with the newest activity.
pub(super) fn sharing(connection: &Connection, words: &[String]) -> Result<Vec<Ticket>> {
    const FEW: usize = 200;
    if words.is_empty() { Ok(Vec::new()) } else { newest_active(connection, words, FEW) }
}
