//! The walls of the house: which room may know which, held against the text of every file in `src`. The table is in
//! `architecture/walls.rs`; `architecture/planted.rs` proves that it sees what it should.

mod planted;
mod source;
mod walls;

use source::Source;
use std::fs;
use std::path::Path;

/// Every Rust file under `src`, by its place from the top of the repository.
fn house() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    gather(top, &top.join("src"), &mut found);
    found.sort_by(|one, other| one.place.cmp(&other.place));
    found
}

fn gather(top: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(top, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let place = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            found.push(Source::new(place, &fs::read_to_string(&path).unwrap()));
        }
    }
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} of the house's rules are broken:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_walls_stand() {
    none(&house().iter().flat_map(walls::between_rooms).collect::<Vec<_>>());
}

#[test]
fn packages_are_named_only_in_their_rooms() {
    none(&house().iter().flat_map(walls::around_packages).collect::<Vec<_>>());
}

#[test]
fn the_clock_is_read_in_one_file() {
    none(&house().iter().flat_map(walls::around_the_clock).collect::<Vec<_>>());
}

#[test]
fn text_is_measured_and_broken_in_one_file() {
    none(&house().iter().flat_map(walls::around_widths).collect::<Vec<_>>());
}

#[test]
fn files_are_short_introduced_and_well_named() {
    none(&house().iter().flat_map(walls::habits).collect::<Vec<_>>());
}

/// The walk and the scanner see the real house, so that an empty list of faults means something.
#[test]
fn the_house_was_really_read() {
    let house = house();
    let file = |place: &str| house.iter().find(|file| file.place == place).unwrap_or_else(|| panic!("{place} was not read"));
    let tickets = file("src/store/sqlite/tickets.rs");
    assert_eq!(tickets.module, ["store", "sqlite", "tickets"]);
    let sees = |path: &[&str]| tickets.ours().any(|(_, found)| found.iter().map(String::as_str).eq(path.iter().copied()));
    assert!(sees(&["domain", "TicketNumber"]) && sees(&["store", "StoreError"]), "grouped uses are taken apart");
    assert!(sees(&["store", "sqlite", "users", "login"]), "super is resolved");
    assert!(tickets.names("rusqlite") && !tickets.names("SELECT"), "what is in strings is no code");
    assert_eq!(file("src/domain/mod.rs").module, ["domain"]);
}
