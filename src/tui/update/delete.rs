//! Deleting, which asks first, and bringing back.

use super::{bulk, submit};
use crate::domain::Ticket;
use crate::tui::action::Action;
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Popup, Question, State};

pub fn ask(state: &mut State) -> Vec<Effect> {
    if state.aims_at_marks() {
        let order = Order::Delete { numbers: state.marks.numbers() };
        return bulk::decide(state, order);
    }
    let Some(ticket) = state.ticket().filter(|ticket| ticket.deleted_at.is_none()) else { return Vec::new() };
    let yes = Action::Submit(Box::new(Order::Delete { numbers: vec![ticket.number] }));
    let text = question(ticket, &key_of(state, "desk.undo"));
    state.popup = Some(Popup::Question(Question { text, yes, instead: None }));
    Vec::new()
}

fn question(ticket: &Ticket, undo: &str) -> String {
    format!(
        "Delete {} \"{}\" with {} and {}? It can be undone with {undo}.",
        ticket.number,
        ticket.subject,
        count(ticket.comment_count, "comment"),
        count(ticket.note_count, "note"),
    )
}

/// `1 note`, `3 notes`.
pub fn count(number: i64, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

pub fn undelete(state: &mut State) -> Vec<Effect> {
    if state.aims_at_marks() {
        let order = Order::Undelete { numbers: state.marks.numbers() };
        return bulk::decide(state, order);
    }
    let Some(number) = state.number() else { return Vec::new() };
    submit(state, Order::Undelete { numbers: vec![number] })
}
