//! Filling a file of one's own with very many tickets: rows first, indexes and search index after. Nobody else may
//! have the file open, and it is no desk until [`Bulk::finish`] is through.

use super::{Sqlite, events, index, numbers, settings, thread, tickets, users};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::{OrderId, Ticket, TicketId, User, UserId};
use crate::store::{Result, Said};
use rusqlite::Connection;
use serde_json::{Value, json};

/// How many tickets go into one transaction: bounds the memory and the write-ahead log.
const BATCH: u64 = 10_000;
/// How many documents do.
const DOCUMENTS: i64 = 1_000;
/// Bytes of the search index that are written in one piece while it is built.
const PIECE: i64 = 16 * 1024 * 1024;

/// A bulk load under way.
pub struct Bulk {
    store: Sqlite,
    indexes: Indexes,
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
        let indexes = Indexes::put_away(connection, INDEXES)?;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self { store, indexes, loaded: 0 })
    }

    /// Adds a user. They were there before the desk was: nobody added them but themselves.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_user(&self, user: &User) -> Result<UserId> {
        let id = users::insert(&self.store.connection, user)?;
        let change = Change::new(EventKind::UserAdded, Value::Null, user.beginning());
        events::append_to_user(&self.store.connection, id, &[first(&User { id, ..user.clone() }, change)])?;
        Ok(id)
    }

    /// Lets the desk remember something about itself, which this user says.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn setting(&self, name: &str, value: &str, by: &User) -> Result<()> {
        settings::save(&self.store.connection, name, value)?;
        let change = Change::new(EventKind::SettingChanged, Value::Null, json!({ "setting": name, "value": value }));
        events::append_to_desk(&self.store.connection, &first(by, change))
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
        let id = insert_unindexed(connection, ticket, said, events)?;
        index::put_off(connection, id, ticket)?;
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
        self.indexes.put_back(connection)?;
        // Larger pieces need less putting together.
        index::hold(connection, PIECE)?;
        let mut done = 0;
        loop {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            let some = index::catch_up(connection, DOCUMENTS)?;
            connection.execute_batch("COMMIT")?;
            if some == 0 {
                break;
            }
            done += some;
            told(done);
        }
        index::hold(connection, index::USUAL_PIECE)?;
        index::join(connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        Ok(())
    }
}

/// What somebody did when they came.
fn first(by: &User, change: Change) -> NewEvent {
    NewEvent { order: OrderId(by.uuid), actor: by.id, at: by.created_at, change }
}

/// Indexes that are put away while rows come in, and built again behind them: sorting once is quicker than finding the place of
/// every row.
#[derive(Debug, Default)]
struct Indexes(Vec<String>);

impl Indexes {
    /// `which` gives the name of each and the SQL that builds it.
    fn put_away(connection: &Connection, which: &str) -> Result<Self> {
        let mut statement = connection.prepare(which)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        let indexes: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        for (name, _) in &indexes {
            connection.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        Ok(Self(indexes.into_iter().map(|(_, sql)| sql).collect()))
    }

    fn put_back(&self, connection: &Connection) -> Result<()> {
        Ok(self.0.iter().try_for_each(|sql| connection.execute_batch(sql))?)
    }
}

/// Memory for pages of the file while very many rows come in, in KiB below nought, as the engine has it: what does not fit is
/// written and read again and again.
const ROOMY: i64 = -64 * 1024;
/// The same at all other times.
const USUAL: i64 = -2_000;

/// Tickets that come into a desk in one transaction. Once they are as many as the desk had, the indexes of its lists are put away
/// until all are there. Nobody else sees it so: they see the desk before, or after.
#[derive(Debug, Default)]
pub(super) struct Load {
    loaded: i64,
    /// How many make it worth while; known with the first.
    many: i64,
    indexes: Indexes,
}

impl Load {
    /// Before each ticket.
    pub fn one_more(&mut self, connection: &Connection) -> Result<()> {
        const FEW: i64 = 1_000;
        // Those that nothing is looked up by while tickets come in.
        const LISTS: &str = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
            AND (tbl_name IN ('tickets', 'events') AND name <> 'tickets_source' OR name = 'comments_author')";
        if self.loaded == 0 {
            let newest: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM tickets", [], |row| row.get(0))?;
            self.many = newest.max(FEW);
        }
        self.loaded += 1;
        if self.loaded == self.many {
            self.indexes = Indexes::put_away(connection, LISTS)?;
            connection.pragma_update(None, "cache_size", ROOMY)?;
        }
        Ok(())
    }

    /// When all are there.
    pub fn finish(&mut self, connection: &Connection) -> Result<()> {
        std::mem::take(&mut self.indexes).put_back(connection)
    }

    /// At the end, however it came: the room that was taken. (What was put away comes back with a rollback.)
    pub fn give_back(&mut self, connection: &Connection) {
        if self.many > 0 && self.loaded >= self.many {
            // A session with a large cache is slower by nothing.
            let _ = connection.pragma_update(None, "cache_size", USUAL);
        }
    }
}

/// A ticket with its thread and its history, not yet searchable.
pub(super) fn insert_unindexed(connection: &Connection, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId> {
    let id = tickets::insert(connection, ticket)?;
    thread::append(connection, id, said)?;
    events::append_to_ticket(connection, id, Some(ticket), said, events)?;
    Ok(id)
}
