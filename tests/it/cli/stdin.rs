//! Texts and JSON objects on standard input.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn texts_are_piped_in() {
    let office = Office::new();
    let number = office.feed(&["new", "-s", "Charged twice", "-d", "-"], "On my card,\r\ntwice.\n").line().to_owned();
    assert_eq!(office.feed(&["comment", &number], "piped\n").status, 0);
    assert_eq!(office.feed(&["comment", &number, "-"], "with a dash\n").status, 0);
    let shown = office.run(&["show", &number, "--json"]).json();
    assert_eq!(shown["description"], "On my card,\ntwice.");
    assert_eq!((&shown["comments"][0]["comment"], &shown["comments"][1]["comment"]), (&"piped".into(), &"with a dash".into()));
    let empty = office.run(&["comment", &number]);
    assert_eq!((empty.status, empty.stderr.as_str()), (1, "barback: the comment is empty; write something\n"));
}

#[test]
fn an_object_makes_and_changes_a_ticket() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    let new = r#"{"subject":"Charged twice","category":"billing","priority":"high","user_id":"ida","assigned_to_id":"dana","status":"in_progress"}"#;
    let made = told.feed(&["new", "--stdin", "--json"], new).json();
    let number = made["ticket_number"].as_str().unwrap();
    let kofi = office.run(&["user", "list", "--json"]).json()["users"][2]["id"].clone();
    office.feed(&["edit", number, "--stdin"], &format!(r#"{{"assigned_to_id":{kofi}}}"#));
    let shown = office.run(&["show", number, "--json"]).json();
    assert_eq!(shown["assigned_to_login"], "kofi", "by id, too");
    told.feed(&["edit", number, "--stdin", "--json"], r#"{"subject":"Charged three times","assigned_to_id":null,"status":"closed"}"#);
    told.feed(&["comment", number, "--stdin", "--json"], r#"{"comment":"Sorted","is_internal":true}"#);
    let events = office.run(&["show", number, "--history", "--json"]).json()["events"].clone();
    let orders: Vec<_> =
        events.as_array().unwrap().iter().filter(|event| event["kind"] == "subject_edited" || event["kind"] == "closed").collect();
    assert_eq!(orders[0]["order_id"], orders[1]["order_id"], "one order");
    assert_told!(told);
}

#[test]
fn an_object_is_all_or_nothing() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    office.run(&["close", &number]);
    let refused = office.feed(&["edit", &number, "--stdin"], r#"{"subject":"other","status":"resolved"}"#);
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert_eq!(office.run(&["show", &number, "--json"]).json()["subject"], "Charged twice");
}

#[test]
fn wrong_objects_are_told_by_name() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.feed(&["edit", &number, "--stdin"], r#"{"version":3,"colour":"red"}"#);
    told.feed(&["edit", &number, "--stdin"], r#"{"subject":7}"#);
    told.feed(&["edit", &number, "--stdin"], r#"{"priority":"huge"}"#);
    told.feed(&["edit", &number, "--stdin"], r#"{"user_id":null}"#);
    told.feed(&["edit", &number, "--stdin"], "{}");
    told.feed(&["edit", &number, "--stdin"], "[1]");
    told.feed(&["edit", &number, "--stdin"], "{\"subject\":\n nope}");
    told.feed(&["new", "--stdin", "--json"], r#"{"priority":"low"}"#);
    told.feed(&["comment", &number, "--stdin"], r#"{"comment":"x","id":"y"}"#);
    told.feed(&["new", "--stdin", "-s", "x"], "{}");
    assert_told!(told);
}

/// The mark that some programs put before UTF-8 is none of the text, in an object as in a text.
#[test]
fn a_mark_before_the_text_is_passed_over() {
    let office = Office::new();
    let made = office.feed(&["new", "--stdin"], "\u{feff}{\"subject\":\"From a spreadsheet\"}");
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    let edited = office.feed(&["edit", made.line(), "--stdin"], "\u{feff}{\"priority\":\"high\"}");
    assert_eq!(edited.status, 0, "{}", edited.stderr);
    assert_eq!(office.feed(&["comment", made.line()], "\u{feff}piped").stderr, "");
}
