//! The one place that hands a path to the engine. It gets the absolute path, byte for byte: of a relative one it would read
//! `file:a.db` as an address, `:memory:` as no file at all, and what follows `?` as options.

use rusqlite::{Connection, Error, OpenFlags, Result};
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf, absolute};

/// The longest path that the engine opens, in bytes, with room for what it puts behind it (its `MAX_PATHNAME` is 512).
const LONGEST_PATH: usize = 500;

/// How a file that is only read is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Beside others: the files beside it are used, and made where they are missing.
    Shared,
    /// The same, and not a byte is written, into the files beside it neither.
    Untouched,
    /// Without locks and without the files beside it. Only for a file that nobody can change.
    Frozen,
}

/// Opens a file that is there, to read and write it.
pub(super) fn to_write(path: &Path) -> Result<Connection> {
    open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// The same where its last name may not be a link.
pub(super) fn to_write_itself(path: &Path) -> Result<Connection> {
    open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW)
}

/// Opens a file that is there, to read it alone.
pub(super) fn to_read(path: &Path, how: Reading) -> Result<Connection> {
    let option = match how {
        Reading::Shared => return open(path, OpenFlags::SQLITE_OPEN_READ_ONLY),
        Reading::Untouched => "readonly_shm",
        Reading::Frozen => "immutable",
    };
    // Only an address can carry these two options. Every byte that could mean something in one is spelled out.
    let address = address(&whole(path)?, option);
    Connection::open_with_flags(address, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection> {
    Connection::open_with_flags(whole(path)?, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// What is wrong with a path that is longer than the engine opens.
pub(super) fn too_long(path: &Path) -> Option<String> {
    let bytes = absolute(path).ok()?.as_os_str().len();
    (bytes > LONGEST_PATH).then(|| format!("its whole path has {bytes} bytes, at most {LONGEST_PATH} fit; choose a shorter one"))
}

fn whole(path: &Path) -> Result<PathBuf> {
    absolute(path).map_err(|_| Error::InvalidPath(path.to_owned()))
}

fn address(path: &Path, option: &str) -> String {
    let mut address = "file://".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => address.push(char::from(*byte)),
            other => {
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address + "?" + option + "=1"
}
