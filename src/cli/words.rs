//! Values in the words that plain output has for them. All of them come out cleaned.

use crate::desk::Desk;
use crate::desk::clock::wall_text;
use crate::desk::{Coverage, gap_in_words};
use crate::domain::text::{Field, shown};
use crate::domain::{Person, Status, Ticket, Timestamp};

/// A text in one line, cleaned.
pub fn line(text: &str) -> String {
    shown(text, Field::Line).into_owned()
}

/// The clock on the venue's wall.
pub fn wall(desk: &Desk, at: Timestamp) -> String {
    wall_text(desk.clock().as_ref(), at)
}

/// `Ida Moss (ida)`, and to staff `Ida Moss (ida), guest`.
pub fn person(person: &Person, viewer_is_staff: bool) -> String {
    format!("{} ({}){}", line(&person.name), person.login, person.role.mark(viewer_is_staff))
}

/// `3 comments`, `1 note`.
pub fn count(number: i64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// `TKT-482913, TKT-118204`; of very many the first twenty: `… and 9980 more`.
pub fn listed(numbers: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = numbers[..numbers.len().min(SHOWN)].join(", ");
    if numbers.len() > SHOWN { format!("{shown} and {} more", numbers.len() - SHOWN) } else { shown }
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

/// What somebody is told whose search did not cover everything.
pub fn gap(coverage: Coverage) -> Option<String> {
    gap_in_words(coverage).map(|gap| format!("{gap} tickets; the others are still being made searchable"))
}
