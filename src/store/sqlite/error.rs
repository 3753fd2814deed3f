//! From SQLite's codes to what the store says. The engine's own words are shown nowhere: they name no way out.

use super::{holder, site};
use crate::store::{FileFault, Hindered, StoreError};
use nix::errno::Errno;
use rusqlite::ffi;
use rusqlite::{Error, ErrorCode};
use std::path::Path;

/// A value in the file that no version of this program writes, in words of ours.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Damage(String);

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let Some(found) = engine_error(&error) else { return Self::of_a_value(&error) };
        match found.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(None),
            ErrorCode::OperationInterrupted => Self::Interrupted,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(damage(found.extended_code).to_owned()),
            ErrorCode::SystemIoFailure => by_errno(Errno::last()).unwrap_or_else(|| Self::Broken(in_words(found))),
            _ => Self::Broken(in_words(found)),
        }
    }
}

impl StoreError {
    /// What is wrong with a value that the engine gave without complaint.
    fn of_a_value(error: &Error) -> Self {
        match error {
            Error::UserFunctionError(inner) if inner.is::<Damage>() => Self::Damaged(inner.to_string()),
            Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::Utf8Error(..) => Self::Damaged("a value in it is one that no Barback writes".to_owned()),
            Error::InvalidPath(_) | Error::NulError(_) => Self::Broken("its path is none that can be opened".to_owned()),
            _ => Self::Broken("the program asked it for what it does not have; nothing was saved: please report this".to_owned()),
        }
    }
}

/// What the engine said, also where it points into the text of a statement.
fn engine_error(error: &Error) -> Option<ffi::Error> {
    match error {
        Error::SqlInputError { error, .. } => Some(*error),
        other => other.sqlite_error().copied(),
    }
}

/// What the system said when it did not write. The engine passes on no more than that it did not, but for a full disk.
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

/// The same while the file at `path` is being opened, when the fault is the file's as a whole.
#[must_use]
pub fn at_opening(path: &Path, error: Error) -> StoreError {
    let fault = |fault| StoreError::File { path: path.to_owned(), fault };
    let Some(found) = engine_error(&error) else {
        return match StoreError::from(error) {
            StoreError::Damaged(why) => fault(FileFault::Damaged(why)),
            StoreError::Broken(why) => fault(FileFault::Unusable(why)),
            other => other,
        };
    };
    match found.code {
        ErrorCode::NotADatabase if site::was_a_desk(path) => fault(FileFault::Damaged("its beginning is overwritten".to_owned())),
        ErrorCode::NotADatabase => fault(FileFault::NotADesk),
        ErrorCode::DatabaseCorrupt => fault(FileFault::Damaged(damage(found.extended_code).to_owned())),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy(holder::of(path)),
        ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            match hindered(path, found) {
                Some(hindered) => hindered.about(path),
                None => fault(FileFault::Unusable(in_words(found))),
            }
        }
        _ => fault(FileFault::Unusable(in_words(found))),
    }
}

/// What of the place kept the engine from what it had to write.
pub(super) fn hindered_by(path: &Path, error: &Error) -> Option<Hindered> {
    let found = engine_error(error).filter(|_| is_of_the_place(error))?;
    hindered(path, found)
}

fn hindered(path: &Path, found: ffi::Error) -> Option<Hindered> {
    let by_errno = match Errno::last() {
        Errno::EDQUOT => Some(Hindered::Quota),
        Errno::EFBIG => Some(Hindered::TooLarge),
        Errno::EROFS => Some(Hindered::Mounted),
        Errno::ENOSPC => Some(Hindered::Full),
        _ => None,
    };
    site::hindered(path).or(by_errno).or_else(|| (found.code == ErrorCode::DiskFull).then_some(Hindered::Full))
}

/// Whether it is the place that keeps the engine from writing, and not what is in the file.
fn is_of_the_place(error: &Error) -> bool {
    use ErrorCode as Code;
    let codes = [Code::DiskFull, Code::SystemIoFailure, Code::CannotOpen, Code::ReadOnly, Code::PermissionDenied];
    engine_error(error).is_some_and(|found| codes.contains(&found.code))
}

/// The code of an error by which the engine refuses a statement, or what it would make of the rows.
pub(super) fn refused_statement(error: &Error) -> Option<i32> {
    let refused = |found: &ffi::Error| matches!(found.code, ErrorCode::Unknown | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch);
    engine_error(error).filter(refused).map(|found| found.extended_code)
}

/// What is damaged, by the engine's extended code.
fn damage(code: i32) -> &'static str {
    match code {
        ffi::SQLITE_CORRUPT_INDEX => "an index contradicts its table",
        ffi::SQLITE_CORRUPT_VTAB => "its search index contradicts itself",
        ffi::SQLITE_NOTADB => "its beginning is overwritten",
        _ => "pages of it are missing or contradict each other",
    }
}

/// What went wrong and what to do, by the engine's code; the code stands there for the person who is asked for help.
fn in_words(found: ffi::Error) -> String {
    let code = found.extended_code;
    let what = match found.code {
        ErrorCode::OutOfMemory => "there is not enough memory for it; close other programs and try again",
        ErrorCode::SystemIoFailure => "its disk did not do what was asked; look into the system's log (`dmesg`) and check the disk",
        ErrorCode::CannotOpen => {
            "it, or a file beside it whose name ends in -wal, -shm or -journal, cannot be opened; check who owns them, and that none is a folder or a link"
        }
        ErrorCode::FileLockingProtocolFailed => "too many sessions were in each other's way; try again",
        ErrorCode::SchemaChanged => "its tables changed meanwhile; try again",
        ErrorCode::TooBig => "a text is larger than it can hold; nothing was saved: shorten it",
        ErrorCode::ConstraintViolation if code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            "what was to be written refers to what is not there (a FOREIGN KEY); nothing was saved: run `barback doctor`"
        }
        ErrorCode::ConstraintViolation => "what was to be written contradicts what it holds; nothing was saved: run `barback doctor`",
        ErrorCode::NoLargeFileSupport => "this system cannot hold files so large; move the desk to another disk",
        ErrorCode::AuthorizationForStatementDenied => "that is not available to guests",
        _ => "the program asked for what it cannot do; nothing was saved: please report this",
    };
    format!("{what} (code {code})")
}

/// A value in the file that no version of this program writes.
pub(super) fn damaged(what: &str) -> Error {
    Error::UserFunctionError(Box::new(Damage(what.to_owned())))
}
