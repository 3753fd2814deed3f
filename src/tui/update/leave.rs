//! One step back, and out. What was typed stays in the file as a draft.

use super::{drafts, go_to, keep, marks, people, search, settings, write};
use crate::tui::action::Action;
use crate::tui::request::Effect;
use crate::tui::state::{Focus, Place, Popup, Question, State};

pub fn back(state: &mut State) -> Vec<Effect> {
    match state.popup.take() {
        Some(popup @ (Popup::Composer(_) | Popup::Form(_) | Popup::Bulk(_))) => drafts::put_aside(state, popup),
        Some(popup @ Popup::Meanwhile(_)) => {
            state.popup = Some(popup);
            write::keep_editing(state);
            Vec::new()
        }
        Some(Popup::Keep(form)) => {
            keep::leave(state, *form);
            Vec::new()
        }
        Some(Popup::Refused(refused)) => {
            // Who has read what somebody else did since decides anew, on the form's own tickets as they are now.
            state.popup = refused.instead.map(|mut popup| {
                popup.see_again(&state.marks, &[]);
                *popup
            });
            Vec::new()
        }
        Some(Popup::Settings(panel)) => settings::back(state, panel),
        Some(popup @ (Popup::People(_) | Popup::Person(_))) => people::back(state, popup),
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

pub fn decline(state: &mut State) -> Vec<Effect> {
    if let Some(Popup::Question(question)) = state.popup.take() {
        state.popup = question.instead.map(|popup| *popup);
    }
    Vec::new()
}

/// What is typed is in the file: nothing has to be asked. Unless it could not be kept.
pub fn quit(state: &mut State) -> Vec<Effect> {
    let trouble = state.put_aside.iter().find_map(|popup| popup.keeping()?.trouble.clone());
    let trouble = trouble.map(|why| format!("What you wrote could not be kept: {why}. Quit and lose it?"));
    if let Some(text) = trouble {
        state.popup = Some(Popup::Question(Question { text, yes: Action::QuitAnyway, instead: None }));
        return Vec::new();
    }
    quit_anyway(state)
}

pub fn quit_anyway(state: &mut State) -> Vec<Effect> {
    state.leaving = true;
    vec![Effect::Quit]
}
