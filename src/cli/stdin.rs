//! Standard input: a text, or a JSON object instead of options.

use super::failure::Failure;
use crate::desk::{Assignee, Whom};
use crate::domain::text::read_utf8;
use crate::domain::{Refusal, either, few};
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::str::FromStr;
use uuid::Uuid;

/// More than this is read of no input: every text's bound with all of it escaped is well below.
const MOST: u64 = 4 * 1024 * 1024;

/// What documents have and nobody can set.
const READ_ONLY: &[&str] = &[
    "id",
    "number",
    "ticket_number",
    "user_login",
    "user_name",
    "version",
    "assigned_to_login",
    "assigned_to_name",
    "comment_count",
    "created_at",
    "updated_at",
    "resolved_at",
    "closed_at",
    "deleted_at",
    "comments",
    "events",
];

/// All of standard input as text.
pub fn text() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let cannot = |error: io::Error| Failure::Refused(format!("standard input cannot be read ({error})"));
    io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::Refused("standard input is longer than 4 MiB; no text may be".to_owned()));
    }
    // The mark that some programs put before UTF-8 is no part of the text.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let text = read_utf8(bytes, "standard input").map_err(|refusal| Failure::Desk(refusal.into()))?;
    Ok(text.to_owned())
}

/// A text as given, or all of standard input where it is `-`.
pub fn or_text(given: String) -> Result<String, Failure> {
    if given == "-" { text() } else { Ok(given) }
}

/// The fields of a JSON object; taken out one after the other.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Reads the object on standard input. Only `names` may be in it.
    pub fn read(names: &[&str]) -> Result<Self, Failure> {
        let text = text()?;
        let value: Value = serde_json::from_str(&text).map_err(|error| usage(format!("standard input is not JSON: {error}")))?;
        let Value::Object(fields) = value else {
            return Err(usage("standard input is JSON, but no object; send one as in {\"subject\":\"…\"}".to_owned()));
        };
        let wrong = fields.keys().filter(|name| !names.contains(&name.as_str()));
        let said: Vec<String> = wrong.map(|name| said_of(name)).collect();
        if said.is_empty() { Ok(Self(fields)) } else { Err(usage(format!("{}; use {}", said.join(", "), either(names)))) }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong(name, "a text", &other)),
        }
    }

    pub fn word<T: FromStr<Err = Refusal>>(&mut self, name: &str) -> Result<Option<T>, Failure> {
        let text = self.text(name)?;
        text.map(|word| word.parse()).transpose().map_err(|refusal: Refusal| usage(format!("{name}: {refusal}")))
    }

    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Failure> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(other) => Err(wrong(name, "true or false", &other)),
        }
    }

    pub fn person(&mut self, name: &str) -> Result<Option<Whom>, Failure> {
        self.text(name)?.map(|text| whom(name, &text)).transpose()
    }

    /// Somebody, or nobody for `null`.
    pub fn assignee(&mut self, name: &str) -> Result<Option<Assignee>, Failure> {
        if self.0.get(name) == Some(&Value::Null) {
            self.0.remove(name);
            return Ok(Some(Assignee::Nobody));
        }
        Ok(self.person(name)?.map(Assignee::User))
    }
}

/// A UUID as documents write it, else a login or `me`.
fn whom(name: &str, text: &str) -> Result<Whom, Failure> {
    const LENGTH: usize = 36;
    match Uuid::try_parse(text) {
        Ok(uuid) if text.len() == LENGTH => Ok(Whom::Id(uuid)),
        _ => super::args::whom(text).map_err(|refusal| usage(format!("{name}: {refusal}"))),
    }
}

fn said_of(name: &str) -> String {
    let why = if READ_ONLY.contains(&name) { "is read-only" } else { "is not a field" };
    format!("\"{}\" {why}", few(name))
}

fn wrong(name: &str, wanted: &str, got: &Value) -> Failure {
    usage(format!("{name} must be {wanted}, not {}", few(&got.to_string())))
}

fn usage(message: String) -> Failure {
    Failure::Usage(message)
}
