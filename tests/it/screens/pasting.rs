//! Typing is never a command: what came faster than hands is text where text is typed, and nothing in the list.

use super::{SIZES, USUAL, WIDE};
use crate::support::screen::Bar;
use barback::domain::Status;
use barback::tui::paste::Pastes;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

#[test]
fn a_rush_of_keys_in_the_list_runs_no_command() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    let deleted = || desk.count(&desk.read_query("is:deleted").unwrap(), None).unwrap();
    let before = deleted();
    for size in SIZES {
        for text in ["Dy\rDy\r", "dear all,\rquit\r", "\r\r\r", "sr\nsr\n", "qqDyDyiiTtsrpu", "i\r\nq\r\n"] {
            let mut screen = bar.screen("sam", size);
            let (rows, number) = (screen.state().queue.rows.clone(), screen.state().number());
            screen.rushes(text);
            assert!(!screen.is_over() && screen.state().popup.is_none() && screen.state().search.is_none(), "{text:?}");
            assert!(screen.says("a paste does nothing here; /"), "{text:?}\n{}", screen.text());
            assert_eq!((&screen.state().queue.rows, screen.state().number()), (&rows, number), "{text:?}");
        }
    }
    assert_eq!(deleted(), before, "nothing was deleted");
}

#[test]
fn at_a_question_it_is_no_answer() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("D").rushes("y\ry\ry\r");
    assert!(screen.says(&format!("Delete {number}")), "{}", screen.text());
    assert!(bar.desk("sam").show(number).unwrap().ticket.deleted_at.is_none());
}

#[test]
fn in_a_field_it_is_text_and_neither_sends_nor_leaves() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").rushes("first line\rsecond\r\nthird\r");
    assert!(screen.says("first line") && screen.says("second") && screen.says("third"), "{}", screen.text());
    screen.keys("ctrl-s");
    let number = screen.state().number().unwrap();
    assert_eq!(bar.desk("sam").show(number).unwrap().comments.last().unwrap().body, "first line\nsecond\nthird");
    screen.keys("t").rushes("Till 3\rfrozen\ragain\r");
    assert!(screen.says("Till 3 frozen again") && !screen.says("created"), "{}", screen.text());
    screen.keys("tab tab tab tab tab").rushes("a\rb\r");
    screen.keys("ctrl-s");
    let ticket = bar.desk("sam").show(screen.state().number().unwrap()).unwrap().ticket;
    assert_eq!((ticket.subject.as_str(), ticket.description.as_str()), ("Till 3 frozen again", "a\nb"));
    screen.keys("/").rushes("roof\ropen\r");
    assert!(screen.state().search.is_some() && screen.says(" / roof open"), "{}", screen.text());
    screen.keys("esc a").rushes("kofi\r");
    assert!(screen.state().popup.is_some(), "nothing is picked");
    screen.keys("enter");
    assert!(screen.says("assigned to Kofi"), "{}", screen.text());
}

#[test]
fn hands_are_never_too_fast() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().queue.rows[8].number;
    screen.rushes("jjjjjjjjjjjjkkkk");
    assert_eq!(screen.state().number(), Some(number), "held keys");
    screen.rushes("sr");
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.status, Status::Resolved);
    screen.rushes("9j\r");
    assert!(screen.says("9 Everything"), "ahead of a slow line\n{}", screen.text());
}

#[test]
fn where_the_terminal_brackets_a_paste_a_slow_line_loses_no_key() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.rushes("/scan\r");
    assert!(screen.told("a rush of keys is one"), "{}", screen.text());
    let number = screen.state().number().unwrap();
    screen.pastes("a bracketed one").rushes("cThanks, on it\rand on\r");
    assert!(screen.says("Thanks, on it") && screen.says("and on"), "{}", screen.text());
    screen.keys("ctrl-s").rushes("/scan\r");
    assert!(screen.says("/ scan ·"), "{}", screen.text());
    assert_eq!(bar.desk("sam").show(number).unwrap().comments.last().unwrap().body, "Thanks, on it\nand on");
}

#[test]
fn other_keys_part_what_was_typed() {
    let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
    let typed = |letter| key(KeyCode::Char(letter), KeyModifiers::NONE);
    let send = key(KeyCode::Char('s'), KeyModifiers::CONTROL);
    let enter = key(KeyCode::Enter, KeyModifiers::NONE);
    let read = vec![typed('a'), typed('b'), enter.clone(), send.clone(), typed('c'), typed('d'), enter];
    assert_eq!(Pastes::default().told_apart(read.clone()), read, "two short runs are no paste");
    let mut pasted: Vec<Event> = "one\rtwo".chars().map(|letter| if letter == '\r' { read[2].clone() } else { typed(letter) }).collect();
    pasted.push(send.clone());
    assert_eq!(Pastes::default().told_apart(pasted), [Event::Paste("one\rtwo".to_owned()), send]);
}

/// Every input there is: what was not taken is counted, with the bound.
#[test]
fn a_paste_that_does_not_fit_says_the_bound_and_what_is_left() {
    let long = "glass ".repeat(20_000);
    for open in ["c", "n", "t", "T", "/", ":", "a", "x x e tab tab tab tab tab", "f tab tab tab tab", "P /"] {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", WIDE);
        screen.keys(open).pastes(&long);
        let said = screen.state().message.clone().map(|message| message.text).unwrap_or_default();
        assert_eq!(
            said,
            "a field holds 80 KiB, and this one is full; 38080 characters of the paste were not taken",
            "{open}\n{}",
            screen.text()
        );
        screen.keys("x");
        let said = screen.state().message.clone().map(|message| message.text).unwrap_or_default();
        assert_eq!(said, "a field holds 80 KiB, and this one is full", "{open}: a key that writes nothing says why");
    }
}

#[test]
fn where_there_is_no_field_a_paste_says_so() {
    for open in ["t tab tab", "x x e", "f", ",", "P", "Y"] {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", WIDE);
        screen.keys(open).pastes("abc");
        assert!(screen.says("a paste does nothing here"), "{open}\n{}", screen.text());
    }
}
