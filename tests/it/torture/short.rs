//! Disks that are full or read-only, and modes that forbid writing: what is asked is answered, writing is refused with the
//! true reason, and a backup can be made to another disk.

use super::places::{Lodger, on_a_small_disk};
use crate::support::office::Office;
use crate::support::run::Run;
use std::path::Path;

/// What can be done at a desk that cannot be written. Each line that fails says so.
const READS: &str = r#"
    may() { "$@" >"$O/out" 2>&1 || { echo "failed $?: $*"; cat "$O/out"; }; }
    may "$P" list --json; grep -c '"total":2' "$O/out"
    may "$P" list first; grep -c first "$O/out"
    may "$P" show "$N"; grep -c first "$O/out"
    may "$P" export; wc -l <"$O/out"
    may "$P" stats
    may "$P" set
    may "$P" user list
    may "$P" view list
    may "$P" export -o "$O/out.ndjson" --force
    may "$P" backup "$O/copy.db" --force
    may "$P" backup --verify "$O/copy.db"
    may "$P" --db "$O/copy.db" show "$N"
"#;
const ALL_READ: &str = "1\n1\n1\n2\n";

/// A desk of two tickets, then what makes writing impossible, then everything that reads, and a try to write.
fn hindered(options: &str, hindrance: &str) -> Option<Run> {
    let lines = format!(
        "N=$(\"$P\" new -s 'the first') || exit 9; \"$P\" new -s 'the second' -d \"$(head -c 3000 /dev/zero | tr '\\0' w)\" >/dev/null\n\
         {hindrance}\n{READS}\n\"$P\" new -s x -d \"$(head -c 60000 /dev/zero | tr '\\0' w)\"; echo \"status $?\""
    );
    on_a_small_disk(options, &lines)
}

fn assert_read_and_refused(run: &Run, why: &str) {
    assert_eq!(run.stdout, format!("{ALL_READ}status 5\n"), "{why}: {}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains(why), "{}", run.stderr);
}

const FILL: &str = r#"dd if=/dev/zero of="$D/filler" bs=1k 2>/dev/null; dd if=/dev/zero of="$D/filler2" bs=1 2>/dev/null"#;

#[test]
fn a_full_disk_refuses_writing_and_nothing_else() {
    let Some(run) = hindered("size=3000k", FILL) else { return };
    assert_read_and_refused(&run, "the disk is full; nothing was saved: make room and try again");
}

/// As a desk that an older Barback closed, or one whose log files somebody removed while nobody had it open.
#[test]
fn nor_where_the_log_files_are_not_there() {
    let Some(run) = hindered("size=3000k", &format!("rm \"$D\"/desk.db-wal \"$D\"/desk.db-shm; {FILL}")) else { return };
    assert_read_and_refused(&run, "the disk is full; nothing was saved: make room and try again");
}

#[test]
fn a_disk_without_a_free_inode_is_read_and_written_and_named_where_it_matters() {
    let hindrance = r#"i=0; while touch "$D/f$i" 2>/dev/null; do i=$((i + 1)); done"#;
    let lines = format!(
        "N=$(\"$P\" new -s 'the first') || exit 9; \"$P\" new -s 'the second' >/dev/null\n{hindrance}\n{READS}\n\
         \"$P\" new -s x >/dev/null; echo \"status $?\"; \"$P\" backup \"$D/b.db\"; echo \"status $?\"; \"$P\" export -o \"$D/b\"; echo \"status $?\""
    );
    let Some(run) = on_a_small_disk("size=6000k,nr_inodes=60", &lines) else { return };
    assert_eq!(run.stdout, format!("{ALL_READ}status 0\nstatus 1\nstatus 1\n"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("no free inode").count(), 2, "{}", run.stderr);
}

const READ_ONLY: &str = r#"mount -o remount,ro "$D""#;

#[test]
fn a_disk_that_is_mounted_read_only_is_read() {
    let Some(run) = hindered("size=3000k", READ_ONLY) else { return };
    assert_read_and_refused(&run, "can be read but not written: its disk is mounted read-only; mount it for writing");
}

#[test]
fn also_where_the_log_files_are_not_there() {
    let Some(run) = hindered("size=3000k", &format!("rm \"$D\"/desk.db-wal \"$D\"/desk.db-shm; {READ_ONLY}")) else { return };
    assert_read_and_refused(&run, "can be read but not written: its disk is mounted read-only; mount it for writing");
}

/// A log with changes that the file does not have, as a killed session leaves it: it is read with the file, or neither is.
#[test]
fn a_log_with_changes_is_never_passed_over() {
    let office = Office::new();
    let open = office.store();
    office.ticket("ida", "Only in the log");
    let lines = format!(
        "rm \"$D\"/desk.db*; cp '{0}' '{0}-wal' \"$D\"; test -s \"$D/desk.db-wal\" || echo none; {READ_ONLY}\n\
         \"$P\" list >\"$O/out\" 2>&1; echo \"status $?\"; grep -c 'Only in the log' \"$O/out\"",
        office.path.display()
    );
    let Some(run) = on_a_small_disk("size=3000k", &lines) else { return };
    drop(open);
    assert!(["status 0\n1\n", "status 5\n0\n"].contains(&run.stdout.as_str()), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_read_only_file_or_folder_is_read_and_its_mode_is_the_reason() {
    let Some(lodger) = Lodger::new() else { return };
    let home = lodger.desk.parent().unwrap();
    assert_eq!(lodger.run("\"$P\" new -s first").status, 0);
    let modes = |file, folder| {
        Lodger::mode(&lodger.desk, file);
        Lodger::mode(home, folder);
    };
    for (file, folder, why) in
        [(0o400, 0o700, "its mode does not let you"), (0o600, 0o500, "the mode of its folder does not let you"), (0o400, 0o500, "its mode")]
    {
        for is_left in [true, false] {
            if !is_left && folder == 0o700 {
                for name in ["desk.db-wal", "desk.db-shm"] {
                    std::fs::remove_file(home.join(name)).unwrap();
                }
            }
            modes(file, folder);
            let context = format!("{file:o} {folder:o} {is_left}");
            let listed = lodger.run("\"$P\" list first && \"$P\" export && \"$P\" stats");
            assert_eq!(listed.status, 0, "{context}: {}{}", listed.stdout, listed.stderr);
            let refused = lodger.run("\"$P\" new -s x");
            assert_eq!(refused.status, 5, "{context}: {}{}", refused.stdout, refused.stderr);
            let is_said = refused.stderr.contains("can be read but not written") && refused.stderr.contains("check who owns");
            assert!(is_said && refused.stderr.contains(why), "{context}: {}", refused.stderr);
            modes(0o600, 0o700);
            let made = lodger.run("\"$P\" new -s second");
            assert_eq!(made.status, 0, "and once it may be written it is, {context}: {}", made.stderr);
        }
    }
    modes(0o000, 0o700);
    for line in ["\"$P\" new -s x", "\"$P\" list"] {
        let run = lodger.run(line);
        assert_eq!(run.status, 5, "{line}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("cannot be opened (") && run.stderr.contains("check who owns"), "{line}: {}", run.stderr);
    }
}

/// Nobody has it open, and its log is empty: the file alone is the whole desk.
#[test]
fn the_log_files_stay_when_the_last_session_leaves_and_hold_nothing() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let beside = |suffix: &str| office.folder.path().join(format!("desk.db{suffix}"));
    let length = |path: &Path| std::fs::metadata(path).map(|found| found.len()).ok();
    assert_eq!(length(&beside("-wal")), Some(0));
    assert!(length(&beside("-shm")).is_some());
    let moved = office.folder.path().join("moved.db");
    std::fs::rename(&office.path, &moved).unwrap();
    assert_eq!(office.run(&["--db", moved.to_str().unwrap(), "list"]).stdout.lines().filter(|line| line.contains("redeem")).count(), 1);
    assert_eq!(office.run(&["init"]).status, 0, "an empty log is nobody's last changes");
}
