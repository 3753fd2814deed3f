//! Queries kept under a name.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn a_view_is_kept_replaced_and_forgotten() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["view", "list"]);
    told.run(&["view", "save", "Night  shift", "is:active", "priority:>=high", "--digit", "3"]);
    told.run(&["view", "save", "scanner", "scanner reboot", "--shared", "--digit", "3"]);
    told.run(&["view", "list"]);
    told.run(&["view", "save", "NIGHT SHIFT", "is:active"]);
    told.run(&["view", "save", "Night shift", "is:active", "--digit", "none"]);
    told.run(&["view", "save", "Éverything", "--digit", "3"]);
    told.run(&["view", "list"]);
    told.run(&["view", "remove", "night shift"]);
    told.run(&["view", "remove", "scanner"]);
    told.run(&["view", "remove", "scanner", "--shared"]);
    told.run(&["view", "list"]);
    assert_told!(told);
}

#[test]
fn a_view_that_cannot_be_is_refused_and_says_why() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["view", "save", "Night", "status:opne"]);
    told.run(&["view", "save", "Night", "assignee:zoe", "--json"]);
    told.run(&["view", "save", "Night", "sort:waiting"]);
    told.run(&["view", "save", "Night", "-status:closed"]);
    told.run(&["view", "save", " ", "is:open"]);
    told.run(&["view", "save", &"x".repeat(101), "is:open"]);
    told.run(&["view", "save", "Night", "is:open", "--digit", "0"]);
    told.run(&["view", "save", "Night", "is:open", "--digit", "2"]);
    told.run(&["view", "save", "Day", "is:open", "--digit", "2"]);
    told.run(&["view", "remove", "Dusk", "--json"]);
    told.run(&["--as", "dana", "view", "save", "Night", "is:open", "--shared"]);
    told.run(&["--as", "ida", "view", "list"]);
    told.run(&["--as", "ida", "view", "save", "Mine", "is:open"]);
    assert_told!(told);
}

#[test]
fn views_as_documents() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["view", "save", "Night\u{202e} shift", "is:active", "--digit", "3", "--json"]);
    told.run(&["view", "save", "Till", "\"till 3\"", "--shared", "--json"]);
    office.raw().execute("UPDATE views SET query = 'assignee:gone' WHERE name = 'Till'", []).unwrap();
    told.run(&["view", "list", "--json"]);
    told.run(&["view", "list"]);
    told.run(&["view", "remove", "Night shift", "--json"]);
    assert_told!(told);
}
