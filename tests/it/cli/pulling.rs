//! `barback next`.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::{Run, Transcript};
use std::collections::HashSet;
use std::process::{Child, Stdio};

#[test]
fn the_next_is_mine_and_it_is_said_why() {
    let office = Office::new();
    office.new_ticket(&["-s", "Where is the cloakroom?", "-p", "low", "--for", "noor"]);
    office.new_ticket(&["-s", "Cannot redeem bottle", "-p", "urgent", "--for", "ida"]);
    let mut told = Transcript::of(&office);
    told.run(&["--as", "dana", "next"]);
    let document = told.run(&["--as", "kofi", "next", "--json"]).json();
    assert_eq!((&document["assigned_to_login"], &document["status"]), (&"kofi".into(), &"open".into()));
    told.run(&["next"]);
    told.run(&["next", "--json"]);
    told.run(&["--as", "ida", "next"]);
    assert_told!(told);
}

#[test]
fn fifty_processes_pull_fifty_tickets() {
    const TICKETS: usize = 50;
    let office = Office::new();
    let numbers: HashSet<String> = (0..TICKETS).map(|place| office.ticket("ida", &format!("Bottle {place}")).to_string()).collect();
    let begun = |place: usize| -> Child {
        let mut command = office.barback();
        command.args(["--as", ["sam", "dana", "kofi"][place % 3], "next", "--json"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<Child> = (0..TICKETS).map(begun).collect();
    let runs: Vec<Run> = children.into_iter().map(|child| Run::from(child.wait_with_output().unwrap())).collect();
    let mut pulled = HashSet::new();
    for (place, run) in runs.iter().enumerate() {
        assert_eq!(run.status, 0, "{}", run.stderr);
        let ticket = run.json();
        assert_eq!(ticket["assigned_to_login"], ["sam", "dana", "kofi"][place % 3]);
        assert!(pulled.insert(ticket["ticket_number"].as_str().unwrap().to_owned()), "{} was pulled twice", ticket["ticket_number"]);
    }
    assert_eq!(pulled, numbers);
    assert_eq!(office.run(&["next", "--json"]).stdout, "null\n", "and nothing is left");
    let events: i64 = office.raw().query_row("SELECT count(*) FROM events WHERE kind = 8", [], |row| row.get(0)).unwrap();
    assert_eq!(events, 50, "each was assigned once");
}
