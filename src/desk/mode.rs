//! The three ways a desk is set up: your own file, colleagues' on one machine, or served over ssh. It is kept in the file, and
//! says who whoever opens it is, and for whom the file is there.

use super::identity::owner;
use super::{DeskError, Result, folder_of};
use crate::domain::{few, quoted_path};
use crate::store::{FileFault, Public, StoreError};
use nix::unistd::{Gid, Group, chown};
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

/// The setting that says how the desk is set up.
pub(super) const MODE: &str = "mode";

/// How a desk is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Your own file. Whoever owns it acts as its first admin, and may act as somebody else.
    Own,
    /// Colleagues with accounts on one machine: each is who their account says. Any of them can open the file with other
    /// programs, so roles are advice.
    Group,
    /// One account owns the file, and sshd says who signs in.
    Served,
}

impl Mode {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Group => "group",
            Self::Served => "served",
        }
    }

    /// How this desk is set up. One that says nothing, or nothing known, is somebody's own: the strictest there is.
    pub(super) fn of(store: &dyn Public) -> Result<Self> {
        Ok(Self::called(store.setting(MODE)?.as_deref()))
    }

    /// The same where the setting was read already.
    pub(super) fn called(word: Option<&str>) -> Self {
        [Self::Own, Self::Group, Self::Served].into_iter().find(|mode| word == Some(mode.word())).unwrap_or(Self::Own)
    }
}

/// Bits of a mode by which a file is its group's, too.
const FOR_A_GROUP: u32 = 0o060;

/// Whether whoever owns the file lets a group write it: only such a file is another's to be opened at all.
pub(super) fn is_for_a_group(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.mode() & FOR_A_GROUP == FOR_A_GROUP)
}

/// Makes the folder of a desk for a group's hands, 2770, before the desk is in it: whatever is made there later is the group's.
pub(super) fn prepare_folder(desk: &Path, group: &str) -> Result<Gid> {
    let cannot = |why: String| DeskError::Store(StoreError::File { path: desk.to_owned(), fault: FileFault::CannotMake(why) });
    let found = Group::from_name(group).ok().flatten();
    let gid = found.ok_or_else(|| cannot(format!("there is no group \"{}\" on this machine; `getent group` lists them", few(group))))?.gid;
    let folder = folder_of(desk);
    let io = |error: io::Error| cannot(error.to_string());
    if folder.exists() {
        // Somebody's home would be opened to a group by this, or /tmp be taken.
        let is_mine = owner(folder).map_err(io)? == super::identity::me();
        let is_empty = fs::read_dir(folder).map_err(io)?.next().is_none();
        if !is_mine || !is_empty {
            let folder = quoted_path(folder);
            return Err(cannot(format!(
                "{folder} is not an empty folder of yours, and all of it would be the group's; name one of its own"
            )));
        }
    } else {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
    }
    hand_over(folder, gid, 0o2770).map_err(|error| cannot(format!("{error}; are you in the group {group}?")))?;
    Ok(gid)
}

/// Gives a new desk to the group, 0660.
pub(super) fn share(desk: &Path, gid: Gid) -> Result<()> {
    hand_over(desk, gid, 0o660)
        .map_err(|error| StoreError::File { path: desk.to_owned(), fault: FileFault::CannotMake(error.to_string()) }.into())
}

/// Gives a desk that was put back to the group that its folder has.
pub(super) fn share_like_folder(desk: &Path) -> Result<()> {
    let folder = folder_of(desk);
    match fs::metadata(folder) {
        Ok(found) => share(desk, Gid::from_raw(found.gid())),
        // Where it cannot be asked, it is its owner's as any other.
        Err(_) => Ok(()),
    }
}

fn hand_over(path: &Path, gid: Gid, mode: u32) -> io::Result<()> {
    chown(path, None, Some(gid))?;
    // Behind it, since giving a file away takes these bits.
    fs::set_permissions(path, Permissions::from_mode(mode))
}
