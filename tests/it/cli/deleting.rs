//! Deleting, bringing back, removing for good.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};

#[test]
fn deleted_back_and_purged() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.run(&["delete", &number]);
    told.run(&["delete", &number, "--yes"]);
    told.run(&["list"]);
    told.run(&["show", &number]);
    told.run(&["comment", &number, "hello"]);
    told.run(&["undelete", &number]);
    told.run(&["purge", &number, "--yes"]);
    told.run(&["delete", &number, "-y"]);
    told.run(&["purge", &number, "--yes"]);
    told.run(&["show", &number]);
    assert_told!(told);
}

#[test]
fn whoever_may_not_is_told_before_they_are_asked() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    for args in [["--as", "dana", "delete", &number], ["--as", "dana", "purge", &number]] {
        assert_eq!(office.run(&args).status, 4);
    }
    assert_eq!(office.run(&["delete", &number]).status, 2, "somebody has to be asked");
    assert_eq!(office.run(&["delete", "999999"]).status, 1);
}

/// Runs the binary on a terminal of its own where somebody types this; what the terminal showed, and the exit status.
pub(super) fn on_a_terminal(office: &Office, args: &[&str], typed: &str) -> (String, u32) {
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_barback"));
    command.env_clear();
    command.env("BARBACK_DB", &office.path);
    command.env("HOME", office.folder.path());
    command.env("TERM", "xterm");
    command.args(args);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let reading = std::thread::spawn(move || {
        let mut shown = Vec::new();
        // A terminal whose last user is gone ends with an error on Linux.
        let _ = reader.read_to_end(&mut shown);
        String::from_utf8_lossy(&shown).into_owned()
    });
    pair.master.take_writer().unwrap().write_all(typed.as_bytes()).unwrap();
    let status = child.wait().unwrap().exit_code();
    drop(pair.master);
    (reading.join().unwrap(), status)
}

#[test]
fn a_terminal_is_asked_and_no_is_the_answer() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    office.run(&["comment", &number, "Which card?"]);
    office.run(&["comment", &number, "Odd", "--internal"]);
    for answer in ["\n", "n\n", "maybe\n"] {
        let (shown, status) = on_a_terminal(&office, &["delete", &number], answer);
        assert!(shown.contains(&format!("{number}  Charged twice  (1 comment, 1 note)")), "{shown}");
        assert!(shown.contains("delete? [y/N]") && shown.contains("nothing was changed"), "{shown}");
        assert_eq!(status, 1);
    }
    let (shown, status) = on_a_terminal(&office, &["delete", &number], "y\n");
    assert!(status == 0 && shown.contains(&format!("{number} deleted")), "{shown}");
}

#[test]
fn a_comment_without_words_is_not_waited_for() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let (shown, status) = on_a_terminal(&office, &["comment", &number], "");
    assert!(status == 2 && shown.contains("nothing to say"), "{shown}");
}
