//! Who owns the ticket.

use super::submit;
use crate::desk::{Assignee, Whom};
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Item, Picker, Popup, State};

pub fn take(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let seen = ticket.assignee.as_ref().map(|person| person.login.clone());
    let order = Order::Assign { number: ticket.number, to: Assignee::User(Whom::Me), seen };
    submit(state, order)
}

/// A pick list over people already loaded: no question to the file.
pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let seen = ticket.assignee.as_ref().map(|person| person.login.clone());
    let to = |to| Action::Submit(Box::new(Order::Assign { number: ticket.number, to, seen: seen.clone() }));
    let nobody = Item { key: None, title: "nobody".to_owned(), aside: String::new(), action: to(Assignee::Nobody) };
    let mut items: Vec<Item> = Vec::new();
    for member in &state.staff {
        let me = if member.user.id == state.me.id { ", you" } else { "" };
        items.push(Item {
            key: None,
            title: member.user.name.clone(),
            aside: format!("{}{me}, {} active", member.user.login, member.load),
            action: to(Assignee::User(Whom::Login(member.user.login.clone()))),
        });
    }
    items.push(nobody);
    let title = format!("Assign {} to", ticket.number);
    state.popup = Some(Popup::Picker(Picker::new(title, items)));
    Vec::new()
}
