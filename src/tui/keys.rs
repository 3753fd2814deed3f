//! From a key press to the command it means here, and on to an action.

use super::action::Action;
use super::command::{COMMANDS, Command, on_a_choice, ready_in};
pub use super::state::read;
use super::state::{Popup, Scope, State, not_with_alt};
use crossterm::event::{KeyCode, KeyEvent, KeyEventState, KeyModifiers};

/// What this key does now; `None` if nothing.
#[must_use]
pub fn action_for(state: &State, key: KeyEvent) -> Option<Action> {
    let scope = state.scope();
    let with_alt = || key.modifiers.contains(KeyModifiers::ALT).then(|| Action::Cannot(not_with_alt(key)));
    if is_on_the_pad(key) {
        return scope.takes_text().then_some(Action::Typed(key)).or_else(with_alt);
    }
    let mut ready = ready_in(state, scope).chain(ready_in(state, Scope::Everywhere));
    if let Some(command) = ready.find(|command| means(state, command, key)) {
        return Some((command.action)());
    }
    let unready = COMMANDS.iter().find(|command| command.scope == scope && means(state, command, key));
    if !scope.takes_text() {
        return unready.map(|command| Action::Unavailable(command.name)).or_else(with_alt);
    }
    if unready.is_some() && !types(key) {
        return None;
    }
    if let (Some(Popup::Picker(picker)), KeyCode::Char(letter)) = (&state.popup, key.code)
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        && let Some(action) = picker.with_key(letter)
    {
        return Some(action);
    }
    Some(Action::Typed(key))
}

/// What a letter chooses at once here is called, in all its words; `None` where it chooses nothing.
#[must_use]
pub fn chosen_by(state: &State, key: KeyEvent) -> Option<String> {
    let letter = key.code.as_char().filter(|_| (key.modifiers - KeyModifiers::SHIFT).is_empty())?;
    match &state.popup {
        Some(Popup::Picker(picker)) => picker.item_with_key(letter).map(|item| format!("{} {}", item.title, item.aside)),
        Some(Popup::Question(_) | Popup::Refused(_)) => {
            let command = ready_in(state, state.scope()).find(|command| means(state, command, key))?;
            match (command.action)() {
                Action::Pick | Action::OthersOnly => Some(format!("yes {}", command.hint.unwrap_or_default())),
                Action::Back | Action::Decline => Some(format!("no {}", command.hint.unwrap_or_default())),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether what is typed now is text, and no value that a letter picks.
#[must_use]
pub fn takes_text_now(state: &State) -> bool {
    state.scope().takes_text() && !on_a_choice(state)
}

/// A sign of the number pad that came as a sequence: it is typed, and is never a command, since the same bytes are ways, too.
fn is_on_the_pad(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && key.state.contains(KeyEventState::KEYPAD)
}

/// Whether the key writes, or moves in what is written: then it may do so where its command cannot be done.
fn types(key: KeyEvent) -> bool {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return matches!(key.code, KeyCode::Char('n' | 'p'));
    }
    matches!(key.code, KeyCode::Char(_) | KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down)
}

fn means(state: &State, command: &Command, key: KeyEvent) -> bool {
    command.keys_in(state).iter().any(|written| read(written) == Some(plain(key)))
}

/// Code and the modifiers that count: a capital letter says by itself that shift was held.
fn plain(key: KeyEvent) -> (KeyCode, KeyModifiers) {
    match key.code {
        KeyCode::Char(_) | KeyCode::BackTab => (key.code, key.modifiers - KeyModifiers::SHIFT),
        _ => (key.code, key.modifiers),
    }
}
