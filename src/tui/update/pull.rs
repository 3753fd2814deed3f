//! Pulling the next: the most pressing ticket that nobody has, wherever in the lists it stands, is mine and open.

use super::navigate::follow;
use super::{ask_around, ask_queue, say, submit, thread, undo};
use crate::domain::Ticket;
use crate::tui::request::{Effect, Order, Saved};
use crate::tui::state::{Ahead, Focus, State};

pub fn pull(state: &mut State) -> Vec<Effect> {
    submit(state, Order::Pull)
}

/// It came, or nothing did.
pub fn pulled(state: &mut State, saved: &Saved) -> Vec<Effect> {
    let Some(ticket) = saved.tickets.first() else {
        state.ahead = Ahead::Unmeant;
        say(state, "nothing to pull: every active ticket has somebody");
        return ask_around(state);
    };
    let way_back = undo::way_back(state).map_or_else(String::new, |way| format!(". {way}"));
    say(state, format!("{} is yours: {}{way_back}", ticket.number, saved.notices.join(" ")));
    go_to(state, ticket);
    state.focus = Focus::Ticket;
    let page = state.queue.again();
    let mut effects = vec![ask_queue(state, page)];
    effects.extend(follow(state));
    effects.extend(thread::ask(state));
    effects.extend(ask_around(state));
    effects
}

/// Puts the cursor on this ticket, and holds it there if it does not belong to the list.
pub fn go_to(state: &mut State, ticket: &Ticket) {
    state.queue.patch(ticket);
    state.queue.hold(ticket);
    state.detail.begin();
}
