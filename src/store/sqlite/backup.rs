//! Copies of the whole file: out of it while others write, and back into it while others have it open.

use super::blank::Blank;
use super::engine::{self, Reading};
use super::entry::turn;
use super::error::at_opening;
use super::migrate::{LATEST, migrate, version};
use super::open::{beside, connect, demand_file, harden, known_schema};
use super::{Sqlite, functions, holder, site};
use crate::store::{Door, FileFault, Hindered, Result, StoreError};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use std::fs::File;
use std::path::Path;

/// How often a copy is made anew because somebody wrote meanwhile.
const TRIES: usize = 5;

/// Everything as it is at one instant, in one step: a copy that is made in several begins anew whenever somebody writes.
pub(super) fn copy_into(store: &Sqlite, path: &Path) -> Result<()> {
    store.demand_in_place()?;
    let mut copy = connect(path).map_err(|error| at_opening(path, error))?;
    copy_all(&store.connection, &mut copy)?;
    // One file by itself: whoever looks into it, even where nothing can be written, needs no log beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    drop(copy);
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::File { path: path.to_owned(), fault: FileFault::CannotMake(error.to_string()) })
}

/// Everything there in the place of everything here, in one transaction, and a copy of everything here before. A file that is
/// moved into the place of an open one would have the log of the old one applied to it.
pub(super) fn exchange(store: &Sqlite, path: &Path, aside: &Path) -> Result<()> {
    let _turn = turn(store)?;
    store.demand_in_place()?;
    let from = read_only(path)?;
    let mut desk = connect(&store.path)?;
    // Whoever waits in line is held up; whoever passed by a line that does not move may have written meanwhile.
    for _ in 0..TRIES {
        let before = store.data_version()?;
        let copy = Blank::beside(aside)?;
        copy_into(store, copy.path())?;
        if store.data_version()? == before {
            copy.settle(aside)?;
            return copy_all(&from, &mut desk).map_err(|error| match error {
                StoreError::Busy(_) => StoreError::Busy(holder::of(&store.path)),
                other => other,
            });
        }
    }
    Err(StoreError::Busy(holder::of(&store.path)))
}

fn copy_all(from: &Connection, to: &mut Connection) -> Result<()> {
    match Backup::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Busy(None)),
    }
}

/// Opens a copy to look into it, and changes nothing in it. It may be anywhere, and have several names: nobody works in it.
///
/// # Errors
/// If it is no desk, or not one that this program can read.
pub fn open_copy(path: &Path) -> Result<Sqlite> {
    demand_file(path)?;
    let connection = read_only(path)?;
    functions::register(&connection)?;
    Sqlite::new(connection, path)
}

impl Sqlite {
    /// Whether a program before this one made the file and none since brought its schema up to date.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn is_outdated(&self) -> Result<bool> {
        Ok(version(&self.connection)? < LATEST)
    }
}

/// A backup on its way into the place of a desk: a copy of its own beside that place, as the backup is.
pub struct Copied {
    draft: Blank,
}

impl Copied {
    /// Copies the backup (mode 0600).
    ///
    /// # Errors
    /// If it is no desk, or the folder of `beside` cannot be written.
    pub fn of(backup: &Path, beside: &Path) -> Result<Self> {
        let draft = Blank::beside(beside)?;
        copy_into(&open_copy(backup)?, draft.path())?;
        Ok(Self { draft })
    }

    /// Opens it to look into it.
    ///
    /// # Errors
    /// As [`open_copy`].
    pub fn open(&self) -> Result<Sqlite> {
        open_copy(self.draft.path())
    }

    /// The same, brought up to date: what is in its schema runs along.
    ///
    /// # Errors
    /// If it cannot be.
    pub fn migrated(self) -> Result<Staged> {
        let path = self.draft.path();
        let mut connection = connect(path).map_err(|error| at_opening(path, error))?;
        migrate(&mut connection, LATEST).map_err(|error| at_opening(path, error))?;
        Ok(Staged { store: Sqlite::new(connection, path)?, draft: self.draft })
    }
}

/// A backup that was copied and brought up to date.
pub struct Staged {
    store: Sqlite,
    draft: Blank,
}

impl Staged {
    /// What is in it.
    #[must_use]
    pub fn store(&self) -> &Sqlite {
        &self.store
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.draft.path()
    }

    /// Moves it to a place where nothing stands.
    ///
    /// # Errors
    /// If something does.
    pub fn settle(self, path: &Path) -> Result<()> {
        drop(self.store);
        self.draft.settle(path)
    }
}

/// Gives what cannot be used as a desk, and what the engine keeps beside it, another name. Nothing is thrown away. Whether
/// anything was there.
///
/// # Errors
/// If the folder cannot be written.
pub fn set_aside(path: &Path, to: &Path) -> Result<bool> {
    let mut was_there = false;
    for suffix in ["", "-wal", "-shm"] {
        let (from, to) = (beside(path, suffix), beside(to, suffix));
        match std::fs::rename(&from, &to) {
            Ok(()) => was_there = true,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::File { path: to, fault: FileFault::CannotMake(error.to_string()) }),
        }
    }
    Ok(was_there)
}

fn read_only(path: &Path) -> Result<Connection> {
    let connection = engine::to_read(path, Reading::Shared).map_err(|error| at_opening(path, error))?;
    harden(&connection)?;
    // One plan for a statement whatever is bound in it, as where the desk is open: else it is made anew for every ticket.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    match known_schema(path, &connection) {
        // A desk that lies still where nothing can be put beside it, as a copy of its folder on a medium does.
        Err(StoreError::File { fault: FileFault::Hindered(Hindered::Mounted), .. }) if !site::has_log(path) => {
            let connection = engine::to_read(path, Reading::Frozen).map_err(|error| at_opening(path, error))?;
            harden(&connection)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            known_schema(path, &connection)?;
            Ok(connection)
        }
        known => known.map(|_| connection),
    }
}
