//! The command line: it reads arguments and files, asks the desk, and writes the answer.

pub mod export;
mod failure;
pub mod import;
mod reading;
mod writing;

pub use failure::Failure;

use std::io::Write;

/// Where a command writes: the answer to `out`, everything else to `err`.
pub struct Channels<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    /// The answer is one JSON document.
    pub json: bool,
    /// Somebody looks at `err`: progress may be drawn there.
    pub progress: bool,
}
