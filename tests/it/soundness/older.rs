//! Desks that grew: one of every older schema, with rows of everything, is sound once it is brought up to date.

use super::lived::{found_in, live_simply};
use barback::store::sqlite::{self, LATEST};
use rusqlite::Connection;
use std::path::Path;

/// The tables that a schema had of those that people's rows are in, and the columns of each.
fn tables(raw: &Connection) -> Vec<(String, Vec<String>)> {
    let all = "SELECT t.name, group_concat(c.name) FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'sqlite_%'
            AND t.name NOT IN ('documents', 'eras', 'unsearched') GROUP BY t.name";
    let mut statement = raw.prepare(all).unwrap();
    let split = |names: String| names.split(',').map(str::to_owned).collect();
    statement.query_map([], |row| Ok((row.get(0)?, split(row.get(1)?)))).unwrap().map(Result::unwrap).collect()
}

/// Puts the rows of one desk into another of an older schema, as far as that has a place for them.
fn carry_over(from: &Path, to: &Path) {
    let raw = Connection::open(to).unwrap();
    raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; ATTACH '{}' AS lived", from.display())).unwrap();
    let triggers = triggers(to);
    for (name, _) in &triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    raw.execute_batch("DELETE FROM counters").unwrap();
    for (table, columns) in tables(&raw) {
        let columns = columns.join(", ");
        raw.execute_batch(&format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM lived.{table}")).unwrap();
    }
    // An older program knew no seals, and wrote no more of people than this.
    raw.execute_batch(
        "UPDATE events SET before = NULL WHERE kind IN (1, 2, 13, 14);
         UPDATE events SET after = json_remove(after, '$.name', '$.email', '$.active', '$.id') WHERE kind = 101",
    )
    .unwrap();
    if raw.prepare("SELECT 1 FROM main.unsearched").is_ok() {
        raw.execute_batch("INSERT INTO main.unsearched SELECT updated_at, id FROM main.tickets WHERE deleted_at IS NULL").unwrap();
    }
    for (_, sql) in &triggers {
        raw.execute_batch(sql).unwrap();
    }
}

#[test]
fn a_desk_of_every_older_schema_with_rows_is_sound_once_it_is_opened() {
    let lived = live_simply();
    let folder = tempfile::tempdir().unwrap();
    for version in 1..=LATEST {
        let old = folder.path().join(format!("{version}.db"));
        sqlite::create_at(&old, version).unwrap();
        carry_over(&lived.path, &old);
        let desk = sqlite::open(&old).unwrap();
        while barback::store::Door::tidy(&desk).unwrap() {}
        let copy = folder.path().join(format!("{version}-copy.db"));
        std::fs::write(&copy, "").unwrap();
        barback::store::Store::copy_into(&desk, &copy).unwrap();
        assert_eq!(found_in(&copy), [], "from {version}");
        let rows = |sql: &str| Connection::open(&copy).unwrap().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert!(rows("SELECT count(*) FROM tickets") > 5 && rows("SELECT count(*) FROM comments") > 5);
        // What was changed past an old desk is found all the same, wherever its history says enough.
        let raw = Connection::open(&copy).unwrap();
        raw.execute("UPDATE comments SET author_id = 1 WHERE id = 1", []).unwrap();
        assert!(found_in(&copy).iter().any(|(check, _)| check == "tickets"), "from {version}");
    }
}

fn triggers(path: &Path) -> Vec<(String, String)> {
    let raw = Connection::open(path).unwrap();
    let mut statement = raw.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// The engine makes the tables behind the search index, in words of its own. Should a later engine choose others, desks of today would
/// be called foreign: this says so before anybody's desk does.
#[test]
fn the_engines_own_tables_are_made_of_the_words_they_always_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    drop(sqlite::create(&path).unwrap());
    let raw = Connection::open(&path).unwrap();
    let ours = |name: &str| -> String {
        raw.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| row.get::<_, String>(0)).unwrap()
    };
    let names: Vec<String> = {
        let mut statement = raw.prepare("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(!names.is_empty());
    for name in names {
        let made = |suffix: &str, columns: &str| format!("CREATE TABLE '{name}_{suffix}'({columns})");
        assert_eq!(ours(&format!("{name}_data")), made("data", "id INTEGER PRIMARY KEY, block BLOB"));
        assert_eq!(ours(&format!("{name}_idx")), made("idx", "segid, term, pgno, PRIMARY KEY(segid, term)") + " WITHOUT ROWID");
        assert_eq!(ours(&format!("{name}_docsize")), made("docsize", "id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER"));
        assert_eq!(ours(&format!("{name}_config")), made("config", "k PRIMARY KEY, v") + " WITHOUT ROWID");
    }
    assert_eq!(ours("sqlite_sequence"), "CREATE TABLE sqlite_sequence(name,seq)");
}
