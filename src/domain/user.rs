//! The people a desk knows.

use super::named::named;
use super::text::{Field, shown};
use super::{Refusal, Timestamp, UserId};
use serde_json::{Value, json};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

named!(
    /// What somebody is to the desk. Admins and bartenders are staff; a customer is a guest.
    Role, "role", {
        Admin = 1 "admin",
        Bartender = 2 "bartender",
        Customer = 3 "customer",
    }
);

impl Role {
    /// Admin or bartender.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self != Self::Customer
    }

    /// What stands behind a name where staff read it: `, guest` behind a guest's, nothing behind one of staff. Guests choose
    /// their names, and one may read like a colleague's. To guests nothing is marked.
    #[must_use]
    pub fn mark(self, viewer_is_staff: bool) -> &'static str {
        if viewer_is_staff && !self.is_staff() { ", guest" } else { "" }
    }
}

/// Returns the name of who wrote something in one harmless line, with their role behind it where staff read it: `Sam Reed, guest`.
#[must_use]
pub fn author_label(name: &str, role: Role, viewer_is_staff: bool) -> String {
    format!("{}{}", shown(name, Field::Line), role.mark(viewer_is_staff))
}

/// Of whom people are offered by what their login or name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Whom something may be asked for.
    Active,
    /// Whoever asked for something once, also the disabled.
    Everybody,
}

/// The name somebody is known by to the desk: `[a-z][a-z0-9._-]{0,63}`, and not `me`, `none` or `all`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

impl Login {
    /// The longest login, in characters.
    pub const LONGEST: usize = 64;

    /// The login as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A login out of any text, as imports make them: lower case, other characters `-`; `guest` where nothing is left.
    #[must_use]
    pub fn out_of(text: &str) -> Self {
        let swapped: String = text
            .to_lowercase()
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '-' })
            .collect();
        let begun = swapped.trim_start_matches(|letter: char| !letter.is_ascii_lowercase());
        let login: String = begun.chars().take(Self::LONGEST - 8).collect();
        login.parse().unwrap_or_else(|_| Self("guest".to_owned()))
    }

    /// This login with `-n` behind it, as imports tell namesakes apart.
    #[must_use]
    pub fn numbered(&self, n: usize) -> Self {
        Self(format!("{}-{n}", self.0))
    }
}

impl FromStr for Login {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut letters = text.chars();
        let well_begun = letters.next().is_some_and(|first| first.is_ascii_lowercase());
        let well_formed = letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(letter));
        let reserved = matches!(text, "me" | "none" | "all");
        if well_begun && well_formed && !reserved && text.len() <= Self::LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::NotALogin(text.to_owned()))
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl serde::Serialize for Login {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Somebody the desk knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The key in the file.
    pub id: UserId,
    /// The id the world sees.
    pub uuid: Uuid,
    /// Unique, never changed.
    pub login: Login,
    /// 1 to 100 characters.
    pub name: String,
    /// As given; two that differ only in case are the same person's.
    pub email: Option<String>,
    /// What they are to the desk.
    pub role: Role,
    /// Somebody who is not active can do nothing.
    pub active: bool,
    /// When the desk first knew them.
    pub created_at: Timestamp,
}

impl User {
    /// How somebody begins, as the history keeps it.
    #[must_use]
    pub fn beginning(&self) -> Value {
        let Self { uuid, login, name, email, role, active, .. } = self;
        json!({ "login": login, "role": role, "name": name, "email": email, "active": active, "id": uuid })
    }

    /// Whether tickets can be assigned to them: active staff.
    #[must_use]
    pub fn can_be_assigned(&self) -> bool {
        self.active && self.role.is_staff()
    }
}
