//! What the desk remembers about itself, by name.

use crate::store::Result;
use rusqlite::{Connection, OptionalExtension};

pub(super) fn find(connection: &Connection, name: &str) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn save(connection: &Connection, name: &str, value: &str) -> Result<()> {
    const SAVE: &str = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(SAVE)?.execute([name, value])?;
    Ok(())
}
