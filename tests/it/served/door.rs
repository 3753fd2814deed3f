//! By which door somebody comes in: how a desk is set up, whom it believes, and how it is made.

use super::{sent, served, started};
use crate::support::office::{MINUTE, Office, login};
use crate::support::run::{barback, fed};
use crate::support::screen::Screen;
use barback::desk::{Entrance, Make, Opening, Writing};
use barback::domain::Status;
use barback::domain::draft::{DraftKind, Manuscript, Piece};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn serve_is_believed_on_a_served_desk_of_ones_own_alone() {
    let own = Office::new();
    let run = sent(&own, "ida", "list");
    assert_eq!((run.status, run.stderr.contains("this desk is not served: it is set up as own")), (4, true), "{}", run.stderr);
    let office = served();
    assert_eq!(sent(&office, "ida", "list").status, 0);
    for wrong in [
        vec!["serve"],
        vec!["--config", "/dev/null", "serve", "--as", "ida"],
        vec!["serve", "--as", "ida", "--set", "theme=dark"],
        vec!["serve", "--as", "ida", "--key", "nonsense"],
    ] {
        let mut program = office.barback();
        program.arg("--db").arg(&office.path).args(&wrong).env("SSH_ORIGINAL_COMMAND", "list");
        assert_eq!(fed(program, b"").status, 2, "{wrong:?}");
    }
    let mut nowhere = office.barback();
    nowhere.args(["serve", "--as", "ida"]).env("SSH_ORIGINAL_COMMAND", "list");
    let run = fed(nowhere, b"");
    assert_eq!((run.status, run.stderr.contains("--db PATH")), (2, true), "the environment names no desk: {}", run.stderr);
    if nix::unistd::Uid::current().is_root() {
        chown(&office.path, Some(12_345), None).unwrap();
        let run = sent(&office, "ida", "list");
        assert_eq!((run.status, run.stderr.contains("this desk belongs to uid-12345")), (4, true), "{}", run.stderr);
    }
}

#[test]
fn whoever_has_the_account_is_the_first_admin() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path().join("desk/desk.db");
    let run = |args: &[&str]| {
        let mut command = barback(folder.path());
        command.arg("--db").arg(&desk).args(args);
        fed(command, b"")
    };
    let made = run(&["init", "--served", "--json"]);
    assert_eq!((made.status, made.json()["mode"].as_str()), (0, Some("served")), "{}", made.stderr);
    assert_eq!((mode(&desk), mode(desk.parent().unwrap())), (0o600, 0o700));
    assert_eq!(run(&["init"]).status, 1, "there is one");
    assert_eq!(run(&["user", "add", "ida", "--name", "Ida", "--role", "customer"]).status, 0);
    assert_eq!(run(&["--as", "ida", "list"]).status, 0);
    assert_eq!(run(&["doctor"]).status, 0);
    assert_eq!(run(&["init", "--served", "--shared", "root"]).status, 2);
}

/// A desk of one's own is nobody else's, whatever its mode.
fn ones_own_stays_so(folder: &Path, program: &Path) {
    let own = folder.join("own/desk.db");
    let mut init = Command::new(program);
    init.arg("--db").arg(&own).arg("init").env_clear();
    assert_eq!(fed(init, b"").status, 0);
    fs::set_permissions(&own, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(own.parent().unwrap(), fs::Permissions::from_mode(0o777)).unwrap();
    let mut list = Command::new("setpriv");
    list.args(["--reuid", "1", "--regid", "65534", "--clear-groups"]).arg(program).arg("--db").arg(&own).arg("list").env_clear();
    let refused = fed(list, b"");
    assert_eq!((refused.status, refused.stderr.contains("this desk belongs to root; you are daemon")), (4, true), "{}", refused.stderr);
}

/// Colleagues on one machine. It takes root to be several people.
#[test]
fn a_group_shares_a_desk_and_each_is_who_their_account_says() {
    if !nix::unistd::Uid::current().is_root() {
        return crate::torture::skip("it takes root to be several people");
    }
    let folder = tempfile::tempdir_in("/var/lib").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = folder.path().join("barback");
    fs::copy(env!("CARGO_BIN_EXE_barback"), &program).unwrap();
    // Accounts that every machine has, and a group that is one's own.
    let desk = folder.path().join("shared/desk.db");
    let run = |uid: u32, groups: &str, args: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", &uid.to_string(), "--regid", "65534", "--groups", groups]).arg(&program).arg("--db").arg(&desk).args(args);
        command.env_clear().env("HOME", "/").env("PATH", "/usr/bin:/bin").current_dir("/");
        fed(command, b"")
    };
    let users = nix::unistd::Group::from_name("users").unwrap().unwrap().gid.as_raw().to_string();
    let made = run(0, &users, &["init", "--shared", "users"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    assert_eq!((mode(&desk), mode(desk.parent().unwrap())), (0o660, 0o2770));
    // 1 is `daemon`, 2 is `bin`.
    for (login, role) in [("daemon", "bartender"), ("bin", "customer")] {
        let added = run(0, &users, &["user", "add", login, "--name", login, "--role", role]);
        let line = format!("send them this line: barback --db {}\n", desk.display());
        assert_eq!((added.status, added.stderr.contains(&line)), (0, true), "{}", added.stderr);
    }
    let filed = run(1, &users, &["new", "-s", "from a colleague", "--json"]);
    assert_eq!((filed.status, filed.json()["user_login"].as_str()), (0, Some("daemon")), "{}", filed.stderr);
    for suffix in ["", "-queue"] {
        let path = format!("{}{suffix}", desk.display());
        assert_eq!(mode(path.as_ref()), 0o660, "{path}");
    }
    assert_eq!(run(0, &users, &["list", "--json"]).json()["total"], 1, "and the one who made it reads what others wrote");
    for (uid, groups, args, says) in [
        (1, users.as_str(), ["list", "--as", "root"].as_slice(), "everybody is who their account says; you are daemon"),
        (1, &users, &["user", "list"], "a bartender may not manage users"),
        (2, &users, &["list"], "guests have no place at it"),
        (3, &users, &["list"], "this desk does not know sys"),
        (1, "65534", &["list"], "cannot be opened"),
    ] {
        let run = run(uid, groups, args);
        assert!(run.status != 0 && run.stderr.contains(says), "{uid} {args:?}: {} {}", run.status, run.stderr);
    }
    // What is put back where the desk was lost is the group's again.
    let backup = folder.path().join("b.db");
    assert_eq!(run(0, &users, &["backup", backup.to_str().unwrap()]).status, 0);
    fs::remove_file(&desk).unwrap();
    assert_eq!(run(0, &users, &["restore", "--yes", backup.to_str().unwrap()]).status, 0);
    assert_eq!((mode(&desk), run(1, &users, &["list"]).status), (0o660, 0));
    let mut serve = Command::new(&program);
    serve.arg("--db").arg(&desk).args(["serve", "--as", "daemon"]).env_clear();
    assert!(fed(serve, b"").stderr.contains("it is set up as group"));
    ones_own_stays_so(folder.path(), &program);
    // Nor is a folder opened to a group that holds other things.
    let taken = run(0, &users, &["init", "--shared", "users", "--db", "/tmp/desk.db"]);
    assert!(taken.status != 0 && taken.stderr.contains("not an empty folder of yours"), "{}", taken.stderr);
    let none = run(0, &users, &["init", "--shared", "no-such-group", "--db", folder.path().join("x/desk.db").to_str().unwrap()]);
    assert!(none.status != 0 && none.stderr.contains("there is no group"), "{}", none.stderr);
}

#[test]
fn the_environment_and_files_of_the_account_change_nothing() {
    let office = served();
    office.ticket("ida", "Broken tap");
    let home = office.folder.path().join("home");
    fs::create_dir_all(home.join(".config/barback")).unwrap();
    fs::write(home.join(".config/barback/config.toml"), "theme = \"no such theme\"\ncolor = \"always\"\n").unwrap();
    let plain = sent(&office, "ida", "show --json 123456; true");
    let ask = |command: &str| {
        let mut program = office.barback();
        program.arg("--db").arg(&office.path).args(["serve", "--as", "ida"]).env("SSH_ORIGINAL_COMMAND", command);
        for (name, value) in [
            ("EDITOR", "/bin/false"),
            ("VISUAL", "/bin/false"),
            ("PAGER", "/bin/false"),
            ("HOME", home.to_str().unwrap()),
            ("XDG_CONFIG_HOME", home.join(".config").to_str().unwrap()),
            ("XDG_DATA_HOME", "/etc"),
            ("XDG_STATE_HOME", "/etc"),
            ("TZ", "Pacific/Kiritimati"),
            ("BARBACK_DB", "/etc/passwd"),
            ("RUST_LOG", "trace"),
            ("RUST_BACKTRACE", "full"),
            ("SQLITE_TMPDIR", "/etc"),
            ("TMPDIR", "/etc"),
            ("CLICOLOR_FORCE", "1"),
            ("COLUMNS", "7"),
        ] {
            program.env(name, value);
        }
        fed(program, b"")
    };
    for command in ["list --json", "show --json 123456; true", "list", "new --json"] {
        let (hostile, plain) = (ask(command), sent(&office, "ida", command));
        assert_eq!((hostile.status, hostile.stdout, hostile.stderr), (plain.status, plain.stdout, plain.stderr), "{command}");
    }
    assert_ne!(plain.status, 0);
}

#[test]
fn a_screen_that_nobody_touches_is_closed_and_the_draft_is_kept() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let seat = |who: &str| {
        let opening = Opening { path: office.path.clone(), login: Some(login(who)), make: Make::Never, entrance: Entrance::served(None) };
        opening.open_with(office.clock.clone(), office.dice.clone()).unwrap().0
    };
    for (who, minutes) in [("ida", 15), ("dana", 30)] {
        let mut screen = Screen::open(seat(who), seat(who), (80, 24));
        screen.keys("c").types("half a thought");
        let sleeps = screen.sleeps_for().unwrap().as_millis();
        assert!(sleeps <= 1_000 || sleeps == u128::from(minutes * 60_000_u64), "{sleeps}");
        office.clock.forward(i64::try_from(minutes).unwrap() * MINUTE - 1);
        screen.only_time_passes();
        screen.settle();
        assert!(!screen.is_over(), "{who} is not there for a millisecond less");
        screen.keys("x");
        office.clock.forward(i64::try_from(minutes).unwrap() * MINUTE - 1);
        screen.only_time_passes();
        screen.settle();
        assert!(!screen.is_over(), "a key begins it anew");
        office.clock.forward(1);
        screen.only_time_passes();
        assert!(screen.is_over(), "{who}");
        let said = screen.ended().unwrap_err().to_string();
        assert_eq!(said, format!("no key was pressed for {minutes} minutes, so the desk was closed; what you were writing is kept"));
        drop(screen);
        let drafts = office.desk(who).drafts().unwrap();
        assert!(drafts[0].draft.number == Some(ticket) && format!("{:?}", drafts[0].draft.manuscript).contains("half a thoughtx"));
    }
    let own = Office::new();
    let screen = Screen::open(own.desk("sam"), own.desk("sam"), (80, 24));
    assert_eq!(screen.sleeps_for(), None, "at a desk of one's own nobody is timed");
}

#[test]
fn whoever_is_out_is_out_of_what_is_open_too() {
    for how in ["disabled", "demoted", "key"] {
        let office = served();
        let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJrR/WxyJz0hyBMl4ZQcKlOHjuLO7JoIhXeZkg3PN61D dana@phone";
        let sam = office.desk("sam");
        let key = sam.add_key(sam.new_order(), &login("dana"), line).unwrap().key.fingerprint;
        let seat = || {
            let entrance = Entrance::served(Some(key.clone()));
            let opening = Opening { path: office.path.clone(), login: Some(login("dana")), make: Make::Never, entrance };
            opening.open_with(office.clock.clone(), office.dice.clone()).unwrap().0
        };
        let mut screen = Screen::open(seat(), seat(), (80, 24));
        let says = match how {
            "disabled" => {
                office.run(&["user", "disable", "dana"]);
                "dana is disabled"
            }
            "demoted" => {
                office.run(&["user", "edit", "dana", "--role", "customer"]);
                "you are a customer here now; open the desk again"
            }
            _ => {
                office.run(&["key", "remove", "dana", key.as_str()]);
                "the key you signed in with is not dana's any more"
            }
        };
        screen.until(super::super::support::screen::Screen::is_over);
        assert_eq!(screen.ended().unwrap_err().to_string(), format!("{says}; the desk was closed"));
    }
}

#[test]
fn bounds_are_each_person_s_own_and_said_politely() {
    let office = served();
    for _ in 0..20 {
        office.ticket("ida", "filler");
    }
    // The office's clock is not the program's: what it files is of another hour.
    office.raw().execute_batch("DROP TRIGGER events_are_never_edited; UPDATE events SET at = unixepoch() * 1000").unwrap();
    let refused = sent(&office, "ida", "new -s more");
    assert_eq!(
        (refused.status, refused.stderr.as_str()),
        (
            1,
            "barback: that would be more than 20 new tickets of yours within an hour, and more do not fit; wait a while and send it again\n"
        )
    );
    assert_eq!(sent(&office, "noor", "new -s mine").status, 0);
    assert_eq!(sent(&office, "dana", "new -s ours").status, 0);
    assert_eq!(office.run(&["--as", "ida", "new", "-s", "more"]).status, 0, "bounds are of served sessions");
    let long = "x".repeat(60 * 1024);
    // Four a ticket: more of one guest's text does not fit on one.
    let numbers: Vec<String> = (0..5).map(|_| office.ticket("noor", "talkative").to_string()).collect();
    let mut told = Vec::new();
    for number in numbers.iter().flat_map(|number| [number; 4]) {
        let mut program = office.barback();
        program.arg("--db").arg(&office.path).args(["serve", "--as", "noor"]).env("SSH_ORIGINAL_COMMAND", format!("comment {number} -"));
        told.push(fed(program, long.as_bytes()));
    }
    let done = told.iter().filter(|run| run.status == 0).count();
    assert!((16..=17).contains(&done), "{done} times 60 KiB are one MiB");
    assert!(told.last().unwrap().stderr.contains("more than 1048576 bytes of text of yours"), "{}", told.last().unwrap().stderr);
    assert_eq!(started(&office, "sam", &[], "stats").status, 0);
}

#[test]
fn so_many_drafts_are_kept_and_no_more() {
    let office = served();
    let opening = Opening { path: office.path.clone(), login: Some(login("ida")), make: Make::Never, entrance: Entrance::served(None) };
    let ida = opening.open_with(office.clock.clone(), office.dice.clone()).unwrap().0;
    let writing = |text: &str| Writing {
        kind: DraftKind::New,
        number: None,
        manuscript: Manuscript {
            pieces: vec![Piece { name: "subject".to_owned(), text: text.to_owned(), was: None, cursor: Some((0, 4)) }],
            focus: "subject".to_owned(),
        },
        put_aside: true,
    };
    for place in 0..20 {
        ida.keep_draft(None, &writing(&format!("half {place}"))).unwrap();
    }
    let refused = ida.keep_draft(None, &writing("one more")).expect_err("too many");
    assert_eq!(refused.to_string(), "you have 20 drafts, and no more are kept; send one or throw one away");
    assert!(office.desk("ida").keep_draft(None, &writing("at a desk of one's own")).is_ok());
}

#[test]
fn a_guest_s_closing_and_reopening_counts_too() {
    let office = served();
    let ticket = office.ticket_at("dana", Status::Resolved);
    let opening = Opening { path: office.path.clone(), login: Some(login("ida")), make: Make::Never, entrance: Entrance::served(None) };
    let ida = opening.open_with(office.clock.clone(), office.dice.clone()).unwrap().0;
    let mut done = 0;
    let refused = loop {
        let to = if done % 2 == 0 { Status::Closed } else { Status::Open };
        if done % 2 == 0 && done > 0 {
            office.walk("dana", ticket, Status::Resolved).unwrap();
        }
        match ida.transition(ida.new_order(), &[ticket.into()], to, None, None) {
            Ok(_) => done += 1,
            Err(error) => break error,
        }
        assert!(done <= 100);
    };
    assert_eq!((done, refused.to_string().contains("more than 100 comments and changes of yours")), (100, true), "{refused}");
}
