//! What can go wrong with the file, each in one sentence that says what would be right.

use std::path::{Path, PathBuf};

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something about the file as a whole.
    #[error("{}", fault.about(path))]
    File { path: PathBuf, fault: FileFault },
    /// The ticket was changed since it was read.
    #[error("the ticket changed while it was being saved; try again")]
    Stale,
    /// Somebody else held the file for longer than we wait (5 seconds).
    #[error("another session is writing and does not finish; try again")]
    Busy,
    /// The question was stopped because a newer one came.
    #[error("the question was stopped")]
    Interrupted,
    /// No room to write.
    #[error("the disk is full; nothing was saved: make room and try again")]
    Full,
    /// The file or its folder cannot be written.
    #[error("the desk's file or its folder cannot be written; nothing was saved: check who owns it")]
    ReadOnly,
    /// The file contradicts itself.
    #[error("the desk's file is damaged ({0}); restore a backup")]
    Damaged(String),
    /// Anything else the engine said.
    #[error("the desk's file could not be used: {0}")]
    Broken(String),
}

/// Why a file is no desk that can be opened.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    #[error("no desk at this path; `barback init` makes one")]
    Missing,
    #[error("the file is empty, not a desk; move it away, and `barback init` makes one")]
    Empty,
    #[error("not a Barback desk; name a file that `barback init` made")]
    NotADesk,
    #[error("not a file; name a file that `barback init` made, or one that is not there yet")]
    NotAFile,
    #[error("the desk is damaged ({0}); restore a backup")]
    Damaged(String),
    #[error("made by a newer Barback (its schema is {found}, this one knows {known}); use the newer program")]
    Newer { found: i64, known: i64 },
    #[error("cannot be opened ({0}); check who owns the file and its folder")]
    Unreadable(String),
    #[error("there is a desk at this path already")]
    Exists,
    #[error("cannot be made ({0}); choose a folder that you can write to")]
    CannotMake(String),
}

impl FileFault {
    /// The fault of the file at this path, in one sentence.
    fn about(&self, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Missing => format!("no desk at {path}; `barback init` makes one"),
            Self::Exists => format!("there is a desk at {path} already"),
            _ => format!("{path}: {self}"),
        }
    }
}
