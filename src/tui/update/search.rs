//! The search bar: results as one types, and where a query that cannot be read is wrong.

use super::{complain, complete, go_to, say};
use crate::domain::query::{Query, is_begun, remarks};
use crate::tui::request::Effect;
use crate::tui::state::{Focus, Offer, Place, SearchBar, State};
use crate::tui::widget::Editor;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub fn open(state: &mut State) -> Vec<Effect> {
    let text = match &state.place {
        Place::Search { text, .. } => text.clone(),
        Place::View(_) => String::new(),
    };
    state.focus = Focus::Queue;
    let (is_last, back_to) = (!text.is_empty(), state.place.clone());
    state.search = Some(SearchBar { editor: Editor::line(&text), error: None, remark: None, offer: Offer::default(), is_last, back_to });
    complete::offer(state)
}

pub fn typed(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(bar) = &mut state.search else { return Vec::new() };
    let writes = matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    if std::mem::take(&mut bar.is_last) && writes {
        bar.editor = Editor::line("");
    }
    let mut effects = if bar.editor.press(key) { changed(state) } else { Vec::new() };
    effects.extend(complete::offer(state));
    effects
}

pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(bar) = &mut state.search else { return Vec::new() };
    if std::mem::take(&mut bar.is_last) {
        bar.editor = Editor::line("");
    }
    let notice = bar.editor.paste(text);
    let mut effects = changed(state);
    if let Some(notice) = notice {
        say(state, notice);
    }
    effects.extend(complete::offer(state));
    effects
}

/// Shows what the query finds, or while it cannot be read leaves the list as it is.
pub fn changed(state: &mut State) -> Vec<Effect> {
    let reader = state.me.role.into();
    let from = match state.place {
        Place::View(index) | Place::Search { from: index, .. } => index,
    };
    let Some(bar) = &mut state.search else { return Vec::new() };
    let text = bar.editor.value();
    bar.remark = remarks(&text, reader);
    // A sign or a quote alone asks for nothing yet, and is no mistake.
    let read = if is_begun(&text) { Ok(Query::default()) } else { Query::parse(&text, reader) };
    match read {
        Ok(query) => {
            bar.error = None;
            go_to(state, Place::Search { text, query, from })
        }
        Err(error) => {
            bar.error = Some(error);
            Vec::new()
        }
    }
}

/// Keeps what was found. A number alone goes to its ticket.
pub fn take(state: &mut State) -> Vec<Effect> {
    let Some(bar) = state.search.take() else { return Vec::new() };
    if let Some(error) = bar.error {
        complain(state, error.to_string());
        state.search = Some(SearchBar { error: Some(error), ..bar });
        return Vec::new();
    }
    if is_begun(&bar.editor.value()) {
        return go_to(state, bar.back_to);
    }
    if let Some(remark) = bar.remark {
        say(state, remark);
    }
    if let Place::Search { query, .. } = &state.place
        && query.number().is_some()
    {
        state.focus = Focus::Ticket;
    }
    Vec::new()
}

pub fn leave(state: &mut State) -> Vec<Effect> {
    let Some(bar) = state.search.take() else { return Vec::new() };
    if state.place == bar.back_to { Vec::new() } else { go_to(state, bar.back_to) }
}
