//! What writers do to a desk when everything is tried at once: errands with an order of their own, drawn by chance, each written
//! down before it is tried, so that whoever comes after a writer that was killed can try it again.

use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, Set, Target, Whom};
use barback::domain::{OrderId, Status, TicketNumber};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;
use uuid::Uuid;

/// Something to be done once.
#[derive(Clone, Debug, PartialEq)]
pub struct Errand {
    pub order: OrderId,
    pub deed: Deed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Create(String),
    Comment(i64, String),
    Note(i64, String),
    Rename(i64, String),
    Take(i64),
    Walk(i64, Status),
    Delete(i64),
    Undelete(i64),
    Undo,
}

impl Errand {
    /// One by chance, with these dice, on one of these tickets.
    pub fn draw(desk: &Desk, roll: &mut dyn FnMut(u64) -> u64, tickets: &[i64]) -> Self {
        let order = desk.new_order();
        let text = format!("said by {order}");
        let deed = match (roll(20), tickets) {
            (0..=6, _) | (_, []) => Deed::Create(text),
            (kind, tickets) => {
                let number = tickets[usize::try_from(roll(tickets.len() as u64)).unwrap()];
                match kind {
                    7..=10 => Deed::Comment(number, text),
                    11..=12 => Deed::Note(number, text),
                    13..=14 => Deed::Rename(number, text),
                    15 => Deed::Take(number),
                    16 => Deed::Walk(
                        number,
                        [Status::InProgress, Status::Resolved, Status::Closed, Status::Open][usize::try_from(roll(4)).unwrap()],
                    ),
                    17 => Deed::Delete(number),
                    18 => Deed::Undelete(number),
                    _ => Deed::Undo,
                }
            }
        };
        Self { order, deed }
    }

    /// Does it. Whether anything was done: a step that is not legal is refused like any other time.
    pub fn run(&self, desk: &Desk) -> Result<bool, DeskError> {
        let order = self.order;
        let target = |digits: &i64| Target::from(TicketNumber::new(*digits).unwrap());
        let done = match &self.deed {
            Deed::Create(subject) => {
                let new = NewTicket { subject: subject.clone(), description: subject.repeat(20), ..NewTicket::default() };
                desk.create(order, &new).map(drop)
            }
            Deed::Comment(number, body) => desk.comment(order, target(number), body).map(drop),
            Deed::Note(number, body) => desk.note(order, target(number), body).map(drop),
            Deed::Rename(number, subject) => {
                let edit = Edit { subject: Some(Set { to: subject.clone(), seen: None }), ..Edit::default() };
                desk.edit(order, &[target(number)], &edit).map(drop)
            }
            Deed::Take(number) => desk.assign(order, &[target(number)], &Assignee::User(Whom::Me), None).map(drop),
            Deed::Walk(number, to) => desk.transition(order, &[target(number)], *to, None, None).map(drop),
            Deed::Delete(number) => desk.delete(order, &[target(number)]).map(drop),
            Deed::Undelete(number) => desk.undelete(order, &[target(number)]).map(drop),
            Deed::Undo => desk.undo(order).map(drop),
        };
        match done {
            Ok(()) => Ok(true),
            Err(DeskError::Store(error)) => Err(DeskError::Store(error)),
            Err(_) => Ok(false),
        }
    }

    /// The text that must be in the desk exactly once when it was done, and the table and column it is in.
    pub fn leaves(&self) -> Option<(&str, &'static str)> {
        match &self.deed {
            Deed::Create(text) => Some((text, "SELECT count(*) FROM tickets WHERE description LIKE ?1 || '%'")),
            Deed::Comment(_, text) => Some((text, SAID)),
            Deed::Note(_, text) => Some((text, SAID)),
            _ => None,
        }
    }

    pub fn written(&self) -> String {
        let (kind, number, text) = match &self.deed {
            Deed::Create(text) => ("create", 0, text.as_str()),
            Deed::Comment(number, text) => ("comment", *number, text.as_str()),
            Deed::Note(number, text) => ("note", *number, text.as_str()),
            Deed::Rename(number, text) => ("rename", *number, text.as_str()),
            Deed::Take(number) => ("take", *number, ""),
            Deed::Walk(number, to) => ("walk", *number, to.word()),
            Deed::Delete(number) => ("delete", *number, ""),
            Deed::Undelete(number) => ("undelete", *number, ""),
            Deed::Undo => ("undo", 0, ""),
        };
        json!({ "order": self.order.0, "kind": kind, "number": number, "text": text }).to_string()
    }

    pub fn read(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).unwrap();
        let (number, text) = (value["number"].as_i64().unwrap(), value["text"].as_str().unwrap().to_owned());
        let deed = match value["kind"].as_str().unwrap() {
            "create" => Deed::Create(text),
            "comment" => Deed::Comment(number, text),
            "note" => Deed::Note(number, text),
            "rename" => Deed::Rename(number, text),
            "take" => Deed::Take(number),
            "walk" => Deed::Walk(number, text.parse().unwrap()),
            "delete" => Deed::Delete(number),
            "undelete" => Deed::Undelete(number),
            _ => Deed::Undo,
        };
        Self { order: OrderId(value["order"].as_str().unwrap().parse::<Uuid>().unwrap()), deed }
    }
}

/// Comments and notes, and what of them was taken back.
const SAID: &str = "SELECT (SELECT count(*) FROM comments WHERE body = ?1) + (SELECT count(*) FROM notes WHERE body = ?1)
    + (SELECT count(*) FROM withdrawn WHERE body = ?1)";

/// What of a desk is not as those who were told that something was done must find it; empty where all is well.
pub fn broken(path: &Path, desk: &Desk, done: &[Errand], tried: &[Errand]) -> Vec<String> {
    let mut found = Vec::new();
    match desk.examine(&mut |_, _| {}) {
        Ok(findings) => found.extend(findings.into_iter().filter(|finding| finding.check != "place").map(|finding| finding.message)),
        Err(error) => found.push(error.to_string()),
    }
    let raw = Connection::open(path).unwrap();
    let count = |sql: &str, value: &dyn rusqlite::ToSql| {
        raw.prepare_cached(sql).and_then(|mut sql| sql.query_row([value], |row| row.get::<_, i64>(0))).unwrap_or(-1)
    };
    for errand in done {
        if let Some((text, sql)) = errand.leaves() {
            let times = count(sql, &text);
            if times != 1 {
                found.push(format!("{errand:?} was done {times} times"));
            }
            let events = count("SELECT count(*) FROM events WHERE order_id = ?1", &errand.order.0);
            if events != 1 {
                found.push(format!("{errand:?} has {events} events"));
            }
        }
    }
    for errand in tried {
        if let Some((text, sql)) = errand.leaves() {
            let (times, events) = (count(sql, &text), count("SELECT count(*) FROM events WHERE order_id = ?1", &errand.order.0));
            if times != events || times > 1 {
                found.push(format!("{errand:?} was done by half: {times} times with {events} events"));
            }
        }
    }
    found
}
