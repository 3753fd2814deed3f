//! Somebody as a row names them: perhaps a person the desk knows already.

use crate::domain::{Login, Refusal, Role, bounds};
use unicode_segmentation::UnicodeSegmentation;

/// Somebody as a row names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Someone {
    /// Given by our own exports only.
    pub login: Option<Login>,
    /// Never empty: where none is given it is made of the address or the login.
    pub name: String,
    pub email: Option<String>,
    /// What they become if they are new here.
    pub role: Role,
}

impl Someone {
    /// Who has reported a problem that names nobody.
    pub const UNKNOWN: &'static str = "Unknown requester";

    /// Reads what a row says of somebody; empty texts count as absent.
    ///
    /// # Errors
    /// Which of `name`, `email` and `login` cannot be taken, and why.
    pub fn read(login: &str, name: &str, email: &str, role: Role) -> Result<Self, (&'static str, Refusal)> {
        let login: Option<Login> = given(login).map(str::parse).transpose().map_err(|refusal| ("login", refusal))?;
        let email = given(email).map(bounds::email).transpose().map_err(|refusal| ("email", refusal))?;
        let named = given(name).map(bounds::restored_name).transpose().map_err(|refusal| ("name", refusal))?;
        let local_part = || {
            let part: String = email.as_ref()?.split('@').next()?.graphemes(true).take(bounds::NAME_CHARACTERS).collect();
            Some(bounds::name(&part).ok()?.text)
        };
        let name = named.map(|cleaned| cleaned.text).or_else(local_part).or_else(|| login.as_ref().map(ToString::to_string));
        Ok(Self { login, name: name.unwrap_or_else(|| Self::UNKNOWN.to_owned()), email, role })
    }

    /// The login they get if they are new and bring none: of the address before the `@`, or of the name.
    #[must_use]
    pub fn proposed_login(&self) -> Login {
        let local_part = self.email.as_ref().and_then(|email| email.split('@').next());
        Login::out_of(local_part.unwrap_or(&self.name))
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
