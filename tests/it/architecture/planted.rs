//! Broken samples: each wall must see its own, and leave what only looks like it alone.

use super::source::{Source, bare};
use super::walls;

fn read(place: &str, text: &str) -> Source {
    Source::new(place.to_owned(), text)
}

/// How many faults the walls between the rooms find.
fn faults(place: &str, text: &str) -> usize {
    walls::between_rooms(&read(place, text)).len()
}

#[test]
fn an_import_through_a_wall_is_seen() {
    let planted = [
        ("src/domain/ticket.rs", "use crate::store::Store;"),
        ("src/domain/query/lex.rs", "fn f() { super::super::super::desk::open() }"),
        ("src/store/sqlite/mod.rs", "use crate::desk::Desk;"),
        ("src/desk/assign.rs", "use crate::tui::action::Action;"),
        ("src/config/mod.rs", "use crate::desk::Desk;"),
        ("src/cli/list.rs", "use crate::store::Store;"),
        ("src/cli/list.rs", "fn f(s: &dyn crate::store::Read) {}"),
        ("src/cli/list.rs", "type T = Vec<barback::store::Counts>;"),
        ("src/cli/mod.rs", "use crate::tui;"),
        ("src/tui/mod.rs", "use crate::cli::args;"),
        ("src/tui/view/mod.rs", "use crate::store::Store;"),
        ("src/mail/mod.rs", "use crate::cli::args;"),
        ("src/kitchen/mod.rs", "fn f() {}"),
        ("src/desk/mod.rs", "#[path = \"../tui/keys.rs\"] mod keys;"),
    ];
    for (place, text) in planted {
        assert_eq!(faults(place, text), 1, "{place}: {text}");
    }
}

#[test]
fn grouped_and_renamed_imports_are_taken_apart() {
    assert_eq!(faults("src/cli/show.rs", "use crate::{domain::{Ticket, Status as S}, store::{Read, sqlite::{open, create}}};"), 3);
    assert_eq!(faults("src/cli/show.rs", "use crate::{\n    desk::Desk,\n    store::Read as Shelf,\n};"), 1);
    assert_eq!(faults("src/cli/show.rs", "use {crate::store, std::fmt};"), 1);
    assert_eq!(faults("src/cli/show.rs", "use {std::fmt, crate::{store}};"), 1);
    assert_eq!(faults("src/cli/show.rs", "use crate as house;"), 1);
    assert_eq!(faults("src/cli/show.rs", "use crate::{self as house};"), 1);
    assert_eq!(faults("src/cli/show.rs", "use crate::*;"), 1);
    assert_eq!(faults("src/cli/mod.rs", "use super as house;"), 1);
    assert_eq!(faults("src/cli/show.rs", "mod inner { use super::super::super::store::Read; }"), 1);
    assert_eq!(
        faults("src/cli/show.rs", "mod inner { use super::store::Read; } use super::output;"),
        0,
        "that store is a child of cli::show"
    );
    assert_eq!(faults("src/cli/show.rs", "macro_rules! m { () => { $crate::store::open() } }"), 1);
    assert_eq!(faults("src/cli/show.rs", "fn f() { let x = <crate::store::A as crate::domain::B>::new::<crate::store::C>(); }"), 2);
}

#[test]
fn what_only_looks_like_a_fault_is_none() {
    let sound = [
        ("src/desk/assign.rs", "use crate::{domain::{Ticket, policy}, store::Write};"),
        ("src/desk/assign.rs", "// crate::tui\n/* crate::tui /* nested */ crate::tui */ fn f() {}"),
        ("src/desk/assign.rs", "const A: &str = \"crate::tui \\\" crate::tui\"; const B: &str = r#\"\" crate::tui \"#;"),
        ("src/desk/assign.rs", "pub(crate) fn f<'a>(x: &'a str) -> char { if x == \"'\" { '\"' } else { '\\'' } }"),
        ("src/domain/user.rs", "pub(in crate::domain) fn f(self: &Self) -> u8 { self as u8 }"),
        ("src/domain/query/mod.rs", "#[cfg(test)] mod tests { use super::*; use super::super::Role; }"),
        ("src/main.rs", "use barback::{cli, tui, store};"),
        ("src/lib.rs", "pub mod tui; use crate::tui::run;"),
    ];
    for (place, text) in sound {
        assert_eq!(walls::between_rooms(&read(place, text)), [""; 0], "{place}: {text}");
    }
}

#[test]
fn the_order_inside_the_terminal_face_is_kept() {
    let planted = [
        ("src/tui/request.rs", "use super::action::Action;"),
        ("src/tui/action.rs", "use super::state::State;"),
        ("src/tui/state/list.rs", "use crate::tui::command::TABLE;"),
        ("src/tui/command.rs", "use super::{update, state::State};"),
        ("src/tui/update/assign.rs", "use super::super::view::Shape;"),
        ("src/tui/view/list.rs", "fn f() { crate::tui::update::apply() }"),
        ("src/tui/keys.rs", "use super::update;"),
        ("src/tui/worker.rs", "use super::state::State;"),
        ("src/tui/worker.rs", "use crate::config::Paths;"),
        ("src/tui/widget/list.rs", "use crate::domain::Ticket;"),
        ("src/tui/view/mod.rs", "use super as face;"),
        ("src/tui/view/mod.rs", "use crate::tui;"),
        ("src/tui/cellar.rs", "fn f() {}"),
    ];
    for (place, text) in planted {
        assert_eq!(faults(place, text), 1, "{place}: {text}");
    }
    let sound = [
        ("src/tui/action.rs", "use super::request::Order;"),
        ("src/tui/update/assign.rs", "use super::super::{command, state::State, action::Action}; use super::submit;"),
        ("src/tui/view/list.rs", "use crate::tui::{state::State, widget::rows, command}; use super::theme;"),
        ("src/tui/worker.rs", "use crate::{desk::Desk, domain::Ticket}; use super::request::Reply;"),
        ("src/tui/widget/editor.rs", "use crate::domain::text::clean;"),
        ("src/tui/terminal.rs", "use super::keys; use super::worker;"),
        ("src/tui/mod.rs", "mod update; mod view; use self::update::apply; use self::view::draw; use crate::desk::Desk;"),
    ];
    for (place, text) in sound {
        assert_eq!(faults(place, text), 0, "{place}: {text}");
    }
}

#[test]
fn packages_and_clocks_out_of_place_are_seen() {
    let packages = |place, text| walls::around_packages(&read(place, text)).len();
    assert_eq!(packages("src/desk/mod.rs", "use rusqlite::Connection;"), 1);
    assert_eq!(packages("src/store/mod.rs", "type E = ::rusqlite::Error;"), 1);
    assert_eq!(packages("src/cli/output.rs", "use {ratatui::style, crossterm as c};"), 2);
    assert_eq!(packages("src/store/sqlite/open.rs", "use rusqlite::Connection;"), 0);
    assert_eq!(packages("src/tui/keys.rs", "use crossterm::event::KeyEvent;"), 0);
    assert_eq!(packages("src/desk/mod.rs", "//! rusqlite\nconst A: &str = \"ratatui\";"), 0);
    let clocks = |place, text| walls::around_the_clock(&read(place, text)).len();
    let reading =
        "fn f() { chrono::Utc::now(); Local\n::now(); std::time::SystemTime::now(); Uuid::now_v7(); } use std::time::{Duration, Instant};";
    assert_eq!(clocks("src/desk/assign.rs", reading), 5);
    assert_eq!(clocks("src/desk/clock.rs", reading), 0);
    assert_eq!(clocks("src/tui/mod.rs", "use std::time::Duration; use chrono::{Local, Utc}; fn now() {}"), 0);
}

#[test]
fn a_second_measure_of_width_is_seen() {
    let widths = |place, text| walls::around_widths(&read(place, text)).len();
    let measuring = "fn f() { name.width(); spans.iter().map(Span::width); cell.symbol().cell_width(); \
        Paragraph::new(name).wrap(Wrap::default()); }";
    assert_eq!(widths("src/tui/view/list.rs", measuring), 4);
    assert_eq!(widths("src/domain/text/columns.rs", measuring), 0);
    assert_eq!(widths("src/tui/view/list.rs", "fn f() { area.width; display_width(name); wrapped(name, width); }"), 0);
    assert_eq!(walls::around_packages(&read("src/cli/table.rs", "use unicode_width::UnicodeWidthStr; use textwrap::wrap;")).len(), 2);
}

#[test]
fn bad_habits_are_seen() {
    let habits = |place, text: &str| walls::habits(&read(place, text)).len();
    assert_eq!(habits("src/desk/assign.rs", "//! Assigning.\n"), 0);
    assert_eq!(habits("src/desk/assign.rs", "// Assigning.\n"), 1);
    assert_eq!(habits("src/desk/assign.rs", &format!("//! Long.\n{}", "\n".repeat(399))), 0);
    assert_eq!(habits("src/desk/assign.rs", &format!("//! Long.\n{}", "\n".repeat(400))), 1);
    assert_eq!(habits("src/common/text_util.rs", "//! What?\n"), 2);
    assert_eq!(habits("src/desk/mod.rs", "//! Desk.\nmod helpers { }\nmod commons;\n"), 1);
}

#[test]
fn comments_and_literals_are_blanked_and_lines_stay() {
    let text = "a /* b\n */ c // d\n\"e\\\"\n\" br#\"f\"# 'g' 'h '\\u{1}' r#type b\"i\" j\"k\"";
    assert_eq!(bare(text).lines().count(), text.lines().count());
    let left: Vec<String> = bare(text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(left, ["a", "c", "'h", "r#type", "b", "j"]);
}
