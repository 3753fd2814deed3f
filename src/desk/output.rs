//! Where something may be written: the one judge of every path that a command writes to. A desk and what stands beside it are
//! known by what they are, device and inode, whatever name leads there; special files are written into and never replaced.

use super::backup::KEPT;
use super::{Desk, folder_of};
use crate::domain::quoted_path;
use crate::store::sqlite::{SUFFIXES, UNFINISHED, beside, is_desk, is_in_use, names_a_folder, stands_beside};
use nix::sys::stat::fstat;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputKind {
    /// Text, from its beginning to its end.
    Text,
    /// A file that is there when it is whole: a backup, a desk.
    Whole,
}

/// A place where it may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Standard output, whatever that is.
    Standard,
    /// A FIFO or a device.
    Stream(PathBuf),
    /// A file, by its path behind every link, and whether one is there.
    File { path: PathBuf, is_there: bool },
}

/// Why nothing is written there.
#[derive(Debug, thiserror::Error)]
pub enum OutputFault {
    #[error("{0} is the desk itself; name another file")]
    Desk(String),
    #[error("{path} belongs to the desk {desk}; name another file")]
    Beside { path: String, desk: String },
    #[error("{0} is a desk that is in use; name another file")]
    OtherDesk(String),
    #[error("{0} is a name for files that are being made; choose another")]
    Unfinished(String),
    #[error("{0} is a folder; name a file")]
    Folder(String),
    #[error("{path} is {what}; name a file")]
    Special { path: String, what: &'static str },
    #[error("- is standard output, and this has to be a file; name one (./- is a file of that name)")]
    Standard,
    #[error("beside {0} is the log of a desk, which would be taken for the backup's; name another file")]
    Log(String),
    #[error("{path}: cannot be written ({error})")]
    System { path: String, error: io::Error },
}

/// How many links a path may lead through, as the system has it.
const MOST_LINKS: usize = 40;

impl Desk {
    /// Judges a path for this session: its own desk is protected, and those that its surroundings name.
    ///
    /// # Errors
    /// If nothing may be written there.
    pub fn output(&self, path: &Path, written: OutputKind) -> Result<Output, OutputFault> {
        let own = self.keep.door().place().to_owned();
        output(path, written, self.surroundings.desks.iter().chain([&own]))
    }

    /// Whether a file is a desk that may not be removed.
    #[must_use]
    pub fn protects(&self, path: &Path) -> bool {
        matches!(self.output(path, OutputKind::Whole), Err(OutputFault::Desk(_) | OutputFault::Beside { .. } | OutputFault::OtherDesk(_)))
    }
}

/// Judges a path for a command that has no desk open; `desks` are those that are named.
///
/// # Errors
/// If nothing may be written there.
pub fn output<'a>(path: &Path, written: OutputKind, desks: impl Iterator<Item = &'a PathBuf>) -> Result<Output, OutputFault> {
    let named = || quoted_path(path);
    if path.as_os_str() == "-" {
        return if written == OutputKind::Text { Ok(Output::Standard) } else { Err(OutputFault::Standard) };
    }
    let at = Target::find(path).map_err(|error| OutputFault::System { path: named(), error })?;
    // First of all: nothing of a desk that is open here is opened once more, since closing it would give back its locks.
    for desk in desks {
        at.demand_apart_from(desk, &named)?;
    }
    at.demand_no_desk(&named)?;
    let special = |what| Err(OutputFault::Special { path: named(), what });
    let Some(found) = &at.found else {
        return if names_a_folder(path) { Err(OutputFault::Folder(named())) } else { at.file(written, &named) };
    };
    let kind = found.file_type();
    let is_stream = kind.is_fifo() || kind.is_char_device();
    match () {
        () if kind.is_dir() => Err(OutputFault::Folder(named())),
        () if kind.is_block_device() => special("a block device"),
        () if kind.is_socket() => special("a socket"),
        () if is_stream && written == OutputKind::Whole => special("a device or a FIFO, and this has to be a file of its own"),
        () if written == OutputKind::Text && is_standard_output(found) => Ok(Output::Standard),
        () if is_stream => Ok(Output::Stream(path.to_owned())),
        () => at.file(written, &named),
    }
}

/// Refuses to answer into a desk: as a shell's `>>` would.
///
/// # Errors
/// If standard output is one of these desks or a file beside one.
pub fn demand_answer_apart_from(desks: &[PathBuf]) -> Result<(), OutputFault> {
    let Ok(out) = fstat(io::stdout()) else { return Ok(()) };
    let is_out = |path: &Path| fs::metadata(path).is_ok_and(|found| (found.dev(), found.ino()) == (out.st_dev, out.st_ino));
    let parts = |desk: &PathBuf| SUFFIXES.into_iter().chain([""]).map(|suffix| beside(desk, suffix)).collect::<Vec<_>>();
    match desks.iter().find(|desk| parts(desk).iter().any(|part| is_out(part))) {
        Some(desk) => Err(OutputFault::Beside { path: "standard output".to_owned(), desk: quoted_path(desk) }),
        None => Ok(()),
    }
}

fn is_standard_output(found: &Metadata) -> bool {
    fstat(io::stdout()).is_ok_and(|out| (out.st_dev, out.st_ino) == (found.dev(), found.ino()))
}

/// Which file it is, whatever its name.
pub(super) fn identity(found: &Metadata) -> (u64, u64) {
    (found.dev(), found.ino())
}

/// What a path leads to.
struct Target {
    /// Without links, as far as it is there.
    path: PathBuf,
    found: Option<Metadata>,
}

impl Target {
    fn find(named: &Path) -> io::Result<Self> {
        let mut path = named.to_owned();
        for _ in 0..MOST_LINKS {
            match fs::metadata(&path) {
                // What has no name of its own, as a pipe behind /dev/stdout, keeps the one it was given.
                Ok(found) => return Ok(Self { path: path.canonicalize().unwrap_or(path), found: Some(found) }),
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                Err(_) => {}
            }
            match fs::read_link(&path) {
                Ok(target) => path = folder_of(&path).join(target),
                Err(_) => break,
            }
        }
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_owned();
        // A folder that is not there is said to be so.
        Ok(Self { path: folder_of(&path).canonicalize()?.join(name), found: None })
    }

    fn is_at(&self, other: &Path) -> bool {
        let same =
            |one: Option<Metadata>, other: Option<Metadata>| one.zip(other).is_some_and(|(one, other)| identity(&one) == identity(&other));
        let folder = |path: &Path| fs::metadata(folder_of(path)).ok();
        let is_it = self.found.as_ref().is_some_and(|found| fs::metadata(other).is_ok_and(|other| identity(&other) == identity(found)));
        is_it || (self.path.file_name() == other.file_name() && same(folder(&self.path), folder(other)))
    }

    /// Neither this desk nor anything beside it.
    fn demand_apart_from(&self, desk: &Path, named: &dyn Fn() -> String) -> Result<(), OutputFault> {
        let desk = Self::find(desk).map_or_else(|_| desk.to_owned(), |found| found.path);
        if self.is_at(&desk) {
            return Err(OutputFault::Desk(named()));
        }
        let is_beside = SUFFIXES.iter().any(|suffix| self.is_at(&beside(&desk, suffix)));
        let kept = desk.file_name().map(|name| [name.as_bytes(), b".", KEPT.as_bytes()].concat()).unwrap_or_default();
        let is_kept = |name: &OsStr| name.as_bytes().starts_with(&kept) || name.as_bytes().starts_with(UNFINISHED.as_bytes());
        let entries = fs::read_dir(folder_of(&desk)).into_iter().flatten().flatten();
        let others = entries.filter(|entry| is_kept(&entry.file_name())).map(|entry| entry.path());
        let has_their_name =
            self.path.file_name().is_some_and(is_kept) && self.is_at(&folder_of(&desk).join(self.path.file_name().unwrap_or_default()));
        // Stands at their place, or is one of them under another name.
        if is_beside || has_their_name || others.into_iter().any(|other| self.is_at(&other)) {
            return Err(OutputFault::Beside { path: named(), desk: quoted_path(&desk) });
        }
        // By the name that it would stand beside, it may be this desk's too, as where that has a second one.
        let stem = stands_beside(&self.path).map(|(stem, _)| Self { found: fs::metadata(&stem).ok(), path: stem });
        if stem.is_some_and(|stem| stem.is_at(&desk)) {
            return Err(OutputFault::Beside { path: named(), desk: quoted_path(&desk) });
        }
        Ok(())
    }

    /// Nor any other desk, named or not.
    fn demand_no_desk(&self, named: &dyn Fn() -> String) -> Result<(), OutputFault> {
        if self.path.file_name().is_some_and(|name| name.as_bytes().starts_with(UNFINISHED.as_bytes())) {
            return Err(OutputFault::Unfinished(named()));
        }
        match stands_beside(&self.path) {
            Some((desk, _)) if is_desk(&desk) => return Err(OutputFault::Beside { path: named(), desk: quoted_path(&desk) }),
            _ => {}
        }
        if is_in_use(&self.path) { Err(OutputFault::OtherDesk(named())) } else { Ok(()) }
    }

    fn file(self, written: OutputKind, named: &dyn Fn() -> String) -> Result<Output, OutputFault> {
        let is_log = |suffix| fs::symlink_metadata(beside(&self.path, suffix)).is_ok_and(|found| found.len() > 0);
        if written == OutputKind::Whole && ["-wal", "-journal"].into_iter().any(is_log) {
            return Err(OutputFault::Log(named()));
        }
        Ok(Output::File { path: self.path, is_there: self.found.is_some() })
    }
}
