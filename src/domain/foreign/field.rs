//! What a column of an export can hold, and the names it goes by.

use crate::domain::few;
use std::str::FromStr;

/// What of a ticket a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Id,
    Number,
    Subject,
    Description,
    Status,
    Priority,
    Category,
    RequesterName,
    RequesterEmail,
    RequesterLogin,
    Created,
    FirstResponse,
    Resolved,
    Closed,
    Updated,
    PublicUpdated,
    Resolution,
}

/// Each field, the word `--map` knows it by, and the names its columns go by: lower case, words apart by one blank.
/// Our own names are among them.
const NAMES: &[(Field, &str, &[&str])] = &[
    (Field::Id, "id", &["ticket id", "id", "case id", "issue id", "ticket #"]),
    (Field::Number, "number", &["ticket number", "number", "case number"]),
    (Field::Subject, "subject", &["ticket subject", "subject", "title", "summary"]),
    (Field::Description, "description", &["ticket description", "description", "body", "details", "message"]),
    (Field::Status, "status", &["ticket status", "status", "state"]),
    (Field::Priority, "priority", &["ticket priority", "priority", "severity"]),
    (Field::Category, "category", &["ticket type", "type", "category", "ticket category"]),
    (Field::RequesterName, "name", &["customer name", "requester name", "requester", "user name", "contact name", "reporter", "name"]),
    (Field::RequesterEmail, "email", &["customer email", "requester email", "user email", "contact email", "email"]),
    (Field::RequesterLogin, "login", &["user login", "requester login"]),
    (Field::Created, "created", &["created at", "created", "created time", "created date", "date created", "opened at"]),
    (Field::FirstResponse, "first_response", &["first response time", "first response", "first response at", "first responded at"]),
    (Field::Resolved, "resolved", &["time to resolution", "resolved at", "resolved", "resolved time", "date resolved", "solved at"]),
    (Field::Closed, "closed", &["closed at", "closed", "closed time", "date closed"]),
    (Field::Updated, "updated", &["updated at", "updated", "last updated", "updated time"]),
    (Field::PublicUpdated, "public_updated", &["public updated at"]),
    (Field::Resolution, "resolution", &["resolution", "resolution notes"]),
];

impl Field {
    /// The field that a column of this name holds, if the name is known.
    #[must_use]
    pub fn of_column(name: &str) -> Option<Self> {
        let name = plain(name);
        NAMES.iter().find(|(_, _, names)| names.contains(&name.as_str())).map(|(field, _, _)| *field)
    }

    /// The word `--map` knows it by.
    #[must_use]
    pub fn word(self) -> &'static str {
        NAMES.iter().find(|(field, _, _)| *field == self).map_or("", |(_, word, _)| word)
    }

    /// The words of all fields, for messages.
    #[must_use]
    pub fn choices() -> String {
        let words: Vec<&str> = NAMES.iter().map(|(_, word, _)| *word).collect();
        super::super::either(&words)
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = plain(text).replace(' ', "_");
        let found = NAMES.iter().find(|(_, word, _)| *word == wanted).map(|(field, _, _)| *field);
        found.or_else(|| Self::of_column(text)).ok_or_else(|| format!("\"{}\" is not a field; use {}", few(text), Self::choices()))
    }
}

/// A column's name as names are compared: lower case, `_` and `-` are blanks, runs of blanks are one.
pub(super) fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace(['_', '-'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
