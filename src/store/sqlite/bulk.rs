//! Filling a file of one's own with very many tickets: rows first, indexes and search index after. Nobody else may
//! have the file open, and it is no desk until [`Bulk::finish`] is through.

use super::{Sqlite, events, index, numbers, settings, thread, tickets, users};
use crate::domain::event::NewEvent;
use crate::domain::{Ticket, TicketId, User, UserId};
use crate::store::{Result, Said};
use rusqlite::Connection;

/// How many tickets go into one transaction: bounds the memory and the write-ahead log.
const BATCH: u64 = 10_000;

/// A bulk load under way.
pub struct Bulk {
    store: Sqlite,
    indexes: Vec<(String, String)>,
    loaded: u64,
}

impl Bulk {
    /// Takes a fresh desk and puts its ticket indexes away.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin(store: Sqlite) -> Result<Self> {
        const INDEXES: &str = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
            AND tbl_name IN ('tickets', 'comments', 'notes', 'events')";
        let connection = &store.connection;
        // A desk that is still being made is thrown away after a power cut, so nothing waits for the disk yet.
        connection.pragma_update(None, "synchronous", "OFF")?;
        let rows = connection.prepare(INDEXES)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>();
        let indexes: Vec<(String, String)> = rows?;
        for (name, _) in &indexes {
            connection.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { store, indexes, loaded: 0 })
    }

    /// Adds a user without an event: they were there before the desk was.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_user(&self, user: &User) -> Result<UserId> {
        users::insert(&self.store.connection, user)
    }

    /// Lets the desk remember something about itself.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn setting(&self, name: &str, value: &str) -> Result<()> {
        settings::save(&self.store.connection, name, value)
    }

    /// Adds a ticket whose number is free. `false`, and nothing added, if it is not.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_ticket(&mut self, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<bool> {
        let connection = &self.store.connection;
        if !numbers::reserve(connection, ticket.number)? {
            return Ok(false);
        }
        insert_unindexed(connection, ticket, said, events)?;
        self.loaded += 1;
        if self.loaded.is_multiple_of(BATCH) {
            connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        }
        Ok(true)
    }

    /// Builds the indexes and the search index, telling how many tickets are searchable as it goes.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(self, mut told: impl FnMut(u64)) -> Result<()> {
        let connection = &self.store.connection;
        connection.execute_batch("COMMIT")?;
        for (_, sql) in &self.indexes {
            connection.execute_batch(sql)?;
        }
        let (mut last, mut done) = (0, 0);
        loop {
            let batch = index::after(connection, last, BATCH.cast_signed())?;
            let Some(end) = batch.last() else { break };
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for id in &batch {
                index::write(connection, TicketId(*id))?;
                done += 1;
                told(done);
            }
            last = *end;
            connection.execute_batch("COMMIT")?;
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch("PRAGMA optimize")?;
        connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        Ok(())
    }
}

/// A ticket with its thread and its history, not yet searchable.
pub(super) fn insert_unindexed(connection: &Connection, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId> {
    let id = tickets::insert(connection, ticket)?;
    thread::append(connection, id, said)?;
    events::append_to_ticket(connection, id, events)?;
    Ok(id)
}
