//! Tickets in the file, one at a time. Lists are `search`'s.

use super::error::damaged;
use super::users::{login, role};
use super::{events, index, takebacks, thread};
use crate::domain::event::NewEvent;
use crate::domain::{Category, Person, Priority, Source, Status, Ticket, TicketId, TicketNumber, Timestamp, UserId};
use crate::store::{Result, StoreError};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use uuid::Uuid;

/// A ticket's columns with everybody it names; `from_row` reads them. `t` is the ticket.
macro_rules! select_ticket {
    ($rest:expr) => {
        concat!(
            "SELECT t.id, t.uuid, t.number, t.subject, t.description, t.category, t.priority, t.status, t.creator_id, t.version,
                    t.comment_count, t.note_count, t.created_at, t.updated_at, t.public_updated_at, t.requester_spoke_at,
                    t.unanswered_since, t.resolved_at, t.closed_at, t.deleted_at, t.source, t.source_id, t.source_digest,
                    r.id, r.uuid, r.login, r.name, r.role, a.id, a.uuid, a.login, a.name, a.role,
                    d.id, d.uuid, d.login, d.name, d.role
             FROM tickets t
             JOIN users r ON r.id = t.requester_id
             LEFT JOIN users a ON a.id = t.assignee_id
             LEFT JOIN users d ON d.id = t.deleted_by ",
            $rest
        )
    };
}
pub(super) use select_ticket;

/// The columns of a ticket that a guest may see; `public_from_row` reads them.
macro_rules! select_public {
    ($rest:expr) => {
        concat!(
            "SELECT t.id, t.uuid, t.number, t.subject, t.description, t.category, t.status, t.comment_count, t.created_at,
                    t.public_updated_at, t.resolved_at, t.closed_at, r.id, r.uuid, r.login, r.name, r.role
             FROM tickets t
             JOIN users r ON r.id = t.requester_id ",
            $rest
        )
    };
}
pub(super) use select_public;

pub(super) fn find(connection: &Connection, number: TicketNumber) -> Result<Option<Ticket>> {
    one(connection, select_ticket!("WHERE t.number = ?1"), [number.digits()])
}

/// The same for a guest: one question, and one answer whether it is not there, not theirs or deleted.
pub(super) fn find_own(connection: &Connection, number: TicketNumber, guest: UserId) -> Result<Option<Ticket>> {
    one(connection, select_ticket!("WHERE t.number = ?1 AND t.requester_id = ?2 AND t.deleted_at IS NULL"), [number.digits(), guest.0])
}

pub(super) fn by_uuid(connection: &Connection, uuid: Uuid) -> Result<Option<Ticket>> {
    one(connection, select_ticket!("WHERE t.uuid = ?1"), [uuid])
}

pub(super) fn by_source(connection: &Connection, source: &str, id: &str) -> Result<Option<Ticket>> {
    one(connection, select_ticket!("WHERE t.source = ?1 AND t.source_id = ?2"), [source, id])
}

/// At most so many tickets behind this key, by their key.
pub(super) fn behind(connection: &Connection, after: TicketId, limit: i64) -> Result<Vec<Ticket>> {
    const BEHIND: &str = select_ticket!("WHERE t.id > ?1 ORDER BY t.id LIMIT ?2");
    let mut statement = connection.prepare_cached(BEHIND)?;
    Ok(statement.query_map(params![after.0, limit], from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// The first of the index `tickets_next`, whose order is written out here just as it stands there.
pub(super) fn most_pressing(connection: &Connection) -> Result<Option<Ticket>> {
    const MOST_PRESSING: &str = select_ticket!(
        "WHERE t.id = (SELECT id FROM tickets INDEXED BY tickets_next
            WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id IS NULL
            ORDER BY priority DESC, unanswered_since IS NULL, unanswered_since, created_at, id LIMIT 1)"
    );
    one(connection, MOST_PRESSING, [])
}

pub(super) fn insert(connection: &Connection, ticket: &Ticket) -> Result<TicketId> {
    const INSERT: &str = "INSERT INTO tickets (uuid, number, subject, description, category, priority, status, requester_id,
            assignee_id, creator_id, version, comment_count, note_count, created_at, updated_at, public_updated_at,
            requester_spoke_at, unanswered_since, resolved_at, closed_at, deleted_at, deleted_by, source, source_id, source_digest)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)";
    let source = ticket.source.as_ref();
    let row = params![
        ticket.uuid,
        ticket.number.digits(),
        ticket.subject,
        ticket.description,
        ticket.category.code(),
        ticket.priority.code(),
        ticket.status.code(),
        ticket.requester.id.0,
        ticket.assignee.as_ref().map(|person| person.id.0),
        ticket.creator.0,
        ticket.version,
        ticket.comment_count,
        ticket.note_count,
        ticket.created_at.0,
        ticket.updated_at.0,
        ticket.public_updated_at.0,
        ticket.requester_spoke_at.0,
        ticket.unanswered_since.map(|at| at.0),
        ticket.resolved_at.map(|at| at.0),
        ticket.closed_at.map(|at| at.0),
        ticket.deleted_at.map(|at| at.0),
        ticket.deleted_by.as_ref().map(|person| person.id.0),
        source.map(|source| &source.name),
        source.map(|source| &source.id),
        source.map(|source| &source.digest),
    ];
    Ok(TicketId(connection.prepare_cached(INSERT)?.insert(row)?))
}

/// `events`: how many the save is for; the version must have moved by as many, and at least one.
pub(super) fn save(connection: &Connection, ticket: &Ticket, seen: i64, events: usize) -> Result<()> {
    const SAVE: &str = "UPDATE tickets SET subject = ?3, description = ?4, category = ?5, priority = ?6, status = ?7,
            requester_id = ?8, assignee_id = ?9, version = ?10, comment_count = ?11, note_count = ?12, updated_at = ?13,
            public_updated_at = ?14, requester_spoke_at = ?15, unanswered_since = ?16, resolved_at = ?17, closed_at = ?18,
            deleted_at = ?19, deleted_by = ?20
        WHERE id = ?1 AND version = ?2";
    if events == 0 || i64::try_from(events) != Ok(ticket.version - seen) {
        return Err(StoreError::Broken(format!("{} would be saved without its events", ticket.number)));
    }
    let row = params![
        ticket.id.0,
        seen,
        ticket.subject,
        ticket.description,
        ticket.category.code(),
        ticket.priority.code(),
        ticket.status.code(),
        ticket.requester.id.0,
        ticket.assignee.as_ref().map(|person| person.id.0),
        ticket.version,
        ticket.comment_count,
        ticket.note_count,
        ticket.updated_at.0,
        ticket.public_updated_at.0,
        ticket.requester_spoke_at.0,
        ticket.unanswered_since.map(|at| at.0),
        ticket.resolved_at.map(|at| at.0),
        ticket.closed_at.map(|at| at.0),
        ticket.deleted_at.map(|at| at.0),
        ticket.deleted_by.as_ref().map(|person| person.id.0),
    ];
    match connection.prepare_cached(SAVE)?.execute(row)? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// Removes a ticket with everything on it, and leaves one event.
pub(super) fn purge(connection: &Connection, ticket: &Ticket, event: &NewEvent) -> Result<()> {
    // First, so that the ids of the events that go are not given out again: what is later has the greater id.
    events::append_purge(connection, ticket.number, event)?;
    index::forget(connection, ticket.id, ticket.updated_at)?;
    takebacks::forget(connection, ticket.id, ticket.number)?;
    thread::remove(connection, ticket.id)?;
    events::remove(connection, ticket.id)?;
    connection.prepare_cached("DELETE FROM tickets WHERE id = ?1")?.execute([ticket.id.0])?;
    Ok(())
}

fn one(connection: &Connection, sql: &str, key: impl Params) -> Result<Option<Ticket>> {
    Ok(connection.prepare_cached(sql)?.query_row(key, from_row).optional()?)
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: TicketId(row.get(0)?),
        uuid: row.get(1)?,
        number: number(row, 2)?,
        subject: row.get(3)?,
        description: row.get(4)?,
        category: Category::from_code(row.get(5)?).ok_or_else(|| damaged("a ticket's category"))?,
        priority: Priority::from_code(row.get(6)?).ok_or_else(|| damaged("a ticket's priority"))?,
        status: Status::from_code(row.get(7)?).ok_or_else(|| damaged("a ticket's status"))?,
        creator: UserId(row.get(8)?),
        version: row.get(9)?,
        comment_count: row.get(10)?,
        note_count: row.get(11)?,
        created_at: Timestamp(row.get(12)?),
        updated_at: Timestamp(row.get(13)?),
        public_updated_at: Timestamp(row.get(14)?),
        requester_spoke_at: Timestamp(row.get(15)?),
        unanswered_since: time(row, 16)?,
        resolved_at: time(row, 17)?,
        closed_at: time(row, 18)?,
        deleted_at: time(row, 19)?,
        source: source(row)?,
        requester: person(row, 23)?.ok_or_else(|| damaged("a ticket's requester"))?,
        assignee: person(row, 28)?,
        deleted_by: person(row, 33)?,
    })
}

/// What only staff know is as on a ticket that nothing happened to, as `desk/look` has it.
pub(super) fn public_from_row(row: &Row) -> rusqlite::Result<Ticket> {
    let requester = person(row, 12)?.ok_or_else(|| damaged("a ticket's requester"))?;
    let (created_at, public_updated_at) = (Timestamp(row.get(8)?), Timestamp(row.get(9)?));
    Ok(Ticket {
        id: TicketId(row.get(0)?),
        uuid: row.get(1)?,
        number: number(row, 2)?,
        subject: row.get(3)?,
        description: row.get(4)?,
        category: Category::from_code(row.get(5)?).ok_or_else(|| damaged("a ticket's category"))?,
        priority: Priority::Medium,
        status: Status::from_code(row.get(6)?).ok_or_else(|| damaged("a ticket's status"))?,
        creator: requester.id,
        version: 0,
        comment_count: row.get(7)?,
        note_count: 0,
        created_at,
        updated_at: public_updated_at,
        public_updated_at,
        requester_spoke_at: created_at,
        unanswered_since: None,
        resolved_at: time(row, 10)?,
        closed_at: time(row, 11)?,
        deleted_at: None,
        source: None,
        requester,
        assignee: None,
        deleted_by: None,
    })
}

fn time(row: &Row, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}

fn source(row: &Row) -> rusqlite::Result<Option<Source>> {
    let Some(name) = row.get(20)? else { return Ok(None) };
    Ok(Some(Source { name, id: row.get(21)?, digest: row.get(22)? }))
}

/// The user in the five columns from `first` on: id, uuid, login, name, role.
pub(super) fn person(row: &Row, first: usize) -> rusqlite::Result<Option<Person>> {
    let Some(id) = row.get::<_, Option<i64>>(first)? else { return Ok(None) };
    let (uuid, name) = (row.get(first + 1)?, row.get(first + 3)?);
    Ok(Some(Person { id: UserId(id), uuid, login: login(row, first + 2)?, name, role: role(row, first + 4)? }))
}

pub(super) fn number(row: &Row, column: usize) -> rusqlite::Result<TicketNumber> {
    TicketNumber::new(row.get(column)?).ok_or_else(|| damaged("a ticket's number"))
}
