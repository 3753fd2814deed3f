//! The place where the file is: whether it is still the one that was opened, has one name, and is on a disk of this machine.

use super::open::folder_of;
use crate::store::FileFault;
use nix::errno::Errno;
use nix::sys::statfs::{FsType, statfs};
use nix::unistd::{AccessFlags, access};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

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

/// The engine's log goes by the file's name: under two names there would be two of them.
pub(super) fn one_name(found: &Metadata) -> Result<(), FileFault> {
    if found.nlink() > 1 { Err(FileFault::Linked) } else { Ok(()) }
}

/// The engine is content with reading where it cannot write, and finds out late. A desk says so before somebody types.
pub(super) fn writable(path: &Path) -> Result<(), FileFault> {
    for place in [path, folder_of(path)] {
        match access(place, AccessFlags::W_OK) {
            Err(Errno::EROFS) => return Err(FileFault::ReadOnly),
            // A file that cannot be read either says so better when it is opened.
            Err(Errno::EACCES | Errno::EPERM) if access(path, AccessFlags::R_OK).is_ok() => return Err(FileFault::ReadOnly),
            _ => {}
        }
    }
    Ok(())
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
