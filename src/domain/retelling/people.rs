//! The people of a desk, against their histories: who they are, their keys, and what they set for themselves.

use super::desk::Restores;
use crate::domain::event::{Event, EventKind};
use crate::domain::key::Key;
use crate::domain::{EventId, User};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Somebody with everything of theirs that their history speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct UserRecord {
    pub user: User,
    /// What their email is found by.
    pub email_key: Option<String>,
    /// Oldest first.
    pub events: Vec<Event>,
    pub keys: Vec<Key>,
    pub preferences: Vec<(String, String)>,
}

/// Goes through the people in the order in which they came. Those before the first whose history has a beginning were there
/// before the desk was, or came to an older program; everybody behind them must have one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Newcomers {
    is_begun: bool,
}

impl Newcomers {
    /// Returns what of the next person does not follow from their history; empty where all agrees.
    #[must_use]
    pub fn contradictions(&mut self, record: &UserRecord, restores: &Restores) -> Vec<&'static str> {
        let UserRecord { user, email_key, events, keys, preferences } = record;
        let added = events.iter().find(|event| event.change.kind == EventKind::UserAdded);
        self.is_begun |= added.is_some();
        let mut found = Vec::new();
        let mut demand = |holds: bool, what| {
            if !holds {
                found.push(what);
            }
        };
        demand(added.is_some() || !self.is_begun, "nothing in the history says who added them");
        demand(added == events.first() || added.is_none(), "the history does not begin with their beginning");
        demand(events.iter().all(is_about_people), "the history has a line that does not belong there");
        demand(email_key == &user.email.as_ref().map(|email| email.to_lowercase()), "they are not found by their email");
        if let Some(added) = added {
            let after = &added.change.after;
            demand(after["login"] == json!(user.login), "the login is not the one in the history");
            demand(after.get("id").is_none_or(|id| *id == json!(user.uuid)), "the id is not the one in the history");
            demand(added.at == user.created_at, "they were added at another time");
        }
        for (kinds, field, value, what) in fields(user) {
            demand(is_told(kinds, field, &value, added, events), what);
        }
        demand(are_keys(keys, events, restores), "the keys are not those in the history");
        demand(keys.iter().all(is_its_print), "a key is not the one that its fingerprint is of");
        demand(are_settings(preferences, events), "their settings are not those in the history");
        found
    }
}

fn is_about_people(event: &Event) -> bool {
    let change = &event.change;
    match change.kind {
        EventKind::UserDisabled => change.after == false,
        EventKind::UserEnabled => change.after == true,
        EventKind::UserAdded | EventKind::KeyAdded => change.before.is_null(),
        EventKind::KeyRemoved => change.after.is_null(),
        kind => (EventKind::UserAdded.code()..EventKind::SettingChanged.code()).contains(&kind.code()) || kind == EventKind::SettingChanged,
    }
}

type Field = (&'static [EventKind], &'static str, Value, &'static str);

/// What may change about somebody: by which events, what the first of them calls it, and what it is.
fn fields(user: &User) -> [Field; 4] {
    const ACTIVITY: &[EventKind] = &[EventKind::UserDisabled, EventKind::UserEnabled];
    [
        (&[EventKind::UserRenamed], "name", json!(user.name), "the name is not the one in the history"),
        (&[EventKind::UserMailChanged], "email", json!(user.email), "the email is not the one in the history"),
        (&[EventKind::UserRoleChanged], "role", json!(user.role), "the role is not the one in the history"),
        (ACTIVITY, "active", json!(user.active), "the history says otherwise whether they are disabled"),
    ]
}

/// Whether a field came to this by its events, each beginning where the one before ended.
fn is_told(kinds: &[EventKind], field: &str, value: &Value, added: Option<&Event>, events: &[Event]) -> bool {
    // Older programs did not write down all of it. A person who is added is active.
    let usual = (field == "active" && added.is_some()).then_some(Value::Bool(true));
    let mut is = added.and_then(|added| added.change.after.get(field).cloned()).or(usual);
    for change in events.iter().map(|event| &event.change).filter(|change| kinds.contains(&change.kind)) {
        if is.is_some_and(|is| is != change.before) {
            return false;
        }
        is = Some(change.after.clone());
    }
    is.is_none_or(|is| is == *value)
}

/// Whether these are the keys that were added and not removed since; a restore may have kept some out.
fn are_keys(keys: &[Key], events: &[Event], restores: &Restores) -> bool {
    let mut standing: HashMap<&str, (EventId, &Event)> = HashMap::new();
    for event in events {
        match event.change.kind {
            EventKind::KeyAdded => {
                if event.change.after["added_at"].as_i64().is_some_and(|added_at| added_at != event.at.0) {
                    return false;
                }
                standing.extend(event.change.after["key"].as_str().map(|key| (key, (event.id, event))));
            }
            EventKind::KeyRemoved => {
                standing.remove(event.change.before["key"].as_str().unwrap_or_default());
            }
            _ => {}
        }
    }
    for key in keys {
        let Some((id, event)) = standing.remove(key.fingerprint.as_str()) else { return false };
        let after = &event.change.after;
        let is_dated = match after["added_at"].as_i64() {
            Some(added_at) => key.added_at.0 == added_at,
            // Older programs did not write it down: it is no later than the event.
            None => key.added_at <= event.at,
        };
        if !is_dated || after["label"] != key.label.as_str() || restores.kept_out(key.fingerprint.as_str(), id) {
            return false;
        }
    }
    standing.iter().all(|(key, (id, _))| restores.may_have_kept_out(key, *id))
}

fn is_its_print(key: &Key) -> bool {
    Key::read(&key.line, key.added_at).is_ok_and(|read| read.fingerprint == key.fingerprint && read.line == key.line)
}

/// Every setting of somebody's own has an event, and always had.
fn are_settings(preferences: &[(String, String)], events: &[Event]) -> bool {
    let mut standing = HashMap::new();
    for change in events.iter().map(|event| &event.change).filter(|change| change.kind == EventKind::SettingChanged) {
        let name = change.after["setting"].as_str().unwrap_or_default();
        let was = match change.after["value"].as_str() {
            Some(value) => standing.insert(name, value),
            None => standing.remove(name),
        };
        if was != change.before["value"].as_str() {
            return false;
        }
    }
    let is_same = |(name, value): &(String, String)| standing.get(name.as_str()) == Some(&value.as_str());
    preferences.len() == standing.len() && preferences.iter().all(is_same)
}
