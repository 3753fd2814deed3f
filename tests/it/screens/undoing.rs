//! `u` and `ctrl-r`: what was done goes back and forth before one's eyes, and it is said what, and how to turn it round.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Assignee, Edit, Set, Whom};
use barback::domain::{Category, Priority, Status, TicketNumber};
use barback::tui::action::Action;
use barback::tui::request::{Reply, Saved};
use barback::tui::update::update;

fn status(bar: &Bar, number: TicketNumber) -> Status {
    bar.desk("sam").show(number).unwrap().ticket.status
}

/// The frame's words in one line, however they were broken.
fn words(screen: &Screen) -> String {
    screen.lines().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_wrong_ticket_is_resolved_noticed_two_later_and_taken_back() {
    let bar = Bar::new();
    let mut screen = bar.screen("dana", WIDE);
    let number = screen.state().number().unwrap();
    screen.keys("s r");
    assert!(screen.says(&format!("{number} resolved. u to undo.")), "{}", screen.text());
    screen.keys("j");
    let right = screen.state().number().unwrap();
    screen.keys("s r j");
    let cursor = screen.state().number();
    screen.keys("u");
    assert!(
        words(&screen).contains(&format!("Taken back: {right} status back to open, assignee back to nobody. ctrl-r does it again.")),
        "{}",
        screen.text()
    );
    screen.keys("u");
    assert!(words(&screen).contains(&format!("Taken back: {number} status back to open, assignee back to nobody.")), "{}", screen.text());
    assert_eq!([number, right].map(|number| status(&bar, number)), [Status::Open; 2]);
    assert_eq!(screen.state().number(), cursor, "the cursor stays where it was");
    let rows: Vec<TicketNumber> = screen.state().queue.rows.iter().map(|row| row.number).collect();
    assert!(rows.contains(&number) && rows.contains(&right), "both are in the list again: {rows:?}");
    screen.until(|screen| screen.says("19 unassigned"));
    screen.keys("ctrl-r");
    assert!(
        words(&screen).contains(&format!("Done again: {number} assignee dana again, status resolved again. u to undo.")),
        "{}",
        screen.text()
    );
    assert_eq!([number, right].map(|number| status(&bar, number)), [Status::Resolved, Status::Open]);
}

#[test]
fn it_works_after_the_screen_was_opened_anew() {
    let bar = Bar::new();
    let number = {
        let mut screen = bar.screen("dana", USUAL);
        let number = screen.state().number().unwrap();
        screen.keys("p u").keys("q");
        assert!(screen.is_over());
        number
    };
    let mut screen = bar.screen("dana", USUAL);
    screen.keys("u");
    assert!(screen.says(&format!("Taken back: {number} priority back to medium. ctrl-r does it again.")), "{}", screen.text());
    let mut elsewhere = bar.screen("dana", NARROW);
    elsewhere.keys("ctrl-r");
    assert!(words(&elsewhere).contains(&format!("Done again: {number} priority urgent again. u to undo.")), "{}", elsewhere.text());
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.priority, Priority::Urgent);
}

#[test]
fn words_leave_the_thread_and_come_back_into_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("dana", WIDE);
    let number = screen.state().number().unwrap();
    screen.keys("n").types("Mind the gap").keys("ctrl-s");
    assert!(screen.says(&format!("Note added to {number}. u to undo.")) && screen.says("Mind the gap"), "{}", screen.text());
    screen.keys("u");
    assert!(screen.says(&format!("Taken back: {number} note taken back.")), "{}", screen.text());
    assert!(!screen.says("Mind the gap") && screen.says("took a note back"), "{}", screen.text());
    screen.keys("ctrl-r");
    assert!(screen.says("Mind the gap") && screen.says(&format!("{number} note there again. u to undo.")), "{}", screen.text());
}

#[test]
fn a_deleted_ticket_is_back_in_the_list() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let (number, count) = (screen.state().number().unwrap(), screen.state().queue.rows.len());
    screen.keys("D");
    assert!(words(&screen).contains("It can be undone with u."), "{}", screen.text());
    screen.keys("y j");
    assert!(!screen.state().queue.rows.iter().any(|row| row.number == number));
    screen.keys("u");
    assert!(screen.says(&format!("Taken back: {number} brought back.")), "{}", screen.text());
    assert!(screen.state().queue.rows.iter().any(|row| row.number == number));
    assert_eq!(screen.state().queue.rows.len(), count);
}

#[test]
fn a_bulk_change_goes_back_as_one() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let numbers: Vec<TicketNumber> = screen.state().queue.rows.iter().take(5).map(|row| row.number).collect();
    screen.keys("x x x x x s r");
    screen.until(|screen| screen.says("5 tickets resolved. u to undo."));
    assert!(numbers.iter().all(|number| status(&bar, *number) == Status::Resolved));
    screen.keys("u");
    assert!(
        words(&screen).contains("Taken back: 5 tickets: status back to open, assignee back to nobody. ctrl-r does it again."),
        "{}",
        screen.text()
    );
    assert!(numbers.iter().all(|number| status(&bar, *number) == Status::Open));
}

#[test]
fn what_somebody_set_since_is_told_at_every_size() {
    for size in SIZES {
        let bar = Bar::new();
        let mut screen = bar.screen("dana", size);
        let number = screen.state().number().unwrap();
        let dana = bar.desk("dana");
        let both = Edit { category: Some(Set::blindly(Category::Account)), priority: Some(Set::blindly(Priority::Low)), ..Edit::default() };
        dana.edit(dana.new_order(), &[number.into()], &both).unwrap();
        let kofi = bar.desk("kofi");
        let urgent = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
        kofi.edit(kofi.new_order(), &[number.into()], &urgent).unwrap();
        screen.keys("u");
        let said = words(&screen);
        assert!(said.contains(&format!("Taken back: {number} category back to")), "{}", screen.text());
        assert!(said.contains("the priority stays urgent: Kofi"), "{}", screen.text());
        insta::assert_snapshot!(format!("undo-{}x{}", size.0, size.1), screen.picture());
    }
}

#[test]
fn nothing_to_undo_is_said_and_two_quick_keys_are_two_steps() {
    let bar = Bar::new();
    let mut screen = bar.screen("kofi", USUAL);
    let number = screen.state().number().unwrap();
    while !screen.says("Nothing to undo.") {
        screen.keys("u");
    }
    for _ in 0..2 {
        screen.keys("p l p h");
    }
    screen.burst("u u u");
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.priority, Priority::Low);
    screen.burst("u u");
    assert!(screen.says("Nothing to undo."), "{}", screen.text());
    screen.burst("ctrl-r ctrl-r ctrl-r ctrl-r ctrl-r");
    assert!(screen.says("Nothing to redo."), "{}", screen.text());
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.priority, Priority::High);
}

#[test]
fn a_refusal_names_the_ticket_and_guests_are_told_there_is_none() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("D y");
    let sam = bar.desk("sam");
    let admin = barback::desk::UserEdit { role: Some(barback::domain::Role::Admin), ..Default::default() };
    sam.edit_user(sam.new_order(), &"kofi".parse().unwrap(), &admin).unwrap();
    let kofi = bar.desk("kofi");
    let less = barback::desk::UserEdit { role: Some(barback::domain::Role::Bartender), ..Default::default() };
    kofi.edit_user(kofi.new_order(), &"sam".parse().unwrap(), &less).unwrap();
    screen.keys("u");
    assert!(words(&screen).contains(&format!("{number}: a bartender may delete tickets only if they created them")), "{}", screen.text());
    let mut guest = bar.screen("bea", USUAL);
    guest.keys("u");
    assert!(guest.says("a customer may not undo or redo changes"), "{}", guest.text());
    guest.keys("t").types("Lost my scarf").keys("ctrl-s");
    assert!(guest.says("created.") && !guest.says("to undo"), "{}", guest.text());
}

#[test]
fn what_was_done_is_told_from_the_order_even_if_the_list_was_read_again_before_the_answer() {
    let bar = Bar::new();
    let screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    let mut state = screen.state().clone();
    update(&mut state, Action::TakeIt);
    let handle = state.under_way[0].0;
    let desk = bar.desk("sam");
    let tickets = desk.assign(desk.new_order(), &[number.into()], &Assignee::User(Whom::Me), None).unwrap();
    state.queue.patch_row(&tickets[0]);
    let answer = Ok(Saved { tickets, ..Saved::default() });
    update(&mut state, Action::Replied(Box::new(Reply::Submitted { handle, answer })));
    let told = state.message.unwrap().text;
    assert_eq!(told, format!("{number} assigned to Sam Reed. u to undo."));
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("1 p u p u");
    assert!(screen.says("was so already.") && !screen.says("to undo"), "what changed nothing has no way back: {}", screen.text());
}
