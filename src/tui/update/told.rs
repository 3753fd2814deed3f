//! What happened to which tickets, in one line.

use super::{people, undo};
use crate::desk::{Assignee, NewView, Seen, Slot, Triage};
use crate::domain::{Status, Ticket, setting};
use crate::tui::request::{Order, Saved};
use crate::tui::state::State;

/// What an order did, and how to take it back. The order knows what was seen before it: the list may know it no more.
pub fn what_happened(state: &State, order: Option<&Order>, saved: &Saved) -> String {
    let happened = match (order, &saved.tickets[..]) {
        (Some(Order::Undo), _) => undo::told(state, false, saved),
        (Some(Order::Redo), _) => undo::told(state, true, saved),
        (Some(Order::Create(_)), [ticket]) => format!("{} created.", ticket.number),
        (Some(Order::Set { name, whose, value }), _) => {
            let value = value.as_deref().map_or("unset", |value| if value.is_empty() { "empty" } else { value });
            let of = if *whose == setting::Whose::Desk { "the desk's" } else { "yours" };
            format!("{name} {value}, {of}.")
        }
        (Some(Order::Person(order)), _) => people::told(order),
        (Some(Order::SaveView(view)), _) => kept(view),
        (Some(Order::RemoveView { name, .. }), _) => format!("View \"{name}\" removed."),
        (Some(Order::Triage { triage, .. }), [ticket]) if triage.status.is_some() && triage.comment.is_some() => {
            format!("{} answered and {}.", ticket.number, entered(ticket.status))
        }
        (Some(Order::Triage { triage, .. }), [ticket]) if triage.status.is_some() && triage.note.is_some() => {
            format!("{} noted and {}.", ticket.number, entered(ticket.status))
        }
        (Some(Order::Triage { triage, .. }), tickets @ [ticket]) => triaged(triage, &ticket.number.to_string(), tickets),
        (Some(order), [ticket]) => to_one(order, ticket, saved),
        (Some(order), tickets) => to_several(order, tickets),
        (None, tickets) => format!("{} saved.", counted(tickets.len())),
    };
    let is_turned = matches!(order, Some(Order::Undo | Order::Redo));
    let is_another = order.is_some_and(|order| saved.tickets.iter().any(|ticket| is_another(order, ticket)));
    let way_back = if !is_turned && is_another { undo::way_back(state) } else { None };
    std::iter::once(happened).chain(way_back).chain(saved.notices.iter().cloned()).collect::<Vec<_>>().join(" ")
}

/// Whether the order made the ticket another than it was seen.
fn is_another(order: &Order, ticket: &Ticket) -> bool {
    let now = Seen::from(ticket);
    match order {
        Order::Assign { seen, .. } => *seen != now.assignee,
        Order::Edit { edit, .. } => {
            edit.subject.as_ref().is_some_and(|set| set.seen.as_ref() != Some(&ticket.subject))
                || edit.description.as_ref().is_some_and(|set| set.seen.as_ref() != Some(&ticket.description))
                || edit.category.as_ref().is_some_and(|set| set.seen != Some(now.category))
                || edit.priority.as_ref().is_some_and(|set| set.seen != Some(now.priority))
                || edit.requester.as_ref().is_some_and(|set| set.seen.as_ref() != Some(&ticket.requester.login))
        }
        Order::Triage { each, triage } if triage.comment.is_none() && triage.note.is_none() => {
            let sighting = each.iter().find(|sighting| sighting.number == ticket.number);
            sighting.and_then(|sighting| sighting.seen.as_ref()).is_none_or(|seen| {
                (triage.category.is_some() && seen.category != now.category)
                    || (triage.priority.is_some() && seen.priority != now.priority)
                    || (triage.assignee.is_some() && seen.assignee != now.assignee)
                    || (triage.status.is_some() && seen.status != now.status)
            })
        }
        _ => true,
    }
}

fn to_one(order: &Order, ticket: &Ticket, saved: &Saved) -> String {
    let number = ticket.number;
    if let Some((_, internal)) = &saved.words {
        return format!("{} added to {number}.", if *internal { "Note" } else { "Comment" });
    }
    if !is_another(order, ticket) {
        return format!("{number} was so already.");
    }
    match (order, &ticket.assignee) {
        (Order::Delete { .. }, _) => format!("{number} deleted."),
        (Order::Undelete { .. }, _) => format!("{number} is back."),
        (Order::Move { .. }, _) => format!("{number} {}.", entered(ticket.status)),
        (Order::Assign { .. }, Some(person)) => format!("{number} assigned to {}.", person.name),
        (Order::Assign { .. }, None) => format!("{number} is nobody's now."),
        _ => format!("{number} saved."),
    }
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
