//! The bytes of a terminal, cut and paused as the input says: nothing panics, nothing is held for ever, and no control comes out as
//! text.
#![no_main]

use barback::tui::keyboard::{Keyboard, Line};
use barback::tui::widget::Editor;
use crossterm::event::{Event, KeyCode};
use libfuzzer_sys::fuzz_target;

fn takes(editor: &mut Editor, events: Vec<Event>, has_brackets: bool) {
    for event in events {
        match event {
            Event::Key(key) => {
                assert!(!key.code.as_char().is_some_and(char::is_control), "{key:?}");
                if key.code != KeyCode::Enter {
                    editor.press(key);
                }
            }
            Event::Paste(text) => {
                // What stood in brackets is cleaned by the field it goes into.
                let is_clean = |letter: char| matches!(letter, '\r' | '\n' | '\t') || !letter.is_control();
                assert!(has_brackets || text.chars().all(is_clean), "{text:?}");
                let _ = editor.paste(&text);
            }
            _ => {}
        }
    }
}

// Each read is a byte that says how long it is, one that says how much later the next comes, and its bytes.
fuzz_target!(|input: &[u8]| {
    for line in [Line::Direct, Line::Remote] {
        let (mut keyboard, mut editor, mut now, mut rest) = (Keyboard::over(line), Editor::text(""), 0, input);
        // The beginning of a paste may come in pieces, the Esc of it long before.
        let mut has_brackets = false;
        let mut all = Vec::new();
        while let [length, pause, bytes @ ..] = rest {
            let (read, more) = bytes.split_at(bytes.len().min(usize::from(*length)));
            rest = more;
            all.extend_from_slice(read);
            has_brackets |= all.windows(5).any(|window| window == b"[200~");
            keyboard.read(read, now);
            if pause % 4 > 0 {
                takes(&mut editor, keyboard.typed(), has_brackets);
                now += i64::from(*pause) * 10;
                takes(&mut editor, keyboard.time_passed(now), has_brackets);
            }
        }
        takes(&mut editor, keyboard.typed(), has_brackets);
        for _ in 0..4 {
            let Some(due) = keyboard.wakes_at() else { break };
            takes(&mut editor, keyboard.time_passed(due), has_brackets);
        }
        assert_eq!(keyboard.wakes_at(), None, "what is held is given or let go");
        assert!(editor.value().chars().all(|letter| matches!(letter, '\n' | '\t') || !letter.is_control()), "{:?}", editor.value());
    }
});
