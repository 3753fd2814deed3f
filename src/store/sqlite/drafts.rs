//! What was typed and not sent. Every query names the person: a draft is nobody else's.

use crate::domain::draft::{Draft, DraftId, DraftKind, Manuscript};
use crate::domain::{SessionId, TicketNumber, Timestamp, UserId};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, Params, Row, params};

/// What goes when its ticket is purged, by the ticket's key.
pub(super) const EDITS_OF_TICKET: &str = "DELETE FROM drafts WHERE kind = 4 AND number = (SELECT number FROM tickets WHERE id = ?1)";

pub(super) fn of_user(connection: &Connection, user: UserId) -> Result<Vec<Draft>> {
    const ALL: &str = "SELECT id, kind, number, content, holder, saved_at FROM drafts WHERE user_id = ?1 ORDER BY saved_at DESC, id DESC";
    find(connection, ALL, [user.0])
}

pub(super) fn matching(connection: &Connection, user: UserId, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Draft>> {
    const MATCHING: &str = "SELECT id, kind, number, content, holder, saved_at FROM drafts
        WHERE user_id = ?1 AND kind = ?2 AND number IS ?3 ORDER BY saved_at DESC, id DESC";
    find(connection, MATCHING, params![user.0, kind.code(), number.map(TicketNumber::digits)])
}

pub(super) fn insert(connection: &Connection, user: UserId, draft: &Draft) -> Result<DraftId> {
    const INSERT: &str = "INSERT INTO drafts (user_id, kind, number, content, holder, saved_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let number = draft.number.map(TicketNumber::digits);
    let holder = draft.holder.map(|holder| holder.0);
    let row = params![user.0, draft.kind.code(), number, content(&draft.manuscript)?, holder, draft.saved_at.0];
    Ok(DraftId(connection.prepare_cached(INSERT)?.insert(row)?))
}

pub(super) fn save(connection: &Connection, user: UserId, draft: &Draft, seen: SessionId) -> Result<bool> {
    const SAVE: &str =
        "UPDATE drafts SET number = ?4, content = ?5, holder = ?6, saved_at = ?7 WHERE id = ?1 AND user_id = ?2 AND holder = ?3";
    let holder = draft.holder.map(|holder| holder.0);
    let number = draft.number.map(TicketNumber::digits);
    let row = params![draft.id.0, user.0, seen.0, number, content(&draft.manuscript)?, holder, draft.saved_at.0];
    Ok(connection.prepare_cached(SAVE)?.execute(row)? > 0)
}

pub(super) fn hold(connection: &Connection, user: UserId, id: DraftId, holder: SessionId) -> Result<bool> {
    const HOLD: &str = "UPDATE drafts SET holder = ?3 WHERE id = ?1 AND user_id = ?2";
    Ok(connection.prepare_cached(HOLD)?.execute(params![id.0, user.0, holder.0])? > 0)
}

pub(super) fn remove(connection: &Connection, user: UserId, id: DraftId, holder: SessionId) -> Result<bool> {
    const REMOVE: &str = "DELETE FROM drafts WHERE id = ?1 AND user_id = ?2 AND holder = ?3";
    Ok(connection.prepare_cached(REMOVE)?.execute(params![id.0, user.0, holder.0])? > 0)
}

fn find(connection: &Connection, sql: &str, key: impl Params) -> Result<Vec<Draft>> {
    let rows = connection.prepare_cached(sql)?.query_map(key, from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

fn content(manuscript: &Manuscript) -> Result<String> {
    serde_json::to_string(manuscript).map_err(|error| StoreError::Broken(error.to_string()))
}

/// One that this version cannot read stays in the file and hides no other.
fn from_row(row: &Row) -> rusqlite::Result<Option<Draft>> {
    let (kind, content) = (DraftKind::from_code(row.get(1)?), row.get::<_, String>(3)?);
    let number = row.get::<_, Option<i64>>(2)?;
    let (read, manuscript) = (number.map(TicketNumber::new), serde_json::from_str(&content).ok());
    let (Some(kind), Some(manuscript), false) = (kind, manuscript, read == Some(None)) else { return Ok(None) };
    let (id, number) = (DraftId(row.get(0)?), read.flatten());
    let holder = row.get::<_, Option<uuid::Uuid>>(4)?.map(SessionId);
    Ok(Some(Draft { id, kind, number, manuscript, holder, saved_at: Timestamp(row.get(5)?) }))
}
