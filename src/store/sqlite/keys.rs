//! Public keys in the file.

use super::error::damaged;
use crate::domain::key::{Fingerprint, Key};
use crate::domain::{Timestamp, UserId};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(super) fn holder(connection: &Connection, key: &Fingerprint) -> Result<Option<UserId>> {
    const HOLDER: &str = "SELECT user_id FROM keys WHERE fingerprint = ?1";
    Ok(connection.prepare_cached(HOLDER)?.query_row([key.as_str()], |row| row.get(0).map(UserId)).optional()?)
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Key>> {
    const ALL: &str = "SELECT fingerprint, line, label, added_at FROM keys ORDER BY id";
    let mut statement = connection.prepare_cached(ALL)?;
    Ok(statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn of(connection: &Connection, user: UserId) -> Result<Vec<Key>> {
    const OF: &str = "SELECT fingerprint, line, label, added_at FROM keys WHERE user_id = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(OF)?;
    Ok(statement.query_map([user.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(connection: &Connection, user: UserId, key: &Key) -> Result<()> {
    const INSERT: &str = "INSERT INTO keys (user_id, fingerprint, line, label, added_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(INSERT)?.execute(params![user.0, key.fingerprint.as_str(), key.line, key.label, key.added_at.0])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, key: &Fingerprint) -> Result<()> {
    connection.prepare_cached("DELETE FROM keys WHERE fingerprint = ?1")?.execute([key.as_str()])?;
    Ok(())
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<Key> {
    Ok(Key {
        fingerprint: row.get_ref(0)?.as_str()?.parse().map_err(|_| damaged("a key's fingerprint"))?,
        line: row.get(1)?,
        label: row.get(2)?,
        added_at: Timestamp(row.get(3)?),
    })
}
