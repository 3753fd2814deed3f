//! The schema and the engine: what the file says of itself, and that every old version grows into the present one.

use crate::support::office::Office;
use barback::store::sqlite::{self, LATEST};
use rusqlite::Connection;
use std::path::Path;

fn schema(path: &Path) -> Vec<String> {
    let raw = Connection::open(path).unwrap();
    let all = "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    let mut statement = raw.prepare(all).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn number(path: &Path, pragma: &str) -> i64 {
    Connection::open(path).unwrap().pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
}

#[test]
fn every_old_version_grows_into_the_present_one() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("fresh.db");
    drop(sqlite::create(&fresh).unwrap());
    assert_eq!(number(&fresh, "user_version"), LATEST);
    for version in 1..=LATEST {
        let old = folder.path().join(format!("{version}.db"));
        sqlite::create_at(&old, version).unwrap();
        assert_eq!(number(&old, "user_version"), version);
        drop(sqlite::open(&old).unwrap());
        assert_eq!(number(&old, "user_version"), LATEST);
        assert_eq!(schema(&old), schema(&fresh), "from version {version}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let office = Office::new();
    drop(office.store());
    assert_eq!(number(&office.path, "application_id"), 0x4241_5242, "BARB");
    assert_eq!(number(&office.path, "user_version"), LATEST);
    let mode: String = office.raw().pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn every_connection_is_careful() {
    // What is asked of a connection cannot be seen from another, so its words are read; a crash test shows the effect.
    let open = include_str!("../../../src/store/sqlite/open.rs");
    for promise in [
        "pragma_update(None, \"synchronous\", \"FULL\")",
        "pragma_update(None, \"foreign_keys\", true)",
        "SQLITE_DBCONFIG_DEFENSIVE, true",
        "SQLITE_DBCONFIG_TRUSTED_SCHEMA, false",
        "SQLITE_DBCONFIG_ENABLE_QPSG, true",
        "busy_timeout(PATIENCE)",
    ] {
        assert!(open.contains(promise), "{promise}");
    }
}

#[test]
fn the_engine_has_no_bug_that_loses_commits() {
    assert!(rusqlite::version_number() >= 3_051_003, "SQLite {} may lose commits in WAL mode", rusqlite::version());
}
