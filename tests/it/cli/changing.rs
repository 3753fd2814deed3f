//! Making tickets and changing them.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn a_ticket_from_report_to_rest() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    let args = ["new", "-s", "Cannot redeem bottle", "-d", "The scanner blinks red", "-c", "redemption", "-p", "High", "--for", "ida"];
    let number = told.run(&args).line().to_owned();
    let digits = number.trim_start_matches("TKT-").to_owned();
    told.run(&["assign", &digits, "dana"]);
    told.run(&["start", &number.to_lowercase()]);
    told.run(&["comment", &number, "Which bar was it?"]);
    told.run(&["comment", &number, "Scanner 2 again", "--internal"]);
    told.run(&["edit", &number, "--priority", "urgent", "--subject", "Cannot redeem  bottle at bar 2"]);
    told.run(&["resolve", &number, "-m", "Please try again"]);
    told.run(&["close", &number]);
    told.run(&["close", &number]);
    told.run(&["reopen", &number]);
    told.run(&["assign", &number, "none"]);
    told.run(&["show", &number, "--history"]);
    assert_told!(told);
}

#[test]
fn starting_what_is_nobodys_takes_it() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    assert_eq!(office.run(&["--as", "dana", "start", &number]).stdout, format!("{number} in progress, assigned to dana\n"));
}

#[test]
fn several_tickets_are_one_change() {
    let office = Office::new();
    let [one, other] = ["Charged twice", "Wrong bottle"].map(|subject| office.new_ticket(&["-s", subject]));
    let done = office.run(&["assign", &one, &other, "kofi", "--json"]).json();
    assert_eq!((&done["total"], &done["tickets"][1]["assigned_to_login"]), (&2.into(), &"kofi".into()));

    let refused = office.run(&["close", &one, "999999", &other]);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.contains("nothing was changed") && refused.stderr.contains("TKT-999999"), "{}", refused.stderr);
    assert_eq!(office.run(&["list", "status:open", "--json", "--limit", "0"]).json()["total"], 2, "all or nothing");

    let strict = office.run(&["start", &one, &other, "--if-version", "2"]);
    assert_eq!(strict.status, 2, "a version is one ticket's");
}

#[test]
fn a_strict_script_is_told_of_a_conflict() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    office.run(&["start", &number]);
    let commands: [&[&str]; 8] = [
        &["edit", &number, "-p", "low"],
        &["assign", &number, "kofi"],
        &["resolve", &number],
        &["close", &number],
        &["reopen", &number],
        &["comment", &number, "hello"],
        &["delete", &number, "--yes"],
        &["undelete", &number],
    ];
    for args in commands {
        let run = office.run(&[args, &["--if-version", "1", "--json"]].concat());
        assert_eq!((run.status, run.error()["kind"].as_str()), (3, Some("conflict")), "{args:?}");
        assert_eq!(run.error()["message"], format!("{number} is at version 3, not 1; look again and decide"));
    }
    assert_eq!(office.run(&["edit", &number, "-p", "low", "--if-version", "3", "--json"]).json()["version"], 4);
}

#[test]
fn an_illegal_step_names_the_legal_ones() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    office.run(&["close", &number]);
    let run = office.run(&["start", &number]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr, format!("barback: {number} is closed: it cannot become in_progress; from closed it can become open\n"));
}

#[test]
fn a_message_begins_as_it_likes() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "-10 bottles", "-d", "--help"]);
    assert_eq!(office.run(&["resolve", &number, "-m", "-10, of course"]).status, 0);
    let shown = office.run(&["show", &number, "--json"]).json();
    assert_eq!((&shown["subject"], &shown["description"]), (&"-10 bottles".into(), &"--help".into()));
    assert_eq!(shown["comments"][0]["comment"], "-10, of course");
}

#[test]
fn options_stand_anywhere() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    for args in [["--json", "show", &number], ["show", "--json", &number], ["show", &number, "--json"]] {
        assert_eq!(office.run(&args).json()["ticket_number"], number.as_str());
    }
}
