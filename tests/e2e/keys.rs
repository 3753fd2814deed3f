//! Keys as terminals send them, through a pty to the real program.

use super::pty::Home;
use super::{ESC, USUAL};

/// Opens a comment in which something is written.
fn commenting(home: &Home, more: &[(&str, &str)]) -> super::pty::Pty {
    home.done(&["new", "-s", "Charged twice"]);
    let mut desk = home.start(env!("CARGO_BIN_EXE_barback"), &[], more, USUAL);
    desk.until("Charged twice").types("c").until("Public comment on").types("half a thought").until("half a thought");
    desk
}

#[test]
fn alt_left_is_one_word_back_in_every_terminals_way() {
    for alt_left in ["\u{1b}\u{1b}[D", "\u{1b}\u{1b}OD", "\u{1b}[1;3D"] {
        let home = Home::new();
        let mut desk = commenting(&home, &[]);
        desk.types(alt_left).types("!").until("half a !thought").types("\u{13}").until("Comment added to");
        assert!(!desk.text().contains("Delete TKT-"), "{}", desk.text());
    }
}

#[test]
fn a_sequence_in_pieces_is_one_key() {
    for pieces in [&["\u{1b}", "[D"][..], &["\u{1b}[", "D"], &["\u{1b}", "O", "D"], &["\u{1b}", "[", "1", ";", "2", "D"]] {
        let home = Home::new();
        let mut desk = commenting(&home, &[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")]);
        for piece in pieces {
            desk.types(piece);
        }
        desk.types("!").until("half a though!t");
        assert!(!desk.text().contains("Delete TKT-"), "{}", desk.text());
    }
}

#[test]
fn esc_alone_closes_over_every_line() {
    for more in [&[][..], &[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")]] {
        let home = Home::new();
        let mut desk = commenting(&home, more);
        desk.types(ESC).until("kept as a draft").types("q");
        assert!(desk.ended().success());
    }
}
