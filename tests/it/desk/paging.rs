//! Pages by key: forwards and backwards the same rows, each once, whatever the order and however many ties.

use crate::support::office::{MINUTE, Office};
use barback::desk::{Desk, NewTicket};
use barback::domain::query::{Query, Sort, SortKey};
use barback::domain::search::{Cursor, Page};
use barback::domain::{Priority, TicketNumber};

/// All pages from the top down, or from the bottom up, in list order.
fn walked(desk: &Desk, query: &Query, limit: usize, backwards: bool) -> Vec<TicketNumber> {
    let (mut all, mut from): (Vec<TicketNumber>, Option<Cursor>) = (Vec::new(), None);
    for _ in 0..100 {
        let page = desk.list(query, &Page { from, backwards, limit }).expect("a page");
        assert!(page.tickets.len() <= limit && page.places.len() == page.tickets.len());
        let numbers = page.tickets.iter().map(|ticket| ticket.number);
        if backwards {
            all = numbers.chain(all).collect();
            from = page.places.first().copied();
        } else {
            all.extend(numbers);
            from = page.places.last().copied();
        }
        if from.is_none() {
            return all;
        }
    }
    panic!("the pages of {query} never end: {all:?}");
}

/// Seventeen tickets, most of them alike in any order.
fn full_office() -> Office {
    let office = Office::new();
    for place in 0..17_usize {
        if place % 5 == 0 {
            office.clock.forward(MINUTE);
        }
        let priority = Some(Priority::ALL[place % 2]);
        let who = if place % 3 == 0 { "ida" } else { "noor" };
        let requester = Some(barback::desk::Whom::Login(who.parse().unwrap()));
        let ticket = office.create("dana", &NewTicket { subject: "bottle".to_owned(), priority, requester, ..NewTicket::default() });
        if place % 4 == 0 {
            let dana = office.desk("dana");
            dana.comment(dana.new_order(), ticket.number.into(), "answered").unwrap();
        }
    }
    office
}

#[test]
fn every_order_pages_both_ways_without_gaps() {
    let office = full_office();
    let orders = [SortKey::Updated, SortKey::Created, SortKey::Priority, SortKey::Waiting];
    for (who, text) in [("dana", ""), ("dana", "bottle"), ("dana", "is:open"), ("ida", ""), ("ida", "bottle")] {
        let desk = office.desk(who);
        // A guest can name neither priority nor waiting, and their door does not let such a question through.
        let orders = orders.into_iter().filter(|key| who == "dana" || matches!(key, SortKey::Updated | SortKey::Created));
        for (key, reversed) in orders.flat_map(|key| [(key, false), (key, true)]) {
            let query = Query { sort: Sort { key, reversed }, sort_given: true, ..desk.read_query(text).unwrap() };
            let whole: Vec<_> = desk.list(&query, &Page::first(100)).unwrap().tickets.iter().map(|ticket| ticket.number).collect();
            if key != SortKey::Waiting {
                assert_eq!(i64::try_from(whole.len()).unwrap(), desk.count(&query, None).unwrap());
            }
            for limit in [1, 3, 5, 100] {
                assert_eq!(walked(&desk, &query, limit, false), whole, "{who}: {query} by {limit}");
                assert_eq!(walked(&desk, &query, limit, true), whole, "{who}: {query} backwards by {limit}");
            }
        }
    }
}

#[test]
fn the_ticket_that_a_number_means_leads_both_ways() {
    let office = full_office();
    office.clock.forward(-10 * MINUTE);
    let meant = office.ticket("ida", "the one that is meant");
    office.clock.forward(20 * MINUTE);
    for _ in 0..4 {
        office.ticket("ida", &format!("see {}", meant.digits()));
    }
    for (who, text) in [("dana", ""), ("ida", ""), ("dana", " sort:created"), ("dana", " sort:-updated"), ("dana", " sort:priority")] {
        let desk = office.desk(who);
        let query = desk.read_query(&format!("{}{text}", meant.digits())).unwrap();
        let whole = desk.list(&query, &Page::first(100)).unwrap();
        assert_eq!((whole.tickets.len(), whole.tickets[0].number), (5, meant));
        let numbers: Vec<_> = whole.tickets.iter().map(|ticket| ticket.number).collect();
        for limit in [1, 2, 3, 4, 5, 6] {
            assert_eq!(walked(&desk, &query, limit, false), numbers, "{who}: {query} by {limit}");
            assert_eq!(walked(&desk, &query, limit, true), numbers, "{who}: {query} backwards by {limit}");
        }
        let before_lead = desk.list(&query, &Page { from: Some(whole.places[0]), backwards: true, limit: 9 }).unwrap();
        assert!(before_lead.tickets.is_empty(), "nothing is before it");
    }
}

#[test]
fn a_page_goes_on_where_its_row_was_though_that_row_is_gone() {
    let office = full_office();
    let dana = office.desk("dana");
    let query = dana.read_query("").unwrap();
    let whole = dana.list(&query, &Page::first(100)).unwrap();
    let at = whole.tickets[6].number;
    office.delete("sam", at);
    let page = dana.list(&query, &Page { from: Some(whole.places[6]), backwards: false, limit: 3 }).unwrap();
    let numbers = |tickets: &[barback::domain::Ticket]| tickets.iter().map(|ticket| ticket.number).collect::<Vec<_>>();
    assert_eq!(numbers(&page.tickets), numbers(&whole.tickets[7..10]));
}

#[test]
fn no_rows_wanted_is_no_rows() {
    let office = full_office();
    let dana = office.desk("dana");
    let number = office.ticket("ida", "x");
    for text in [String::new(), number.to_string()] {
        let query = dana.read_query(&text).unwrap();
        assert!(dana.list(&query, &Page::first(0)).unwrap().tickets.is_empty(), "{query}");
    }
}
