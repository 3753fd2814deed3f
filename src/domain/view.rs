//! Views that people keep: a query with a name and perhaps a digit, somebody's own or everybody's. What a query means is
//! not here.

use super::words::folded;
use super::{Refusal, UserId};
use serde_json::{Value, json};
use std::fmt;
use std::str::FromStr;

/// The most views one person keeps, and the most that are shared: each is counted whenever something changes.
pub const MOST_VIEWS: usize = 50;

/// A query under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Whose it is; nobody's own is everybody's.
    pub owner: Option<UserId>,
    /// 1 to 100 characters.
    pub name: String,
    /// The key that goes there.
    pub digit: Option<Digit>,
    /// As it was typed.
    pub query: String,
}

/// A key from 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digit(u8);

impl View {
    /// What the name is found by: no two views of one owner differ by case or accents alone.
    #[must_use]
    pub fn key(&self) -> String {
        name_key(&self.name)
    }

    /// The view as the history tells it.
    #[must_use]
    pub fn told(&self) -> Value {
        json!({ "name": self.name, "digit": self.digit, "query": self.query, "shared": self.owner.is_none() })
    }

    /// The view that the history tells of; where it is not shared it was this user's.
    #[must_use]
    pub fn remembered(told: &Value, user: UserId) -> Option<Self> {
        let digit = told["digit"].as_u64().and_then(|value| Digit::new(value.try_into().ok()?));
        let text = |field: &str| told[field].as_str().map(str::to_owned);
        Some(Self { owner: (told["shared"] == false).then_some(user), name: text("name")?, digit, query: text("query")? })
    }
}

/// A view's name without case and accents; a name of signs alone stands for itself.
#[must_use]
pub fn name_key(name: &str) -> String {
    Some(folded(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_lowercase())
}

impl Digit {
    /// Every digit there is a key for.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=9).map(Self)
    }

    /// The digit with this value, if there is a key for it.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (1..=9).contains(&value).then_some(Self(value))
    }

    /// Its value, 1 to 9.
    #[must_use]
    pub fn value(self) -> u8 {
        self.0
    }
}

impl FromStr for Digit {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        text.trim().parse().ok().and_then(Self::new).ok_or_else(|| Refusal::NotADigit(text.to_owned()))
    }
}

impl fmt::Display for Digit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl serde::Serialize for Digit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}
