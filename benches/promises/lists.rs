//! Lists, filters and counts, as the store answers them.

use super::Effort;
use super::desks::Bench;
use super::report::Row;
use super::sample::{Samples, millis, timed};
use barback::desk::{Desk, DeskError};
use barback::domain::Role;
use barback::domain::query::Query;
use barback::domain::search::{Cursor, Page};
use barback::tui::state::views_for;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// As many rows as a large screen shows.
const ROWS: usize = 50;

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let desk = bench.desk();
    let (mut first, mut next, mut last) = (Vec::new(), Vec::new(), Vec::new());
    for view in views_for(Role::Admin) {
        let page = desk.list(&view.query, &Page::first(ROWS)).unwrap();
        let from = page.places.last().copied();
        let backwards = Page { from: None, backwards: true, limit: ROWS };
        for _ in 0..effort.of(40) {
            first.push(timed(|| desk.list(&view.query, &Page::first(ROWS)).unwrap()).1);
            next.push(timed(|| desk.list(&view.query, &Page { from, backwards: false, limit: ROWS }).unwrap()).1);
            last.push(timed(|| desk.list(&view.query, &backwards).unwrap()).1);
        }
    }
    let page = |what, samples: Vec<f64>| {
        let samples = Samples::of(samples);
        let met = samples.median() <= 0.2;
        Row::of(what, &samples, "≤ 0.2 ms", met).growing(2.0)
    };
    let mut rows = vec![
        page("first page of a shipped view, 50 rows", first),
        page("the page behind it", next),
        page("last page of a shipped view", last),
        middle(&desk, effort),
    ];
    rows.extend(active(&desk, effort));
    rows.push(stopping(bench, effort));
    let counts = Samples::taken(effort.of(400), |_| desk.counts().unwrap());
    let met = counts.median() <= 0.02;
    rows.push(Row::of("the cards' counts", &counts, "≤ 0.02 ms", met).growing(1.5));
    rows
}

/// Far down in the longest list: what an offset would pay for.
fn middle(desk: &Desk, effort: Effort) -> Row {
    let everything = desk.read_query("").unwrap();
    let (newest, oldest) = (place(desk, &everything, false), place(desk, &everything, true));
    let from = Some(Cursor { key: newest.key.midpoint(oldest.key), ..newest });
    let samples = Samples::taken(effort.of(100), |_| desk.list(&everything, &Page { from, backwards: false, limit: ROWS }).unwrap());
    let met = samples.median() <= 0.2;
    Row::of("a page from the middle of everything", &samples, "≤ 0.2 ms", met).growing(2.0)
}

fn place(desk: &Desk, query: &Query, backwards: bool) -> Cursor {
    desk.list(query, &Page { from: None, backwards, limit: 1 }).unwrap().places[0]
}

/// Filters over active tickets. The last of them match nothing, which is the longest way there is.
fn active(desk: &Desk, effort: Effort) -> Vec<Row> {
    let some = ["category:billing", "priority:>=high", "assignee:none category:account", "created:>2026-11-01", "updated:>30d"];
    let none = ["created:1999-01-01", "requester:me category:billing priority:low", "created:<1999-01-01 priority:low sort:created"];
    let with = |queries: &[&str]| {
        let mut samples = Vec::new();
        for query in queries {
            let query = desk.read_query(&format!("is:active {query}")).unwrap();
            // Once unmeasured: what is measured is the desk, not the disk.
            desk.list(&query, &Page::first(ROWS)).unwrap();
            samples.extend((0..effort.of(20)).map(|_| timed(|| desk.list(&query, &Page::first(ROWS)).unwrap()).1));
        }
        Samples::of(samples)
    };
    let row = |what, samples: Samples| {
        let met = samples.worst() <= 10.0;
        Row::of(what, &samples, "≤ 10 ms, every one", met)
    };
    vec![row("a filter over active tickets", with(&some)), row("the same that matches nothing", with(&none))]
}

/// How soon a question over all statuses that finds nothing lets go when a newer one comes.
fn stopping(bench: &Bench, effort: Effort) -> Row {
    let mut samples = Vec::new();
    for _ in 0..effort.of(40) {
        let desk = bench.desk();
        let query = desk.read_query("created:1999-01-01 priority:low").unwrap();
        let interrupt = desk.interrupter();
        let (tell, told) = channel();
        let asking = std::thread::spawn(move || {
            let answer = desk.list(&query, &Page::first(ROWS));
            tell.send(Instant::now()).unwrap();
            answer.map(drop)
        });
        std::thread::sleep(Duration::from_millis(3));
        let asked = Instant::now();
        interrupt();
        let ended = told.recv().unwrap();
        let answer: Result<(), DeskError> = asking.join().unwrap();
        // One that was through before says nothing.
        if answer.is_err() {
            samples.push(millis(ended.saturating_duration_since(asked)));
        }
    }
    if samples.is_empty() {
        return Row::figure("a filter over all statuses lets go", "ms", 0.0, "≤ 10 ms", true);
    }
    let samples = Samples::of(samples);
    let met = samples.worst() <= 10.0;
    Row::of("a filter over all statuses lets go", &samples, "≤ 10 ms, every time", met)
}
