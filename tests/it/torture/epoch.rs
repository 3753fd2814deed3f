//! A desk that is restored while it is open: whoever has it on the screen is told, and what was decided before is not done after.

use crate::support::office::Office;
use crate::support::screen::Screen;
use barback::desk::{Desk, DeskError, Entrance, Make, Opening};
use barback::domain::Status;
use std::path::PathBuf;

/// An office with a ticket, and a backup of it.
fn backed_up() -> (Office, PathBuf, barback::domain::TicketNumber) {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let copy = office.folder.path().join("b.db");
    assert_eq!(office.run(&["backup", copy.to_str().unwrap()]).status, 0);
    (office, copy, number)
}

fn restore(office: &Office, copy: &std::path::Path) {
    let opening = Opening { path: office.path.clone(), login: None, make: Make::Never, entrance: Entrance::Shell };
    opening.restore_with(copy, office.clock.as_ref(), office.dice.as_ref()).unwrap();
}

#[test]
fn an_order_decided_before_is_refused_after_and_a_new_session_may() {
    let (office, copy, number) = backed_up();
    let dana = office.desk("dana");
    dana.show(number).unwrap();
    let order = dana.new_order();
    dana.note(order, number.into(), "third one tonight").unwrap();
    restore(&office, &copy);
    let resolve = |desk: &Desk| desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None);
    let error = resolve(&dana).expect_err("decided before");
    assert!(matches!(error, DeskError::Restored), "{error:?}");
    assert_eq!((error.code(), error.to_string().contains("restored from a backup")), ("conflict", true));
    // A retry of what was done before: its outcome is gone with the desk it was done on.
    assert!(matches!(dana.note(order, number.into(), "third one tonight"), Err(DeskError::Restored)));
    assert_eq!(office.kinds(number), ["created"]);
    resolve(&office.desk("dana")).unwrap();
    let epoch = dana.epoch().unwrap();
    dana.decide_in(epoch);
    dana.note(dana.new_order(), number.into(), "I have seen it").unwrap();
}

#[test]
fn every_restore_begins_another_epoch() {
    let (office, copy, _) = backed_up();
    let mut epochs = vec![office.desk("sam").epoch().unwrap()];
    for _ in 0..3 {
        office.clock.forward(1_000);
        restore(&office, &copy);
        epochs.push(office.desk("sam").epoch().unwrap());
    }
    let different: std::collections::HashSet<_> = epochs.iter().map(|epoch| epoch.0).collect();
    assert_eq!(different.len(), 4, "{epochs:?}");
}

#[test]
fn an_open_screen_is_told_and_what_is_being_typed_stays() {
    let (office, copy, number) = backed_up();
    let later = office.ticket("ida", "Charged twice");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    screen.keys("c").types("The scanner was restarted");
    restore(&office, &copy);
    screen.until(|screen| screen.told("The desk was restored from a backup"));
    assert!(screen.told("The scanner was restarted"), "{}", screen.text());
    let drafts = || {
        office.raw().query_row("SELECT count(*) FROM drafts WHERE content LIKE '%scanner was restarted%'", [], |row| row.get::<_, i64>(0))
    };
    assert_eq!(drafts().unwrap(), 1, "it is in the restored file, too");
    // Its ticket is not there any more: the text stays all the same.
    screen.keys("ctrl-s");
    assert!(screen.told(&format!("there is no ticket {later}")) && screen.told("The scanner was restarted"), "{}", screen.text());
    screen.keys("esc").keys("g");
    assert!(screen.row().contains(&number.digits().to_string()), "{}", screen.text());
    screen.keys("c").types("Works now").keys("ctrl-s");
    assert!(screen.says("Comment added to"), "{}", screen.text());
}

/// What was asked on the desk of before is not answered on the one of after.
#[test]
fn a_question_that_is_open_goes_with_the_desk_it_was_asked_on() {
    let (office, copy, number) = backed_up();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), (100, 30));
    for keys in ["D", "a", "s", "x D"] {
        screen.keys(keys);
        office.clock.forward(1_000);
        restore(&office, &copy);
        screen.until(|screen| screen.told("The desk was restored from a backup"));
        assert!(screen.state().popup.is_none(), "{keys}: {}", screen.text());
        screen.keys("y").keys("enter").keys("esc").keys("esc");
        assert_eq!(office.kinds(number), ["created"], "{keys}");
    }
}

#[test]
fn an_order_sent_before_the_screen_was_told_is_refused() {
    let (office, copy, number) = backed_up();
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    restore(&office, &copy);
    screen.unanswered("s r");
    screen.settle();
    let was_told = screen.told("restored from a backup");
    screen.until(|screen| screen.changes > 0 || screen.told("The desk was restored from a backup"));
    assert!(was_told || screen.told("restored from a backup"), "{}", screen.text());
    assert_eq!(office.look(number).status, Status::Open, "{}", screen.text());
}
