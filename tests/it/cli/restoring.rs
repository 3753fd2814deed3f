//! Putting a backup in the desk's place is asked for: on a terminal, or by `--yes`.

use super::deleting::on_a_terminal;
use crate::support::office::Office;
use barback::desk::{Entrance, Make, Opening};

fn opening_of(office: &Office) -> Opening {
    Opening { path: office.path.clone(), login: None, make: Make::Never, entrance: Entrance::Shell }
}

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
    assert!(refused.stderr.contains("there is no terminal to ask on whether to replace the desk; pass --yes"), "{}", refused.stderr);
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

#[test]
fn what_was_looked_into_is_what_is_restored() {
    let office = Office::new();
    office.new_ticket(&["-s", "Before it"]);
    assert_eq!(office.run(&["backup", "b.db"]).status, 0);
    office.new_ticket(&["-s", "After it"]);
    let (copy, opening) = (office.folder.path().join("b.db"), opening_of(&office));
    // While a person is asked, another backup comes into the place of the one that was shown, with something planted in it.
    let restoring = opening.begin_restore(&copy).unwrap();
    assert_eq!(restoring.inspected().contents.tickets, 1);
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(office.run(&["backup", "b.db"]).status, 0);
    let planted = "CREATE TRIGGER planted AFTER INSERT ON tickets BEGIN DELETE FROM notes; END";
    rusqlite::Connection::open(&copy).unwrap().execute_batch(planted).unwrap();
    restoring.finish(office.clock.as_ref(), office.dice.as_ref()).unwrap();
    assert!(subjects(&office).contains("Before it") && !subjects(&office).contains("After it"));
    let triggers = "SELECT count(*) FROM sqlite_schema WHERE name = 'planted'";
    assert_eq!(office.raw().query_row(triggers, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn a_file_that_is_no_backup_is_called_so() {
    let office = Office::new();
    office.new_ticket(&["-s", "Here"]);
    std::fs::write(office.folder.path().join("empty.db"), "").unwrap();
    std::fs::create_dir(office.folder.path().join("folder.db")).unwrap();
    std::os::unix::fs::symlink(&office.path, office.folder.path().join("link.db")).unwrap();
    let desk = office.path.to_str().unwrap();
    for (file, why) in [
        ("none.db", "there is no such file"),
        ("empty.db", "it is empty"),
        ("folder.db", "it is a folder or a device"),
        ("link.db", "it is the desk itself"),
        (desk, "it is the desk itself"),
    ] {
        let restored = office.run(&["restore", file, "--yes"]);
        assert_eq!(restored.status, 5, "{file}: {}", restored.stderr);
        assert!(
            restored.stderr.contains(&format!("not a backup: {why}")) && !restored.stderr.contains("init"),
            "{file}: {}",
            restored.stderr
        );
        if !why.contains("itself") {
            let verified = office.run(&["backup", "--verify", file]);
            assert!(verified.status == 5 && verified.stderr.contains(why) && !verified.stderr.contains("init"), "{}", verified.stderr);
        }
    }
    assert!(subjects(&office).contains("Here"));
}
