//! What the fuzz targets hold (`fuzz/fuzz_targets`), bounded: whatever is typed or imported is read or refused, and nothing panics.

use super::{report, rounds};
use crate::exchange::support::bar;
use barback::config::in_lines;
use barback::domain::capture::{Marks, parse};
use barback::domain::query::{Query, Reader};
use barback::domain::text::{Field, clean, is_treacherous, shown};
use barback::tui::keyboard::{Keyboard, Line};
use barback::tui::{keys, remap};
use crossterm::event::Event;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

fn run<S: Strategy>(what: &str, texts: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let cases = u32::try_from(rounds(300, 30_000)).unwrap();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&texts, test) {
        panic!("{error}");
    }
    report(what, format!("{cases} texts, 0 panics"));
}

/// Pieces that mean something, and any letters between.
fn texts(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(pieces).prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ :,=+\"'.-]{1,3}"];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn queries() {
    const PIECES: &[&str] = &[
        "status:",
        "open",
        "priority:",
        ">=",
        "high",
        "created:",
        "2026-11-01",
        "..",
        "<2h",
        "is:",
        "mine",
        "sort:",
        "-",
        "not:",
        "\"",
        "assignee:",
        "me",
        "requester:",
        " ",
        "TKT-482913",
        "wörd",
    ];
    run("queries", texts(PIECES), |text| {
        for reader in [Reader::Staff, Reader::Guest] {
            match Query::parse(&text, reader) {
                Ok(query) => {
                    let written = query.to_string();
                    let again = Query::parse(&written, reader).map_err(|error| TestCaseError::fail(format!("{written}: {error}")))?;
                    prop_assert_eq!(again.to_string(), written);
                }
                Err(error) => prop_assert!(!error.pointing(&text).is_empty()),
            }
        }
        Ok(())
    });
}

#[test]
fn cleaning() {
    const PIECES: &[&str] =
        &["\u{1b}[31m", "\u{202e}", "e\u{301}\u{301}", "👨\u{200d}👩", "\r\n", "\u{9b}", "\u{200b}", "क्\u{200d}ष", "\u{e0001}", "\u{fe0f}"];
    run("texts cleaned", texts(PIECES), |text| {
        for field in [Field::Line, Field::Long] {
            let once = clean(&text, field).text;
            prop_assert_eq!(&clean(&once, field).text, &once);
            prop_assert_eq!(shown(&once, field).into_owned(), once.clone());
            let is_joiner = |letter| matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
            prop_assert!(!once.chars().any(|letter| is_treacherous(letter) && !is_joiner(letter)), "{:?}", once);
            prop_assert!(once.len() <= text.len() * 3);
        }
        Ok(())
    });
}

#[test]
fn keys_and_lines() {
    const PIECES: &[&str] =
        &["ctrl-", "shift-", "alt-", "enter", "f12", "ticket.take", "=", ",", ";", "I", "!!", "#technical", "@dana", "for:ida", "\n"];
    run("keys and lines", texts(PIECES), |text| {
        let _ = keys::read(&text);
        let _ = remap::judge(&in_lines(&text));
        for triage in [true, false] {
            let _ = parse(&text, Marks { triage, staff: &[] });
        }
        Ok(())
    });
}

#[test]
fn bytes_of_a_terminal() {
    let byte = prop_oneof![3 => Just(0x1b), 3 => select(b"[O;15~DyM \xc2\x85\x9b\r".to_vec()), 1 => any::<u8>()];
    let reads = prop::collection::vec((prop::collection::vec(byte, 0..12), 0i64..2_500), 0..8);
    run("bursts of keys", reads, |reads| {
        for line in [Line::Direct, Line::Remote] {
            let (mut keyboard, mut now) = (Keyboard::over(line), 0);
            let mut events = Vec::new();
            for (bytes, pause) in &reads {
                keyboard.read(bytes, now);
                events.extend(keyboard.typed());
                now += pause;
                events.extend(keyboard.time_passed(now));
            }
            while let Some(due) = keyboard.wakes_at() {
                events.extend(keyboard.time_passed(due));
            }
            let is_control = |letter: char| letter.is_control() && !matches!(letter, '\r' | '\n' | '\t');
            for event in events {
                match event {
                    Event::Key(key) => prop_assert!(!key.code.as_char().is_some_and(is_control), "{key:?}"),
                    Event::Paste(text) => prop_assert!(!text.chars().any(is_control), "{text:?}"),
                    _ => {}
                }
            }
        }
        Ok(())
    });
}

#[test]
fn imports() {
    const PIECES: &[&str] = &[
        "Ticket ID,Ticket Subject,Ticket Status\n",
        "1,x,Open\n",
        "\"",
        ",",
        "\n",
        "{\"subject\":\"x\"}\n",
        "{",
        "}",
        "[",
        "\\u202e",
        "\"id\":",
        "\u{feff}",
        "Closed",
        "2026-11-01 10:00:00",
        "Critical",
    ];
    let bar = bar(3);
    let case = (texts(PIECES), prop::collection::vec(any::<u8>(), 0..12), any::<bool>(), any::<bool>());
    run("files imported", case, |(text, bytes, is_csv, is_old)| {
        let file = bar.write("rows", [text.as_bytes(), &bytes].concat());
        let format = if is_csv { "csv" } else { "ndjson" };
        let encoding = if is_old { "windows-1252" } else { "utf-8" };
        let said = bar.import(&[&file, "--format", format, "--encoding", encoding, "--dry-run"]);
        prop_assert!(!said.out.contains('\u{1b}') && !said.err.contains('\u{1b}'), "{}{}", said.out, said.err);
        Ok(())
    });
}
