//! Places in the search index, given out so that hits come in the list's own order. Time mostly goes forward, so mostly the
//! next place is the right one. Where it does not (a clock that was set back, an old desk's tickets coming in), another era
//! begins: within each, later places have later activity, and a search merges them. A document goes to the era that ends
//! closest before it, as in the patience game that sorts cards into the fewest piles: so there are as few eras as can be.

use crate::domain::search::Cursor;
use crate::domain::{TicketId, Timestamp};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, params};

/// How many places an era has: at a change a second, for 136 years.
const SPAN: i64 = 1 << 32;

/// A run of places, from `first` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Era {
    pub first: i64,
    pub end: i64,
}

/// Every era there is; one, on most desks.
pub(in super::super) fn all(connection: &Connection) -> Result<Vec<Era>> {
    let mut statement = connection.prepare_cached("SELECT id, next FROM eras ORDER BY id")?;
    let eras = statement.query_map([], |row| {
        let first = row.get::<_, i64>(0)? * SPAN;
        Ok(Era { first, end: first + row.get::<_, i64>(1)? })
    })?;
    Ok(eras.collect::<rusqlite::Result<_>>()?)
}

/// Gives out the place for a ticket with this activity.
pub(super) fn next_place(connection: &Connection, ticket: TicketId, updated_at: Timestamp) -> Result<i64> {
    const CLOSEST: &str = "SELECT id, next FROM eras WHERE (updated_at, ticket_id) <= (?1, ?2) AND next < ?3
        ORDER BY updated_at DESC, ticket_id DESC LIMIT 1";
    const BEGIN: &str =
        "INSERT INTO eras (id, next, updated_at, ticket_id) SELECT coalesce(max(id) + 1, 0), 1, ?1, ?2 FROM eras RETURNING id";
    const GO_ON: &str = "UPDATE eras SET next = next + 1, updated_at = ?2, ticket_id = ?3 WHERE id = ?1";
    let key = params![updated_at.0, ticket.0, SPAN];
    let closest = connection.prepare_cached(CLOSEST)?.query_row(key, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    let Some((era, next)) = closest.optional()? else {
        let era: i64 = connection.prepare_cached(BEGIN)?.query_row([updated_at.0, ticket.0], |row| row.get(0))?;
        return Ok(era * SPAN);
    };
    connection.prepare_cached(GO_ON)?.execute([era, updated_at.0, ticket.0])?;
    Ok(era * SPAN + next)
}

impl Era {
    /// The first place of this era whose ticket is not older than this, as the list by activity goes.
    pub fn first_not_before(self, connection: &Connection, place: Cursor) -> Result<i64> {
        const PROBE: &str = "SELECT place, updated_at, ticket_id FROM documents WHERE place >= ?1 AND place < ?2 ORDER BY place LIMIT 1";
        let mut probe = connection.prepare_cached(PROBE)?;
        let (mut low, mut high) = (self.first, self.end);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = probe.query_row([middle, high], |row| Ok((row.get::<_, i64>(0)?, (row.get(1)?, row.get(2)?))));
            match found.optional()? {
                Some((at, key)) if key < (place.key, place.id.0) => low = at + 1,
                _ => high = middle,
            }
        }
        Ok(low)
    }
}
