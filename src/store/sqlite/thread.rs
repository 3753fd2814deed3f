//! Comments and notes in the file: two tables of the same shape, never one.

use super::error::damaged;
use super::tickets::person;
use crate::domain::{Comment, Heard, Note, TicketId, Timestamp, UserId, WordsId};
use crate::store::{Part, Result, Said, Slice};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

pub(super) fn comments(connection: &Connection, ticket: TicketId) -> Result<Vec<Comment>> {
    const COMMENTS: &str = "SELECT c.uuid, c.body, c.created_at, u.id, u.uuid, u.login, u.name, u.role
        FROM comments c JOIN users u ON u.id = c.author_id WHERE c.ticket_id = ?1 ORDER BY c.id";
    let mut statement = connection.prepare_cached(COMMENTS)?;
    Ok(statement.query_map([ticket.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn notes(connection: &Connection, ticket: TicketId) -> Result<Vec<Note>> {
    const NOTES: &str = "SELECT n.uuid, n.body, n.created_at, u.id, u.uuid, u.login, u.name, u.role
        FROM notes n JOIN users u ON u.id = n.author_id WHERE n.ticket_id = ?1 ORDER BY n.id";
    let mut statement = connection.prepare_cached(NOTES)?;
    Ok(statement.query_map([ticket.0], |row| from_row(row).map(Note))?.collect::<rusqlite::Result<_>>()?)
}

/// A comment or a note by its id.
pub(super) fn find(connection: &Connection, internal: bool, words: Uuid) -> Result<Option<Comment>> {
    const COMMENT: &str = "SELECT c.uuid, c.body, c.created_at, u.id, u.uuid, u.login, u.name, u.role
        FROM comments c JOIN users u ON u.id = c.author_id WHERE c.uuid = ?1";
    const NOTE: &str = "SELECT n.uuid, n.body, n.created_at, u.id, u.uuid, u.login, u.name, u.role
        FROM notes n JOIN users u ON u.id = n.author_id WHERE n.uuid = ?1";
    Ok(connection.prepare_cached(if internal { NOTE } else { COMMENT })?.query_row([words], from_row).optional()?)
}

/// Three looks into indexes: comments of a ticket are in the order of time, and past the last words of either side none is read.
pub(super) fn heard(connection: &Connection, ticket: TicketId, requester: UserId) -> Result<Heard> {
    const LAST: &str = "SELECT created_at FROM comments INDEXED BY comments_author
        WHERE ticket_id = ?1 AND author_id = ?2 ORDER BY created_at DESC LIMIT 1";
    const ANSWER: &str = "SELECT id, created_at FROM comments INDEXED BY comments_ticket
        WHERE ticket_id = ?1 AND author_id <> ?2 ORDER BY id DESC LIMIT 1";
    const SINCE: &str = "SELECT created_at FROM comments INDEXED BY comments_author
        WHERE ticket_id = ?1 AND author_id = ?2 AND created_at >= ?3 AND id > ?4 ORDER BY created_at LIMIT 1";
    let key = [ticket.0, requester.0];
    let last = connection.prepare_cached(LAST)?.query_row(key, |row| row.get(0)).optional()?;
    let place = |row: &Row| Ok((row.get(0)?, row.get(1)?));
    let answer: Option<(i64, i64)> = connection.prepare_cached(ANSWER)?.query_row(key, place).optional()?;
    let (id, at) = answer.unwrap_or((0, i64::MIN));
    let since = [ticket.0, requester.0, at, id];
    let first_since = connection.prepare_cached(SINCE)?.query_row(since, |row| row.get(0)).optional()?;
    Ok(Heard { last: last.map(Timestamp), is_answered: answer.is_some(), first_since: first_since.map(Timestamp) })
}

/// Both directions walk the index of the ticket's comments: what lies before the place is not read.
pub(super) fn comments_part(connection: &Connection, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>> {
    const AFTER: &str = "SELECT c.uuid, c.body, c.created_at, u.id, u.uuid, u.login, u.name, u.role, c.id
        FROM comments c JOIN users u ON u.id = c.author_id WHERE c.ticket_id = ?1 AND c.id > ?2 ORDER BY c.id LIMIT ?3";
    const BEFORE: &str = "SELECT c.uuid, c.body, c.created_at, u.id, u.uuid, u.login, u.name, u.role, c.id
        FROM comments c JOIN users u ON u.id = c.author_id WHERE c.ticket_id = ?1 AND c.id <= ?2 ORDER BY c.id DESC LIMIT ?3";
    words_part(connection, if part.backwards { BEFORE } else { AFTER }, ticket, part)
}

pub(super) fn notes_part(connection: &Connection, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Note)>> {
    const AFTER: &str = "SELECT n.uuid, n.body, n.created_at, u.id, u.uuid, u.login, u.name, u.role, n.id
        FROM notes n JOIN users u ON u.id = n.author_id WHERE n.ticket_id = ?1 AND n.id > ?2 ORDER BY n.id LIMIT ?3";
    const BEFORE: &str = "SELECT n.uuid, n.body, n.created_at, u.id, u.uuid, u.login, u.name, u.role, n.id
        FROM notes n JOIN users u ON u.id = n.author_id WHERE n.ticket_id = ?1 AND n.id <= ?2 ORDER BY n.id DESC LIMIT ?3";
    let Slice { found, is_all } = words_part(connection, if part.backwards { BEFORE } else { AFTER }, ticket, part)?;
    Ok(Slice { found: found.into_iter().map(|(id, words)| (id, Note(words))).collect(), is_all })
}

fn words_part(connection: &Connection, sql: &str, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![ticket.0, part.from.0, limit(part)], |row| Ok((WordsId(row.get(8)?), from_row(row)?)))?;
    gathered(rows, part, |(_, words)| words.body.len())
}

/// As many rows as a part may have.
pub(super) fn limit<K>(part: &Part<K>) -> i64 {
    i64::try_from(part.count).unwrap_or(i64::MAX)
}

/// Rows up to the bounds of a part. `weight` is what a row counts, in bytes.
pub(super) fn gathered<T, K>(
    rows: impl Iterator<Item = rusqlite::Result<T>>,
    part: &Part<K>,
    weight: impl Fn(&T) -> usize,
) -> Result<Slice<T>> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    for row in rows {
        let row = row?;
        bytes += weight(&row);
        found.push(row);
        if bytes > part.bytes {
            return Ok(Slice { found, is_all: false });
        }
    }
    let is_all = found.len() < part.count;
    Ok(Slice { found, is_all })
}

pub(super) fn has(connection: &Connection, uuid: Uuid) -> Result<bool> {
    const HAS: &str = "SELECT 1 FROM comments WHERE uuid = ?1 UNION ALL SELECT 1 FROM notes WHERE uuid = ?1
        UNION ALL SELECT 1 FROM withdrawn WHERE uuid = ?1";
    Ok(connection.prepare_cached(HAS)?.exists([uuid])?)
}

pub(super) fn append(connection: &Connection, ticket: TicketId, said: &[Said]) -> Result<()> {
    // Words that were taken back keep their key: it says where in the thread they stood.
    const COMMENT: &str = "INSERT INTO comments (id, uuid, ticket_id, author_id, body, created_at) VALUES (
        1 + max(coalesce((SELECT max(id) FROM comments), 0), coalesce((SELECT max(words_id) FROM withdrawn WHERE internal = 0), 0)),
        ?1, ?2, ?3, ?4, ?5)";
    const NOTE: &str = "INSERT INTO notes (id, uuid, ticket_id, author_id, body, created_at) VALUES (
        1 + max(coalesce((SELECT max(id) FROM notes), 0), coalesce((SELECT max(words_id) FROM withdrawn WHERE internal = 1), 0)),
        ?1, ?2, ?3, ?4, ?5)";
    for one in said {
        let (sql, words) = match one {
            Said::Comment(comment) => (COMMENT, comment),
            Said::Note(Note(note)) => (NOTE, note),
        };
        let row = params![words.uuid, ticket.0, words.author.id.0, words.body, words.created_at.0];
        connection.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

/// Takes words out of the thread and keeps them apart; `false` if they are not in it.
pub(super) fn withdraw(connection: &Connection, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool> {
    const COMMENT: &str = "INSERT INTO withdrawn (internal, words_id, uuid, ticket_id, author_id, body, created_at)
        SELECT 0, id, uuid, ticket_id, author_id, body, created_at FROM comments WHERE uuid = ?1 AND ticket_id = ?2";
    const NOTE: &str = "INSERT INTO withdrawn (internal, words_id, uuid, ticket_id, author_id, body, created_at)
        SELECT 1, id, uuid, ticket_id, author_id, body, created_at FROM notes WHERE uuid = ?1 AND ticket_id = ?2";
    let (keep, remove) =
        if internal { (NOTE, "DELETE FROM notes WHERE uuid = ?1") } else { (COMMENT, "DELETE FROM comments WHERE uuid = ?1") };
    if connection.prepare_cached(keep)?.execute(params![words, ticket.0])? == 0 {
        return Ok(false);
    }
    connection.prepare_cached(remove)?.execute([words])?;
    Ok(true)
}

/// Puts words that were taken back where they stood; `false` if they were not taken back.
pub(super) fn put_back(connection: &Connection, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool> {
    const COMMENT: &str = "INSERT INTO comments (id, uuid, ticket_id, author_id, body, created_at)
        SELECT words_id, uuid, ticket_id, author_id, body, created_at FROM withdrawn WHERE uuid = ?1 AND ticket_id = ?2 AND internal = 0";
    const NOTE: &str = "INSERT INTO notes (id, uuid, ticket_id, author_id, body, created_at)
        SELECT words_id, uuid, ticket_id, author_id, body, created_at FROM withdrawn WHERE uuid = ?1 AND ticket_id = ?2 AND internal = 1";
    if connection.prepare_cached(if internal { NOTE } else { COMMENT })?.execute(params![words, ticket.0])? == 0 {
        return Ok(false);
    }
    connection.prepare_cached("DELETE FROM withdrawn WHERE uuid = ?1")?.execute([words])?;
    Ok(true)
}

/// Words that were taken back.
pub(super) fn withdrawn(connection: &Connection, words: Uuid) -> Result<Option<Comment>> {
    const WITHDRAWN: &str = "SELECT w.uuid, w.body, w.created_at, u.id, u.uuid, u.login, u.name, u.role
        FROM withdrawn w JOIN users u ON u.id = w.author_id WHERE w.uuid = ?1";
    Ok(connection.prepare_cached(WITHDRAWN)?.query_row([words], from_row).optional()?)
}

pub(super) fn remove(connection: &Connection, ticket: TicketId) -> Result<()> {
    connection.prepare_cached("DELETE FROM comments WHERE ticket_id = ?1")?.execute([ticket.0])?;
    connection.prepare_cached("DELETE FROM notes WHERE ticket_id = ?1")?.execute([ticket.0])?;
    // What was taken back and who looked go with it, and of what was never sent the edits: their text is the ticket's own.
    connection.prepare_cached("DELETE FROM withdrawn WHERE ticket_id = ?1")?.execute([ticket.0])?;
    connection.prepare_cached(super::drafts::EDITS_OF_TICKET)?.execute([ticket.0])?;
    connection.prepare_cached("DELETE FROM looks WHERE ticket_id = ?1")?.execute([ticket.0])?;
    Ok(())
}

fn from_row(row: &Row) -> rusqlite::Result<Comment> {
    Ok(Comment {
        uuid: row.get(0)?,
        body: row.get(1)?,
        created_at: Timestamp(row.get(2)?),
        author: person(row, 3)?.ok_or_else(|| damaged("a comment's author"))?,
    })
}
