//! Who can no longer be assigned tickets, and the active tickets they still have.

use super::events::codes;
use super::tickets::number;
use crate::domain::event::EventKind;
use crate::domain::{OrderId, TicketNumber, UserId};
use crate::store::{Leaving, Result};
use rusqlite::{Connection, OptionalExtension, Params, params};

pub(super) fn active_of(connection: &Connection, assignee: UserId, limit: usize) -> Result<Vec<TicketNumber>> {
    const ACTIVE_OF: &str = "SELECT number FROM tickets INDEXED BY tickets_active_assignee
        WHERE assignee_id = ?1 AND deleted_at IS NULL AND status IN (1, 2) ORDER BY updated_at, id LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(ACTIVE_OF)?;
    let numbers = statement.query_map([assignee.0, limit], |row| number(row, 0))?.collect::<rusqlite::Result<_>>()?;
    Ok(numbers)
}

pub(super) fn count_active_of(connection: &Connection, assignee: UserId) -> Result<u64> {
    const COUNT: &str = "SELECT count(*) FROM tickets INDEXED BY tickets_active_assignee
        WHERE assignee_id = ?1 AND deleted_at IS NULL AND status IN (1, 2)";
    Ok(connection.prepare_cached(COUNT)?.query_row([assignee.0], |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// Whom of these ids an event put out, and who did it: their tickets are released in its name.
macro_rules! leaving {
    ($ids:literal) => {
        concat!(
            $ids,
            " SELECT u.id, e.order_id, e.actor_id FROM assignee CROSS JOIN users u ON u.id = assignee.id AND (u.active = 0 OR u.role = 3)
                CROSS JOIN events e ON e.id = (
                    SELECT max(id) FROM events WHERE user_id = u.id AND kind IN (SELECT value FROM json_each(?1)))
            LIMIT 1"
        )
    };
}

/// One step of the index for each assignee, however many tickets they have.
pub(super) fn find(connection: &Connection) -> Result<Option<Leaving>> {
    const FIND: &str = leaving!(
        "WITH RECURSIVE assignee (id) AS (
            SELECT min(assignee_id) FROM tickets INDEXED BY tickets_active_assignee
                WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id > 0
            UNION ALL
            SELECT (SELECT min(assignee_id) FROM tickets INDEXED BY tickets_active_assignee
                WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id > assignee.id)
            FROM assignee WHERE id IS NOT NULL
        )"
    );
    one(connection, FIND, params![kinds()])
}

/// The same of one user.
pub(super) fn is(connection: &Connection, user: UserId) -> Result<Option<Leaving>> {
    const IS: &str = leaving!(
        "WITH assignee (id) AS (
            SELECT assignee_id FROM tickets INDEXED BY tickets_active_assignee
                WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id = ?2 LIMIT 1
        )"
    );
    one(connection, IS, params![kinds(), user.0])
}

fn kinds() -> String {
    codes(&[EventKind::UserDisabled, EventKind::UserRoleChanged])
}

fn one(connection: &Connection, sql: &str, values: impl Params) -> Result<Option<Leaving>> {
    let found = |row: &rusqlite::Row| Ok(Leaving { user: UserId(row.get(0)?), order: OrderId(row.get(1)?), actor: UserId(row.get(2)?) });
    Ok(connection.prepare_cached(sql)?.query_row(values, found).optional()?)
}
