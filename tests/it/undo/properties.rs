//! Whatever was done: undo all is the start, redo all is the end; and what somebody else did in between stands.

use super::life::{self, Picture};
use crate::support::office::Office;
use barback::desk::Desk;
use barback::domain::event::{Event, EventKind};
use barback::domain::{Ticket, TicketNumber};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use std::collections::BTreeMap;

fn run<S: Strategy>(cases: u32, deeds: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&deeds, test) {
        panic!("{error}");
    }
}

/// Three tickets of others, talked about.
fn office() -> (Office, Vec<TicketNumber>) {
    let office = Office::new();
    // Both may delete: what is asked here is not who may.
    office.raw().execute("UPDATE users SET role = 1 WHERE login = 'dana'", []).unwrap();
    let tickets: Vec<TicketNumber> = ["ida", "noor", "ida"].map(|who| office.ticket(who, "scanner frozen")).to_vec();
    let kofi = office.desk("kofi");
    kofi.comment(kofi.new_order(), tickets[0].into(), "Which bottle?").unwrap();
    (office, tickets)
}

/// Undoes or does again until there is nothing left, or so often; how often it was.
fn all(desk: &Desk, again: bool, most: usize) -> usize {
    (0..most)
        .take_while(|_| {
            let order = desk.new_order();
            let done = if again { desk.redo(order) } else { desk.undo(order) };
            !done.expect("it may").value.is_empty()
        })
        .count()
}

#[test]
fn undo_all_is_the_start_and_redo_all_the_end() {
    run(12, prop::collection::vec(life::deed(), 1..25), |deeds| {
        let (office, mut tickets) = office();
        let (known, dana) = (tickets.clone(), office.desk("dana"));
        let start = life::picture(&office, &known, &tickets);
        for deed in &deeds {
            life::happen(&office, &dana, &mut tickets, deed);
        }
        let end = life::picture(&office, &tickets, &tickets);
        // A session that was not there when it was done.
        let later = office.desk("dana");
        let count = all(&later, false, usize::MAX);
        prop_assert_eq!(&life::picture(&office, &known, &tickets), &start);
        prop_assert_eq!(all(&later, true, count), count);
        prop_assert_eq!(&life::picture(&office, &tickets, &tickets), &end);
        all(&later, false, usize::MAX);
        prop_assert_eq!(&life::picture(&office, &known, &tickets), &start);
        Ok(())
    });
}

#[test]
fn what_somebody_else_did_in_between_stands_exactly() {
    run(12, prop::collection::vec((any::<bool>(), life::deed()), 1..25), |deeds| {
        let (office, mut tickets) = office();
        let (known, dana, sam) = (tickets.clone(), office.desk("dana"), office.desk("sam"));
        let start = life::picture(&office, &known, &tickets);
        for (is_hers, deed) in &deeds {
            let takes = matches!(deed, life::Deed::Delete { .. } | life::Deed::Undelete { .. });
            let turns = matches!(deed, life::Deed::Undo | life::Deed::Redo);
            // What the other deletes, and takes back, has tests of its own; here each of their changes is to be found again.
            let desk = if *is_hers && !takes && !turns { &sam } else { &dana };
            life::happen(&office, desk, &mut tickets, deed);
        }
        all(&dana, false, usize::MAX);
        let now = life::picture(&office, &known, &tickets);
        for number in &tickets {
            as_the_other_left_it(&office, *number, &start, &now)?;
        }
        Ok(())
    });
}

/// Each field as the other set it last, or as it was; their words and no others.
fn as_the_other_left_it(office: &Office, number: TicketNumber, start: &Picture, now: &Picture) -> Result<(), TestCaseError> {
    let dossier = office.desk("sam").show(number).unwrap();
    let theirs: Vec<&Event> = dossier.events.iter().filter(|event| event.actor_login == "sam").collect();
    let Some((is, comments, notes)) = now.tickets.get(&number) else {
        prop_assert!(theirs.is_empty(), "{number} went with what sam did");
        return Ok(());
    };
    prop_assert!(is.deleted_at.is_none(), "nobody but dana deleted it");
    let made = first_values(&dossier.events, start.tickets.get(&number).map(|(ticket, ..)| ticket), is);
    for (kind, was) in made {
        let set = theirs.iter().rev().find(|event| kind.same_field().contains(&event.change.kind));
        let wanted = set.map_or(&was, |event| &event.change.after);
        prop_assert_eq!(&is.value(kind), wanted, "{} of {}", kind.field(), number);
    }
    let said_by =
        |login: &str| comments.iter().chain(notes.iter().map(|note| &note.0)).filter(|words| words.author.login.as_str() == login).count();
    let spoke = theirs.iter().filter(|event| matches!(event.change.kind, EventKind::Commented | EventKind::Noted)).count();
    prop_assert_eq!((said_by("sam"), said_by("dana")), (spoke, 0));
    prop_assert_eq!((usize::try_from(is.comment_count), usize::try_from(is.note_count)), (Ok(comments.len()), Ok(notes.len())));
    Ok(())
}

/// What a ticket's fields were at the start or, of one made meanwhile, before anybody set them but whoever made it.
fn first_values(events: &[Event], start: Option<&Ticket>, is: &Ticket) -> BTreeMap<EventKind, Value> {
    let kinds = [
        EventKind::SubjectEdited,
        EventKind::DescriptionEdited,
        EventKind::CategoryChanged,
        EventKind::PriorityChanged,
        EventKind::RequesterChanged,
        EventKind::Assigned,
        EventKind::StatusRestored,
    ];
    let order = events[0].order;
    let value = |kind: EventKind| {
        if let Some(start) = start {
            return start.value(kind);
        }
        let sets = |event: &&Event| kind.same_field().contains(&event.change.kind);
        let made = events.iter().rev().filter(sets).find(|event| event.order == order).map(|event| event.change.after.clone());
        let next = || events.iter().find(sets).map(|event| event.change.before.clone());
        made.or_else(next).unwrap_or_else(|| is.value(kind))
    };
    kinds.into_iter().map(|kind| (kind, value(kind))).collect()
}
