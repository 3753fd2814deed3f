//! The people of the desk on the screen.

use super::{NARROW, USUAL, WIDE};
use crate::support::office::{MINUTE, Office};
use crate::support::screen::{Bar, Screen};
use barback::domain::Role;
use barback::tui::request::Gesture;

const LINE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJrR/WxyJz0hyBMl4ZQcKlOHjuLO7JoIhXeZkg3PN61D eve@phone";

fn served() -> Office {
    let office = Office::new();
    office.raw().execute("UPDATE settings SET value = 'served' WHERE name = 'mode'", []).unwrap();
    office
}

fn screen(office: &Office, who: &str, size: (u16, u16)) -> Screen {
    Screen::open(office.desk(who), office.desk(who), size)
}

/// The row of whoever has this login.
fn row(screen: &Screen, login: &str) -> String {
    screen
        .lines()
        .into_iter()
        .filter(|line| line.contains('│'))
        .find(|line| line.split(['│', '▌', ' ']).any(|word| word == login))
        .unwrap_or_default()
}

#[test]
fn people_are_listed_with_what_there_is_to_know() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let dana = office.desk("dana");
    dana.assign(dana.new_order(), &[ticket.into()], &barback::desk::Assignee::User(barback::desk::Whom::Me), None).unwrap();
    office.desk("kofi").look_in();
    office.clock.forward(7 * MINUTE);
    let mut sam = screen(&office, "sam", WIDE);
    sam.keys("P");
    assert!(sam.says("People · 5"), "{}", sam.text());
    for (login, parts) in [
        ("sam", ["Sam Okafor", "admin", "0 keys", "0 open", "here"]),
        ("dana", ["Dana Reyes", "bartender", "0 keys", "1 open", "-"]),
        ("kofi", ["Kofi Mensah", "bartender", "0 keys", "0 open", "22:00"]),
        ("ida", ["Ida Moss", "guest", "0 keys", "1 open", "-"]),
    ] {
        let row = row(&sam, login);
        assert!(parts.iter().all(|part| row.contains(part)), "{login}: {row}\n{}", sam.text());
    }
    sam.keys("j j");
    assert!(sam.says("kofi@example.org, last seen 22:00, 0 open") || sam.says("dana@example.org"), "{}", sam.text());
    sam.keys("esc");
    assert!(!sam.says("People"), "{}", sam.text());
    for (who, says) in [("dana", "a bartender may not manage users"), ("ida", "a customer may not manage users")] {
        let mut other = screen(&office, who, USUAL);
        other.keys("P");
        assert!(!other.says("People ·"), "{}", other.text());
        assert!(other.told(says), "{}", other.text());
    }
}

#[test]
fn adding_somebody_ends_with_the_line_to_send_them() {
    let office = served();
    office.run(&["set", "address", "desk@lantern.example"]);
    for size in [WIDE, USUAL, NARROW] {
        let mut sam = screen(&office, "sam", size);
        let login = format!("eve{}", size.0);
        sam.keys("P a").types(&login).keys("tab").types("Eve Aziz").keys("tab right tab tab");
        if size == WIDE {
            sam.pastes(LINE);
        }
        sam.keys("ctrl-s");
        let first = if size == WIDE { "Send them this line:" } else { "They need a key first; then send them this line:" };
        assert!(sam.told(first) && sam.says("ssh desk@lantern.example") && sam.says(&format!("▌{login}")), "{}", sam.text());
        sam.gestures();
        sam.keys("y");
        assert_eq!(sam.gestures(), [Gesture::Copy("ssh desk@lantern.example".to_owned())]);
    }
    let people = office.desk("sam").roll("eve").unwrap().members;
    assert_eq!(
        people.iter().map(|member| (member.user.role, member.keys.len())).collect::<Vec<_>>(),
        [(Role::Admin, 1), (Role::Admin, 0), (Role::Admin, 0)]
    );
}

#[test]
fn what_is_wrong_is_said_in_the_form_and_what_was_typed_stays() {
    let office = served();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P a").types("Not A Login").keys("ctrl-s");
    assert!(sam.told("\"Not A Login\" is not a login"), "{}", sam.text());
    sam.keys("ctrl-u").types("ida").keys("tab").types("Ida Two").keys("ctrl-s");
    assert!(sam.told("the login ida is taken; choose another") && sam.says("Ida Two"), "{}", sam.text());
    sam.keys("shift-tab").types("2").keys("tab tab tab").types("ida@example.org").keys("ctrl-s");
    assert!(sam.told("the email ida@example.org is ida's"), "{}", sam.text());
    sam.keys("ctrl-u tab").types("nonsense").keys("enter");
    assert!(sam.told("that is no public key"), "{}", sam.text());
    assert!(office.desk("sam").roll("ida2").unwrap().members.is_empty(), "nothing is kept of it");
    sam.keys("ctrl-u enter");
    assert!(sam.told("send them this line"), "{}", sam.text());
    assert_eq!(office.desk("sam").roll("ida2").unwrap().members[0].user.name, "Ida Two");
}

#[test]
fn somebody_is_changed_disabled_and_let_in_again() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let dana = office.desk("dana");
    dana.assign(dana.new_order(), &[ticket.into()], &barback::desk::Assignee::User(barback::desk::Whom::Me), None).unwrap();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P j");
    assert!(sam.says("▌dana"), "{}", sam.text());
    sam.keys("e").types(" Ortiz").keys("ctrl-s");
    assert!(row(&sam, "dana").contains("Dana Reyes Ortiz") && sam.says("dana saved."), "{}", sam.text());
    sam.keys("d");
    assert!(
        sam.told("Disable dana (Dana Reyes Ortiz)? They are out at once. 1 active ticket of theirs go back to nobody."),
        "{}",
        sam.text()
    );
    sam.keys("enter");
    assert!(!row(&sam, "dana").contains("disabled"), "no is the default: {}", sam.text());
    sam.keys("d y");
    assert!(row(&sam, "dana").contains("disabled") && sam.told("dana disabled. 1 active ticket went back to nobody."), "{}", sam.text());
    sam.keys("d");
    assert!(row(&sam, "dana").contains("bartender") && sam.says("dana enabled."), "{}", sam.text());
    sam.keys("g e tab right ctrl-s");
    assert!(sam.told("sam is the last active admin"), "{}", sam.text());
}

#[test]
fn keys_are_added_and_taken_away() {
    let office = served();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P").keys("/").types("ida").keys("enter");
    assert!(sam.says("People · \"ida\" · 1"), "{}", sam.text());
    sam.keys("enter");
    assert!(sam.says("Keys · Ida Moss") && sam.says("No key yet"), "{}", sam.text());
    sam.keys("a").pastes(LINE).keys("enter");
    assert!(sam.says("eve@phone") && sam.says("Send them this line"), "{}", sam.text());
    sam.keys("x");
    assert!(sam.told("Take the key \"eve@phone\" from ida? Whoever is signed in with it is out at once."), "{}", sam.text());
    sam.keys("y");
    assert!(sam.says("No key yet") && sam.says("ida has one key less."), "{}", sam.text());
    sam.keys("esc esc");
    assert!(sam.says("People · 5"), "{}", sam.text());
}

#[test]
fn thousands_of_guests_are_found_by_how_they_begin() {
    let office = served();
    {
        let raw = office.raw();
        let mut statement =
            raw.prepare("INSERT INTO users (uuid, login, name, role, active, created_at) VALUES (?1, ?2, ?3, 3, 1, 0)").unwrap();
        for place in 0..3_000_u128 {
            statement
                .execute(rusqlite::params![uuid::Uuid::from_u128(place + 100), format!("guest-{place}"), format!("Guest {place}")])
                .unwrap();
        }
    }
    office.run(&["user", "add", "a-login-that-takes-its-room", "--name", "Alex", "--role", "bartender"]);
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P");
    assert!(sam.says("People · the first 200 of 3006") && sam.says("▌sam"), "{}", sam.text());
    assert!(sam.says("a-login-tha… Alex") && sam.says("dana         Dana Reyes"), "names stand below each other: {}", sam.text());
    sam.keys("j");
    assert!(sam.says("a-login-that-takes-its-room, no email"), "{}", sam.text());
    sam.keys("/").types("guest-2999").keys("enter");
    assert!(sam.says("Guest 2999"), "{}", sam.text());
}

#[test]
fn it_is_there_on_any_desk() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", USUAL);
    sam.keys("P a").types("eve").keys("tab").types("Eve").keys("ctrl-s");
    assert!(sam.says("eve added.") && !sam.says("Send them"), "nobody else comes to a desk of one's own: {}", sam.text());
}

#[test]
fn a_form_that_holds_something_asks_before_it_goes_and_a_private_key_is_wiped() {
    let office = served();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P a").types("eve").keys("tab tab tab tab").pastes("-----BEGIN OPENSSH PRIVATE KEY-----").keys("ctrl-s");
    assert!(sam.told("that is a private key") && !sam.says("BEGIN") && sam.says("eve"), "{}", sam.text());
    sam.keys("esc");
    assert!(sam.told("Close the form? What you typed in it is not kept."), "{}", sam.text());
    sam.keys("enter");
    assert!(sam.says("Add somebody") && sam.says("eve"), "no is the default: {}", sam.text());
    sam.keys("esc y");
    assert!(sam.says("People · 5"), "{}", sam.text());
    sam.keys("a esc");
    assert!(sam.says("People · 5"), "an empty one just goes: {}", sam.text());
}

#[test]
fn others_changes_appear_by_themselves() {
    let office = served();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P");
    office.run(&["user", "edit", "dana", "--name", "Dana Ortiz"]);
    sam.until(|screen| screen.says("Dana Ortiz"));
}

#[test]
fn what_was_not_touched_is_not_set_back() {
    let office = served();
    let mut sam = screen(&office, "sam", USUAL);
    sam.keys("P j e").types(" Ortiz");
    assert_eq!(office.run(&["user", "edit", "dana", "--role", "customer"]).status, 0);
    sam.keys("ctrl-s");
    let dana = &office.desk("sam").roll("dana").unwrap().members[0].user;
    assert_eq!((dana.name.as_str(), dana.role), ("Dana Reyes Ortiz", Role::Customer));
}

#[test]
fn somebody_who_looks_like_staff_is_said_when_they_are_added_and_renamed() {
    let office = served();
    let mut sam = screen(&office, "sam", WIDE);
    sam.keys("P a").types("eve").keys("tab").types("D\u{430}na Reyes").keys("ctrl-s");
    assert!(sam.told("D\u{430}na Reyes (eve) looks like Dana Reyes (dana), who is staff."), "{}", sam.text());
    office.desk("sam").users().unwrap().iter().find(|user| user.login.as_str() == "eve").expect("added all the same");
    sam.keys("esc esc");
    // Whom a ticket is for is chosen with the role in sight.
    sam.keys("t tab").types("ida");
    sam.keys("esc").keys("f tab tab tab tab").types("ida");
    assert!(sam.told("ida Ida Moss, guest"), "{}", sam.text());
}
