//! Sending, resolving and going on, in one key: where one lands was said before it was pressed, and that is where one lands.

use super::navigate::follow;
use super::{bulk, say, submit_as, write};
use crate::desk::{Seen, Sighting, Triage};
use crate::domain::Status;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Focus, Landing, Popup, State};
use std::sync::Arc;

/// Sends what the composer holds and resolves its ticket, in one transaction; the same for marked ones, from which one goes
/// nowhere.
pub fn send(state: &mut State) -> Vec<Effect> {
    write::keep_editing(state);
    let landing = state.landing();
    let Some(Popup::Composer(composer)) = &mut state.popup else { return Vec::new() };
    if composer.editor.is_blank() {
        composer.problem = Some("there is nothing to send yet; write something".to_owned());
        return Vec::new();
    }
    composer.problem = None;
    let text = Some(composer.editor.value());
    let (comment, note) = if composer.internal { (None, text) } else { (text, None) };
    let triage = Triage { status: Some(Status::Resolved), comment, note, ..Triage::default() };
    let handle = composer.handle;
    if !composer.marked.is_empty() {
        let order = Order::Triage { each: Arc::clone(&composer.marked), triage };
        return bulk::decide_as(state, handle, order);
    }
    let seen = composer.seen.as_ref().map(|seen| Seen { whole: Some(Arc::clone(seen)), ..Seen::from(seen.as_ref()) });
    let each = Arc::from([Sighting { number: composer.number, seen }]);
    state.bound_for = Some((handle, landing));
    submit_as(state, handle, Order::Triage { each, triage })
}

/// It was sent: on to where it was said.
pub fn land(state: &mut State, landing: &Landing) -> Vec<Effect> {
    match landing {
        Landing::Stay => return Vec::new(),
        Landing::List => state.focus = Focus::Queue,
        Landing::Last => {
            state.focus = Focus::Queue;
            add(state, "It was the last one: back to the list.");
        }
        Landing::Next { .. } | Landing::Further => go_on(state, landing),
    }
    follow(state)
}

/// To the ticket that was named; if it left the list meanwhile, to the one that is next now.
fn go_on(state: &mut State, landing: &Landing) {
    let named = match landing {
        Landing::Next { number, .. } => state.queue.rows.iter().position(|row| row.number == *number),
        _ => None,
    };
    let Some(index) = named.or_else(|| state.queue.index().map(|index| index + 1)) else { return };
    state.queue.select(index);
    if let Some(number) = state.number() {
        add(state, &format!("This is {number}."));
    }
}

/// Says something more behind what was just said.
fn add(state: &mut State, words: &str) {
    let told = state.message.take().filter(|message| !message.is_error).map(|message| message.text);
    say(state, told.into_iter().chain([words.to_owned()]).collect::<Vec<_>>().join(" "));
}
