//! Who owns the ticket.

use super::{bulk, submit};
use crate::desk::{Assignee, Triage, Whom};
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Aim, Item, Picker, Popup, State};

pub fn take(state: &mut State) -> Vec<Effect> {
    match order(state, Assignee::User(Whom::Me)) {
        Some(order @ Order::Triage { .. }) => bulk::decide(state, order),
        Some(order) => submit(state, order),
        None => Vec::new(),
    }
}

/// A pick list over people already loaded: no question to the file.
pub fn open(state: &mut State) -> Vec<Effect> {
    let item = |title: &str, aside: String, to| {
        let action = Action::Submit(Box::new(order(state, to)?));
        Some(Item { key: None, title: title.to_owned(), aside, action })
    };
    let members = state.staff.iter().filter_map(|member| {
        let me = if member.user.id == state.me.id { ", you" } else { "" };
        let aside = format!("{}{me}, {} active", member.user.login, member.load);
        item(&member.user.name, aside, Assignee::User(Whom::Login(member.user.login.clone())))
    });
    let items: Vec<Item> = members.chain(item("nobody", String::new(), Assignee::Nobody)).collect();
    let title = format!("Assign {} to", state.aimed_at());
    state.popup = Some(Popup::Picker(Picker::new(title, items)));
    Vec::new()
}

fn order(state: &State, to: Assignee) -> Option<Order> {
    match state.aim()? {
        Aim::Ticket(ticket) => {
            let seen = ticket.assignee.as_ref().map(|person| person.login.clone());
            Some(Order::Assign { number: ticket.number, to, seen })
        }
        Aim::Marked(_) => Some(bulk::triage(state, Triage { assignee: Some(to), ..Triage::default() })),
    }
}
