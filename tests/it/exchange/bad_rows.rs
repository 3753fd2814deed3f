//! Rows that cannot be taken.

use super::support::{bar, fixture};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const BAD: &[&str] = &[
    "line 3: 2 fields, and the header has 7",
    "line 4, subject: the subject is empty; write something",
    "line 5, Ticket Status: \"Escalated\" is no status that is known; say what it is, as in --word \"status:Escalated=in_progress\"",
    "line 6, Ticket Priority: \"Cosmic\" is no priority that is known; say what it is, as in --word \"priority:Cosmic=high\"",
    "line 7, Created At: \"01/02/2026\" is not a time; use one as in 2023-06-01 12:15:36",
    "line 8, Ticket Subject: the subject is too long: 201 characters, at most 200 fit",
    "line 9, Customer Email: \"nobody at all\" is not an email address; use one as in ida@example.org",
    "line 10, Ticket Subject: a quote inside a field without quotes; put the field in quotes and double the quote",
    "line 11, Ticket Subject: text behind a closing quote; double the quotes inside a quoted field",
    "line 12, byte 14: not UTF-8; if the file is in windows-1252, say --encoding windows-1252",
    "line 15: a quoted field is never closed; put a quote behind it, and double those inside it",
];

#[test]
fn one_bad_row_and_nothing_is_taken_but_every_bad_row_is_told() {
    let bar = bar(20);
    let said = bar.import(&[&fixture("desk-bad-rows.csv")]);
    let told: Vec<&str> = said.err.lines().filter(|line| line.starts_with("line ")).collect();
    assert_eq!(told, BAD);
    let error = said.end.unwrap_err().to_string();
    assert_eq!(error, "nothing was imported: 11 rows are bad; mend them, or take the others with --skip-bad FILE");
    assert_eq!(said.out, "");
    assert!(bar.tickets().is_empty());
    assert_eq!(bar.desk.users().unwrap().len(), 1);
}

#[test]
fn the_good_ones_alone_and_the_bad_ones_as_they_were() {
    let bar = bar(21);
    let left = bar.path("left.csv");
    let said = bar.import(&[&fixture("desk-bad-rows.csv"), "--skip-bad", left.to_str().unwrap()]);
    assert!(said.end.is_ok());
    assert!(said.out.starts_with("2 taken, 0 known, 0 different, 11 bad"), "{}", said.out);
    let subjects: Vec<String> = bar.tickets().into_iter().map(|ticket| ticket.subject).collect();
    assert_eq!(subjects, ["Good one", "Good two"]);
    let whole = fs::read(fixture("desk-bad-rows.csv")).unwrap();
    let kept = fs::read(&left).unwrap();
    let is_bad = |line: &&[u8]| !line.starts_with(b"1,Good") && !line.starts_with(b"12,Good") && !line.starts_with(b"two lines");
    let expected: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').filter(is_bad).collect();
    assert_eq!(kept, expected.concat(), "header and rows, byte for byte");
    assert_eq!(fs::metadata(&left).unwrap().permissions().mode() & 0o777, 0o600);
    let again = bar.import(&[&fixture("desk-bad-rows.csv"), "--skip-bad", left.to_str().unwrap()]);
    assert!(again.end.unwrap_err().to_string().contains("name a file that is not there yet"));
}

#[test]
fn no_bad_rows_no_file_of_them() {
    let bar = bar(22);
    let left = bar.path("left.csv");
    bar.import(&[&fixture("desk-oddities.csv"), "--skip-bad", left.to_str().unwrap()]).end.unwrap();
    assert!(!left.exists());
}

#[test]
fn bad_json_is_told_by_line_and_character() {
    let bar = bar(23);
    let said = bar.import(&[&fixture("desk-bad-rows.ndjson")]);
    let told: Vec<&str> = said.err.lines().filter(|line| line.starts_with("line ")).collect();
    assert_eq!(
        told,
        [
            "line 2, character 30: not JSON: EOF while parsing a value; each line is one object",
            "line 3: not an object; each line is one object, as in {\"subject\": \"…\"}",
            "line 4, character 24: not JSON: unexpected end of hex escape; each line is one object",
            "line 5, subject: the subject is empty; write something",
            "line 6, description: a list or an object where one text belongs",
            "line 7, comments[0].is_internal: neither true nor false",
            "line 8, comments[0].comment: the comment is empty; write something",
            "line 9, requester.role: \"owner\" is not a role; use admin, bartender or customer",
            "line 11, byte 23: not UTF-8; if the file is in windows-1252, say --encoding windows-1252",
        ]
    );
    assert!(bar.tickets().is_empty());
}

#[test]
fn a_dry_run_shows_everything_and_changes_nothing() {
    let bar = bar(24);
    let said = bar.import(&[&fixture("desk-oddities.csv"), "--dry-run"]);
    assert!(said.end.is_ok());
    assert!(said.err.contains("column Ticket Type → category\n") && said.err.contains("not read: Customer Age\n"), "{}", said.err);
    assert!(said.err.contains("category: billing inquiry, refund request, billing → billing\n"), "{}", said.err);
    assert!(said.err.contains("taken as general: Lost property\n"), "{}", said.err);
    assert!(said.out.starts_with("line 2     open        urgent technical  ida.moss: Cannot redeem bottle\n"), "{}", said.out);
    assert!(said.out.contains("nothing was changed; it would be 8 taken, 0 known, 0 different, 0 bad; 6 people new"), "{}", said.out);
    assert!(bar.tickets().is_empty());
    assert_eq!(bar.desk.users().unwrap().len(), 1);
    let (report, said) = bar.import_json(&[&fixture("desk-bad-rows.csv"), "--dry-run"]);
    assert!(said.end.is_err());
    assert_eq!(report["bad_rows"].as_array().unwrap().len(), 11);
    assert_eq!(report["bad_rows"][1]["column"], "subject");
}

#[test]
fn a_file_that_is_not_there_or_empty_says_so() {
    let bar = bar(25);
    assert!(bar.import(&["/nowhere.csv"]).end.unwrap_err().to_string().starts_with("/nowhere.csv: cannot be read"));
    let empty = bar.write("empty.csv", "");
    assert!(bar.import(&[&empty]).end.unwrap_err().to_string().contains("the file is empty"));
    let (report, _) = bar.import_json(&[&bar.write("empty.ndjson", "")]);
    assert_eq!(report["taken"], 0);
}
