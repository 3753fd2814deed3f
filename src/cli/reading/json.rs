//! A JSON object as the texts of a row, and what an object can say that a line of texts cannot.

use super::people::{person, thread};
use crate::domain::foreign::{Cells, Columns, Extras, Fault, Reading};
use crate::domain::{Role, Source, Timestamp};
use serde_json::{Map, Value};

/// How long a fingerprint is, in hex.
const DIGEST: usize = 64;
/// The longest name or id of a source, in bytes.
const SOURCE_BYTES: usize = 1024;

/// What is wrong with the value of a key.
pub(super) fn fault(key: &str, reason: &dyn std::fmt::Display) -> Fault {
    Fault { column: Some(key.to_owned()), reason: reason.to_string() }
}

/// The texts and the rest of one row; new keys are added to the columns.
pub(super) fn cells(row: &Map<String, Value>, columns: &mut Columns, reading: &Reading) -> Result<(Cells, Extras), Fault> {
    let (mut cells, mut extras) = (Cells::default(), Extras::default());
    for (key, value) in row {
        match (key.as_str(), value) {
            ("requester", Value::Object(_)) => extras.requester = person(key, value, Role::Customer)?,
            ("assignee", Value::Object(_) | Value::Null) => extras.assignee = person(key, value, Role::Bartender)?,
            ("creator", Value::Object(_) | Value::Null) => extras.creator = person(key, value, Role::Bartender)?,
            ("source", Value::Object(_) | Value::Null) => extras.source = source(key, value)?,
            ("unanswered_since", _) => extras.unanswered = Some(time(key, value, reading)?),
            ("comments", Value::Array(all)) => extras.said = thread(key, all, reading)?,
            _ => {
                columns.meet(key, 0);
                if let Some(field) = columns.field_of(key) {
                    cells.put(field, key, scalar(key, value)?);
                }
            }
        }
    }
    Ok((cells, extras))
}

/// A time, or none.
fn time(key: &str, value: &Value, reading: &Reading) -> Result<Option<Timestamp>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => reading.instant(text).map(Some).map_err(|reason| fault(key, &reason)),
        _ => Err(fault(key, &"not a time; use RFC 3339")),
    }
}

/// A value that is one text; nothing is the empty one.
fn scalar(key: &str, value: &Value) -> Result<String, Fault> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Array(_) | Value::Object(_) => Err(fault(key, &"a list or an object where one text belongs")),
    }
}

/// A text under a key of an object; absent and `null` are the empty one.
pub(super) fn text<'a>(object: &'a Map<String, Value>, at: &str, key: &str) -> Result<&'a str, Fault> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(fault(&format!("{at}.{key}"), &"not a text")),
    }
}

fn source(key: &str, value: &Value) -> Result<Option<Source>, Fault> {
    let Value::Object(object) = value else { return Ok(None) };
    let [name, id, digest] = [text(object, key, "name")?, text(object, key, "id")?, text(object, key, "digest")?];
    let fits = |text: &str| {
        let clean = crate::domain::text::clean(text, crate::domain::text::Field::Line).text == text;
        clean && (1..=SOURCE_BYTES).contains(&text.len())
    };
    if !fits(name) || !fits(id) {
        return Err(fault(key, &"its name and its id are one line each, of at most 1024 bytes"));
    }
    if digest.len() != DIGEST || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(fault(key, &"its digest is 64 hexadecimal digits"));
    }
    Ok(Some(Source { name: name.to_owned(), id: id.to_owned(), digest: digest.to_owned() }))
}
