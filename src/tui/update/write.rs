//! Writing a comment or a note.

use super::{bulk, new_handle, submit_as};
use crate::desk::Triage;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Aim, Composer, Popup, State};
use crate::tui::widget::Editor;
use std::sync::Arc;

pub fn open(state: &mut State, internal: bool) -> Vec<Effect> {
    let (number, subject, marked) = match state.aim() {
        Some(Aim::Ticket(ticket)) => (ticket.number, ticket.subject.clone(), Arc::default()),
        Some(Aim::Marked(marks)) => {
            let Some(first) = marks.iter().next() else { return Vec::new() };
            let subjects: Vec<&str> = marks.iter().take(9).map(|mark| mark.subject.as_str()).collect();
            (first.number, subjects.join("; "), marks.sightings())
        }
        None => return Vec::new(),
    };
    let handle = new_handle(state);
    let composer = Composer { number, subject, internal, marked, editor: Editor::text(""), handle, problem: None };
    state.popup = Some(Popup::Composer(composer));
    Vec::new()
}

pub fn send(state: &mut State) -> Vec<Effect> {
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
    let order = if composer.internal { Order::Note { number, body } } else { Order::Comment { number, body } };
    submit_as(state, handle, order)
}
