//! From SQLite's codes to what the store says.

use crate::store::{FileFault, StoreError};
use rusqlite::{Error, ErrorCode};
use std::path::Path;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}

/// The same while the file is being opened, when the fault is the file's as a whole.
pub(super) fn at_opening(path: &Path, error: &Error) -> StoreError {
    let fault = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => FileFault::NotADesk,
        Some(ErrorCode::DatabaseCorrupt) => FileFault::Damaged(error.to_string()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return StoreError::Busy,
        _ => FileFault::Unreadable(error.to_string()),
    };
    StoreError::File { path: path.to_owned(), fault }
}

/// A value in the file that no version of this program writes.
pub(super) fn damaged(what: &str) -> Error {
    Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(what.to_owned()))
}
