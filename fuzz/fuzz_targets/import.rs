//! The importers: whatever is in the file, it is taken in or refused by line and column, and nothing breaks. The first byte says
//! which format and encoding.
#![no_main]

use barback::cli::{Channels, import};
use barback::desk::{Desk, Entrance, Make, Opening};
use clap::Parser;
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: import::Args,
}

struct Place {
    folder: tempfile::TempDir,
    desk: Desk,
}

thread_local!(static PLACE: OnceCell<Place> = const { OnceCell::new() });

fn place() -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let opening = Opening { path: folder.path().join("desk.db"), login: None, make: Make::IfMissing, entrance: Entrance::Shell };
    Place { desk: opening.open().expect("a desk").0, folder }
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else { return };
    PLACE.with(|cell| {
        let Place { folder, desk } = cell.get_or_init(place);
        let file = folder.path().join("rows");
        std::fs::write(&file, bytes).expect("written");
        let format = ["csv", "ndjson"][usize::from(kind & 1)];
        let encoding = ["utf-8", "windows-1252"][usize::from(kind >> 1 & 1)];
        let words = ["import", file.to_str().expect("a path"), "--format", format, "--encoding", encoding, "--dry-run"];
        let line = Line::try_parse_from(words).expect("an import");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut channels = Channels { out: &mut out, err: &mut err, json: false, progress: false };
        // Refused or taken: both are fine.
        let _ = import::run(desk, &line.args, &mut channels);
        assert!(!out.contains(&0x1b) && !err.contains(&0x1b));
    });
});
