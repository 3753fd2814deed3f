//! Who holds the desk while others wait: the system knows which process has the engine's lock for writing.

use super::open::beside;
use crate::domain::text::{Field, clean};
use crate::store::Holder;
use nix::sys::stat::{major, minor};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The byte of the shared memory file that whoever writes has locked (SQLite's `UNIX_SHM_BASE`, lock 0).
const WRITE_LOCK: u64 = 120;

/// The process that writes, as `/proc/locks` has it; `None` where nobody does any more, or the system does not tell. The
/// file itself must not be opened to ask: closing it would give back the locks that this process has.
pub(super) fn of(desk: &Path) -> Option<Holder> {
    let found = fs::metadata(beside(desk, "-shm")).ok()?;
    let file = format!("{:02x}:{:02x}:{}", major(found.dev()), minor(found.dev()), found.ino());
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let process = locks.lines().find_map(|line| writer(line, &file))?;
    Some(Holder { process, command: command(process)?, is_stopped: is_stopped(process) })
}

/// `1: POSIX  ADVISORY  WRITE 4711 fe:00:1234 120 120`: the process, if it is this lock. One that waits for it has an arrow.
fn writer(line: &str, file: &str) -> Option<i32> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [_, "POSIX", "ADVISORY", "WRITE", process, of, first, last] = words[..] else { return None };
    let covers = first.parse::<u64>().ok()? <= WRITE_LOCK && last.parse().map_or(last == "EOF", |last: u64| WRITE_LOCK <= last);
    (of == file && covers).then(|| process.parse().ok()).flatten()
}

/// The program's name alone: what it was called with may hold what only some may read.
fn command(process: i32) -> Option<String> {
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some(clean(&name, Field::Line).text).filter(|name| !name.is_empty())
}

fn is_stopped(process: i32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status.lines().any(|line| line.starts_with("State:\tT"))
}
