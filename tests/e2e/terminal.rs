//! What a real terminal is sent beside the frames, and that the desk can be put aside and taken up again.

use crate::USUAL;
use crate::pty::Home;
use rusqlite::Connection;

/// `TKT-` and what follows, as OSC 52 carries it.
const COPIED: &str = "\u{1b}]52;c;VEtU";
const CTRL_Z: &str = "\u{1a}";

#[test]
fn a_number_is_copied_by_osc_52_and_inside_tmux_also_past_it() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").types("y").until("sent to the terminal's clipboard").until_written(COPIED);
    assert!(!desk.has_written("\u{1b}Ptmux;"), "what is not tmux would show it");
    let mut inside = home.start(env!("CARGO_BIN_EXE_barback"), &[], &[("TMUX", "/tmp/tmux-0/default,1,0")], USUAL);
    inside.until("Charged twice").types("y").until_written("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;VEtU");
}

#[test]
fn an_urgent_arrival_rings_and_titles_and_the_title_is_given_back() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    home.done(&["user", "add", "dana", "--name", "Dana", "--role", "bartender"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").until_written("\u{1b}[22;0t").until_written("\u{1b}]0;Barback\u{7}");
    home.done(&["new", "-s", "\u{1b}]0;evil\u{7}", "-p", "urgent", "--as", "dana"]);
    desk.until("2 open").until_written("\u{1b}]0;Barback: 1 urgent\u{7}");
    desk.types("q");
    assert!(desk.ended().success());
    assert!(desk.has_written("\u{1b}[23;0t"), "the title is what it was");
    assert!(!desk.has_written("\u{1b}]0;evil"));
}

#[test]
fn ctrl_z_waits_for_the_writer_and_fg_comes_back() {
    let home = Home::new();
    let number = home.done(&["new", "-s", "Charged twice"]);
    let mut shell = home.start("bash", &["--norc", "--noprofile", "-i"], &[("PS1", "ready> ")], USUAL);
    shell.until("ready> ").types(&format!("{}\r", env!("CARGO_BIN_EXE_barback"))).until("Charged twice");
    let file = home.folder.path().join(".local/share/barback/desk.db");
    let other = Connection::open(file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    shell.types("i").types(CTRL_Z);
    other.execute_batch("ROLLBACK").unwrap();
    shell.until("Stopped");
    assert!(home.done(&["list", "assignee:me", "--json"]).contains(&number), "a change on its way is made before the desk stops");
    shell.types("fg\r").until("assigned to").types("q").until_gone("1 open");
}
