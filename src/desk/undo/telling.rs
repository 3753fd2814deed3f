//! What was taken back and what stays, in words. Which ticket it is about is said beside it.

use crate::domain::User;
use crate::domain::event::{Change, Event, EventKind, value_in_words};
use serde_json::Value;

/// What a change that put something back did, or (`again`) one that did it once more.
pub(super) fn told(change: &Change, again: bool) -> Option<String> {
    use EventKind as Kind;
    let (back, once_more) = if again { ("", " again") } else { ("back to ", "") };
    let value = valued(change.kind, &change.after);
    let words = match change.kind {
        Kind::CommentWithdrawn => "comment taken back".to_owned(),
        Kind::NoteWithdrawn => "note taken back".to_owned(),
        Kind::Commented => "comment there again".to_owned(),
        Kind::Noted => "note there again".to_owned(),
        Kind::Deleted => format!("deleted{once_more}"),
        Kind::Undeleted => format!("brought back{once_more}"),
        Kind::DescriptionEdited if again => "description changed again".to_owned(),
        Kind::DescriptionEdited => "description as it was".to_owned(),
        kind if kind.same_field().is_empty() => return None,
        kind => format!("{} {back}{value}{once_more}", kind.field()),
    };
    Some(words)
}

/// `the priority stays urgent: Dana Reyes set it at 2026-11-22 22:00`.
pub(super) fn kept(kind: EventKind, is: &Value, by: Option<(&Event, &str)>, me: &User) -> String {
    let stays = match kind {
        EventKind::DescriptionEdited => String::new(),
        _ => format!(" {}", valued(kind, is)),
    };
    let whose = match by {
        Some((event, at)) if event.actor_login == me.login.as_str() => format!("you set it at {at}"),
        Some((event, at)) => format!("{} set it at {at}", event.actor_before_verb(me.role.is_staff())),
        None => "it was set since".to_owned(),
    };
    format!("the {} stays{stays}: {whose}", kind.field())
}

/// A field's value as people say it.
pub(super) fn valued(kind: EventKind, value: &Value) -> String {
    match kind {
        EventKind::Assigned if value.is_null() => "nobody".to_owned(),
        EventKind::SubjectEdited => format!("\"{}\"", super::super::session::in_few_words(value)),
        EventKind::StatusRestored => value_in_words(value).replace('_', " "),
        _ => value_in_words(value),
    }
}
