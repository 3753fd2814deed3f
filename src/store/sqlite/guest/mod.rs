//! The door for guests: one connection to read with, which the engine itself keeps from everything but what is public, and one to
//! write with, which it keeps from notes.

mod authorizer;
mod reading;

use super::open::open;
use super::{Sqlite, tidy};
use crate::domain::UserId;
use crate::store::{Door, GuestStore, Hindered, Interrupter, Public, Result, Roster, Seat, Write};
use reading::Reading;
pub(super) use reading::pulse;
use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

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
        reading.guest = Some(guest);
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

    /// The same session with a count of the engine's steps on both connections. For tests.
    ///
    /// # Errors
    /// If a connection cannot be used.
    pub fn counting_steps(mut self) -> Result<(Self, Arc<AtomicU64>)> {
        let steps = Arc::default();
        self.writing()?;
        for connection in [Some(&mut self.reading), self.writing.get_mut()].into_iter().flatten() {
            connection.count_steps(&steps)?;
        }
        Ok((self, steps))
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
        // Documents and the index are the work of staff's sessions. What has written nothing leaves the log to what did.
        self.writing.get().map_or(Ok(()), tidy::shorten_log)?;
        Ok(false)
    }

    fn hindered(&self) -> Option<Hindered> {
        self.reading.hindered()
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
