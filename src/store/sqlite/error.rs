//! From SQLite's codes to what the store says.

use super::holder;
use crate::store::{FileFault, StoreError};
use nix::errno::Errno;
use rusqlite::{Error, ErrorCode};
use std::path::Path;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(None),
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            Some(ErrorCode::SystemIoFailure) => by_errno(Errno::last()).unwrap_or_else(|| Self::Broken(error.to_string())),
            _ => Self::Broken(error.to_string()),
        }
    }
}

/// What the system said when it did not write. The engine tells no more than that it did not, but for a full disk.
#[must_use]
pub fn by_errno(errno: Errno) -> Option<StoreError> {
    match errno {
        Errno::ENOSPC => Some(StoreError::Full),
        Errno::EDQUOT => Some(StoreError::Quota),
        Errno::EFBIG => Some(StoreError::TooLarge),
        Errno::EROFS | Errno::EACCES | Errno::EPERM => Some(StoreError::ReadOnly),
        _ => None,
    }
}

/// The same while the file is being opened, when the fault is the file's as a whole.
pub(super) fn at_opening(path: &Path, error: &Error) -> StoreError {
    let fault = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => FileFault::NotADesk,
        Some(ErrorCode::DatabaseCorrupt) => FileFault::Damaged(error.to_string()),
        Some(ErrorCode::ReadOnly) => FileFault::ReadOnly,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return StoreError::Busy(holder::of(path)),
        Some(ErrorCode::DiskFull) => return StoreError::Full,
        Some(ErrorCode::SystemIoFailure) => match by_errno(Errno::last()) {
            Some(StoreError::ReadOnly) => FileFault::ReadOnly,
            Some(other) => return other,
            None => FileFault::Unreadable(error.to_string()),
        },
        _ => FileFault::Unreadable(error.to_string()),
    };
    StoreError::File { path: path.to_owned(), fault }
}

/// A value in the file that no version of this program writes.
pub(super) fn damaged(what: &str) -> Error {
    Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(what.to_owned()))
}
