//! Views in the file.

use super::error::damaged;
use crate::domain::UserId;
use crate::domain::view::{Digit, View};
use crate::store::Result;
use rusqlite::{Connection, Row, params};

pub(super) fn of(connection: &Connection, user: UserId) -> Result<Vec<View>> {
    const OF: &str = "SELECT owner_id, name, digit, query FROM views WHERE owner_id = ?1 OR owner_id IS NULL
        ORDER BY owner_id IS NULL, digit IS NULL, digit, name_key";
    let mut statement = connection.prepare_cached(OF)?;
    Ok(statement.query_map([user.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn save(connection: &Connection, view: &View) -> Result<()> {
    const SAVE: &str = "INSERT INTO views (owner_id, name, name_key, digit, query) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (coalesce(owner_id, 0), name_key) DO UPDATE SET name = excluded.name, digit = excluded.digit, query = excluded.query";
    let digit = view.digit.map(Digit::value);
    connection.prepare_cached(SAVE)?.execute(params![view.owner.map(|id| id.0), view.name, view.key(), digit, view.query])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, view: &View) -> Result<()> {
    const REMOVE: &str = "DELETE FROM views WHERE coalesce(owner_id, 0) = ?1 AND name_key = ?2";
    connection.prepare_cached(REMOVE)?.execute(params![view.owner.map_or(0, |id| id.0), view.key()])?;
    Ok(())
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<View> {
    let digit = |value| Digit::new(value).ok_or_else(|| damaged("a view's digit"));
    Ok(View {
        owner: row.get::<_, Option<i64>>(0)?.map(UserId),
        name: row.get(1)?,
        digit: row.get::<_, Option<u8>>(2)?.map(digit).transpose()?,
        query: row.get(3)?,
    })
}
