//! Tickets like the one being typed: asked for with every word, and gone on with instead.

use super::navigate::follow;
use super::{drafts, pull, write};
use crate::domain::Ticket;
use crate::domain::likeness::telling_words;
use crate::tui::action::Way;
use crate::tui::request::{Ask, Effect};
use crate::tui::state::{Focus, Form, FormKind, Popup, Similar, State};
use crate::tui::widget::Editor;

/// Asks when the words of the subject are others than before.
pub fn keep_up(state: &mut State) -> Vec<Effect> {
    let words = state.new_form().map(|form| telling_words(&state.subject_of(form))).unwrap_or_default();
    if words == state.similar.words {
        return Vec::new();
    }
    state.similar.words = words;
    ask(state)
}

/// Asks again by the same words. Without any there is nothing alike, and nothing that comes late is.
pub fn ask(state: &mut State) -> Vec<Effect> {
    state.turns.similar += 1;
    if state.similar.words.is_empty() {
        state.similar = Similar::default();
        return Vec::new();
    }
    let subject = state.similar.words.join(" ");
    vec![Effect::Ask(Ask::Similar { turn: state.turns.similar, subject })]
}

/// They came: the cursor stays on its ticket.
pub fn found(state: &mut State, tickets: Vec<Ticket>) -> Vec<Effect> {
    let selected = state.similar.selected().map(|ticket| ticket.number);
    state.similar.cursor = tickets.iter().position(|ticket| Some(ticket.number) == selected).unwrap_or(0);
    state.similar.tickets = tickets;
    Vec::new()
}

pub fn choose(state: &mut State, way: Way) -> Vec<Effect> {
    let last = state.similar.tickets.len().saturating_sub(1);
    state.similar.cursor = match way {
        Way::Next => (state.similar.cursor + 1).min(last),
        Way::Previous => state.similar.cursor.saturating_sub(1),
    };
    Vec::new()
}

/// A comment on the chosen one, with what was typed so far as its text. The form is kept as a draft.
pub fn comment_there(state: &mut State) -> Vec<Effect> {
    let Some(ticket) = state.similar.selected().cloned() else { return Vec::new() };
    let Some(text) = state.new_form().map(|form| words_of(state, form)) else { return Vec::new() };
    let Some(form) = state.popup.take() else { return Vec::new() };
    let mut effects = drafts::put_aside(state, form);
    pull::go_to(state, &ticket);
    // Reading it, the comment is on it alone, whatever is marked.
    state.focus = Focus::Ticket;
    effects.extend(follow(state));
    // A comment begun there before stays the draft it is: this is another.
    let now = state.steady;
    if write::begin(state, false)
        && let Some(Popup::Composer(composer)) = &mut state.popup
    {
        composer.editor = Editor::text(&text);
        composer.keeping.pasted(now);
    }
    effects
}

fn words_of(state: &State, form: &Form) -> String {
    let subject = state.subject_of(form);
    let description = match form.kind {
        FormKind::New => form.description.value(),
        FormKind::Capture | FormKind::Edit(_) => String::new(),
    };
    [subject, description].iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}
