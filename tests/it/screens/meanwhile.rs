//! A ticket that changes while one writes on it: what changed is shown, and one decides.

use super::{SIZES, USUAL};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Assignee, Whom};
use barback::domain::{Status, TicketNumber};

/// Sam writes a comment; meanwhile dana notes, comments and takes the ticket.
fn overtaken(bar: &Bar, size: (u16, u16)) -> (Screen, TicketNumber) {
    let mut sam = bar.screen("sam", size);
    let number = sam.state().number().unwrap();
    sam.keys("c").types("Half an answer");
    let dana = bar.desk("dana");
    dana.note(dana.new_order(), number.into(), "the rope is mine, leave it").unwrap();
    dana.comment(dana.new_order(), number.into(), "It opens at ten.").unwrap();
    dana.assign(dana.new_order(), &[number.into()], &Assignee::User(Whom::Me), None).unwrap();
    (sam, number)
}

fn comments(bar: &Bar, number: TicketNumber) -> Vec<String> {
    bar.desk("sam").show(number).unwrap().comments.into_iter().map(|words| words.body).collect()
}

#[test]
fn what_changed_is_shown_before_it_is_sent() {
    for size in SIZES {
        let bar = Bar::new();
        let (mut sam, number) = overtaken(&bar, size);
        sam.keys("ctrl-s");
        insta::assert_snapshot!(format!("meanwhile-{}x{}", size.0, size.1), sam.picture());
        // However it is broken into lines.
        let told = sam.lines().join(" ").replace(['│', '┌', '┐'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let title = format!("{number} changed while you wrote");
        let news = ["Dana Whitlock noted:", "Dana Whitlock wrote:", "Dana Whitlock assigned"];
        for words in [title.as_str(), "enter keep editing", "ctrl-s send anyway", "D throw away"].into_iter().chain(news) {
            assert!(told.contains(words), "{words}\n{}", sam.text());
        }
        assert_eq!(comments(&bar, number), ["It opens at ten."]);
    }
}

#[test]
fn keeping_editing_is_the_default_and_sending_again_sends() {
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.keys("ctrl-s enter");
    assert!(sam.says("Half an answer") && sam.says("Public comment on"), "{}", sam.text());
    sam.types(", and the rest").keys("ctrl-s");
    assert_eq!(comments(&bar, number), ["It opens at ten.", "Half an answer, and the rest"], "told once");
}

#[test]
fn it_can_be_sent_as_it_is_or_thrown_away() {
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.keys("ctrl-s ctrl-s");
    assert_eq!(comments(&bar, number), ["It opens at ten.", "Half an answer"]);
    assert!(sam.state().popup.is_none());
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.keys("ctrl-s D enter");
    assert!(sam.says("throw away"), "it is asked first, and no is the default\n{}", sam.text());
    sam.keys("D y");
    assert_eq!(comments(&bar, number), ["It opens at ten."]);
    assert!(sam.state().popup.is_none() && !sam.says("Half an answer"), "{}", sam.text());
}

#[test]
fn what_changes_while_i_am_being_told_is_told_too() {
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.keys("ctrl-s");
    let kofi = bar.desk("kofi");
    kofi.transition(kofi.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    sam.keys("ctrl-s");
    assert!(sam.says("resolved it") && !sam.says("It opens at ten."), "only what is new\n{}", sam.text());
    sam.keys("ctrl-s");
    assert_eq!(comments(&bar, number).len(), 2);
}

#[test]
fn what_was_typed_before_the_question_came_answers_nothing() {
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.burst("ctrl-s ctrl-s D enter");
    assert!(sam.says("changed while you wrote"), "{}", sam.text());
    assert_eq!(comments(&bar, number), ["It opens at ten."]);
    sam.keys("esc");
    assert!(sam.says("Half an answer"), "{}", sam.text());
}

#[test]
fn a_guest_is_asked_about_public_things_alone() {
    let bar = Bar::new();
    let number = bar.screen("sam", USUAL).state().number().unwrap();
    let requester = bar.desk("sam").show(number).unwrap().ticket.requester.login;
    let mut guest = bar.screen(requester.as_str(), USUAL);
    guest.keys("/").types(&number.digits().to_string()).keys("enter c").types("Hello?");
    let dana = bar.desk("dana");
    dana.note(dana.new_order(), number.into(), "a secret").unwrap();
    guest.keys("ctrl-s");
    assert_eq!(comments(&bar, number), ["Hello?"], "a note asks nothing of them");
    guest.keys("c").types("Anybody?");
    dana.note(dana.new_order(), number.into(), "another secret").unwrap();
    dana.comment(dana.new_order(), number.into(), "It opens at ten.").unwrap();
    guest.keys("ctrl-s");
    assert!(guest.says("Dana Whitlock wrote: It opens at ten.") && !guest.says("secret"), "{}", guest.text());
    guest.keys("ctrl-s");
    assert_eq!(comments(&bar, number), ["Hello?", "It opens at ten.", "Anybody?"]);
}

#[test]
fn sending_resolving_and_going_on_asks_too() {
    let bar = Bar::new();
    let (mut sam, number) = overtaken(&bar, USUAL);
    sam.keys("ctrl-x");
    assert!(sam.says("changed while you wrote"), "{}", sam.text());
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.status, Status::Open, "nothing happened yet");
    sam.keys("enter ctrl-s");
    assert_eq!(sam.state().number(), Some(number), "what was asked for last is what is done");
    sam.keys("c").types("The other half").keys("ctrl-x");
    assert_eq!(comments(&bar, number).len(), 3);
    assert_ne!(sam.state().number(), Some(number));
}
