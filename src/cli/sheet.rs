//! Tickets as rows for a spreadsheet: named as in JSON, no cell of which is a formula.

use super::failure::Failure;
use super::writing::harmless;
use crate::domain::text::{Field, shown};
use crate::domain::{Ticket, Timestamp, User};
use std::io;

/// The rows under their heading.
pub fn of(tickets: &[Ticket], me: &User) -> Result<String, Failure> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let columns: Vec<&Column> = COLUMNS.iter().filter(|column| me.role.is_staff() || column.public).collect();
    csv.write_record(columns.iter().map(|column| column.name)).map_err(io::Error::from)?;
    for ticket in tickets {
        let cells = columns.iter().map(|column| (column.cell)(ticket));
        csv.write_record(cells.map(|cell| harmless(&shown(&cell, Field::Long)).into_owned())).map_err(io::Error::from)?;
    }
    let bytes = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Failure::Out(io::Error::other(error)))
}

struct Column {
    name: &'static str,
    /// Guests have it, too.
    public: bool,
    cell: fn(&Ticket) -> String,
}

const fn column(name: &'static str, public: bool, cell: fn(&Ticket) -> String) -> Column {
    Column { name, public, cell }
}

const COLUMNS: &[Column] = &[
    column("id", false, |ticket| ticket.uuid.to_string()),
    column("ticket_number", true, |ticket| ticket.number.to_string()),
    column("user_login", false, |ticket| ticket.requester.login.to_string()),
    column("user_name", false, |ticket| ticket.requester.name.clone()),
    column("subject", true, |ticket| ticket.subject.clone()),
    column("description", true, |ticket| ticket.description.clone()),
    column("category", true, |ticket| ticket.category.to_string()),
    column("priority", false, |ticket| ticket.priority.to_string()),
    column("status", true, |ticket| ticket.status.to_string()),
    column("version", false, |ticket| ticket.version.to_string()),
    column("assigned_to_login", false, |ticket| ticket.assignee.as_ref().map_or_else(String::new, |person| person.login.to_string())),
    column("assigned_to_name", false, |ticket| ticket.assignee.as_ref().map_or_else(String::new, |person| person.name.clone())),
    column("comment_count", true, |ticket| (ticket.comment_count + ticket.note_count).to_string()),
    column("created_at", true, |ticket| ticket.created_at.to_string()),
    column("updated_at", true, |ticket| ticket.updated_at.to_string()),
    column("resolved_at", true, |ticket| time(ticket.resolved_at)),
    column("closed_at", true, |ticket| time(ticket.closed_at)),
    column("deleted_at", false, |ticket| time(ticket.deleted_at)),
];

fn time(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.to_string())
}
