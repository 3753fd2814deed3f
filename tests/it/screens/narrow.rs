//! Any window: no panic at any size, and below the smallest it says so.

use super::{NARROW, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::Status;

#[test]
fn below_the_smallest_it_says_so_and_waits() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.resize((39, 12));
    assert_eq!(screen.text().trim_end(), "Barback needs 40x12; this is 39x12");
    screen.resize((40, 12));
    assert!(screen.says("Is the roof open"), "{}", screen.text());
}

#[test]
fn what_cannot_be_seen_is_not_done() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let number = screen.state().number().unwrap();
    screen.resize((39, 12)).keys("D y s r c x").burst("space i").pastes("more").resize(WIDE);
    assert!(screen.state().popup.is_none() && screen.state().number() == Some(number), "{}", screen.text());
    let ticket = bar.desk("sam").show(number).unwrap().ticket;
    assert_eq!((ticket.deleted_at, ticket.status, ticket.assignee), (None, Status::Open, None));
    screen.keys("c x").resize((40, 11)).pastes("yz").keys("esc").resize(WIDE);
    assert!(screen.state().popup.is_none(), "one step back needs no eyes\n{}", screen.text());
    screen.resize((39, 12)).keys("q");
    assert!(screen.is_over());
}

#[test]
fn the_largest_window_is_clamped() {
    use barback::tui::terminal::clamp;
    assert_eq!(clamp((65_535, 65_535)), (500, 200));
    assert_eq!(clamp((0, 0)), (0, 0));
}

#[test]
fn a_question_about_a_long_subject_keeps_its_answers() {
    let office = Office::new();
    office.ticket("ida", &"glass ".repeat(33));
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), NARROW);
    screen.keys("D");
    assert!(screen.says("Delete TKT-") && screen.says("…") && screen.says(" y yes   N no"), "{}", screen.text());
}

#[test]
fn what_is_typed_where_nothing_is_seen_is_in_the_text_or_counted() {
    let bar = Bar::new();
    for open in ["c", "t", "/", ":", "T"] {
        let mut screen = bar.screen("sam", WIDE);
        screen.keys(open).types("a").resize((39, 12)).types("bD y").pastes("ef").types("g").resize(WIDE);
        assert!(screen.says("abD yefg"), "{open}\n{}", screen.text());
        screen.resize((39, 12)).keys("f1 ctrl-s");
        assert!(open == "/" || open == ":" || screen.says("2 keys or pastes did nothing"), "{open}\n{}", screen.text());
        assert!(!screen.state().awaits_answer() && screen.state().popup.is_some() != (open == "/"), "{open}");
    }
    let mut screen = bar.screen("sam", WIDE);
    let (number, before) = (screen.state().number().unwrap(), screen.state().queue.rows.clone());
    screen.resize((40, 11)).keys("D y i").pastes("p h").resize(WIDE);
    assert!(screen.says("4 keys or pastes did nothing: the window was too small"), "{}", screen.text());
    assert_eq!((screen.state().number(), &screen.state().queue.rows), (Some(number), &before));
    // A letter that picks a value is no text, and a choice is no text either.
    screen.keys("t tab").resize((40, 11)).types("zz").resize(WIDE);
    assert!(screen.says("2 keys or pastes did nothing") || screen.says("zz"), "{}", screen.text());
    screen.keys("esc p").resize((40, 11)).types("h").resize(WIDE);
    assert!(screen.says("1 key or paste did nothing"), "{}", screen.text());
    assert_ne!(bar.desk("sam").show(number).unwrap().ticket.version, 0);
}
