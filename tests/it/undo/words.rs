//! Comments and notes that are taken back: the thread, who waits, the search index, and what a guest can notice.

use super::{redo, standing, undo};
use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Edit, Set, Whom};
use barback::domain::query::{Query, Reader};
use barback::domain::search::Page;
use barback::domain::{Status, TicketNumber, Timestamp};

fn say(office: &Office, who: &str, on: TicketNumber, words: &str) {
    let desk = office.desk(who);
    office.clock.forward(MINUTE);
    desk.comment(desk.new_order(), on.into(), words).unwrap();
}

fn waits(office: &Office, on: TicketNumber) -> (Timestamp, Option<Timestamp>) {
    let ticket = office.look(on);
    (ticket.requester_spoke_at, ticket.unanswered_since)
}

fn hits(office: &Office, words: &str) -> usize {
    office.desk("sam").list(&Query::parse(words, Reader::Staff).unwrap(), &Page::first(10)).unwrap().tickets.len()
}

#[test]
fn the_thread_keeps_its_order_and_no_key_is_given_twice() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    say(&office, "kofi", number, "one");
    say(&office, "dana", number, "two");
    undo(&office, "dana");
    say(&office, "kofi", number, "three");
    let dana = office.desk("dana");
    dana.redo(dana.new_order()).unwrap();
    let bodies =
        |office: &Office| office.desk("ida").show(number).unwrap().comments.into_iter().map(|words| words.body).collect::<Vec<_>>();
    assert_eq!(bodies(&office), ["one", "two", "three"]);
    undo(&office, "dana");
    assert_eq!(bodies(&office), ["one", "three"]);
    assert_eq!((hits(&office, "two"), hits(&office, "three")), (0, 1));
    redo(&office, "dana");
    assert_eq!((hits(&office, "two"), office.look(number).comment_count), (1, 3));
}

#[test]
fn an_answer_that_is_taken_back_leaves_the_requester_waiting_as_before() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let made = waits(&office, number);
    say(&office, "dana", number, "Which bottle?");
    assert_eq!(waits(&office, number), (made.0, None));
    say(&office, "ida", number, "The gin.");
    let asked = waits(&office, number);
    assert_eq!(asked.1, Some(asked.0));
    undo(&office, "dana");
    assert_eq!(waits(&office, number), (asked.0, made.1), "she waits since she came");
    redo(&office, "dana");
    assert_eq!(waits(&office, number), asked);
}

#[test]
fn who_waits_follows_the_requester() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    say(&office, "dana", number, "Which bottle?");
    say(&office, "ida", number, "The gin.");
    let asked = waits(&office, number);
    let desk = office.desk("kofi");
    let about = Edit { requester: Some(Set::blindly(Whom::Login(login("noor")))), ..Edit::default() };
    desk.edit(desk.new_order(), &[number.into()], &about).unwrap();
    assert_eq!(waits(&office, number).1, None, "to noor, ida's words are an answer");
    undo(&office, "kofi");
    assert_eq!(waits(&office, number), asked);
}

#[test]
fn an_imported_answer_is_remembered() {
    let office = Office::new();
    let file = office.folder.path().join("old.csv");
    let rows = "Ticket ID,Ticket Subject,Customer Name,Customer Email,Date of Purchase,First Response Time,Ticket Status\n\
        1,Broken,Ida Moss,ida@example.org,2026-11-01,2026-11-02 10:00:00,Open\n";
    std::fs::write(&file, rows).unwrap();
    let run = office.run(&["import", file.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let list = office.run(&["list", "--json"]).json();
    let number: TicketNumber = list["tickets"][0]["ticket_number"].as_str().unwrap().parse().unwrap();
    let imported = waits(&office, number);
    assert_eq!(imported.1, None, "answered, though not in the thread");
    say(&office, "dana", number, "Still?");
    undo(&office, "dana");
    assert_eq!(waits(&office, number), imported);
    assert!(undo(&office, "sam").value.is_empty(), "an import is not taken back");
}

#[test]
fn a_guest_notices_no_note_come_and_go() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    say(&office, "dana", number, "Hello");
    let seen = || {
        let args = ["--as", "ida", "--json"];
        ["show", "list"].map(|what| {
            let words: Vec<String> = if what == "show" { vec![number.to_string()] } else { vec!["sort:updated".to_owned()] };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            office.run(&[&args[..], &[what], &words].concat()).stdout
        })
    };
    let before = seen();
    let dana = office.desk("dana");
    office.clock.forward(MINUTE);
    dana.note(dana.new_order(), number.into(), "She is drunk").unwrap();
    assert_eq!(seen(), before);
    office.clock.forward(MINUTE);
    undo(&office, "dana");
    assert_eq!((seen(), hits(&office, "drunk")), (before.clone(), 0));
    office.clock.forward(MINUTE);
    redo(&office, "dana");
    assert_eq!((seen(), hits(&office, "drunk")), (before, 1));
    office.clock.forward(MINUTE);
    undo(&office, "dana");
    undo(&office, "dana");
    assert!(!seen()[0].contains("Hello"), "a comment that is taken back is gone for her, too");
}

#[test]
fn a_retry_of_a_comment_that_was_taken_back_answers_as_it_did() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let order = dana.new_order();
    let first = dana.comment(order, number.into(), "once").unwrap().value.words;
    undo(&office, "dana");
    assert_eq!(dana.comment(order, number.into(), "once").unwrap().value.words, first);
    assert_eq!(office.look(number).comment_count, 0, "and it stays taken back");
}

#[test]
fn a_purge_takes_what_was_taken_back_with_it() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    say(&office, "dana", number, "secret");
    undo(&office, "dana");
    let withdrawn = || office.raw().query_row("SELECT count(*) FROM withdrawn", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(withdrawn(), 1);
    office.purge(number);
    assert_eq!(withdrawn(), 0);
    assert!(redo(&office, "dana").value.is_empty());
}

#[test]
fn a_comment_with_its_step_goes_with_it() {
    let office = Office::new();
    let number = office.ticket_at("kofi", Status::InProgress);
    let before = standing(&office, number);
    let dana = office.desk("dana");
    dana.transition(dana.new_order(), &[number.into()], Status::Resolved, Some("Fixed."), None).unwrap();
    undo(&office, "dana");
    assert_eq!(standing(&office, number), before);
}
