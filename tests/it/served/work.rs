//! Time says nothing either: what a guest does takes as many steps of the engine whatever staff wrote among themselves, and what
//! is made of it for search is the work of staff's sessions.

use super::{sent, served};
use crate::support::office::{MINUTE, Office, login};
use crate::support::screen::Screen;
use barback::desk::{Desk, HistoryLines, NewTicket, ThreadFrom};
use barback::domain::search::Page;
use barback::domain::{Status, ThreadPlace, TicketNumber};
use barback::store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A guest's desk whose engine counts, and a ticket of theirs that staff said much about, or nothing.
struct Counted {
    office: Office,
    desk: Desk,
    steps: Arc<AtomicU64>,
    ticket: TicketNumber,
}

/// A note as long as notes may be.
fn long_note(place: usize) -> String {
    (0..8_000)
        .map(|word| format!("secret{:03x}", (word * 31 + place * 977) % 4_096))
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(65_000)
        .collect()
}

impl Counted {
    fn with_notes(notes: usize) -> Self {
        let office = served();
        let ticket = office.ticket("ida", "Broken tap");
        let dana = office.desk("dana");
        for place in 0..notes {
            office.clock.forward(MINUTE);
            dana.note(dana.new_order(), ticket.into(), &long_note(place)).unwrap();
        }
        office.clock.set(crate::support::office::EVENING + 60 * MINUTE);
        office.walk("dana", ticket, Status::Resolved).unwrap();
        office.tidy();
        let guest = office.store().read().unwrap().user_by_login(&login("ida")).unwrap().unwrap().id;
        let (store, steps) = office.store().for_guest(guest).unwrap().counting_steps().unwrap();
        let desk = Desk::for_guest(Box::new(store), office.clock.clone(), office.dice.clone(), login("ida"));
        // What they may do is judged, too.
        let desk = desk.by_sshd(None, "desk".to_owned());
        Self { office, desk, steps, ticket }
    }

    fn steps(&self, work: impl FnOnce(&Desk)) -> u64 {
        let before = self.steps.load(Ordering::Relaxed);
        work(&self.desk);
        self.steps.load(Ordering::Relaxed) - before
    }
}

type Deed = (&'static str, fn(&Desk, TicketNumber));

/// All that a guest can do, reading and writing, in an order in which each is possible.
const DEEDS: [Deed; 17] = [
    ("who am I", |desk, _| drop(desk.whoami().unwrap())),
    ("list", |desk, _| assert_eq!(list(desk, ""), 1)),
    ("search", |desk, _| assert_eq!(list(desk, "tap secret001"), 0)),
    ("count", |desk, _| assert_eq!(desk.count(&desk.read_query("tap").unwrap(), None).unwrap(), 1)),
    ("cards", |desk, _| assert_eq!(desk.counts().unwrap().resolved, 1)),
    ("show", |desk, on| drop(desk.show(on).unwrap())),
    ("a part of the thread", |desk, on| {
        let part = desk.show_part(on, ThreadFrom::Before(ThreadPlace::END), HistoryLines::Shown).unwrap().part;
        assert!(part.is_from_first);
    }),
    ("the thread to copy", |desk, on| drop(desk.show_public(on, 4_096).unwrap())),
    ("similar", |desk, _| drop(desk.similar("broken tap secret001").unwrap())),
    ("what changed", |desk, _| assert!(desk.pulse().is_ok())),
    ("drafts", |desk, _| drop(desk.drafts().unwrap())),
    ("settings", |desk, _| drop(desk.settings().unwrap())),
    ("close", |desk, on| drop(desk.transition(desk.new_order(), &[on.into()], Status::Closed, None, None).unwrap())),
    ("reopen", |desk, on| drop(desk.transition(desk.new_order(), &[on.into()], Status::Open, None, None).unwrap())),
    ("comment", |desk, on| drop(desk.comment(desk.new_order(), on.into(), "still dripping").unwrap())),
    ("create", |desk, _| {
        let new = NewTicket { subject: "Another tap".to_owned(), ..NewTicket::default() };
        drop(desk.create(desk.new_order(), &new).unwrap());
    }),
    ("comment again", |desk, on| drop(desk.comment(desk.new_order(), on.into(), "and now it is off").unwrap())),
];

fn list(desk: &Desk, query: &str) -> usize {
    desk.list(&desk.read_query(query).unwrap(), &Page::first(50)).unwrap().tickets.len()
}

#[test]
fn a_guest_s_deeds_take_as_many_steps_with_a_megabyte_of_notes_as_without() {
    let (without, with) = (Counted::with_notes(0), Counted::with_notes(17));
    for (what, deed) in DEEDS {
        // Twice: a statement that is prepared first takes steps of its own on either side.
        let steps = |on: &Counted| on.steps(|desk| deed(desk, on.ticket));
        assert_eq!(steps(&without), steps(&with), "{what}");
    }
    // The count sees such a difference where there is one: staff's own comment looks how long the thread is.
    let by_staff = |on: &Counted| {
        let (store, steps) = on.office.store().counting_steps().unwrap();
        let sam = Desk::new(Box::new(store), on.office.clock.clone(), on.office.dice.clone(), login("sam"));
        let before = steps.load(Ordering::Relaxed);
        sam.comment(sam.new_order(), on.ticket.into(), "a plumber comes").unwrap();
        steps.load(Ordering::Relaxed) - before
    };
    assert_ne!(by_staff(&without), by_staff(&with));
    // What staff's session does behind it is another matter, and finds all of it.
    for on in [&without, &with] {
        on.office.tidy();
        assert_eq!(list(&on.office.desk("dana"), "dripping"), 1);
    }
    assert_eq!((list(&without.office.desk("dana"), "secret001"), list(&with.office.desk("dana"), "dripping secret001")), (0, 1));
}

#[test]
fn what_a_guest_wrote_is_found_by_the_next_command_of_staff() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    for (who, query, found) in [("dana", "dripping", true), ("ida", "dripping", true), ("noor", "dripping", false)] {
        assert_eq!(sent(&office, "ida", &format!("comment {} 'still dripping'", ticket.digits())).status, 0);
        let answer = sent(&office, who, &format!("list {query}"));
        assert_eq!(answer.stdout.contains("Broken tap"), found, "{who}: {} {}", answer.stdout, answer.stderr);
        assert!(!answer.stderr.contains("covers"), "{}", answer.stderr);
    }
    // Any command of staff leaves the desk searchable for others.
    assert_eq!(sent(&office, "ida", &format!("comment {} 'flooded'", ticket.digits())).status, 0);
    assert!(office.store().is_behind().unwrap(), "a guest's session has written no document");
    assert_eq!(sent(&office, "dana", &format!("show {}", ticket.digits())).status, 0);
    assert!(!office.store().is_behind().unwrap());
}

#[test]
fn an_open_desk_finds_what_a_guest_writes() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let ida = office.desk("ida");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    screen.keys("/").types("dripping").keys("enter");
    assert!(screen.says("0 found"), "{}", screen.text());
    ida.comment(ida.new_order(), ticket.into(), "still dripping").unwrap();
    screen.until(|screen| screen.says("1 found") || screen.says("1 new"));
    assert!(!office.store().is_behind().unwrap() && !screen.says("covers"), "{}", screen.text());
    screen.keys(".");
    screen.until(|screen| screen.says("Broken tap"));
}
