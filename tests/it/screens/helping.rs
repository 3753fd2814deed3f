//! Help that runs, the palette, and the likeliest keys.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::domain::Status;
use barback::tui::state::{Popup, Scope};
use insta::assert_snapshot;

fn items(screen: &Screen) -> Vec<String> {
    let Some(Popup::Picker(picker)) = &screen.state().popup else { panic!("a list is open\n{}", screen.text()) };
    picker.fitting().iter().map(|item| format!("{} | {}", item.title, item.aside)).collect()
}

#[test]
fn help_is_of_what_can_be_done_here_and_does_it() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let number = screen.state().number().unwrap();
        screen.keys("?");
        assert!(screen.says("What can be done here") && screen.says("Assign to me"), "{}", screen.text());
        assert_snapshot!(format!("help-{}x{}", size.0, size.1), screen.picture());
        screen.types("prio");
        assert!(items(&screen)[0].starts_with("Set the priority"), "{}", screen.text());
        screen.keys("enter");
        assert!(screen.says(&format!("Priority of {number}")), "{}", screen.text());
    }
}

#[test]
fn help_works_from_whatever_has_the_keys() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("half a thought?").keys("ctrl-g");
    assert!(screen.says("What can be done while writing") && items(&screen)[0].starts_with("Send"), "{}", screen.text());
    screen.keys("esc");
    assert_eq!(screen.state().scope(), Scope::Composer, "esc goes one step back");
    screen.types("!").keys("f1 enter");
    assert_eq!(bar.desk("sam").show(number).unwrap().comments.last().unwrap().body, "half a thought?!", "{}", screen.text());
    screen.keys("t ctrl-g").types("next field").keys("enter");
    assert!(screen.says("the subject is empty"), "the command acts on the form\n{}", screen.text());
    screen.keys("esc / ctrl-g").types("back to").keys("enter");
    assert_eq!(screen.state().scope(), Scope::Desk);
    screen.keys("a ctrl-g").types("down").keys("enter");
    assert!(screen.says(&format!("Assign {number} to")), "{}", screen.text());
    screen.keys("esc D ctrl-g").types("yes").keys("enter");
    assert!(screen.says("deleted."), "{}", screen.text());
}

#[test]
fn every_place_says_how_to_get_help() {
    let bar = Bar::new();
    for size in [WIDE, USUAL] {
        let mut screen = bar.screen("sam", size);
        for keys in ["c", "n", "t", "e", "a", "s", "p", "/", ":", "D"] {
            screen.keys(keys);
            assert!(screen.says("ctrl-g help"), "{keys}\n{}", screen.text());
            screen.keys("esc");
        }
        assert!(screen.says("? help"));
    }
}

#[test]
fn the_palette_has_everything_and_says_why_not() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("kofi", size);
        screen.keys("j enter esc :");
        assert_snapshot!(format!("palette-{}x{}", size.0, size.1), screen.picture());
        let all = items(&screen);
        let line = |title: &str| all.iter().find(|line| line.starts_with(title)).unwrap_or_else(|| panic!("{title} in {all:?}")).clone();
        assert!(line("Delete the ticket").contains("only if they created them"), "{}", line("Delete the ticket"));
        assert!(line("See what arrived").contains("nothing arrived"));
        assert!(line("View 4").contains("Waiting longest"));
        let number = screen.state().number().unwrap();
        assert!(line(&number.to_string()).contains("you were there"));
        screen.types("delete the ticket").keys("enter");
        assert!(screen.says("only if they created"), "{}", screen.text());
    }
}

#[test]
fn a_number_typed_into_the_palette_is_a_ticket_to_go_to() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("9 G");
        let number = screen.state().number().unwrap();
        screen.keys("2 :").types(&number.digits().to_string());
        assert!(items(&screen)[0].starts_with(&format!("Go to {number}")), "{}", screen.text());
        screen.keys("enter");
        assert_eq!(screen.state().number(), Some(number));
        assert!(screen.says(&number.to_string()), "{}", screen.text());
        screen.keys(":").types("nothing at all is like this").keys("enter");
        assert!(screen.state().popup.is_some() && items(&screen).is_empty(), "it stays open\n{}", screen.text());
    }
}

#[test]
fn the_palette_of_a_guest_knows_nothing_of_the_staffs() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", WIDE);
    screen.keys("9 :");
    let all = items(&screen).join("\n");
    for hidden in ["ssign", "note", "priority", "Delete", "Deleted", "history", "My queue", "Edit"] {
        assert!(!all.contains(hidden), "{hidden} in\n{all}");
    }
    assert!(all.contains("Write a comment") && all.contains("New ticket"), "{all}");
}

#[test]
fn the_footer_shows_the_likeliest_first() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let footer = |screen: &Screen| screen.lines().last().unwrap().clone();
    let number = screen.state().number().unwrap();
    assert!(footer(&screen).starts_with(" i take"), "nobody has it: {}", footer(&screen));
    screen.keys("i");
    assert!(footer(&screen).starts_with(" c comment  s start, resolve"), "mine: {}", footer(&screen));
    let desk = bar.desk("sam");
    desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    screen.hears();
    assert!(footer(&screen).starts_with(" s close, reopen"), "resolved: {}", footer(&screen));
    desk.delete(desk.new_order(), &[number.into()]).unwrap();
    screen.hears();
    assert!(footer(&screen).starts_with(" U bring back"), "deleted: {}", footer(&screen));
    screen.keys("/").types("zzzzz").keys("enter");
    assert!(footer(&screen).starts_with(" t new"), "nothing: {}", footer(&screen));
    let mut narrow = bar.screen("sam", NARROW);
    assert!(footer(&narrow).starts_with(" i take") && footer(&narrow).contains("? help"), "{}", footer(&narrow));
    narrow.keys("c");
    assert!(footer(&narrow).contains("ctrl-s send") && footer(&narrow).contains("ctrl-g help"), "{}", footer(&narrow));
}

#[test]
fn every_prompt_names_the_ticket_it_acts_on() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("9 j");
        let number = screen.state().number().unwrap();
        for keys in ["a", "s", "p", "c", "n", "e", "D"] {
            screen.keys(keys);
            assert!(screen.state().popup.is_some(), "{keys}");
            let over = screen.lines()[1..].iter().filter(|line| line.contains(&number.to_string())).count();
            assert!(over > 0, "{keys} does not name {number}\n{}", screen.text());
            screen.keys("esc");
        }
        screen.keys("D y");
        screen.keys(":").types("bring the deleted");
        screen.keys("enter");
        assert!(screen.says(&format!("{number} is back")), "{}", screen.text());
    }
}

#[test]
fn the_history_folds_and_says_so() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("9 i p u enter");
        let desk = bar.desk("sam");
        let lines = desk.show(screen.state().number().unwrap()).unwrap().events.len();
        assert!(lines >= 3, "{lines}");
        screen.keys("H");
        assert!(screen.says(&format!("{lines} history lines folded (H)")), "{}", screen.text());
        assert!(!screen.says("created it"), "{}", screen.text());
        screen.keys("esc j k enter");
        assert!(screen.says("folded (H)"), "it stays so\n{}", screen.text());
        screen.keys("H G");
        assert!(!screen.says("folded") && screen.says("set the priority"), "{}", screen.text());
    }
}

#[test]
fn ages_in_the_list_are_relative_and_times_in_the_ticket_absolute() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    bar.clock.forward(3 * crate::support::office::DAY);
    screen.keys("j");
    let row = screen.row();
    assert!(row.split_whitespace().any(|word| word == "3d"), "{row}");
    assert!(screen.says("2026-11-22 21:"), "{}", screen.text());
}

#[test]
fn esc_with_nothing_to_go_back_to_says_nothing_and_only_what_is_about_the_ticket_names_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    let before = screen.text();
    screen.keys("esc");
    assert_eq!(screen.text(), before);
    screen.keys("z");
    assert!(screen.told("One pane alone, or all again: there is only one pane"), "{}", screen.text());
    assert!(!screen.says("TKT-"), "{}", screen.text());
}

#[test]
fn a_long_pick_list_has_pages_and_ends() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let at = |screen: &Screen| match &screen.state().popup {
        Some(Popup::Picker(picker)) => (picker.cursor, picker.items.len() - 1),
        _ => panic!("{}", screen.text()),
    };
    screen.keys(": pgdown");
    let (cursor, last) = at(&screen);
    assert!((10..20).contains(&cursor), "a page is what is seen: {cursor}\n{}", screen.text());
    screen.keys("end");
    assert_eq!(at(&screen).0, last);
    screen.keys("pgup");
    assert_eq!(at(&screen).0, last - cursor);
    screen.keys("home");
    assert_eq!(at(&screen).0, 0);
}
