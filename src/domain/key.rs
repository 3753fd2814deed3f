//! The public keys people sign in with.

use super::text::{Field, clean};
use super::{Refusal, Timestamp};
use ssh_key::{Algorithm, HashAlg, PublicKey};
use std::fmt;
use std::str::FromStr;

/// The longest line of a key, in bytes: an RSA key of 16,384 bits and a long comment fit.
pub const LONGEST_LINE: usize = 8 * 1024;
/// How many keys somebody may have.
pub const MOST_KEYS: usize = 20;

/// What a key is known by: `SHA256:` and 43 characters, as `ssh-keygen -l` prints it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl serde::Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let is_one = text.parse::<ssh_key::Fingerprint>().is_ok_and(|read| read.algorithm() == HashAlg::Sha256);
        if is_one { Ok(Self(text.to_owned())) } else { Err(Refusal::NotAFingerprint(text.to_owned())) }
    }
}

/// A key as the desk keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub fingerprint: Fingerprint,
    /// As it stands in a `.pub` file, without the comment.
    pub line: String,
    /// The file's comment, cleaned; often empty, often `ida@laptop`.
    pub label: String,
    pub added_at: Timestamp,
}

impl Key {
    /// Reads a line of a `.pub` file.
    ///
    /// # Errors
    /// If it is anything but one public key of a kind that sshd takes today.
    pub fn read(text: &str, added_at: Timestamp) -> Result<Self, Refusal> {
        let line = text.trim();
        let wrong = |why| Refusal::NotAKey { why };
        match () {
            () if line.contains("PRIVATE KEY") => return Err(Refusal::PrivateKey),
            () if line.len() > LONGEST_LINE => return Err(wrong("it is longer than 8 KiB")),
            () if line.lines().count() != 1 => return Err(wrong("it is not one line")),
            () => {}
        }
        let key = PublicKey::from_openssh(line).map_err(|_| wrong("it does not read as one"))?;
        if key.algorithm() == Algorithm::Dsa {
            return Err(wrong("sshd takes no DSA keys any more"));
        }
        let label = clean(&String::from_utf8_lossy(key.comment().as_bytes()), Field::Line).text;
        let fingerprint = Fingerprint(key.fingerprint(HashAlg::Sha256).to_string());
        let mut bare = key;
        bare.set_comment("");
        let line = bare.to_openssh().map_err(|_| wrong("it does not read as one"))?.trim_end().to_owned();
        Ok(Self { fingerprint, line, label, added_at })
    }

    /// `ssh-ed25519`, and so on.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.line.split(' ').next().unwrap_or_default()
    }
}
