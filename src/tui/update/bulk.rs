//! A change to the marked tickets. It is rehearsed first: if nothing stands against it, it is done, and otherwise every
//! reason is shown before anything happens. Deleting asks even so.

use super::told::counted;
use super::{new_handle, say, submit_as};
use crate::desk::Triage;
use crate::domain::TicketNumber;
use crate::tui::action::{Action, Step};
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Order, Problem, Saved, Submission};
use crate::tui::state::{Bulk, Popup, Question, Refused, State};

/// The order to do this to every marked ticket, as it is seen now.
pub fn triage(state: &State, triage: Triage) -> Order {
    Order::Triage { each: state.marks.sightings(), triage }
}

/// Rehearses an order that no form stands behind.
pub fn decide(state: &mut State, order: Order) -> Vec<Effect> {
    let handle = new_handle(state);
    decide_as(state, handle, order)
}

/// Rehearses an order under the handle it will be submitted as.
pub fn decide_as(state: &mut State, handle: u64, order: Order) -> Vec<Effect> {
    if state.bulk.is_some() {
        return Vec::new();
    }
    state.bulk = Some(Bulk { handle, order: order.clone() });
    // Many take a while, and the keys wait for it.
    say(state, format!("{}: looking whether it can be done...", counted(order.numbers().len())));
    vec![Effect::Submit(Submission { handle, order, is_rehearsal: true })]
}

pub fn rehearsed(state: &mut State, handle: u64, answer: Result<Saved, Problem>) -> Vec<Effect> {
    let Some(Bulk { order, .. }) = state.bulk.take_if(|bulk| bulk.handle == handle) else { return Vec::new() };
    state.message = None;
    match answer {
        Ok(saved) if matches!(order, Order::Delete { .. }) => {
            let yes = Action::Submit(Box::new(order));
            let text = question(&saved, &key_of(state, "desk.undo"));
            state.popup = Some(Popup::Question(Question { text, yes, instead: None }));
            Vec::new()
        }
        Ok(_) => submit_as(state, handle, order),
        Err(problem) => super::reply::refused(state, handle, Some(order), &problem),
    }
}

fn question(saved: &Saved, undo: &str) -> String {
    let comments = saved.tickets.iter().map(|ticket| ticket.comment_count).sum();
    let notes = saved.tickets.iter().map(|ticket| ticket.note_count).sum();
    let tickets = i64::try_from(saved.tickets.len()).unwrap_or(i64::MAX);
    format!(
        "Delete {} with {} and {}? It can be undone with {undo}.",
        super::delete::count(tickets, "marked ticket"),
        super::delete::count(comments, "comment"),
        super::delete::count(notes, "note"),
    )
}

/// Shows for each ticket why it was refused. What was being written waits behind it.
pub fn show_reasons(state: &mut State, handle: u64, order: Order, each: &[(TicketNumber, String)]) {
    let subject = |number| {
        let mark = state.marks.iter().find(|mark| mark.number == number);
        mark.map(|mark| mark.subject.clone()).unwrap_or_default()
    };
    let each = each.iter().map(|(number, why)| (*number, subject(*number), why.clone())).collect();
    let instead = state.popup.take().map(Box::new);
    state.popup = Some(Popup::Refused(Refused { handle, order, each, cursor: 0, instead }));
}

/// Does it to the others only: the refused are no longer marked. It is rehearsed again, for it is another order.
pub fn others(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Refused(refused)) = state.popup.take() else { return Vec::new() };
    let numbers: Vec<TicketNumber> = refused.each.iter().map(|(number, ..)| *number).collect();
    state.marks.take_off(&numbers);
    state.popup = refused.instead.map(|mut popup| {
        popup.see_again(&state.marks, &numbers);
        *popup
    });
    decide_as(state, refused.handle, refused.order.without(&numbers))
}

pub fn moved(refused: &mut Refused, step: Step) {
    const PAGE: usize = 5;
    let last = refused.each.len().saturating_sub(1);
    refused.cursor = super::navigate::stepped(refused.cursor, step, last, PAGE);
}
