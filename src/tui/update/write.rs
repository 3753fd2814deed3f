//! Writing a comment or a note.

use super::{new_handle, submit_as};
use crate::tui::request::{Effect, Order};
use crate::tui::state::{Composer, Popup, State};
use crate::tui::widget::Editor;

pub fn open(state: &mut State, internal: bool) -> Vec<Effect> {
    let Some(ticket) = state.ticket() else { return Vec::new() };
    let (number, subject) = (ticket.number, ticket.subject.clone());
    let handle = new_handle(state);
    let composer = Composer { number, subject, internal, editor: Editor::text(""), handle, problem: None };
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
    let (number, body) = (composer.number, composer.editor.value());
    let order = if composer.internal { Order::Note { number, body } } else { Order::Comment { number, body } };
    let handle = composer.handle;
    submit_as(state, handle, order)
}
