//! Where the ticket stands: only the legal steps are offered, each with its key.

use super::bulk;
use crate::desk::Triage;
use crate::domain::{Status, Ticket};
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Aim, Item, Marks, Picker, Popup, State};

pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(aim) = state.aim() else { return Vec::new() };
    // Onwards first; back to open is never what Enter takes by itself.
    let onwards = Status::ALL.iter().skip(1).chain(&[Status::Open]);
    let items = onwards.filter(|to| state.who_can_enter(**to).any(|(_, is_a_step)| is_a_step)).map(|to| match aim {
        Aim::Ticket(ticket) => of_one(ticket, *to),
        Aim::Marked(marks) => of_several(state, marks, *to),
    });
    let title = match aim {
        Aim::Ticket(ticket) => format!("{} is {}; you stay on it", ticket.number, ticket.status.title()),
        Aim::Marked(_) => format!("Status of {aim}"),
    };
    state.popup = Some(Popup::Picker(Picker::new(title, items.collect())));
    Vec::new()
}

/// Further along is offered with the steps it takes.
fn of_one(ticket: &Ticket, to: Status) -> Item {
    let walk = ticket.status.walk(to).unwrap_or_default();
    let by_way_of: Vec<&str> = walk.iter().map(|step| step.title()).collect();
    let aside = if walk.len() > 1 { by_way_of.join(", then ") } else { String::new() };
    item(to, aside, Order::Move { number: ticket.number, to, seen: ticket.status })
}

/// Where not all of them can go is offered with how many can.
fn of_several(state: &State, marks: &Marks, to: Status) -> Item {
    let can = state.who_can_enter(to).filter(|(can, _)| *can).count();
    let aside = if can < marks.len() { format!("{can} of {} can", marks.len()) } else { String::new() };
    item(to, aside, bulk::triage(state, Triage { status: Some(to), ..Triage::default() }))
}

fn item(to: Status, aside: String, order: Order) -> Item {
    let key = match to {
        Status::Open => 'o',
        Status::InProgress => 's',
        Status::Resolved => 'r',
        Status::Closed => 'c',
    };
    Item { key: Some(key), title: to.verb().to_owned(), aside, action: Action::Submit(Box::new(order)) }
}
