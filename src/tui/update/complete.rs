//! Completing what is typed into the search bar.

use super::search;
use crate::domain::query::complete;
use crate::domain::words::{have, phrase};
use crate::domain::{Among, User};
use crate::tui::action::Way;
use crate::tui::request::{Ask, Effect};
use crate::tui::state::{Offer, Popup, State};
use crate::tui::widget::Editor;

/// Offers what may stand where the cursor is. People are asked for if the screen does not know them.
pub fn offer(state: &mut State) -> Vec<Effect> {
    let Some(bar) = &mut state.search else { return Vec::new() };
    let typed = bar.editor.value();
    let mut completion = complete(&typed, bar.editor.cursor().1, state.me.role.into());
    let mut effects = Vec::new();
    if let Some(people) = completion.people.clone() {
        if people.staff_only {
            let begun = phrase(&people.prefix, true).words;
            let members = state.staff.iter().map(|member| &member.user);
            let fits = members.filter(|user| user.login.as_str().starts_with(&people.prefix) || is_called(user, &begun));
            completion.add_people(fits.map(|user| (user.login.to_string(), user.name.clone())));
        } else {
            state.turns.people += 1;
            effects.push(Effect::Ask(Ask::People { turn: state.turns.people, prefix: people.prefix, among: Among::Everybody }));
        }
    }
    bar.offer = Offer { typed, completion, chosen: None };
    effects
}

/// Whether somebody's name or address has these words, the last one begun.
fn is_called(user: &User, begun: &[String]) -> bool {
    [Some(&user.name), user.email.as_ref()].into_iter().flatten().any(|text| have(text, begun, true))
}

/// Takes the next candidate in, or the one before. A field that was the only one to choose goes on to its values.
pub fn step(state: &mut State, way: Way) -> Vec<Effect> {
    let Some(bar) = &mut state.search else { return Vec::new() };
    let offer = &mut bar.offer;
    let many = offer.completion.candidates.len();
    if many == 0 {
        return Vec::new();
    }
    let chosen = match (offer.chosen, way) {
        (None, Way::Next) => 0,
        (None, Way::Previous) => many - 1,
        (Some(now), Way::Next) => (now + 1) % many,
        (Some(now), Way::Previous) => (now + many - 1) % many,
    };
    offer.chosen = Some(chosen);
    let (text, cursor) = offer.completion.apply(&offer.typed, &offer.completion.candidates[chosen].text);
    bar.editor = Editor::line_at(&text, cursor);
    let mut effects = search::changed(state);
    if many == 1 {
        effects.extend(self::offer(state));
    }
    effects
}

/// People the file knows, for the form or the search bar that asked.
pub fn people(state: &mut State, people: Vec<(String, String)>) {
    if let Some(Popup::Filter(form)) = &mut state.popup {
        form.people = people;
    } else if state.new_form().is_some() {
        state.known.people = Some(people);
    } else if let Some(bar) = &mut state.search
        && bar.offer.chosen.is_none()
        && bar.offer.completion.people.as_ref().is_some_and(|people| !people.staff_only)
    {
        bar.offer.completion.add_people(people);
    }
}
