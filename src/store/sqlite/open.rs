//! Opening and making the file.

use super::blank::Blank;
use super::error::at_opening;
use super::migrate::{APPLICATION_ID, LATEST, migrate, version};
use super::queue::Queue;
use super::site::Identity;
use super::{Sqlite, functions, site};
use crate::store::{Door, FileFault, Result, StoreError, Write};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another before it gives up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the desk at `path` and brings its schema up to date.
///
/// # Errors
/// If there is no desk there, or it cannot be used: one sentence says why.
pub fn open(path: &Path) -> Result<Sqlite> {
    let found = in_place(path)?;
    site::writable(path).map_err(|fault| StoreError::File { path: path.to_owned(), fault })?;
    let failed = |error: rusqlite::Error| at_opening(path, &error);
    let mut connection = connect(path).map_err(failed)?;
    let schema = known_schema(path, &connection)?;
    read_some(&connection).map_err(failed)?;
    if schema < LATEST {
        migrate(&mut connection, LATEST).map_err(failed)?;
    }
    // One line, whatever name the desk is opened by.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Sqlite::new(connection, &path, Some((Queue::before(&path), Identity::of(&found))))
}

/// Makes a new, empty desk at `path` (mode 0600; missing folders 0700), whole or not at all.
///
/// # Errors
/// If something is there already, or the place cannot be written.
pub fn create(path: &Path) -> Result<Sqlite> {
    create_with(path, &|_| Ok(()))?;
    open(path)
}

/// Makes a new desk at `path` that holds what `fill` puts there.
///
/// # Errors
/// As [`create`], and whatever `fill` says.
pub fn create_with(path: &Path, fill: &dyn Fn(&dyn Write) -> Result<()>) -> Result<()> {
    build(path, LATEST, fill)
}

/// Makes a new, empty desk with an older schema: how tests come by one.
///
/// # Errors
/// As [`create`].
pub fn create_at(path: &Path, schema: i64) -> Result<()> {
    build(path, schema, &|_| Ok(()))
}

fn build(path: &Path, schema: i64, fill: &dyn Fn(&dyn Write) -> Result<()>) -> Result<()> {
    // Built beside its place and moved there when whole: whoever looks sees no desk or a good one.
    let draft = Blank::beside(path)?;
    let mut connection = connect(draft.path()).map_err(|error| at_opening(path, &error))?;
    migrate(&mut connection, schema).map_err(|error| at_opening(path, &error))?;
    // Here, where nobody else is: of many who open a desk first, all but one would be refused while it changes over.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(|error| at_opening(path, &error))?;
    let store = Sqlite::new(connection, draft.path(), None)?;
    let filled = store.write()?;
    fill(filled.as_ref())?;
    filled.commit()?;
    drop(store);
    draft.settle(path)
}

/// The folder that a path is in.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The engine's name for what it keeps beside a desk.
pub(super) fn beside(desk: &Path, suffix: &str) -> PathBuf {
    let mut name = desk.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    harden(&connection)?;
    functions::register(&connection)?;
    // Moving the log into the file is what `tidy` does behind the writers; where nobody ever does, the engine does it here.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 4_000, |_| Ok(()))?;
    // A log that grew long for once does not stay so: its length says how much there is to move.
    connection.pragma_update_and_check(None, "journal_size_limit", 1024 * 1024, |_| Ok(()))?;
    // One plan for a statement whatever is bound in it: else the engine makes it anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // FULL: an acknowledged change survives a power cut. NORMAL was measured to lose some.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is gone is overwritten: no page of the file keeps the text of a ticket that was purged.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

/// A file may come from anywhere: nothing in it is trusted.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    Ok(())
}

/// The schema of the desk at `path`, if it is one that this program can read.
pub(super) fn known_schema(path: &Path, connection: &Connection) -> Result<i64> {
    let fault = |fault| StoreError::File { path: path.to_owned(), fault };
    let failed = |error: rusqlite::Error| at_opening(path, &error);
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
    if application != APPLICATION_ID {
        return Err(fault(FileFault::NotADesk));
    }
    match version(connection).map_err(failed)? {
        found if found > LATEST => Err(fault(FileFault::Newer { found, known: LATEST })),
        found => Ok(found),
    }
}

/// Reads enough to meet most damage.
fn read_some(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.query_row("SELECT count(*) FROM settings", [], |_| Ok(()))?;
    connection.query_row("SELECT open FROM counters", [], |_| Ok(()))
}

/// The file at `path`, if it can be a desk by its looks and by where it is.
fn in_place(path: &Path) -> Result<Metadata> {
    let found = demand_file(path)?;
    let placed = site::one_name(&found).and_then(|()| site::on_this_machine(path));
    placed.map_err(|fault| StoreError::File { path: path.to_owned(), fault })?;
    Ok(found)
}

/// The file at `path`, if it is one that has something in it.
pub(super) fn demand_file(path: &Path) -> Result<Metadata> {
    let fault = |fault| StoreError::File { path: path.to_owned(), fault };
    let found = std::fs::metadata(path).map_err(|error| fault(file_fault(&error)))?;
    match () {
        () if !found.is_file() => Err(fault(FileFault::NotAFile)),
        () if found.len() == 0 => Err(fault(FileFault::Empty)),
        () => Ok(found),
    }
}

fn file_fault(error: &io::Error) -> FileFault {
    match error.kind() {
        ErrorKind::NotFound => FileFault::Missing,
        _ => FileFault::Unreadable(error.to_string()),
    }
}
