//! People and what they said, as objects of JSON.

use super::json::{fault, text};
use crate::domain::foreign::{Fault, Reading, Someone, Utterance};
use crate::domain::{Role, bounds};
use serde_json::{Map, Value};

/// Somebody as an object; `usual` is what they are where it does not say.
pub(super) fn person(key: &str, value: &Value, usual: Role) -> Result<Option<Someone>, Fault> {
    let Value::Object(object) = value else { return Ok(None) };
    let role = match text(object, key, "role")? {
        "" => usual,
        word => word.parse().map_err(|refusal: crate::domain::Refusal| fault(&format!("{key}.role"), &refusal))?,
    };
    let [login, name, email] = [text(object, key, "login")?, text(object, key, "name")?, text(object, key, "email")?];
    let someone = Someone::read(login, name, email, role).map_err(|(part, refusal)| fault(&format!("{key}.{part}"), &refusal))?;
    Ok(Some(someone))
}

/// The comments and notes of a row.
pub(super) fn thread(key: &str, all: &[Value], reading: &Reading) -> Result<Vec<Utterance>, Fault> {
    all.iter().enumerate().map(|(place, value)| utterance(&format!("{key}[{place}]"), value, reading)).collect()
}

fn utterance(at: &str, value: &Value, reading: &Reading) -> Result<Utterance, Fault> {
    let Value::Object(object) = value else { return Err(fault(at, &"not an object")) };
    let internal = internal(at, object)?;
    let body = bounds::restored_body(if internal { "note" } else { "comment" }, text(object, at, "comment")?);
    let author = object.get("author").unwrap_or(&Value::Null);
    let uuid = match text(object, at, "id")? {
        "" => None,
        id => Some(id.parse().map_err(|_| fault(&format!("{at}.id"), &"not a UUID"))?),
    };
    let time = match text(object, at, "created_at")? {
        "" => None,
        time => Some(reading.instant(time).map_err(|reason| fault(&format!("{at}.created_at"), &reason))?),
    };
    Ok(Utterance {
        uuid,
        author: person(&format!("{at}.author"), author, Role::Customer)?,
        body: body.map_err(|refusal| fault(&format!("{at}.comment"), &refusal))?.text,
        at: time,
        internal,
    })
}

fn internal(at: &str, object: &Map<String, Value>) -> Result<bool, Fault> {
    match object.get("is_internal") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(truth)) => Ok(*truth),
        Some(_) => Err(fault(&format!("{at}.is_internal"), &"neither true nor false")),
    }
}
