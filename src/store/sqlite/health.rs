//! What of the file can be held against something else in it: checked here, judged and put into words by the desk.

use super::index::{self, Half};
use super::schema;
use crate::store::{Coverage, Flaw, Result};
use rusqlite::Connection;

pub(super) fn flaws(connection: &Connection) -> Result<Vec<Flaw>> {
    let mut flaws = file(connection)?;
    flaws.extend(schema::flaw(connection)?);
    if flaws.iter().any(|flaw| !matches!(flaw, Flaw::Schema { is_readable: true, .. })) {
        // What else such a file says is not worth much.
        return Ok(flaws);
    }
    let strays = number(connection, "SELECT count(*) FROM pragma_foreign_key_check")?;
    flaws.extend(Some(Flaw::Strays(strays)).filter(|_| strays > 0));
    flaws.extend(counters(connection)?);
    let ranges = number(connection, RANGES)?;
    flaws.extend(Some(Flaw::Numbers(ranges)).filter(|_| ranges > 0));
    let tickets = [
        (COMMENTS, "the count of comments is another than there are"),
        (NOTES, "the count of notes is another than there are"),
        (GONE, "the assignee is no active member of staff"),
    ];
    for (sql, what) in tickets {
        let count = number(connection, sql)?;
        flaws.extend(Some(Flaw::Tickets { count, what }).filter(|_| count > 0));
    }
    for (check, sql, what) in ROWS {
        let count = number(connection, sql)?;
        flaws.extend(Some(Flaw::Rows { check, count, what }).filter(|_| count > 0));
    }
    flaws.extend(index(connection)?.into_iter().flatten());
    let places = misplaced(connection)?;
    flaws.extend(Some(Flaw::Places(places)).filter(|_| places > 0));
    if let Coverage::Part { searchable, all } = index::coverage(connection)? {
        flaws.push(Flaw::Unsearched { searchable, all });
    }
    Ok(flaws)
}

const RANGES: &str = "SELECT count(*) FROM (SELECT count(*) AS counted, length(number) AS digits FROM numbers GROUP BY digits) n
    LEFT JOIN number_ranges r ON r.lowest = CAST('1' || substr('00000000000000000', 1, n.digits - 1) AS INTEGER) WHERE r.taken IS NOT n.counted";
const COMMENTS: &str = "SELECT count(*) FROM tickets t WHERE comment_count <> (SELECT count(*) FROM comments c WHERE c.ticket_id = t.id)";
const NOTES: &str = "SELECT count(*) FROM tickets t WHERE note_count <> (SELECT count(*) FROM notes n WHERE n.ticket_id = t.id)";

const GONE: &str = "SELECT count(*) FROM tickets t JOIN users u ON u.id = t.assignee_id
    WHERE t.deleted_at IS NULL AND t.status IN (1, 2) AND (u.active = 0 OR u.role = 3)";

/// What is true of rows beside tickets, each with the check it belongs to, and how many contradict it.
const ROWS: [(&str, &str, &str); 9] = [
    ("counters", "SELECT count(*) FROM counters WHERE id <> 1", "rows of counters that nothing keeps right"),
    (
        "numbers",
        "SELECT count(*) FROM numbers n WHERE NOT EXISTS (SELECT 1 FROM tickets WHERE number = n.number)
            AND NOT EXISTS (SELECT 1 FROM events WHERE number = n.number)",
        "ticket numbers that are gone though no ticket had them",
    ),
    (
        "tickets",
        "SELECT count(*) FROM events e WHERE number IS NOT NULL AND (kind <> 17 OR ticket_id IS NOT NULL OR user_id IS NOT NULL
            OR before IS NOT NULL OR after IS NOT '\"TKT-' || number || '\"' OR EXISTS (SELECT 1 FROM tickets WHERE number = e.number))",
        "lines of purges that contradict themselves or the tickets",
    ),
    (
        // Only undo puts a status back or takes words out of the thread, and then it says so.
        "undo",
        "SELECT count(*) FROM events e WHERE kind IN (18, 19, 20) AND NOT EXISTS (SELECT 1 FROM takebacks WHERE order_id = e.order_id)",
        "lines of the history by an undo that nobody asked for",
    ),
    (
        "undo",
        "SELECT count(*) FROM (SELECT is_redo, row_number() OVER (PARTITION BY target ORDER BY id) AS turn FROM takebacks)
            WHERE is_redo = turn % 2",
        "undone orders out of turn",
    ),
    (
        "undo",
        "SELECT count(*) FROM takebacks t
            WHERE EXISTS (SELECT 1 FROM events WHERE order_id IN (t.order_id, t.target) AND actor_id <> t.actor_id)",
        "orders undone by somebody else than the history says",
    ),
    (
        // What was purged since has no history any more.
        "undo",
        "SELECT count(*) FROM takebacks t WHERE NOT EXISTS (SELECT 1 FROM events WHERE order_id = t.target)
            AND NOT EXISTS (SELECT 1 FROM events WHERE number IS NOT NULL AND id > t.event_id)",
        "undone orders that are not in the history",
    ),
    (
        // The latest event when an order was undone: its own, or where it did nothing, one behind what it undid.
        "undo",
        "SELECT count(*) FROM takebacks t WHERE event_id > (SELECT max(id) FROM events)
            OR event_id < (SELECT max(id) FROM events WHERE order_id IN (t.order_id, t.target))
            OR (EXISTS (SELECT 1 FROM events WHERE order_id = t.order_id) AND t.order_id IS NOT
                (SELECT order_id FROM events WHERE id <= t.event_id ORDER BY id DESC LIMIT 1))",
        "undone orders at another place than in the history",
    ),
    (
        "drafts",
        "SELECT count(*) FROM drafts WHERE id > coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'drafts'), 0)",
        "drafts whose number will be given again",
    ),
];

fn file(connection: &Connection) -> Result<Vec<Flaw>> {
    // More lines than this say nothing more.
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Flaw::File).collect())
}

fn counters(connection: &Connection) -> Result<Option<Flaw>> {
    let kept = super::counts::counts(connection)?;
    let counted = super::counts::counted(connection)?;
    Ok((kept != counted).then_some(Flaw::Counters { kept, counted }))
}

/// Every ticket that is not deleted has a document, or waits for it; it is where its activity and its status say; and nothing
/// else is in the index but what is known to be stale.
fn index(connection: &Connection) -> Result<[Option<Flaw>; 2]> {
    const MISSING: &str = "SELECT count(*) FROM tickets t WHERE deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.ticket_id = t.id)
        AND NOT EXISTS (SELECT 1 FROM unsearched u WHERE u.updated_at = t.updated_at AND u.ticket_id = t.id)";
    const STALE: &str = "SELECT count(*) FROM documents d JOIN tickets t ON t.id = d.ticket_id
        WHERE t.deleted_at IS NOT NULL OR t.updated_at <> d.updated_at";
    // A row that is known to be stale goes with the next document of its ticket, which has none until then.
    const ASTRAY: &str =
        "SELECT count(*) FROM stale s WHERE EXISTS (SELECT 1 FROM documents WHERE ticket_id = s.ticket_id OR place = s.place)
        OR NOT EXISTS (SELECT 1 FROM tickets WHERE id = s.ticket_id)
        OR NOT (EXISTS (SELECT 1 FROM search_active WHERE rowid = s.place) OR EXISTS (SELECT 1 FROM search_done WHERE rowid = s.place))";
    let mut wrong = number(connection, MISSING)? + number(connection, STALE)? + number(connection, ASTRAY)?;
    let mut found = 0;
    for half in Half::BOTH {
        let (table, statuses) = (half.table(), half.statuses());
        let belong = format!(
            "SELECT count(*) FROM documents d JOIN tickets t ON t.id = d.ticket_id
             WHERE t.status IN ({statuses}) AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.rowid = d.place)"
        );
        wrong += number(connection, &belong)?;
        found += number(connection, &format!("SELECT count(*) FROM {table}"))?;
    }
    let stale = number(connection, "SELECT count(*) FROM stale")?;
    wrong += (found - number(connection, "SELECT count(*) FROM documents")? - stale).max(0);
    let index::Proof { wrong: misread, cut } = index::prove(connection)?;
    // A document that is missing or strays is misread, too: what is beyond those has other words than its ticket.
    let is_wrong = if misread > wrong {
        Some(match unsealed(connection)? {
            0 => Flaw::Index(misread),
            unsealed => Flaw::Texts { documents: misread - wrong, unsealed },
        })
    } else {
        (wrong > 0).then_some(Flaw::Index(wrong))
    };
    Ok([is_wrong, (cut > 0).then_some(Flaw::Cut(cut))])
}

/// What would not be found any more once the search index is built anew.
pub(super) fn doubtful_texts(connection: &Connection) -> Result<Option<Flaw>> {
    Ok(index(connection)?.into_iter().flatten().find(|flaw| matches!(flaw, Flaw::Texts { .. })))
}

/// Of how many tickets some text has no seal: an older program wrote it.
fn unsealed(connection: &Connection) -> Result<i64> {
    // What is put back was sealed when it was said.
    const UNSEALED: &str = "SELECT count(DISTINCT ticket_id) FROM events e WHERE kind IN (1, 2, 13, 14) AND before IS NULL
        AND NOT EXISTS (SELECT 1 FROM takebacks WHERE order_id = e.order_id)";
    number(connection, UNSEALED)
}

/// Documents whose place no run has given out yet, so that another would get it too, or that stand before an older one of their
/// run: hits would come in the wrong order.
fn misplaced(connection: &Connection) -> Result<i64> {
    const PLACES: &str = "SELECT place, updated_at, ticket_id FROM documents ORDER BY place";
    const ENDS: &str = "SELECT updated_at, ticket_id FROM eras ORDER BY id";
    let runs = index::eras(connection)?;
    let mut statement = connection.prepare(ENDS)?;
    let ends: Vec<(i64, i64)> = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare(PLACES)?;
    let mut rows = statement.query([])?;
    let (mut runs, mut wrong, mut before) = (runs.into_iter().zip(ends).peekable(), 0, (i64::MIN, i64::MIN));
    while let Some(row) = rows.next()? {
        let (place, key): (i64, (i64, i64)) = (row.get(0)?, (row.get(1)?, row.get(2)?));
        while runs.next_if(|(run, _)| run.end <= place).is_some() {
            before = (i64::MIN, i64::MIN);
        }
        let is_fine = runs.peek().is_some_and(|(run, end)| run.first <= place && before < key && key <= *end);
        wrong += i64::from(!is_fine);
        before = key;
    }
    Ok(wrong)
}

fn number(connection: &Connection, sql: &str) -> Result<i64> {
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
