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

#[test]
fn the_cursor_is_the_terminal_s_own_where_text_is_typed_and_hidden_elsewhere() {
    let home = Home::new();
    home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.open(&[], USUAL);
    desk.until("Charged twice").until_cursor("in the list", |desk| desk.cursor().is_none());
    for (keys, field) in [("/", "the search line"), (":", "the palette"), ("c", "a comment"), ("t", "a subject")] {
        desk.types(keys).until_cursor(field, |desk| desk.cursor().is_some());
        desk.types("till 3").until_cursor(field, |desk| desk.before_cursor().ends_with("till 3"));
        desk.types("\u{1b}[D\u{1b}[D").until_cursor(field, |desk| desk.before_cursor().ends_with("till"));
        for window in [(100, 30), USUAL] {
            let frames = desk.frames().len();
            desk.resize(window).until_frames(frames + 1);
            desk.until_cursor(field, |desk| desk.before_cursor().ends_with("till"));
        }
        desk.types("\u{1b}").until_cursor(field, |desk| desk.cursor().is_none());
    }
    desk.types("q");
    assert!(desk.ended().success());
    assert!(desk.cursor().is_some(), "the shell has its cursor again");
}

#[test]
fn a_ticket_on_a_narrow_terminal_breaks_between_clusters() {
    let home = Home::new();
    for cluster in ["\u{915}\u{94d}\u{937}\u{93f}", "\u{e01}\u{e33}"] {
        let text = cluster.repeat(60);
        let number = home.done(&["new", "-s", "long", "-d", &text]);
        let mut shown = home.open(&["show", &number], (40, 24));
        assert!(shown.ended().success());
        let raw = String::from_utf8(shown.raw()).unwrap();
        let rows = raw.lines().map(|row| row.trim().trim_start_matches("> ")).filter(|row| row.contains(cluster));
        let rows: Vec<&str> = rows.collect();
        assert!(rows.len() > 2 && rows.concat() == text, "{rows:?}");
        assert!(rows.iter().all(|row| row.replace(cluster, "").is_empty()), "{rows:?}");
    }
}
