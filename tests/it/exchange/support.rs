//! A desk of one's own, and the two commands as a person gives them.

use barback::cli::{Channels, Failure, export, import};
use barback::desk::clock::{Clock, Dice};
use barback::desk::{Desk, Dossier, Entrance, Make, Opening};
use barback::domain::search::Page;
use barback::domain::{Ticket, Timestamp, Zone};
use clap::Parser;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;

/// A venue one hour east of Greenwich, where time passes a second a look.
pub struct WallClock(AtomicI64);

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1_000, Ordering::Relaxed))
    }
    fn zone(&self) -> Zone {
        Zone::fixed(3_600)
    }
}

/// The same numbers for the same seed.
pub struct Loaded(AtomicU64);

impl Loaded {
    fn next(&self) -> u64 {
        let state = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 1
    }
}

impl Dice for Loaded {
    fn number(&self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next()).unwrap() % (high - low)
    }
    fn bytes(&self) -> [u8; 10] {
        let (one, two) = (self.next().to_le_bytes(), self.next().to_le_bytes());
        [one[0], one[1], one[2], one[3], one[4], two[0], two[1], two[2], two[3], two[4]]
    }
}

/// A desk in a folder of its own.
pub struct Bar {
    pub folder: TempDir,
    pub desk: Desk,
}

/// What a command said, and how it ended.
pub struct Said {
    pub out: String,
    pub err: String,
    pub end: Result<(), Failure>,
}

#[derive(Parser)]
struct ImportLine {
    #[command(flatten)]
    args: import::Args,
}

#[derive(Parser)]
struct ExportLine {
    #[command(flatten)]
    args: export::Args,
}

/// An empty desk.
pub fn bar(seed: u64) -> Bar {
    let folder = TempDir::new().unwrap();
    let desk = open(folder.path(), seed, None);
    Bar { folder, desk }
}

fn open(folder: &Path, seed: u64, login: Option<&str>) -> Desk {
    let now = Timestamp::parse("2026-11-20T23:00:00Z").unwrap();
    let login = login.map(|login| login.parse().unwrap());
    let opening = Opening { path: folder.join("desk.db"), login, make: Make::IfMissing, entrance: Entrance::Shell };
    opening.open_with(Arc::new(WallClock(AtomicI64::new(now.0))), Arc::new(Loaded(AtomicU64::new(seed)))).unwrap().0
}

impl Bar {
    /// The same desk for somebody else.
    pub fn desk_as(&self, login: &str) -> Desk {
        open(self.folder.path(), 99, Some(login))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn import(&self, arguments: &[&str]) -> Said {
        import_on(&self.desk, arguments, false)
    }

    pub fn import_json(&self, arguments: &[&str]) -> (Value, Said) {
        let said = import_on(&self.desk, arguments, true);
        (serde_json::from_str(&said.out).unwrap(), said)
    }

    pub fn export(&self, arguments: &[&str]) -> Said {
        export_on(&self.desk, arguments)
    }

    /// Every ticket, oldest in the file first.
    pub fn tickets(&self) -> Vec<Ticket> {
        let query = self.desk.read_query("").unwrap();
        let mut tickets = self.desk.list(&query, &Page::first(10_000)).unwrap().tickets;
        tickets.sort_by_key(|ticket| ticket.id);
        tickets
    }

    pub fn show(&self, ticket: &Ticket) -> Dossier {
        self.desk.show(ticket.number).unwrap()
    }
}

pub fn import_on(desk: &Desk, arguments: &[&str], json: bool) -> Said {
    let line = ImportLine::try_parse_from(["import"].iter().chain(arguments)).unwrap();
    say(json, |channels| import::run(desk, &line.args, channels))
}

pub fn export_on(desk: &Desk, arguments: &[&str]) -> Said {
    let line = ExportLine::try_parse_from(["export"].iter().chain(arguments)).unwrap();
    say(false, |channels| export::run(desk, &line.args, channels))
}

fn say(json: bool, run: impl FnOnce(&mut Channels) -> Result<(), Failure>) -> Said {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let end = run(&mut Channels { out: &mut out, err: &mut err, json, progress: false });
    Said { out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap(), end }
}

/// One of the files made for these tests.
pub fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}
