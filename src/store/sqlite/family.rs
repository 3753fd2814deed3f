//! What stands beside a desk, by its names: the engine's files and ours. Nothing else may be written there.

use super::migrate::APPLICATION_ID;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// What follows the desk's name in theirs.
pub const SUFFIXES: [&str; 6] = ["-wal", "-shm", "-journal", "-here", "-queue", "-seats"];

/// How the names of files begin that are on their way to their place.
pub const UNFINISHED: &str = ".barback-";

/// The path of the desk that a file of this name would stand beside, whether there is one or not.
#[must_use]
pub fn stands_beside(path: &Path) -> Option<(PathBuf, &'static str)> {
    let name = path.file_name()?.as_bytes();
    let (stem, suffix) = SUFFIXES.into_iter().find_map(|suffix| Some((name.strip_suffix(suffix.as_bytes())?, suffix)))?;
    (!stem.is_empty()).then(|| (path.with_file_name(OsString::from_vec(stem.to_vec())), suffix))
}

/// Whether a file is a desk, or a backup of one. Not for a file that this process has open: closing it would give its locks back.
#[must_use]
pub fn is_desk(path: &Path) -> bool {
    header(path).is_some()
}

/// Whether a file is a desk that sessions work in. A backup keeps no log until somebody opens it as a desk.
#[must_use]
pub fn is_in_use(path: &Path) -> bool {
    // How the file is written and read, by the format of the file: 2 is with a log.
    header(path).is_some_and(|header| header[18..20] == [2, 2])
}

fn header(path: &Path) -> Option<[u8; 100]> {
    let mut header = [0; 100];
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    File::open(path).and_then(|mut file| file.read_exact(&mut header)).ok()?;
    let mark = u32::try_from(APPLICATION_ID).ok()?.to_be_bytes();
    (header.starts_with(b"SQLite format 3\0") && header[68..72] == mark).then_some(header)
}
