//! Slips of the fingers: a letter with ctrl held is not that letter.

use super::USUAL;
use crate::support::screen::{Bar, Screen};
use barback::domain::{Priority, Status};
use barback::tui::state::Popup;

#[test]
fn a_letter_with_ctrl_chooses_nothing_in_a_pick_list() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("p ctrl-u");
    assert!(screen.says(&format!("Priority of {number}")), "{}", screen.text());
    screen.keys("esc s ctrl-s");
    let ticket = bar.desk("sam").show(number).unwrap().ticket;
    assert!(ticket.priority != Priority::Urgent && ticket.status == Status::Open, "{ticket:?}");
}

#[test]
fn a_letter_with_ctrl_chooses_nothing_for_the_marked_tickets() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let at = |screen: &Screen| match &screen.state().popup {
        Some(Popup::Bulk(form)) => (form.focus, form.assign.at),
        _ => panic!("{}", screen.text()),
    };
    screen.keys("x x e tab tab ctrl-n");
    assert_eq!(at(&screen), (3, 0), "it goes down, as everywhere: {}", screen.text());
    screen.keys("ctrl-p ctrl-d ctrl-u alt-n");
    assert_eq!(at(&screen), (2, 0), "{}", screen.text());
    screen.keys("n");
    assert!(screen.says("‹ nobody ›"), "{}", screen.text());
}

#[test]
fn a_letter_with_ctrl_chooses_nothing_in_the_filter() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("9 f tab tab tab ctrl-d ctrl-k alt-d");
    assert!(screen.says("every ticket"), "{}", screen.text());
    screen.keys("d");
    assert!(screen.says("assignee:dana"), "{}", screen.text());
}
