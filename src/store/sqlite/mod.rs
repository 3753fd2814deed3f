//! The store over one embedded SQLite file. The only room that names rusqlite.

mod backup;
mod blank;
mod bulk;
mod counts;
mod drafts;
mod engine;
mod entry;
mod error;
mod events;
mod family;
mod functions;
mod guest;
mod health;
mod holder;
mod index;
mod keys;
mod leaving;
mod looks;
mod migrate;
mod numbers;
mod open;
mod queue;
mod records;
mod roster;
mod schema;
mod search;
mod seats;
mod settings;
mod similar;
mod site;
mod spent;
mod standing;
mod takebacks;
mod thread;
mod tickets;
mod tidy;
mod transaction;
mod users;
mod views;

pub use backup::{Copied, Staged, open_copy, set_aside};
pub use blank::Blank;
pub use bulk::Bulk;
pub use error::{at_opening, by_errno};
pub use family::{SUFFIXES, UNFINISHED, is_desk, is_in_use, stands_beside};
pub use guest::GuestSqlite;
pub use migrate::LATEST;
pub use open::{beside, create, create_at, create_with, folder_of, names_a_folder, open};
pub use site::{is_shut, network_file_system, no_room};

use super::{Door, FileFault, Hindered, Interrupter, Read, Result, Roster, Seat, Standing, Store, StoreError, Write};
use crate::domain::UserId;
use crate::domain::search::{Page, Search};
use engine::Reading;
use queue::Queue;
use roster::Sheet;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};
use site::{Company, Identity};
use std::cell::Cell;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use transaction::Transaction;

/// One session's connection.
pub struct Sqlite {
    connection: Connection,
    path: PathBuf,
    /// The schema that every statement of this session is for.
    schema: i64,
    /// The line of writers, and which file it is that they stand before; `None` on a file that nobody else knows of.
    queue: Option<(Queue, Identity)>,
    /// What has to stand beside the file for as long as it is open.
    company: Company,
    /// What keeps it from being written, and how it is read so long.
    reading: Option<(Hindered, Reading)>,
    /// Whose tickets alone are there, where a guest writes.
    guest: Option<UserId>,
    /// It is this session's turn to tidy up behind the writers.
    is_untidy: Cell<bool>,
}

impl Sqlite {
    /// A file that nobody else knows of.
    fn new(connection: Connection, path: &Path) -> Result<Self> {
        let schema = migrate::version(&connection).map_err(|error| error::at_opening(path, error))?;
        let (path, company) = (path.to_owned(), Company::default());
        Ok(Self { connection, path, schema, queue: None, company, reading: None, guest: None, is_untidy: Cell::new(false) })
    }

    /// A desk at its place.
    fn at(connection: Connection, path: &Path, found: &Metadata, reading: Option<(Hindered, Reading)>) -> Result<Self> {
        // One line, whatever name the desk is opened by.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let queue = Some((Queue::before(&path), Identity::of(found)));
        let company = if is_frozen(reading) { Company::default() } else { Company::of(&path) };
        let mut desk = Self::new(connection, &path)?;
        (desk.queue, desk.company, desk.reading) = (queue, company, reading);
        Ok(desk)
    }

    /// Whether the file is still the one at its place, and so what stands beside it.
    fn demand_in_place(&self) -> Result<()> {
        let Some((_, identity)) = &self.queue else { return Ok(()) };
        let is_thawed = is_frozen(self.reading) && (site::has_log(&self.path) || !site::is_mounted_read_only(&self.path));
        let frozen = if is_thawed { Err(FileFault::Thawed) } else { Ok(()) };
        let stands = identity.demand_at(&self.path).and_then(|()| self.company.demand_beside(&self.path)).and(frozen);
        stands.map_err(|fault| StoreError::File { path: self.path.clone(), fault })
    }

    /// The same store, which sorts in memory alone: there is no place for files of its own.
    ///
    /// # Errors
    /// If the connection cannot be used.
    pub fn confined(self) -> Result<Self> {
        self.connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(self)
    }

    /// The same store with room for so many pages: a disk that is full. For tests.
    ///
    /// # Errors
    /// If the connection cannot be used.
    pub fn at_most_pages(self, pages: i64) -> Result<Self> {
        self.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Ok(self)
    }

    /// How the engine would go about a list without words: the lines of its plan, for tests and measurements.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn plan(&self, search: &Search, page: &Page) -> Result<Vec<String>> {
        search::plan(&self.connection, search, page)
    }

    /// The same store with a count of the engine's steps: what a question costs whatever else the machine does. For tests and
    /// measurements.
    ///
    /// # Errors
    /// If the connection cannot be used.
    pub fn counting_steps(mut self) -> Result<(Self, Arc<AtomicU64>)> {
        let steps = Arc::default();
        self.count_steps(&steps)?;
        Ok((self, steps))
    }

    fn count_steps(&mut self, steps: &Arc<AtomicU64>) -> Result<()> {
        let counted = Arc::clone(steps);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        Ok(self.connection.progress_handler(1, Some(count))?)
    }
}

fn is_frozen(reading: Option<(Hindered, Reading)>) -> bool {
    reading.is_some_and(|(_, how)| how == Reading::Frozen)
}

impl Door for Sqlite {
    fn write(&self) -> Result<Box<dyn Write + '_>> {
        Ok(Box::new(Transaction::begin(self, TransactionBehavior::Immediate)?))
    }

    fn data_version(&self) -> Result<i64> {
        self.demand_in_place()?;
        let data_version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        entry::demand_schema(self)?;
        Ok(data_version)
    }

    fn interrupter(&self) -> Interrupter {
        let handle = self.connection.get_interrupt_handle();
        Box::new(move || handle.interrupt())
    }

    fn place(&self) -> &Path {
        &self.path
    }

    fn roster(&self) -> Box<dyn Roster> {
        Box::new(Sheet::beside(&self.path))
    }

    fn take_seat(&self, user: UserId, most: u32) -> Result<Option<Seat>> {
        match seats::take(&self.path, user, most) {
            // Where nothing can be written nobody can be counted either, and reading goes on.
            Err(_) if self.reading.is_some() => Ok(Some(Seat { _held: Box::new(()) })),
            taken => taken,
        }
    }

    fn tidy(&self) -> Result<bool> {
        tidy::tidy(self)
    }

    fn hindered(&self) -> Option<Hindered> {
        self.reading.map(|(hindered, _)| hindered)
    }
}

impl Store for Sqlite {
    fn read(&self) -> Result<Box<dyn Read + '_>> {
        Ok(Box::new(Transaction::begin(self, TransactionBehavior::Deferred)?))
    }

    fn copy_into(&self, path: &Path) -> Result<()> {
        backup::copy_into(self, path)
    }

    fn exchange(&self, path: &Path, aside: &Path) -> Result<()> {
        backup::exchange(self, path, aside)
    }

    fn standing(&self) -> Standing {
        standing::of(&self.path)
    }

    fn make_searchable(&self, limit: i64) -> Result<u64> {
        tidy::make_searchable(self, limit)
    }

    fn is_behind(&self) -> Result<bool> {
        index::is_behind(&self.connection)
    }

    fn tidy_at_end(&self) {
        if index::is_behind(&self.connection).unwrap_or(false) {
            self.is_untidy.set(true);
        }
    }

    fn is_free(&self) -> bool {
        self.queue.as_ref().is_some_and(|(queue, _)| queue.turn_if_free().is_some())
    }

    fn tidy_if_free(&self) -> Result<bool> {
        tidy::tidy_if_free(self)
    }
}

impl Drop for Sqlite {
    /// Nobody waits for this session any more: what its writing left in pieces is put together.
    fn drop(&mut self) {
        if self.company.is_cut(&self.path) {
            // Closing would move the log into the file, by way of the memory that is gone. The next session does it.
            let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            return;
        }
        if self.is_untidy.get() {
            // What is left is found by the session that tidies next.
            let _ = tidy::tidy_if_free(self);
        }
    }
}
