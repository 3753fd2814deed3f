//! Hands ahead of the answer: what was typed for one thing is never done to another.

use super::{USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::{Status, TicketNumber};
use barback::tui::state::Popup;

/// What was said on a ticket.
fn comments(bar: &Bar, number: TicketNumber) -> Vec<String> {
    bar.desk("sam").show(number).unwrap().comments.into_iter().map(|comment| comment.body).collect()
}

#[test]
fn a_question_about_a_draft_is_not_answered_by_what_was_typed_for_it() {
    let bar = Bar::new();
    let mut here = bar.screen("sam", USUAL);
    let number = here.state().number().unwrap();
    here.keys("c").types("an old text over here").time_passes(&bar, 1_000);
    let mut there = bar.screen("sam", USUAL);
    there.burst("c t h a n k s ctrl-s");
    assert!(there.told("Another window has your comment") && there.says("7 keys not used"), "{}", there.text());
    assert!(matches!(&there.state().popup, Some(Popup::Picker(picker)) if picker.filter.is_blank()), "{}", there.text());
    assert!(comments(&bar, number).is_empty());
}

#[test]
fn a_draft_that_comes_back_takes_letters_and_is_not_sent_unseen() {
    let bar = Bar::new();
    let number = bar.screen("sam", USUAL).state().number().unwrap();
    bar.screen("sam", USUAL).keys("c").types("an old text, ").time_passes(&bar, 1_000).keys("esc");
    let mut screen = bar.screen("sam", USUAL);
    screen.burst("c d o n e ctrl-s esc q");
    assert!(screen.says("an old text, done") && screen.told("Your draft is back. 3 keys not used."), "{}", screen.text());
    assert!(comments(&bar, number).is_empty());
    screen.keys("ctrl-s");
    assert_eq!(comments(&bar, number), ["an old text, done"]);
    // A ticket in one line is sent by Enter.
    screen.keys("T").types("an old line").time_passes(&bar, 1_000);
    drop(screen);
    let mut screen = bar.screen("sam", USUAL);
    screen.burst("T a s enter");
    assert!(screen.says("an old lineas") && screen.says("1 key not used"), "{}", screen.text());
}

#[test]
fn a_refused_change_of_marked_tickets_is_not_done_to_the_others_unasked() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x");
    let numbers = screen.state().marks.numbers();
    let dana = bar.desk("dana");
    dana.transition(dana.new_order(), &[numbers[0].into()], Status::Closed, None, None).unwrap();
    screen.burst("s r y");
    assert!(matches!(screen.state().popup, Some(Popup::Refused(_))), "{}", screen.text());
    assert!(screen.says("1 key not used"), "{}", screen.text());
    assert_eq!(dana.show(numbers[1]).unwrap().ticket.status, Status::Open);
}

#[test]
fn letters_for_a_list_of_drafts_run_no_command_where_there_are_none() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.burst("d n o t e");
    assert!(screen.state().popup.is_none() && screen.told("No drafts: everything was sent. 4 keys not used."), "{}", screen.text());
}

#[test]
fn what_was_meant_for_the_next_ticket_is_not_sent_on_one_that_was_refused() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("Almost there.");
    let dana = bar.desk("dana");
    dana.transition(dana.new_order(), &[number.into()], Status::Closed, None, None).unwrap();
    screen.keys("ctrl-x enter").burst("ctrl-x c o k ctrl-s");
    assert!(screen.says("it cannot become resolved") && screen.says("4 keys not used"), "{}", screen.text());
    assert!(screen.says("Almost there.") && screen.says("Public comment on"), "the text is as it was\n{}", screen.text());
    assert!(comments(&bar, number).is_empty());
}

#[test]
fn keys_for_a_ticket_that_could_not_be_pulled_meet_no_other() {
    let office = Office::new();
    let number = office.ticket_at("sam", Status::InProgress);
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("9").burst("space s r");
    assert!(screen.told("nothing to pull: every active ticket has somebody; 2 keys not used"), "{}", screen.text());
    assert_eq!(office.desk("sam").show(number).unwrap().ticket.status, Status::InProgress);
}

#[test]
fn the_end_of_a_long_list_is_waited_for() {
    let office = Office::new();
    (0..130).for_each(|place| _ = office.ticket("ida", &format!("Bottle {place}")));
    let desk = office.desk("sam");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    screen.keys("9");
    let first = screen.state().number().unwrap();
    screen.unanswered("G");
    assert!(screen.says(&first.digits().to_string()), "the list stays meanwhile\n{}", screen.text());
    screen.burst("i");
    let last = screen.state().number().unwrap();
    assert_ne!(last, first);
    assert_eq!(desk.show(last).unwrap().ticket.assignee.unwrap().login.as_str(), "sam", "{}", screen.text());
    screen.burst("g p");
    assert!(matches!(screen.state().popup, Some(Popup::Picker(_))), "{}", screen.text());
}

#[test]
fn a_value_is_typed_while_another_setting_is_on_its_way() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys(", G k k");
    screen.burst("enter g enter x y z");
    assert!(matches!(&screen.state().popup, Some(Popup::Settings(panel)) if panel.change.is_some()), "{}", screen.text());
    assert!(screen.says("xyz"), "{}", screen.text());
}

#[test]
fn after_the_key_that_leaves_no_key_does_anything() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let before = screen.state().number().unwrap();
    screen.burst("q s r i n");
    assert!(screen.is_over() && screen.state().popup.is_none());
    let ticket = bar.desk("sam").show(before).unwrap().ticket;
    assert_eq!((ticket.status, ticket.assignee), (Status::Open, None));
}
