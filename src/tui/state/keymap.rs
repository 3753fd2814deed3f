//! Keys as people write them, and which command has which where somebody wants others than the table's.

use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::HashMap;
use std::sync::Arc;

/// The commands that have other keys than the table gives them, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap(Arc<HashMap<&'static str, Vec<String>>>);

impl Keymap {
    /// Gives a command these keys instead of the table's; none leaves it without.
    pub fn give(&mut self, command: &'static str, keys: Vec<String>) {
        Arc::make_mut(&mut self.0).insert(command, keys);
    }

    /// The keys of a command, to which the table gives `usual`.
    #[must_use]
    pub fn keys<'a>(&'a self, command: &str, usual: &'a [&'a str]) -> Vec<&'a str> {
        self.0.get(command).map_or_else(|| usual.to_vec(), |keys| keys.iter().map(String::as_str).collect())
    }
}

/// A key as people write it: `a`, `G`, `ctrl-s`, `alt-b`, `f1`, `enter`, `shift-tab`.
#[must_use]
pub fn read(written: &str) -> Option<(KeyCode, KeyModifiers)> {
    if let Some(rest) = written.strip_prefix("ctrl-").filter(|rest| !rest.is_empty()) {
        // A terminal sends the same for both cases.
        let (code, modifiers) = read(&rest.to_lowercase())?;
        return Some((code, modifiers | KeyModifiers::CONTROL));
    }
    if let Some(rest) = written.strip_prefix("alt-").filter(|rest| !rest.is_empty()) {
        let (code, modifiers) = read(rest)?;
        return Some((code, modifiers | KeyModifiers::ALT));
    }
    let code = match written {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "comma" => KeyCode::Char(','),
        "semicolon" => KeyCode::Char(';'),
        "backspace" => KeyCode::Backspace,
        "insert" => KeyCode::Insert,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdown" => KeyCode::PageDown,
        _ => return letter(written).or_else(|| function(written)).map(|code| (code, KeyModifiers::NONE)),
    };
    Some((code, KeyModifiers::NONE))
}

fn letter(written: &str) -> Option<KeyCode> {
    let mut letters = written.chars();
    letters.next().filter(|_| letters.next().is_none()).map(KeyCode::Char)
}

/// `f1` to `f12`.
fn function(written: &str) -> Option<KeyCode> {
    let number = written.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(KeyCode::F(number))
}
