//! The views as the file has them now.

use super::{ask_counts, complain, go_to, keep};
use crate::desk::ListedView;
use crate::tui::action::{ViewAction, ViewName};
use crate::tui::command::key_of;
use crate::tui::request::{Effect, Problem};
use crate::tui::state::{Focus, Place, State, View, arranged};

pub fn act(state: &mut State, action: ViewAction) -> Vec<Effect> {
    match action {
        ViewAction::GoTo(name) => called(state, &name),
        ViewAction::Keep => keep::open(state),
        ViewAction::Replace => keep::save(state),
        ViewAction::Forget(name) => keep::forget(state, name),
    }
}

/// Goes to a view of which it is known where it stands.
pub fn open(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(view) = state.views.get(index) else { return Vec::new() };
    if let Some(problem) = &view.problem {
        let words = format!("\"{}\" cannot be read any more: {problem}; {} removes it", view.title, key_of(state, "view.forget"));
        complain(state, words);
        return Vec::new();
    }
    state.sorted = None;
    go_to(state, Place::View(index))
}

/// Goes to a view by its name.
fn called(state: &mut State, name: &ViewName) -> Vec<Effect> {
    let Some(index) = state.views.iter().position(|view| view.is(name)) else { return Vec::new() };
    state.focus = Focus::Queue;
    open(state, index)
}

/// Takes the views in, as they are now. Whoever looks at one that changed sees it as it is; if it went, what it showed
/// stays as a search.
pub fn take(state: &mut State, answer: Result<Vec<ListedView>, Problem>) -> Vec<Effect> {
    let Ok(saved) = answer else { return Vec::new() };
    let mut views = arranged(state.me.role, &saved);
    for view in &mut views {
        let known = state.views.iter().find(|known| known.is(&view.name()) && known.query == view.query);
        view.count = known.and_then(|known| known.count);
    }
    if views == state.views {
        return Vec::new();
    }
    let before = std::mem::replace(&mut state.views, views);
    let now = moved(state, &before, &state.place);
    let back_to = state.search.as_ref().map(|bar| moved(state, &before, &bar.back_to));
    if let (Some(bar), Some(place)) = (&mut state.search, back_to) {
        bar.back_to = place;
    }
    let mut effects = vec![ask_counts(state)];
    let query = |views: &[View], place: &Place| match place {
        Place::View(index) => views.get(*index).map(|view| view.query.clone()).unwrap_or_default(),
        Place::Search { query, .. } => query.clone(),
    };
    let is_same = query(&before, &state.place) == query(&state.views, &now);
    if is_same {
        state.place = now;
    } else {
        effects.extend(go_to(state, now));
    }
    effects
}

/// Where a place is, now that the views stand elsewhere.
fn moved(state: &State, before: &[View], place: &Place) -> Place {
    let find = |index: usize| {
        let name = before.get(index)?.name();
        state.views.iter().position(|view| view.is(&name) && view.problem.is_none())
    };
    match place {
        Place::View(index) => find(*index).map_or_else(|| as_search(before.get(*index)), Place::View),
        Place::Search { text, query, from } => {
            Place::Search { text: text.clone(), query: query.clone(), from: find(*from).unwrap_or_default() }
        }
    }
}

fn as_search(gone: Option<&View>) -> Place {
    let (text, query) = gone.map(|view| (view.text.clone(), view.query.clone())).unwrap_or_default();
    Place::Search { text, query, from: 0 }
}
