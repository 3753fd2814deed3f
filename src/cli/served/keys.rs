//! Which key somebody signed in with, and which line sshd may accept one by.

use crate::cli::args::AuthorizedKeysArgs;
use crate::cli::failure::Failure;
use crate::cli::visit::Visit;
use crate::desk::{Accepted, DeskError, Make};
use crate::domain::Timestamp;
use crate::domain::key::{Fingerprint, Key};
use nix::unistd::{Uid, User};
use std::path::Path;

/// Where sshd says how somebody signed in, with `ExposeAuthInfo yes`: the name of a file.
pub const AUTHENTICATION: &str = "SSH_USER_AUTH";
/// No such file is longer.
const LONGEST: u64 = 64 * 1024;

/// The key that says who it is: as the forced command names it and, where sshd tells, as it was really used.
///
/// # Errors
/// If the two are not the same.
pub fn signed_in_with(named: Option<&Fingerprint>) -> Result<Option<Fingerprint>, Failure> {
    let Some(file) = std::env::var_os(AUTHENTICATION) else { return Ok(named.cloned()) };
    let used = used(Path::new(&file))?;
    match (named, used) {
        (Some(named), Some(used)) if *named == used => Ok(Some(used)),
        (None, Some(used)) => Ok(Some(used)),
        _ => Err(Failure::Desk(DeskError::OtherKey)),
    }
}

/// The key of the line `publickey ssh-ed25519 AAAA…`.
fn used(file: &Path) -> Result<Option<Fingerprint>, Failure> {
    use std::io::Read as _;
    let mut told = String::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_string(&mut told));
    read.map_err(|error| Failure::Refused(format!("how you signed in cannot be read ({error})")))?;
    let line = told.lines().find_map(|line| line.strip_prefix("publickey "));
    Ok(line.and_then(|line| Key::read(line, Timestamp(0)).ok()).map(|key| key.fingerprint))
}

/// Prints the line by which sshd accepts a key: it starts the desk for whom the key is, and nothing else. For a key that is
/// nobody's, or is asked for on another account, it prints nothing, and sshd accepts none.
pub fn authorized(args: &AuthorizedKeysArgs, visit: &Visit) -> Result<(), Failure> {
    let account = User::from_uid(Uid::current()).ok().flatten().map(|account| account.name);
    if account.as_deref() != Some(args.account.as_str()) {
        return Ok(());
    }
    let desk = visit.desk(Make::Never)?;
    let Some(Accepted { login, key }) = desk.accepts(&args.kind, &args.blob)? else { return Ok(()) };
    let cannot = |what: &str| Failure::Refused(format!("the path of {what} cannot stand in a line for sshd"));
    let program = std::env::current_exe().map_err(Failure::Out)?;
    let file = visit.opening.path.canonicalize().map_err(Failure::Out)?;
    let [program, file] = [(&program, "the program"), (&file, "the desk")].map(|(path, what)| quoted(path).ok_or_else(|| cannot(what)));
    let command = format!("exec {} --db {} serve --as {login} --key {}", program?, file?, key.fingerprint);
    // Inside the quotes of the line, sshd reads \" as a quote and everything else as it is.
    let command = command.replace('"', "\\\"");
    Ok(visit.out.answer(&format!("restrict,pty,command=\"{command}\" {}\n", key.line))?)
}

/// A path as a word of a shell's command.
fn quoted(path: &Path) -> Option<String> {
    let text = path.to_str().filter(|text| !text.contains(['\n', '\r', '\\']))?;
    shlex::try_quote(text).ok().map(std::borrow::Cow::into_owned)
}
