//! Where an answer goes that is not for standard output: a file, whole or not there, for its owner's eyes, never over another
//! one unasked; or a FIFO or a device, which is written into.

use crate::desk::{Output, folder_of, no_room};
use crate::domain::quoted_path;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::FileTypeExt;
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
        if fs::symlink_metadata(path).is_ok() && !force {
            return Err(taken(path));
        }
        let draft = tempfile::Builder::new().prefix(".barback-").tempfile_in(folder_of(path));
        let draft = draft.map_err(|error| cannot(path, &error))?;
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
        let cannot = |error: io::Error| cannot(&self.path, &error);
        let draft = self.draft.into_inner().map_err(|error| cannot(error.into_error()))?;
        draft.as_file().sync_all().map_err(cannot)?;
        let moved = if self.force { draft.persist(&self.path) } else { draft.persist_noclobber(&self.path) };
        moved.map_err(|failed| match failed.error.kind() {
            ErrorKind::AlreadyExists => taken(&self.path),
            _ => cannot(failed.error),
        })?;
        File::open(folder_of(&self.path)).and_then(|folder| folder.sync_all()).map_err(cannot)
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

/// Where text goes that has no other place than the one that was named.
pub(in crate::cli) enum Sink {
    File(Target),
    Stream(BufWriter<File>),
}

impl Sink {
    /// Begins to write to a place that was judged; `None` if that is standard output.
    ///
    /// # Errors
    /// As [`Target::begin`], or if a device cannot be opened.
    pub fn begin(output: &Output, force: bool) -> Result<Option<Self>, String> {
        Ok(match output {
            Output::Standard => None,
            Output::Stream(path) => Some(Self::Stream(BufWriter::new(open_stream(path)?))),
            Output::File { path, .. } => Some(Self::File(Target::begin(path, force)?)),
        })
    }

    /// All of it is written.
    ///
    /// # Errors
    /// As [`Target::finish`].
    pub fn finish(self, judged_again: impl FnOnce() -> Result<Output, String>) -> Result<(), String> {
        match self {
            Self::Stream(mut stream) => stream.flush().map_err(|error| format!("the answer could not be written: {error}")),
            Self::File(target) => {
                // A desk may have come to its place meanwhile.
                judged_again()?;
                target.finish()
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(target) => target.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(target) => target.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}

/// Opens a FIFO or a device to write into it; one that is another file by now is left alone.
pub(in crate::cli) fn open_stream(path: &Path) -> Result<File, String> {
    let file = OpenOptions::new().write(true).open(path).map_err(|error| cannot(path, &error))?;
    match file.metadata() {
        Ok(found) if found.file_type().is_fifo() || found.file_type().is_char_device() => Ok(file),
        _ => Err(format!("{}: is another file than a moment ago; look again", quoted_path(path))),
    }
}

fn cannot(path: &Path, error: &io::Error) -> String {
    let why = no_room(folder_of(path), error).unwrap_or_else(|| error.to_string());
    format!("{}: cannot be written ({why})", quoted_path(path))
}

fn taken(path: &Path) -> String {
    format!("{}: there is a file already; name another, or say --force", quoted_path(path))
}
