//! The same question on ten times as many tickets takes about as many steps of the engine.

use super::{LESS, MORE, desk_of};
use crate::support::office::{TestClock, TestDice, login};
use barback::desk::Desk;
use barback::domain::Role;
use barback::domain::query::Query;
use barback::domain::search::{Cursor, Page};
use barback::store::sqlite;
use barback::tui::state::views_for;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A session whose engine counts.
struct Counted {
    desk: Desk,
    steps: Arc<AtomicU64>,
}

impl Counted {
    fn on(tickets: u64) -> Self {
        let (store, steps) = sqlite::open(&desk_of(tickets)).unwrap().counting_steps().unwrap();
        Self { desk: Desk::new(Box::new(store), Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login("sam")), steps }
    }

    fn steps<T>(&self, work: impl Fn(&Desk) -> T) -> u64 {
        // Once unmeasured: a statement is made ready by steps of its own.
        work(&self.desk);
        let before = self.steps.load(Ordering::Relaxed);
        work(&self.desk);
        self.steps.load(Ordering::Relaxed) - before
    }

    fn read(&self, text: &str) -> Query {
        self.desk.read_query(text).unwrap()
    }
}

/// Steps on the small desk and on the large one.
fn both<T>(work: impl Fn(&Desk) -> T) -> (u64, u64) {
    (Counted::on(LESS).steps(&work), Counted::on(MORE).steps(&work))
}

const ROWS: usize = 50;

/// Pages of the list: its first, the one behind it, one from the middle, its last.
fn pages(desk: &Desk, query: &Query) -> Vec<Page> {
    let (first, last) = (Page::first(ROWS), Page { from: None, backwards: true, limit: ROWS });
    let ends = [first, last].map(|page| desk.list(query, &page).unwrap().places);
    let [newest, oldest] = [ends[0].first().copied(), ends[1].last().copied()];
    let middle = newest.zip(oldest).map(|(newest, oldest)| Cursor { key: newest.key.midpoint(oldest.key), ..newest });
    let from = |from: Option<Cursor>| from.map(|from| Page { from: Some(from), backwards: false, limit: ROWS });
    [Some(first), from(ends[0].last().copied()), from(middle), Some(last)].into_iter().flatten().collect()
}

#[test]
fn every_page_of_a_shipped_view_takes_as_many_steps() {
    let (small, large) = (Counted::on(LESS), Counted::on(MORE));
    for view in views_for(Role::Admin) {
        let steps = |on: &Counted| -> Vec<u64> {
            let list = |page: Page| on.steps(|desk| desk.list(&view.query, &page).unwrap());
            pages(&on.desk, &view.query).into_iter().map(list).collect()
        };
        let (less, more) = (steps(&small), steps(&large));
        assert_eq!(less.len(), more.len(), "{}", view.title);
        for (less, more) in less.iter().zip(&more) {
            // A page that is not full on the small desk has more rows on the large one.
            assert!(*more <= 2 * less.max(&9_000), "{}: {less} steps, then {more}", view.title);
        }
    }
}

#[test]
fn pages_in_any_order_take_as_many_steps() {
    let (small, large) = (Counted::on(LESS), Counted::on(MORE));
    for text in ["sort:created", "sort:-created", "sort:priority", "sort:-priority", "sort:-updated", "is:active sort:-priority"] {
        let steps = |on: &Counted| -> Vec<u64> {
            let query = on.read(text);
            pages(&on.desk, &query).into_iter().map(|page| on.steps(|desk| desk.list(&query, &page).unwrap())).collect()
        };
        let (less, more) = (steps(&small), steps(&large));
        assert!(less.iter().zip(&more).all(|(less, more)| *more <= 2 * less.max(&9_000)), "{text}: {less:?} steps, then {more:?}");
    }
}

#[test]
fn the_cards_and_the_next_take_as_many_steps() {
    let (less, more) = both(|desk| desk.counts().unwrap());
    assert!(more <= less + 50, "{less} steps, then {more}");
    let (less, more) = both(|desk| desk.urgent_since(None).unwrap());
    assert!(more <= less + 50, "{less} steps, then {more}");
    let (less, more) = both(|desk| {
        let query = desk.read_query("").unwrap();
        desk.count(&query, Some(1_001)).unwrap()
    });
    assert!(more <= 2 * less, "a capped count: {less} steps, then {more}");
}

#[test]
fn a_filter_over_active_tickets_that_matches_nothing_grows_with_them_alone() {
    let (small, large) = (Counted::on(LESS), Counted::on(MORE));
    for text in ["is:active created:1999-01-01", "is:active category:billing created:1999-01-01 sort:created"] {
        let steps = |on: &Counted| {
            let query = on.read(text);
            on.steps(|desk| desk.list(&query, &Page::first(ROWS)).unwrap())
        };
        let active = |on: &Counted| {
            let counts = on.desk.counts().unwrap();
            u64::try_from(counts.open + counts.in_progress).unwrap()
        };
        for on in [&small, &large] {
            let (steps, active) = (steps(on), active(on));
            assert!(steps <= 2_000 + 20 * active, "{text}: {steps} steps for {active} active tickets");
        }
    }
}

#[test]
fn a_search_takes_as_many_steps() {
    let (small, large) = (Counted::on(LESS), Counted::on(MORE));
    let texts =
        ["b", "bottle", "cannot redeem", "zzzz", "is:active scanner", "priority:urgent voucher", "bottle -rum", "status:closed refund"];
    for text in texts {
        let steps = |on: &Counted| {
            let query = on.read(text);
            on.steps(|desk| desk.list(&query, &Page::first(ROWS)).unwrap())
        };
        let (less, more) = (steps(&small), steps(&large));
        assert!(more <= 2 * less.max(12_000), "{text}: {less} steps, then {more}");
    }
}
