//! Documents that are written later: of tickets that came in bulk, that a guest changed (a guest's session must do no work that
//! depends on what staff wrote), that have a long thread, or whose requester got another name. Staff's sessions write them, a
//! bounded piece at a time: an open desk at once, else the next command. Until then the ticket is in no search with words, and
//! such a search says how much it covers.

use super::document::is_long;
use super::{Half, strike, take_out, write};
use crate::domain::{Ticket, TicketId, Timestamp, UserId};
use crate::store::{Coverage, Result};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// The places of documents that say the name or address that somebody had.
pub(super) const OLD_NAMES: &str = "SELECT d.place
    FROM renamed r CROSS JOIN tickets t INDEXED BY tickets_requester ON t.requester_id = r.user_id
    AND (t.public_updated_at, t.id) > (r.public_updated_at, r.ticket_id) CROSS JOIN documents d ON d.ticket_id = t.id";

/// A ticket that came in bulk waits for its document; a deleted one gets none.
pub(in super::super) fn put_off(connection: &Connection, id: TicketId, ticket: &Ticket) -> Result<()> {
    if ticket.deleted_at.is_none() { wait(connection, id, ticket.updated_at.0) } else { Ok(()) }
}

/// A ticket that changed waits for its next document. What this costs depends on nothing that the ticket holds.
pub(in super::super) fn queue(connection: &Connection, ticket: TicketId) -> Result<()> {
    const ACTIVITY: &str = "SELECT updated_at FROM tickets WHERE id = ?1 AND deleted_at IS NULL";
    const STALE: &str = "INSERT INTO stale (ticket_id, place) VALUES (?1, ?2)";
    if let Some(was) = strike(connection, ticket)? {
        connection.prepare_cached(STALE)?.execute([ticket.0, was.place])?;
    }
    let activity: Option<i64> = connection.prepare_cached(ACTIVITY)?.query_row([ticket.0], |row| row.get(0)).optional()?;
    activity.map_or(Ok(()), |updated_at| wait(connection, ticket, updated_at))
}

fn wait(connection: &Connection, ticket: TicketId, updated_at: i64) -> Result<()> {
    // A line of a ticket that is gone may stand there yet, and its key may be this one's.
    const WAIT: &str = "INSERT OR IGNORE INTO unsearched (updated_at, ticket_id) VALUES (?1, ?2)";
    connection.prepare_cached(WAIT)?.execute([updated_at, ticket.0])?;
    Ok(())
}

/// A ticket that is removed waits for nothing, and nothing of it stays in the index.
pub(in super::super) fn forget(connection: &Connection, ticket: TicketId, updated_at: Timestamp) -> Result<()> {
    take_out(connection, ticket)?;
    // Where the ticket changed since it began to wait, its line goes when its turn comes.
    connection.prepare_cached("DELETE FROM unsearched WHERE updated_at = ?1 AND ticket_id = ?2")?.execute([updated_at.0, ticket.0])?;
    Ok(())
}

/// Writes at most so many of the documents that wait to be written, and no more than one of a long thread: its work is bounded.
/// How many lines were taken off the list: none if nothing waits.
pub(in super::super) fn catch_up(connection: &Connection, limit: i64) -> Result<u64> {
    match those_that_wait(connection, limit)? {
        0 => of_renamed(connection, None, limit),
        some => Ok(some),
    }
}

fn those_that_wait(connection: &Connection, limit: i64) -> Result<u64> {
    const WAITING: &str = "SELECT updated_at, ticket_id, EXISTS (SELECT 1 FROM documents d WHERE d.ticket_id = u.ticket_id)
        FROM unsearched u ORDER BY updated_at, ticket_id LIMIT ?1";
    const DONE: &str = "DELETE FROM unsearched WHERE (updated_at, ticket_id) <= (?1, ?2)";
    let mut statement = connection.prepare_cached(WAITING)?;
    let rows = statement.query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let lines: Vec<(i64, i64, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    // A ticket that changed twice has two lines, and one that changed since has its document already.
    let mut waiting = BTreeSet::new();
    let (mut last, mut count) = (None, 0);
    for (updated_at, ticket, is_written) in lines {
        (last, count) = (Some([updated_at, ticket]), count + 1);
        if !is_written && waiting.insert(TicketId(ticket)) && is_long(connection, TicketId(ticket))? {
            break;
        }
    }
    let Some(last) = last else { return Ok(0) };
    write(connection, &waiting)?;
    connection.prepare_cached(DONE)?.execute(last)?;
    Ok(count)
}

/// Somebody has another name or address: their tickets are found by it. The first so many are written at once; documents that
/// wait say the old one.
pub(in super::super) fn renamed(connection: &Connection, user: UserId) -> Result<()> {
    const AT_ONCE: i64 = 32;
    const BEGIN: &str = "INSERT OR REPLACE INTO renamed (user_id, public_updated_at, ticket_id) VALUES (?1, ?2, ?2)";
    connection.prepare_cached(BEGIN)?.execute([user.0, i64::MIN])?;
    of_renamed(connection, Some(user), AT_ONCE).map(drop)
}

/// Writes so many documents of somebody's whose name or address changed; of `only`, if there is one.
fn of_renamed(connection: &Connection, only: Option<UserId>, limit: i64) -> Result<u64> {
    const SOMEBODY: &str = "SELECT user_id, public_updated_at, ticket_id FROM renamed WHERE user_id = coalesce(?1, user_id) LIMIT 1";
    const NEXT: &str = "SELECT public_updated_at, id FROM tickets INDEXED BY tickets_requester
        WHERE requester_id = ?1 AND (public_updated_at, id) > (?2, ?3) ORDER BY public_updated_at, id LIMIT ?4";
    const SO_FAR: &str = "UPDATE renamed SET public_updated_at = ?2, ticket_id = ?3 WHERE user_id = ?1";
    let place = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let somebody: Option<(i64, i64, i64)> = connection.prepare_cached(SOMEBODY)?.query_row([only.map(|user| user.0)], place).optional()?;
    let Some((user, public_updated_at, ticket)) = somebody else { return Ok(0) };
    let mut statement = connection.prepare_cached(NEXT)?;
    let rows = statement.query_map([user, public_updated_at, ticket, limit], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    let mut next = BTreeSet::new();
    let mut last = None;
    for row in rows {
        let (at, ticket) = row?;
        last = Some([user, at, ticket]);
        if next.insert(TicketId(ticket)) && is_long(connection, TicketId(ticket))? {
            break;
        }
    }
    write(connection, &next)?;
    match last {
        Some(last) => connection.prepare_cached(SO_FAR)?.execute(last)?,
        None => connection.prepare_cached("DELETE FROM renamed WHERE user_id = ?1")?.execute([user])?,
    };
    // The line itself counts: somebody else may wait behind it.
    Ok(next.len().max(1) as u64)
}

/// Empties the index. Every ticket waits for its document.
pub(in super::super) fn forget_all(connection: &Connection) -> Result<()> {
    const WAIT: &str = "DELETE FROM documents; DELETE FROM eras; DELETE FROM unsearched; DELETE FROM stale; DELETE FROM renamed;
        INSERT INTO unsearched SELECT updated_at, id FROM tickets WHERE deleted_at IS NULL";
    for half in Half::BOTH {
        let table = half.table();
        connection.execute(&format!("INSERT INTO {table} ({table}) VALUES ('delete-all')"), [])?;
    }
    Ok(connection.execute_batch(WAIT)?)
}

/// Whether documents wait to be written.
pub(in super::super) fn is_behind(connection: &Connection) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM unsearched UNION ALL SELECT 1 FROM renamed")?.exists([])?)
}

/// How much of the desk the index covers.
pub(in super::super) fn coverage(connection: &Connection) -> Result<Coverage> {
    if !is_behind(connection)? {
        return Ok(Coverage::Whole);
    }
    let numbers = format!(
        "SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM ({OLD_NAMES})), open + in_progress + resolved + closed FROM counters"
    );
    let (searchable, all) = connection.prepare_cached(&numbers)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(if searchable == all { Coverage::Whole } else { Coverage::Part { searchable, all } })
}
