//! The door for guests: one connection to read with, which the engine itself keeps from everything but what is public, and one to
//! write with, which it keeps from notes.

mod authorizer;
mod reading;

use super::Sqlite;
use super::open::open;
use crate::domain::UserId;
use crate::store::{Door, GuestStore, Interrupter, Public, Result, Roster, Seat, Write};
use reading::Reading;
pub(super) use reading::pulse;
use std::cell::OnceCell;
use std::path::Path;

/// A guest's session.
pub struct GuestSqlite {
    guest: UserId,
    reading: Sqlite,
    /// Opened when something is written first.
    writing: OnceCell<Sqlite>,
}

impl Sqlite {
    /// The same desk for this guest: from here on the connection reads nothing that is not public.
    ///
    /// # Errors
    /// If the connection cannot be used.
    pub fn for_guest(self, guest: UserId) -> Result<GuestSqlite> {
        let mut reading = self.confined()?;
        reading.connection.authorizer(Some(authorizer::reading))?;
        Ok(GuestSqlite { guest, reading, writing: OnceCell::new() })
    }
}

impl GuestSqlite {
    /// Whether the engine lets a statement on the connection that reads. For tests.
    #[must_use]
    pub fn lets_read(&self, sql: &str) -> bool {
        self.reading.connection.prepare(sql).is_ok()
    }

    /// The same on the connection that writes. For tests.
    ///
    /// # Errors
    /// If there is none to be had.
    pub fn lets_write(&self, sql: &str) -> Result<bool> {
        Ok(self.writing()?.connection.prepare(sql).is_ok())
    }

    fn writing(&self) -> Result<&Sqlite> {
        if let Some(writing) = self.writing.get() {
            return Ok(writing);
        }
        let mut writing = open(&self.reading.path)?.confined()?;
        writing.connection.authorizer(Some(authorizer::writing))?;
        writing.guest = Some(self.guest);
        Ok(self.writing.get_or_init(|| writing))
    }
}

impl Door for GuestSqlite {
    fn write(&self) -> Result<Box<dyn Write + '_>> {
        self.writing()?.write()
    }

    fn data_version(&self) -> Result<i64> {
        self.reading.data_version()
    }

    fn interrupter(&self) -> Interrupter {
        self.reading.interrupter()
    }

    fn place(&self) -> &Path {
        self.reading.place()
    }

    fn roster(&self) -> Box<dyn Roster> {
        self.reading.roster()
    }

    fn take_seat(&self, user: UserId, most: u32) -> Result<Option<Seat>> {
        self.reading.take_seat(user, most)
    }

    fn tidy(&self) -> Result<bool> {
        // Whoever has written nothing leaves it to those who did.
        self.writing.get().map_or(Ok(false), Door::tidy)
    }
}

impl GuestStore for GuestSqlite {
    fn guest(&self) -> UserId {
        self.guest
    }

    fn read(&self) -> Result<Box<dyn Public + '_>> {
        Ok(Box::new(Reading::begin(&self.reading, self.guest)?))
    }
}
