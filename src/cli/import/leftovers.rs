//! The file for the rows that were not taken, as they stood in theirs.

use crate::cli::writing::open_stream;
use crate::desk::Output;
use crate::domain::quoted_path;
use std::fs::{File, OpenOptions, remove_file};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// A file of bad rows; gone again unless it is kept.
pub(super) struct Leftovers {
    file: BufWriter<File>,
    path: PathBuf,
    /// It was made here, and goes again if it is not kept.
    is_ours: bool,
    header: Vec<u8>,
    rows: u64,
    kept: bool,
}

impl Leftovers {
    /// Makes the file (mode 0600), or opens a FIFO or a device to write into it.
    ///
    /// # Errors
    /// If there is a file already, it cannot be made, or the place is standard output, where the report goes.
    pub fn begin(output: &Output, header: &[u8]) -> Result<Self, String> {
        let (file, path, is_ours) = match output {
            Output::Standard => return Err("standard output is no place for the rows that are left over; name a file".to_owned()),
            Output::Stream(path) => (open_stream(path)?, path, false),
            Output::File { path, .. } => {
                let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
                let named = quoted_path(path);
                (made.map_err(|error| format!("{named}: cannot be made ({error}); name a file that is not there yet"))?, path, true)
            }
        };
        Ok(Self { file: BufWriter::new(file), path: path.clone(), is_ours, header: header.to_vec(), rows: 0, kept: false })
    }

    pub fn add(&mut self, raw: &[u8]) -> Result<(), String> {
        let header = std::mem::take(&mut self.header);
        self.line(&header)?;
        self.line(raw)?;
        self.rows += 1;
        Ok(())
    }

    pub fn sync(&mut self) -> Result<(), String> {
        // What is no file of ours has no disk to reach.
        let synced = self.file.flush().and_then(|()| if self.is_ours { self.file.get_ref().sync_all() } else { Ok(()) });
        synced.map_err(|error| format!("{}: cannot be written ({error})", quoted_path(&self.path)))
    }

    /// Leaves the file where it is, if there is anything in it.
    pub fn keep(mut self) {
        self.kept = self.rows > 0;
    }

    fn line(&mut self, raw: &[u8]) -> Result<(), String> {
        let end: &[u8] = if raw.is_empty() || raw.ends_with(b"\n") { b"" } else { b"\n" };
        let written = self.file.write_all(raw).and_then(|()| self.file.write_all(end));
        written.map_err(|error| format!("{}: cannot be written ({error})", quoted_path(&self.path)))
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        if self.is_ours && !self.kept {
            // It is ours, made a moment ago; nothing is lost by its staying either.
            let _ = remove_file(&self.path);
        }
    }
}
