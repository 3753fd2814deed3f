//! Orders that were taken back or done again, in the file. Everything is told from here and from the history: a session that
//! begins anew knows as much as the one before it.

use super::error::damaged;
use super::events::{codes, from_row, select_event};
use crate::domain::event::{Event, EventKind};
use crate::domain::undo::Takeback;
use crate::domain::{EventId, OrderId, TicketId, TicketNumber, UserId};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

/// Somebody's orders, the latest first, each by its latest event: one look into the history an order, however much it did.
/// An order's events lie together, since it is carried out in one transaction. Only those about people and purges are carried out
/// in pieces, with other orders between them: their first event names no ticket, and behind each piece the search goes on. Nothing
/// older than the event `?3` is visited.
macro_rules! with_orders_of {
    ($rest:expr) => {
        concat!(
            "WITH RECURSIVE mine (event_id, order_id) AS (
                SELECT * FROM (SELECT id, order_id FROM events WHERE actor_id = ?1 AND id > ?3 ORDER BY id DESC LIMIT 1)
                UNION ALL
                SELECT e.id, e.order_id FROM mine CROSS JOIN events e ON e.id = (
                    SELECT max(id) FROM events
                    WHERE actor_id = ?1 AND id > ?3 AND order_id <> mine.order_id AND id < CASE
                        WHEN (SELECT ticket_id FROM events WHERE order_id = mine.order_id ORDER BY id LIMIT 1) IS NULL THEN mine.event_id
                        ELSE (SELECT min(id) FROM events WHERE order_id = mine.order_id)
                    END
                )
            )
            SELECT order_id FROM mine
            WHERE NOT EXISTS (SELECT 1 FROM takebacks WHERE order_id = mine.order_id)
                AND NOT EXISTS (
                    SELECT 1 FROM events o WHERE o.order_id = mine.order_id
                        AND (o.ticket_id IS NULL OR o.kind NOT IN (SELECT value FROM json_each(?2)))
                ) ",
            $rest
        )
    };
}

/// The latest order of somebody's that stands and did nothing but these kinds of things to tickets.
pub(super) fn to_undo(connection: &Connection, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>> {
    const TO_UNDO: &str = with_orders_of!(
        "AND coalesce((SELECT is_redo FROM takebacks WHERE target = mine.order_id ORDER BY id DESC LIMIT 1), 1)
         LIMIT 1"
    );
    let mut statement = connection.prepare_cached(TO_UNDO)?;
    Ok(statement.query_row(params![actor.0, codes(kinds), 0], |row| row.get(0).map(OrderId)).optional()?)
}

/// The latest order that somebody took back, unless they changed something since.
pub(super) fn to_redo(connection: &Connection, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>> {
    const TAKEN_BACK: &str = "SELECT t.target, t.event_id FROM takebacks t
        WHERE t.actor_id = ?1 AND t.is_redo = 0
            AND NOT EXISTS (SELECT 1 FROM takebacks later WHERE later.target = t.target AND later.id > t.id)
            AND EXISTS (SELECT 1 FROM events WHERE order_id = t.target)
        ORDER BY t.id DESC LIMIT 1";
    const CHANGED_SINCE: &str = with_orders_of!("LIMIT 1");
    let mut statement = connection.prepare_cached(TAKEN_BACK)?;
    let found = statement.query_row([actor.0], |row| Ok((row.get(0).map(OrderId)?, row.get::<_, i64>(1)?))).optional()?;
    let Some((target, event)) = found else { return Ok(None) };
    let changed = connection.prepare_cached(CHANGED_SINCE)?.exists(params![actor.0, codes(kinds), event])?;
    Ok((!changed).then_some(target))
}

/// What became of an order, oldest first.
pub(super) fn about(connection: &Connection, target: OrderId) -> Result<Vec<Takeback>> {
    const ABOUT: &str = "SELECT order_id, target, is_redo, kept FROM takebacks WHERE target = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(ABOUT)?;
    Ok(statement.query_map([target.0], takeback)?.collect::<rusqlite::Result<_>>()?)
}

/// What an order took back or did again.
pub(super) fn by(connection: &Connection, order: OrderId) -> Result<Option<Takeback>> {
    const BY: &str = "SELECT order_id, target, is_redo, kept FROM takebacks WHERE order_id = ?1";
    Ok(connection.prepare_cached(BY)?.query_row([order.0], takeback).optional()?)
}

pub(super) fn append(connection: &Connection, actor: UserId, line: &Takeback) -> Result<()> {
    const APPEND: &str = "INSERT INTO takebacks (actor_id, order_id, target, is_redo, kept, event_id)
        VALUES (?1, ?2, ?3, ?4, ?5, (SELECT max(id) FROM events))";
    let kept = json!(line.kept).to_string();
    connection.prepare_cached(APPEND)?.execute(params![actor.0, line.order.0, line.target.0, line.is_redo, kept])?;
    Ok(())
}

/// Nothing is said any more of a ticket that goes; its events must still be there.
pub(super) fn forget(connection: &Connection, ticket: TicketId, number: TicketNumber) -> Result<()> {
    const FORGET: &str = "UPDATE takebacks
        SET kept = (SELECT json_group_array(value) FROM json_each(kept) WHERE substr(value, 1, length(?2)) <> ?2)
        WHERE target IN (SELECT order_id FROM events WHERE ticket_id = ?1) AND kept <> '[]'";
    connection.prepare_cached(FORGET)?.execute(params![ticket.0, format!("{number}:")])?;
    Ok(())
}

/// An event counts only while its order stands, and putting something back is nobody's decision about it.
macro_rules! latest_that_stands {
    ($which:literal) => {
        select_event!(concat!(
            "WHERE e.ticket_id = ?1 AND e.id > ?2 AND ",
            $which,
            " AND NOT EXISTS (SELECT 1 FROM takebacks WHERE order_id = e.order_id)
              AND coalesce((SELECT is_redo FROM takebacks WHERE target = e.order_id ORDER BY id DESC LIMIT 1), 1)
              ORDER BY e.id DESC LIMIT 1"
        ))
    };
}

pub(super) fn set_since(connection: &Connection, ticket: TicketId, kinds: &[EventKind], since: EventId) -> Result<Option<Event>> {
    const SET: &str = latest_that_stands!("e.kind IN (SELECT value FROM json_each(?3))");
    Ok(connection.prepare_cached(SET)?.query_row(params![ticket.0, since.0, codes(kinds)], from_row).optional()?)
}

pub(super) fn changed_since(connection: &Connection, ticket: TicketId, but_by: UserId, since: EventId) -> Result<Option<Event>> {
    const CHANGED: &str = latest_that_stands!("e.actor_id <> ?3");
    Ok(connection.prepare_cached(CHANGED)?.query_row(params![ticket.0, since.0, but_by.0], from_row).optional()?)
}

fn takeback(row: &rusqlite::Row) -> rusqlite::Result<Takeback> {
    let kept = serde_json::from_str(&row.get::<_, String>(3)?).map_err(|_| damaged("what an undo left"))?;
    Ok(Takeback { order: OrderId(row.get(0)?), target: OrderId(row.get(1)?), is_redo: row.get(2)?, kept })
}
