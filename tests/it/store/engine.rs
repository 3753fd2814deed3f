//! What the engine says is put into words of ours: its own are shown on no face, and each of ours says what to do.

use crate::support::office::Office;
use barback::cli::Failure;
use barback::desk::{DeskError, StoreError};
use barback::store::sqlite;
use rusqlite::{Connection, Error, ffi};
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// What a test plants as the engine's own message.
const PLANTED: &str = "the engine's own words";

/// Every primary code there could be, each with every extended one.
fn codes() -> impl Iterator<Item = i32> {
    (1..=30).flat_map(|primary| (0..48).map(move |extended| primary | extended << 8))
}

/// Every text that the engine has for a code.
fn texts() -> Vec<String> {
    let texts = codes().map(|code| ffi::code_to_str(code).to_lowercase());
    // The text for what it has no text for is of a word or two that are ours as well.
    let mut texts: Vec<String> = texts.filter(|text| text.len() > 12).collect();
    let most_seen = ["disk I/O error", "unable to open database file", "database disk image is malformed"];
    texts.extend(most_seen.map(str::to_lowercase));
    texts.extend(["attempt to write a readonly database", "file is not a database", "database or disk is full"].map(str::to_owned));
    texts
}

/// As the command line says it, in words and as a document; the screen shows the same words.
fn faces(error: StoreError) -> [String; 3] {
    let error = DeskError::from(error);
    let shown = error.to_string();
    let failure = Failure::from(error);
    [shown, failure.told(false), failure.told(true)]
}

#[test]
fn no_code_of_the_engine_shows_its_words() {
    let texts = texts();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    fs::write(&path, "some file").unwrap();
    for code in codes() {
        let error = || Error::SqliteFailure(ffi::Error::new(code), Some(PLANTED.to_owned()));
        for said in [faces(StoreError::from(error())), faces(sqlite::at_opening(&path, error()))].concat() {
            let low = said.to_lowercase();
            assert!(!low.contains(PLANTED), "{code}: {said}");
            assert_eq!(texts.iter().find(|text| low.contains(*text)), None, "{code}: {said}");
            // That a question was stopped for a newer one is seen by nobody.
            let is_stopped = code & 0xFF == ffi::SQLITE_INTERRUPT;
            assert!(said.contains([';', ':']) || is_stopped, "{code}: what to do is said, too: {said}");
            assert_eq!(said.trim().lines().count(), 1, "{code}: {said}");
        }
    }
}

#[test]
fn nor_does_what_goes_wrong_with_a_statement_or_a_value() {
    let raw = Connection::open_in_memory().unwrap();
    let statement = raw.prepare("SELECT nonsense FROM nowhere WHERE a_page_of = 'sql'").map(drop).expect_err("no such table");
    let value = raw.query_row("SELECT 'text'", [], |row| row.get::<_, i64>(0)).expect_err("no number");
    let none = raw.query_row("SELECT 1 WHERE 0", [], |row| row.get::<_, i64>(0)).expect_err("no row");
    for error in [statement, value, none] {
        let engine = error.to_string();
        for said in faces(StoreError::from(error)) {
            assert!(!said.contains(&engine) && !said.contains("SELECT") && !said.contains("nowhere"), "{said}");
        }
    }
}

/// A desk of which something is overwritten is a damaged one, whatever the engine takes it for.
#[test]
fn a_damaged_desk_is_called_damaged() {
    let office = Office::new();
    for number in 0..20 {
        office.ticket("ida", &format!("Cannot redeem bottle {number}"));
    }
    let whole = fs::read(&office.path).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("desk.db");
    // The engine's own mark, its page size, ours, all of the header, the first page.
    for (from, length) in [(0, 16), (16, 2), (68, 4), (0, 100), (0, 4096)] {
        for path in [&office.path, &copy] {
            fs::write(path, &whole).unwrap();
            fs::File::options().write(true).open(path).unwrap().write_all_at(&vec![0xA5; length], from).unwrap();
            let said = sqlite::open(path).map(drop).expect_err("damaged").to_string();
            assert!(said.contains("the desk is damaged (") && said.ends_with("); restore a backup"), "{from} {length}: {said}");
            let run = office.run(&["--db", path.to_str().unwrap(), "list"]);
            assert_eq!((run.status, run.stderr.contains("the desk is damaged")), (5, true), "{}", run.stderr);
        }
    }
    // What is no file that can be a desk's stays what it is.
    fs::write(&copy, "Dear diary").unwrap();
    assert!(sqlite::open(Path::new(&copy)).map(drop).expect_err("a letter").to_string().contains("not a Barback desk"));
}

/// A desk of an older schema whose rows do not fit the newer one: a sentence, and the file is as it was.
#[test]
fn a_migration_that_fails_is_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    sqlite::create_at(&path, 1).unwrap();
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("CREATE TABLE drafts (mine)").unwrap();
    drop(raw);
    let said = sqlite::open(&path).map(drop).expect_err("drafts are there already").to_string();
    assert!(said.contains("its tables could not be brought from schema 1 to ") && said.contains("it is as it was"), "{said}");
    assert!(!said.contains("CREATE") && !said.contains("already exists") && said.lines().count() == 1, "{said}");
    let version: i64 = Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}
