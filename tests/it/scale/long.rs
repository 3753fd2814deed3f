//! A change costs what it changes: on a ticket with a long thread as few steps of the engine as on a short one, and the work that
//! is put off is bounded.

use super::many_like;
use crate::support::long;
use crate::support::office::{MINUTE, Office, TestClock, TestDice, login};
use barback::desk::{Assignee, Coverage, Desk, DeskError, Edit, HistoryLines, Set, Target, ThreadFrom, UserEdit, Whom};
use barback::domain::search::Page;
use barback::domain::{Priority, Status, ThreadPlace, TicketNumber};
use barback::store::{Door, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A desk with a ticket that has so many bytes of text in its thread, half of them in notes.
fn with_text(bytes: usize, different: usize) -> (Office, TicketNumber) {
    let office = Office::new();
    let ticket = office.ticket("ida", "Broken tap");
    let dana = office.desk("dana");
    let mut said = 0;
    while said < bytes {
        office.clock.forward(MINUTE);
        let length = (bytes - said).min(60_000);
        let words: Vec<String> = (0..length / 10).map(|word| format!("word{:05}", (said / 10 + word) % different)).collect();
        let text = words.join(" ");
        let order = dana.new_order();
        if said / 60_000 % 2 == 0 {
            dana.note(order, ticket.into(), &text).map(drop)
        } else {
            dana.comment(order, ticket.into(), &text).map(drop)
        }
        .unwrap();
        said += length;
    }
    office.clock.set(crate::support::office::EVENING + 100 * MINUTE);
    office.tidy();
    (office, ticket)
}

struct Counted {
    desk: Desk,
    steps: Arc<AtomicU64>,
    ticket: TicketNumber,
    _office: Office,
}

impl Counted {
    fn on((office, ticket): (Office, TicketNumber)) -> Self {
        let (store, steps) = office.store().counting_steps().unwrap();
        let desk = Desk::new(Box::new(store), Arc::new(TestClock::new()), Arc::new(TestDice::new(3)), login("sam"));
        Self { desk, steps, ticket, _office: office }
    }

    fn steps(&self, work: fn(&Desk, Target)) -> u64 {
        let before = self.steps.load(Ordering::Relaxed);
        work(&self.desk, self.ticket.into());
        self.steps.load(Ordering::Relaxed) - before
    }
}

/// Of many short texts, or of many events, as little is read.
#[test]
fn a_change_takes_no_more_steps_on_twenty_thousand_entries_than_on_twenty() {
    let requester = |to: &str| Edit { requester: Some(Set::blindly(Whom::Login(login(to)))), ..Edit::default() };
    let steps = |make: fn(&Office, usize) -> TicketNumber, entries: usize| {
        let office = Office::new();
        let ticket = make(&office, entries);
        office.clock.set(crate::support::office::EVENING + 30_000 * MINUTE);
        while office.store().is_behind().unwrap() {
            office.tidy();
        }
        let (store, steps) = office.store().counting_steps().unwrap();
        let sam = Desk::new(Box::new(store), office.clock.clone(), office.dice.clone(), login("sam"));
        let dana = office.desk("dana");
        let seen = sam.show_part(ticket, ThreadFrom::Before(ThreadPlace::END), HistoryLines::Hidden).unwrap().ticket;
        dana.comment(dana.new_order(), ticket.into(), "mine first").unwrap();
        dana.note(dana.new_order(), ticket.into(), "and noted").unwrap();
        let order = sam.new_order();
        let mut taken = Vec::new();
        let mut count = |what: &'static str, deed: &dyn Fn()| {
            let before = steps.load(Ordering::Relaxed);
            deed();
            taken.push((what, steps.load(Ordering::Relaxed) - before));
        };
        count("what others did meanwhile", &|| {
            let Err(DeskError::Overtaken(overtaken)) = sam.post(order, ticket.into(), "so am I", false, Some(&seen)) else {
                panic!("sent")
            };
            assert_eq!(overtaken.news.len(), 2);
        });
        count("comment", &|| drop(sam.comment(order, ticket.into(), "so am I").unwrap()));
        count("the same again", &|| assert_eq!(sam.comment(order, ticket.into(), "so am I").unwrap().value.words.body, "so am I"));
        count("requester", &|| drop(sam.edit(sam.new_order(), &[ticket.into()], &requester("noor")).unwrap()));
        count("undo", &|| drop(sam.undo(sam.new_order()).unwrap()));
        count("undo of the comment", &|| drop(sam.undo(sam.new_order()).unwrap()));
        count("delete", &|| drop(sam.delete(sam.new_order(), &[ticket.into()]).unwrap()));
        count("undelete", &|| drop(sam.undelete(sam.new_order(), &[ticket.into()]).unwrap()));
        count("undo of that", &|| drop(sam.undo(sam.new_order()).unwrap()));
        taken
    };
    for make in [long::commented as fn(&Office, usize) -> TicketNumber, long::eventful] {
        for ((what, less), (_, more)) in steps(make, 20).into_iter().zip(steps(make, 20_000)) {
            assert!(2 * more <= 3 * less, "{what}: {less} steps on the short ticket, {more} on the long one");
        }
    }
}

type Deed = (&'static str, fn(&Desk, Target));

#[test]
fn a_change_takes_no_more_steps_on_two_mebibytes_than_on_two_kibibytes() {
    const CHANGES: [Deed; 7] = [
        ("comment", |desk, on| drop(desk.comment(desk.new_order(), on, "on my way").unwrap())),
        ("note", |desk, on| drop(desk.note(desk.new_order(), on, "known trouble").unwrap())),
        ("assign", |desk, on| drop(desk.assign(desk.new_order(), &[on], &Assignee::User(Whom::Me), None).unwrap())),
        ("priority", |desk, on| {
            let edit = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
            drop(desk.edit(desk.new_order(), &[on], &edit).unwrap());
        }),
        ("resolve", |desk, on| drop(desk.transition(desk.new_order(), &[on], Status::Resolved, None, None).unwrap())),
        ("delete", |desk, on| drop(desk.delete(desk.new_order(), &[on]).unwrap())),
        ("undo", |desk, _| drop(desk.undo(desk.new_order()).unwrap())),
    ];
    let (short, long) = (Counted::on(with_text(2 * 1024, 100_000)), Counted::on(with_text(2 * 1024 * 1024, 100_000)));
    for (what, change) in CHANGES {
        let (less, more) = (short.steps(change), long.steps(change));
        assert!(2 * more <= 3 * less, "{what}: {less} steps on the short ticket, {more} on the long one");
    }
}

#[test]
fn a_long_ticket_is_searchable_again_behind_its_change() {
    let (office, ticket) = with_text(200_000, 1_000);
    let dana = office.desk("dana");
    dana.comment(dana.new_order(), ticket.into(), "plumber called").unwrap();
    let found = |text: &str| {
        let listing = dana.list(&dana.read_query(text).unwrap(), &Page::first(9)).unwrap();
        (listing.tickets.len(), listing.coverage)
    };
    assert_eq!(found("plumber"), (0, Coverage::Part { searchable: 0, all: 1 }), "a search says what it cannot know yet");
    assert!(dana.tidy().is_ok());
    assert_eq!(found("plumber word00007"), (1, Coverage::Whole));
    // What it was, nobody finds: neither while it waits nor after.
    dana.transition(dana.new_order(), &[ticket.into()], Status::Closed, None, None).unwrap();
    assert_eq!(found("is:active plumber").0, 0);
    while dana.tidy().unwrap() {}
    assert_eq!((found("is:active plumber").0, found("is:closed plumber").0), (0, 1));
    assert!(office.desk("sam").examine(&mut |_, _| {}).unwrap().is_empty());
}

/// Of words that nobody could type so many of, the newest are searchable, and the doctor says so.
#[test]
fn a_document_is_bounded_and_its_newest_texts_are_in_it() {
    let (office, ticket) = with_text(400_000, 100_000);
    let dana = office.desk("dana");
    let count = |text: &str| dana.count(&dana.read_query(text).unwrap(), None).unwrap();
    let newest = dana.show(ticket).unwrap();
    let last = newest.notes.last().unwrap().0.body.split(' ').next().unwrap().to_owned();
    assert_eq!((count(&last), count("word00000"), count("tap"), count(&ticket.to_string())), (1, 0, 1, 1));
    let words: i64 = {
        let raw = office.raw();
        raw.execute_batch("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, search_active, row)").unwrap();
        raw.query_row("SELECT sum(doc) FROM temp.said", [], |row| row.get(0)).unwrap()
    };
    assert!((16_384..40_000).contains(&words), "{words} words in the document");
    let findings = office.desk("sam").examine(&mut |_, _| {}).unwrap();
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["1 ticket has more text than is searchable: only the newest is found by its words"]);
}

#[test]
fn a_piece_that_is_put_off_has_one_long_ticket_at_most() {
    let (office, first) = with_text(300_000, 2_000);
    let (dana, sam) = (office.desk("dana"), office.desk("sam"));
    for _ in 0..3 {
        office.clock.forward(MINUTE);
        let other = office.ticket("ida", "Another tap");
        dana.note(dana.new_order(), other.into(), &"long ".repeat(6_000)).unwrap();
    }
    office.tidy();
    let short: Vec<TicketNumber> = (0..3).map(|_| office.ticket("ida", "short")).collect();
    let edit = UserEdit { name: Some("Ida Mossop".to_owned()), ..UserEdit::default() };
    sam.edit_user(sam.new_order(), &login("ida"), &edit).unwrap();
    let store = office.store();
    let mut pieces = 0;
    while store.is_behind().unwrap() {
        store.tidy().unwrap();
        pieces += 1;
    }
    assert!((3..12).contains(&pieces), "{pieces} pieces for four long tickets");
    let found = |text: &str| dana.count(&dana.read_query(text).unwrap(), None).unwrap();
    assert_eq!((found("mossop"), found("\"ida moss\"")), (7, 0), "{first} {short:?}");
}

/// However many tickets somebody has, a new name costs others no more waiting.
#[test]
fn a_rename_takes_as_many_steps_for_a_thousand_tickets_as_for_a_hundred() {
    let steps = |tickets: u32| {
        let office = Office::new();
        many_like(&office, tickets, |write, ticket, event| write.insert_ticket(ticket, &[], &[event]).map(drop));
        office.tidy();
        let (store, steps) = office.store().counting_steps().unwrap();
        let sam = Desk::new(Box::new(store), office.clock.clone(), office.dice.clone(), login("sam"));
        let before = steps.load(Ordering::Relaxed);
        let edit = UserEdit { name: Some("Ida Mossop".to_owned()), ..UserEdit::default() };
        sam.edit_user(sam.new_order(), &login("ida"), &edit).unwrap();
        let taken = steps.load(Ordering::Relaxed) - before;
        let found = |text: &str| {
            let listing = sam.list(&sam.read_query(text).unwrap(), &Page::first(9)).unwrap();
            (listing.coverage, sam.count(&sam.read_query(text).unwrap(), None).unwrap())
        };
        let all = i64::from(tickets) + 1;
        assert!(matches!(found("mossop").0, Coverage::Part { all: of, .. } if of == all), "{:?}", found("mossop"));
        while sam.tidy().unwrap() {}
        assert_eq!((found("mossop"), found("\"ida moss\"").1), ((Coverage::Whole, all), 0));
        taken
    };
    let (less, more) = (steps(100), steps(1_000));
    assert!(more <= less + less / 10, "{less} steps for a hundred tickets, {more} for a thousand");
}
