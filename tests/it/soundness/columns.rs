//! Contradictions drawn over every column of every table. The columns are read from the file itself: one that a later migration adds
//! is drawn without being listed. What is changed is found, or stands here with the reason why it contradicts nothing.

use super::lived::{bytes, found_in};
use crate::support::office::TestDice;
use crate::torture::{report, rounds};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Columns of which some change contradicts nothing in the file, with the reason. Whatever is found of them all the same is welcome.
const NO_CONTRADICTION: &[(&str, &str, &str)] = &[
    ("drafts", "*", "what somebody types and has not sent is theirs alone: it has no history, and may be anything at any time"),
    ("looks", "*", "how far somebody looked is theirs alone and has no history; taken back words may lie behind it"),
    ("unsearched", "*", "a line says only whose turn it is: a ticket that has a document, or is gone, is passed over"),
    (
        "renamed",
        "*",
        "a line says only how far somebody's documents are: what it hides is the index's word against the rows', and found once it is gone",
    ),
    ("stale", "ticket_id", "another ticket that waits without a document removes the row as well"),
    ("views", "id", "a number that nothing refers to"),
    ("keys", "id", "a number that nothing refers to, but for the order in which keys are listed"),
    ("withdrawn", "id", "a number that nothing refers to"),
    ("takebacks", "id", "a number that nothing refers to, but for the turn in which one order was undone and redone, which is found"),
    ("comments", "id", "only the order within a ticket means something, and that is found"),
    ("notes", "id", "only the order within a ticket means something, and that is found"),
    ("withdrawn", "words_id", "only the order within a ticket means something, and that is found"),
    ("events", "id", "only the order means something: within a ticket, and of what was undone"),
    ("events", "order_id", "an order that did one thing, and was neither undone nor an undo, stands nowhere else"),
    ("events", "actor_id", "who set a field stands nowhere else; who made, wrote, deleted or undid something does, and is found"),
    ("events", "at", "a time between those before and behind it that nothing else is dated by"),
    ("events", "before", "a seal that is gone is that of an older program, which wrote none"),
    ("takebacks", "order_id", "an undo by which nothing changed has no other line"),
    ("takebacks", "kept", "what whoever undid it was answered: told to them, and kept for when they send it again"),
    ("takebacks", "event_id", "where nothing changed by the undo, only its bounds are known"),
    ("eras", "next", "places may be left out, never given twice: only one too low is a contradiction"),
    ("eras", "updated_at", "the ticket of the last place may be gone: only one before those that are there is a contradiction"),
    ("eras", "ticket_id", "as with its time"),
    ("sqlite_sequence", "seq", "numbers may be left out, never given twice: only one too low is a contradiction"),
    ("sqlite_sequence", "name", "a counter of no table counts nothing, and with no draft above it none is given again"),
];

/// The tables of the engine's search index hold no rows of ours: what is changed in their blocks is found by the index's own check
/// and by its words, and what is not used any more cannot be (space behind a block's end, an averages row that ranks nothing here).
fn is_of_the_index(table: &str) -> bool {
    table.starts_with("search_")
}

fn reason(table: &str, column: &str) -> Option<&'static str> {
    let is_it = |row: &&(&str, &str, &str)| row.0 == table && (row.1 == column || row.1 == "*");
    NO_CONTRADICTION.iter().find(is_it).map(|row| row.2)
}

/// Every table with its columns; virtual ones have their rows in tables of their own.
fn columns(raw: &Connection) -> Vec<(String, String)> {
    let all = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid";
    let mut statement = raw.prepare(all).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// Values that this one may be changed to, the likeliest first.
fn others(value: &Value, in_another_row: Value, dice: &TestDice) -> Vec<Value> {
    let mut others = vec![in_another_row];
    match value {
        Value::Integer(number) => {
            let near = [number + 1, number - 1, number - 60_000, number + 60_000, 1 - number];
            others.extend(near.map(Value::Integer));
            if dice.next().is_multiple_of(2) {
                others.rotate_left(1);
            }
        }
        Value::Text(text) => {
            others.extend([format!("{text}x"), "x".to_owned(), text.replacen(['0', '1', '2'], "7", 1)].map(Value::Text));
            if let Ok(mut json) = serde_json::from_str::<serde_json::Value>(text) {
                bend(&mut json);
                others.insert(0, Value::Text(json.to_string()));
            }
        }
        Value::Blob(bytes) => {
            let mut bent = bytes.clone();
            if let Some(byte) = bent.first_mut() {
                *byte ^= 0x40;
            }
            others.insert(0, Value::Blob(bent));
        }
        Value::Null => others.extend([Value::Integer(1), Value::Text("x".to_owned()), Value::Text("\"x\"".to_owned())]),
        Value::Real(_) => {}
    }
    others.push(Value::Null);
    others.retain(|other| other != value);
    others
}

/// Changes something within a JSON value.
fn bend(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::String(text) => text.push('x'),
        serde_json::Value::Array(list) => list.iter_mut().take(1).for_each(bend),
        serde_json::Value::Object(fields) => fields.values_mut().take(1).for_each(bend),
        serde_json::Value::Number(_) => *json = 7.into(),
        other => *other = "x".into(),
    }
}

/// Changes one value of this column, past the triggers, which stand again afterwards. What was changed, if something could be.
fn plant(raw: &Connection, table: &str, column: &str, dice: &TestDice) -> Option<String> {
    raw.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
    let mut statement = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name <> 'document'").unwrap();
    let triggers: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (name, _) in &triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    let mut statement = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let read = |row: &rusqlite::Row| (0..names.len()).map(|place| row.get(place)).collect();
    let rows: Vec<Vec<Value>> = statement.query_map([], read).unwrap().map(Result::unwrap).collect();
    let place = names.iter().position(|name| name == column).unwrap();
    let mut change = changed(raw, (table, &names, place), &rows, dice);
    if change.is_none() {
        // No other value passes the checks: one that does not.
        raw.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
        change = changed(raw, (table, &names, place), &rows, dice);
    }
    for (_, sql) in &triggers {
        raw.execute_batch(sql).unwrap();
    }
    raw.execute_batch("COMMIT").unwrap();
    change
}

fn changed(raw: &Connection, (table, names, place): (&str, &[String], usize), rows: &[Vec<Value>], dice: &TestDice) -> Option<String> {
    let count = u64::try_from(rows.len()).unwrap();
    let drawn = |dice: &TestDice| usize::try_from(dice.next() % count).unwrap();
    let column = &names[place];
    let all: Vec<String> = names.iter().enumerate().map(|(place, name)| format!("\"{name}\" IS ?{}", place + 2)).collect();
    let sql = format!("UPDATE {table} SET \"{column}\" = ?1 WHERE {}", all.join(" AND "));
    // A few rows are tried: in some the column is empty, or its only value.
    for _ in 0..8.min(count * 4) {
        let (row, another) = (&rows[drawn(dice)], rows[drawn(dice)][place].clone());
        for other in others(&row[place], another, dice) {
            let bound = std::iter::once(&other).chain(row);
            if raw.execute(&sql, rusqlite::params_from_iter(bound)).is_ok_and(|rows| rows == 1) {
                return Some(format!("{:?} became {other:?} in {row:?}", row[place]));
            }
        }
    }
    None
}

#[test]
fn the_desk_that_was_lived_on_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    std::fs::write(&path, bytes()).unwrap();
    assert_eq!(found_in(&path), []);
    let raw = Connection::open(&path).unwrap();
    for (table, _) in columns(&raw) {
        let rows: i64 = raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert!(rows > 0, "nothing can be drawn in {table}: let `lived` do what fills it");
    }
}

#[test]
fn every_change_of_a_column_is_found_or_is_no_contradiction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let dice = TestDice::new(0x0BA2_2BAC);
    let (mut drawn, mut missed) = (0, BTreeMap::<String, usize>::new());
    std::fs::write(&path, bytes()).unwrap();
    let columns = columns(&Connection::open(&path).unwrap());
    for (table, column, _) in NO_CONTRADICTION {
        assert!(columns.iter().any(|(t, c)| t == table && (c == column || *column == "*")), "{table}.{column} is not there any more");
    }
    for (table, column) in &columns {
        let turns = if is_of_the_index(table) { 1 } else { rounds(2, 40) };
        for _ in 0..turns {
            std::fs::write(&path, bytes()).unwrap();
            let raw = Connection::open(&path).unwrap();
            let Some(change) = plant(&raw, table, column, &dice) else {
                assert!(is_of_the_index(table), "nothing in {table}.{column} could be changed");
                continue;
            };
            drop(raw);
            drawn += 1;
            if is_found(&path) || reason(table, column).is_some() || is_of_the_index(table) {
                continue;
            }
            *missed.entry(format!("{table}.{column}: {change}")).or_default() += 1;
        }
    }
    assert!(missed.is_empty(), "{} of {drawn} are not found: {missed:#?}", missed.values().sum::<usize>());
    assert!(drawn >= 100, "{drawn}");
    report("contradictions drawn over every column", format!("{drawn} drawn, 0 missed"));
}

fn is_found(path: &Path) -> bool {
    !found_in(path).is_empty()
}
