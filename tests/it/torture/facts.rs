//! Facts that were found by experiment, so that nobody finds them twice, and no later change brings them back.

use super::hands::{at, office};
use super::{is_long, report};
use crate::support::office::TestDice;
use crate::support::screen::{Bar, Screen};
use barback::store::{Door, Store, sqlite};
use rusqlite::Connection;
use std::time::Duration;

/// Before 3.51.3 a bug of SQLite's log can lose commits.
#[test]
fn the_engine_is_one_without_the_bug_that_loses_commits() {
    assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
}

/// A transaction that begins as a reader and writes later is refused at once when another wrote meanwhile: ours begin as writers.
#[test]
fn a_transaction_is_a_writer_from_its_beginning() {
    let office = office();
    let _inside = at("transaction", &office.path);
    let raw = office.raw();
    raw.busy_timeout(Duration::ZERO).unwrap();
    assert!(raw.execute_batch("BEGIN IMMEDIATE").is_err(), "nobody else can begin to write, though nothing is written yet");
}

/// A read that stays open while a person thinks keeps the log from being moved into the file: it grew to 121 MB once.
#[test]
fn a_screen_at_rest_reads_nothing() {
    let office = office();
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    screen.keys("enter c").types("some words");
    let raw = office.raw();
    raw.execute("UPDATE users SET name = name || '!'", []).unwrap();
    let moved = || raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).unwrap() == 0;
    // The reader looks around four times a second, for some microseconds each.
    assert!((0..1_000).any(|_| moved()), "something reads all the time");
}

/// Closing any descriptor of the file gives back the locks that this process has on it. Nothing here may open it by itself.
#[test]
fn whatever_a_process_does_its_own_locks_stay() {
    let office = office();
    let copy = office.folder.path().join("copy.db");
    let inside = office.store();
    let held = inside.write().unwrap();
    let second = office.store();
    let _ = (second.standing(), second.data_version().unwrap(), second.read().unwrap().counts().unwrap());
    std::fs::write(&copy, "").unwrap();
    second.copy_into(&copy).unwrap();
    drop(sqlite::open_copy(&copy).unwrap());
    drop(sqlite::open_copy(&office.path).unwrap());
    drop(second);
    // Another process finds the lock where it was.
    let run = office.run(&["new", "-s", "x"]);
    assert_eq!(run.status, 5, "{}{}", run.stdout, run.stderr);
    held.commit().unwrap();
    assert_eq!(office.run(&["new", "-s", "x"]).status, 0);
}

/// The file holds against whoever writes past the desk: bounds count bytes, and there is no NUL to fool them.
#[test]
fn bounds_in_the_file_are_not_fooled_by_a_nul() {
    let office = office();
    let long = format!("x\u{0}{}", "y".repeat(300_000));
    for sql in ["UPDATE tickets SET subject = ?1", "UPDATE tickets SET description = ?1", "UPDATE users SET name = ?1"] {
        assert!(office.raw().execute(sql, [&long]).is_err(), "{sql}");
        assert!(office.raw().execute(sql, ["x\u{0}"]).is_err(), "{sql}");
    }
}

/// Triggers and views that somebody plants in a file may call nothing of the program's.
#[test]
fn a_planted_trigger_may_not_call_our_functions() {
    let office = office();
    let raw = Connection::open(&office.path).unwrap();
    raw.execute_batch("CREATE TRIGGER evil AFTER INSERT ON tickets BEGIN SELECT has_words(new.subject, 'x', 1); END").unwrap();
    let run = office.run(&["new", "-s", "x"]);
    assert_eq!(run.status, 5, "{}", run.stdout);
}

/// Any size of window: 300 by chance in the short run, every one up to 300 by 100 in the long one, and what no terminal is.
#[test]
fn every_size_is_drawn() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", (120, 40));
    screen.keys("enter");
    let dice = TestDice::new(8);
    let by_chance = |_| (u16::try_from(dice.next() % 301).unwrap(), u16::try_from(dice.next() % 101).unwrap());
    let sizes: Vec<(u16, u16)> = if is_long() {
        (0..=300).flat_map(|width| (0..=100).map(move |height| (width, height))).collect()
    } else {
        (0..300).map(by_chance).collect()
    };
    for size in &sizes {
        screen.look_at(*size);
    }
    for size in [(0, 0), (1, 1), (500, 200), (0, 200), (500, 0)] {
        screen.look_at(size);
    }
    report("sizes of window", format!("{} drawn", sizes.len()));
}
