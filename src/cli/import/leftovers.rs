//! The file for the rows that were not taken, as they stood in theirs.

use std::fs::{File, OpenOptions, remove_file};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A file of bad rows; gone again unless it is kept.
pub(super) struct Leftovers {
    file: BufWriter<File>,
    path: PathBuf,
    header: Vec<u8>,
    rows: u64,
    kept: bool,
}

impl Leftovers {
    /// Makes the file (mode 0600).
    ///
    /// # Errors
    /// If there is one already, or it cannot be made.
    pub fn begin(path: &Path, header: &[u8]) -> Result<Self, String> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = made.map_err(|error| format!("{}: cannot be made ({error}); name a file that is not there yet", path.display()))?;
        Ok(Self { file: BufWriter::new(file), path: path.to_owned(), header: header.to_vec(), rows: 0, kept: false })
    }

    pub fn add(&mut self, raw: &[u8]) -> Result<(), String> {
        let header = std::mem::take(&mut self.header);
        self.line(&header)?;
        self.line(raw)?;
        self.rows += 1;
        Ok(())
    }

    pub fn sync(&mut self) -> Result<(), String> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|error| format!("{}: cannot be written ({error})", self.path.display()))
    }

    /// Leaves the file where it is, if there is anything in it.
    pub fn keep(mut self) {
        self.kept = self.rows > 0;
    }

    fn line(&mut self, raw: &[u8]) -> Result<(), String> {
        let end: &[u8] = if raw.is_empty() || raw.ends_with(b"\n") { b"" } else { b"\n" };
        let written = self.file.write_all(raw).and_then(|()| self.file.write_all(end));
        written.map_err(|error| format!("{}: cannot be written ({error})", self.path.display()))
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        if !self.kept {
            // It is ours, made a moment ago; nothing is lost by its staying either.
            let _ = remove_file(&self.path);
        }
    }
}
