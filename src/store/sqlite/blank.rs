//! A file on its way to its place: made beside it (mode 0600), and moved there when it is whole. Whoever looks sees nothing or a
//! good one.

use super::family::UNFINISHED;
use super::open::folder_of;
use super::site;
use crate::store::{FileFault, Result, StoreError};
use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use tempfile::TempPath;

/// An empty file beside the place it is meant for. Dropped, it never was.
pub struct Blank(TempPath);

impl Blank {
    /// Makes it in the folder of `place`; missing folders are made (0700).
    ///
    /// # Errors
    /// If that cannot be written.
    pub fn beside(place: &Path) -> Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder_of(place)).map_err(|error| cannot(place, &error))?;
        let draft = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder_of(place));
        draft.map(|file| Self(file.into_temp_path())).map_err(|error| cannot(place, &error))
    }

    /// A file that was made already.
    pub fn of(path: TempPath) -> Self {
        Self(path)
    }

    /// Where it is so long.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Moves it to its place, where nothing may stand. That it is there is on the disk then, too.
    ///
    /// # Errors
    /// If something stands there, or what a desk that is gone left behind.
    pub fn settle(self, place: &Path) -> Result<()> {
        let fault = |fault| StoreError::File { path: place.to_owned(), fault };
        // The engine would take the log of a desk that is gone for that of this one.
        if site::has_log(place) && place.symlink_metadata().is_err() {
            return Err(fault(FileFault::LeftOver));
        }
        self.0.persist_noclobber(place).map_err(|failed| match failed.error.kind() {
            ErrorKind::AlreadyExists => fault(FileFault::Exists),
            _ => cannot(place, &failed.error),
        })?;
        File::open(folder_of(place)).and_then(|folder| folder.sync_all()).map_err(|error| cannot(place, &error))
    }
}

fn cannot(place: &Path, error: &io::Error) -> StoreError {
    let why = site::no_room(folder_of(place), error).unwrap_or_else(|| error.to_string());
    StoreError::File { path: place.to_owned(), fault: FileFault::CannotMake(why) }
}
