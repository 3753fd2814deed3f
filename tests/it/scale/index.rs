//! The search index against the rows: every ticket has its one document, in the half and the order it belongs to, whatever
//! happened and whatever the clock did.

use crate::search::life;
use crate::support::office::{HOUR, MINUTE, Office, PEOPLE};
use barback::desk::{Desk, Target};
use barback::domain::TicketNumber;
use barback::domain::search::Page;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// Place, ticket, activity by the index; activity and status by the rows; whether it is in each half.
type Line = (i64, i64, i64, i64, i64, bool, bool);

fn lines(office: &Office) -> Vec<Line> {
    const LINES: &str = "SELECT d.place, d.ticket_id, d.updated_at, t.updated_at, t.status,
            d.place IN (SELECT rowid FROM search_active), d.place IN (SELECT rowid FROM search_done)
        FROM documents d JOIN tickets t ON t.id = d.ticket_id WHERE t.deleted_at IS NULL ORDER BY d.place";
    let raw = office.raw();
    let mut statement = raw.prepare(LINES).unwrap();
    let lines =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?)));
    lines.unwrap().map(Result::unwrap).collect()
}

fn number(office: &Office, sql: &str) -> i64 {
    office.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Checks what holds while tickets wait for their documents: each has one, or waits, and never both say something else.
fn check_waiting(office: &Office) -> Result<(), TestCaseError> {
    const NEITHER: &str = "SELECT count(*) FROM tickets t WHERE deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.ticket_id = t.id AND d.updated_at = t.updated_at)
        AND NOT EXISTS (SELECT 1 FROM unsearched u WHERE u.ticket_id = t.id AND u.updated_at = t.updated_at)";
    const ROWS: &str = "SELECT (SELECT count(*) FROM search_active) + (SELECT count(*) FROM search_done)
        - (SELECT count(*) FROM documents) - (SELECT count(*) FROM stale)";
    prop_assert_eq!(number(office, NEITHER), 0, "each ticket has its document, or waits for it");
    prop_assert_eq!(number(office, ROWS), 0, "the index has what is named, and nothing else");
    Ok(())
}

/// Checks everything that holds of an index.
fn check(office: &Office) -> Result<(), TestCaseError> {
    let lines = lines(office);
    let all = i64::try_from(lines.len()).unwrap();
    prop_assert_eq!(number(office, "SELECT count(*) FROM tickets WHERE deleted_at IS NULL"), all, "each ticket has a document");
    prop_assert_eq!(number(office, "SELECT count(*) FROM documents"), all, "and nobody else");
    let halves = "SELECT (SELECT count(*) FROM search_active) + (SELECT count(*) FROM search_done)";
    prop_assert_eq!(number(office, halves), all);
    for (place, _, placed, updated, status, active, done) in &lines {
        prop_assert_eq!(placed, updated, "place {}", place);
        prop_assert_eq!((*active, *done), (*status <= 2, *status > 2), "place {}", place);
    }
    // Within an era the later place has the later activity.
    for pair in lines.windows(2).filter(|pair| pair[0].0 >> 32 == pair[1].0 >> 32) {
        prop_assert!((pair[0].2, pair[0].1) < (pair[1].2, pair[1].1), "{:?}", pair);
    }
    for table in ["search_active", "search_done"] {
        let sound = office.raw().execute(&format!("INSERT INTO {table} ({table}) VALUES ('integrity-check')"), []);
        prop_assert!(sound.is_ok(), "{}: {:?}", table, sound);
    }
    Ok(())
}

#[test]
fn the_index_holds_after_anything() {
    let config = ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&prop::collection::vec(life::happening(), 40), |happenings| {
        let office = Office::new();
        let desks: Vec<Desk> = PEOPLE.iter().map(|(login, ..)| office.desk(login)).collect();
        let mut tickets = Vec::new();
        for happening in &happenings {
            life::happen(&office, &desks, &mut tickets, happening);
        }
        check_waiting(&office)?;
        while desks[0].tidy().unwrap() {}
        check(&office)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

fn numbers(desk: &Desk, text: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(text).unwrap();
    desk.list(&query, &Page::first(100)).unwrap().tickets.iter().map(|ticket| ticket.number).collect()
}

#[test]
fn a_clock_that_goes_back_begins_one_era_and_the_order_stays_that_of_the_list() {
    let office = Office::new();
    let dana = office.desk("dana");
    let touch = |number: TicketNumber| dana.note(dana.new_order(), number.into(), "bottle").unwrap();
    let mut tickets = Vec::new();
    for minutes in [0, 10, 10, -HOUR / MINUTE, 5, 5, -3, 1, 2 * HOUR / MINUTE, 1] {
        office.clock.forward(minutes * MINUTE);
        tickets.push(office.ticket("ida", "bottle"));
        office.clock.forward(1);
        touch(tickets[tickets.len() / 2]);
        assert_eq!(numbers(&dana, "bottle"), numbers(&dana, ""), "after {minutes} minutes");
        assert_eq!(numbers(&dana, "bottle").len(), tickets.len());
    }
    check(&office).unwrap();
    let eras = number(&office, "SELECT count(*) FROM eras");
    assert!((2..=3).contains(&eras), "{eras} eras for two steps back");
}

#[test]
fn the_newest_of_every_era_are_looked_at_for_tickets_alike() {
    let office = Office::new();
    let newest = office.ticket("ida", "Scanner beeps twice");
    // An old desk's tickets come in behind it: a later era, of older activity.
    office.clock.forward(-48 * HOUR);
    for place in 0..210 {
        office.ticket("noor", &format!("Scanner {place}"));
    }
    assert!(number(&office, "SELECT count(*) FROM eras") > 1);
    let alike = office.desk("dana").similar("Scanner beeps twice").unwrap();
    assert_eq!(alike.first().map(|ticket| ticket.number), Some(newest));
}

#[test]
fn many_tickets_changed_in_one_instant_need_no_era_each() {
    let office = Office::new();
    let numbers: Vec<TicketNumber> = (0..20).map(|_| office.ticket("ida", "bottle")).collect();
    office.clock.forward(MINUTE);
    let dana = office.desk("dana");
    let targets: Vec<Target> = numbers.iter().rev().map(|number| (*number).into()).collect();
    dana.transition(dana.new_order(), &targets, barback::domain::Status::Closed, None, None).unwrap();
    assert_eq!(number(&office, "SELECT count(*) FROM eras"), 1);
    check(&office).unwrap();
}
