//! How pressing the ticket is.

use crate::desk::{Edit, Set};
use crate::domain::Priority;
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Item, Picker, Popup, State};

pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let items = Priority::ALL.iter().map(|to| {
        let edit = Edit { priority: Some(Set { to: *to, seen: Some(ticket.priority) }), ..Edit::default() };
        Item {
            key: to.word().chars().next(),
            title: to.word().to_owned(),
            aside: if *to == ticket.priority { "as it is".to_owned() } else { String::new() },
            action: Action::Submit(Box::new(Order::Edit { number: ticket.number, edit })),
        }
    });
    let title = format!("Priority of {}", ticket.number);
    state.popup = Some(Popup::Picker(Picker::new(title, items.rev().collect())));
    Vec::new()
}
