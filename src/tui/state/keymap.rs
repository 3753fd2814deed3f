//! Keys as people write them, and which command has which where somebody wants others than the table's.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
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

/// That a key with Alt does nothing. On a slow line Esc and any key arrive so, and neither may be lost in silence.
#[must_use]
pub fn not_with_alt(key: KeyEvent) -> String {
    let [with, without] = [key.modifiers | KeyModifiers::ALT, key.modifiers - KeyModifiers::ALT].map(|held| written(key.code, held));
    format!("{with} does nothing here; esc and {without} came as one key")
}

/// A key as [`read`] takes it: `alt-down`, `ctrl-alt-s`, `shift-left`. A capital letter says by itself that shift was held.
fn written(code: KeyCode, held: KeyModifiers) -> String {
    let has_shift = held.contains(KeyModifiers::SHIFT) && !matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
    let ways = [("ctrl-", held.contains(KeyModifiers::CONTROL)), ("alt-", held.contains(KeyModifiers::ALT)), ("shift-", has_shift)];
    let before: String = ways.into_iter().filter(|(_, is_held)| *is_held).map(|(way, _)| way).collect();
    let name = match code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(letter) => letter.to_string(),
        KeyCode::BackTab => "shift-tab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::PageUp => "pgup".to_owned(),
        KeyCode::PageDown => "pgdown".to_owned(),
        code => code.to_string().to_lowercase(),
    };
    format!("{before}{name}")
}

/// Why no terminal sends this key as it is written; `None` where one does.
#[must_use]
pub fn unsent(written: &str) -> Option<String> {
    if let Some((before, letter)) = written.split_once("shift-").filter(|(_, rest)| rest.chars().nth(1).is_none() && !rest.is_empty()) {
        let letter = if before.contains("ctrl-") { letter.to_lowercase() } else { letter.to_uppercase() };
        return Some(format!("it arrives as {before}{letter}"));
    }
    let (code, modifiers) = read(written)?;
    let (has_ctrl, has_alt) = (modifiers.contains(KeyModifiers::CONTROL), modifiers.contains(KeyModifiers::ALT));
    let alt = if has_alt { "alt-" } else { "" };
    if has_ctrl && let Some(arrives) = without_ctrl(code) {
        return Some(format!("it arrives as {alt}{arrives}"));
    }
    match code {
        KeyCode::Char('[' | 'O') if has_alt && !has_ctrl => Some("the sequences of other keys begin so".to_owned()),
        KeyCode::Esc if has_alt => Some("it arrives as esc, twice".to_owned()),
        _ => None,
    }
}

/// What a key with Ctrl arrives as, where that is another key: Ctrl takes the upper bits of a byte away, and of what has none
/// a terminal sends nothing but the key.
fn without_ctrl(code: KeyCode) -> Option<String> {
    let named = match code {
        KeyCode::Char('i') | KeyCode::Tab => "tab",
        KeyCode::Char('m') | KeyCode::Enter => "enter",
        KeyCode::Char('h' | '8' | '?') | KeyCode::Backspace => "backspace",
        KeyCode::Char('[' | '3') | KeyCode::Esc => "esc",
        KeyCode::Char('2' | '@') => "ctrl-space",
        KeyCode::Char('4') => "ctrl-\\",
        KeyCode::Char('5') => "ctrl-]",
        KeyCode::Char('6') => "ctrl-^",
        KeyCode::Char('7' | '/') => "ctrl-_",
        KeyCode::BackTab => "shift-tab",
        KeyCode::Char('a'..='z' | ' ' | '\\' | ']' | '^' | '_') => return None,
        KeyCode::Char(letter) => return Some(letter.to_string()),
        _ => return None,
    };
    Some(named.to_owned())
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
