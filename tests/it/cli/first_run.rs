//! Where the desk is, and who makes it.

use crate::support::run::{Run, barback, fed};
use std::fs;
use std::path::Path;

fn run(home: &Path, args: &[&str]) -> Run {
    let mut command = barback(home);
    command.args(args);
    fed(command, b"")
}

#[test]
fn a_missing_desk_is_said_and_init_makes_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("data/barback/desk.db");
    let missing = run(home.path(), &["list"]);
    assert_eq!(missing.stderr, format!("barback: no desk at {}; `barback init` makes one\n", path.display()));
    assert_eq!((missing.status, missing.stdout.as_str(), path.exists()), (5, "", false));

    let made = run(home.path(), &["init"]);
    assert!(made.stdout.starts_with(&format!("made a desk at {}; ", path.display())), "{}", made.stdout);
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    assert_eq!(run(home.path(), &["list"]).status, 0);
    let again = run(home.path(), &["init", "--json"]);
    assert_eq!((again.status, again.error()["kind"].as_str()), (1, Some("refused")));
}

#[test]
fn every_other_command_makes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let number = "482913";
    let commands: [&[&str]; 16] = [
        &["list"],
        &["show", number],
        &["edit", number, "-s", "x"],
        &["assign", number, "me"],
        &["start", number],
        &["comment", number, "x"],
        &["delete", number, "--yes"],
        &["undelete", number],
        &["purge", number, "--yes"],
        &["export"],
        &["user", "list"],
        &["user", "edit", "ida", "--name", "x"],
        &["user", "disable", "ida"],
        &["stats"],
        &["set"],
        &["set", "theme", "dark"],
    ];
    for args in commands {
        let run = run(home.path(), args);
        assert_eq!(run.status, 5, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("`barback init` makes one"), "{args:?}");
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn new_and_user_add_make_the_desk_and_say_so() {
    for args in [["new", "--subject", "Cannot redeem bottle"].as_slice(), &["user", "add", "ida", "--name", "Ida", "--role", "customer"]] {
        let home = tempfile::tempdir().unwrap();
        let run = run(home.path(), args);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.starts_with("barback: made a desk at "), "{}", run.stderr);
        assert!(!run.stdout.contains("made"), "the answer is the answer alone");
    }
}

#[test]
fn option_beats_environment_beats_configuration() {
    let home = tempfile::tempdir().unwrap();
    let named = |args: &[&str], env: Option<&str>| {
        let mut command = barback(home.path());
        command.args(args).arg("list");
        if let Some(path) = env {
            command.env("BARBACK_DB", path);
        }
        fed(command, b"").stderr
    };
    fs::create_dir_all(home.path().join("config/barback")).unwrap();
    fs::write(home.path().join("config/barback/config.toml"), "db = \"of-the-config.db\"\n").unwrap();
    fs::write(home.path().join("other.toml"), "db = \"~/at-home.db\"\n").unwrap();
    assert!(named(&["--db", "given.db"], Some("env.db")).contains("no desk at given.db;"));
    assert!(named(&[], Some("env.db")).contains("no desk at env.db;"));
    let beside = home.path().join("config/barback/of-the-config.db");
    assert!(named(&[], None).contains(&format!("no desk at {};", beside.display())));
    assert!(named(&[], Some("")).contains("of-the-config.db"), "an empty variable names nothing");
    let at_home = home.path().join("at-home.db");
    assert!(named(&["--config", "other.toml"], None).contains(&format!("no desk at {};", at_home.display())));
}

#[test]
fn a_wrong_configuration_is_wrong_use() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("slip.toml"), "colour = \"never\"\n").unwrap();
    let slip = run(home.path(), &["--config", "slip.toml", "list"]);
    assert_eq!(slip.status, 2);
    assert!(slip.stderr.contains("slip.toml") && slip.stderr.contains("colour"), "{}", slip.stderr);
    let missing = run(home.path(), &["list", "--config", "none.toml", "--json"]);
    assert_eq!((missing.status, missing.error()["kind"].as_str()), (2, Some("usage")));
}

#[test]
fn without_a_terminal_the_desk_does_not_open() {
    let home = tempfile::tempdir().unwrap();
    for args in [[].as_slice(), &["demo"]] {
        let run = run(home.path(), args);
        assert_eq!(run.stderr, "barback: not a terminal; use `barback list`, or `ssh -t`\n");
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "nothing was made");
}

/// What stands in the way is called by its name, and the advice works.
#[test]
fn a_desk_is_not_made_where_something_else_is() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    std::os::unix::fs::symlink("folder/nowhere.db", at("link.db")).unwrap();
    for verb in [["init"].as_slice(), &["list"], &["new", "-s", "x"]] {
        let said = run(home.path(), &[&["--db", "link.db"], verb].concat());
        assert_eq!(said.status, 5, "{verb:?}: {}", said.stderr);
        assert_eq!(said.stderr, "barback: link.db: a link to folder/nowhere.db, where nothing is; name that file, or remove the link\n");
    }
    assert_eq!(run(home.path(), &["--db", "folder/nowhere.db", "init"]).status, 0);
    assert_eq!(run(home.path(), &["--db", "link.db", "list"]).status, 0);
    fs::write(at("empty.db"), "").unwrap();
    let said = run(home.path(), &["--db", "empty.db", "init"]);
    assert!(said.status == 1 && said.stderr.contains("there is an empty file at empty.db; remove it, or name another"), "{}", said.stderr);
    fs::remove_file(at("empty.db")).unwrap();
    assert_eq!(run(home.path(), &["--db", "empty.db", "init"]).status, 0);
    fs::write(at("letter"), "Dear diary").unwrap();
    let said = run(home.path(), &["--db", "letter", "init"]);
    assert!(
        said.status == 1 && said.stderr.contains("what is at letter is no desk, and is left as it is; name another"),
        "{}",
        said.stderr
    );
    assert_eq!(fs::read_to_string(at("letter")).unwrap(), "Dear diary");
    let said = run(home.path(), &["--db", "empty.db", "init"]);
    assert!(said.status == 1 && said.stderr.contains("there is a desk at empty.db already"), "{}", said.stderr);
}

/// Somebody whom a desk of colleagues does not know cannot add themselves: who can is said.
#[test]
fn whoever_is_unknown_is_shown_who_can_add_them() {
    let office = crate::support::office::Office::new();
    office.raw().execute_batch("UPDATE settings SET value = 'group' WHERE name = 'mode'").unwrap();
    for args in [["backup", "copy.db"].as_slice(), &["list"], &["user", "add", "me2", "--name", "x", "--role", "admin"]] {
        let said = office.run(args);
        assert_eq!(
            (said.status, said.stderr.contains("one of its admins (sam) adds you from their own account")),
            (4, true),
            "{}",
            said.stderr
        );
    }
    office.raw().execute_batch("UPDATE settings SET value = 'own' WHERE name = 'mode'").unwrap();
    office.raw().execute_batch("UPDATE settings SET value = 'nobody' WHERE name = 'first_admin'").unwrap();
    let said = office.run(&["backup", "copy.db"]);
    assert!(
        said.status == 5 && said.stderr.contains("nobody, its first admin, is none of its users); restore a backup"),
        "{}",
        said.stderr
    );
    assert_eq!(office.run(&["--as", "sam", "backup", "copy.db"]).status, 0);
}

#[test]
fn a_demo_is_written_to_a_file() {
    let home = tempfile::tempdir().unwrap();
    let made = run(home.path(), &["demo", "--into", "demo.db"]);
    assert_eq!((made.status, made.stdout.as_str()), (0, ""), "{}", made.stderr);
    let listed = run(home.path(), &["--db", "demo.db", "list", "--json", "--limit", "0"]);
    assert!(listed.json()["total"].as_i64().unwrap() > 20, "{}", listed.stdout);
    assert_eq!(run(home.path(), &["demo", "--into", "demo.db"]).status, 5, "never over a file");
    let large = run(home.path(), &["demo", "--tickets", "30", "--comments", "1", "--seed", "3", "--into", "large.db"]);
    assert_eq!(large.status, 0, "{}", large.stderr);
    assert_eq!(run(home.path(), &["--db", "large.db", "list", "--json", "--limit", "0"]).json()["total"], 30);
}

#[test]
fn a_dry_run_makes_no_desk() {
    let home = tempfile::tempdir().unwrap();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/desk-oddities.csv");
    let tried = run(home.path(), &["import", file, "--dry-run"]);
    assert_eq!(tried.status, 0, "{}", tried.stderr);
    assert!(tried.stdout.contains("nothing was changed; it would be"), "{}", tried.stdout);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}
