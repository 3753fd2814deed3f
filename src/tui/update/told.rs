//! What happened to which tickets, in one line.

use super::undo;
use crate::desk::{Assignee, NewView, Slot, Triage};
use crate::domain::{Status, Ticket, setting};
use crate::tui::request::{Order, Saved};
use crate::tui::state::State;

/// What an order did, and how to take it back. The rows are still as they were shown before.
pub fn what_happened(state: &State, order: Option<&Order>, saved: &Saved) -> String {
    let rows = &state.queue.rows;
    let happened = match (order, &saved.tickets[..]) {
        (Some(Order::Undo), _) => undo::told(state, false, saved),
        (Some(Order::Redo), _) => undo::told(state, true, saved),
        (Some(Order::Create(_)), [ticket]) => format!("{} created.", ticket.number),
        (Some(Order::Set { name, whose, value }), _) => {
            let value = value.as_deref().map_or("unset", |value| if value.is_empty() { "empty" } else { value });
            let of = if *whose == setting::Whose::Desk { "the desk's" } else { "yours" };
            format!("{name} {value}, {of}.")
        }
        (Some(Order::SaveView(view)), _) => kept(view),
        (Some(Order::RemoveView { name, .. }), _) => format!("View \"{name}\" removed."),
        (Some(Order::Triage { triage, .. }), [ticket]) if triage.status.is_some() && triage.comment.is_some() => {
            format!("{} answered and {}.", ticket.number, entered(ticket.status))
        }
        (Some(Order::Triage { triage, .. }), [ticket]) if triage.status.is_some() && triage.note.is_some() => {
            format!("{} noted and {}.", ticket.number, entered(ticket.status))
        }
        (Some(Order::Triage { triage, .. }), tickets @ [ticket]) => triaged(triage, &ticket.number.to_string(), tickets),
        (_, [ticket]) => to_one(ticket, saved, rows.iter().find(|row| row.number == ticket.number)),
        (Some(order), tickets) => to_several(order, tickets),
        (None, tickets) => format!("{} saved.", counted(tickets.len())),
    };
    let is_turned = matches!(order, Some(Order::Undo | Order::Redo));
    let way_back = if !is_turned && has_changed(saved, rows) { undo::way_back(state) } else { None };
    std::iter::once(happened).chain(way_back).chain(saved.notices.iter().cloned()).collect::<Vec<_>>().join(" ")
}

/// Whether some ticket is another than it was shown.
fn has_changed(saved: &Saved, rows: &[Ticket]) -> bool {
    let was = |ticket: &Ticket| rows.iter().find(|row| row.number == ticket.number);
    saved.tickets.iter().any(|ticket| was(ticket).is_none_or(|was| was.version != ticket.version))
}

fn to_one(ticket: &Ticket, saved: &Saved, was: Option<&Ticket>) -> String {
    let number = ticket.number;
    let assignee = |ticket: &Ticket| ticket.assignee.as_ref().map(|person| person.id);
    if let Some((_, internal)) = &saved.words {
        return format!("{} added to {number}.", if *internal { "Note" } else { "Comment" });
    }
    let Some(was) = was else { return format!("{number} saved.") };
    if was.deleted_at.is_none() && ticket.deleted_at.is_some() {
        return format!("{number} deleted.");
    }
    if was.deleted_at.is_some() && ticket.deleted_at.is_none() {
        return format!("{number} is back.");
    }
    if was.status != ticket.status {
        return format!("{number} {}.", entered(ticket.status));
    }
    if assignee(was) != assignee(ticket) {
        return match &ticket.assignee {
            Some(person) => format!("{number} assigned to {}.", person.name),
            None => format!("{number} is nobody's now."),
        };
    }
    if was.version == ticket.version { format!("{number} was so already.") } else { format!("{number} saved.") }
}

fn kept(view: &NewView) -> String {
    match view.slot {
        Slot::On(digit) => format!("View \"{}\" saved; {digit} goes there.", view.name.trim()),
        Slot::Same | Slot::Without => format!("View \"{}\" saved; it stands below the others.", view.name.trim()),
    }
}

fn to_several(order: &Order, tickets: &[Ticket]) -> String {
    let so_many = counted(tickets.len());
    match order {
        Order::Delete { .. } => format!("{so_many} deleted."),
        Order::Undelete { .. } => format!("{so_many} are back."),
        Order::Triage { triage, .. } => triaged(triage, &so_many, tickets),
        _ => format!("{so_many} saved."),
    }
}

/// One thing that was done is told by its verb, several by their names.
fn triaged(triage: &Triage, so_many: &str, tickets: &[Ticket]) -> String {
    let mut done = Vec::new();
    let are = if tickets.len() == 1 { "is" } else { "are" };
    if let Some(category) = triage.category {
        done.push((format!("{so_many} {are} {category} now."), format!("category {category}")));
    }
    if let Some(priority) = triage.priority {
        done.push((format!("{so_many} {are} {priority} now."), format!("priority {priority}")));
    }
    match (&triage.assignee, tickets.first().and_then(|ticket| ticket.assignee.as_ref())) {
        (Some(Assignee::User(_)), Some(person)) => {
            done.push((format!("{so_many} assigned to {}.", person.name), format!("assigned to {}", person.name)));
        }
        (Some(_), _) => done.push((format!("{so_many} {are} nobody's now."), "nobody's".to_owned())),
        (None, _) => {}
    }
    if let Some(status) = triage.status {
        done.push((format!("{so_many} {}.", entered(status)), entered(status).to_owned()));
    }
    for (text, title) in [(&triage.comment, "Comment"), (&triage.note, "Note")] {
        if text.is_some() {
            done.push((format!("{title} added to {so_many}."), format!("a {}", title.to_lowercase())));
        }
    }
    match &done[..] {
        [(alone, _)] => alone.clone(),
        several => format!("{so_many}: {}.", several.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// The past of going there.
pub fn entered(status: Status) -> &'static str {
    match status {
        Status::Open => "reopened",
        Status::InProgress => "started",
        Status::Resolved => "resolved",
        Status::Closed => "closed",
    }
}

/// `1 ticket`, `3 tickets`.
pub fn counted(number: usize) -> String {
    format!("{number} ticket{}", if number == 1 { "" } else { "s" })
}
