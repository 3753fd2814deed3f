//! Files that cannot be used: each says so in its one sentence with its exit status, keeps what was typed, and saves nothing by half.

use super::places::{Lodger, on_a_small_disk};
use super::{report, rounds};
use crate::support::office::{Office, TestDice};
use crate::support::screen::Screen;
use barback::desk::{Desk, NewTicket};
use barback::domain::search::Page;
use barback::store::sqlite::{self, by_errno, network_file_system};
use barback::store::{Door, FileFault, Store, StoreError};
use nix::errno::Errno;
use nix::sys::stat::Mode;
use nix::sys::statfs::FsType;
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

const TYPED: &str = "The scanner was restarted, please try again";

/// What `list` and `new` say of the file at this path: the same sentence, and exit status 5.
fn said(office: &Office, path: &Path) -> String {
    let path = path.to_str().unwrap();
    let run = |arguments: &[&str]| office.run(&[&["--db", path], arguments].concat());
    let (listed, made) = (run(&["list"]), run(&["new", "-s", "x"]));
    assert_eq!((listed.status, made.status), (5, 5), "{}{}", listed.stderr, made.stderr);
    assert_eq!(listed.stderr, made.stderr);
    assert_eq!((listed.stdout.as_str(), listed.stderr.lines().count()), ("", 1), "{}", listed.stderr);
    listed.stderr.trim().replace(path, "PATH")
}

#[test]
fn what_is_no_desk_is_said_in_one_sentence() {
    let office = Office::new();
    let at = |name: &str| office.folder.path().join(name);
    fs::write(at("empty"), "").unwrap();
    fs::write(at("letter"), "a letter\n".repeat(1_000)).unwrap();
    nix::unistd::mkfifo(&at("fifo"), Mode::S_IRWXU).unwrap();
    rusqlite::Connection::open(at("foreign")).unwrap().execute_batch("CREATE TABLE tickets (id)").unwrap();
    let not_a_file = "barback: PATH: not a file; name a file that `barback init` made, or one that is not there yet";
    let no_desk = "barback: PATH: not a Barback desk; name a file that `barback init` made";
    assert_eq!(said(&office, &at("empty")), "barback: PATH: the file is empty, not a desk; move it away, and `barback init` makes one");
    for (name, sentence) in [("letter", no_desk), ("foreign", no_desk), ("fifo", not_a_file)] {
        assert_eq!(said(&office, &at(name)), sentence, "{name}");
    }
    assert_eq!(said(&office, office.folder.path()), not_a_file);
    assert_eq!(said(&office, Path::new("/dev/null")), not_a_file);
}

#[test]
fn newer_truncated_and_linked_desks_are_refused() {
    let office = Office::new();
    drop(office.store());
    let at = |name: &str| office.folder.path().join(name);
    let copy = |name: &str| {
        fs::copy(&office.path, at(name)).unwrap();
        at(name)
    };
    let newer = copy("newer");
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(said(&office, &newer).starts_with("barback: PATH: made by a newer Barback (its schema is 99, this one knows "));
    let short = copy("short");
    fs::File::options().write(true).open(&short).unwrap().set_len(4096 * 3).unwrap();
    let sentence = said(&office, &short);
    assert!(sentence.starts_with("barback: PATH: the desk is damaged (") && sentence.ends_with("); restore a backup"), "{sentence}");
    let linked = copy("linked");
    fs::hard_link(&linked, at("second name")).unwrap();
    let sentence = "barback: PATH: the file has a second name (a hard link), under which others would write past this session; \
                    remove all names but one";
    assert_eq!([said(&office, &linked), said(&office, &at("second name"))], [sentence, sentence]);
    fs::remove_file(at("second name")).unwrap();
    assert_eq!(office.run(&["--db", linked.to_str().unwrap(), "list"]).status, 0);
}

/// Bytes flipped anywhere: whatever is asked is answered or refused, nothing panics, and the doctor never calls damage fine that
/// changed what it reads.
#[test]
fn flipped_bytes_never_end_in_a_panic() {
    let office = Office::new();
    for number in 0..12 {
        office.create("ida", &NewTicket { subject: format!("x{number}"), description: "many words ".repeat(600), ..NewTicket::default() });
    }
    office.raw().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let whole = fs::read(&office.path).unwrap();
    let dice = TestDice::new(11);
    let (mut refused, mut found) = (0, 0);
    let images = rounds(60, 3_000);
    for _ in 0..images {
        fs::write(&office.path, &whole).unwrap();
        let file = fs::OpenOptions::new().write(true).open(&office.path).unwrap();
        for _ in 0..=dice.next() % 8 {
            let at = dice.next() % whole.len() as u64;
            file.write_all_at(&[dice.next().to_le_bytes()[0]], at).unwrap();
        }
        drop(file);
        let _ = fs::remove_file(office.path.with_extension("db-wal"));
        let _ = fs::remove_file(office.path.with_extension("db-shm"));
        let Ok(store) = sqlite::open(&office.path) else {
            refused += 1;
            continue;
        };
        let desk = Desk::new(Box::new(store), office.clock.clone(), office.dice.clone(), "sam".parse().unwrap());
        let listed = desk.read_query("words").and_then(|query| desk.list(&query, &Page::first(50)));
        let made = desk.create(desk.new_order(), &NewTicket { subject: "new".to_owned(), ..NewTicket::default() });
        let examined = desk.examine(&mut |_, _| {});
        found += u64::from(listed.is_err() || made.is_err() || examined.is_ok_and(|findings| !findings.is_empty()));
    }
    assert!(refused + found > images / 4, "{refused} refused, {found} found of {images}");
    report("images with flipped bytes", format!("{images}: {refused} refused, {found} found, 0 panics"));
}

#[test]
fn a_file_that_may_not_grow_is_told_and_kills_nobody() {
    let Some(lodger) = Lodger::new() else { return };
    let room = fs::metadata(&lodger.desk).unwrap().len() / 1024 + 64;
    // `ulimit -f` counts in halves of a KiB in some shells and in KiB in others.
    let line = format!(
        "ulimit -f {room} || exit 9; for i in $(seq 200); do head -c 60000 /dev/zero | tr '\\0' w | \"$P\" new -s x -d - || exit $?; done"
    );
    let run = lodger.run(&line);
    assert_eq!(run.status, 5, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("may not grow any further here; nothing was saved: raise the limit on file sizes"), "{}", run.stderr);
    let made = run.stdout.lines().count();
    let doctor = lodger.run("\"$P\" doctor && \"$P\" list --limit 0 --json");
    assert!(doctor.stdout.contains(&format!("\"total\":{made}")), "{made} were acknowledged: {}{}", doctor.stdout, doctor.stderr);
}

#[test]
fn a_full_disk_is_told_nothing_is_half_saved_and_room_mends_it() {
    let lines = r#"
        dd if=/dev/zero of="$D/filler" bs=1k count=300 2>/dev/null
        made=0
        for i in $(seq 400); do
            head -c 20000 /dev/zero | tr "\\0" w | "$P" new -s x -d - >/dev/null || break
            made=$((made + 1))
        done
        "$P" new -s x -d "$(head -c 60000 /dev/zero | tr "\\0" w)" ; echo "status $?"
        "$P" list --limit 0 --json
        rm "$D/filler"
        "$P" new -s x >/dev/null && made=$((made + 1)); echo "made $made"
        "$P" list --limit 0 --json
        "$P" doctor --json"#;
    let Some(run) = on_a_small_disk("size=3000k", lines) else { return };
    assert!(run.stderr.contains("the disk is full; nothing was saved: make room and try again"), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("status 5"), "{}{}", run.stdout, run.stderr);
    let made: u64 = run.stdout.lines().find_map(|line| line.strip_prefix("made ")).unwrap().parse().unwrap();
    assert!(made > 3, "{}", run.stdout);
    let totals: Vec<u64> =
        run.stdout.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["total"].as_u64()).collect();
    assert_eq!(totals, [made - 1, made], "what was acknowledged is there, and nothing else: {}", run.stdout);
    assert!(run.stdout.contains("\"check\":\"place\"") && !run.stdout.contains("\"problem\""), "only room is short: {}", run.stdout);
}

#[test]
fn a_full_disk_keeps_the_text_on_the_screen_until_there_is_room() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let pages: i64 = office.raw().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let full = office.store().at_most_pages(pages).unwrap();
    let writing = Desk::new(Box::new(full), office.clock.clone(), office.dice.clone(), "dana".parse().unwrap());
    let mut screen = Screen::open(office.desk("dana"), writing, (100, 30));
    screen.keys("c").pastes(&"a long answer ".repeat(2_000));
    screen.until(|screen| screen.told("the disk is full"));
    screen.keys("ctrl-s");
    assert!(screen.told("the disk is full; nothing was saved: make room and try again"), "{}", screen.text());
    assert!(screen.told("a long answer"), "{}", screen.text());
    screen.keys("esc q");
    assert!(screen.told("could not be kept: the disk is full") && !screen.is_over(), "{}", screen.text());
    assert_eq!(
        office
            .history(office.desk("sam").list(&office.desk("sam").read_query("").unwrap(), &Page::first(1)).unwrap().tickets[0].number)
            .len(),
        1
    );
}

#[test]
fn a_file_that_is_removed_renamed_replaced_or_linked_while_it_is_open_is_noticed() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let at = |name: &str| office.folder.path().join(name);
    let store = office.store();
    let fault = || match store.write().map(drop) {
        Ok(()) => None,
        Err(StoreError::File { fault, .. }) => {
            let read = store.read().map(drop).expect_err("nor read").to_string();
            assert_eq!(read, StoreError::File { path: office.path.clone(), fault: copy(&fault) }.to_string());
            Some(fault)
        }
        Err(other) => panic!("{other:?}"),
    };
    assert!(fault().is_none());
    fs::rename(&office.path, at("aside.db")).unwrap();
    assert!(matches!(fault(), Some(FileFault::Removed)));
    let other = Office::new();
    fs::copy(&other.path, &office.path).unwrap();
    assert!(matches!(fault(), Some(FileFault::Replaced)));
    fs::rename(at("aside.db"), &office.path).unwrap();
    assert!(fault().is_none(), "put back it is the same");
    fs::hard_link(&office.path, at("second.db")).unwrap();
    assert!(matches!(fault(), Some(FileFault::Linked)));
    fs::remove_file(at("second.db")).unwrap();
    assert!(fault().is_none());
}

fn copy(fault: &FileFault) -> FileFault {
    match fault {
        FileFault::Removed => FileFault::Removed,
        FileFault::Replaced => FileFault::Replaced,
        _ => FileFault::Linked,
    }
}

#[test]
fn a_screen_whose_file_was_removed_says_so_and_keeps_the_text() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    screen.keys("c");
    let aside = office.folder.path().join("aside.db");
    fs::rename(&office.path, &aside).unwrap();
    screen.until(|screen| screen.changes > 0);
    screen.types(TYPED).keys("ctrl-s");
    assert!(screen.told("was removed or renamed while it was open; nothing was saved") && screen.told(TYPED), "{}", screen.text());
    fs::rename(&aside, &office.path).unwrap();
    screen.keys("ctrl-s");
    screen.until(|screen| screen.says("Comment added to"));
    assert_eq!(office.kinds(number), ["created", "commented"]);
}

#[test]
fn network_file_systems_and_what_the_system_says_are_judged() {
    let shared = [0x6969, 0x517B, 0xFF53_4D42_u32.into(), 0xFE53_4D42_u32.into(), 0x00C3_6400];
    assert!(shared.iter().all(|kind: &i64| network_file_system(FsType(*kind)).is_some()));
    // ext4, xfs, btrfs, tmpfs, overlayfs, zfs
    let own = [0xEF53, 0x5846_5342, 0x9123_683E_u32.into(), 0x0102_1994, 0x794C_7630, 0x2FC1_2FC1];
    assert!(own.iter().all(|kind: &i64| network_file_system(FsType(*kind)).is_none()));
    let sentence = StoreError::File { path: "/mnt/desk.db".into(), fault: FileFault::Network("NFS") }.to_string();
    assert!(sentence.starts_with("/mnt/desk.db: on a network file system (NFS)") && sentence.ends_with("and use ssh"), "{sentence}");
    let said = |errno| by_errno(errno).map(|error| error.to_string()).unwrap_or_default();
    assert!(said(Errno::EDQUOT).starts_with("your quota on this disk is used up; nothing was saved"));
    assert!(said(Errno::ENOSPC).starts_with("the disk is full"));
    assert!(said(Errno::EFBIG).contains("ulimit -f"));
    assert!(said(Errno::EROFS).contains("read-only"));
    assert!(by_errno(Errno::EINTR).is_none());
}
