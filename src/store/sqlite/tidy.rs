//! What a write puts off so that nobody waits for it: documents of tickets that came in bulk, putting the pieces of the search
//! index together, and moving the write-ahead log into the file. Done in small pieces, each in its turn among the writers.

use super::open::{PATIENCE, beside};
use super::transaction::Transaction;
use super::{Sqlite, index};
use crate::store::{Result, StoreError, Write};
use rusqlite::TransactionBehavior;
use std::time::Duration;

/// Documents written in one piece: about as long as a key press.
const DOCUMENTS: i64 = 32;
/// Pages of the search index merged in one piece.
const PAGES: i64 = 64;
/// A write-ahead log of this many bytes is moved into the file.
const LONG_LOG: u64 = 4 * 1024 * 1024;

/// One piece, if it is this session's turn or tickets wait to be searchable; whether there is more to do.
pub(super) fn tidy(store: &Sqlite) -> Result<bool> {
    if store.reading.is_some() {
        return Ok(false);
    }
    store.demand_in_place()?;
    if !store.is_untidy.replace(false) && !index::is_behind(&store.connection)? {
        return Ok(false);
    }
    carry_out(store, Transaction::begin(store, TransactionBehavior::Immediate)?)
}

/// The same, if nobody else writes now.
pub(super) fn tidy_if_free(store: &Sqlite) -> Result<bool> {
    if store.reading.is_some() {
        return Ok(false);
    }
    store.demand_in_place()?;
    if !store.is_untidy.get() && !index::is_behind(&store.connection)? {
        return Ok(false);
    }
    let Some(turn) = store.queue.as_ref().and_then(|(queue, _)| queue.turn_if_free()) else { return Ok(false) };
    // Only those can be in the way now who wait in no line.
    store.connection.busy_timeout(Duration::ZERO)?;
    let begun = Transaction::in_turn(store, TransactionBehavior::Immediate, Some(turn));
    store.connection.busy_timeout(PATIENCE)?;
    store.is_untidy.set(false);
    match begun {
        Err(StoreError::Busy(_)) => Ok(false),
        begun => carry_out(store, begun?),
    }
}

fn carry_out(store: &Sqlite, piece: Transaction) -> Result<bool> {
    let waits = piece.catch_up(DOCUMENTS)? > 0;
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

pub(super) fn shorten_log(store: &Sqlite) -> Result<()> {
    if log_length(store) >= LONG_LOG {
        // Passive: it waits for nobody, and nobody for it. What it could not move yet, it moves the next time.
        store.connection.pragma_update_and_check(None, "wal_checkpoint", "PASSIVE", |_| Ok(()))?;
    }
    Ok(())
}

fn log_length(store: &Sqlite) -> u64 {
    std::fs::metadata(beside(&store.path, "-wal")).map_or(0, |log| log.len())
}
