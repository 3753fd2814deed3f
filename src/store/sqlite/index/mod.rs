//! The search index: one document a ticket, written in the transaction of the change, in the order of activity.

mod document;
mod eras;
mod proof;
mod token;

pub(super) use document::document;
pub(super) use eras::{Era, all as eras};
pub(super) use proof::misread;
pub(super) use token::{Token, pair};

use crate::domain::{Status, Ticket, TicketId, Timestamp, UserId};
use crate::store::{Coverage, Result};
use rusqlite::{Connection, OptionalExtension};

/// Which of the two tables a document is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Open or in progress.
    Active,
    /// Resolved or closed.
    Done,
}

impl Half {
    pub const BOTH: [Self; 2] = [Self::Active, Self::Done];

    pub fn of(status: Status) -> Self {
        if status.is_active() { Self::Active } else { Self::Done }
    }

    pub fn table(self) -> &'static str {
        match self {
            Self::Active => "search_active",
            Self::Done => "search_done",
        }
    }

    /// The codes of its tickets' statuses, as SQL lists them.
    pub fn statuses(self) -> &'static str {
        match self {
            Self::Active => "1, 2",
            Self::Done => "3, 4",
        }
    }

    fn delete(self, connection: &Connection, place: i64) -> Result<()> {
        let sql = match self {
            Self::Active => "DELETE FROM search_active WHERE rowid = ?1",
            Self::Done => "DELETE FROM search_done WHERE rowid = ?1",
        };
        connection.prepare_cached(sql)?.execute([place])?;
        Ok(())
    }

    /// Merges about so many pages of the table; whether there was anything to merge.
    fn merge(self, connection: &Connection, pages: i64) -> Result<bool> {
        let sql = match self {
            Self::Active => "INSERT INTO search_active (search_active, rank) VALUES ('merge', ?1)",
            Self::Done => "INSERT INTO search_done (search_done, rank) VALUES ('merge', ?1)",
        };
        let before = connection.total_changes();
        connection.prepare_cached(sql)?.execute([pages])?;
        // The engine's own measure: one change is the command itself.
        Ok(connection.total_changes() - before >= 2)
    }
}

/// Writes the documents of tickets that changed, the oldest activity first. Each gets a new place, unless its activity is what
/// it was. Deleted tickets have none. Whether it is this writer's turn to tidy up: every eighth place is.
pub(super) fn write(connection: &Connection, tickets: impl IntoIterator<Item = TicketId>) -> Result<bool> {
    const TURN: i64 = 8;
    let mut documents = Vec::new();
    for ticket in tickets {
        let was = take_out(connection, ticket)?;
        documents.extend(activity(connection, ticket)?.map(|updated_at| (updated_at, ticket, was)));
    }
    documents.sort_by_key(|(updated_at, ticket, _)| (*updated_at, *ticket));
    let mut is_turn = false;
    for (updated_at, ticket, was) in documents {
        let place = match was.filter(|was| was.updated_at == updated_at) {
            Some(was) => was.place,
            None => eras::next_place(connection, ticket, Timestamp(updated_at))?,
        };
        put_in(connection, place, ticket, updated_at)?;
        is_turn |= place % TURN == 0;
    }
    Ok(is_turn)
}

/// Where a document was.
#[derive(Clone, Copy)]
struct Was {
    place: i64,
    updated_at: i64,
}

/// Takes the document of a ticket out, if it has one.
fn take_out(connection: &Connection, ticket: TicketId) -> Result<Option<Was>> {
    const TAKE_OUT: &str = "DELETE FROM documents WHERE ticket_id = ?1 RETURNING place, updated_at";
    let mut statement = connection.prepare_cached(TAKE_OUT)?;
    let was = statement.query_row([ticket.0], |row| Ok(Was { place: row.get(0)?, updated_at: row.get(1)? })).optional()?;
    if let Some(was) = was {
        // It is in one of them; the other knows nothing of the place and does nothing.
        for half in Half::BOTH {
            half.delete(connection, was.place)?;
        }
    }
    Ok(was)
}

/// When a ticket that has a document was changed last.
fn activity(connection: &Connection, ticket: TicketId) -> Result<Option<i64>> {
    const ACTIVITY: &str = "SELECT updated_at FROM tickets WHERE id = ?1 AND deleted_at IS NULL";
    Ok(connection.prepare_cached(ACTIVITY)?.query_row([ticket.0], |row| row.get(0)).optional()?)
}

fn put_in(connection: &Connection, place: i64, ticket: TicketId, updated_at: i64) -> Result<()> {
    const WRITE: &str = "INSERT INTO unwritten (place, ticket_id) VALUES (?1, ?2)";
    const PUT_IN: &str = "INSERT INTO documents (place, ticket_id, updated_at) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(WRITE)?.execute([place, ticket.0])?;
    connection.prepare_cached(PUT_IN)?.execute([place, ticket.0, updated_at])?;
    Ok(())
}

/// A ticket that came in bulk waits for its document; a deleted one gets none.
pub(super) fn put_off(connection: &Connection, id: TicketId, ticket: &Ticket) -> Result<()> {
    // A line of a ticket that is gone may stand there yet, and its key may be this one's.
    const WAIT: &str = "INSERT OR IGNORE INTO unsearched (updated_at, ticket_id) VALUES (?1, ?2)";
    if ticket.deleted_at.is_none() {
        connection.prepare_cached(WAIT)?.execute([ticket.updated_at.0, id.0])?;
    }
    Ok(())
}

/// A ticket that is removed waits for nothing.
pub(super) fn forget(connection: &Connection, ticket: TicketId, updated_at: Timestamp) -> Result<()> {
    take_out(connection, ticket)?;
    // Where the ticket changed since it began to wait, its line goes when its turn comes.
    connection.prepare_cached("DELETE FROM unsearched WHERE updated_at = ?1 AND ticket_id = ?2")?.execute([updated_at.0, ticket.0])?;
    Ok(())
}

/// Writes the documents of so many tickets that wait for theirs. How many lines were taken off the list: fewer than asked for
/// if it is empty now.
pub(super) fn catch_up(connection: &Connection, limit: i64) -> Result<u64> {
    const WAITING: &str = "SELECT updated_at, ticket_id, EXISTS (SELECT 1 FROM documents d WHERE d.ticket_id = u.ticket_id)
        FROM unsearched u ORDER BY updated_at, ticket_id LIMIT ?1";
    const DONE: &str = "DELETE FROM unsearched WHERE (updated_at, ticket_id) <= (?1, ?2)";
    let mut statement = connection.prepare_cached(WAITING)?;
    let rows = statement.query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let lines: Vec<(i64, i64, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let Some((updated_at, ticket, _)) = lines.last() else { return Ok(0) };
    // Whatever changed since has its document already.
    write(connection, lines.iter().filter(|(_, _, is_written)| !is_written).map(|(_, ticket, _)| TicketId(*ticket)))?;
    connection.prepare_cached(DONE)?.execute([updated_at, ticket])?;
    Ok(lines.len() as u64)
}

/// Somebody has another name: their tickets are found by it.
pub(super) fn renamed(connection: &Connection, requester: UserId) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT id FROM tickets WHERE requester_id = ?1")?;
    let tickets: Vec<i64> = statement.query_map([requester.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    write(connection, tickets.into_iter().map(TicketId)).map(drop)
}

/// Empties the index. Every ticket waits for its document.
pub(super) fn forget_all(connection: &Connection) -> Result<()> {
    const WAIT: &str = "DELETE FROM documents; DELETE FROM eras; DELETE FROM unsearched;
        INSERT INTO unsearched SELECT updated_at, id FROM tickets WHERE deleted_at IS NULL";
    for half in Half::BOTH {
        let table = half.table();
        connection.execute(&format!("INSERT INTO {table} ({table}) VALUES ('delete-all')"), [])?;
    }
    Ok(connection.execute_batch(WAIT)?)
}

/// Whether tickets wait for their documents.
pub(super) fn is_behind(connection: &Connection) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM unsearched")?.exists([])?)
}

/// How much of the desk the index covers.
pub(super) fn coverage(connection: &Connection) -> Result<Coverage> {
    const NUMBERS: &str = "SELECT (SELECT count(*) FROM documents), open + in_progress + resolved + closed FROM counters";
    if !is_behind(connection)? {
        return Ok(Coverage::Whole);
    }
    let (searchable, all) = connection.prepare_cached(NUMBERS)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(if searchable == all { Coverage::Whole } else { Coverage::Part { searchable, all } })
}

/// How many bytes of the index are gathered before they are written as a piece; as the engine has it.
pub(super) const USUAL_PIECE: i64 = 1024 * 1024;

/// Gathers so many bytes from here on, in every session.
pub(super) fn hold(connection: &Connection, bytes: i64) -> Result<()> {
    for half in Half::BOTH {
        let table = half.table();
        connection.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?1)"), [bytes])?;
    }
    Ok(())
}

/// Joins all pieces into one. It takes as long as reading and writing the whole index.
pub(super) fn join(connection: &Connection) -> Result<()> {
    for half in Half::BOTH {
        let table = half.table();
        connection.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
    }
    Ok(())
}

/// Merges a bounded piece of what writing left in pieces; whether there may be more.
pub(super) fn merge(connection: &Connection, pages: i64) -> Result<bool> {
    let merged = Half::BOTH.map(|half| half.merge(connection, pages));
    merged.into_iter().try_fold(false, |any, one| Ok(any | one?))
}
