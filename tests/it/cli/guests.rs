//! What a guest sees, and what to them does not exist.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

fn office() -> (Office, String, String) {
    let office = Office::new();
    let own = office.new_ticket(&["-s", "Cannot redeem bottle", "-p", "urgent", "--for", "ida", "--assign", "dana"]);
    let other = office.new_ticket(&["-s", "Charged twice", "--for", "noor"]);
    office.run(&["comment", &own, "Which bar was it?"]);
    office.run(&["comment", &own, "secretnote", "--internal"]);
    (office, own, other)
}

#[test]
fn a_guest_sees_what_is_theirs() {
    let (office, own, _) = office();
    let mut told = Transcript::of(&office);
    told.run(&["--as", "ida", "list"]);
    told.run(&["--as", "ida", "list", "--json"]);
    told.run(&["--as", "ida", "list", "--csv"]);
    told.run(&["--as", "ida", "show", &own]);
    told.run(&["--as", "ida", "comment", &own, "The one upstairs", "--json"]);
    told.run(&["--as", "ida", "show", &own, "--json"]);
    told.run(&["--as", "ida", "new", "-s", "Wrong bottle", "--json"]);
    told.run(&["--as", "ida", "list", "secretnote"]);
    told.run(&["--as", "ida", "list", "priority:urgent"]);
    assert_told!(told);
}

#[test]
fn absence_has_one_answer() {
    let (office, own, other) = office();
    office.run(&["delete", &own, "--yes"]);
    for number in [own.as_str(), other.as_str(), "TKT-999999"] {
        let run = office.run(&["--as", "ida", "show", number]);
        assert_eq!(run.status, 1);
        assert_eq!(run.stderr, format!("barback: there is no ticket {number}\nhint: `barback list` shows the tickets there are\n"));
    }
}

#[test]
fn a_guest_may_not() {
    let (office, own, _) = office();
    let commands: [&[&str]; 13] = [
        &["undo"],
        &["redo"],
        &["next"],
        &["start", &own],
        &["resolve", &own],
        &["edit", &own, "-s", "x"],
        &["assign", &own, "me"],
        &["comment", &own, "x", "--internal"],
        &["delete", &own, "--yes"],
        &["new", "-s", "x", "-p", "urgent"],
        &["show", &own, "--history"],
        &["stats"],
        &["export"],
    ];
    for args in commands {
        let run = office.run(&[&["--as", "ida", "--json"], args].concat());
        assert_eq!((run.status, run.error()["kind"].as_str()), (4, Some("denied")), "{args:?}: {}", run.stderr);
    }
    assert_eq!(office.run(&["--as", "ida", "close", &own]).status, 1, "not yet");
}
