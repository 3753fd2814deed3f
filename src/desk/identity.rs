//! Who the operating system says is asking. The environment is never believed about that: anyone can set it.

use crate::domain::{Login, bounds};
use nix::unistd::{Uid, User as Account};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Somebody with an account on this machine.
pub(super) struct AccountHolder {
    pub login: Login,
    pub name: String,
}

/// Whoever runs this process: login and name from the password file, `uid-N` without an entry.
pub(super) fn account(uid: Uid) -> AccountHolder {
    let without_entry = Login::out_of(&format!("uid-{uid}"));
    let Some(entry) = Account::from_uid(uid).ok().flatten() else {
        return AccountHolder { name: without_entry.to_string(), login: without_entry };
    };
    let login = entry.name.parse().unwrap_or_else(|_| Login::out_of(&entry.name));
    let gecos = entry.gecos.to_string_lossy().into_owned();
    let full_name = gecos.split(',').next().unwrap_or_default();
    let name = bounds::name(full_name).map_or_else(|_| login.to_string(), |cleaned| cleaned.text);
    AccountHolder { login, name }
}

/// The user who runs this process.
pub(super) fn me() -> Uid {
    Uid::current()
}

/// The user who owns the file.
pub(super) fn owner(path: &Path) -> std::io::Result<Uid> {
    Ok(Uid::from_raw(std::fs::metadata(path)?.uid()))
}
