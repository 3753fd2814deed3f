//! Where the ticket stands: only the legal steps are offered, each with its key.

use crate::domain::Status;
use crate::domain::policy::Act;
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Item, Picker, Popup, State};

pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let is_staff = state.me.role.is_staff();
    // Onwards first; back to open is never what Enter takes by itself.
    let onwards = Status::ALL.iter().skip(1).chain(&[Status::Open]);
    let items = onwards.filter(|to| **to != ticket.status && state.may(Act::entering(**to))).filter_map(|to| {
        let walk = ticket.status.walk(*to)?;
        // Guests never walk, staff may: further along is offered with the steps it takes.
        (is_staff || walk.len() == 1).then(|| item(ticket.number, ticket.status, *to, &walk))
    });
    let title = format!("{} is {}", ticket.number, ticket.status.title());
    state.popup = Some(Popup::Picker(Picker::new(title, items.collect())));
    Vec::new()
}

fn item(number: crate::domain::TicketNumber, seen: Status, to: Status, walk: &[Status]) -> Item {
    let (key, title) = match to {
        Status::Open => ('o', "reopen"),
        Status::InProgress => ('s', "start"),
        Status::Resolved => ('r', "resolve"),
        Status::Closed => ('c', "close"),
    };
    let by_way_of: Vec<&str> = walk.iter().map(|step| step.title()).collect();
    let aside = if walk.len() > 1 { by_way_of.join(", then ") } else { String::new() };
    Item { key: Some(key), title: title.to_owned(), aside, action: Action::Submit(Box::new(Order::Move { number, to, seen })) }
}
