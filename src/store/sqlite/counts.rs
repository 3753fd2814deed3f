//! What the cards and the statistics say.

use crate::domain::event::EventKind;
use crate::domain::{Category, Priority, Timestamp};
use crate::store::{Activity, Contents, Counts, Result, Stats};
use rusqlite::{Connection, OptionalExtension, Row};

pub(super) fn counts(connection: &Connection) -> Result<Counts> {
    let mut statement = connection.prepare_cached("SELECT open, in_progress, resolved, closed, unassigned FROM counters")?;
    Ok(statement.query_row([], from_row)?)
}

/// The same counted in the tickets themselves.
pub(super) fn counted(connection: &Connection) -> Result<Counts> {
    const COUNTED: &str = "SELECT count(*) FILTER (WHERE status = 1), count(*) FILTER (WHERE status = 2),
            count(*) FILTER (WHERE status = 3), count(*) FILTER (WHERE status = 4),
            count(*) FILTER (WHERE status IN (1, 2) AND assignee_id IS NULL)
        FROM tickets WHERE deleted_at IS NULL";
    Ok(connection.query_row(COUNTED, [], from_row)?)
}

/// How much there is of what is kept.
pub(super) fn contents(connection: &Connection) -> Result<Contents> {
    const CONTENTS: &str = "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM users),
        (SELECT at FROM events ORDER BY id DESC LIMIT 1)";
    let from_row =
        |row: &Row| Ok(Contents { tickets: row.get(0)?, users: row.get(1)?, latest: row.get::<_, Option<i64>>(2)?.map(Timestamp) });
    Ok(connection.query_row(CONTENTS, [], from_row)?)
}

/// By the index of tickets that are there, and from the last line of the history back: beyond the tickets that are ahead
/// and the lines that purges left last, neither reads more than a row.
pub(super) fn activity(connection: &Connection, bound: Timestamp) -> Result<Activity> {
    const IS_AHEAD: &str = "tickets.updated_at > ?1 AND (SELECT kind FROM events WHERE ticket_id = tickets.id ORDER BY id LIMIT 1) = ?2";
    let (bound, imported) = (bound.0, EventKind::Imported.code());
    let latest = |sql: &str| connection.query_row(sql, [bound, imported], |row| row.get::<_, i64>(0)).optional();
    let changed = latest(&format!(
        "SELECT updated_at FROM tickets WHERE deleted_at IS NULL AND NOT ({IS_AHEAD}) ORDER BY updated_at DESC, id DESC LIMIT 1"
    ))?;
    // What a purge leaves is dated behind a history that is gone: it says nothing any more.
    let happened = latest(&format!(
        "SELECT at FROM events AS latest WHERE number IS NULL AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.id = latest.ticket_id AND {IS_AHEAD})
        ORDER BY id DESC LIMIT 1"
    ))?;
    let mut ahead = connection.prepare(&format!(
        "SELECT number, updated_at FROM tickets WHERE deleted_at IS NULL AND {IS_AHEAD} ORDER BY updated_at DESC, id DESC"
    ))?;
    let ahead = ahead.query_map([bound, imported], |row| Ok((super::tickets::number(row, 0)?, Timestamp(row.get(1)?))))?;
    Ok(Activity { latest: changed.max(happened).map(Timestamp), ahead: ahead.collect::<rusqlite::Result<_>>()? })
}

/// Puts the counters right.
pub(super) fn count_anew(connection: &Connection) -> Result<()> {
    const SAVE: &str = "UPDATE counters SET open = ?1, in_progress = ?2, resolved = ?3, closed = ?4, unassigned = ?5";
    let Counts { open, in_progress, resolved, closed, unassigned } = counted(connection)?;
    connection.execute(SAVE, [open, in_progress, resolved, closed, unassigned])?;
    Ok(())
}

fn from_row(row: &Row) -> rusqlite::Result<Counts> {
    Ok(Counts { open: row.get(0)?, in_progress: row.get(1)?, resolved: row.get(2)?, closed: row.get(3)?, unassigned: row.get(4)? })
}

pub(super) fn stats(connection: &Connection) -> Result<Stats> {
    let by_priority = grouped(connection, "SELECT priority, count(*) FROM tickets WHERE deleted_at IS NULL GROUP BY priority")?;
    let by_category = grouped(connection, "SELECT category, count(*) FROM tickets WHERE deleted_at IS NULL GROUP BY category")?;
    let of = |pairs: &[(i64, i64)], code| pairs.iter().find(|pair| pair.0 == code).map_or(0, |pair| pair.1);
    let mut by_assignee: Vec<_> = super::users::loads(connection)?.into_iter().map(|(user, load)| (user.login, user.name, load)).collect();
    by_assignee.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
    Ok(Stats {
        counts: counts(connection)?,
        by_priority: Priority::ALL.iter().rev().map(|value| (*value, of(&by_priority, value.code()))).collect(),
        by_category: Category::ALL.iter().map(|value| (*value, of(&by_category, value.code()))).collect(),
        by_assignee,
    })
}

fn grouped(connection: &Connection, sql: &str) -> Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}
