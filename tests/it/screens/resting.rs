//! The ticket pane follows when the cursor rests, and shows nothing but what is under the cursor then.

use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::desk::{Edit, Set};
use barback::tui::state::Anchor;

const SIZE: (u16, u16) = (120, 40);

/// The number at the head of the ticket pane.
fn shown(screen: &Screen) -> String {
    let line = screen.lines().into_iter().find(|line| line.contains("│ TKT-")).unwrap_or_default();
    line.split("│ ").last().unwrap_or_default().split_whitespace().next().unwrap_or_default().to_owned()
}

fn under_the_cursor(screen: &Screen) -> String {
    screen.state().number().unwrap().to_string()
}

#[test]
fn the_pane_waits_for_the_cursor_and_any_other_key_brings_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", SIZE);
    let before = shown(&screen);
    assert_eq!(before, under_the_cursor(&screen));
    screen.unanswered("j").unanswered("j");
    assert_eq!(shown(&screen), before, "while the cursor is on its way");
    assert!(screen.sleeps_for().is_some_and(|time| time.as_millis() <= 60), "the desk wakes for it");
    bar.clock.forward(60);
    screen.only_time_passes();
    screen.answer();
    assert_eq!(shown(&screen), under_the_cursor(&screen));
    assert!(screen.sleeps_for().is_none(), "and sleeps again");
    screen.unanswered("j").unanswered("enter");
    screen.answer();
    assert_eq!(shown(&screen), under_the_cursor(&screen), "a deed is done on what is shown");
}

#[test]
fn an_answer_that_comes_late_is_shown_nowhere_else() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", SIZE);
    screen.keys("j");
    let number = under_the_cursor(&screen);
    let thread = screen.text();
    screen.unanswered("j");
    screen.rests();
    screen.unanswered("k");
    screen.settle();
    assert_eq!((shown(&screen), under_the_cursor(&screen)), (number.clone(), number));
    assert_eq!(screen.text(), thread, "its thread is there");
}

#[test]
fn another_ticket_begins_at_its_top() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", (120, 18));
    screen.keys("tab G");
    while screen.state().detail.top == Anchor::TOP {
        screen.keys("esc j tab G");
    }
    assert_ne!(screen.state().detail.top, Anchor::TOP, "{}", screen.text());
    screen.keys("esc").unanswered("j");
    screen.hears();
    screen.settle();
    assert_eq!(screen.state().detail.top, Anchor::TOP, "{}", screen.text());
}

#[test]
fn a_guest_sees_a_description_that_was_changed() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let sam = office.desk("sam");
    let describe = |text: &str| {
        let edit = Edit { description: Some(Set::blindly(text.to_owned())), ..Edit::default() };
        sam.edit(sam.new_order(), &[number.into()], &edit).unwrap();
    };
    describe("It says no.");
    let mut screen = Screen::open(office.desk("ida"), office.desk("ida"), SIZE);
    assert!(screen.says("It says no."), "{}", screen.text());
    describe("It says yes.");
    screen.hears();
    assert!(screen.says("It says yes.") && !screen.says("It says no."), "{}", screen.text());
}
