//! From a key press to the command it means here, and on to an action.

use super::action::Action;
use super::command::{COMMANDS, Command, ready_in};
use super::state::{Popup, Scope, State};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What this key does now; `None` if nothing.
#[must_use]
pub fn action_for(state: &State, key: KeyEvent) -> Option<Action> {
    let scope = state.scope();
    let mut ready = ready_in(state, scope).chain(ready_in(state, Scope::Everywhere));
    if let Some(command) = ready.find(|command| means(command, key)) {
        return Some((command.action)());
    }
    let unready = COMMANDS.iter().find(|command| command.scope == scope && means(command, key));
    if !scope.takes_text() {
        return unready.map(|command| Action::Unavailable(command.name));
    }
    if unready.is_some() && !types(key) {
        return None;
    }
    if let (Some(Popup::Picker(picker)), KeyCode::Char(letter)) = (&state.popup, key.code)
        && let Some(action) = picker.with_key(letter)
    {
        return Some(action);
    }
    Some(Action::Typed(key))
}

/// Whether the key writes, or moves in what is written: then it may do so where its command cannot be done.
fn types(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_) | KeyCode::Left | KeyCode::Right) && !key.modifiers.contains(KeyModifiers::CONTROL)
}

fn means(command: &Command, key: KeyEvent) -> bool {
    command.keys.iter().any(|written| read(written) == Some(plain(key)))
}

/// Code and the modifiers that count: a capital letter says by itself that shift was held.
fn plain(key: KeyEvent) -> (KeyCode, KeyModifiers) {
    match key.code {
        KeyCode::Char(_) | KeyCode::BackTab => (key.code, key.modifiers - KeyModifiers::SHIFT),
        _ => (key.code, key.modifiers),
    }
}

/// A key as people write it: `a`, `G`, `ctrl-s`, `enter`, `shift-tab`.
#[must_use]
pub fn read(written: &str) -> Option<(KeyCode, KeyModifiers)> {
    if let Some(letter) = written.strip_prefix("ctrl-") {
        return Some((KeyCode::Char(letter.chars().next()?), KeyModifiers::CONTROL));
    }
    let code = match written {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdown" => KeyCode::PageDown,
        letter => {
            let mut letters = letter.chars();
            return letters.next().filter(|_| letters.next().is_none()).map(|letter| (KeyCode::Char(letter), KeyModifiers::NONE));
        }
    };
    Some((code, KeyModifiers::NONE))
}
