//! Tickets for reading: rows for a spreadsheet.

use crate::desk::Exported;
use crate::domain::Timestamp;
use crate::domain::text::{Field, shown};
use std::borrow::Cow;

/// The columns of the CSV, named as in JSON.
pub(super) const COLUMNS: [&str; 17] = [
    "ticket_number",
    "id",
    "status",
    "priority",
    "category",
    "subject",
    "description",
    "user_login",
    "user_name",
    "user_email",
    "assigned_to_login",
    "assigned_to_name",
    "comment_count",
    "created_at",
    "updated_at",
    "resolved_at",
    "closed_at",
];

/// One row, no cell of which a spreadsheet would run.
pub(super) fn cells(exported: &Exported) -> Vec<String> {
    let (ticket, requester, assignee) = (&exported.ticket, &exported.requester, exported.assignee.as_ref());
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    let row = [
        ticket.number.to_string(),
        ticket.uuid.to_string(),
        ticket.status.to_string(),
        ticket.priority.to_string(),
        ticket.category.to_string(),
        ticket.subject.clone(),
        ticket.description.clone(),
        requester.login.to_string(),
        requester.name.clone(),
        requester.email.clone().unwrap_or_default(),
        assignee.map_or_else(String::new, |user| user.login.to_string()),
        assignee.map_or_else(String::new, |user| user.name.clone()),
        exported.thread.len().to_string(),
        ticket.created_at.to_string(),
        ticket.updated_at.to_string(),
        time(ticket.resolved_at),
        time(ticket.closed_at),
    ];
    row.iter().map(|cell| harmless(&shown(cell, Field::Long)).into_owned()).collect()
}

/// A cell that a spreadsheet would take for a formula gets a `'` in front, and so does one that begins with `'`.
pub(in crate::cli) fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\'']) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}
