//! How pressing the ticket is.

use super::bulk;
use crate::desk::{Edit, Set, Triage};
use crate::domain::Priority;
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Aim, Item, Picker, Popup, State};

pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(aim) = state.aim() else { return Vec::new() };
    let items = Priority::ALL.iter().rev().map(|to| {
        let (order, is_so) = match aim {
            Aim::Ticket(ticket) => {
                let edit = Edit { priority: Some(Set { to: *to, seen: Some(ticket.priority) }), ..Edit::default() };
                (Order::Edit { number: ticket.number, edit }, *to == ticket.priority)
            }
            Aim::Marked(marks) => {
                let order = bulk::triage(state, Triage { priority: Some(*to), ..Triage::default() });
                (order, marks.iter().all(|mark| mark.seen.priority == *to))
            }
        };
        Item {
            key: to.word().chars().next(),
            title: to.word().to_owned(),
            aside: if is_so { "as it is".to_owned() } else { String::new() },
            action: Action::Submit(Box::new(order)),
        }
    });
    let title = format!("Priority of {}", state.aimed_at());
    state.popup = Some(Popup::Picker(Picker::new(title, items.collect())));
    Vec::new()
}
