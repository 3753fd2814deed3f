//! No command writes over a desk or what stands beside one, by whatever name it is called; special files are written into or refused.

use crate::support::office::Office;
use crate::support::run::{Run, barback, fed};
use nix::sys::stat::{Mode, SFlag, makedev, mknod};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

/// Every way to have a command write to a path; more commands are to be added here.
const WRITERS: [(&str, &[&str]); 8] = [
    ("export", &["export", "-o", "TO"]),
    ("export, forced", &["export", "-o", "TO", "--force"]),
    ("export as CSV, forced", &["export", "--format", "csv", "--force", "-o", "TO"]),
    ("backup", &["backup", "TO"]),
    ("backup, forced", &["backup", "TO", "--force"]),
    ("the rows an import leaves over", &["import", "bad.csv", "--skip-bad", "TO"]),
    ("a demo", &["demo", "--into", "TO"]),
    ("a large demo", &["demo", "--tickets", "3", "--into", "TO"]),
];

/// Where the desk that a command opens is named, and which other one the environment or the configuration names.
#[derive(Clone, Copy, Debug)]
enum Named {
    ByEnvironment,
    ByOption,
    ByConfiguration,
    ByDefault,
    /// Another desk is open; this one is named by the environment alone.
    AsTheOther,
}

struct Place {
    home: tempfile::TempDir,
    /// The folder with the desk in it.
    folder: PathBuf,
    named: Named,
}

impl Place {
    fn new(named: Named) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("data/barback");
        fs::create_dir_all(&folder).unwrap();
        let place = Self { home, folder, named };
        place.in_shape();
        fs::write(place.home.path().join("bad.csv"), "subject,status\ngood,open\nbad,none of ours\n").unwrap();
        place
    }

    fn desk(&self) -> PathBuf {
        self.folder.join("desk.db")
    }

    /// A desk with all that can stand beside one, and another.
    fn in_shape(&self) {
        let desk = self.desk();
        let run = |args: &[&str]| {
            let mut command = barback(self.home.path());
            let run = fed(
                {
                    command.env("BARBACK_DB", &desk).args(args);
                    command
                },
                b"",
            );
            assert_eq!(run.status, 0, "{args:?}: {}", run.stderr);
        };
        run(&["init"]);
        run(&["new", "-s", "Cannot redeem bottle"]);
        run(&["backup", "b.db"]);
        run(&["restore", "b.db", "--yes"]);
        run(&["--db", "other.db", "init"]);
        for suffix in ["-here", "-queue", "-seats"] {
            let beside = self.folder.join(format!("desk.db{suffix}"));
            if !beside.exists() {
                fs::write(beside, "").unwrap();
            }
        }
        fs::write(self.folder.join(".barback-unfinished"), "a copy that a kill left").unwrap();
    }

    fn run(&self, words: &[&str], to: &Path) -> Run {
        let mut command = barback(self.home.path());
        let desk = self.desk();
        match self.named {
            Named::ByEnvironment => {
                command.env("BARBACK_DB", &desk);
            }
            Named::ByOption => {
                command.arg("--db").arg(&desk);
            }
            Named::ByConfiguration => {
                let config = self.home.path().join("config/barback");
                fs::create_dir_all(&config).unwrap();
                fs::write(config.join("config.toml"), format!("db = '{}'\n", desk.display())).unwrap();
            }
            Named::ByDefault => {}
            Named::AsTheOther => {
                command.env("BARBACK_DB", &desk).args(["--db", "other.db"]);
            }
        }
        command.args(words.iter().map(|word| if *word == "TO" { to.as_os_str() } else { word.as_ref() }));
        fed(command, b"")
    }

    /// Every file of the desk with what it is and holds; what changes by being used is left out.
    fn shape(&self) -> BTreeMap<String, (u64, Vec<u8>)> {
        let files = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap());
        let shape = files.filter(|entry| entry.file_type().unwrap().is_file()).map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let is_used = ["-wal", "-shm", "-here", "-queue", "-seats"].iter().any(|suffix| name.ends_with(suffix));
            let held = if is_used { Vec::new() } else { fs::read(entry.path()).unwrap() };
            (name, (entry.metadata().unwrap().ino(), held))
        });
        shape.collect()
    }
}

/// Every kind of path that leads to the desk or to something beside it.
fn of_the_desk(place: &Place) -> Vec<(String, PathBuf)> {
    let (home, desk) = (place.home.path(), place.desk());
    let kept = fs::read_dir(&place.folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("before-restore"));
    let mut targets = vec![
        ("itself".to_owned(), desk.clone()),
        ("by ..".to_owned(), place.folder.join("../barback/./desk.db")),
        ("what a restore kept".to_owned(), kept.unwrap()),
        ("an unfinished copy".to_owned(), place.folder.join(".barback-unfinished")),
        ("what a restore could keep".to_owned(), place.folder.join("desk.db.before-restore-2030-01-01T00-00-00.000Z")),
    ];
    for suffix in ["-wal", "-shm", "-journal", "-here", "-queue", "-seats"] {
        let beside = place.folder.join(format!("desk.db{suffix}"));
        targets.push((format!("the file beside it, {suffix}"), beside));
    }
    let links = home.join("links");
    let _ = fs::remove_dir_all(&links);
    fs::create_dir(&links).unwrap();
    let there: Vec<(String, PathBuf)> = targets.clone();
    for (place, (what, path)) in there.iter().enumerate() {
        let link = links.join(format!("to-{place}"));
        symlink(path, &link).unwrap();
        let second = links.join(format!("again-{place}"));
        symlink(link.file_name().unwrap(), &second).unwrap();
        targets.extend([(format!("{what}, by a link"), link), (format!("{what}, by two links"), second)]);
    }
    symlink(&place.folder, links.join("folder")).unwrap();
    targets.push(("by a folder's link".to_owned(), links.join("folder/desk.db")));
    targets.push(("beside it by a folder's link".to_owned(), links.join("folder/desk.db-journal")));
    targets
}

#[test]
fn nothing_is_written_over_a_desk_or_beside_one() {
    for named in [Named::ByEnvironment, Named::ByOption, Named::ByConfiguration, Named::ByDefault, Named::AsTheOther] {
        let place = Place::new(named);
        let targets = of_the_desk(&place);
        let before = place.shape();
        // A demo is no command at a desk: of one that no environment, option or configuration names it knows by the file alone.
        for (writer, words) in WRITERS {
            // The first way walks the whole table, the others what is told apart by the name of the desk.
            let step = if matches!(named, Named::ByEnvironment) { 1 } else { 5 };
            for (what, to) in targets.iter().step_by(step) {
                let run = place.run(words, to);
                // What makes a desk says itself that there is one.
                let is_refused = run.status == 1 || (words[0] == "demo" && run.status == 5);
                assert!(is_refused, "{writer} to {what}, {named:?}: {}{}", run.stdout, run.stderr);
                assert_eq!(run.stderr.trim().lines().filter(|line| line.starts_with("barback: ")).count(), 1, "{}", run.stderr);
                let after = place.shape();
                assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "{writer} to {what}, {named:?}");
                assert!(after == before, "{writer} to {what}, {named:?}: something of the desk changed");
            }
        }
        let listed = place.run(&["list"], Path::new(""));
        assert_eq!((listed.status, place.run(&["doctor"], Path::new("")).status), (0, 0), "{}", listed.stderr);
    }
}

#[test]
fn a_second_name_of_the_desk_is_the_desk() {
    let place = Place::new(Named::ByEnvironment);
    let second = place.home.path().join("second.db");
    fs::hard_link(place.desk(), &second).unwrap();
    for (writer, words) in WRITERS {
        for to in [second.clone(), place.home.path().join("second.db-wal")] {
            let before = fs::read(place.desk()).unwrap();
            let run = place.run(words, &to);
            assert!([1, 5].contains(&run.status), "{writer}: {}{}", run.stdout, run.stderr);
            assert!(fs::read(place.desk()).unwrap() == before && fs::metadata(&second).unwrap().nlink() == 2, "{writer}");
        }
    }
}

/// A desk that nobody names is known by its file, a backup is none.
#[test]
fn another_desk_is_not_written_over_either_and_a_backup_is() {
    let place = Place::new(Named::ByEnvironment);
    let at = |name: &str| place.home.path().join(name);
    for (writer, words) in WRITERS {
        for name in ["other.db", "other.db-wal", "other.db-queue", "other.db-journal"] {
            let before = fs::read(at("other.db")).unwrap();
            let run = place.run(words, &at(name));
            assert!([1, 5].contains(&run.status), "{writer} to {name}: {}", run.stderr);
            assert!(fs::read(at("other.db")).unwrap() == before && !at("other.db-journal").exists(), "{writer} to {name}");
        }
    }
    assert_eq!(place.run(&["backup", "TO", "--force"], &at("b.db")).status, 0);
    assert_eq!(place.run(&["--db", "TO", "init"], &at("other.db-seats")).status, 5, "nor is a desk made at such a name");
}

#[test]
fn special_files_are_written_into_or_refused_and_stay_what_they_are() {
    let place = Place::new(Named::ByEnvironment);
    let at = |name: &str| place.home.path().join(name);
    nix::unistd::mkfifo(&at("fifo"), Mode::S_IRWXU).unwrap();
    let _listener = UnixListener::bind(at("socket")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let mut kinds = vec![("socket", false), ("folder", false), ("folder/", false), ("none/x", false)];
    // Devices of our own: the machine's are not for trying.
    let mode = Mode::S_IRUSR | Mode::S_IWUSR;
    if mknod(&at("null"), SFlag::S_IFCHR, mode, makedev(1, 3)).is_ok() {
        mknod(&at("disk"), SFlag::S_IFBLK, mode, makedev(259, 4_000)).unwrap();
        kinds.extend([("null", true), ("disk", false)]);
        symlink("null", at("link to null")).unwrap();
        kinds.push(("link to null", true));
    } else {
        crate::torture::skip("devices can only be made by root");
    }
    for (writer, words) in WRITERS {
        for (name, is_stream) in &kinds {
            let is_backup = words[0] == "backup";
            if is_backup && name.starts_with("folder") {
                continue;
            }
            let takes_text = matches!(words[0], "export" | "import");
            let run = place.run(words, &at(name));
            assert_eq!(run.status == 0, takes_text && *is_stream, "{writer} to {name}: {}{}", run.stdout, run.stderr);
        }
    }
    let kind = |name: &str| fs::symlink_metadata(at(name)).unwrap().file_type();
    assert!(kind("fifo").is_fifo() && kind("socket").is_socket() && kind("folder").is_dir());
    assert!(!at("null").exists() || (kind("null").is_char_device() && kind("disk").is_block_device() && kind("link to null").is_symlink()));
    // Into a FIFO goes what somebody reads at its other end, whole.
    for words in [["export", "-o", "TO"].as_slice(), &["export", "--force", "-o", "TO"]] {
        let (fifo, reader) = (at("fifo"), at("fifo"));
        let read = std::thread::spawn(move || fs::read_to_string(reader).unwrap());
        assert_eq!(place.run(words, &fifo).status, 0);
        assert!(read.join().unwrap().contains("Cannot redeem bottle"));
    }
    for words in [["backup", "TO"].as_slice(), &["backup", "TO", "--force"], &["demo", "--into", "TO"]] {
        let refused = place.run(words, &at("fifo"));
        assert!(refused.status == 1 && refused.stderr.contains("a FIFO, and this has to be a file"), "{}", refused.stderr);
    }
    assert!(kind("fifo").is_fifo());
}

#[test]
fn a_dash_and_dev_stdout_are_standard_output() {
    let place = Place::new(Named::ByEnvironment);
    let plain = place.run(&["export"], Path::new(""));
    for to in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        for words in [["export", "-o", "TO"].as_slice(), &["export", "-o", "TO", "--force"]] {
            let run = place.run(words, Path::new(to));
            assert_eq!((run.status, &run.stdout), (0, &plain.stdout), "{to}: {}", run.stderr);
        }
    }
    for words in
        [["backup", "TO"].as_slice(), &["backup", "TO", "--force"], &["import", "bad.csv", "--skip-bad", "TO"], &["demo", "--into", "TO"]]
    {
        let run = place.run(words, Path::new("-"));
        assert_eq!((run.status, run.stderr.contains("standard output")), (1, true), "{words:?}: {}", run.stderr);
    }
    assert!(!place.home.path().join("-").exists());
    assert_eq!(place.run(&["export", "-o", "TO"], Path::new("./-")).status, 0);
    assert!(place.home.path().join("-").exists(), "and a file of that name is named by its folder");
}

/// By `>>`, which cuts nothing away before the program begins.
#[test]
fn an_answer_is_not_appended_to_a_desk() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    for suffix in ["", "-wal", "-queue"] {
        let path = office.folder.path().join(format!("desk.db{suffix}"));
        let before = fs::read(&path).unwrap_or_default();
        for args in [["list"].as_slice(), &["export"], &["stats", "--json"]] {
            let mut command = office.barback();
            let append = fs::OpenOptions::new().append(true).create(true).open(&path).unwrap();
            let run = Run::from({
                command.args(args).stdout(append);
                command.output().unwrap()
            });
            assert_eq!((run.status, run.stderr.contains("standard output belongs to the desk")), (1, true), "{suffix}: {}", run.stderr);
        }
        assert!(fs::read(&path).unwrap() == before, "{suffix}");
    }
}

/// A link is kept, and what it leads to is what is written.
#[test]
fn a_link_is_followed_and_stays_a_link() {
    let place = Place::new(Named::ByEnvironment);
    let at = |name: &str| place.home.path().join(name);
    symlink("new.ndjson", at("dangling")).unwrap();
    assert_eq!(place.run(&["export", "-o", "TO"], &at("dangling")).status, 0);
    assert!(fs::read_to_string(at("new.ndjson")).unwrap().contains("Cannot redeem bottle"));
    fs::write(at("there"), "mine").unwrap();
    symlink("there", at("link")).unwrap();
    for words in [["export", "-o", "TO"].as_slice(), &["backup", "TO"], &["import", "bad.csv", "--skip-bad", "TO"]] {
        assert_eq!(place.run(words, &at("link")).status, 1);
    }
    assert_eq!(fs::read_to_string(at("there")).unwrap(), "mine");
    assert_eq!(place.run(&["export", "-o", "TO", "--force"], &at("link")).status, 0);
    assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink() && fs::read_to_string(at("there")).unwrap().contains("redeem"));
    symlink("round", at("round")).unwrap();
    assert_eq!(place.run(&["export", "-o", "TO", "--force"], &at("round")).status, 1);
}

/// Old backups that go are never a desk, though one may have their name.
#[test]
fn a_backup_that_was_opened_as_a_desk_is_not_removed_with_the_old_ones() {
    let place = Place::new(Named::ByEnvironment);
    let folder = place.home.path().join("copies");
    fs::create_dir(&folder).unwrap();
    let opened = folder.join("desk-2020-01-01T00-00-00.000Z.db");
    assert_eq!(place.run(&["backup", "TO"], &opened).status, 0);
    let mut command = barback(place.home.path());
    command.arg("--db").arg(&opened).args(["new", "-s", "Only in this one"]);
    assert_eq!(fed(command, b"").status, 0);
    for _ in 0..2 {
        assert_eq!(place.run(&["backup", "TO", "--keep", "1"], &folder).status, 0);
    }
    assert!(opened.exists());
}
