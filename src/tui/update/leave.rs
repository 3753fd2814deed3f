//! One step back, and out. Nothing typed is thrown away without a yes.

use super::{bulk_form, go_to, keep, marks, search, settings, write};
use crate::tui::action::Action;
use crate::tui::request::Effect;
use crate::tui::state::{Focus, Place, Popup, Question, State};

pub fn back(state: &mut State) -> Vec<Effect> {
    match state.popup.take() {
        Some(popup @ (Popup::Composer(_) | Popup::Form(_))) => close_form(state, popup),
        Some(popup @ Popup::Meanwhile(_)) => {
            state.popup = Some(popup);
            write::keep_editing(state);
            Vec::new()
        }
        Some(Popup::Keep(form)) => {
            keep::leave(state, *form);
            Vec::new()
        }
        Some(Popup::Bulk(form)) => {
            bulk_form::close(state, form);
            Vec::new()
        }
        Some(Popup::Refused(refused)) => {
            state.popup = refused.instead.map(|popup| *popup);
            // Who has read what somebody else did since decides anew, on the tickets as they are now.
            if let Some(Popup::Bulk(form)) = &mut state.popup {
                form.each = state.marks.sightings();
            }
            Vec::new()
        }
        Some(Popup::Settings(panel)) => settings::back(state, panel),
        Some(Popup::Picker(picker)) => {
            state.popup = picker.beneath.map(|popup| *popup);
            Vec::new()
        }
        Some(_) => Vec::new(),
        None if state.search.is_some() => search::leave(state),
        None if state.focus == Focus::Queue && !state.marks.is_empty() => {
            marks::drop_all(state);
            Vec::new()
        }
        None if state.focus == Focus::Queue => match state.place {
            Place::Search { from, .. } => go_to(state, Place::View(from)),
            Place::View(_) => Vec::new(),
        },
        None => {
            state.focus = Focus::Queue;
            Vec::new()
        }
    }
}

fn close_form(state: &mut State, popup: Popup) -> Vec<Effect> {
    state.popup = Some(popup);
    if state.has_unsent() {
        let instead = state.popup.take().map(Box::new);
        let text = "Throw away what you wrote?".to_owned();
        state.popup = Some(Popup::Question(Question { text, yes: Action::Discard, instead }));
    } else {
        state.popup = None;
    }
    Vec::new()
}

pub fn discard(state: &mut State) -> Vec<Effect> {
    state.popup = None;
    Vec::new()
}

pub fn decline(state: &mut State) -> Vec<Effect> {
    if let Some(Popup::Question(question)) = state.popup.take() {
        state.popup = question.instead.map(|popup| *popup);
    }
    Vec::new()
}

pub fn quit(state: &mut State) -> Vec<Effect> {
    if state.has_unsent() {
        let instead = state.popup.take().map(Box::new);
        let text = "Quit, and throw away what you wrote?".to_owned();
        state.popup = Some(Popup::Question(Question { text, yes: Action::QuitAnyway, instead }));
        return Vec::new();
    }
    quit_anyway(state)
}

pub fn quit_anyway(state: &mut State) -> Vec<Effect> {
    state.leaving = true;
    vec![Effect::Quit]
}
