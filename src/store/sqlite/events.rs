//! The history in the file. Triggers keep it from being edited.

use super::error::damaged;
use super::thread::{gathered, limit};
use super::tickets::number;
use super::users::role;
use crate::domain::event::{Change, Event, EventKind, NewEvent};
use crate::domain::seal;
use crate::domain::{EventId, OrderId, Priority, Ticket, TicketId, TicketNumber, Timestamp, UserId};
use crate::store::{Part, Pulse, Result, Said, Slice};
use rusqlite::{Connection, OptionalExtension, Row, Statement, params};
use serde_json::{Value, json};

/// A ticket's event with its number and who did it; `from_row` reads it. `e` is the event, `u` its actor.
macro_rules! select_event {
    ($rest:expr) => {
        concat!(
            "SELECT e.id, t.number, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id
             FROM events e JOIN users u ON u.id = e.actor_id JOIN tickets t ON t.id = e.ticket_id ",
            $rest
        )
    };
}
pub(super) use select_event;

pub(super) fn of_ticket(connection: &Connection, ticket: TicketId) -> Result<Vec<Event>> {
    let mut statement = connection.prepare_cached(select_event!("WHERE e.ticket_id = ?1 ORDER BY e.id"))?;
    Ok(statement.query_map([ticket.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn part_of_ticket(connection: &Connection, ticket: TicketId, part: &Part<EventId>) -> Result<Slice<Event>> {
    const AFTER: &str = select_event!("WHERE e.ticket_id = ?1 AND e.id > ?2 ORDER BY e.id LIMIT ?3");
    const BEFORE: &str = select_event!("WHERE e.ticket_id = ?1 AND e.id <= ?2 ORDER BY e.id DESC LIMIT ?3");
    let mut statement = connection.prepare_cached(if part.backwards { BEFORE } else { AFTER })?;
    let weight = |value: &Value| value.as_str().map_or(0, str::len);
    let rows = statement.query_map(params![ticket.0, part.from.0, limit(part)], from_row)?;
    gathered(rows, part, |event| weight(&event.change.before) + weight(&event.change.after))
}

/// A ticket's events are in the order of time, so the place is found by halving: no index has their times.
pub(super) fn until(connection: &Connection, ticket: TicketId, at: Timestamp) -> Result<EventId> {
    const LAST: &str = "SELECT id FROM events WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 1";
    const NEXT: &str = "SELECT id, at FROM events WHERE ticket_id = ?1 AND id > ?2 ORDER BY id LIMIT 1";
    let last: Option<i64> = connection.prepare_cached(LAST)?.query_row([ticket.0], |row| row.get(0)).optional()?;
    let mut next = connection.prepare_cached(NEXT)?;
    // The event with the key `early` is not too late, or is none; no event behind `late` is early enough.
    let (mut early, mut late) = (0, last.unwrap_or(0));
    while early < late {
        let middle = early + (late - early) / 2;
        let probe = next.query_row([ticket.0, middle], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).optional()?;
        match probe {
            Some((id, time)) if time <= at.0 => early = id,
            _ => late = middle,
        }
    }
    Ok(EventId(early))
}

pub(super) fn count_but(connection: &Connection, ticket: TicketId, kinds: &[EventKind], most: i64) -> Result<Option<i64>> {
    const COUNT: &str = "SELECT count(*), coalesce(sum(kind NOT IN (SELECT value FROM json_each(?2))), 0)
        FROM (SELECT kind FROM events WHERE ticket_id = ?1 LIMIT ?3 + 1)";
    let counted =
        connection.prepare_cached(COUNT)?.query_row(params![ticket.0, codes(kinds), most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (all, others): (i64, i64) = counted;
    Ok((all <= most).then_some(others))
}

pub(super) fn last(connection: &Connection, ticket: TicketId, kinds: &[EventKind]) -> Result<Option<Event>> {
    const LAST: &str = select_event!("WHERE e.ticket_id = ?1 AND e.kind IN (SELECT value FROM json_each(?2)) ORDER BY e.id DESC LIMIT 1");
    Ok(connection.prepare_cached(LAST)?.query_row(params![ticket.0, codes(kinds)], from_row).optional()?)
}

pub(super) fn purge_of(connection: &Connection, number: TicketNumber) -> Result<Option<Event>> {
    const PURGE: &str = "SELECT e.id, e.number, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id
        FROM events e JOIN users u ON u.id = e.actor_id WHERE e.number = ?1";
    Ok(connection.prepare_cached(PURGE)?.query_row([number.digits()], from_row).optional()?)
}

/// What an order did, oldest first.
pub(super) fn of_order(connection: &Connection, order: OrderId) -> Result<Vec<Event>> {
    const OF_ORDER: &str = "SELECT e.id, t.number, e.order_id, u.login, u.name, u.role, e.at, e.kind, e.before, e.after, e.actor_id
        FROM events e JOIN users u ON u.id = e.actor_id LEFT JOIN tickets t ON t.id = e.ticket_id WHERE e.order_id = ?1 ORDER BY e.id";
    let mut statement = connection.prepare_cached(OF_ORDER)?;
    Ok(statement.query_map([order.0], from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn touched_by(connection: &Connection, order: OrderId) -> Result<Vec<TicketNumber>> {
    const TOUCHED: &str = "SELECT t.number FROM events e JOIN tickets t ON t.id = e.ticket_id
        WHERE e.order_id = ?1 GROUP BY t.id ORDER BY min(e.id)";
    let mut statement = connection.prepare_cached(TOUCHED)?;
    Ok(statement.query_map([order.0], |row| number(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn order_done(connection: &Connection, order: OrderId) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM events WHERE order_id = ?1")?.exists([order.0])?)
}

pub(super) fn pulse(connection: &Connection) -> Result<Pulse> {
    const LATEST: &str = "SELECT id, order_id FROM events ORDER BY id DESC LIMIT 1";
    let latest =
        connection.prepare_cached(LATEST)?.query_row([], |row| Ok(Pulse::History(row.get(0)?, OrderId(row.get(1)?)))).optional()?;
    Ok(latest.unwrap_or(Pulse::Still))
}

pub(super) fn latest_of_user(connection: &Connection, user: UserId) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached("SELECT max(at) FROM events WHERE user_id = ?1")?;
    Ok(statement.query_row([user.0], |row| Ok(row.get::<_, Option<i64>>(0)?.map(Timestamp)))?)
}

pub(super) fn latest(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT coalesce(max(id), 0) FROM events")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

pub(super) fn urgent_arrivals(connection: &Connection, after: i64, me: UserId) -> Result<i64> {
    // The events come first: there are few of them, and many urgent tickets.
    const ARRIVALS: &str = "SELECT count(DISTINCT e.ticket_id) FROM events e CROSS JOIN tickets t ON t.id = e.ticket_id
        WHERE e.id > ?1 AND e.actor_id <> ?2 AND t.priority = ?3 AND t.status IN (1, 2) AND t.deleted_at IS NULL
          AND (e.kind IN (SELECT value FROM json_each(?4)) OR (e.kind = ?5 AND e.after = ?6)
            OR (e.kind = ?7 AND e.before ->> '$.status' IN ('resolved', 'closed')))";
    let arrivals = [EventKind::Created, EventKind::Imported, EventKind::Reopened, EventKind::Undeleted];
    let kinds = json!(arrivals.map(EventKind::code)).to_string();
    let made_urgent = json!(Priority::Urgent).to_string();
    let row = params![
        after,
        me.0,
        Priority::Urgent.code(),
        kinds,
        EventKind::PriorityChanged.code(),
        made_urgent,
        EventKind::StatusRestored.code()
    ];
    Ok(connection.prepare_cached(ARRIVALS)?.query_row(row, |row| row.get(0))?)
}

pub(super) fn latest_of_desk(connection: &Connection) -> Result<Option<Timestamp>> {
    const LATEST: &str = "SELECT at FROM events WHERE ticket_id IS NULL AND user_id IS NULL AND number IS NULL ORDER BY id DESC LIMIT 1";
    Ok(connection.prepare_cached(LATEST)?.query_row([], |row| row.get(0).map(Timestamp)).optional()?)
}

/// `begun` is the ticket that these events begin, if they do; `said` what is said by them. Beside what begins stands its seal.
pub(super) fn append_to_ticket(
    connection: &Connection,
    ticket: TicketId,
    begun: Option<&Ticket>,
    said: &[Said],
    events: &[NewEvent],
) -> Result<()> {
    let mut said = said.iter();
    let mut statement = connection.prepare_cached(APPEND)?;
    for event in events {
        let change = &event.change;
        let sealed = match change.kind {
            EventKind::Created | EventKind::Imported => begun.map(|ticket| seal::beginning(ticket, change.kind)),
            // What is said comes in the order of its events. What is put back was sealed when it was said.
            EventKind::Commented | EventKind::Noted => {
                let said = said.next().filter(|said| change.after == said.words().uuid.to_string().as_str());
                said.map(|said| json!({ "seal": seal::of_comment(said.words()) }))
            }
            _ => None,
        };
        let before = sealed.map_or_else(|| json(&change.before), |sealed| json(&sealed));
        append_one(&mut statement, About { ticket: Some(ticket), ..About::default() }, event, before.as_deref())?;
    }
    Ok(())
}

pub(super) fn append_to_user(connection: &Connection, user: UserId, events: &[NewEvent]) -> Result<()> {
    append(connection, About { user: Some(user), ..About::default() }, events)
}

pub(super) fn append_purge(connection: &Connection, number: TicketNumber, event: &NewEvent) -> Result<()> {
    append(connection, About { number: Some(number), ..About::default() }, std::slice::from_ref(event))
}

/// About the desk itself.
pub(super) fn append_to_desk(connection: &Connection, event: &NewEvent) -> Result<()> {
    append(connection, About::default(), std::slice::from_ref(event))
}

/// Only a deleted ticket's: a trigger refuses the rest.
pub(super) fn remove(connection: &Connection, ticket: TicketId) -> Result<()> {
    connection.prepare_cached("DELETE FROM events WHERE ticket_id = ?1")?.execute([ticket.0])?;
    Ok(())
}

#[derive(Clone, Copy, Default)]
struct About {
    ticket: Option<TicketId>,
    user: Option<UserId>,
    number: Option<TicketNumber>,
}

const APPEND: &str = "INSERT INTO events (ticket_id, user_id, number, order_id, actor_id, kind, before, after, at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

fn append(connection: &Connection, about: About, events: &[NewEvent]) -> Result<()> {
    let mut statement = connection.prepare_cached(APPEND)?;
    events.iter().try_for_each(|event| append_one(&mut statement, about, event, json(&event.change.before).as_deref()))
}

fn append_one(statement: &mut Statement<'_>, about: About, event: &NewEvent, before: Option<&str>) -> Result<()> {
    statement.execute(params![
        about.ticket.map(|id| id.0),
        about.user.map(|id| id.0),
        about.number.map(TicketNumber::digits),
        event.order.0,
        event.actor.0,
        event.change.kind.code(),
        before,
        json(&event.change.after),
        event.at.0,
    ])?;
    Ok(())
}

/// Kinds as SQL takes a list of them.
pub(super) fn codes(kinds: &[EventKind]) -> String {
    json!(kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>()).to_string()
}

fn json(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

pub(super) fn from_row(row: &Row) -> rusqlite::Result<Event> {
    let value = |column| -> rusqlite::Result<Value> {
        match row.get::<_, Option<String>>(column)? {
            Some(text) => serde_json::from_str(&text).map_err(|_| damaged("an event's value")),
            None => Ok(Value::Null),
        }
    };
    let kind = EventKind::from_code(row.get(7)?).ok_or_else(|| damaged("an event's kind"))?;
    // Nothing is before what begins: there its seal stands.
    let (before, sealed) = if kind.is_sealed() { (Value::Null, value(8)?) } else { (value(8)?, Value::Null) };
    Ok(Event {
        id: EventId(row.get(0)?),
        number: row.get::<_, Option<i64>>(1)?.map(|_| number(row, 1)).transpose()?,
        order: OrderId(row.get(2)?),
        actor: UserId(row.get(10)?),
        actor_login: row.get(3)?,
        actor_name: row.get(4)?,
        actor_role: role(row, 5)?,
        at: Timestamp(row.get(6)?),
        change: Change { kind, before, after: value(9)? },
        sealed,
    })
}
