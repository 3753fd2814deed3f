//! A row that cannot be taken, and why.

use std::fmt;

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// The column's name, or the place in the line where there is no name to give.
    pub column: Option<String>,
    /// What is wrong and what would be right.
    pub reason: String,
    /// The row as it stands in the file, in the file's encoding.
    pub raw: Vec<u8>,
    /// Nothing behind this row can be read: whatever else was asked for, the import is off.
    pub ends_reading: bool,
}

impl BadRow {
    /// A row that is skipped over.
    #[must_use]
    pub fn new(line: u64, column: Option<String>, reason: String, raw: Vec<u8>) -> Self {
        Self { line, column, reason, raw, ends_reading: false }
    }

    /// The end of all reading.
    #[must_use]
    pub fn end(line: u64, reason: String) -> Self {
        Self { line, column: None, reason, raw: Vec::new(), ends_reading: true }
    }
}

impl fmt::Display for BadRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(out, "line {}, {column}: {}", self.line, self.reason),
            None => write!(out, "line {}: {}", self.line, self.reason),
        }
    }
}
