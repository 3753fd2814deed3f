//! How often somebody is here: each seat is a lock on a byte of a small file beside the desk. The system gives it back whatever
//! becomes of the process: nobody has to clean up.

use super::open::beside;
use super::queue::{lock, open_beside};
use crate::domain::UserId;
use crate::store::{FileFault, Result, Seat, StoreError};
use nix::errno::Errno;
use nix::libc::F_WRLCK;
use std::path::Path;

/// Bytes that are each user's own: more than anybody may have seats.
const ROW: i64 = 64;

/// One of so many seats of this user; `None` if they are all taken.
pub(super) fn take(desk: &Path, user: UserId, most: u32) -> Result<Option<Seat>> {
    let cannot = |why: String| StoreError::File { path: desk.to_owned(), fault: FileFault::Unreadable(why) };
    let file = open_beside(desk, &beside(desk, "-seats")).map_err(|error| cannot(error.to_string()))?;
    for seat in 0..i64::from(most).min(ROW) {
        match lock(&file, user.0 * ROW + seat, F_WRLCK, false) {
            Ok(()) => return Ok(Some(Seat { _held: Box::new(file) })),
            Err(Errno::EAGAIN | Errno::EACCES) => {}
            Err(error) => return Err(cannot(error.to_string())),
        }
    }
    Ok(None)
}
