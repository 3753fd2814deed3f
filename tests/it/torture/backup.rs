//! A backup is a backup: taken while others write, looked into, and everything acknowledged before it is in it.

use super::hands::at;
use super::{report, rounds};
use crate::support::office::{Office, login};
use crate::support::run::{Run, barback};
use barback::desk::{Entrance, Make, Opening, inspect};
use barback::domain::event::EventKind;
use nix::sys::signal::Signal;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The files in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Load, backup, verify, kill, delete, restore, doctor: every write acknowledged before the backup is there.
#[test]
fn the_drill() {
    let office = Office::new();
    let copy = office.folder.path().join("backup.db");
    let (acknowledged, is_over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let before = std::thread::scope(|scope| {
        for writer in 0..8 {
            let (office, acknowledged, is_over) = (&office, &acknowledged, &is_over);
            scope.spawn(move || {
                let mut turn = 0;
                while !is_over.load(Ordering::SeqCst) {
                    let run = office.run(&["new", "-s", &format!("Writer {writer} turn {turn}")]);
                    assert_eq!(run.status, 0, "{}", run.stderr);
                    acknowledged.lock().unwrap().push(run.line().to_owned());
                    turn += 1;
                }
            });
        }
        let wanted = usize::try_from(rounds(40, 800)).unwrap();
        while acknowledged.lock().unwrap().len() < wanted {
            std::thread::yield_now();
        }
        let before = acknowledged.lock().unwrap().clone();
        let backup = office.run(&["backup", text(&copy)]);
        assert_eq!(backup.status, 0, "{}", backup.stderr);
        assert!(backup.stdout.starts_with("backed up and checked: "), "{}", backup.stdout);
        is_over.store(true, Ordering::SeqCst);
        before
    });
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let verified = office.run(&["backup", "--verify", text(&copy)]);
    assert_eq!((verified.status, verified.stdout.contains("a sound backup")), (0, true), "{}{}", verified.stdout, verified.stderr);
    // What a kill and a careless hand leave: the file gone, its log beside it.
    let open = at("open", &office.path);
    office.ticket("ida", "After the backup");
    open.signal(Signal::SIGKILL);
    drop(open);
    fs::remove_file(&office.path).unwrap();
    assert!(office.folder.path().join("desk.db-wal").exists());
    let refused = office.run(&["new", "-s", "x"]);
    assert_eq!(refused.status, 5, "{}", refused.stdout);
    assert!(refused.stderr.contains("the log of a desk that is gone is beside this path"), "{}", refused.stderr);
    let restored = office.run(&["restore", "--yes", text(&copy)]);
    assert_eq!(restored.status, 0, "{}", restored.stderr);
    assert_eq!(office.run(&["doctor"]).status, 0, "{}", office.run(&["doctor"]).stdout);
    let exported = office.run(&["export"]).stdout;
    let lost: Vec<&String> = before.iter().filter(|number| !exported.contains(*number)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(!exported.contains("After the backup"));
    report("the drill", format!("{} writes acknowledged before the backup, 0 lost", before.len()));
}

#[test]
fn a_backup_is_whole_or_not_there_and_never_over_another_file() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let at = |name: &str| office.folder.path().join(name);
    fs::write(at("there"), "a letter").unwrap();
    let refused = office.run(&["backup", text(&at("there"))]);
    assert_eq!((refused.status, refused.stderr.contains("there is a file already")), (1, true), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(at("there")).unwrap(), "a letter");
    for itself in [vec!["backup", text(&office.path)], vec!["backup", text(&office.path), "--force"]] {
        let refused = office.run(&itself);
        assert_eq!((refused.status, refused.stderr.contains("is the desk itself")), (1, true), "{}", refused.stderr);
    }
    assert_eq!(office.run(&["backup", text(&at("none/b.db"))]).status, 1);
    assert_eq!(office.run(&["backup", text(&at("there")), "--force"]).status, 0);
    assert_eq!(office.run(&["backup", "--verify", text(&at("there"))]).status, 0);
    assert_eq!(office.run(&["backup", text(&at("b.db")), "--as", "dana"]).status, 4, "it is the admins' to do");
    assert!(!at("b.db").exists());
    assert_eq!(office.run(&["doctor"]).status, 0, "the desk is as it was");
    let left = names(office.folder.path());
    assert!(left.iter().all(|name| !name.starts_with(".barback-")), "{left:?}");
}

#[test]
fn a_folder_keeps_the_latest_and_nothing_else_is_touched() {
    let office = Office::new();
    let folder = office.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    let strangers = ["desk.db", "desk-2026-11-28.db", "other-2020-01-01T00-00-00.000Z.db", "desk-2020-01-01T00-00-00.000Z.db.txt"];
    for name in strangers {
        fs::write(folder.join(name), "mine").unwrap();
    }
    fs::write(folder.join("desk-2020-01-01T00-00-00.000Z.db"), "an old one").unwrap();
    let made: Vec<String> = (0..4)
        .map(|_| {
            let run = office.run(&["backup", text(&folder), "--keep", "2", "--json"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            Path::new(run.json()["file"].as_str().unwrap()).file_name().unwrap().to_str().unwrap().to_owned()
        })
        .collect();
    let left: BTreeSet<String> = names(&folder).into_iter().collect();
    let wanted: BTreeSet<String> = strangers.iter().map(ToString::to_string).chain(made[2..].iter().cloned()).collect();
    assert_eq!(left, wanted);
    let wrong = office.run(&["backup", text(&folder.join("one.db")), "--keep", "2"]);
    assert_eq!((wrong.status, wrong.stderr.contains("--keep goes with a folder")), (2, true), "{}", wrong.stderr);
    assert_eq!(office.run(&["backup", text(&folder), "--keep", "0"]).status, 2);
}

#[test]
fn what_is_no_sound_backup_is_told_and_never_restored() {
    let office = Office::new();
    for _ in 0..30 {
        office.ticket("ida", &"many words ".repeat(15));
    }
    let at = |name: &str| office.folder.path().join(name);
    let copy = at("b.db");
    assert_eq!(office.run(&["backup", text(&copy)]).status, 0);
    let whole = fs::read(&copy).unwrap();
    let before = office.run(&["export"]).stdout;
    let mut told = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..page * 4096 + 64].fill(0xA5);
        fs::write(&copy, &bytes).unwrap();
        let status = inspect(&copy).map_or(5, |inspected| i32::from(!inspected.findings.is_empty()));
        told += usize::from(status != 0);
        if page % 16 == 0 {
            let restored = office.run(&["restore", "--yes", text(&copy)]);
            assert_ne!(restored.status, 0, "page {page}");
        }
    }
    fs::write(&copy, &whole).unwrap();
    let free: i64 = rusqlite::Connection::open(&copy).unwrap().pragma_query_value(None, "freelist_count", |row| row.get(0)).unwrap();
    assert!(
        told + usize::try_from(free).unwrap() >= whole.len() / 4096 - 1,
        "every damaged page that holds something is told: {told}, {free} are free"
    );
    for (bytes, status) in [(&whole[..whole.len() / 2], 5), (&b""[..], 5), (&b"a letter"[..], 5)] {
        fs::write(&copy, bytes).unwrap();
        for arguments in [["backup", "--verify", text(&copy)].as_slice(), &["restore", text(&copy)]] {
            let run: Run = office.run(arguments);
            assert!(run.status == status || run.status == 1, "{arguments:?}: {} {}", run.status, run.stderr);
        }
    }
    assert_eq!(office.run(&["restore", "--yes", text(&at("none.db"))]).status, 5);
    assert_eq!(office.run(&["export"]).stdout, before, "the desk is as it was");
    report("damaged pages of a backup", format!("{told} of {told} told"));
}

/// Whatever is acknowledged while a restore goes on is in what was kept, or in the restored desk, or was refused.
#[test]
fn nothing_acknowledged_falls_between_what_was_kept_and_what_was_restored() {
    let office = Office::new();
    let copy = office.folder.path().join("b.db");
    assert_eq!(office.run(&["backup", text(&copy)]).status, 0);
    let (acknowledged, is_over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let kept: Vec<String> = std::thread::scope(|scope| {
        for writer in 0..4 {
            let (office, acknowledged, is_over) = (&office, &acknowledged, &is_over);
            scope.spawn(move || {
                while !is_over.load(Ordering::SeqCst) {
                    let run = office.run(&["new", "-s", &format!("Writer {writer}")]);
                    if run.status == 0 {
                        acknowledged.lock().unwrap().push(run.line().to_owned());
                    }
                }
            });
        }
        let restored = (0..rounds(4, 40)).map(|_| {
            let run = office.run(&["restore", "--yes", text(&copy), "--json"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            run.json()["kept"].as_str().unwrap().to_owned()
        });
        let kept = restored.collect();
        is_over.store(true, Ordering::SeqCst);
        kept
    });
    let exports: Vec<String> = std::iter::once(text(&office.path))
        .chain(kept.iter().map(String::as_str))
        .map(|desk| office.run(&["--db", desk, "export"]).stdout)
        .collect();
    let acknowledged = acknowledged.into_inner().unwrap();
    let lost: Vec<&String> = acknowledged.iter().filter(|number| !exports.iter().any(|export| export.contains(*number))).collect();
    assert!(lost.is_empty(), "{lost:?} of {}", acknowledged.len());
    report("restores under load", format!("{} restores, {} writes acknowledged meanwhile, 0 lost", kept.len(), acknowledged.len()));
}

#[test]
fn a_desk_of_which_nothing_can_be_read_is_set_aside_wherever_it_is_damaged() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let copy = office.folder.path().join("b.db");
    assert_eq!(office.run(&["backup", text(&copy)]).status, 0);
    drop(office.store());
    let whole = fs::read(&office.path).unwrap();
    let users: i64 = office.raw().query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'users'", [], |row| row.get(0)).unwrap();
    let page = usize::try_from(users - 1).unwrap() * 4096;
    let garbled = |from: usize, to: usize| {
        let mut bytes = whole.clone();
        bytes[from..to].fill(0xA5);
        bytes
    };
    for bytes in [garbled(0, 16), garbled(page, page + 4096), Vec::new(), whole[..5000].to_vec(), b"a letter".to_vec()] {
        fs::write(&office.path, &bytes).unwrap();
        let restored = office.run(&["restore", "--yes", text(&copy), "--json"]);
        assert_eq!(restored.status, 0, "{}", restored.stderr);
        let kept = restored.json()["kept"].as_str().unwrap().to_owned();
        assert_eq!(fs::read(kept).unwrap(), bytes, "nothing is thrown away");
        assert_eq!(office.run(&["doctor"]).status, 0);
    }
    // And in a folder that is not there yet.
    let elsewhere = office.folder.path().join("none/yet/desk.db");
    assert_eq!(office.run(&["--db", text(&elsewhere), "restore", "--yes", text(&copy)]).status, 0);
}

#[test]
fn a_backup_may_have_two_names_and_a_clock_may_go_back() {
    let office = Office::new();
    let folder = office.folder.path().join("backups");
    fs::create_dir(&folder).unwrap();
    // Made while the clock was ahead.
    fs::write(folder.join("desk-2099-01-01T00-00-00.000Z.db"), "ahead").unwrap();
    let made = office.run(&["backup", text(&folder), "--keep", "1", "--json"]).json();
    let file = made["file"].as_str().unwrap();
    assert_eq!(names(&folder).len(), 1);
    fs::hard_link(file, folder.join("second name")).unwrap();
    assert_eq!(office.run(&["backup", "--verify", file]).status, 0);
    assert_eq!(office.run(&["restore", "--yes", file]).status, 0);
    fs::write(folder.join("b.db-wal"), "somebody's log").unwrap();
    let refused = office.run(&["backup", text(&folder.join("b.db"))]);
    assert_eq!((refused.status, refused.stderr.contains("is the log of a desk")), (1, true), "{}", refused.stderr);
    let log = office.folder.path().join("desk.db-wal");
    fs::write(&log, "").unwrap();
    assert_eq!(office.run(&["backup", text(&log), "--force"]).status, 1);
}

#[test]
fn an_older_backup_is_brought_up_to_date_and_a_damaged_desk_is_replaced() {
    let office = Office::new();
    let copy = office.folder.path().join("b.db");
    office.ticket("ida", "Cannot redeem bottle");
    assert_eq!(office.run(&["backup", text(&copy)]).status, 0);
    // A desk that cannot be read any more: its files are kept as they are.
    fs::write(&office.path, [&fs::read(&office.path).unwrap()[..100], &[0xA5; 8000]].concat()).unwrap();
    assert_eq!(office.run(&["list"]).status, 5);
    let restored = office.run(&["restore", "--yes", text(&copy), "--json"]);
    assert_eq!(restored.status, 0, "{}", restored.stderr);
    let kept = restored.json()["kept"].as_str().unwrap().to_owned();
    assert!(Path::new(&kept).exists(), "{kept}");
    assert_eq!(office.run(&["doctor"]).status, 0);
    assert!(office.run(&["list"]).stdout.contains("Cannot redeem bottle"));
    // One of the first schema.
    let old = office.folder.path().join("old.db");
    barback_at(&old, 1);
    let verified = office.run(&["backup", "--verify", text(&old)]);
    assert_eq!(verified.status, 0, "{}{}", verified.stdout, verified.stderr);
    let before = fs::read(&old).unwrap();
    let elsewhere = office.folder.path().join("elsewhere.db");
    let mut command = barback(office.folder.path());
    command.args(["--db", text(&elsewhere), "restore", "--yes", text(&old)]);
    let restored = crate::support::run::fed(command, b"");
    assert_eq!(restored.status, 0, "{}", restored.stderr);
    assert_eq!(fs::read(&old).unwrap(), before, "a backup is never written");
}

/// A desk of an older schema with its first admin, as a copy of it would be.
fn barback_at(path: &Path, schema: i64) {
    barback::store::sqlite::create_at(path, schema).unwrap();
    let raw = rusqlite::Connection::open(path).unwrap();
    raw.execute_batch(
        "INSERT INTO settings VALUES ('mode', 'own'), ('first_admin', 'sam');
         INSERT INTO users (uuid, login, name, role, active, created_at) VALUES (randomblob(16), 'sam', 'Sam', 1, 1, 0);",
    )
    .unwrap();
}

#[test]
fn what_was_there_is_kept_and_can_be_restored_in_turn() {
    let office = Office::new();
    let first = office.ticket("ida", "Before the backup");
    let copy = office.folder.path().join("b.db");
    assert_eq!(office.run(&["backup", text(&copy)]).status, 0);
    let second = office.ticket("ida", "After the backup");
    assert_eq!(office.run(&["restore", text(&copy), "--as", "dana"]).status, 4, "it is the admins' to do");
    let kept = office.run(&["restore", "--yes", text(&copy), "--json"]).json()["kept"].as_str().unwrap().to_owned();
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    let listed = || office.run(&["list"]).stdout;
    let has = |number: barback::domain::TicketNumber| listed().contains(&number.digits().to_string());
    assert_eq!((has(first), has(second)), (true, false));
    assert_eq!(office.run(&["restore", "--yes", &kept]).status, 0);
    assert_eq!((has(first), has(second)), (true, true));
    // Both are in the history of the desk, by whoever did it.
    let restored: i64 =
        office.raw().query_row("SELECT count(*) FROM events WHERE kind = ?1", [EventKind::Restored.code()], |row| row.get(0)).unwrap();
    assert_eq!(restored, 1, "the second life was begun from a copy of before the first");
    let opening = Opening { path: office.path.clone(), login: Some(login("sam")), make: Make::Never, entrance: Entrance::Shell };
    let sam = opening.open().unwrap().0;
    assert!(sam.undo(sam.new_order()).unwrap().value.is_empty(), "and is not undone");
}
