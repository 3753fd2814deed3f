//! `barback init`: make a desk.

use super::args::InitArgs;
use super::failure::Failure;
use super::visit::Visit;
use super::words::line;
use crate::desk::{DeskError, FileFault, Mode, Opening, StoreError};
use crate::domain::quoted_path;
use serde::Serialize;

#[derive(Serialize)]
struct Made {
    path: String,
    admin: String,
    mode: &'static str,
}

pub fn run(args: &InitArgs, visit: &Visit) -> Result<(), Failure> {
    let mode = match (&args.shared, args.served) {
        (Some(_), _) => Mode::Group,
        (None, true) => Mode::Served,
        (None, false) => Mode::Own,
    };
    let path = quoted_path(&visit.opening.path);
    // Whoever makes a desk is its first admin: nobody else is there yet to act as.
    let found = Opening { login: None, ..visit.making() }.found(mode, args.shared.as_deref());
    let desk = found.map_err(|error| match error {
        DeskError::Store(StoreError::File { fault: FileFault::Exists, .. }) => {
            Failure::Refused(format!("there is a desk at {path} already; name another place with --db PATH"))
        }
        DeskError::Store(StoreError::File { fault: FileFault::Empty, .. }) => {
            Failure::Refused(format!("there is an empty file at {path}; remove it, or name another place with --db PATH"))
        }
        DeskError::Store(StoreError::File { fault: FileFault::NotADesk, .. }) => {
            Failure::Refused(format!("what is at {path} is no desk, and is left as it is; name another place with --db PATH"))
        }
        other => other.into(),
    })?;
    let admin = desk.whoami()?.login.to_string();
    if visit.out.json {
        return visit.out.document(&Made { path: visit.opening.path.display().to_string(), admin, mode: mode.word() });
    }
    let word = match mode {
        Mode::Own => String::new(),
        Mode::Group => {
            format!("; whoever is in {} can open it, once `barback user add` made them known", args.shared.as_deref().unwrap_or_default())
        }
        Mode::Served => "; docs/deploy.md has what sshd needs to know".to_owned(),
    };
    Ok(visit.out.answer(&format!("made a desk at {}; {admin} is its first admin{}\n", line(&path), line(&word)))?)
}
