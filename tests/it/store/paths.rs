//! Names that the engine would read otherwise are the files so named, or refused: wherever a path reaches it.

use crate::support::run::{Run, barback, fed};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

fn run(home: &Path, words: &[&OsStr]) -> Run {
    let mut command = barback(home);
    command.args(words);
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    Run {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code().unwrap_or(-1),
    }
}

fn words<'a>(words: &'a [&'a str]) -> Vec<&'a OsStr> {
    words.iter().map(OsStr::new).collect()
}

/// The names in a folder that do not begin so.
fn others(folder: &Path, names: &[&OsStr]) -> Vec<OsString> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    all.filter(|name| !names.iter().any(|begun| name.as_bytes().starts_with(begun.as_bytes()))).collect()
}

#[test]
fn a_name_is_the_file_so_named() {
    let names: Vec<OsString> = [
        "file:a.db",
        "file:a.db?mode=memory",
        "file:",
        ":memory:",
        "a.db?mode=ro",
        "a.db?vfs=unix-none",
        "%61.db",
        "a b#c.db",
        "two\nlines.db",
        "-dash.db",
        "\u{202e}bd.ksed",
    ]
    .into_iter()
    .map(OsString::from)
    .chain([OsString::from_vec(b"latin-\xe9.db".to_vec())])
    .collect();
    for name in &names {
        let home = tempfile::tempdir().unwrap();
        let at = |path: &OsStr| home.path().join(path);
        let db = |rest: &[&'static str]| {
            let mut option = OsString::from("--db=");
            option.push(name);
            let mut line = vec![option];
            line.extend(rest.iter().map(OsString::from));
            run(home.path(), &line.iter().map(OsString::as_os_str).collect::<Vec<_>>())
        };
        let made = db(&["init"]);
        assert_eq!(made.status, 0, "{name:?}: {}", made.stderr);
        assert_eq!(&fs::read(at(name)).unwrap()[..15], b"SQLite format 3", "{name:?}");
        assert_eq!(db(&["new", "-s", "Only here"]).status, 0);
        // The same name for a backup of it, in a folder of its own.
        let folder = at(OsStr::new("copies"));
        fs::create_dir(&folder).unwrap();
        let inside = |name: &OsStr, option: Option<&str>| {
            let mut command = barback(home.path());
            command.current_dir(&folder).arg("--db").arg(at(name)).arg("backup").args(option).arg("--").arg(name);
            fed(command, b"").status
        };
        assert_eq!((inside(name, None), inside(name, Some("--verify"))), (0, 0), "{name:?}");
        assert_eq!(&fs::read(folder.join(name)).unwrap()[..15], b"SQLite format 3", "{name:?}");
        assert_eq!(others(&folder, &[name]), Vec::<OsString>::new(), "{name:?}");
        assert_eq!(db(&["new", "-s", "Not in it"]).status, 0);
        let mut restore = barback(home.path());
        restore.current_dir(&folder).arg("--db").arg(at(name)).args(["restore", "--yes", "--"]).arg(name);
        assert_eq!(restore.output().unwrap().status.code(), Some(0), "{name:?}");
        let listed = db(&["list"]).stdout;
        assert!(listed.contains("Only here") && !listed.contains("Not in it"), "{name:?}: {listed}");
        assert_eq!(others(home.path(), &[name, OsStr::new("copies")]), Vec::<OsString>::new(), "{name:?}");
        for locked in ["-queue", "-here"] {
            let mut beside = name.clone();
            beside.push(locked);
            assert!(locked == "-here" || at(&beside).exists(), "{name:?}: writers stand in line at {beside:?}");
        }
    }
}

#[test]
fn a_name_that_can_be_no_file_is_refused_and_nothing_is_made() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("folder")).unwrap();
    let long = format!("{}/desk.db", vec!["a_folder_of_a_long_name".repeat(8); 3].join("/"));
    let longest = "n".repeat(5_000);
    let ways: [(&str, &str); 9] = [
        ("", ""),
        ("new.db/", "not a file"),
        ("new.db/.", "not a file"),
        ("folder", ""),
        ("folder/", "not a file"),
        (".", "not a file"),
        ("..", "not a file"),
        (&long, "its whole path has"),
        (&longest, "its whole path has"),
    ];
    for (name, why) in ways {
        let option = format!("--db={name}");
        for verb in [vec!["init"], vec!["new", "-s", "x"], vec!["list"]] {
            let said = run(home.path(), &words(&[&[option.as_str()], verb.as_slice()].concat()));
            assert!(![0, 101].contains(&said.status) && said.stdout.is_empty(), "{name:?} {verb:?}: {} {}", said.status, said.stderr);
            // Where nothing can be at the path there is nothing to look at either.
            let is_missing = verb == ["list"] && said.stderr.contains("no desk at");
            assert!(is_missing || said.stderr.contains(why), "{name:?} {verb:?}: {}", said.stderr);
            assert!(said.stderr.len() < 1_000, "{} bytes about {} of a name", said.stderr.len(), name.len());
        }
    }
    let left = others(home.path(), &[OsStr::new("folder"), OsStr::new("a_folder")]);
    assert_eq!(left, Vec::<OsString>::new());
}
