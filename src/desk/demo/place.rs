//! Putting a new desk in its place: built in a folder of its own beside it, moved there when whole, never over anything.

use crate::store::sqlite::{self, Blank, Bulk, folder_of};
use crate::store::{FileFault, Result, StoreError};
use std::fs::{DirBuilder, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use tempfile::TempPath;

/// Makes the desk at `path` (mode 0600; missing folders 0700); `fill` fills and finishes it.
pub(super) fn make(path: &Path, fill: impl FnOnce(Bulk) -> Result<()>) -> Result<()> {
    let fault = |fault| StoreError::File { path: path.to_owned(), fault };
    let cannot = |error: &io::Error| match error.kind() {
        ErrorKind::AlreadyExists => fault(FileFault::Exists),
        _ => fault(FileFault::CannotMake(error.to_string())),
    };
    // A large desk takes a minute: better refused before than after it.
    if path.symlink_metadata().is_ok() {
        return Err(fault(FileFault::Exists));
    }
    let folder = folder_of(path);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| cannot(&error))?;
    // A folder, for the engine keeps files beside the desk while it is being made: they go with it.
    let workshop = tempfile::Builder::new()
        .prefix(".barback-")
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(folder)
        .map_err(|error| cannot(&error))?;
    let draft = workshop.path().join("desk");
    fill(Bulk::begin(sqlite::create(&draft)?)?)?;
    File::open(&draft).and_then(|file| file.sync_all()).map_err(|error| cannot(&error))?;
    let whole = TempPath::try_from_path(&draft).map_err(|error| cannot(&error))?;
    Blank::of(whole).settle(path)
}
