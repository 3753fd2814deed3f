//! What a write puts off so that nobody waits for it: documents of tickets that came in bulk, putting the pieces of the search
//! index together, and moving the write-ahead log into the file. Done in small pieces, each in its turn among the writers.

use super::open::beside;
use super::transaction::Transaction;
use super::{Sqlite, index};
use crate::store::{Result, Write};
use rusqlite::TransactionBehavior;

/// Documents written in one piece: about as long as a key press.
const DOCUMENTS: i64 = 32;
/// Pages of the search index merged in one piece.
const PAGES: i64 = 64;
/// A write-ahead log of this many bytes is moved into the file.
const LONG_LOG: u64 = 4 * 1024 * 1024;

/// One piece, if it is this session's turn or tickets wait to be searchable; whether there is more to do.
pub(super) fn tidy(store: &Sqlite) -> Result<bool> {
    if !store.is_untidy.replace(false) && !index::is_behind(&store.connection)? {
        return Ok(false);
    }
    let piece = Transaction::begin(store, TransactionBehavior::Immediate)?;
    let waits = piece.catch_up(DOCUMENTS)? == DOCUMENTS.cast_unsigned();
    let more = piece.merge(PAGES)? || waits;
    Box::new(piece).commit()?;
    shorten_log(store)?;
    store.is_untidy.set(more);
    Ok(more)
}

/// Documents for so many tickets that wait for theirs, in a transaction.
pub(super) fn make_searchable(store: &Sqlite, limit: i64) -> Result<u64> {
    let piece = Transaction::begin(store, TransactionBehavior::Immediate)?;
    let written = piece.catch_up(limit)?;
    Box::new(piece).commit()?;
    shorten_log(store)?;
    // So many documents at once are many pieces of the index.
    store.is_untidy.set(store.is_untidy.get() || written > 0);
    Ok(written)
}

fn shorten_log(store: &Sqlite) -> Result<()> {
    if log_length(store) >= LONG_LOG {
        // Passive: it waits for nobody, and nobody for it. What it could not move yet, it moves the next time.
        store.connection.pragma_update_and_check(None, "wal_checkpoint", "PASSIVE", |_| Ok(()))?;
    }
    Ok(())
}

fn log_length(store: &Sqlite) -> u64 {
    std::fs::metadata(beside(&store.path, "-wal")).map_or(0, |log| log.len())
}
