//! The line in front of the file: whoever wants to write waits here, in the order of coming. SQLite's own waiting is a lottery
//! in which some never win. The line is two locks on a small file beside the desk. Who has the head may write; who has the gate
//! is next. Everybody passes through both, so nobody who just wrote gets in before those who wait. The system gives the locks
//! back whatever becomes of a process: nobody has to clean up. Where they cannot be had, the lottery still serves.

use super::open::beside;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::libc::{self, c_short, off_t};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long the line is waited in while it does not move: whoever is at its head that long is stopped or stuck, and passed by.
const PATIENCE: Duration = Duration::from_secs(3);

/// The bytes that the locks are on.
const GATE: off_t = 0;
const HEAD: off_t = 1;
/// Where the turns are counted.
const COUNT: u64 = 8;

/// The line of one desk.
#[derive(Debug)]
pub(super) struct Queue {
    desk: PathBuf,
    path: PathBuf,
    /// A thread that was not waited for any longer is in the line yet. One is enough.
    is_waited_in: Arc<AtomicBool>,
}

/// The head of the line, until it is dropped: closing the file gives back what is locked in it.
#[derive(Debug)]
pub(super) struct Turn {
    _held: File,
}

impl Turn {
    /// Counts it, for those who wait to see that the line moves.
    fn begin(file: File) -> Self {
        let next = turns(&file).unwrap_or(0).wrapping_add(1);
        // A count that is not kept makes nobody wait longer.
        let _ = file.write_at(&next.to_le_bytes(), COUNT);
        Self { _held: file }
    }
}

fn turns(file: &File) -> Option<u64> {
    let mut bytes = [0; 8];
    file.read_exact_at(&mut bytes, COUNT).ok()?;
    Some(u64::from_le_bytes(bytes))
}

impl Queue {
    pub fn before(desk: &Path) -> Self {
        Self { desk: desk.to_owned(), path: beside(desk, "-queue"), is_waited_in: Arc::default() }
    }

    /// One's turn, if nobody else is in the line.
    pub fn turn_if_free(&self) -> Option<Turn> {
        let file = self.open()?;
        pass(&file, false).ok().map(|()| Turn::begin(file))
    }

    /// Waits for one's turn. `None` where there is no line to be had, or its head does not move.
    pub fn wait(&self) -> Option<Turn> {
        let file = self.open()?;
        match pass(&file, false) {
            Ok(()) => return Some(Turn::begin(file)),
            Err(Errno::EAGAIN | Errno::EACCES) => {}
            Err(_) => return None,
        }
        // The system's waiting has no end of its own, so another thread does it. Where this one has gone on by then, nobody
        // takes the turn from the channel, and it is given back.
        if self.is_waited_in.swap(true, Ordering::SeqCst) {
            return None;
        }
        let mut turns = turns(&file);
        let (tell, told) = channel();
        let is_waited_in = Arc::clone(&self.is_waited_in);
        let waiting = thread::Builder::new().spawn(move || {
            let passed = pass(&file, true);
            is_waited_in.store(false, Ordering::SeqCst);
            if passed.is_ok() {
                let _ = tell.send(Turn::begin(file));
            }
        });
        if waiting.is_err() {
            self.is_waited_in.store(false, Ordering::SeqCst);
        }
        loop {
            match told.recv_timeout(PATIENCE) {
                Ok(turn) => return Some(turn),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    // Many may be before this one, on a machine that is busy: as long as they get on, so does the line.
                    let now = self.turns();
                    if now == turns {
                        return None;
                    }
                    turns = now;
                }
            }
        }
    }

    /// How often somebody came to the head of the line. The locks of this process stay whatever of the file is closed here.
    fn turns(&self) -> Option<u64> {
        turns(&File::open(&self.path).ok()?)
    }

    fn open(&self) -> Option<File> {
        open_beside(&self.desk, &self.path).ok()
    }
}

/// A file that locks are taken on, made for as many hands as the desk itself where it is not there yet.
pub(super) fn open_beside(desk: &Path, path: &Path) -> io::Result<File> {
    let mode = fs::metadata(desk)?.mode() & 0o777;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(mode).custom_flags(OFlag::O_NOFOLLOW.bits());
    let file = options.open(path)?;
    // What the umask took away. Only its owner can, and only once there is something to do.
    if file.metadata().is_ok_and(|found| found.mode() & 0o777 != mode) {
        let _ = file.set_permissions(Permissions::from_mode(mode));
    }
    Ok(file)
}

/// Through the gate to the head of the line.
fn pass(file: &File, waits: bool) -> nix::Result<()> {
    lock(file, GATE, libc::F_WRLCK, waits)?;
    let passed = lock(file, HEAD, libc::F_WRLCK, waits);
    lock(file, GATE, libc::F_UNLCK, false)?;
    passed
}

/// Locks or unlocks one byte for this opening of the file alone, whichever thread has it.
pub(super) fn lock(file: &File, byte: off_t, kind: i32, waits: bool) -> nix::Result<()> {
    let as_short = |value: i32| c_short::try_from(value).map_err(|_| Errno::EINVAL);
    let range = libc::flock { l_type: as_short(kind)?, l_whence: as_short(libc::SEEK_SET)?, l_start: byte, l_len: 1, l_pid: 0 };
    let how = if waits { FcntlArg::F_OFD_SETLKW(&range) } else { FcntlArg::F_OFD_SETLK(&range) };
    fcntl(file, how).map(drop)
}
