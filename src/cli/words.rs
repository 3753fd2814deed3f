//! Values in the words that plain output has for them. All of them come out cleaned.

use crate::desk::Desk;
use crate::desk::clock::wall_text;
use crate::domain::text::{Field, shown};
use crate::domain::{Person, Status, Ticket, Timestamp};

/// A text in one line, cleaned.
pub fn line(text: &str) -> String {
    shown(text, Field::Line).into_owned()
}

/// How long ago, in its largest unit: `now`, `12m`, `3h`, `5d`, `8w`.
pub fn age(at: Timestamp, now: Timestamp) -> String {
    const MINUTE: i64 = 60_000;
    let minutes = at.age(now) / MINUTE;
    match minutes {
        0 => "now".to_owned(),
        1..60 => format!("{minutes}m"),
        60..1_440 => format!("{}h", minutes / 60),
        1_440..20_160 => format!("{}d", minutes / 1_440),
        _ => format!("{}w", minutes / 10_080),
    }
}

/// The clock on the venue's wall.
pub fn wall(desk: &Desk, at: Timestamp) -> String {
    wall_text(desk.clock().as_ref(), at)
}

/// `Ida Moss (ida)`.
pub fn person(person: &Person) -> String {
    format!("{} ({})", line(&person.name), person.login)
}

/// `3 comments`, `1 note`.
pub fn count(number: i64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// Where a ticket stands after a step: `TKT-482913 in progress, assigned to dana`.
pub fn standing(ticket: &Ticket) -> String {
    let owner = ticket.assignee.as_ref().filter(|_| ticket.status == Status::InProgress);
    let owner = owner.map_or_else(String::new, |owner| format!(", assigned to {}", owner.login));
    format!("{} {}{owner}", ticket.number, ticket.status.title())
}

/// Whose a ticket is: `TKT-482913 assigned to dana`.
pub fn ownership(ticket: &Ticket) -> String {
    match &ticket.assignee {
        Some(owner) => format!("{} assigned to {}", ticket.number, owner.login),
        None => format!("{} assigned to nobody", ticket.number),
    }
}
