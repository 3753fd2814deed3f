//! One ticket, and texts that mean harm.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn the_whole_ticket_as_a_document() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Cannot redeem bottle", "--for", "ida"]);
    office.run(&["--as", "dana", "comment", &number, "Which bar?"]);
    office.run(&["--as", "dana", "comment", &number, "Bar 2, I bet", "--internal"]);
    office.run(&["--as", "ida", "comment", &number, "Bar 2"]);
    office.run(&["--as", "dana", "resolve", &number]);
    let mut told = Transcript::of(&office);
    let shown = told.run(&["show", &number, "--history", "--json"]).json();
    assert_eq!((&shown["comment_count"], shown["comments"].as_array().map(Vec::len)), (&3.into(), Some(3)));
    assert_eq!(shown["comments"][1]["is_internal"], true, "by time, not by kind");
    assert_told!(told);
}

#[test]
fn hostile_text_is_harmless() {
    const HOSTILE: &str = "\u{1B}]0;owned\u{7}\u{1B}[2J \u{202E}evil\u{9B}31m \u{200B}x";
    let office = Office::new();
    let made = office.run(&["new", "-s", HOSTILE, "-d", HOSTILE]);
    assert!(made.stderr.contains("invisible characters removed"), "{}", made.stderr);
    let number = made.line().to_owned();
    office.run(&["comment", &number, HOSTILE]);
    // Rows that came another way are checked on their way out, too.
    office.raw().execute("UPDATE users SET name = ?1 WHERE login = 'sam'", [HOSTILE]).unwrap();
    let commands: [&[&str]; 7] = [
        &["list"],
        &["list", "--json"],
        &["list", "--csv"],
        &["show", &number, "--history"],
        &["show", &number, "--json"],
        &["user", "list"],
        &["stats"],
    ];
    for args in commands {
        let run = office.run(args);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let bad =
            |text: &str| text.chars().any(|letter| letter.is_control() && !"\n\r".contains(letter) || "\u{202E}\u{200B}".contains(letter));
        assert!(!bad(&run.stdout) && !bad(&run.stderr), "{args:?}: {:?}", run.stdout);
    }
    let echoed = office.run(&["show", HOSTILE]);
    assert!(echoed.status == 2 && !echoed.stderr.contains('\u{1B}') && !echoed.stderr.contains('\u{202E}'), "{:?}", echoed.stderr);
    let echoed = office.run(&["list", &format!("{HOSTILE}:x")]);
    assert!(!echoed.stderr.contains('\u{1B}') && !echoed.stderr.contains('\u{202E}'), "{:?}", echoed.stderr);
    let echoed = office.run(&["list", &format!("status:{HOSTILE}")]);
    assert!(echoed.status == 2 && !echoed.stderr.contains('\u{1B}') && !echoed.stderr.contains('\u{202E}'), "{:?}", echoed.stderr);
}
