//! Active tickets that share words with a subject being typed. For staff: the index knows notes, so what it finds is weighed
//! again by the words that are shown.

use super::tickets::{from_row, select_ticket};
use crate::domain::Ticket;
use crate::store::Result;
use rusqlite::Connection;

/// Bounded whatever is typed: of the newest 2,000 hits the newest 200 that are active.
pub(super) fn sharing(connection: &Connection, words: &[String]) -> Result<Vec<Ticket>> {
    const SHARING: &str = select_ticket!(
        "WHERE t.id IN (SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT 2000)
           AND t.deleted_at IS NULL AND t.status IN (1, 2)
         ORDER BY t.id DESC LIMIT 200"
    );
    let any: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
    if any.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(SHARING)?;
    let tickets = statement.query_map([any.join(" OR ")], from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(tickets)
}
