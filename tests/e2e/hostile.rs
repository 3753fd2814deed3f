//! A desk full of hostile text on a real terminal: every byte that the program writes is read by a parser with a list of what is
//! allowed.

use crate::pty::{Home, Pty};
use crate::support_hostile::{To, cases, forbidden};
use crate::{ENTER, ESC, SEND};
use nix::sys::signal::Signal;
use rusqlite::{Connection, params};

const WIDE: (u16, u16) = (120, 40);

/// Rows that came past the desk, as nobody cleaned them.
fn fill(home: &Home) {
    home.done(&["init"]);
    for (name, _) in cases() {
        home.done(&["new", "-s", name]);
    }
    let raw = Connection::open(home.folder.path().join(".local/share/barback/desk.db")).unwrap();
    for (name, text) in cases() {
        let text = text.replace('\0', "");
        let cut = |most: usize| text.char_indices().take_while(|(at, _)| *at < most).map(|(_, letter)| letter).collect::<String>();
        raw.execute("UPDATE tickets SET subject = ?2, description = ?3 WHERE subject = ?1", params![name, cut(8_000), cut(60_000)])
            .unwrap();
    }
    raw.execute("UPDATE users SET name = ?1", ["\u{1b}]0;evil\u{7}\u{202e}\u{9b}31m name"]).unwrap();
    raw.execute("INSERT INTO settings VALUES ('venue', ?1)", ["\u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7}venue"]).unwrap();
}

fn is_harmless(desk: &Pty, when: &str) {
    let found = forbidden(&desk.raw(), To::Terminal);
    assert!(found.is_empty(), "{when}: {found:?}");
}

#[test]
fn nothing_of_it_reaches_the_terminal() {
    let home = Home::new();
    fill(&home);
    let mut desk = home.open(&[], WIDE);
    desk.until("Everything").types("9").until("9 Everything");
    for _ in 0..cases().len() {
        desk.types("j");
    }
    desk.rest();
    is_harmless(&desk, "the list");
    desk.types("g").types(ENTER);
    for _ in 0..cases().len() {
        desk.types("J").types("\u{1b}[6~");
    }
    desk.rest();
    is_harmless(&desk, "reading");
    desk.types(ESC);
    for keys in ["a", "s", "D", "e", ":", "?", ",", "f", "Y", "T"] {
        desk.types(keys).types("\u{1b}[B").types(ESC).types(ESC);
    }
    desk.rest();
    is_harmless(&desk, "forms");
    for (_, text) in cases().into_iter().filter(|(_, text)| text.len() < 2_000) {
        // The end of a paste inside it is what it is to every terminal: the end.
        desk.types(&format!("c\u{1b}[200~{text}\u{1b}[201~")).types(SEND);
    }
    desk.rest();
    is_harmless(&desk, "pastes");
    // Wherever the last of them left it.
    desk.signal(Signal::SIGTERM);
    desk.ended();
    is_harmless(&desk, "at the end");
    assert!(desk.is_given_back());
    let seen = desk.raw().len();
    eprintln!("torture: hostile text on a terminal: {seen} bytes, 0 forbidden sequences");
}

#[test]
fn the_judge_is_not_blind() {
    for planted in [
        "\u{1b}]0;evil\u{7}",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}[6n",
        "\u{1b}c",
        "\u{1b}P1q\u{1b}\\",
        "\u{202e}",
        "\u{9b}31m",
        "\u{1b}[?47h",
        "\u{8}",
    ] {
        assert!(!forbidden(planted.as_bytes(), To::Terminal).is_empty(), "{planted:?}");
    }
    assert!(!forbidden(b"\x1b[31m", To::Pipe).is_empty() && forbidden(b"\x1b[31m", To::Terminal).is_empty());
}
