//! Doing: take, assign, status, priority, comment, note, create, edit, delete.

use super::{SIZES, USUAL};
use crate::support::screen::{Bar, Screen};
use barback::domain::{Priority, Status};
use barback::tui::state::Field;
use insta::assert_snapshot;

#[test]
fn one_key_takes_the_ticket() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("i");
    assert!(screen.says(&format!("{number} assigned to Sam Reed.")), "{}", screen.text());
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.assignee.unwrap().login.as_str(), "sam");
}

#[test]
fn assigning_picks_among_the_staff_with_their_loads() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("a");
        assert!(screen.says("sam, you,"), "{}", screen.text());
        assert!(!screen.says("gus"), "who was disabled cannot be picked");
        assert_snapshot!(format!("assign-{}x{}", size.0, size.1), screen.picture());
    }
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("a").types("kof").keys("enter");
    assert!(screen.says(&format!("{number} assigned to Kofi")), "{}", screen.text());
}

#[test]
fn status_offers_only_legal_steps_each_with_its_key() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("s");
    assert!(screen.says("start") && screen.says("resolve") && !screen.says("o reopen"), "{}", screen.text());
    assert_snapshot!("status-80x24", screen.picture());
    screen.keys("r");
    assert!(screen.says(&format!("{number} resolved.")), "{}", screen.text());
    let dossier = bar.desk("sam").show(number).unwrap();
    assert_eq!(dossier.ticket.status, Status::Resolved);
    assert_eq!(dossier.ticket.assignee.unwrap().login.as_str(), "sam", "resolving starts, and starting takes");
    screen.keys("7 s");
    assert!(screen.says("c close") && screen.says("o reopen") && !screen.says("s start"), "{}", screen.text());
}

#[test]
fn priority_is_two_keys() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("p u");
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.priority, Priority::Urgent);
    assert!(screen.row().starts_with("▌!"), "{}", screen.row());
}

#[test]
fn a_comment_is_sent_and_stands_in_the_thread() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let number = screen.state().number().unwrap();
        screen.keys("c").types("It is open,\nmind the rope.");
        assert!(screen.says(&format!("Public comment on {number}")) && screen.says("mind the rope."), "{}", screen.text());
        assert_snapshot!(format!("comment-{}x{}", size.0, size.1), screen.picture());
        screen.keys("ctrl-s");
        assert!(screen.says(&format!("Comment added to {number}.")), "{}", screen.text());
        let comments = bar.desk("sam").show(number).unwrap().comments;
        assert_eq!(comments.last().unwrap().body, "It is open,\nmind the rope.");
    }
}

#[test]
fn a_note_is_different_in_word_and_mark() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("n").types("ask the owner").keys("ctrl-s enter G");
    assert!(screen.says("┃ note · Sam Reed") && screen.says("┃ ask the owner"), "{}", screen.text());
    let dossier = bar.desk("sam").show(number).unwrap();
    assert_eq!((dossier.notes.last().unwrap().0.body.as_str(), dossier.comments.len()), ("ask the owner", 0));
}

#[test]
fn an_empty_comment_is_not_sent() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c ctrl-s");
    assert!(screen.says("there is nothing to send yet"), "{}", screen.text());
}

#[test]
fn a_new_ticket_is_made_and_the_cursor_is_on_it() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("t").types("Ice machine is loud").keys("tab").types("ida").keys("tab right tab right tab tab").types("Like a train.");
        assert_snapshot!(format!("new-{}x{}", size.0, size.1), screen.picture());
        screen.keys("ctrl-s");
        let number = screen.state().number().unwrap();
        assert!(screen.says(&format!("{number} created.")), "{}", screen.text());
        let ticket = bar.desk("sam").show(number).unwrap().ticket;
        assert_eq!((ticket.subject.as_str(), ticket.requester.login.as_str()), ("Ice machine is loud", "ida"));
        assert_eq!((ticket.category.word(), ticket.priority, ticket.description.as_str()), ("technical", Priority::High, "Like a train."));
    }
}

#[test]
fn what_is_wrong_with_a_field_is_said_when_it_is_left() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("t tab");
    assert!(screen.says("the subject is empty"), "{}", screen.text());
    screen.types("Ida!").keys("tab");
    assert!(screen.says("\"Ida!\" is not a login"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.says("the subject is empty"), "sending goes to the first field that is wrong");
    screen.types("Lights").keys("ctrl-s");
    assert!(screen.says("\"Ida!\" is not a login"), "{}", screen.text());
    screen.keys("ctrl-u").types("ida").keys("ctrl-s");
    assert!(screen.says("created."), "{}", screen.text());
}

#[test]
fn a_refused_ticket_keeps_what_was_typed() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("t").types("Lights").keys("tab").types("nobody-here").keys("ctrl-s");
    assert!(screen.says("nobody here has the login nobody-here"), "{}", screen.text());
    assert!(screen.says("Lights"));
}

#[test]
fn editing_sets_only_what_was_changed() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e").types(" Please?").keys("ctrl-s");
    assert!(screen.says(&format!("{number} saved.")), "{}", screen.text());
    let dossier = bar.desk("sam").show(number).unwrap();
    assert_eq!(dossier.ticket.subject, "Is the roof open tonight? Please?");
    assert_eq!(dossier.events.last().unwrap().change.kind.word(), "subject_edited");
}

#[test]
fn deleting_names_the_ticket_and_defaults_to_no() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let number = screen.state().number().unwrap();
        screen.keys("D");
        assert!(screen.says(&format!("Delete {number}")), "{}", screen.text());
        assert_snapshot!(format!("delete-{}x{}", size.0, size.1), screen.picture());
        screen.keys("enter");
        assert!(bar.desk("sam").show(number).unwrap().ticket.deleted_at.is_none(), "enter means no");
    }
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("D y");
    assert!(screen.says(&format!("{number} deleted.")), "{}", screen.text());
    assert!(screen.says("deleted by Sam Reed"), "it stays under the cursor, and says so");
    screen.keys("j g");
    assert_ne!(screen.state().number(), Some(number), "it left the list with the cursor");
    screen.keys("/").types("is:deleted").keys("enter");
    assert_eq!(screen.state().number(), Some(number));
    screen.keys("U");
    assert!(screen.says(&format!("{number} is back.")), "{}", screen.text());
}

#[test]
fn a_guest_can_file_comment_and_close_what_is_resolved() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("t").types("My bottle again");
    assert!(!screen.says("Priority") && !screen.says("Assign") && !screen.says("For"), "{}", screen.text());
    screen.keys("ctrl-s");
    let number = screen.state().number().unwrap();
    screen.keys("c").types("hello?").keys("ctrl-s s");
    assert!(screen.state().popup.is_none(), "an open ticket offers a guest no step");
    let desk = bar.desk("sam");
    desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    screen.keys("9 g s c");
    assert_eq!(desk.show(number).unwrap().ticket.status, Status::Closed, "{}", screen.text());
}

#[test]
fn the_arrows_walk_through_a_wrapped_text_before_they_leave_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("t").types("Door").keys("tab tab tab tab tab").types(&"word ".repeat(40)).keys("ctrl-home");
    let field = |screen: &Screen| screen.state().new_form().unwrap().field();
    screen.keys("down enter");
    assert_eq!(field(&screen), Field::Description, "{}", screen.text());
    assert!(screen.state().new_form().unwrap().description.value().contains('\n'), "enter is a newline there: {}", screen.text());
    screen.keys("ctrl-end up");
    assert_eq!(field(&screen), Field::Description, "{}", screen.text());
    screen.keys("down down");
    assert_eq!(field(&screen), Field::Send, "and from the last line they leave it: {}", screen.text());
    screen.keys("up ctrl-home up");
    assert_eq!(field(&screen), Field::Assign, "{}", screen.text());
}
