//! The search index: one document a ticket, in the order of activity. Most are written in the transaction of the change; what
//! that must not wait for, or must not read, is queued (`waiting`).

mod document;
mod eras;
mod proof;
mod token;
mod waiting;

pub(super) use eras::{Era, all as eras};
pub(super) use proof::{Proof, prove};
pub(super) use token::{Token, pair};
pub(super) use waiting::{catch_up, coverage, forget, forget_all, is_behind, put_off, queue, renamed};

use crate::domain::{Status, TicketId, Timestamp};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

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

    /// Plainly, and by no trigger: a statement that could be undone alone makes the engine write each document as a piece.
    fn insert(self, connection: &Connection, place: i64, words: &str) -> Result<()> {
        let sql = match self {
            Self::Active => "INSERT INTO search_active (rowid, doc) VALUES (?1, ?2)",
            Self::Done => "INSERT INTO search_done (rowid, doc) VALUES (?1, ?2)",
        };
        connection.prepare_cached(sql)?.execute(params![place, words])?;
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

/// Brings the index up to date with tickets that changed: their documents are written, those of long threads queued. Whether
/// there is something to tidy up behind it.
pub(super) fn follow(connection: &Connection, mut tickets: BTreeSet<TicketId>) -> Result<bool> {
    let mut long = BTreeSet::new();
    for ticket in &tickets {
        if document::is_long(connection, *ticket)? {
            queue(connection, *ticket)?;
            long.insert(*ticket);
        }
    }
    tickets.retain(|ticket| !long.contains(ticket));
    Ok(write(connection, &tickets)? || !long.is_empty())
}

/// Writes the documents of tickets that changed, the oldest activity first. Each gets a new place, unless its activity is what
/// it was. Deleted tickets have none. Whether it is this writer's turn to tidy up: every eighth place is.
fn write(connection: &Connection, tickets: &BTreeSet<TicketId>) -> Result<bool> {
    const TURN: i64 = 8;
    let mut documents = Vec::new();
    for ticket in tickets {
        let was = take_out(connection, *ticket)?;
        documents.extend(activity(connection, *ticket)?.map(|(updated_at, half)| (updated_at, *ticket, half, was)));
    }
    documents.sort_by_key(|(updated_at, ticket, ..)| (*updated_at, *ticket));
    let mut is_turn = false;
    for (updated_at, ticket, half, was) in documents {
        let place = match was.filter(|was| was.updated_at == updated_at) {
            Some(was) => was.place,
            None => eras::next_place(connection, ticket, Timestamp(updated_at))?,
        };
        put_in(connection, half, place, ticket, updated_at)?;
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

/// Takes the document of a ticket out, if it has one, and what is left of earlier ones.
fn take_out(connection: &Connection, ticket: TicketId) -> Result<Option<Was>> {
    let was = strike(connection, ticket)?;
    let mut places = connection.prepare_cached("DELETE FROM stale WHERE ticket_id = ?1 RETURNING place")?;
    let stale = places.query_map([ticket.0], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for place in stale.into_iter().chain(was.map(|was| was.place)) {
        // It is in one of them; the other knows nothing of the place and does nothing.
        for half in Half::BOTH {
            half.delete(connection, place)?;
        }
    }
    Ok(was)
}

/// Removes the line of a ticket's document: from here on no search gives it.
fn strike(connection: &Connection, ticket: TicketId) -> Result<Option<Was>> {
    const STRIKE: &str = "DELETE FROM documents WHERE ticket_id = ?1 RETURNING place, updated_at";
    let mut statement = connection.prepare_cached(STRIKE)?;
    Ok(statement.query_row([ticket.0], |row| Ok(Was { place: row.get(0)?, updated_at: row.get(1)? })).optional()?)
}

/// When a ticket that has a document was changed last, and where its document belongs.
fn activity(connection: &Connection, ticket: TicketId) -> Result<Option<(i64, Half)>> {
    const ACTIVITY: &str = "SELECT updated_at, status IN (1, 2) FROM tickets WHERE id = ?1 AND deleted_at IS NULL";
    let half = |is_active| if is_active { Half::Active } else { Half::Done };
    let mut statement = connection.prepare_cached(ACTIVITY)?;
    Ok(statement.query_row([ticket.0], |row| Ok((row.get(0)?, half(row.get(1)?)))).optional()?)
}

fn put_in(connection: &Connection, half: Half, place: i64, ticket: TicketId, updated_at: i64) -> Result<()> {
    const PUT_IN: &str = "INSERT INTO documents (place, ticket_id, updated_at) VALUES (?1, ?2, ?3)";
    let Some(document) = document::of(connection, ticket)? else { return Ok(()) };
    half.insert(connection, place, &document.words)?;
    connection.prepare_cached(PUT_IN)?.execute([place, ticket.0, updated_at])?;
    Ok(())
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
