//! A thread read in parts is the thread: the same entries in the same order, from either end and from anywhere between.

use crate::support::long;
use crate::support::office::{EVENING, MINUTE, Office};
use barback::desk::demo::{Plan, large};
use barback::desk::{Desk, HiddenLines, HistoryLines, ThreadFrom, ThreadPart};
use barback::domain::event::EventKind;
use barback::domain::{EntryKey, Note, Priority, ThreadEntry, ThreadPlace, TicketNumber, Timestamp};
use barback::store::sqlite;
use proptest::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
use uuid::Uuid;

/// An entry by what it is and when it was: an event by its order's place in the history, words by their id.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Event(i64),
    Comment(Uuid),
    Note(Uuid),
}

/// As the whole thread says it: lines of the history before what was said at the same instant, all of it by time.
fn whole(desk: &Desk, number: TicketNumber, history: bool) -> Vec<Told> {
    let whole = desk.show(number).unwrap();
    let is_line = |kind| history && !matches!(kind, EventKind::Commented | EventKind::Noted);
    let events = whole.events.iter().filter(|event| is_line(event.change.kind));
    let mut all: Vec<(Timestamp, Told)> = events.map(|event| (event.at, Told::Event(event.id.0))).collect();
    let said = whole.thread().into_iter();
    all.extend(said.map(|(words, internal)| (words.created_at, if internal { Told::Note(words.uuid) } else { Told::Comment(words.uuid) })));
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, told)| told).collect()
}

fn told(entries: &VecDeque<ThreadEntry>) -> Vec<Told> {
    let told = |entry: &ThreadEntry| match entry {
        ThreadEntry::Event(event) => Told::Event(event.id.0),
        ThreadEntry::Comment(_, words) => Told::Comment(words.uuid),
        ThreadEntry::Note(_, Note(words)) => Told::Note(words.uuid),
    };
    entries.iter().map(told).collect()
}

fn history(shown: bool) -> HistoryLines {
    if shown { HistoryLines::Shown } else { HistoryLines::Hidden }
}

fn part(desk: &Desk, number: TicketNumber, from: ThreadFrom, shown: bool) -> ThreadPart {
    desk.show_part(number, from, history(shown)).unwrap().part
}

/// Part after part from the beginning, and the places between them.
fn forwards(desk: &Desk, number: TicketNumber, shown: bool) -> (Vec<Told>, Vec<ThreadPlace>) {
    let (mut all, mut places) = (Vec::new(), vec![ThreadPlace::START]);
    loop {
        let next = part(desk, number, ThreadFrom::After(places[places.len() - 1]), shown);
        assert_eq!(next.start, places[places.len() - 1]);
        all.extend(told(&next.entries));
        places.push(next.end);
        if next.is_to_last {
            return (all, places);
        }
    }
}

fn backwards(desk: &Desk, number: TicketNumber, shown: bool) -> Vec<Told> {
    let (mut all, mut place) = (Vec::new(), ThreadPlace::END);
    loop {
        let next = part(desk, number, ThreadFrom::Before(place), shown);
        all.splice(0..0, told(&next.entries));
        place = next.start;
        if next.is_from_first {
            return all;
        }
    }
}

fn is_the_whole(desk: &Desk, number: TicketNumber) {
    for shown in [true, false] {
        let expected = whole(desk, number, shown);
        let (found, places) = forwards(desk, number, shown);
        assert_eq!(found, expected, "forwards, history: {shown}");
        assert_eq!(backwards(desk, number, shown), expected, "backwards, history: {shown}");
        for place in places {
            let around = part(desk, number, ThreadFrom::Around(place), shown);
            let (before, after) = (ThreadFrom::Before(place), ThreadFrom::After(place));
            let both = [before, after].map(|from| told(&part(desk, number, from, shown).entries)).concat();
            assert_eq!(told(&around.entries), both);
            assert!(expected.windows(both.len().max(1)).any(|window| window == both) || both.is_empty(), "no gap in the middle");
        }
    }
}

#[derive(Clone, Debug)]
enum Deed {
    Comment,
    Guest,
    Note,
    Rank,
    Undo,
    Redo,
    /// So long goes by; backwards, too.
    Wait(i64),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => Just(Deed::Comment),
        2 => Just(Deed::Guest),
        3 => Just(Deed::Note),
        3 => Just(Deed::Rank),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        3 => (-3..4_i64).prop_map(|minutes| Deed::Wait(minutes * MINUTE)),
    ];
    prop::collection::vec(deed, 1..40)
}

fn done(office: &Office, number: TicketNumber, deeds: &[Deed]) {
    let (sam, ida) = (office.desk("sam"), office.desk("ida"));
    let mut ranks = [Priority::High, Priority::Low].into_iter().cycle();
    for deed in deeds {
        match deed {
            Deed::Comment => _ = sam.comment(sam.new_order(), number.into(), "From the bar").unwrap(),
            Deed::Guest => _ = ida.comment(ida.new_order(), number.into(), "From a guest").unwrap(),
            Deed::Note => _ = sam.note(sam.new_order(), number.into(), "Among us").unwrap(),
            Deed::Rank => {
                let edit =
                    barback::desk::Edit { priority: ranks.next().map(barback::desk::Set::blindly), ..barback::desk::Edit::default() };
                sam.edit(sam.new_order(), &[number.into()], &edit).unwrap();
            }
            // There may be nothing to be undone, or done again.
            Deed::Undo => _ = sam.undo(sam.new_order()),
            Deed::Redo => _ = sam.redo(sam.new_order()),
            Deed::Wait(millis) => office.clock.forward(*millis),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_life_are_the_life(deeds in deeds()) {
        let office = Office::new();
        let number = office.ticket("ida", "Cannot redeem bottle");
        done(&office, number, &deeds);
        is_the_whole(&office.desk("sam"), number);
        is_the_whole(&office.desk("ida"), number);
    }

    /// Longer than a part, at few instants, so that every kind has many of the same time.
    #[test]
    fn parts_of_a_long_thread_are_the_thread(
        entries in prop::collection::vec((0..3_u8, 0..3_i64, 0..70_000_usize), 250..420),
    ) {
        let office = Office::new();
        let number = office.ticket("ida", "It goes on");
        let file = office.raw();
        let ticket: i64 = file.query_row("SELECT id FROM tickets", [], |row| row.get(0)).unwrap();
        file.execute_batch("BEGIN").unwrap();
        let mut at = EVENING;
        for (place, (kind, step, size)) in entries.into_iter().enumerate() {
            at += step / 2;
            let (uuid, body) = (Uuid::from_u128(1000 + place as u128), "b".repeat(1 + size / 40));
            let words = |table| format!("INSERT INTO {table} (uuid, ticket_id, author_id, body, created_at) VALUES (?1, ?2, 1, ?3, ?4)");
            match kind {
                0 => file.execute(
                    "INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) VALUES (?2, ?1, 1, ?5, json_quote(?3), null, ?4)",
                    rusqlite::params![uuid, ticket, body, at, [6, 13, 14, 5][place % 4]],
                ),
                1 => file.execute(&words("comments"), rusqlite::params![uuid, ticket, body, at]),
                _ => file.execute(&words("notes"), rusqlite::params![uuid, ticket, body, at]),
            }
            .unwrap();
        }
        file.execute_batch("COMMIT").unwrap();
        is_the_whole(&office.desk("sam"), number);
        is_the_whole(&office.desk("ida"), number);
    }
}

#[test]
fn parts_of_an_imported_ticket_and_of_a_demo_s_are_the_whole() {
    let office = Office::new();
    let said: Vec<serde_json::Value> = (0..240)
        .map(|place| {
            // Not in their order, and many at one instant.
            let at = Timestamp(EVENING - 40 * MINUTE + MINUTE * ((place * 7) % 30)).to_string();
            serde_json::json!({ "comment": format!("said {place}"), "is_internal": place % 3 == 0, "created_at": at })
        })
        .collect();
    let row = serde_json::json!({ "subject": "From elsewhere", "status": "closed", "comments": said, "resolution": "Done" });
    let run = office.feed(&["import", "-", "--format", "ndjson"], &format!("{row}\n"));
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let desk = office.desk("sam");
    let number = desk.list(&barback::domain::query::Query::default(), &barback::domain::search::Page::first(1)).unwrap().tickets[0].number;
    assert!(whole(&desk, number, true).len() > 240, "all of it came");
    is_the_whole(&desk, number);

    let path = office.folder.path().join("large.db");
    let plan = Plan { tickets: 3, comments: 230, seed: 5, at: Timestamp(EVENING) };
    large(&path, &plan, &mut |_, _, _| {}).unwrap();
    let demo =
        Desk::seat(sqlite::open(&path).unwrap(), office.clock.clone(), Arc::clone(&office.dice) as _, "sam".parse().unwrap()).unwrap();
    for ticket in demo.list(&barback::domain::query::Query::default(), &barback::domain::search::Page::first(3)).unwrap().tickets {
        is_the_whole(&demo, ticket.number);
    }
}

#[test]
fn a_part_is_bounded_by_entries_and_by_bytes_and_has_one_at_least() {
    let office = Office::new();
    let number = long::commented(&office, 300);
    let desk = office.desk("sam");
    let first = part(&desk, number, ThreadFrom::After(ThreadPlace::START), true);
    assert_eq!((first.entries.len(), first.is_to_last), (100, false));
    let big = "x".repeat(190_000);
    office.raw().execute("UPDATE comments SET body = ?1", [&big]).unwrap();
    for from in [ThreadFrom::After(ThreadPlace::START), ThreadFrom::Before(ThreadPlace::END)] {
        let part = part(&desk, number, from, false);
        assert!((1..=2).contains(&part.entries.len()), "{} of {} bytes", part.entries.len(), big.len());
    }
}

#[test]
fn history_that_was_hidden_is_found_again_by_its_time() {
    let office = Office::new();
    let number = long::eventful(&office, 700);
    let desk = office.desk("sam");
    office.clock.set(EVENING + 350 * MINUTE);
    desk.comment(desk.new_order(), number.into(), "In the middle of it").unwrap();
    let hidden = desk.show_part(number, ThreadFrom::After(ThreadPlace::START), HistoryLines::Hidden).unwrap();
    let entry = hidden.part.entries[0].clone();
    assert_eq!((hidden.part.entries.len(), hidden.hidden), (1, HiddenLines::Some(701)));
    let at = entry.key().at;
    let place = ThreadFrom::Around(hidden.part.start);
    let shown = desk.show_part(number, place, HistoryLines::ShownFrom(at)).unwrap().part;
    let (expected, found) = (whole(&desk, number, true), told(&shown.entries));
    let comment = expected.iter().position(|told| matches!(told, Told::Comment(_))).unwrap();
    assert_eq!(found, expected[comment - 100..comment + 100]);
    let keys: Vec<EntryKey> = shown.entries.iter().map(ThreadEntry::key).collect();
    assert!(keys.is_sorted());
}

#[test]
fn a_long_history_that_is_hidden_is_not_counted_to_its_end() {
    let office = Office::new();
    let number = long::eventful(&office, 1_200);
    let read = office.desk("sam").show_part(number, ThreadFrom::After(ThreadPlace::START), HistoryLines::Hidden).unwrap();
    assert_eq!(read.hidden, HiddenLines::Many);
}

#[test]
fn a_guest_reads_comments_alone_and_their_places_know_of_nothing_else() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let sam = office.desk("sam");
    let read = || {
        let parts = [ThreadFrom::After(ThreadPlace::START), ThreadFrom::Before(ThreadPlace::END), ThreadFrom::Around(ThreadPlace::END)];
        parts.map(|from| office.desk("ida").show_part(number, from, HistoryLines::Shown).unwrap())
    };
    sam.comment(sam.new_order(), number.into(), "Which bar was it?").unwrap();
    let before = read();
    for place in 0..5 {
        sam.note(sam.new_order(), number.into(), &format!("note {place}")).unwrap();
    }
    assert_eq!(read(), before, "notes change nothing of what a guest is given");
    assert!(before.iter().all(|read| read.part.entries.iter().all(|entry| matches!(entry, ThreadEntry::Comment(..)))));
    assert!(office.desk("noor").show_part(number, ThreadFrom::After(ThreadPlace::START), HistoryLines::Shown).is_err());
}
