//! What the desk remembers about itself, and what its people set for themselves, by name.

use crate::domain::UserId;
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(super) fn find(connection: &Connection, name: &str) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn all(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached("SELECT name, value FROM settings")?;
    Ok(statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn of_user(connection: &Connection, user: UserId) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached("SELECT name, value FROM preferences WHERE user_id = ?1")?;
    Ok(statement.query_map([user.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn save(connection: &Connection, name: &str, value: &str) -> Result<()> {
    const SAVE: &str = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(SAVE)?.execute([name, value])?;
    Ok(())
}

/// `None` takes it away.
pub(super) fn set(connection: &Connection, name: &str, value: Option<&str>) -> Result<()> {
    const REMOVE: &str = "DELETE FROM settings WHERE name = ?1";
    match value {
        Some(value) => save(connection, name, value),
        None => Ok(connection.prepare_cached(REMOVE)?.execute([name]).map(drop)?),
    }
}

/// `None` takes it away.
pub(super) fn set_of_user(connection: &Connection, user: UserId, name: &str, value: Option<&str>) -> Result<()> {
    const SAVE: &str = "INSERT INTO preferences (user_id, name, value) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value";
    const REMOVE: &str = "DELETE FROM preferences WHERE user_id = ?1 AND name = ?2";
    match value {
        Some(value) => connection.prepare_cached(SAVE)?.execute(params![user.0, name, value])?,
        None => connection.prepare_cached(REMOVE)?.execute(params![user.0, name])?,
    };
    Ok(())
}

fn from_row(row: &Row) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}
