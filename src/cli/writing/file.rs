//! A file for an answer: whole or not there, for its owner's eyes, never over another one unasked.

use crate::desk::folder_of;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file being written. Dropped unfinished, it never was.
pub(in crate::cli) struct Target {
    draft: BufWriter<NamedTempFile>,
    path: PathBuf,
    force: bool,
}

impl Target {
    /// Begins beside the place where the file will stand (mode 0600).
    ///
    /// # Errors
    /// If something stands there and `force` does not say that it may go, or the folder cannot be written.
    pub fn begin(path: &Path, force: bool) -> Result<Self, String> {
        let cannot = |error: io::Error| format!("{}: cannot be written ({error})", path.display());
        if fs::symlink_metadata(path).is_ok() && !force {
            return Err(taken(path));
        }
        let draft = tempfile::Builder::new().prefix(".barback-").tempfile_in(folder_of(path)).map_err(cannot)?;
        Ok(Self { draft: BufWriter::new(draft), path: path.to_owned(), force })
    }

    /// Where it is so long, for whoever writes it by its name.
    pub fn path(&self) -> &Path {
        self.draft.get_ref().path()
    }

    /// Moves the whole file to its place, also on the disk.
    ///
    /// # Errors
    /// If it cannot be written, or something stands there by now.
    pub fn finish(self) -> Result<(), String> {
        let cannot = |error: io::Error| format!("{}: cannot be written ({error})", self.path.display());
        let draft = self.draft.into_inner().map_err(|error| cannot(error.into_error()))?;
        draft.as_file().sync_all().map_err(cannot)?;
        let moved = if self.force { draft.persist(&self.path) } else { draft.persist_noclobber(&self.path) };
        moved.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => taken(&self.path),
            _ => cannot(failed.error),
        })?;
        fs::File::open(folder_of(&self.path)).and_then(|folder| folder.sync_all()).map_err(cannot)
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.flush()
    }
}

fn taken(path: &Path) -> String {
    format!("{}: there is a file already; name another, or say --force", path.display())
}
