//! Each kind of contradiction that somebody once planted and nobody noticed, by its name, at the doors that an admin uses.

use super::lived::{IDAS_KEY, KEYS, Lived, bytes};
use crate::support::run::{Run, barback, fed};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A desk that was lived on, and the program on it.
struct Desk {
    folder: TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("desk.db");
        std::fs::write(&path, bytes()).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        Self { folder, path }
    }

    fn with(plant: &str) -> Self {
        let new = Self::new();
        new.raw().execute_batch(&format!("PRAGMA foreign_keys = OFF; {plant}")).unwrap();
        new
    }

    fn raw(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = barback(self.folder.path());
        command.env("BARBACK_DB", &self.path).args(arguments);
        fed(command, b"")
    }

    /// The checks of the problems that one of the doors tells, and its whole answer.
    fn problems(&self, arguments: &[&str]) -> (Vec<String>, Run) {
        let run = self.run(arguments);
        let list = run.json()["findings"].as_array().unwrap().clone();
        let problems = list.iter().filter(|finding| finding["severity"] == "problem");
        (problems.map(|finding| finding["check"].as_str().unwrap().to_owned()).collect(), run)
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What was done to the container itself, and which object is named.
const CONTAINER: [(&str, &str); 11] = [
    (
        "CREATE TRIGGER leak AFTER INSERT ON notes BEGIN INSERT INTO comments (uuid, ticket_id, author_id, body, created_at)
            VALUES (randomblob(16), new.ticket_id, new.author_id, new.body, new.created_at); END",
        "the trigger leak is not Barback's",
    ),
    ("DROP INDEX tickets_requester", "the index tickets_requester is missing"),
    ("DROP TRIGGER counters_update", "the trigger counters_update is missing"),
    ("DROP TRIGGER events_are_never_edited", "the trigger events_are_never_edited is missing"),
    (
        "DROP TRIGGER events_are_never_edited;
         CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events WHEN old.id < 0 BEGIN SELECT RAISE(ABORT, 'events are never edited'); END",
        "the trigger events_are_never_edited is not as Barback makes it",
    ),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (role BETWEEN 1 AND 3)', '') WHERE name = 'users'",
        "the table users is not as Barback makes it",
    ),
    ("CREATE TABLE stash (words TEXT)", "the table stash is not Barback's"),
    ("CREATE VIEW peek AS SELECT body FROM notes", "the view peek is not Barback's"),
    ("CREATE VIRTUAL TABLE shadow USING fts5 (words)", "the table shadow is not Barback's"),
    ("CREATE INDEX mine ON notes (body)", "the index mine is not Barback's"),
    ("ALTER TABLE keys ADD COLUMN options TEXT", "the table keys is not as Barback makes it"),
];

#[test]
fn a_schema_that_is_not_ours_is_named_by_doctor_and_verify_and_never_restored() {
    let target = Lived::new();
    for (plant, named) in CONTAINER {
        let desk = Desk::with(plant);
        for door in [["doctor", "--json"].as_slice(), &["backup", "--verify", text(&desk.path), "--json"]] {
            let (problems, run) = desk.problems(door);
            assert!(problems.contains(&"schema".to_owned()) && run.status == 1, "{plant}: {problems:?}");
            assert!(run.stdout.contains(named), "{plant}: {}", run.stdout);
        }
        let mut command = barback(target.folder.path());
        command.env("BARBACK_DB", &target.path).args(["restore", text(&desk.path)]);
        let refused = fed(command, b"");
        assert_eq!(refused.status, 1, "{plant}: {}{}", refused.stdout, refused.stderr);
        assert!(refused.stderr.contains(named) && refused.stderr.contains("nothing was restored"), "{plant}: {}", refused.stderr);
        assert!(refused.stderr.contains("hint: restore another backup"), "{plant}: {}", refused.stderr);
    }
    assert!(super::lived::found_in(&target.path).is_empty());
}

/// One of an older schema is looked into before a script of ours runs on it: a planted trigger would run along.
#[test]
fn an_older_backup_with_a_foreign_trigger_is_refused_before_it_is_upgraded() {
    let folder = TempDir::new().unwrap();
    let old = folder.path().join("old.db");
    barback::store::sqlite::create_at(&old, 1).unwrap();
    let raw = Connection::open(&old).unwrap();
    raw.execute_batch("CREATE TRIGGER leak AFTER DELETE ON settings BEGIN SELECT 1; END; DROP TABLE counters").unwrap();
    drop(raw);
    let mut command = barback(folder.path());
    command.args(["--db", text(&folder.path().join("desk.db")), "restore", text(&old)]);
    let refused = fed(command, b"");
    assert_eq!(refused.status, 1, "{}", refused.stderr);
    assert!(refused.stderr.contains("the trigger leak is not Barback's") && refused.stderr.contains("the table counters is missing"));
    assert!(!folder.path().join("desk.db").exists());
}

/// Places in the search index that are given out twice make every write fail; `--rebuild-index` mends it.
#[test]
fn runs_of_places_that_are_too_low_or_gone_are_found_and_mended() {
    for plant in ["UPDATE eras SET next = 1", "DELETE FROM eras", "UPDATE eras SET updated_at = 0"] {
        let desk = Desk::with(plant);
        let (problems, run) = desk.problems(&["doctor", "--json"]);
        assert_eq!(problems, ["index"], "{plant}: {}", run.stdout);
        assert!(run.stdout.contains("--rebuild-index"), "{}", run.stdout);
        let (problems, run) = desk.problems(&["doctor", "--rebuild-index", "--json"]);
        assert_eq!((problems.len(), run.status), (0, 0), "{plant}: {}", run.stdout);
        assert_eq!(desk.run(&["new", "-s", "It works"]).status, 0, "{plant}");
        assert_eq!(desk.problems(&["doctor", "--json"]).0.len(), 0, "{plant}");
    }
}

/// What was done to people and to the desk itself, and the check that finds it.
fn of_people_and_the_desk() -> Vec<(String, &'static str)> {
    let line = |key: &str| key.rsplit_once(' ').unwrap().0.to_owned();
    let swap = format!("UPDATE keys SET line = '{}' WHERE label = 'ida@laptop'", line(KEYS[1]));
    let added = format!(
        "INSERT INTO keys (user_id, fingerprint, line, label, added_at)
            SELECT id, 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '{}', '', created_at FROM users WHERE login = 'noor'",
        line(IDAS_KEY)
    );
    vec![
        ("UPDATE users SET role = 1 WHERE login = 'ida'".into(), "users"),
        ("UPDATE users SET active = 0 WHERE login = 'ida'".into(), "users"),
        ("UPDATE users SET name = 'Sam Reed' WHERE login = 'ida'".into(), "users"),
        ("UPDATE users SET email = 'me@evil.example', email_key = 'me@evil.example' WHERE login = 'ida'".into(), "users"),
        ("UPDATE users SET email_key = 'me@evil.example' WHERE login = 'ida'".into(), "users"),
        ("UPDATE users SET login = 'ivy' WHERE login = 'ida'".into(), "users"),
        ("INSERT INTO users (uuid, login, name, role, active, created_at) VALUES (randomblob(16), 'eve', 'Eve', 1, 1, 0)".into(), "users"),
        ("UPDATE keys SET user_id = (SELECT id FROM users WHERE login = 'dana') WHERE label = 'ida@laptop'".into(), "users"),
        ("DELETE FROM keys WHERE label = 'ida@laptop'".into(), "users"),
        (added, "users"),
        (swap, "users"),
        ("UPDATE preferences SET value = 'dark'".into(), "users"),
        ("UPDATE settings SET value = 'served' WHERE name = 'mode'".into(), "settings"),
        ("DELETE FROM settings WHERE name = 'epoch'".into(), "settings"),
        ("UPDATE settings SET value = upper(value) WHERE name = 'epoch'".into(), "settings"),
        ("UPDATE settings SET value = 'ida' WHERE name = 'first_admin'".into(), "settings"),
        ("UPDATE settings SET value = 'Europe/Paris' WHERE name = 'zone'".into(), "settings"),
        ("UPDATE views SET query = 'status:closed' WHERE owner_id IS NULL".into(), "views"),
        ("UPDATE views SET owner_id = NULL WHERE owner_id IS NOT NULL".into(), "views"),
        ("DELETE FROM views WHERE owner_id IS NOT NULL".into(), "views"),
    ]
}

/// The same of tickets, threads, numbers and what was undone.
fn of_tickets() -> Vec<(String, &'static str)> {
    // Times are changed on a ticket of the desk's own, of which an older program wrote as much.
    let own = "id = (SELECT min(id) FROM tickets WHERE source IS NULL AND status = 1)";
    let ticket = |set: &str| format!("UPDATE tickets SET {set} WHERE {own}");
    vec![
        ("UPDATE comments SET author_id = (SELECT id FROM users WHERE login = 'dana') WHERE id = 1".into(), "tickets"),
        ("UPDATE comments SET created_at = created_at - 1 WHERE id = 1".into(), "tickets"),
        ("UPDATE comments SET uuid = randomblob(16) WHERE id = 1".into(), "tickets"),
        ("UPDATE comments SET body = 'Not what was said' WHERE id = 1".into(), "tickets"),
        ("UPDATE notes SET body = 'Not what was said' WHERE id = 1".into(), "tickets"),
        ("UPDATE withdrawn SET body = 'Not what was said'".into(), "tickets"),
        ("DELETE FROM withdrawn".into(), "tickets"),
        (ticket("description = 'Not what was said'"), "tickets"),
        (ticket("public_updated_at = public_updated_at - 1"), "tickets"),
        ("UPDATE tickets SET unanswered_since = unanswered_since - 1 WHERE source IS NULL".into(), "tickets"),
        (ticket("unanswered_since = CASE WHEN unanswered_since IS NULL THEN created_at END"), "tickets"),
        (ticket("requester_spoke_at = requester_spoke_at - 1"), "tickets"),
        (ticket("creator_id = (SELECT id FROM users WHERE login = 'noor')"), "tickets"),
        (ticket("uuid = randomblob(16)"), "tickets"),
        ("UPDATE tickets SET deleted_by = (SELECT id FROM users WHERE login = 'dana') WHERE deleted_at IS NOT NULL".into(), "tickets"),
        ("UPDATE tickets SET public_updated_at = created_at WHERE source IS NOT NULL AND public_updated_at > created_at".into(), "tickets"),
        ("UPDATE tickets SET unanswered_since = 1 WHERE source IS NOT NULL".into(), "tickets"),
        ("INSERT INTO numbers VALUES (999999); UPDATE number_ranges SET taken = taken + 1".into(), "numbers"),
        ("UPDATE takebacks SET is_redo = 1 - is_redo".into(), "undo"),
        ("DELETE FROM takebacks".into(), "undo"),
    ]
}

#[test]
fn people_keys_threads_and_times_are_compared_with_their_history() {
    for (plant, check) in of_people_and_the_desk().into_iter().chain(of_tickets()) {
        let desk = Desk::with(&plant);
        for door in [["doctor", "--json"].as_slice(), &["backup", "--verify", text(&desk.path), "--json"]] {
            // Where the desk does not let its admin in any more, verifying says it.
            let run = desk.run(door);
            if run.stdout.is_empty() {
                assert!(door[0] == "doctor", "{plant}: {}", run.stderr);
                continue;
            }
            let (problems, run) = desk.problems(door);
            assert!(problems.contains(&check.to_owned()) && run.status == 1, "{plant}: {problems:?} {}", run.stdout);
        }
    }
}

/// An older program wrote no seals: of a text that was changed there the only trace is that the index has other words.
#[test]
fn what_only_the_index_shows_is_said_before_it_is_built_anew() {
    let desk = Desk::with(
        "DELETE FROM renamed; DROP TRIGGER events_are_never_edited; UPDATE events SET before = NULL WHERE kind IN (1, 2, 13, 14)",
    );
    let raw = desk.raw();
    let ours = include_str!("../../../migrations/sqlite/0002_hands.sql");
    let begin = ours.find("CREATE TRIGGER events_are_never_edited").unwrap();
    let end = begin + ours[begin..].find("END;").unwrap() + 4;
    raw.execute_batch(&ours[begin..end]).unwrap();
    assert_eq!(desk.problems(&["doctor", "--json"]).0.len(), 0, "what an older program wrote is sound");
    raw.execute("UPDATE comments SET body = 'entirely something else' WHERE id = 1", []).unwrap();
    let (problems, run) = desk.problems(&["doctor", "--json"]);
    assert_eq!(problems, ["texts"], "{}", run.stdout);
    assert!(run.stdout.contains("may have been changed past the desk"), "{}", run.stdout);
    let (problems, run) = desk.problems(&["doctor", "--rebuild-index", "--json"]);
    assert_eq!((problems, run.status), (vec!["texts".to_owned()], 1), "said before it goes: {}", run.stdout);
    assert_eq!(desk.problems(&["doctor", "--json"]).0.len(), 0);
}

/// A text with a seal is found whatever the index says.
#[test]
fn building_the_index_anew_does_not_remove_the_trace_of_a_changed_text() {
    let desk = Desk::with("UPDATE comments SET body = 'entirely something else' WHERE id = 1");
    for arguments in [["doctor", "--rebuild-index", "--json"].as_slice(), &["doctor", "--json"]] {
        let (problems, run) = desk.problems(arguments);
        assert!(problems.contains(&"tickets".to_owned()) && run.status == 1, "{}", run.stdout);
    }
}
