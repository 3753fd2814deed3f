//! The answer that was half written when the line dropped: on a real pty, ended in every way there is.

use crate::pty::{Home, Pty};
use crate::{ENTER, SEND, USUAL};
use nix::sys::signal::Signal;

const NARROW: (u16, u16) = (40, 12);
const ANSWER: &str = "The scanner was restarted, please try";

/// A desk with one ticket, and an answer to it that is not sent.
fn half_an_answer(home: &Home) -> Pty {
    home.done(&["new", "-s", "Cannot redeem bottle"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Cannot redeem").types("c").until("Public comment on").types(ANSWER).until("please try");
    desk
}

/// Ten minutes later, from a phone: it is there, cursor at the end; sent.
fn goes_on_from_a_phone(home: &Home, asks_first: bool) {
    let mut phone = home.open(&[], NARROW);
    phone.until("1 draft").types("d").until("comment on TKT-").types(ENTER);
    if asks_first {
        phone.until("take it over").types("t");
    }
    phone.until("scanner was restarted").types(" again").types(SEND).until("Comment added to").types("q");
    assert!(phone.ended().success());
    let tickets = home.done(&["list", "--json"]);
    let number = tickets.split("TKT-").nth(1).unwrap().split('"').next().unwrap();
    let said = home.done(&["show", number]);
    assert!(said.replace('\n', " ").contains(&format!("{ANSWER} again")), "{said}");
    assert_eq!(said.matches(ANSWER).count(), 1, "{said}");
    let mut desk = home.open(&[], USUAL);
    desk.until("1 unassigned").until("Cannot redeem").until_gone("draft").types("q");
}

#[test]
fn a_signal_keeps_what_was_typed() {
    for signal in [Signal::SIGHUP, Signal::SIGTERM] {
        let home = Home::new();
        let mut desk = half_an_answer(&home);
        desk.signal(signal);
        desk.ended();
        goes_on_from_a_phone(&home, false);
    }
}

#[test]
fn a_terminal_that_goes_away_keeps_what_was_typed() {
    let home = Home::new();
    let mut desk = half_an_answer(&home);
    desk.hang_up();
    desk.ended();
    goes_on_from_a_phone(&home, false);
}

#[test]
fn killed_outright_it_has_what_was_typed_before_the_hands_rested() {
    let home = Home::new();
    let mut desk = half_an_answer(&home);
    desk.until(" kept ");
    // The last keys were typed a rest ago at most: the file has them all when they have been kept.
    home.until_a_draft_says("please try");
    desk.signal(Signal::SIGKILL);
    desk.ended();
    goes_on_from_a_phone(&home, true);
}
