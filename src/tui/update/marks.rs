//! Marking: one ticket and on to the next, all in the view, and none.

use super::told::counted;
use super::{complain, navigate, query, say};
use crate::domain::Ticket;
use crate::tui::action::Way;
use crate::tui::request::{Ask, Effect, Problem};
use crate::tui::state::{Ahead, Mark, Marks, State};

/// Marks the ticket under the cursor, or takes its mark off, and goes down one row.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let mark = Mark::of(&state.me, ticket);
    if state.marks.holds(mark.number) {
        state.marks.take_off(&[mark.number]);
    } else if state.marks.len() < Marks::MOST {
        state.marks.put(mark);
    } else {
        complain(state, format!("{}: {} are marked already, and no more can be at once", mark.number, Marks::MOST));
        return Vec::new();
    }
    navigate::neighbour(state, Way::Next)
}

/// Marks all in the view, also what is not loaded; which those are the file knows.
pub fn all(state: &mut State) -> Vec<Effect> {
    state.marks.is_asked = true;
    ask(state)
}

/// Asks which tickets are in the view, if all are to be marked, or how the marked ones are now.
pub fn ask(state: &mut State) -> Vec<Effect> {
    if !state.marks.is_asked && state.marks.is_empty() {
        return Vec::new();
    }
    state.turns.marks += 1;
    let turn = state.turns.marks;
    let ask = if state.marks.is_asked {
        // One more than can be marked tells whether there are more.
        Ask::AllInView { turn, query: query(state), limit: Marks::MOST + 1 }
    } else {
        Ask::Marked { turn, numbers: state.marks.numbers() }
    };
    vec![Effect::Ask(ask)]
}

/// All in the view, the first of the list first: they are marked, or if they all were, no longer.
pub fn take_all(state: &mut State, answer: Result<Vec<Ticket>, Problem>) -> Vec<Effect> {
    state.marks.is_asked = false;
    let tickets = match answer {
        Ok(tickets) => tickets,
        Err(problem) => {
            state.ahead = Ahead::Unmeant;
            complain(state, problem.message);
            return Vec::new();
        }
    };
    let fitting = &tickets[..tickets.len().min(Marks::MOST)];
    if fitting.iter().all(|ticket| state.marks.holds(ticket.number)) {
        drop_all(state);
        return Vec::new();
    }
    state.marks.clear();
    for ticket in fitting {
        state.marks.put(Mark::of(&state.me, ticket));
    }
    if fitting.len() < tickets.len() {
        say(state, format!("Only the first {} of the list are marked; there are more.", counted(fitting.len())));
    }
    Vec::new()
}

/// The marked tickets as they are now. What was purged, or is not mine to see any more, has no mark.
pub fn look_again(state: &mut State, tickets: &[Ticket]) -> Vec<Effect> {
    let there: std::collections::HashSet<_> = tickets.iter().map(|ticket| ticket.number).collect();
    let gone: Vec<_> = state.marks.numbers().into_iter().filter(|number| !there.contains(number)).collect();
    state.marks.take_off(&gone);
    for ticket in tickets {
        state.marks.patch(&state.me, ticket);
    }
    match &gone[..] {
        [] => {}
        [only] => say(state, format!("{only} is gone, and its mark with it.")),
        several => say(state, format!("{} are gone, and their marks with them.", counted(several.len()))),
    }
    Vec::new()
}

/// Takes every mark off, and says so if there were any.
pub fn drop_all(state: &mut State) {
    match state.marks.clear() {
        0 => {}
        1 => say(state, "1 mark dropped."),
        several => say(state, format!("{several} marks dropped.")),
    }
}
