//! A desk of an earlier version has an index that knows less. It is built anew in pieces, and a search says what it covers.

use crate::support::office::{Office, login};
use barback::desk::{Coverage, NewTicket};
use barback::domain::search::Page;
use barback::store::{Door, Store, sqlite};

/// The office as it was before migration 5, with tickets in it.
fn old_desk(tickets: usize) -> (Office, std::path::PathBuf) {
    let office = Office::new();
    for place in 0..tickets {
        office.clock.forward(1_000);
        let new = NewTicket { subject: format!("瓶を交換できません {place}"), ..NewTicket::default() };
        office.create("ida", &new);
    }
    // The rows, in the schema of then: its index is empty here, and would know nothing of the new words anyway.
    let old = office.folder.path().join("old.db");
    sqlite::create_at(&old, 4).unwrap();
    let raw = rusqlite::Connection::open(&old).unwrap();
    raw.execute("ATTACH ?1 AS new", [office.path.to_str().unwrap()]).unwrap();
    for table in ["users", "settings", "numbers", "number_ranges", "tickets", "comments", "notes", "events"] {
        raw.execute_batch(&format!("INSERT OR REPLACE INTO main.{table} SELECT * FROM new.{table}")).unwrap();
    }
    raw.execute_batch("INSERT OR REPLACE INTO main.counters SELECT * FROM new.counters").unwrap();
    (office, old)
}

#[test]
fn an_old_desk_is_searchable_piece_by_piece_and_says_how_far() {
    let (office, old) = old_desk(70);
    let store = sqlite::open(&old).unwrap();
    let dana = barback::desk::Desk::seat(sqlite::open(&old).unwrap(), office.clock.clone(), office.dice.clone(), login("dana")).unwrap();
    let found = |text: &str| {
        let listing = dana.list(&dana.read_query(text).unwrap(), &Page::first(100)).unwrap();
        (listing.tickets.len(), listing.coverage)
    };
    assert_eq!(found(""), (70, Coverage::Whole), "lists are as they were");
    assert_eq!(found("交換"), (0, Coverage::Part { searchable: 0, all: 70 }));
    assert!(store.tidy().unwrap());
    let (some, coverage) = found("交換");
    assert!((1..70).contains(&some), "a piece at a time: {some}");
    assert_eq!(coverage, Coverage::Part { searchable: i64::try_from(some).unwrap(), all: 70 });
    while store.tidy().unwrap() {}
    assert_eq!(found("交換"), (70, Coverage::Whole));
    assert!(!store.is_behind().unwrap());
}
