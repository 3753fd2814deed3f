//! One letter chooses; the rest of the word that it begins is never a command.

use super::{SIZES, USUAL};
use crate::support::screen::{Bar, Screen};
use barback::domain::search::Page;
use barback::domain::{Priority, TicketNumber};
use barback::tui::state::{Popup, Scope};

/// Each ticket's number and version, and who has it: every change is in it.
fn file(bar: &Bar) -> Vec<(TicketNumber, i64, Option<String>)> {
    let desk = bar.desk("sam");
    let list = desk.list(&desk.read_query("").unwrap(), &Page::first(500)).unwrap();
    list.tickets.iter().map(|one| (one.number, one.version, one.assignee.as_ref().map(|person| person.login.to_string()))).collect()
}

#[test]
fn a_word_typed_for_its_letter_is_the_letter() {
    for (open, word, priority) in [("p", "high", Some(Priority::High)), ("p", "low", Some(Priority::Low)), ("o", "oldest first", None)] {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", USUAL);
        let number = screen.state().number().unwrap();
        screen.keys(open);
        for letter in word.chars() {
            screen.types(&letter.to_string()).time_passes(&bar, 299);
        }
        assert_eq!(screen.state().scope(), Scope::Desk, "{open} {word}\n{}", screen.text());
        let ticket = bar.desk("sam").show(number).unwrap().ticket;
        assert!(ticket.assignee.is_none(), "{open} {word} takes no ticket");
        if let Some(priority) = priority {
            assert_eq!((ticket.priority, screen.state().number()), (priority, Some(number)), "{open} {word}");
        }
    }
}

/// Every list that a letter chooses from, every letter of it, and both answers to a question.
#[test]
fn the_rest_of_any_choices_words_does_nothing() {
    for open in ["p", "s", "o", "x x p", "x x s", "D"] {
        let choices: Vec<(char, String)> = {
            let bar = Bar::new();
            let mut screen = bar.screen("sam", USUAL);
            screen.keys(open);
            match &screen.state().popup {
                Some(Popup::Picker(picker)) => picker.items.iter().map(|item| (item.key.unwrap(), item.title.clone())).collect(),
                Some(Popup::Question(_)) => vec![('y', "yes".to_owned()), ('n', "no".to_owned())],
                _ => panic!("{open}: {}", screen.text()),
            }
        };
        for (letter, title) in choices {
            let Some(start) = title.split(' ').find(|word| word.starts_with(letter)) else { continue };
            let rest = &title[title.find(start).unwrap() + 1..];
            let after = |more: &str| {
                let bar = Bar::new();
                let mut screen = bar.screen("sam", USUAL);
                screen.keys(open).types(&letter.to_string()).types(more);
                (file(&bar), screen.state().scope(), screen.state().number(), screen.state().focus, screen.text())
            };
            assert_eq!(after(rest), after(""), "{open} {letter} {rest}");
        }
    }
}

#[test]
fn another_letter_or_a_later_one_is_a_command() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number();
    screen.keys("p u j");
    assert_ne!(screen.state().number(), number, "j begins nothing of urgent");
    let number = screen.state().number().unwrap();
    screen.keys("p h").time_passes(&bar, 301).keys("i");
    let ticket = bar.desk("sam").show(number).unwrap().ticket;
    assert_eq!(ticket.assignee.map(|person| person.login.to_string()).as_deref(), Some("sam"));
}

#[test]
fn enter_behind_the_word_ends_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let focus = screen.state().focus;
    screen.keys("p").types("high\n");
    assert_eq!(screen.state().focus, focus, "it opens nothing");
    screen.keys("enter");
    assert_ne!(screen.state().focus, focus);
}

#[test]
fn such_a_list_says_to_press_a_letter() {
    for size in SIZES {
        let bar = Bar::new();
        for open in ["p", "s", "o"] {
            let mut screen: Screen = bar.screen("sam", size);
            screen.keys(open);
            assert!(screen.says("press a letter") && !screen.says("type to find"), "{open}\n{}", screen.text());
        }
        let mut screen = bar.screen("sam", size);
        screen.keys("a");
        assert!(screen.says("type to find"), "{}", screen.text());
    }
}
