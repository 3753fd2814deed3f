//! Files that are no desk: each is refused in its one sentence, and left as it was.

use crate::support::office::Office;
use barback::desk::{DeskError, Entrance, Make, Opening};
use barback::store::sqlite::{self, LATEST};
use barback::store::{FileFault, Store, StoreError};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

fn fault(path: &Path) -> FileFault {
    match sqlite::open(path).map(drop) {
        Err(StoreError::File { path: named, fault }) => {
            assert_eq!(named, path);
            fault
        }
        other => panic!("{other:?}"),
    }
}

/// What is said, and that the file is untouched by it.
fn said(path: &Path) -> String {
    let before = fs::read(path).ok();
    let said = fault(path).to_string();
    assert_eq!(fs::read(path).ok(), before, "{said}");
    said
}

/// A desk with rows on many pages, all of them in the file itself.
fn full_desk() -> Office {
    let office = Office::new();
    let long = "many words of a long description ".repeat(1_000);
    for _ in 0..12 {
        let new = barback::desk::NewTicket { subject: "x".to_owned(), description: long.clone(), ..Default::default() };
        office.create("ida", &new);
    }
    let truncate = |raw: Connection| raw.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()));
    truncate(office.raw()).unwrap();
    office
}

#[test]
fn missing_empty_and_not_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(said(&at("none.db")), "no desk at this path; `barback init` makes one");
    assert!(!at("none.db").exists(), "and none was made");
    assert_eq!(said(&at("none/none.db")), "no desk at this path; `barback init` makes one");
    fs::write(at("empty.db"), "").unwrap();
    assert_eq!(said(&at("empty.db")), "the file is empty, not a desk; move it away, and `barback init` makes one");
    let not_a_file = "not a file; name a file that `barback init` made, or one that is not there yet";
    assert_eq!([said(folder.path()), fault(Path::new("/dev/null")).to_string()], [not_a_file, not_a_file]);
}

#[test]
fn texts_and_other_databases_are_no_desks_and_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let not_a_desk = "not a Barback desk; name a file that `barback init` made";
    for text in ["x", "SQLite format 3\0", "Dear diary, ", &"a long letter\n".repeat(1_000)] {
        fs::write(at("text.db"), text).unwrap();
        assert_eq!(said(&at("text.db")), not_a_desk, "{} bytes", text.len());
    }
    Connection::open(at("other.db")).unwrap().execute_batch("CREATE TABLE tickets (id); PRAGMA user_version = 1").unwrap();
    assert_eq!(said(&at("other.db")), not_a_desk);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "and nothing was put beside them");
}

#[test]
fn a_newer_desk_is_left_to_the_newer_program() {
    let office = Office::new();
    drop(office.store());
    office.raw().pragma_update(None, "user_version", LATEST + 1).unwrap();
    let wanted = format!("made by a newer Barback (its schema is {}, this one knows {LATEST}); use the newer program", LATEST + 1);
    assert_eq!(said(&office.path), wanted);
}

#[test]
fn a_truncated_desk_is_damaged() {
    let office = full_desk();
    let whole = fs::read(&office.path).unwrap();
    for length in [whole.len() / 2, whole.len() - 4096, 4096 * 3, 4096] {
        fs::write(&office.path, &whole[..length]).unwrap();
        assert!(matches!(fault(&office.path), FileFault::Damaged(_)), "{length} of {}", whole.len());
    }
    for length in [99, 15, 1] {
        fs::write(&office.path, &whole[..length]).unwrap();
        assert!(matches!(fault(&office.path), FileFault::Damaged(_) | FileFault::NotADesk), "{length} bytes");
    }
}

#[test]
fn garbage_in_the_middle_is_said_to_be_damage_or_not_met() {
    let office = full_desk();
    let whole = fs::read(&office.path).unwrap();
    let mut met = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(&office.path, &bytes).unwrap();
        let damaged = match sqlite::open(&office.path) {
            Err(StoreError::File { fault: FileFault::Damaged(_), .. }) => true,
            Err(other) => panic!("page {page}: {other:?}"),
            Ok(store) => {
                let read = store.read().unwrap();
                let numbers: Vec<i64> = {
                    let search = barback::domain::search::Search {
                        scope: barback::domain::search::Scope::Staff,
                        conditions: Vec::new(),
                        order: barback::domain::search::Order::ACTIVITY,
                        lead: None,
                    };
                    match read.matching(&search, &barback::domain::search::Page::first(100)) {
                        Ok(tickets) => tickets.iter().map(|ticket| ticket.number.digits()).collect(),
                        Err(StoreError::Damaged(_)) => Vec::new(),
                        Err(other) => panic!("page {page}: {other:?}"),
                    }
                };
                numbers.is_empty()
            }
        };
        met += usize::from(damaged);
    }
    assert!(met > 10, "{met} of {} pages", whole.len() / 4096);
}

#[test]
fn an_error_of_the_file_names_the_path_and_is_internal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    let office = Office::new();
    let opening = Opening { path: path.clone(), login: None, make: Make::Never, entrance: Entrance::Shell };
    let error = opening.open_with(office.clock.clone(), office.dice.clone()).map(drop).expect_err("missing");
    assert_eq!(error.to_string(), format!("no desk at {}; `barback init` makes one", path.display()));
    assert_eq!((error.code(), matches!(error, DeskError::Store(_))), ("database", true));
}
