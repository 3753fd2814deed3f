//! Whatever happened on a desk and whatever is asked, the answer is that of a plain reading of the rows.

use super::{brute, life};
use crate::support::office::{Office, PEOPLE};
use barback::desk::{Desk, Dossier, NewTicket};
use barback::domain::TicketNumber;
use barback::domain::search::Page;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::cell::Cell;

#[test]
fn results_equal_a_brute_force_reading_of_the_same_rows() {
    let config = ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let story = (prop::collection::vec(life::happening(), 10..30), prop::collection::vec(life::query(), 30));
    let (compared, found) = (Cell::new(0), Cell::new(0));
    let outcome = runner.run(&story, |(happenings, queries)| {
        let office = Office::new();
        let desks: Vec<Desk> = PEOPLE.iter().map(|(login, ..)| office.desk(login)).collect();
        let mut tickets = Vec::new();
        for happening in &happenings {
            life::happen(&office, &desks, &mut tickets, happening);
        }
        office.tidy();
        for desk in &desks {
            let rows: Vec<Dossier> = tickets.iter().filter_map(|number| desk.show(*number).ok()).collect();
            for query in &queries {
                compared.set(compared.get() + 1);
                found.set(found.get() + compare(desk, &rows, &filled_in(query, &tickets))?);
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    assert!(found.get() > compared.get() / 5, "most queries find nothing, so little was shown: {found:?} of {compared:?}");
}

#[test]
fn no_phrase_reaches_from_one_text_into_the_next() {
    let office = Office::new();
    let new = NewTicket { subject: "alpha beta".to_owned(), description: "gamma delta".to_owned(), ..NewTicket::default() };
    let ticket = office.create("ida", &new).number;
    let dana = office.desk("dana");
    for text in ["one two", "three four"] {
        dana.comment(dana.new_order(), ticket.into(), text).unwrap();
        dana.note(dana.new_order(), ticket.into(), &format!("{text} noted")).unwrap();
    }
    for who in ["dana", "ida"] {
        let desk = office.desk(who);
        let count = |text: &str| desk.count(&desk.read_query(text).unwrap(), None).unwrap();
        for within in ["\"alpha beta\"", "\"gamma delta\"", "\"ida moss\"", "one-two", "three'fo"] {
            assert_eq!(count(within), 1, "{who}: {within}");
        }
        for across in ["\"beta gamma\"", "beta-gamma", "\"delta ida\"", "\"two three\"", "\"moss one\"", "\"noted three\"", "\"four one\""]
        {
            assert_eq!(count(across), 0, "{who}: {across}");
        }
        assert_eq!(count(&format!("\"{} alpha\"", ticket.digits())), 0, "{who}");
    }
}

/// Numbers in the place of `#0` to `#4`.
fn filled_in(query: &str, tickets: &[TicketNumber]) -> String {
    (0..5).fold(query.to_owned(), |query, place| {
        let digits = tickets.get(place).map_or(123_456, |number| number.digits());
        query.replace(&format!("#{place}"), &digits.to_string())
    })
}

/// How many tickets both found.
fn compare(desk: &Desk, rows: &[Dossier], text: &str) -> Result<usize, TestCaseError> {
    let Ok(query) = desk.read_query(text) else { return Ok(0) };
    let me = desk.whoami().expect("known");
    let wanted = brute::search(rows, &query, &me, desk.now().0);
    let listed = desk.list(&query, &Page::first(100)).map_err(|error| TestCaseError::fail(format!("{text:?}: {error}")))?;
    let got: Vec<_> = listed.tickets.iter().map(|ticket| ticket.number).collect();
    prop_assert_eq!(&got, &wanted, "{} asks {:?} of {:#?}", me.login, text, rows);
    for (row, ticket) in listed.tickets.iter().filter_map(|ticket| Some((rows.iter().find(|row| row.ticket.id == ticket.id)?, ticket))) {
        prop_assert_eq!(&row.ticket, ticket, "a list tells of a ticket what showing it tells");
    }
    let count = desk.count(&query, None).expect("a count");
    prop_assert_eq!(usize::try_from(count).expect("few"), wanted.len(), "the count of {:?}", text);
    Ok(got.len())
}
