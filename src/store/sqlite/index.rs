//! The search index: one document a ticket, written in the transaction of the change.

use crate::domain::event::EventKind;
use crate::domain::{TicketId, UserId, words};
use crate::store::Result;
use rusqlite::{Connection, params};

/// Stands between the texts of a document, so that no phrase reaches from one into the next. Nobody can type it:
/// private use never becomes part of a word.
const SEAM: &str = " \u{E000} ";

/// Whether an event of this kind changes what the document says.
pub(super) fn holds(kind: EventKind) -> bool {
    use EventKind as Kind;
    matches!(
        kind,
        Kind::SubjectEdited
            | Kind::DescriptionEdited
            | Kind::RequesterChanged
            | Kind::Commented
            | Kind::Noted
            | Kind::CommentWithdrawn
            | Kind::NoteWithdrawn
    )
}

/// Writes the document as the rows say it now.
pub(super) fn write(connection: &Connection, ticket: TicketId) -> Result<()> {
    const TEXTS: &str = "SELECT 'TKT-' || t.number FROM tickets t WHERE t.id = ?1
        UNION ALL SELECT subject FROM tickets WHERE id = ?1
        UNION ALL SELECT description FROM tickets WHERE id = ?1
        UNION ALL SELECT u.name FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = ?1
        UNION ALL SELECT body FROM comments WHERE ticket_id = ?1
        UNION ALL SELECT body FROM notes WHERE ticket_id = ?1";
    let mut statement = connection.prepare_cached(TEXTS)?;
    let mut rows = statement.query([ticket.0])?;
    let mut document = String::new();
    while let Some(row) = rows.next()? {
        document.push_str(&words::folded(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?));
        document.push_str(SEAM);
    }
    connection.prepare_cached("INSERT OR REPLACE INTO search (rowid, doc) VALUES (?1, ?2)")?.execute(params![ticket.0, document])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, ticket: TicketId) -> Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([ticket.0])?;
    Ok(())
}

/// Somebody has another name: their tickets are found by it.
pub(super) fn renamed(connection: &Connection, requester: UserId) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT id FROM tickets WHERE requester_id = ?1")?;
    let tickets: Vec<i64> = statement.query_map([requester.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    tickets.into_iter().try_for_each(|id| write(connection, TicketId(id)))
}

/// Every ticket's key, for building the index after a bulk load.
pub(super) fn after(connection: &Connection, last: i64, limit: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM tickets WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    Ok(statement.query_map([last, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
