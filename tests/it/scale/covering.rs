//! What comes in bulk is in the desk at once, and searchable piece by piece; whoever searches meanwhile is told.

use super::many_like;
use crate::support::office::Office;
use crate::support::screen::Screen;
use barback::desk::Coverage;
use barback::domain::search::Page;
use barback::store::{Door, Store};

/// Tickets that wait for their documents, as a bulk load that was broken off leaves them.
fn half_loaded(office: &Office) -> i64 {
    for place in 0..3 {
        office.ticket("ida", &format!("bottle {place}"));
    }
    many_like(office, 40, |write, ticket, event| write.load_ticket(ticket, &[], &[event]).map(drop));
    44
}

#[test]
fn a_search_says_how_much_it_covers_until_everything_is_searchable() {
    let office = Office::new();
    let all = half_loaded(&office);
    let dana = office.desk("dana");
    let list = |text: &str| dana.list(&dana.read_query(text).unwrap(), &Page::first(100)).unwrap();
    assert_eq!(list("bottle").coverage, Coverage::Part { searchable: 4, all });
    assert_eq!((list("bottle").tickets.len(), list("").tickets.len()), (3, 44), "the lists have them at once");
    assert_eq!(list("").coverage, Coverage::Whole, "which is told where it matters");
    // Somebody works on one meanwhile: it is searchable with that, and not twice.
    let loaded = list("sort:-created").tickets.iter().find(|ticket| ticket.subject.starts_with("loaded")).unwrap().number;
    dana.note(dana.new_order(), loaded.into(), "seen").unwrap();
    assert_eq!(list("seen").tickets.len(), 1);
    assert_eq!(list("bottle").coverage, Coverage::Part { searchable: 5, all });
    let mut told = Vec::new();
    dana.make_searchable(&mut |done, of| told.push((done, of))).unwrap();
    assert_eq!(told.last(), Some(&(39, 39)), "{told:?}");
    assert_eq!((list("bottle").tickets.len(), list("bottle").coverage), (43, Coverage::Whole));
    let loaded = |text: &str| {
        let tickets = list(text).tickets.into_iter().filter(|ticket| ticket.subject.starts_with("loaded"));
        tickets.map(|ticket| ticket.number).collect::<Vec<_>>()
    };
    assert_eq!(loaded("loaded"), loaded(""), "in the list's own order");
}

#[test]
fn an_open_desk_makes_them_searchable_while_nobody_writes() {
    let office = Office::new();
    half_loaded(&office);
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    let waits = || office.raw().query_row("SELECT count(*) FROM unsearched", [], |row| row.get::<_, i64>(0)).unwrap();
    screen.until(|_| waits() == 0);
    screen.keys("/").types("loaded").keys("enter");
    assert!(screen.says("40 found") && !screen.says("covers"), "{}", screen.text());
}

#[test]
fn what_was_made_searchable_is_put_together() {
    let office = Office::new();
    half_loaded(&office);
    let store = office.store();
    while store.make_searchable(1).unwrap() > 0 {}
    let pieces = || office.raw().query_row("SELECT count(DISTINCT segid) FROM search_active_idx", [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(pieces() >= 40, "one for each transaction: {}", pieces());
    while store.tidy().unwrap() {}
    assert!(pieces() <= 8, "{} pieces", pieces());
}

#[test]
fn a_desk_that_closes_leaves_the_rest_to_others() {
    let office = Office::new();
    half_loaded(&office);
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO unsearched SELECT -i, 0 FROM n";
    office.raw().execute_batch(sql).unwrap();
    drop(Screen::open(office.desk("dana"), office.desk("dana"), (120, 40)));
    let waits: i64 = office.raw().query_row("SELECT count(*) FROM unsearched", [], |row| row.get(0)).unwrap();
    assert!(waits > 40, "nobody who quits waits for a hundred thousand lines: {waits}");
}

#[test]
fn the_screen_and_the_command_line_say_it() {
    let office = Office::new();
    half_loaded(&office);
    // A writer that is held up cannot make anything searchable.
    let store = office.store();
    let held = store.write().unwrap();
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    screen.keys("/").types("bottle").keys("enter");
    assert!(screen.told("search covers 4 of 44"), "{}", screen.text());
    drop(held);
}
