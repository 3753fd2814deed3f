//! Guests among staff on the command line: marked where staff read them, and noticed where their name comes in.

use crate::support::office::Office;
use serde_json::Value;

#[test]
fn staff_see_who_is_a_guest_and_guests_see_no_mark() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Till 3", "--for", "ida"]);
    assert_eq!(office.run(&["user", "edit", "ida", "--name", "Sam Okafor"]).status, 0);
    for who in ["ida", "dana"] {
        assert_eq!(office.run(&["--as", who, "comment", &number, "hello"]).status, 0);
    }
    let shown = office.run(&["show", &number, "--history"]).stdout;
    assert!(shown.contains("Sam Okafor (ida), guest"), "the requester:\n{shown}");
    let author = |name: &str| shown.lines().any(|line| line.trim_end().ends_with(name) && line.starts_with("20"));
    assert!(author("  Sam Okafor, guest") && author("  Dana Reyes"), "the authors:\n{shown}");
    let history = |kind: &str, name: &str| shown.lines().any(|line| line.contains(kind) && line.contains(name));
    assert!(history("commented", "Sam Okafor, guest") && history("commented", "Dana Reyes  "), "the history:\n{shown}");
    assert!(history("created", "Sam Okafor  "), "sam made it:\n{shown}");
    let own = office.run(&["--as", "ida", "show", &number]).stdout;
    assert!(own.contains("Sam Okafor") && !own.contains("guest"), "{own}");
}

#[test]
fn a_name_like_that_of_staff_is_said_on_standard_error_and_in_json() {
    const NOTICE: &str = "D\u{430}na Reyes (eve) looks like Dana Reyes (dana), who is staff";
    let office = Office::new();
    let add = office.run(&["user", "add", "eve", "--name", "D\u{430}na\u{3164}Reyes", "--role", "customer"]);
    assert_eq!((add.status, add.stderr.trim_end()), (0, format!("barback: {NOTICE}").as_str()));
    let edit = office.run(&["user", "edit", "eve", "--email", "eve@example.org", "--json"]);
    assert_eq!(edit.json()["looks_like"], NOTICE);
    assert!(edit.stderr.contains(NOTICE), "{}", edit.stderr);
    let plain = office.run(&["user", "edit", "eve", "--name", "Eve Ning", "--json"]);
    assert_eq!((plain.json().get("looks_like"), plain.stderr.as_str()), (None, ""));
}

#[test]
fn an_import_says_who_looks_like_staff() {
    const NOTICE: &str = "looks like Kofi Mensah (kofi), who is staff";
    let office = Office::new();
    let rows = "Subject,Customer Name,Customer Email\none,K\u{43E}fi Mensah,k@example.org\ntwo,Kofi\u{A0}Mensah,l@example.org\nthree,Ann,ann@example.org\n";
    let file = office.folder.path().join("rows.csv");
    std::fs::write(&file, rows).unwrap();
    let file = file.to_str().unwrap();
    for arguments in [&["import", file, "--dry-run"][..], &["import", file]] {
        let run = office.run(arguments);
        let said: Vec<&str> = run.stderr.lines().filter(|line| line.ends_with(NOTICE)).collect();
        assert_eq!((run.status, said.len()), (0, 2), "{}", run.stderr);
        assert!(said[1].starts_with("Kofi Mensah (l)"), "the no-break space is a blank: {said:?}");
    }
    let other = Office::new();
    let document = other.run(&["import", file, "--json"]).json();
    assert_eq!(document["people_like_staff"].as_array().map(Vec::len), Some(2), "{document}");
    assert_eq!(document["people_like_staff"][0].as_str(), Some(format!("K\u{43E}fi Mensah (k) {NOTICE}").as_str()));
    let users: Value = other.run(&["user", "list", "--json"]).json();
    assert!(users["users"].as_array().unwrap().iter().any(|user| user["login"] == "l" && user["name"] == "Kofi Mensah"), "{users}");
}
