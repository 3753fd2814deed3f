//! Taking my last change back, and doing it again: the orders, and what is told of them.

use super::submit;
use crate::domain::TicketNumber;
use crate::domain::policy::Act;
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Order, Saved};
use crate::tui::state::State;

/// So many tickets are named one by one.
const NAMED: usize = 3;

pub fn back(state: &mut State) -> Vec<Effect> {
    submit(state, Order::Undo)
}

pub fn again(state: &mut State) -> Vec<Effect> {
    submit(state, Order::Redo)
}

/// Which key takes back what was just done; a guest has none.
pub fn way_back(state: &State) -> Option<String> {
    state.may_at_all(Act::Undo).then(|| format!("{} to undo.", key_of(state, "desk.undo")))
}

/// What was taken back on which tickets, and which key does it again; or the other way round.
pub fn told(state: &State, is_redo: bool, saved: &Saved) -> String {
    if saved.tickets.is_empty() {
        return if is_redo { "Nothing to redo.".to_owned() } else { "Nothing to undo.".to_owned() };
    }
    let what = in_groups(saved);
    if is_redo {
        return format!("Done again: {what}. {}", way_back(state).unwrap_or_default());
    }
    format!("Taken back: {what}. {} does it again.", key_of(state, "desk.redo"))
}

/// Tickets on which the same was taken back are told together.
fn in_groups(saved: &Saved) -> String {
    let mut groups: Vec<(&str, Vec<TicketNumber>)> = Vec::new();
    for (ticket, what) in saved.tickets.iter().zip(&saved.turned) {
        match groups.iter_mut().find(|(other, _)| other == what) {
            Some((_, numbers)) => numbers.push(ticket.number),
            None => groups.push((what, vec![ticket.number])),
        }
    }
    let mut told: Vec<String> = groups.iter().take(NAMED).map(|(what, numbers)| format!("{} {what}", named(numbers))).collect();
    let rest: usize = groups.iter().skip(NAMED).map(|(_, numbers)| numbers.len()).sum();
    if rest > 0 {
        told.push(format!("and {rest} more"));
    }
    told.join("; ")
}

fn named(numbers: &[TicketNumber]) -> String {
    if numbers.len() > NAMED {
        return format!("{} tickets:", numbers.len());
    }
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
