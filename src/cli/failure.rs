//! Why `import` or `export` did not do what was asked, beside what the desk says itself.

use crate::desk::DeskError;
use std::io;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Desk(#[from] DeskError),
    /// An argument that cannot be: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// A file or a place that cannot be used: exit status 1.
    #[error("{0}")]
    Refused(String),
    /// The answer could not be written. A closed pipe is no failure of ours.
    #[error("the answer could not be written: {0}")]
    Out(#[from] io::Error),
}
