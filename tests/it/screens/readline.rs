//! The keys of every shell work in every field, and a character is what people see as one.

use super::USUAL;
use crate::support::screen::{Bar, Screen};
use barback::tui::keys::read;
use barback::tui::state::Popup;
use barback::tui::widget::Editor;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn key(written: &str) -> KeyEvent {
    if let Some(rest) = written.strip_prefix("alt-") {
        let code = if rest == "backspace" { KeyCode::Backspace } else { read(rest).unwrap().0 };
        return KeyEvent::new(code, KeyModifiers::ALT);
    }
    let code = match written {
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        _ => {
            let (code, modifiers) = read(written).unwrap_or_else(|| panic!("{written} is a key"));
            return KeyEvent::new(code, modifiers);
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The text after these keys, the cursor as `|`; it begins where `|` stands.
fn after(text: &str, keys: &str) -> String {
    let at = text.find('|').unwrap();
    let before: Vec<&str> = text[..at].split('\n').collect();
    let mut editor = Editor::text(&text.replace('|', ""));
    editor.set_cursor((before.len() - 1, before.last().unwrap().chars().count()));
    for written in keys.split(' ') {
        editor.press(key(written));
    }
    let (row, column) = editor.cursor();
    let mut lines: Vec<String> = editor.value().split('\n').map(str::to_owned).collect();
    let byte = lines[row].char_indices().nth(column).map_or(lines[row].len(), |(byte, _)| byte);
    lines[row].insert(byte, '|');
    lines.join("\n")
}

#[test]
fn every_usual_key_does_what_it_does_in_a_shell() {
    let table = [
        ("one two|", "ctrl-a", "|one two"),
        ("|one two", "ctrl-e", "one two|"),
        ("one two|", "home", "|one two"),
        ("|one two", "end", "one two|"),
        ("one two|", "ctrl-b", "one tw|o"),
        ("|one two", "ctrl-f", "o|ne two"),
        ("one, two|", "alt-b", "one, |two"),
        ("one, |two", "alt-b", "|one, two"),
        ("|one, two", "alt-f", "one|, two"),
        ("one|, two", "alt-f", "one, two|"),
        ("one two|", "backspace", "one tw|"),
        ("one two|", "ctrl-h", "one tw|"),
        ("|one two", "ctrl-d", "|ne two"),
        ("|one two", "delete", "|ne two"),
        ("one two|", "ctrl-d", "one two|"),
        ("see scanner-2.|", "ctrl-w", "see |"),
        ("see scanner-2.|", "alt-backspace", "see scanner-|"),
        ("|one, two", "alt-d", "|, two"),
        ("one |two", "ctrl-u", "|two"),
        ("one |two", "ctrl-k", "one |"),
        ("one |two", "ctrl-k ctrl-a ctrl-y", "two|one "),
        ("one two|", "ctrl-w ctrl-a ctrl-y ctrl-y", "twotwo|one "),
        ("one|", "ctrl-w backspace ctrl-y", "one|"),
        ("one\ntwo|", "ctrl-p", "one|\ntwo"),
        ("one|\ntwo", "ctrl-n", "one\ntwo|"),
        ("one|\ntwo", "ctrl-k", "one|two"),
        ("one\n|two", "ctrl-u", "one\n|two"),
        ("one\n|two", "backspace", "one|two"),
        ("one|\ntwo", "ctrl-d", "one|two"),
        ("one\n|two", "ctrl-b", "one|\ntwo"),
        ("one|\ntwo", "ctrl-f", "one\n|two"),
        ("one\ntw|o", "alt-<", "|one\ntwo"),
        ("o|ne\ntwo", "alt->", "one\ntwo|"),
        ("one|two", "enter", "one\n|two"),
        ("one|two", "ctrl-j", "one\n|two"),
        ("one|", "ctrl-x", "one|"),
        ("one|", "alt-z", "one|"),
    ];
    for (before, keys, wanted) in table {
        assert_eq!(after(before, keys), wanted, "{before:?} {keys}");
    }
}

#[test]
fn a_character_made_of_several_goes_as_one() {
    for one in ["👨‍👩‍👧‍👦", "🇮🇪", "👍🏽", "e\u{301}", "한", "நி", "1\u{fe0f}\u{20e3}"] {
        assert_eq!(after(&format!("a{one}|"), "backspace"), "a|", "{one}");
        assert_eq!(after(&format!("|{one}a"), "delete"), "|a", "{one}");
        assert_eq!(after(&format!("a{one}|b"), "ctrl-b"), format!("a|{one}b"));
        assert_eq!(after(&format!("a|{one}b"), "right"), format!("a{one}|b"));
        let above = after(&format!("{one}\na|"), "up");
        assert!([format!("{one}|\na"), format!("|{one}\na")].contains(&above), "never inside one: {above}");
    }
    assert_eq!(after("🇮🇪🇩🇪|", "backspace"), "🇮🇪|", "of two flags one stays");
}

/// The field that has the keys, whichever it is.
fn field(screen: &Screen) -> String {
    let state = screen.state();
    match &state.popup {
        Some(Popup::Picker(picker)) => picker.filter.value(),
        Some(Popup::Composer(composer)) => composer.editor.value(),
        Some(Popup::Form(form)) => form.clone().editor().unwrap().value(),
        _ => state.search.as_ref().unwrap().editor.value(),
    }
}

#[test]
fn the_same_keys_in_every_field() {
    let bar = Bar::new();
    for open in ["/", "a", ":", "?", "c", "n", "t", "t tab", "t tab tab tab tab", "t tab tab tab tab tab", "e", "e tab"] {
        let mut screen = bar.screen("sam", USUAL);
        screen.keys(open).keys("ctrl-e ctrl-u").types("one two three");
        screen.keys("ctrl-w");
        assert_eq!(field(&screen), "one two ", "{open}");
        screen.keys("ctrl-a ctrl-d ctrl-f ctrl-k ctrl-y ctrl-b").types("!");
        assert_eq!(field(&screen), "ne two! ", "{open}");
        screen.keys("ctrl-e ctrl-h ctrl-h ctrl-u");
        assert_eq!(field(&screen), "", "{open}");
        screen.keys("ctrl-y");
        assert_eq!(field(&screen), "ne two", "{open}");
        screen.keys("ctrl-q y");
    }
}
