//! The form for many fields of the marked tickets at once: one order, one transaction.

use super::{bulk, new_handle, resume};
use crate::desk::Sighting;
use crate::tui::action::Way;
use crate::tui::request::{Effect, Order};
use crate::tui::state::{BulkForm, Popup, State};
use crate::tui::widget::readline::{self, Deed, deed};
use crossterm::event::KeyEvent;
use std::sync::Arc;

/// Opens it for the marked tickets; what was chosen and written for them before comes back into it.
pub fn open(state: &mut State) -> Vec<Effect> {
    let handle = new_handle(state);
    state.popup = Some(blank(state, handle, state.marks.sightings()));
    resume::look_for(state)
}

/// An empty form for these tickets.
pub fn blank(state: &State, handle: u64, each: Arc<[Sighting]>) -> Popup {
    Popup::Bulk(Box::new(BulkForm::new(state, handle, each)))
}

pub fn field(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(Popup::Bulk(form)) = &mut state.popup else { return Vec::new() };
    let fields = BulkForm::CHOICES + 1;
    let step = if way == Way::Next { 1 } else { fields - 1 };
    form.focus = (form.focus + step) % fields;
    form.problem = None;
    Vec::new()
}

pub fn value(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(Popup::Bulk(form)) = &mut state.popup else { return Vec::new() };
    if let Some(choice) = form.choice() {
        choice.turn(way);
        form.keeping.typed(state.steady);
    }
    Vec::new()
}

/// Where there are few values a letter goes to the one that begins with it.
pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Bulk(form)) = &mut state.popup else { return Vec::new() };
    match (form.choice(), deed(key)) {
        (Some(_), Some(Deed::Break | Deed::Go(readline::Way::Down))) => return field(state, Way::Next),
        (Some(_), Some(Deed::Go(readline::Way::Up))) => return field(state, Way::Previous),
        (Some(choice), Some(Deed::Type(letter))) => {
            let found = choice.jump(letter);
            form.problem = (!found).then(|| nothing_like(letter, form));
            form.keeping.typed(state.steady);
        }
        (Some(_), _) => {}
        (None, _) => {
            if form.text.press(key) {
                form.keeping.typed(state.steady);
            }
        }
    }
    Vec::new()
}

/// A status that not all of them can reach is not offered, and a letter that does nothing would not say so.
fn nothing_like(letter: char, form: &mut BulkForm) -> String {
    let values = form.choice().map(|choice| choice.values.join(", ")).unwrap_or_default();
    format!("nothing here begins with \"{letter}\"; for all of them there is: {values}")
}

pub fn send(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Bulk(form)) = &mut state.popup else { return Vec::new() };
    form.problem = form.is_blank().then(|| "nothing is chosen yet; choose what to set, or write something".to_owned());
    if form.problem.is_some() {
        return Vec::new();
    }
    let (handle, order) = (form.handle, Order::Triage { each: Arc::clone(&form.each), triage: form.triage() });
    bulk::decide_as(state, handle, order)
}

/// Into the text; where there are few values, a paste is none of them.
pub fn pasted(state: &mut State, text: &str) -> Option<String> {
    let Some(Popup::Bulk(form)) = &mut state.popup else { return None };
    if form.choice().is_some() {
        return None;
    }
    form.keeping.pasted(state.steady);
    form.text.paste(text)
}
