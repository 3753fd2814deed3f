//! Taking back and doing again from a script, each run a session of its own.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn taken_back_and_done_again() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    let number = told.run(&["new", "-s", "Cannot redeem bottle", "--for", "ida"]).line().to_owned();
    told.run(&["resolve", &number, "-m", "Try again"]);
    told.run(&["undo"]);
    told.run(&["redo"]);
    told.run(&["redo"]);
    told.run(&["undo"]);
    told.run(&["comment", &number, "Scanner 2", "--internal"]);
    told.run(&["redo"]);
    told.run(&["show", &number, "--history"]);
    told.run(&["undo"]);
    told.run(&["undo"]);
    told.run(&["list"]);
    told.run(&["undo"]);
    told.run(&["undo", "--json"]);
    told.run(&["redo", "--json"]);
    assert_told!(told);
}

#[test]
fn what_somebody_set_since_is_told() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    office.run(&["--as", "dana", "edit", &number, "-p", "high", "-c", "billing"]);
    office.run(&["--as", "kofi", "edit", &number, "-p", "urgent"]);
    let mut told = Transcript::of(&office);
    told.run(&["--as", "dana", "undo"]);
    told.run(&["--as", "kofi", "undo"]);
    told.run(&["--as", "ida", "undo"]);
    told.run(&["--as", "ida", "redo", "--json"]);
    told.run(&["undo", "too", "much"]);
    assert_told!(told);
}

#[test]
fn one_ticket_is_a_document_and_several_are_a_list() {
    let office = Office::new();
    let numbers = ["Charged twice", "Wrong bottle"].map(|subject| office.new_ticket(&["-s", subject]));
    office.run(&["close", &numbers[0], &numbers[1]]);
    let list = office.run(&["undo", "--json"]).json();
    assert_eq!((&list["total"], &list["tickets"][1]["ticket_number"]), (&2.into(), &numbers[1].as_str().into()));
    assert_eq!((&list["tickets"][0]["status"], &list["tickets"][0]["closed_at"]), (&"open".into(), &serde_json::Value::Null));
    let one = office.run(&["undo", "--json"]).json();
    assert_eq!(one["ticket_number"], numbers[1].as_str());
    assert!(one["deleted_at"].is_string(), "a new ticket goes");
    assert_eq!(office.run(&["redo", "--json"]).json()["deleted_at"], serde_json::Value::Null);
    office.run(&["undo"]);
    office.run(&["undo"]);
    let none = office.run(&["undo", "--json"]);
    assert_eq!((none.status, none.json()), (0, serde_json::json!({ "tickets": [], "total": 0 })));
}
