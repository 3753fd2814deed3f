//! What is asked of the history before an undo stays as quick as it is, however long the history; and a desk of the first
//! schema, with everything on it, grows into one where undo works.

use crate::support::office::{EVENING, Office, TestClock, TestDice, login};
use barback::desk::{Desk, Edit, Set};
use barback::domain::{Priority, Status, TicketNumber, undo};
use barback::store::sqlite::{self, LATEST};
use rusqlite::{Connection, StatementStatus, params};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// The questions, as they stand in the source: whose last order, is it done since, what was taken back.
fn questions() -> [String; 3] {
    let source = include_str!("../../../src/store/sqlite/takebacks.rs");
    let texts: Vec<&str> = source.split('"').skip(1).step_by(2).collect();
    let text = |begun: &str| *texts.iter().find(|text| text.trim_start().starts_with(begun)).unwrap_or_else(|| panic!("{begun}"));
    let orders = text("WITH RECURSIVE mine");
    [format!("{orders}{}", text("AND coalesce")), format!("{orders}{}", text("LIMIT 1")), text("SELECT t.target").to_owned()]
}

fn kinds() -> String {
    serde_json::json!(undo::kinds().iter().map(|kind| kind.code()).collect::<Vec<_>>()).to_string()
}

#[test]
fn my_last_order_is_found_by_the_indexes_alone() {
    let office = Office::new();
    let raw = office.raw();
    let mut plans = String::new();
    for question in questions() {
        let mut plan = raw.prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
        let lines = plan.raw_query().mapped(|row| row.get::<_, String>(3)).map(Result::unwrap).collect::<Vec<_>>();
        for line in &lines {
            let is_short = ["SCAN mine", "SCAN json_each", "SCAN (subquery"].iter().any(|short| line.starts_with(short));
            assert!(!line.starts_with("SCAN") || is_short || line.starts_with("SCAN CONSTANT"), "{question}\n{lines:#?}");
            assert!(!line.contains("TEMP B-TREE"), "{question}\n{lines:#?}");
        }
        plans += &lines.join("\n");
    }
    for index in ["events_actor (actor_id=?", "events_order (order_id=?", "takebacks_target (target=?", "takebacks_actor (actor_id=?"] {
        assert!(plans.contains(index), "{index}\n{plans}");
    }
}

/// How many steps the engine takes for the first row of an answer.
fn steps(raw: &Connection, question: &str, since: i64) -> i32 {
    let mut statement = raw.prepare(question).unwrap();
    statement.query(params![1, kinds(), since]).unwrap().next().unwrap();
    statement.get_status(StatementStatus::VmStep)
}

#[test]
fn a_longer_history_makes_it_no_slower_and_an_import_is_one_step() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let sam = office.desk("sam");
    let raw = office.raw();
    let rank = |to| {
        let edit = Edit { priority: Some(Set::blindly(to)), ..Edit::default() };
        sam.edit(sam.new_order(), &[number.into()], &edit).unwrap();
    };
    rank(Priority::High);
    let [to_undo, changed_since, _] = questions();
    // Two taken back and one of them done again: what is asked next, before the other is.
    let redo = || {
        sam.undo(sam.new_order()).unwrap();
        let since = raw.query_row("SELECT max(event_id) FROM takebacks", [], |row| row.get(0)).unwrap();
        sam.undo(sam.new_order()).unwrap();
        sam.redo(sam.new_order()).unwrap();
        let steps = [since, since + 2].map(|since| steps(&raw, &changed_since, since));
        sam.redo(sam.new_order()).unwrap();
        steps
    };
    let short = steps(&raw, &to_undo, 0);
    rank(Priority::Low);
    let begun = redo();
    for _ in 0..50 {
        rank(Priority::Urgent);
        rank(Priority::Low);
    }
    assert!(steps(&raw, &to_undo, 0) <= short + 100, "{} against {short}", steps(&raw, &to_undo, 0));
    let later = redo();
    assert!(later.iter().zip(begun).all(|(later, begun)| *later <= begun + 100), "{later:?} against {begun:?}");
    let import = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO events (ticket_id, order_id, actor_id, kind, at) SELECT 1, ?1, 1, iif(i % 3 = 0, 9, 2), 0 FROM n";
    raw.execute(import, [Uuid::from_u128(7)]).unwrap();
    assert!(steps(&raw, &to_undo, 0) <= 4 * short, "{} against {short}", steps(&raw, &to_undo, 0));
}

/// A desk as the first schema had it, told in SQL: sam, dana and ida; one ticket that dana resolved with a comment and a note,
/// ranked in an order of its own after it.
fn first_desk(path: &Path) {
    sqlite::create_at(path, 1).unwrap();
    let raw = Connection::open(path).unwrap();
    let people = [("sam", 1), ("dana", 2), ("ida", 3)];
    for (place, (login, role)) in people.into_iter().enumerate() {
        let row = params![Uuid::from_u128(place as u128 + 1), login, role, EVENING];
        raw.execute("INSERT INTO users (uuid, login, name, role, active, created_at) VALUES (?1, ?2, ?2, ?3, 1, ?4)", row).unwrap();
    }
    let rows = format!(
        "INSERT INTO settings VALUES ('mode', 'own'), ('first_admin', 'sam');
         INSERT INTO numbers VALUES (482913);
         INSERT INTO number_ranges VALUES (100000, 1);
         INSERT INTO tickets (uuid, number, subject, description, category, priority, status, requester_id, assignee_id, creator_id, version,
             comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at, unanswered_since, resolved_at)
             VALUES (zeroblob(16), 482913, 'Cannot redeem bottle', '', 4, 4, 3, 3, 2, 3, 7, 1, 1, {EVENING}, {EVENING}, {EVENING}, {EVENING}, NULL, {EVENING});
         INSERT INTO search (rowid, doc) VALUES (1, 'tkt 482913 cannot redeem bottle done odd');"
    );
    raw.execute_batch(&rows).unwrap();
    let words = |table: &str, uuid: u128, body: &str| {
        let sql = format!("INSERT INTO {table} (uuid, ticket_id, author_id, body, created_at) VALUES (?1, 1, 2, ?2, ?3)");
        raw.execute(&sql, params![Uuid::from_u128(uuid), body, EVENING]).unwrap();
    };
    words("comments", 11, "Done.");
    words("notes", 12, "Odd.");
    let at = "2026-11-22T21:00:00.000Z";
    let standing = |status: &str| match status {
        "resolved" => format!(r#"{{"status":"resolved","resolved_at":"{at}","closed_at":null}}"#),
        other => format!(r#"{{"status":"{other}","resolved_at":null,"closed_at":null}}"#),
    };
    let quoted = |text: String| Some(format!("\"{text}\""));
    let events = [
        (1, 3, 1, None, Some("{}".to_owned())),
        (2, 2, 13, None, quoted(Uuid::from_u128(11).to_string())),
        (2, 2, 9, Some(standing("open")), Some(standing("in_progress"))),
        (2, 2, 8, None, quoted("dana".to_owned())),
        (2, 2, 10, Some(standing("in_progress")), Some(standing("resolved"))),
        (3, 2, 14, None, quoted(Uuid::from_u128(12).to_string())),
        (4, 2, 6, quoted("medium".to_owned()), quoted("urgent".to_owned())),
    ];
    for (order, actor, kind, before, after) in events {
        let sql = "INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)";
        raw.execute(sql, params![Uuid::from_u128(order), actor, kind, before, after, EVENING]).unwrap();
    }
}

fn all_rows(path: &Path) -> Vec<String> {
    let raw = Connection::open(path).unwrap();
    let tables = ["settings", "users", "numbers", "number_ranges", "tickets", "comments", "notes", "events", "counters"];
    let rows = |table: &str| {
        let mut statement = raw.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row| Ok((0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect::<Vec<_>>().join("|"));
        statement.query_map([], row).unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    tables.into_iter().flat_map(rows).collect()
}

#[test]
fn a_desk_of_the_first_schema_is_carried_over_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    first_desk(&path);
    let before = all_rows(&path);
    let desk = |who: &str| {
        let store = sqlite::open(&path).unwrap();
        Desk::new(Box::new(store), Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login(who))
    };
    let dana = desk("dana");
    let version: i64 = Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!((version, all_rows(&path)), (LATEST, before));
    let number = TicketNumber::new(482_913).unwrap();
    let backs: Vec<String> = std::iter::from_fn(|| {
        let done = dana.undo(dana.new_order()).unwrap().value;
        done.first().map(barback::desk::TakenBack::in_words)
    })
    .collect();
    assert_eq!(backs, ["priority back to medium", "note taken back", "status back to open, assignee back to nobody, comment taken back"]);
    let shown = dana.show(number).unwrap();
    let ticket = &shown.ticket;
    assert_eq!((ticket.status, ticket.resolved_at, &ticket.assignee), (Status::Open, None, &None));
    assert_eq!((ticket.version, shown.events.len(), ticket.unanswered_since.map(|at| at.0)), (12, 12, Some(EVENING)));
    assert!(shown.comments.is_empty() && shown.notes.is_empty());
    for _ in 0..3 {
        dana.redo(dana.new_order()).unwrap();
    }
    let shown = dana.show(number).unwrap();
    assert_eq!(
        (shown.ticket.status, shown.ticket.priority, shown.comments.len(), shown.notes.len()),
        (Status::Resolved, Priority::Urgent, 1, 1)
    );
}

/// Three tickets that the first schema's import made: answered outside the thread, the same with the requester asking on, and
/// one that waits.
#[test]
fn what_an_import_knew_of_an_answer_outlives_a_comment_that_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    first_desk(&path);
    let raw = Connection::open(&path).unwrap();
    let asked = EVENING + 1000;
    let tickets = [(482_914, None), (482_915, Some(asked)), (482_916, Some(EVENING))];
    for (place, (number, waits)) in (2_u128..).zip(tickets) {
        let id = i64::try_from(place).unwrap();
        raw.execute("INSERT INTO numbers VALUES (?1)", [number]).unwrap();
        let sql =
            "INSERT INTO tickets (id, uuid, number, subject, description, category, priority, status, requester_id, creator_id, version,
            comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at, unanswered_since)
            VALUES (?1, ?2, ?3, 'Imported', '', 4, 2, 1, 3, 1, 1, 0, 0, ?4, ?4, ?4, ?4, ?5)";
        raw.execute(sql, params![id, Uuid::from_u128(place + 100), number, EVENING, waits]).unwrap();
        raw.execute("INSERT INTO search (rowid, doc) VALUES (?1, 'imported')", [id]).unwrap();
        let event = "INSERT INTO events (ticket_id, order_id, actor_id, kind, after, at) VALUES (?1, ?2, 1, 2, ?3, ?4)";
        let source = (id > 2).then_some(r#"{"source":"old desk","id":"7"}"#);
        raw.execute(event, params![id, Uuid::from_u128(place + 200), source, EVENING]).unwrap();
    }
    let question = "INSERT INTO comments (uuid, ticket_id, author_id, body, created_at) VALUES (?1, 3, 3, 'And?', ?2)";
    raw.execute(question, params![Uuid::from_u128(300), asked]).unwrap();
    raw.execute_batch("UPDATE tickets SET comment_count = 1 WHERE id = 3").unwrap();
    let desk = Desk::new(Box::new(sqlite::open(&path).unwrap()), Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login("dana"));
    for (number, waits) in tickets {
        let number = TicketNumber::new(number).unwrap();
        desk.comment(desk.new_order(), number.into(), "Looking.").unwrap();
        desk.undo(desk.new_order()).unwrap();
        assert_eq!(desk.show(number).unwrap().ticket.unanswered_since.map(|at| at.0), waits, "{number}");
    }
    let edited = raw.execute("UPDATE events SET at = 0", []).unwrap_err();
    assert!(edited.to_string().contains("events are never edited"), "{edited}");
}
