//! The search index word for word against the rows. The engine keeps no text that could be compared, but it can be asked which
//! word is in which document.

use super::waiting::OLD_NAMES;
use super::{Half, document};
use crate::domain::TicketId;
use crate::store::Result;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a comparison of all documents with the rows of their tickets found.
pub(in crate::store::sqlite) struct Proof {
    /// Documents that have other words than the rows.
    pub wrong: i64,
    /// Documents that have not all of their words, for the bound on them.
    pub cut: i64,
}

/// Compares each document with the rows of its ticket. Its words are summed up, so that one walk through the rows and one through
/// the index serve. Documents that are known to wait for others in their place are passed over.
pub(in crate::store::sqlite) fn prove(connection: &Connection) -> Result<Proof> {
    let mut waiting = connection.prepare(&format!("SELECT place FROM stale UNION ALL {OLD_NAMES}"))?;
    let waiting: HashSet<i64> = waiting.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut sums = HashMap::<i64, u64>::new();
    let mut cut = 0;
    let mut statement = connection.prepare("SELECT place, ticket_id FROM documents")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, ticket) = (row.get(0)?, TicketId(row.get(1)?));
        let document = document::of(connection, ticket)?;
        cut += i64::from(document.as_ref().is_some_and(|document| document.is_cut));
        let words = document.map(|document| document.words).unwrap_or_default();
        sums.insert(place, words.split_ascii_whitespace().map(hash).fold(0, u64::wrapping_add));
    }
    for half in Half::BOTH {
        take_off(connection, half, &mut sums)?;
    }
    let is_wrong = |(place, sum): &(&i64, &u64)| **sum != 0 && !waiting.contains(place);
    let wrong = i64::try_from(sums.iter().filter(is_wrong).count()).unwrap_or(i64::MAX);
    Ok(Proof { wrong, cut })
}

/// Takes from each document's sum what the index has of it.
fn take_off(connection: &Connection, half: Half, sums: &mut HashMap<i64, u64>) -> Result<()> {
    let table = half.table();
    // In the session's own memory: nothing of the file changes.
    connection.execute_batch(&format!("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, {table}, instance)"))?;
    let taken = (|| {
        let mut statement = connection.prepare("SELECT term, doc FROM temp.said")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let sum = sums.entry(row.get(1)?).or_default();
            *sum = sum.wrapping_sub(hash(word));
        }
        Ok(())
    })();
    connection.execute_batch("DROP TABLE temp.said")?;
    taken
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
