//! What can go wrong with the file, each in one sentence that says what would be right.

use crate::domain::quoted_path;
use std::path::{Path, PathBuf};

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something about the file as a whole.
    #[error("{}", fault.about(path))]
    File { path: PathBuf, fault: FileFault },
    /// The ticket was changed since it was read.
    #[error("the ticket changed while it was being saved; try again")]
    Stale,
    /// Somebody else held the file for longer than we wait (8 seconds).
    #[error("{}; nothing was saved: {}", held_by(.0.as_ref()), way_out(.0.as_ref()))]
    Busy(Option<Holder>),
    /// The question was stopped because a newer one came.
    #[error("the question was stopped")]
    Interrupted,
    /// Another program changed the schema while this session was open: a newer one brought it up to date, or an older backup was
    /// restored by an older one.
    #[error("{}", other_schema(*.found, *.known))]
    Upgraded { found: i64, known: i64 },
    /// No room to write.
    #[error("the disk is full; nothing was saved: make room and try again")]
    Full,
    /// Room, but none for one more file.
    #[error("the disk has no free inode, that is none for another file; nothing was saved: remove some files and try again")]
    Inodes,
    /// No more room for this user.
    #[error("your quota on this disk is used up; nothing was saved: free some of it, or have it raised, and try again")]
    Quota,
    /// The process may not make files so large (`ulimit -f`).
    #[error("the desk's file may not grow any further here; nothing was saved: raise the limit on file sizes (`ulimit -f`) and try again")]
    TooLarge,
    /// The file or its folder cannot be written.
    #[error("the desk's file or its folder cannot be written; nothing was saved: check who owns it, and whether its disk is read-only")]
    ReadOnly,
    /// The file contradicts itself.
    #[error("the desk's file is damaged ({0}); restore a backup")]
    Damaged(String),
    /// Anything else that went wrong with it: what, and what to do.
    #[error("the desk's file could not be used: {0}")]
    Broken(String),
}

fn other_schema(found: i64, known: i64) -> String {
    if found > known {
        "the desk was upgraded by a newer Barback while it was open here; nothing was saved: open it again with the newer program"
            .to_owned()
    } else {
        format!(
            "the desk was put back to an older schema ({found}, this session's is {known}) while it was open; nothing was saved: open it again"
        )
    }
}

/// The process that others wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub process: i32,
    /// The name of its program.
    pub command: String,
    /// It was stopped, as by Ctrl-Z.
    pub is_stopped: bool,
}

fn held_by(holder: Option<&Holder>) -> String {
    match holder {
        None => "another session is writing and does not finish".to_owned(),
        Some(Holder { process, command, is_stopped }) => {
            format!(
                "process {process} ({command}) {}",
                if *is_stopped { "was stopped while it was writing" } else { "is writing and does not finish" }
            )
        }
    }
}

fn way_out(holder: Option<&Holder>) -> String {
    match holder {
        Some(Holder { process, is_stopped: true, .. }) => format!("`kill -CONT {process}` lets it go on; then try again"),
        _ => "try again".to_owned(),
    }
}

/// Why a file is no desk that can be opened, or that can be used any longer.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    #[error("no desk at this path; `barback init` makes one")]
    Missing,
    #[error("the file is empty, not a desk; move it away, and `barback init` makes one")]
    Empty,
    #[error("not a Barback desk; name a file that `barback init` made")]
    NotADesk,
    #[error("not a file; name a file that `barback init` made, or one that is not there yet")]
    NotAFile,
    #[error("not a backup: {0}; name a file that `barback backup` made")]
    NotABackup(String),
    #[error("the desk is damaged ({0}); restore a backup")]
    Damaged(String),
    #[error("made by a newer Barback (its schema is {found}, this one knows {known}); use the newer program")]
    Newer { found: i64, known: i64 },
    #[error("cannot be opened ({0}); check who owns the file and its folder")]
    Unreadable(String),
    #[error("cannot be used: {0}")]
    Unusable(String),
    #[error("can be read but not written: {0}")]
    Hindered(Hindered),
    #[error("its schema is {found} and has to become {known} before it can be used here, but it can be read and not written: {hindered}")]
    Outdated { found: i64, known: i64, hindered: Hindered },
    #[error(
        "its tables could not be brought from schema {found} to {known}, because what they hold does not fit; it is as it was: use the Barback that made it, and report this (code {code})"
    )]
    NotMigrated { found: i64, known: i64, code: i32 },
    #[error("a session began to write to it since it was opened; open it again")]
    Thawed,
    #[error(
        "the file beside it whose name ends in {0} was removed, replaced or cut while the desk was open; nothing was saved: leave every session of this desk and open it again"
    )]
    Torn(&'static str),
    #[error("the file has a second name (a hard link), under which others would write past this session; remove all names but one")]
    Linked,
    #[error(
        "on a network file system ({0}), where sessions on other machines would damage it; keep it on a disk of this machine, and use ssh"
    )]
    Network(&'static str),
    #[error("the desk's file was removed or renamed while it was open; nothing was saved: put it back, or open the desk again")]
    Removed,
    #[error("another file is at the desk's place since it was opened; nothing was saved: open the desk again")]
    Replaced,
    #[error("there is a desk at this path already")]
    Exists,
    #[error("a link to {}, where nothing is; name that file, or remove the link", quoted_path(.0))]
    Dangling(PathBuf),
    #[error("a name that is kept for what stands beside a desk, and one is there; choose another")]
    Reserved,
    #[error(
        "the log of a desk that is gone is beside this path (its name ends in -wal) and may hold that desk's last changes; put the desk back, or move the log away"
    )]
    LeftOver,
    #[error("cannot be made ({0}); choose a folder that you can write to")]
    CannotMake(String),
}

/// What keeps a desk from being written where it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindered {
    #[error("its disk is mounted read-only; mount it for writing")]
    Mounted,
    #[error("its mode does not let you; check who owns it, and its mode")]
    Mode,
    #[error("the mode of its folder does not let you; check who owns the folder, and its mode")]
    Folder,
    #[error("the disk is full; make room and open it again")]
    Full,
    #[error("the disk has no free inode, that is none for another file; remove some files and open it again")]
    Inodes,
    #[error("your quota on this disk is used up; free some of it, or have it raised, and open it again")]
    Quota,
    #[error("files may not grow any further here; raise the limit on file sizes (`ulimit -f`) and open it again")]
    TooLarge,
}

impl Hindered {
    /// What somebody who wants to write is answered.
    #[must_use]
    pub fn about(self, path: &Path) -> StoreError {
        match self {
            Self::Full => StoreError::Full,
            Self::Inodes => StoreError::Inodes,
            Self::Quota => StoreError::Quota,
            Self::TooLarge => StoreError::TooLarge,
            Self::Mounted | Self::Mode | Self::Folder => StoreError::File { path: path.to_owned(), fault: FileFault::Hindered(self) },
        }
    }
}

impl FileFault {
    /// The fault of the file at this path, in one sentence.
    fn about(&self, path: &Path) -> String {
        let path = quoted_path(path);
        match self {
            Self::Missing => format!("no desk at {path}; `barback init` makes one"),
            Self::Exists => format!("there is a desk at {path} already"),
            _ => format!("{path}: {self}"),
        }
    }
}
