//! What is stored together with what the history says of it, in the order of keys and in pieces, each by as many questions
//! whatever is in it.

use super::events::from_row as event;
use super::{keys, settings, tickets, users, views};
use crate::domain::event::Event;
use crate::domain::key::Key;
use crate::domain::retelling::{DeskRecord, ThreadEntry, UserRecord};
use crate::domain::{TicketId, Timestamp, UserId, seal};
use crate::store::{History, Result};
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

/// Rows by the key of whatever they belong to.
type ByKey<T> = HashMap<i64, Vec<T>>;

/// Tickets with their events and their threads.
pub(super) fn histories(connection: &Connection, after: TicketId, limit: i64) -> Result<Vec<History>> {
    // The number is the ticket's, which is at hand.
    const EVENTS: &str = "SELECT e.id, NULL, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id, e.ticket_id
        FROM events e INDEXED BY events_ticket CROSS JOIN users u ON u.id = e.actor_id
        WHERE e.ticket_id > ?1 AND e.ticket_id <= ?2 ORDER BY e.ticket_id, e.id";
    const COMMENTS: &str = "SELECT id, uuid, author_id, created_at, body, 0, 0, ticket_id
        FROM comments INDEXED BY comments_ticket WHERE ticket_id > ?1 AND ticket_id <= ?2 ORDER BY ticket_id, id";
    const NOTES: &str = "SELECT id, uuid, author_id, created_at, body, 1, 0, ticket_id
        FROM notes INDEXED BY notes_ticket WHERE ticket_id > ?1 AND ticket_id <= ?2 ORDER BY ticket_id, id";
    const WITHDRAWN: &str = "SELECT words_id, uuid, author_id, created_at, body, internal, 1, ticket_id
        FROM withdrawn INDEXED BY withdrawn_ticket WHERE ticket_id > ?1 AND ticket_id <= ?2 ORDER BY ticket_id";
    let tickets = tickets::behind(connection, after, limit)?;
    let Some(last) = tickets.last() else { return Ok(Vec::new()) };
    let range = [after.0, last.id.0];
    let mut events: ByKey<Event> = gather(connection, EVENTS, range, 11, event)?;
    let mut thread = ByKey::<ThreadEntry>::new();
    for sql in [COMMENTS, NOTES, WITHDRAWN] {
        for (ticket, words) in gather(connection, sql, range, 7, written)? {
            thread.entry(ticket).or_default().extend(words);
        }
    }
    let whole = |ticket: crate::domain::Ticket| {
        let events = events.remove(&ticket.id.0).unwrap_or_default();
        History { events, thread: thread.remove(&ticket.id.0).unwrap_or_default(), ticket }
    };
    Ok(tickets.into_iter().map(whole).collect())
}

/// The seal is made at once: a thread may be longer than memory should hold.
fn written(row: &Row) -> rusqlite::Result<ThreadEntry> {
    let (uuid, author, created_at) = (row.get(1)?, UserId(row.get(2)?), Timestamp(row.get(3)?));
    Ok(ThreadEntry {
        place: row.get(0)?,
        uuid,
        author,
        created_at,
        internal: row.get(5)?,
        is_withdrawn: row.get(6)?,
        seal: seal::of_words(uuid, author, created_at, row.get_ref(4)?.as_str()?),
    })
}

/// People with their events, keys and settings.
pub(super) fn of_users(connection: &Connection, after: UserId, limit: i64) -> Result<Vec<UserRecord>> {
    const USERS: &str =
        "SELECT id, uuid, login, name, email, role, active, created_at, email_key FROM users WHERE id > ?1 ORDER BY id LIMIT ?2";
    const EVENTS: &str = "SELECT e.id, NULL, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id, e.user_id
        FROM events e INDEXED BY events_user CROSS JOIN users u ON u.id = e.actor_id
        WHERE e.user_id > ?1 AND e.user_id <= ?2 ORDER BY e.user_id, e.id";
    const KEYS: &str =
        "SELECT fingerprint, line, label, added_at, user_id FROM keys WHERE user_id > ?1 AND user_id <= ?2 ORDER BY user_id, id";
    const SETTINGS: &str = "SELECT name, value, user_id FROM preferences WHERE user_id > ?1 AND user_id <= ?2";
    let mut statement = connection.prepare_cached(USERS)?;
    let found = statement.query_map(params![after.0, limit], |row| Ok((users::from_row(row)?, row.get(8)?)))?;
    let found: Vec<(crate::domain::User, Option<String>)> = found.collect::<rusqlite::Result<_>>()?;
    let Some((last, _)) = found.last() else { return Ok(Vec::new()) };
    let range = [after.0, last.id.0];
    let mut events: ByKey<Event> = gather(connection, EVENTS, range, 11, event)?;
    let mut keys: ByKey<Key> = gather(connection, KEYS, range, 4, keys::from_row)?;
    let mut preferences = gather(connection, SETTINGS, range, 2, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let whole = |(user, email_key): (crate::domain::User, Option<String>)| UserRecord {
        email_key,
        events: events.remove(&user.id.0).unwrap_or_default(),
        keys: keys.remove(&user.id.0).unwrap_or_default(),
        preferences: preferences.remove(&user.id.0).unwrap_or_default(),
        user,
    };
    Ok(found.into_iter().map(whole).collect())
}

/// The desk's settings, everybody's views, and the events that are about neither a ticket nor a person.
pub(super) fn of_desk(connection: &Connection) -> Result<DeskRecord> {
    const VIEWS: &str = "SELECT owner_id, name, digit, query, name_key FROM views ORDER BY id";
    const EVENTS: &str = "SELECT e.id, NULL, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id
        FROM events e INDEXED BY events_desk CROSS JOIN users u ON u.id = e.actor_id
        WHERE e.ticket_id IS NULL AND e.user_id IS NULL AND e.number IS NULL ORDER BY e.id";
    let mut statement = connection.prepare_cached(VIEWS)?;
    let views = statement.query_map([], |row| Ok((views::from_row(row)?, row.get(4)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare_cached(EVENTS)?;
    let events = statement.query_map([], event)?.collect::<rusqlite::Result<_>>()?;
    Ok(DeskRecord { settings: settings::all(connection)?, views, events })
}

/// The rows behind the first key up to the second, by the key that stands in the column of this number.
fn gather<T>(
    connection: &Connection,
    sql: &str,
    [after, last]: [i64; 2],
    column: usize,
    read: impl Fn(&Row) -> rusqlite::Result<T>,
) -> Result<ByKey<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([after, last])?;
    let mut found = ByKey::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get(column)?).or_insert_with(Vec::new).push(read(row)?);
    }
    Ok(found)
}
