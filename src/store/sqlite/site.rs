//! The place where the file is: whether it is still the one that was opened, has one name, is on a disk of this machine, and
//! can be written.

use super::migrate::APPLICATION_ID;
use super::open::{beside, folder_of};
use crate::store::{FileFault, Hindered};
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::statfs::{FsType, statfs};
use nix::sys::statvfs::{FsFlags, statvfs};
use nix::unistd::{AccessFlags, access};
use std::fs::{File, Metadata, Permissions};
use std::io::{ErrorKind, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    pub fn of(found: &Metadata) -> Self {
        Self { device: found.dev(), inode: found.ino() }
    }

    fn at(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|found| Self::of(&found))
    }

    /// Whether this file still stands at the path, and there alone. What was written into one that does not would be lost, or
    /// be written beside another log than that of its other name.
    pub fn demand_at(self, path: &Path) -> Result<(), FileFault> {
        match std::fs::metadata(path) {
            Ok(found) if Self::of(&found) == self => one_name(&found),
            Ok(_) => Err(FileFault::Replaced),
            Err(_) => Err(FileFault::Removed),
        }
    }
}

/// The log and the shared memory of a desk that is open. Another session would make its own where they were removed, and
/// neither would see what the other writes; one that was cut is memory that is gone.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Company {
    log: Option<Identity>,
    memory: Option<(Identity, u64)>,
}

impl Company {
    pub fn of(desk: &Path) -> Self {
        let memory = std::fs::metadata(beside(desk, "-shm")).ok();
        Self { log: Identity::at(&beside(desk, "-wal")), memory: memory.map(|found| (Identity::of(&found), found.len())) }
    }

    pub fn demand_beside(&self, desk: &Path) -> Result<(), FileFault> {
        let is_gone = |was: Option<Identity>, suffix| was.is_some() && Identity::at(&beside(desk, suffix)) != was;
        match () {
            () if is_gone(self.log, "-wal") => Err(FileFault::Torn("-wal")),
            () if is_gone(self.memory.map(|(memory, _)| memory), "-shm") || self.is_cut(desk) => Err(FileFault::Torn("-shm")),
            () => Ok(()),
        }
    }

    /// Whether a part of the shared memory is not there any more: a process that touches it is ended by the system.
    pub fn is_cut(&self, desk: &Path) -> bool {
        let is_shorter = |length| std::fs::metadata(beside(desk, "-shm")).is_ok_and(|found| found.len() < length);
        self.memory.is_some_and(|(_, length)| is_shorter(length))
    }
}

/// The engine's log goes by the file's name: under two names there would be two of them.
pub(super) fn one_name(found: &Metadata) -> Result<(), FileFault> {
    if found.nlink() > 1 { Err(FileFault::Linked) } else { Ok(()) }
}

/// What keeps the file from being written, where it can be asked beforehand. The engine is content with reading where it cannot
/// write, and finds out late.
pub(super) fn unwritable(path: &Path) -> Option<Hindered> {
    if is_mounted_read_only(path) {
        return Some(Hindered::Mounted);
    }
    let is_forbidden = |place| matches!(access(place, AccessFlags::W_OK), Err(Errno::EACCES | Errno::EPERM | Errno::EROFS));
    match () {
        () if is_forbidden(path) => Some(Hindered::Mode),
        () if is_forbidden(folder_of(path)) => Some(Hindered::Folder),
        () => None,
    }
}

/// The same, or what of its disk is used up.
pub(super) fn hindered(path: &Path) -> Option<Hindered> {
    unwritable(path).or_else(|| used_up(folder_of(path)))
}

/// What of the disk under `place` is used up.
pub(super) fn used_up(place: &Path) -> Option<Hindered> {
    let disk = statvfs(place).ok()?;
    match () {
        () if disk.blocks_available() == 0 => Some(Hindered::Full),
        // Some file systems make inodes as they are wanted, and say that there are none at all.
        () if disk.files() > 0 && disk.files_available() == 0 => Some(Hindered::Inodes),
        () => None,
    }
}

/// Why the system found no room in a folder, where it has more to say than that: no inode is left, while there is room.
#[must_use]
pub fn no_room(folder: &Path, error: &std::io::Error) -> Option<String> {
    let is_short = error.kind() == ErrorKind::StorageFull;
    match used_up(folder).filter(|_| is_short) {
        Some(Hindered::Inodes) => Some("the disk has no free inode, that is none for another file; remove some files".to_owned()),
        _ if is_short => Some("the disk is full; make room".to_owned()),
        _ => None,
    }
}

/// Nobody writes there, neither a file that is there nor a new one.
pub(super) fn is_mounted_read_only(path: &Path) -> bool {
    statvfs(path).is_ok_and(|disk| disk.flags().contains(FsFlags::ST_RDONLY))
}

/// Whether the log beside the desk holds changes that the file does not.
pub(super) fn has_log(desk: &Path) -> bool {
    std::fs::metadata(beside(desk, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// Gives what stays beside the desk the desk's own mode and group, should those have been changed since. Only their owner can, and
/// a caller that cannot finds out from the engine whether it matters.
pub(super) fn agree(desk: &Path, wanted: &Metadata) {
    for path in [beside(desk, "-wal"), beside(desk, "-shm")] {
        // The very file that was looked at, whatever is put in its place: a colleague may write in the folder, and a name could lead
        // to a file of somebody else's. Opened so, none of the engine's locks is lost when it is closed.
        let how = OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        let Ok(opened) = nix::fcntl::open(&path, how, nix::sys::stat::Mode::empty()) else { continue };
        let itself = PathBuf::from(format!("/proc/self/fd/{}", opened.as_raw_fd()));
        let Some(found) = std::fs::metadata(&itself).ok().filter(Metadata::is_file) else { continue };
        if found.gid() != wanted.gid() {
            let _ = chown(&itself, None, Some(wanted.gid()));
        }
        if (found.mode() ^ wanted.mode()) & 0o777 != 0 {
            let _ = std::fs::set_permissions(&itself, Permissions::from_mode(wanted.mode() & 0o777));
        }
    }
}

/// Whether what stays beside the desk lets nobody but its owner in.
#[must_use]
pub fn is_shut(desk: &Path) -> bool {
    let is_shut = |suffix| access(&beside(desk, suffix), AccessFlags::R_OK) == Err(Errno::EACCES);
    is_shut("-wal") || is_shut("-shm")
}

/// Whether a file that is no database any more was a desk: by its mark, by tables that only a desk has, or by what a desk's
/// sessions left beside it. Only for a file that the engine refused: nobody has it open here.
pub(super) fn was_a_desk(path: &Path) -> bool {
    const MARK: usize = 68;
    const MUCH: u64 = 1024 * 1024;
    if [beside(path, "-queue"), beside(path, "-here")].iter().any(|path| path.is_file()) {
        return true;
    }
    let mut begun = Vec::new();
    if File::open(path).and_then(|file| file.take(MUCH).read_to_end(&mut begun)).is_err() {
        return false;
    }
    let holds = |text: &[u8]| begun.windows(text.len()).any(|window| window == text);
    let mark = u32::try_from(APPLICATION_ID).unwrap_or_default().to_be_bytes();
    begun.get(MARK..MARK + mark.len()) == Some(&mark) || (holds(b"TABLE number_ranges") && holds(b"TABLE tickets"))
}

/// Sessions share memory beside the file, which machines do not with each other.
pub(super) fn on_this_machine(path: &Path) -> Result<(), FileFault> {
    // What cannot be asked cannot be judged.
    let name = statfs(path).ok().and_then(|found| network_file_system(found.filesystem_type()));
    name.map_or(Ok(()), |name| Err(FileFault::Network(name)))
}

/// The name of a file system that several machines share, by the number that `statfs` has for it (statfs(2), Linux).
#[must_use]
pub fn network_file_system(kind: FsType) -> Option<&'static str> {
    let name = match u32::try_from(kind.0).unwrap_or_default() {
        0x6969 => "NFS",
        0x517B => "SMB",
        0xFF53_4D42 => "CIFS",
        0xFE53_4D42 => "SMB 2",
        0x5346_414F | 0x6B41_4653 => "AFS",
        0x7375_7245 => "Coda",
        0x564C => "NCP",
        0x00C3_6400 => "Ceph",
        0x0BD0_0BD0 => "Lustre",
        _ => return None,
    };
    Some(name)
}
