//! Opening and making the file.

use super::blank::Blank;
use super::engine::{self, Reading};
use super::error::{at_opening, hindered_by, refused_statement};
use super::family::{is_desk, stands_beside};
use super::migrate::{APPLICATION_ID, LATEST, migrate, version};
use super::{Sqlite, functions, site};
use crate::store::{Door, FileFault, Hindered, Result, StoreError, Write};
use nix::errno::Errno;
use nix::unistd::{AccessFlags, access};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, FileControl};
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another before it gives up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the desk at `path` and brings its schema up to date. Where it cannot be written, it is opened for reading alone.
///
/// # Errors
/// If there is no desk there, or it cannot be used: one sentence says why.
pub fn open(path: &Path) -> Result<Sqlite> {
    let found = in_place(path)?;
    if let Some(hindered) = site::unwritable(path) {
        return open_to_read(path, &found, hindered);
    }
    site::agree(path, &found);
    match connect_lasting(path) {
        Ok(connection) => open_to_write(path, &found, connection),
        Err(Refused::Judged(error)) => Err(error),
        Err(Refused::ByEngine(error)) => match hindered_by(path, &error) {
            Some(hindered) => open_to_read(path, &found, hindered),
            None => Err(at_opening(path, error)),
        },
    }
}

/// Why a connection was not made.
enum Refused {
    Judged(StoreError),
    ByEngine(rusqlite::Error),
}

/// A connection whose log and shared memory stay beside the file when nobody has it open any more: on a disk that is full by then,
/// or mounted read-only, they could not be made anew, and nothing could be read without them.
fn connect_lasting(path: &Path) -> std::result::Result<Connection, Refused> {
    let connection = connect(path).map_err(Refused::ByEngine)?;
    let mut stays = 1;
    connection.file_control(None::<&str>, FileControl::PersistWal(&mut stays)).map_err(Refused::ByEngine)?;
    judge(path, &connection)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(Refused::ByEngine)?;
    read_some(&connection).map_err(Refused::ByEngine)?;
    Ok(connection)
}

/// Whether it is a desk of a schema that is known; what the engine says meanwhile is kept apart.
fn judge(path: &Path, connection: &Connection) -> std::result::Result<i64, Refused> {
    marks(connection).map_err(Refused::ByEngine)?;
    known_schema(path, connection).map_err(Refused::Judged)
}

fn open_to_write(path: &Path, found: &Metadata, mut connection: Connection) -> Result<Sqlite> {
    let schema = known_schema(path, &connection)?;
    if schema < LATEST {
        migrate(&mut connection, LATEST).map_err(|error| match (refused_statement(&error), hindered_by(path, &error)) {
            (Some(code), _) => {
                let fault = FileFault::NotMigrated { found: schema, known: LATEST, code };
                StoreError::File { path: path.to_owned(), fault }
            }
            (None, Some(hindered)) => outdated(path, schema, hindered),
            (None, None) => at_opening(path, error),
        })?;
    }
    Sqlite::at(connection, path, found, None)
}

/// Opens it in the first way in which it can be read, and says of none why it cannot.
fn open_to_read(path: &Path, found: &Metadata, hindered: Hindered) -> Result<Sqlite> {
    if let Err(error @ (Errno::EACCES | Errno::EPERM)) = access(path, AccessFlags::R_OK) {
        let fault = FileFault::Unreadable(io::Error::from(error).to_string());
        return Err(StoreError::File { path: path.to_owned(), fault });
    }
    let mut ways = vec![Reading::Untouched, Reading::Shared];
    // What the log holds is not in the file, and what can be written by others changes under a reader that takes no locks.
    if site::is_mounted_read_only(path) && !site::has_log(path) {
        ways.push(Reading::Frozen);
    }
    for how in ways {
        match connect_to_read(path, how) {
            Ok((_, schema)) if schema < LATEST => return Err(outdated(path, schema, hindered)),
            Ok((connection, _)) => return Sqlite::at(connection, path, found, Some((hindered, how))),
            Err(Refused::Judged(error)) => return Err(error),
            Err(Refused::ByEngine(error)) if hindered_by(path, &error).is_none() => return Err(at_opening(path, error)),
            Err(Refused::ByEngine(_)) => {}
        }
    }
    Err(hindered.about(path))
}

fn outdated(path: &Path, found: i64, hindered: Hindered) -> StoreError {
    StoreError::File { path: path.to_owned(), fault: FileFault::Outdated { found, known: LATEST, hindered } }
}

fn connect_to_read(path: &Path, how: Reading) -> std::result::Result<(Connection, i64), Refused> {
    let connection = engine::to_read(path, how).map_err(Refused::ByEngine)?;
    let prepared = prepare(&connection).and_then(|()| connection.pragma_update(None, "temp_store", "MEMORY"));
    prepared.map_err(Refused::ByEngine)?;
    let schema = judge(path, &connection)?;
    read_some(&connection).map_err(Refused::ByEngine)?;
    Ok((connection, schema))
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
    demand_name(path)?;
    if stands_beside(path).is_some_and(|(desk, _)| is_desk(&desk)) {
        return Err(StoreError::File { path: path.to_owned(), fault: FileFault::Reserved });
    }
    // Built beside its place and moved there when whole: whoever looks sees no desk or a good one.
    let draft = Blank::beside(path)?;
    let mut connection = connect(draft.path()).map_err(|error| at_opening(path, error))?;
    migrate(&mut connection, schema).map_err(|error| at_opening(path, error))?;
    // Here, where nobody else is: of many who open a desk first, all but one would be refused while it changes over.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(|error| at_opening(path, error))?;
    let store = Sqlite::new(connection, draft.path())?;
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

/// The name of what is kept beside a desk under this ending.
#[must_use]
pub fn beside(desk: &Path, suffix: &str) -> PathBuf {
    let mut name = desk.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = engine::to_write(path)?;
    prepare(&connection)?;
    // Moving the log into the file is what `tidy` does behind the writers; where nobody ever does, the engine does it here.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 4_000, |_| Ok(()))?;
    // A log that grew long for once does not stay so: its length says how much there is to move.
    connection.pragma_update_and_check(None, "journal_size_limit", 1024 * 1024, |_| Ok(()))?;
    // FULL: an acknowledged change survives a power cut. NORMAL was measured to lose some.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is gone is overwritten: no page of the file keeps the text of a ticket that was purged.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

/// What every connection to a desk needs, also one that only reads.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    harden(connection)?;
    functions::register(connection)?;
    // One plan for a statement whatever is bound in it: else the engine makes it anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
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
    match marks(connection).map_err(|error| at_opening(path, error))? {
        (APPLICATION_ID, found) if found > LATEST => Err(fault(FileFault::Newer { found, known: LATEST })),
        (APPLICATION_ID, found) => Ok(found),
        _ if has_our_tables(connection) => Err(fault(FileFault::Damaged("its beginning is overwritten".to_owned()))),
        _ => Err(fault(FileFault::NotADesk)),
    }
}

/// Whose file it is by its mark, and its schema.
fn marks(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    Ok((connection.pragma_query_value(None, "application_id", |row| row.get(0))?, version(connection)?))
}

fn has_our_tables(connection: &Connection) -> bool {
    const OURS: &str = "SELECT count(*) = 2 FROM sqlite_schema WHERE type = 'table' AND name IN ('number_ranges', 'counters')";
    connection.query_row(OURS, [], |row| row.get(0)).unwrap_or(false)
}

/// Reads enough to meet most damage.
fn read_some(connection: &Connection) -> rusqlite::Result<()> {
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
    demand_name(path)?;
    let found = std::fs::metadata(path).map_err(|error| fault(file_fault(&error)))?;
    match () {
        () if !found.is_file() => Err(fault(FileFault::NotAFile)),
        () if found.len() == 0 => Err(fault(FileFault::Empty)),
        () => Ok(found),
    }
}

/// Whether a desk can have this name at all.
fn demand_name(path: &Path) -> Result<()> {
    let fault = |fault| Err(StoreError::File { path: path.to_owned(), fault });
    let dangling = || fs::read_link(path).ok().filter(|_| fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound));
    match engine::too_long(path) {
        _ if names_a_folder(path) => fault(FileFault::NotAFile),
        None if let Some(target) = dangling() => fault(FileFault::Dangling(path.with_file_name(target))),
        Some(why) => fault(FileFault::Unusable(why)),
        None => Ok(()),
    }
}

/// Whether a path can only be a folder's, by how it ends. The standard library passes over such an end.
#[must_use]
pub fn names_a_folder(path: &Path) -> bool {
    let bytes = path.as_os_str().as_bytes();
    path.file_name().is_none() || bytes.ends_with(b"/") || bytes.ends_with(b"/.")
}

fn file_fault(error: &io::Error) -> FileFault {
    match error.kind() {
        ErrorKind::NotFound => FileFault::Missing,
        _ => FileFault::Unreadable(error.to_string()),
    }
}
