//! The line in front of the file: whoever wants to write waits here, in the order of coming. SQLite's own waiting is a lottery
//! in which some never win. The line is a lock on a small file beside the desk; the system gives it back whatever becomes of
//! a process, so nobody has to clean up. Where it cannot be had, the lottery still serves.

use nix::fcntl::OFlag;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// How long the line is waited in. Somebody who holds it longer is stopped or stuck, and passed by.
const PATIENCE: Duration = Duration::from_secs(5);

/// The line of one desk.
#[derive(Debug)]
pub(super) struct Queue {
    desk: PathBuf,
    path: PathBuf,
}

/// The head of the line, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    /// Closing it lets the next one go ahead.
    _held: File,
}

impl Queue {
    pub fn before(desk: &Path) -> Self {
        let mut path = desk.as_os_str().to_owned();
        path.push("-queue");
        Self { desk: desk.to_owned(), path: path.into() }
    }

    /// Waits for one's turn. `None` where there is no line to be had, or its head does not move.
    pub fn wait(&self) -> Option<Turn> {
        let file = self.open()?;
        match file.try_lock() {
            Ok(()) => return Some(Turn { _held: file }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(_)) => return None,
        }
        // The system's waiting has no end of its own, so another thread does it. Where this one has gone on by then, nobody
        // takes the turn from the channel, and it is given back.
        let (tell, told) = channel();
        thread::spawn(move || {
            if file.lock().is_ok() {
                let _ = tell.send(Turn { _held: file });
            }
        });
        told.recv_timeout(PATIENCE).ok()
    }

    /// The file, made for as many hands as the desk itself where it is not there yet.
    fn open(&self) -> Option<File> {
        let mode = fs::metadata(&self.desk).ok()?.mode() & 0o777;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(mode).custom_flags(OFlag::O_NOFOLLOW.bits());
        let file = options.open(&self.path).ok()?;
        // What the umask took away. Only its owner can, and only once there is something to do.
        if file.metadata().is_ok_and(|found| found.mode() & 0o777 != mode) {
            let _ = file.set_permissions(Permissions::from_mode(mode));
        }
        Some(file)
    }
}
