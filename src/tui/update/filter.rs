//! The filter form: it writes a query, counts what it finds, and shows it as a search.

use super::{complain, go_to, keep, say, turn};
use crate::domain::Among;
use crate::domain::query::{Sort, SortKey, sorted};
use crate::tui::action::Way;
use crate::tui::request::{Ask, Effect, Problem};
use crate::tui::state::{FilterField, FilterForm, Focus, Place, Popup, State, View, order_in_words};
use crate::tui::widget::readline::{Deed, deed};
use crossterm::event::KeyEvent;

/// Opens it on what the list shows.
pub fn open(state: &mut State) -> Vec<Effect> {
    let text = match &state.place {
        Place::View(index) => state.views.get(*index).map(|view| view.text.clone()).unwrap_or_default(),
        Place::Search { text, .. } => text.clone(),
    };
    let sayable = state.sorted.filter(|sort: &Sort| sort.key != SortKey::Waiting);
    let text = if state.mine { format!("{text} is:mine") } else { text };
    let text = sayable.map_or_else(|| text.clone(), |sort| sorted(&text, sort));
    match FilterForm::of(&text) {
        Ok(form) => {
            state.popup = Some(Popup::Filter(Box::new(form)));
            changed(state)
        }
        Err(error) => {
            complain(state, error.to_string());
            Vec::new()
        }
    }
}

/// Counts what the form finds now; what is wrong with it stands in its place.
fn changed(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    form.count = None;
    state.turns.tally += 1;
    match form.query() {
        Ok((_, query)) => {
            form.problem = None;
            vec![Effect::Ask(Ask::Tally { turn: state.turns.tally, query, cap: View::CAP + 1 })]
        }
        Err(problem) => {
            form.problem = Some(problem);
            Vec::new()
        }
    }
}

/// The count that was asked for.
pub fn counted(state: &mut State, answer: Result<i64, Problem>) {
    let Some(Popup::Filter(form)) = &mut state.popup else { return };
    match answer {
        Ok(count) => form.count = Some(count),
        Err(problem) => form.problem = Some(problem.message),
    }
}

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    match (form.focus, deed(key)) {
        (FilterField::Requester, _) => {
            return if form.requester.press(key) { requester(state) } else { Vec::new() };
        }
        (FilterField::Assignee, Some(Deed::Type(letter))) => return begins_with(state, letter),
        (_, Some(Deed::Type(' '))) => form.toggle(),
        (_, Some(Deed::Type('>'))) => form.from_here_up(),
        _ => return Vec::new(),
    }
    changed(state)
}

pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    if form.focus != FilterField::Requester {
        return Vec::new();
    }
    let notice = form.requester.paste(text);
    if let Some(notice) = notice {
        say(state, notice);
    }
    requester(state)
}

/// The requester was typed: count anew, and ask who begins so.
fn requester(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    let prefix = form.requester.value().trim().to_lowercase();
    form.people = Vec::new();
    state.turns.people += 1;
    let mut effects = changed(state);
    if !prefix.is_empty() {
        effects.push(Effect::Ask(Ask::People { turn: state.turns.people, prefix, among: Among::Everybody }));
    }
    effects
}

/// The next member of staff whose login begins with this letter.
fn begins_with(state: &mut State, letter: char) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &state.popup else { return Vec::new() };
    let owners = state.owners(form.filter.assignee.as_ref());
    let now = owners.iter().position(|owner| *owner == form.filter.assignee).unwrap_or(0);
    let after = (now + 1..owners.len()).chain(0..=now);
    let begins = |place: &usize| owners[*place].as_ref().is_some_and(|who| who.to_string().starts_with(letter.to_ascii_lowercase()));
    let Some(place) = after.into_iter().find(begins) else { return Vec::new() };
    let owner = owners[place].clone();
    if let Some(Popup::Filter(form)) = &mut state.popup {
        form.filter.assignee = owner;
    }
    changed(state)
}

pub fn field(state: &mut State, way: Way) -> Vec<Effect> {
    if let Some(Popup::Filter(form)) = &mut state.popup {
        form.focus = turn(&FilterField::ALL, form.focus, way);
        form.option = 0;
    }
    Vec::new()
}

/// The next option of several, or the next choice.
pub fn value(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &state.popup else { return Vec::new() };
    let owners = state.owners(form.filter.assignee.as_ref());
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    let filter = &mut form.filter;
    match form.focus {
        FilterField::Status | FilterField::Priority | FilterField::Category => {
            let places: Vec<usize> = (0..form.focus.options().len()).collect();
            form.option = turn(&places, form.option, way);
            return Vec::new();
        }
        FilterField::Assignee => {
            let places: Vec<usize> = (0..owners.len()).collect();
            let now = owners.iter().position(|owner| *owner == filter.assignee).unwrap_or(0);
            filter.assignee.clone_from(&owners[turn(&places, now, way)]);
        }
        FilterField::Created => filter.created = turn(&FilterForm::ages(filter.created), filter.created, way),
        FilterField::Updated => filter.updated = turn(&FilterForm::ages(filter.updated), filter.updated, way),
        FilterField::Requester => return Vec::new(),
    }
    changed(state)
}

/// Shows what the form finds.
pub fn apply(state: &mut State) -> Vec<Effect> {
    let Some(Popup::Filter(form)) = &mut state.popup else { return Vec::new() };
    let (text, query) = match form.query() {
        Ok(read) if form.problem.is_none() => read,
        Ok(_) => return Vec::new(),
        Err(problem) => {
            form.problem = Some(problem);
            return Vec::new();
        }
    };
    let from = match state.place {
        Place::View(index) | Place::Search { from: index, .. } => index,
    };
    let order = super::query(state).sort;
    state.popup = None;
    state.focus = Focus::Queue;
    // The form says whose tickets.
    state.mine = false;
    if order.key == SortKey::Waiting {
        say(state, format!("Now {}: no query can say \"{}\".", order_in_words(query.sort), order_in_words(order)));
    }
    go_to(state, Place::Search { text, query, from })
}

/// Keeps it as a view; Esc comes back here.
pub fn keep(state: &mut State) -> Vec<Effect> {
    match state.popup.take() {
        Some(Popup::Filter(form)) => match form.query() {
            Ok((text, _)) if form.problem.is_none() => keep::show(state, text, None, Some(Box::new(Popup::Filter(form)))),
            _ => state.popup = Some(Popup::Filter(form)),
        },
        other => state.popup = other,
    }
    Vec::new()
}
