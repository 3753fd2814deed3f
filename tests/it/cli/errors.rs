//! Every exit status, in words and as documents.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

#[test]
fn every_status_has_its_words() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.run(&["show", "999999"]);
    told.run(&["edit", &number, "-s", "   "]);
    told.run(&["edit", &number]);
    told.run(&["edit", &number, "-p", "huge"]);
    told.run(&["show", "bottle"]);
    told.run(&["assign", &number]);
    told.run(&["assign", &number, "ida"]);
    told.run(&["assign", &number, "zoe"]);
    told.run(&["edit", &number, "-p", "low", "--if-version", "7"]);
    told.run(&["--as", "zoe", "list"]);
    told.run(&["--as", "dana", "purge", &number, "--yes"]);
    told.run(&["--db", "nowhere.db", "list"]);
    told.run(&["frobnicate"]);
    assert_told!(told);
}

#[test]
fn errors_are_documents_where_json_is_asked_for() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.run(&["show", "999999", "--json"]);
    told.run(&["start", &number, "--json", "-m", " "]);
    told.run(&["edit", &number, "--json"]);
    told.run(&["frobnicate", "--json"]);
    told.run(&["list", "is:opne", "--json"]);
    told.run(&["edit", &number, "-p", "low", "--if-version", "7", "--json"]);
    told.run(&["--as", "zoe", "list", "--json"]);
    told.run(&["--db", "nowhere.db", "list", "--json"]);
    assert_told!(told);
}

#[test]
fn help_and_version_are_answers() {
    let office = Office::new();
    for args in [["--help"].as_slice(), &["list", "--help"], &["user", "--help"], &["--version"], &["list", "--version"]] {
        let run = office.run(args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{args:?}");
        assert!(run.stdout.contains("barback"), "{args:?}: {}", run.stdout);
    }
}

#[test]
fn a_text_over_its_bound_is_refused_with_the_bound() {
    let office = Office::new();
    let run = office.run(&["new", "-s", &"x".repeat(201)]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "barback: the subject is too long: 201 characters, at most 200 fit\n"));
}

#[test]
fn what_is_not_utf8_is_refused_with_its_place() {
    let office = Office::new();
    let mut command = office.barback();
    command.args(["new", "-s"]).arg(OsStr::from_bytes(b"bottl\xff"));
    let run = crate::support::run::fed(command, b"");
    assert!(run.status == 2 && run.stderr.contains("byte 5 cannot be read"), "{}", run.stderr);
    let mut command = office.barback();
    command.args(["new", "-s", "x", "-d", "-"]);
    let run = crate::support::run::fed(command, b"caf\xe9");
    assert!(run.status == 1 && run.stderr.contains("standard input is not UTF-8: byte 3"), "{}", run.stderr);
}
