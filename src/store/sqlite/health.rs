//! What of the file can be held against something else in it: checked here, judged and put into words by the desk.

use super::index::Half;
use crate::store::{Coverage, Flaw, Result};
use rusqlite::Connection;

pub(super) fn flaws(connection: &Connection) -> Result<Vec<Flaw>> {
    let mut flaws = file(connection)?;
    if !flaws.is_empty() {
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
    flaws.extend(index(connection)?.into_iter().flatten());
    if let Coverage::Part { searchable, all } = super::index::coverage(connection)? {
        flaws.push(Flaw::Unsearched { searchable, all });
    }
    Ok(flaws)
}

const RANGES: &str = "SELECT count(*) FROM (SELECT count(*) AS counted, length(number) AS digits FROM numbers GROUP BY digits) n
    LEFT JOIN number_ranges r ON length(r.lowest) = n.digits WHERE r.taken IS NOT n.counted";
const COMMENTS: &str = "SELECT count(*) FROM tickets t WHERE comment_count <> (SELECT count(*) FROM comments c WHERE c.ticket_id = t.id)";
const NOTES: &str = "SELECT count(*) FROM tickets t WHERE note_count <> (SELECT count(*) FROM notes n WHERE n.ticket_id = t.id)";

const GONE: &str = "SELECT count(*) FROM tickets t JOIN users u ON u.id = t.assignee_id
    WHERE t.deleted_at IS NULL AND t.status IN (1, 2) AND (u.active = 0 OR u.role = 3)";

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
/// else is in the index.
fn index(connection: &Connection) -> Result<[Option<Flaw>; 2]> {
    const MISSING: &str = "SELECT count(*) FROM tickets t WHERE deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.ticket_id = t.id)
        AND NOT EXISTS (SELECT 1 FROM unsearched u WHERE u.updated_at = t.updated_at AND u.ticket_id = t.id)";
    const STALE: &str = "SELECT count(*) FROM documents d JOIN tickets t ON t.id = d.ticket_id
        WHERE t.deleted_at IS NOT NULL OR t.updated_at <> d.updated_at";
    let mut wrong = number(connection, MISSING)? + number(connection, STALE)?;
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
    wrong += (found - number(connection, "SELECT count(*) FROM documents")?).max(0);
    let mut cut = 0;
    if wrong == 0 {
        let proof = super::index::prove(connection)?;
        (wrong, cut) = (proof.wrong, proof.cut);
    }
    Ok([(wrong > 0).then_some(Flaw::Index(wrong)), (cut > 0).then_some(Flaw::Cut(cut))])
}

fn number(connection: &Connection, sql: &str) -> Result<i64> {
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
