//! Lists: queries, orders, documents, sheets.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;
use std::process::Stdio;

fn office() -> Office {
    let office = Office::new();
    office.new_ticket(&["-s", "Cannot redeem bottle", "-c", "redemption", "-p", "high", "--for", "ida"]);
    office.new_ticket(&["-s", "瓶を引き換えできません 🍾", "-p", "urgent", "--for", "noor", "--assign", "kofi"]);
    office.new_ticket(&["-s", "Charged twice", "-c", "billing", "--for", "ida"]);
    office
}

#[test]
fn a_list_answers_a_query() {
    let office = office();
    let mut told = Transcript::of(&office);
    told.run(&["list"]);
    told.run(&["list", "redeem", "is:open"]);
    told.run(&["list", "cannot redeem", "--sort", "-created"]);
    told.run(&["list", "--sort", "priority", "--limit", "2"]);
    told.run(&["list", "assignee:kofi"]);
    told.run(&["list", "--", "-requester:ida"]);
    told.run(&["list", "not:requester:ida"]);
    told.run(&["list", "nothing such"]);
    assert_told!(told);
}

#[test]
fn a_query_that_cannot_be_read_is_pointed_at() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["list", "redeem", "status:opne"]);
    told.run(&["list", "瓶", "stauts:open"]);
    told.run(&["list", "瓶", "colour:red"]);
    told.run(&["list", "assignee:zoe"]);
    told.run(&["list", "--sort", "created", "sort:updated"]);
    told.run(&["list", "status:opne", "--json"]);
    told.run(&["export", "status:opne"]);
    told.run(&["list", "-status:open"]);
    told.run(&["list", "redeem", "-happy", "--json"]);
    told.run(&["list", "--limit", "0"]);
    told.run(&["list", "--csv", "--json"]);
    assert_told!(told);
}

#[test]
fn the_count_alone() {
    let office = office();
    assert_eq!(office.run(&["list", "requester:ida", "--json", "--limit", "0"]).stdout, "{\"tickets\":[],\"total\":2}\n");
    let one = office.run(&["list", "--json", "--limit", "1"]).json();
    assert_eq!((one["tickets"].as_array().map(Vec::len), &one["total"]), (Some(1), &3.into()), "the total is the whole match");
}

#[test]
fn a_document_has_every_field_in_order() {
    let office = Office::new();
    office.new_ticket(&["-s", "Cannot redeem bottle", "-d", "two\nlines", "--for", "ida", "--assign", "kofi"]);
    let mut told = Transcript::of(&office);
    told.run(&["list", "--json"]);
    assert_told!(told);
}

#[test]
fn a_sheet_runs_nothing() {
    let office = Office::new();
    for subject in ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted'", "plain, with \"signs\""] {
        office.new_ticket(&["-s", subject]);
    }
    let mut told = Transcript::of(&office);
    told.run(&["list", "--csv", "--sort", "-created"]);
    assert_told!(told);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let office = office();
    for args in [["list"].as_slice(), &["list", "--json"], &["list", "--csv"], &["man"], &["export"], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = office.barback();
        let run =
            command.args(args).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!((run.status.code(), String::from_utf8_lossy(&run.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let office = office();
    assert!(!office.run(&["list"]).stdout.contains('\u{1B}'));
    assert!(office.run(&["list", "--color", "always"]).stdout.contains('\u{1B}'));
    assert!(!office.run(&["list", "--color", "never"]).stdout.contains('\u{1B}'));
}
