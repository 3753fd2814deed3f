//! Deleting, which asks first, and bringing back.

use super::submit;
use crate::domain::Ticket;
use crate::tui::action::Action;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Popup, Question, State};

pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket().filter(|ticket| ticket.deleted_at.is_none()) else { return Vec::new() };
    let yes = Action::Submit(Box::new(Order::Delete { numbers: vec![ticket.number] }));
    state.popup = Some(Popup::Question(Question { text: question(ticket), yes, instead: None }));
    Vec::new()
}

fn question(ticket: &Ticket) -> String {
    let count = |number: i64, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    format!(
        "Delete {} \"{}\" with {} and {}? It can be brought back: /is:deleted, then U.",
        ticket.number,
        ticket.subject,
        count(ticket.comment_count, "comment"),
        count(ticket.note_count, "note"),
    )
}

pub fn undelete(state: &mut State) -> Vec<Effect> {
    let Some(number) = state.number() else { return Vec::new() };
    submit(state, Order::Undelete { numbers: vec![number] })
}
