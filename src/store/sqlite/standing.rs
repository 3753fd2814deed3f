//! How the file stands where it is: asked of its name and of the disk, never by opening it.

use super::family::UNFINISHED;
use super::open::{beside, folder_of};
use crate::store::Standing;
use nix::sys::statvfs::statvfs;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

pub(super) fn of(desk: &Path) -> Standing {
    let mode = |path: &Path| fs::metadata(path).ok().map(|found| found.mode() & 0o7777);
    let bytes = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let free = statvfs(desk).ok().map(|disk| disk.blocks_available().saturating_mul(disk.fragment_size()));
    Standing {
        mode: mode(desk),
        folder_mode: mode(folder_of(desk)),
        bytes: bytes(desk),
        log_bytes: bytes(&beside(desk, "-wal")),
        free_bytes: free,
        unfinished: unfinished(folder_of(desk)),
    }
}

/// What a process that was killed left of a copy it was making. Each has this beginning, and nobody else's file has.
fn unfinished(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED)).count()
}
