//! Who looked at which ticket, and how far its requester had spoken then.

use crate::domain::{TicketId, Timestamp, UserId};
use crate::store::Result;
use rusqlite::{Connection, params};
use serde_json::json;
use std::collections::HashMap;

pub(super) fn of(connection: &Connection, user: UserId, tickets: &[TicketId]) -> Result<HashMap<TicketId, Timestamp>> {
    const LOOKS: &str = "SELECT ticket_id, at FROM looks WHERE user_id = ?1 AND ticket_id IN (SELECT value FROM json_each(?2))";
    let keys = json!(tickets.iter().map(|ticket| ticket.0).collect::<Vec<_>>()).to_string();
    let mut statement = connection.prepare_cached(LOOKS)?;
    let looks = statement.query_map(params![user.0, keys], |row| Ok((TicketId(row.get(0)?), Timestamp(row.get(1)?))))?;
    Ok(looks.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn save(connection: &Connection, user: UserId, ticket: TicketId, spoke_at: Timestamp) -> Result<()> {
    const SAVE: &str = "INSERT INTO looks (user_id, ticket_id, at) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET at = max(at, excluded.at)";
    connection.prepare_cached(SAVE)?.execute(params![user.0, ticket.0, spoke_at.0])?;
    Ok(())
}
