//! Putting a backup in the desk's place is asked for: on a terminal, or by `--yes`.

use super::deleting::on_a_terminal;
use crate::support::office::Office;

fn subjects(office: &Office) -> String {
    office.run(&["list"]).stdout
}

#[test]
fn a_restore_asks_and_the_answer_is_no_until_somebody_says_yes() {
    let office = Office::new();
    office.new_ticket(&["-s", "Before it"]);
    assert_eq!(office.run(&["backup", "b.db"]).status, 0);
    office.new_ticket(&["-s", "After it"]);
    let copy = office.folder.path().join("b.db");
    let restore = ["restore", copy.to_str().unwrap()];
    for answer in ["\r", "n\r", "nonsense\r", "\u{4}"] {
        let (shown, status) = on_a_terminal(&office, &restore, answer);
        let asked = shown.contains("Replace the desk at ") && shown.contains(" with the backup of ") && shown.contains("[y/N]");
        assert!(asked && shown.contains("nothing was changed") && status == 1, "{answer:?}: {status} {shown}");
        assert!(subjects(&office).contains("After it"));
    }
    // Nobody to ask.
    let refused = office.feed(&restore, "y\n");
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("there is no terminal to ask on whether to replace the desk; say so with --yes"), "{}", refused.stderr);
    assert!(subjects(&office).contains("After it"));
    // Whoever may not, and what is no backup, is not asked about.
    assert_eq!(office.run(&[&["--as", "dana"], restore.as_slice()].concat()).status, 4);
    assert_eq!(office.run(&["restore", "none.db"]).status, 5);
    let (shown, status) = on_a_terminal(&office, &restore, "y\r");
    assert!(status == 0 && shown.contains("restored "), "{shown}");
    assert!(!subjects(&office).contains("After it"));
    office.new_ticket(&["-s", "After that"]);
    assert_eq!(office.run(&[restore.as_slice(), &["--yes"]].concat()).status, 0);
    assert!(!subjects(&office).contains("After that"));
}

#[test]
fn where_nothing_is_nothing_is_asked() {
    let office = Office::new();
    assert_eq!(office.run(&["backup", "b.db"]).status, 0);
    assert_eq!(office.run(&["--db", "new.db", "restore", "b.db"]).status, 0);
    assert_eq!(office.run(&["--db", "new.db", "restore", "b.db"]).status, 2);
}
