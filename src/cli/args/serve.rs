//! The arguments of what sshd starts, and of keys.

use crate::domain::Login;
use crate::domain::key::Fingerprint;

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// The key they signed in with, as in SHA256:…; once it is not theirs any more, they are out
    #[arg(long, value_name = "FINGERPRINT")]
    pub key: Option<Fingerprint>,
}

#[derive(Debug, clap::Args)]
pub struct AuthorizedKeysArgs {
    /// The account they want to sign in to (%u)
    pub account: String,
    /// The kind of their key (%t)
    pub kind: String,
    /// Their key (%k)
    pub blob: String,
}

#[derive(Debug, clap::Subcommand)]
pub enum Keys {
    /// Let somebody sign in with a key
    Add(KeyAdd),
    /// Somebody's keys
    List(KeyList),
    /// Take a key away; whoever is signed in with it is out at once
    Remove(KeyRemove),
}

#[derive(Debug, clap::Args)]
pub struct KeyAdd {
    pub login: Login,
    /// The line of a .pub file, as in `ssh-ed25519 AAAA… ida@laptop`; - reads standard input
    #[arg(required = true)]
    pub key: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct KeyList {
    pub login: Login,
}

#[derive(Debug, clap::Args)]
pub struct KeyRemove {
    pub login: Login,
    /// As `barback key list` shows it
    pub fingerprint: Fingerprint,
}
