//! What somebody filed and said of late, from the history and the texts it names; and what they said on one ticket.

use crate::domain::allowance::{Spent, Written};
use crate::domain::event::EventKind;
use crate::domain::{TicketId, Timestamp, UserId};
use crate::store::Result;
use rusqlite::{Connection, params};

/// After this instant, of their latest 10,000 changes: the history is gone back no further than it takes. Whoever must not read
/// notes wrote none.
pub(super) fn since(connection: &Connection, actor: UserId, since: Timestamp, with_notes: bool) -> Result<Spent> {
    const LATEST: &str = "SELECT kind, ticket_id, at FROM events WHERE actor_id = ?1 ORDER BY id DESC LIMIT 10000";
    const TICKET: &str = "SELECT octet_length(subject) + octet_length(description) FROM tickets WHERE id = ?1";
    const COMMENTS: &str = "SELECT coalesce(sum(octet_length(body)), 0) FROM comments INDEXED BY comments_author
        WHERE ticket_id = ?1 AND author_id = ?2 AND created_at > ?3";
    const NOTES: &str =
        "SELECT coalesce(sum(octet_length(body)), 0) FROM notes WHERE ticket_id = ?1 AND author_id = ?2 AND created_at > ?3";
    let mut spent = Spent::default();
    let mut statement = connection.prepare_cached(LATEST)?;
    let mut latest = statement.query([actor.0])?;
    let (mut filed, mut written_on) = (Vec::new(), Vec::new());
    while let Some(line) = latest.next()?
        && line.get::<_, i64>(2)? > since.0
    {
        let ticket = line.get::<_, Option<i64>>(1)?;
        match EventKind::from_code(line.get(0)?) {
            Some(EventKind::Created) => filed.extend(ticket),
            Some(EventKind::Commented | EventKind::Noted) => written_on.extend(ticket),
            Some(EventKind::Closed | EventKind::Reopened) if !with_notes => written_on.extend(ticket),
            _ => {}
        }
    }
    (spent.tickets, spent.comments) = (count(&filed), count(&written_on));
    written_on.sort_unstable();
    written_on.dedup();
    for ticket in filed {
        spent.bytes += connection.prepare_cached(TICKET)?.query_row([ticket], |row| row.get::<_, i64>(0)).unwrap_or(0);
    }
    for ticket in written_on {
        for sql in [COMMENTS, NOTES].into_iter().take(1 + usize::from(with_notes)) {
            spent.bytes += connection.prepare_cached(sql)?.query_row(params![ticket, actor.0, since.0], |row| row.get::<_, i64>(0))?;
        }
    }
    Ok(spent)
}

/// The first so many comments of somebody on a ticket. The index alone is read, and of it their own lines: neither the texts nor
/// what others wrote.
pub(super) fn written(connection: &Connection, ticket: TicketId, author: UserId, most: i64) -> Result<Written> {
    const WRITTEN: &str = "SELECT count(*), coalesce(sum(bytes), 0) FROM (
        SELECT octet_length(body) AS bytes FROM comments INDEXED BY comments_author WHERE ticket_id = ?1 AND author_id = ?2 LIMIT ?3)";
    let mut statement = connection.prepare_cached(WRITTEN)?;
    Ok(statement.query_row(params![ticket.0, author.0, most], |row| Ok(Written { comments: row.get(0)?, bytes: row.get(1)? }))?)
}

fn count(tickets: &[i64]) -> i64 {
    i64::try_from(tickets.len()).unwrap_or(i64::MAX)
}
