//! What a served session shuts itself in with, before it opens the desk. It can be made only tighter from then on.

use crate::cli::failure::Failure;
use crate::desk::folder_of;
use landlock::{
    ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
    RulesetStatus, Scope,
};
use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use std::path::Path;

/// Files and pipes that are open at a time: the desk, its log and what stands beside it, twice, with room to spare.
const FILES: u64 = 256;
/// Memory that may be asked for, in bytes.
const MEMORY: u64 = 4 * 1024 * 1024 * 1024;
/// Seconds of a core. A desk that is open all night takes some.
const SECONDS: u64 = 60 * 60;
/// Seconds of a core in which it comes out.
const GRACE: u64 = 10;
/// The latest of the kernel's rules that are known here: files, devices, TCP, signals and abstract sockets.
const RULES: ABI = ABI::V7;

/// What the kernel lacks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    #[error(
        "this kernel has no Landlock, or it is switched off: the desk's rules hold, but this session is not shut in with its folder (docs/deploy.md, The fence)"
    )]
    Whole,
    /// Files and programs are out of reach everywhere that Landlock is.
    #[error(
        "this kernel knows only a part of Landlock: some devices, connections or signals are not out of reach of served sessions (docs/deploy.md, The fence)"
    )]
    Part,
}

/// Raises it around the folder of this desk. What the kernel lacks of it is told.
///
/// # Errors
/// If what every kernel has cannot be had.
pub fn raise(desk: &Path) -> Result<Option<Gap>, Failure> {
    let cannot = |what: &str, why: &dyn std::fmt::Display| Failure::Refused(format!("the session cannot be shut in: {what}: {why}"));
    let limits = [
        (Resource::RLIMIT_CORE, 0, 0),
        (Resource::RLIMIT_NOFILE, FILES, FILES),
        (Resource::RLIMIT_AS, MEMORY, MEMORY),
        // The first ends a desk as SIGTERM does; what does not end by it is killed.
        (Resource::RLIMIT_CPU, SECONDS, SECONDS + GRACE),
    ];
    for (resource, soft, hard) in limits {
        // The machine may be stricter already.
        let (_, most) = getrlimit(resource).map_err(|error| cannot("resource limits", &error))?;
        setrlimit(resource, soft.min(most), hard.min(most)).map_err(|error| cannot("resource limits", &error))?;
    }
    // Nobody of the same account reads its memory, and nothing it could start would have more rights.
    prctl::set_dumpable(false).map_err(|error| cannot("core dumps", &error))?;
    prctl::set_no_new_privs().map_err(|error| cannot("no_new_privs", &error))?;
    // Where no folder is, no desk is either, and that is said when it is opened.
    let Ok(folder) = PathFd::new(folder_of(desk)) else { return Ok(None) };
    let status = shut_in(folder).map_err(|error| cannot("Landlock", &error))?;
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => None,
        RulesetStatus::PartiallyEnforced => Some(Gap::Part),
        RulesetStatus::NotEnforced => Some(Gap::Whole),
    })
}

/// Files in this folder may be read, written, made and removed. Anything else, anywhere, is refused by the kernel: also running
/// programs, and any connection.
fn shut_in(folder: PathFd) -> Result<RestrictionStatus, RulesetError> {
    let hands =
        AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::ReadDir | AccessFs::MakeReg | AccessFs::RemoveFile | AccessFs::Truncate;
    Ruleset::default()
        .handle_access(AccessFs::from_all(RULES))?
        .handle_access(AccessNet::from_all(RULES))?
        .scope(Scope::from_all(RULES))?
        .create()?
        .add_rule(PathBeneath::new(folder, hands))?
        .restrict_self()
}
