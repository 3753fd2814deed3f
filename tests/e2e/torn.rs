//! What stands beside the desk is cut or removed while a screen is open: it says so, and the terminal is given back.

use crate::USUAL;
use crate::pty::{Home, Pty};
use nix::sys::signal::Signal;
use std::fs::{self, File};
use std::path::PathBuf;

const SAID: &str = "Switched it off and on";

fn beside(home: &Home, suffix: &str) -> PathBuf {
    home.folder.path().join(format!(".local/share/barback/desk.db{suffix}"))
}

/// An open screen with a comment begun, and the comment in the file.
fn writing(home: &Home) -> Pty {
    home.done(&["new", "-s", "Till 3 is frozen"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Till 3").types("c").until("Public comment on").types(SAID).until("and on");
    home.until_a_draft_says(SAID);
    desk
}

#[test]
fn log_files_that_are_cut_or_removed_are_noticed_before_they_are_touched() {
    for (suffix, is_cut) in [("-shm", true), ("-shm", false), ("-wal", false)] {
        let home = Home::new();
        let mut desk = writing(&home);
        let path = beside(&home, suffix);
        if is_cut {
            File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
        desk.types("\u{13}").until("was removed,").until(SAID);
        desk.types("\u{1b}").types("q").until("q");
        desk.types("y").types("q");
        desk.signal(Signal::SIGTERM);
        let ended = desk.ended();
        assert_eq!(ended.signal(), None, "{suffix} {is_cut}");
        assert!(desk.is_given_back(), "{suffix} {is_cut}: {}", desk.text());
        // With nobody there any more it is a desk like any other, and what was acknowledged is in it.
        assert!(home.done(&["list"]).contains("Till 3 is frozen"));
        assert!(home.done(&["doctor"]).contains("fine"), "{suffix} {is_cut}");
        home.until_a_draft_says(SAID);
    }
}

/// Whoever meets the cut in the middle of a question is sent this signal by the system.
#[test]
fn a_screen_that_the_system_would_end_gives_the_terminal_back_and_says_why() {
    let home = Home::new();
    let mut desk = writing(&home);
    desk.signal(Signal::SIGBUS);
    let ended = desk.ended();
    assert_eq!((ended.signal(), ended.exit_code()), (None, 1));
    assert!(desk.is_given_back(), "{}", desk.text());
    assert!(desk.text().contains("was cut while it was open"), "{}", desk.text());
    home.until_a_draft_says(SAID);
}
