//! Users and statistics.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn somebody_comes_and_goes() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.run(&["user", "add", "li", "--name", "Li Wei 李伟", "--role", "Bartender", "--email", "li@example.org"]);
    told.run(&["user", "add", "li", "--name", "Li", "--role", "bartender"]);
    told.run(&["user", "add", "Li", "--name", "Li", "--role", "bartender"]);
    told.run(&["user", "list"]);
    told.run(&["assign", &number, "li"]);
    told.run(&["stats"]);
    told.run(&["user", "edit", "li", "--email", ""]);
    told.run(&["user", "edit", "li"]);
    told.run(&["user", "disable", "li"]);
    told.run(&["--as", "li", "list"]);
    told.run(&["user", "enable", "li"]);
    told.run(&["user", "disable", "sam"]);
    told.run(&["user", "disable", "zoe"]);
    told.run(&["--as", "dana", "user", "list"]);
    assert_told!(told);
}

#[test]
fn people_and_counts_as_json() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice", "--assign", "dana"]);
    let mut told = Transcript::of(&office);
    told.run(&["user", "disable", "dana", "--json"]);
    told.run(&["stats", "--json"]);
    let users = told.run(&["user", "list", "--json"]).json();
    assert_eq!((users["total"].as_i64(), &users["users"][0]["active"]), (Some(5), &false.into()));
    assert_eq!(office.run(&["show", &number, "--json"]).json()["assigned_to_id"], serde_json::Value::Null);
    assert_told!(told);
}
