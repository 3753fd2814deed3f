//! A part of a thread takes as many steps of the engine and as many rows however long the thread is, for staff and for guests.

use crate::support::long;
use crate::support::office::{Office, TestClock, TestDice, login};
use barback::desk::{Desk, HistoryLines, ThreadFrom};
use barback::domain::{ThreadPlace, TicketNumber};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The steps that each part takes: from the beginning, from the end, and around a place in the middle, with history and without.
fn steps(office: &Office, who: &str, number: TicketNumber) -> Vec<u64> {
    let (store, steps) = office.store().counting_steps().unwrap();
    let desk = Desk::seat(store, Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login(who)).unwrap();
    let first = desk.show_part(number, ThreadFrom::After(ThreadPlace::START), HistoryLines::Shown).unwrap().part;
    let at = first.entries[first.entries.len() / 2].key().at;
    let parts = [
        (ThreadFrom::After(ThreadPlace::START), HistoryLines::Shown),
        (ThreadFrom::After(ThreadPlace::START), HistoryLines::Hidden),
        (ThreadFrom::Before(ThreadPlace::END), HistoryLines::Shown),
        (ThreadFrom::Before(ThreadPlace::END), HistoryLines::Hidden),
        (ThreadFrom::Around(first.end), HistoryLines::Shown),
        (ThreadFrom::Around(first.end), HistoryLines::ShownFrom(at)),
    ];
    let cost = |(from, history)| {
        // Once unmeasured: a statement is made ready by steps of its own.
        desk.show_part(number, from, history).unwrap();
        let before = steps.load(Ordering::Relaxed);
        desk.show_part(number, from, history).unwrap();
        steps.load(Ordering::Relaxed) - before
    };
    parts.into_iter().map(cost).collect()
}

#[test]
fn a_part_of_a_hundred_times_as_many_comments_takes_as_many_steps() {
    let office = Office::new();
    let (short, long) = (long::commented(&office, 300), long::commented(&office, 20_000));
    for who in ["sam", "ida"] {
        let (less, more) = (steps(&office, who, short), steps(&office, who, long));
        let is_fine = |(less, more): (&u64, &u64)| *more <= less + less / 10 + 200;
        assert!(less.iter().zip(&more).all(is_fine), "{who}: {less:?} steps, then {more:?}");
    }
}

#[test]
fn a_part_of_a_history_of_any_length_takes_as_many_steps() {
    let office = Office::new();
    let (short, long) = (long::eventful(&office, 2_000), long::eventful(&office, 200_000));
    let (less, more) = (steps(&office, "sam", short), steps(&office, "sam", long));
    // A place is found by halving.
    let is_fine = |(less, more): (&u64, &u64)| *more <= less + less / 10 + 1_000;
    assert!(less.iter().zip(&more).all(is_fine), "{less:?} steps, then {more:?}");
}

#[test]
fn a_guest_s_part_takes_as_many_steps_with_notes_and_without() {
    let office = Office::new();
    let noted = long::commented(&office, 150);
    let before = steps(&office, "ida", noted);
    let sam = office.desk("sam");
    for _ in 0..16 {
        sam.note(sam.new_order(), noted.into(), &"kept among us ".repeat(4_000)).unwrap();
    }
    assert_eq!(steps(&office, "ida", noted), before);
}

/// What `show` reads, and a folded screen of what follows.
#[test]
fn a_part_without_history_takes_as_many_steps_whatever_the_history_is() {
    let office = Office::new();
    let (short, long) = (long::eventful(&office, 1), long::eventful(&office, 900));
    let (store, steps) = office.store().counting_steps().unwrap();
    let desk = Desk::seat(store, Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login("sam")).unwrap();
    let cost = |number, history| {
        let read = || desk.show_part(number, ThreadFrom::After(ThreadPlace::START), history).unwrap();
        assert!(read().part.entries.is_empty());
        let before = steps.load(Ordering::Relaxed);
        read();
        steps.load(Ordering::Relaxed) - before
    };
    assert_eq!(cost(short, HistoryLines::Uncounted), cost(long, HistoryLines::Uncounted));
    assert!(cost(short, HistoryLines::Hidden) < cost(long, HistoryLines::Hidden), "it is the counting that costs");
}
