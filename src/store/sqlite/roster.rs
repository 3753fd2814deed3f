//! Where open windows sign: a small file beside the desk, `desk.db-here`, in which nothing has to last. A file that is
//! missing, damaged or something else is made anew; where none can be made, it is done without. docs/adr/0011 says why so.

use super::engine;
use crate::domain::presence::{Attention, Doing, Presence};
use crate::domain::{Login, SessionId, TicketNumber, Timestamp};
use crate::store::Roster;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, Error, ErrorCode, Row, params};
use std::cell::RefCell;
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a signature waits for another: whoever gives up signs again soon.
const PATIENCE: Duration = Duration::from_millis(100);

/// One session's way to the file.
pub(super) struct Sheet {
    desk: PathBuf,
    path: PathBuf,
    open: RefCell<Option<Open>>,
}

/// The file as it was when it was opened: another may be put in its place.
struct Open {
    connection: Connection,
    inode: u64,
}

impl Sheet {
    /// The one that belongs to this desk, by whichever of its names the desk was opened.
    pub fn beside(desk: &Path) -> Self {
        let desk = desk.canonicalize().unwrap_or_else(|_| desk.to_owned());
        let mut path = desk.clone().into_os_string();
        path.push("-here");
        Self { desk, path: path.into(), open: RefCell::default() }
    }

    /// Does it with the file, making that anew if it is good for nothing.
    fn with<T>(&self, work: impl Fn(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        let mut open = self.open.borrow_mut();
        for _ in 0..2 {
            let worked = match open.as_ref() {
                Some(file) => work(&file.connection),
                None => self.connect().and_then(|file| work(&open.insert(file).connection)),
            };
            match worked {
                Ok(done) => return Some(done),
                Err(error) if is_good_for_nothing(&error) => {
                    *open = None;
                    // Only ever a file: a folder of this name is somebody's.
                    fs::remove_file(&self.path).ok()?;
                }
                Err(_) => return None,
            }
        }
        None
    }

    fn connect(&self) -> rusqlite::Result<Open> {
        self.make_ready();
        let found = fs::symlink_metadata(&self.path).ok().filter(fs::Metadata::is_file);
        let inode = found.map(|found| found.ino()).ok_or_else(|| Error::InvalidPath(self.path.clone()))?;
        let connection = engine::to_write_itself(&self.path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        // Nothing here has to survive anything: neither the disk is waited for nor a second file written.
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS here (
                session BLOB NOT NULL PRIMARY KEY,
                login   TEXT NOT NULL,
                name    TEXT NOT NULL,
                ticket  INTEGER,
                doing   INTEGER,
                at      INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS seen (
                login TEXT NOT NULL PRIMARY KEY,
                at    INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID",
        )?;
        Ok(Open { connection, inode })
    }

    /// There, and for as many eyes as the desk itself.
    fn make_ready(&self) {
        let Ok(desk) = fs::metadata(&self.desk) else { return };
        let mode = desk.mode() & 0o777;
        // Never opened by ordinary calls while it is there: closing it would drop SQLite's locks.
        let _ = OpenOptions::new().write(true).create_new(true).mode(mode).open(&self.path);
        // What the umask took away, or the desk's mode that was changed since. Only its owner can.
        if fs::symlink_metadata(&self.path).is_ok_and(|found| found.is_file() && found.mode() & 0o777 != mode) {
            let _ = fs::set_permissions(&self.path, Permissions::from_mode(mode));
        }
    }

    /// Whether the file that is open is still the one that others find.
    fn is_in_place(&self) -> bool {
        let is_it = |open: &Open| fs::symlink_metadata(&self.path).is_ok_and(|found| found.ino() == open.inode);
        self.open.borrow().as_ref().is_some_and(is_it)
    }
}

impl Roster for Sheet {
    fn sign(&self, line: &Presence) {
        const SIGN: &str = "INSERT OR REPLACE INTO here (session, login, name, ticket, doing, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        const SWEEP: &str = "DELETE FROM here WHERE at <= ?1 OR at >= ?2";
        if !self.is_in_place() {
            self.open.replace(None);
        }
        let (lasts, now) = (Presence::LASTS.cast_signed(), line.at.0);
        let row = (line.session.0, line.login.as_str(), &line.name);
        let on = (line.on.map(|on| on.ticket.digits()), line.on.map(|on| on.doing.code()));
        self.with(|connection| {
            let both = connection.unchecked_transaction()?;
            both.prepare_cached(SWEEP)?.execute([now.saturating_sub(lasts), now.saturating_add(lasts)])?;
            both.prepare_cached(SIGN)?.execute(params![row.0, row.1, row.2, on.0, on.1, now])?;
            both.commit()
        });
    }

    fn strike(&self, session: SessionId) {
        self.with(|connection| connection.prepare_cached("DELETE FROM here WHERE session = ?1")?.execute([session.0]));
    }

    fn saw(&self, login: &Login, at: Timestamp) {
        const SAW: &str = "INSERT OR REPLACE INTO seen (login, at) VALUES (?1, ?2)";
        self.with(|connection| connection.prepare_cached(SAW)?.execute(params![login.as_str(), at.0]));
    }

    fn seen(&self) -> Vec<(Login, Timestamp)> {
        let rows = self.with(|connection| {
            let mut statement = connection.prepare_cached("SELECT login, at FROM seen")?;
            statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()
        });
        rows.into_iter().flatten().filter_map(|(login, at)| Some((login.parse().ok()?, Timestamp(at)))).collect()
    }

    fn lines(&self) -> Vec<Presence> {
        // More windows than this at one desk are not people.
        const LINES: &str = "SELECT session, login, name, ticket, doing, at FROM here LIMIT 1000";
        let lines = self.with(|connection| {
            let mut statement = connection.prepare_cached(LINES)?;
            statement.query_map([], from_row)?.collect::<rusqlite::Result<Vec<_>>>()
        });
        lines.into_iter().flatten().flatten().collect()
    }

    fn version(&self) -> i64 {
        let open = self.open.borrow();
        let version = |open: &Open| open.connection.pragma_query_value(None, "data_version", |row| row.get(0)).ok();
        open.as_ref().and_then(version).unwrap_or(0)
    }
}

/// Whether the file is the fault, rather than its place or the moment.
fn is_good_for_nothing(error: &Error) -> bool {
    use ErrorCode as Code;
    match error {
        // Columns that are not there, or of other types than ours.
        Error::SqlInputError { .. } | Error::InvalidColumnType(..) | Error::FromSqlConversionFailure(..) => true,
        // `Unknown` is the engine's plain error: it too says that a table or a column is not there.
        error => matches!(
            error.sqlite_error_code(),
            Some(Code::NotADatabase | Code::DatabaseCorrupt | Code::Unknown | Code::TypeMismatch | Code::ConstraintViolation)
        ),
    }
}

/// A line that no version of this program writes says nothing.
fn from_row(row: &Row) -> rusqlite::Result<Option<Presence>> {
    let (login, ticket, doing) = (row.get::<_, String>(1)?, row.get::<_, Option<i64>>(3)?, row.get::<_, Option<i64>>(4)?);
    let on = ticket.and_then(TicketNumber::new).zip(doing.and_then(Doing::from_code));
    let on = on.map(|(ticket, doing)| Attention { ticket, doing });
    let (session, name, at) = (SessionId(row.get(0)?), row.get(2)?, Timestamp(row.get(5)?));
    Ok(login.parse().ok().map(|login| Presence { session, login, name, on, at }))
}
