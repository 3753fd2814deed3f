//! Writing a comment or a note.

use super::{bulk, new_handle, resume, submit_as};
use crate::desk::{Overtaken, Triage};
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Aim, Composer, Keeping, Meanwhile, Popup, State};
use crate::tui::widget::Editor;
use std::sync::Arc;

pub fn open(state: &mut State, internal: bool) -> Vec<Effect> {
    if begin(state, internal) { resume::look_for(state) } else { Vec::new() }
}

/// An empty comment or note on what the keys act on; whether there is something.
pub fn begin(state: &mut State, internal: bool) -> bool {
    let (number, subject, marked, seen) = match state.aim() {
        Some(Aim::Ticket(ticket)) => (ticket.number, ticket.subject.clone(), Arc::default(), Some(Arc::new(ticket.clone()))),
        Some(Aim::Marked(marks)) => {
            let Some(first) = marks.iter().next() else { return false };
            let subjects: Vec<&str> = marks.iter().take(9).map(|mark| mark.subject.as_str()).collect();
            (first.number, subjects.join("; "), marks.sightings(), None)
        }
        None => return false,
    };
    let handle = new_handle(state);
    let (editor, keeping) = (Editor::text(""), Keeping::default());
    let composer = Composer { number, subject, internal, marked, seen, editor, handle, keeping, problem: None };
    state.popup = Some(Popup::Composer(composer));
    true
}

/// Others changed the ticket while I wrote: before it is sent I am told. Nothing that was typed is touched.
pub fn overtaken(state: &mut State, overtaken: &Overtaken) {
    let Some(Popup::Composer(mut composer)) = state.popup.take() else { return };
    composer.seen = Some(Arc::new((*overtaken.ticket).clone()));
    state.popup = Some(Popup::Meanwhile(Box::new(Meanwhile { composer, news: overtaken.news.clone() })));
}

/// Back to the form, as it was.
pub fn keep_editing(state: &mut State) {
    state.popup = match state.popup.take() {
        Some(Popup::Meanwhile(meanwhile)) => Some(Popup::Composer(meanwhile.composer)),
        other => other,
    };
}

pub fn send(state: &mut State) -> Vec<Effect> {
    keep_editing(state);
    let Some(Popup::Composer(composer)) = &mut state.popup else { return Vec::new() };
    if composer.editor.is_blank() {
        composer.problem = Some("there is nothing to send yet; write something".to_owned());
        return Vec::new();
    }
    composer.problem = None;
    let (number, body, handle) = (composer.number, composer.editor.value(), composer.handle);
    if !composer.marked.is_empty() {
        let (note, comment) = if composer.internal { (Some(body), None) } else { (None, Some(body)) };
        let order = Order::Triage { each: Arc::clone(&composer.marked), triage: Triage { comment, note, ..Triage::default() } };
        return bulk::decide_as(state, handle, order);
    }
    let Some(seen) = composer.seen.clone() else {
        composer.problem = Some(format!("{number} is not there any more; this cannot be sent"));
        return Vec::new();
    };
    let order = if composer.internal { Order::Note { number, body, seen } } else { Order::Comment { number, body, seen } };
    submit_as(state, handle, order)
}
