//! The line drops while somebody writes: whatever way the terminal goes, the program goes too, soon and without burning a
//! processor, and what was typed is in the file.

use crate::USUAL;
use crate::pty::{Home, Pty};
use nix::sys::signal::Signal;
use std::time::Duration;

const ANSWER: &str = "The scanner was restarted";

/// A desk with an answer that is not sent; `through` starts it: a shell's words before the program.
fn half_an_answer(home: &Home, through: &str) -> Pty {
    home.done(&["new", "-s", "Cannot redeem bottle"]);
    let line = format!("{through} \"$PROGRAM\"");
    let mut desk = home.start("sh", &["-c", &line], &[("PROGRAM", env!("CARGO_BIN_EXE_barback"))], USUAL);
    desk.until("Cannot redeem").types("c").until("Public comment on").types(ANSWER).until("restarted");
    desk
}

/// It is gone within a second, as a machine that is busy with other tests has seconds; and it has not spun.
fn is_gone(home: &Home, desk: &mut Pty, way: &str) {
    let (took, processor) = desk.ends();
    assert!(took < Duration::from_secs(5), "{way}: {took:?}");
    assert!(processor < Duration::from_millis(500), "{way}: {processor:?} of a processor");
    home.until_a_draft_says(ANSWER);
    eprintln!("torture: hang-up, {way}: gone in {took:.1?}, {processor:.1?} of a processor, nothing lost");
}

#[test]
fn the_line_drops() {
    // As it is usually; where no signal comes, as under some sshd; where signals are told to be ignored, as under nohup.
    for through in ["exec", "exec env --block-signal=HUP", "trap '' HUP; exec"] {
        let home = Home::new();
        let mut desk = half_an_answer(&home, through);
        desk.hang_up();
        is_gone(&home, &mut desk, through);
    }
}

#[test]
fn the_line_drops_while_it_draws_and_cannot() {
    for through in ["exec", "exec env --block-signal=HUP"] {
        let home = Home::new();
        let mut desk = half_an_answer(&home, through);
        home.until_a_draft_says(ANSWER);
        desk.goes_deaf().hang_up();
        is_gone(&home, &mut desk, &format!("{through}, in the middle of a frame"));
    }
}

#[test]
fn it_is_to_end_while_nobody_takes_what_it_draws() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let home = Home::new();
        let mut desk = half_an_answer(&home, "exec");
        home.until_a_draft_says(ANSWER);
        desk.goes_deaf().signal(signal);
        is_gone(&home, &mut desk, &format!("{signal} on a line that is stuck"));
    }
}

#[test]
fn a_stuck_line_that_comes_back_goes_on() {
    let home = Home::new();
    let mut desk = half_an_answer(&home, "exec");
    desk.goes_deaf().hears_again();
    desk.resize(USUAL).until(ANSWER).types(", please try").until("please try");
    home.until_a_draft_says("please try");
}

#[test]
fn its_shell_is_killed_or_the_line_drops_while_it_is_put_aside() {
    for is_put_aside in [false, true] {
        let home = Home::new();
        home.done(&["new", "-s", "Cannot redeem bottle"]);
        let mut shell = home.start("bash", &["--norc", "--noprofile", "-i"], &[("PS1", "ready> ")], USUAL);
        shell.until("ready> ").types(&format!("{}\r", env!("CARGO_BIN_EXE_barback"))).until("Cannot redeem");
        shell.types("c").until("Public comment on").types(ANSWER).until("restarted");
        let desk = shell.child_of_child();
        if is_put_aside {
            shell.types("\u{1b}").until("kept as a draft").types("\u{1a}").until("Stopped");
            shell.hang_up();
        } else {
            shell.signal(Signal::SIGKILL);
        }
        crate::pty::until_gone(desk);
        home.until_a_draft_says(ANSWER);
    }
}
