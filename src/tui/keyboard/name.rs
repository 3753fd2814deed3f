//! What a whole sequence is called: the keys of xterm, rxvt, the Linux console, screen, tmux, kitty and `PuTTY`, and the mouse.
//! They are crossterm's names, since everything behind knows those.

use super::plain;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The key of a sequence, from its `[` or `O` on; `None` where it has no name here.
pub fn of(sequence: &[u8], has_alt: bool) -> Option<Event> {
    let (last, inner) = sequence.get(1..)?.split_last()?;
    let event = match (sequence[0], inner) {
        (b'O', _) => Event::Key(ss3(&numbers(inner)?, *last)?),
        (_, b"[") => Event::Key(plain(KeyCode::F(last.checked_sub(b'A')? + 1))),
        (_, [b'M', button, column]) => {
            let [button, column, row] = [*button, *column, *last].map(|byte| u32::from(byte - b' '));
            Event::Mouse(mouse(button, column, row, false)?)
        }
        (_, [b'<', inner @ ..]) => match numbers(inner)?.as_slice() {
            [button, column, row] if matches!(last, b'm' | b'M') => Event::Mouse(mouse(button[0], column[0], row[0], *last == b'm')?),
            _ => return None,
        },
        _ => match (numbers(inner)?.as_slice(), last) {
            ([button, column, row], b'M') => Event::Mouse(mouse(button[0].checked_sub(32)?, column[0], row[0], false)?),
            (numbers, last) => Event::Key(csi(numbers, *last)?),
        },
    };
    Some(match event {
        Event::Key(key) => Event::Key(with_alt(key, has_alt)),
        event => event,
    })
}

/// The key behind one more Esc. `ESC TAB`, which Shift and Tab send on the Linux console, is no exception: Esc and Tab look the same.
pub fn with_alt(mut key: KeyEvent, has_alt: bool) -> KeyEvent {
    key.modifiers.set(KeyModifiers::ALT, has_alt || key.modifiers.contains(KeyModifiers::ALT));
    key
}

/// A letter; a capital one says that shift was held.
pub fn letter(letter: char) -> KeyEvent {
    let modifiers = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(letter), modifiers)
}

/// A byte below the blank, or 0x7f.
pub fn control(byte: u8) -> KeyEvent {
    match byte {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        // Which of the two the Backspace key sends is a matter of the terminal's settings.
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0x1b => plain(KeyCode::Esc),
        0 => KeyEvent::new(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=0x1a => KeyEvent::new(KeyCode::Char(char::from(byte + b'a' - 1)), KeyModifiers::CONTROL),
        // ctrl-\ ctrl-] ctrl-^ ctrl-_
        _ => KeyEvent::new(KeyCode::Char(char::from(byte + b'@')), KeyModifiers::CONTROL),
    }
}

/// Numbers between semicolons, each with its parts between colons; what is left out is 0.
fn numbers(inner: &[u8]) -> Option<Vec<Vec<u32>>> {
    let text = std::str::from_utf8(inner).ok()?;
    let part = |part: &str| if part.is_empty() { Some(0) } else { part.parse().ok() };
    text.split(';').map(|number| number.split(':').map(part).collect()).collect()
}

/// Whether a sequence that begins with `O` may end so.
pub fn is_ss3(last: u8) -> bool {
    ss3(&[], last).is_some()
}

fn ss3(numbers: &[Vec<u32>], last: u8) -> Option<KeyEvent> {
    // A number there is says what was held: of old xterm and KDE.
    let held = numbers.last().map_or(KeyModifiers::NONE, |number| modifiers(number[0]));
    let code = match last {
        b'A'..=b'F' | b'H' | b'P'..=b'S' => with_a_letter(last)?,
        b'I' => KeyCode::Tab,
        b'M' => KeyCode::Enter,
        // rxvt's arrows with Ctrl.
        b'a'..=b'd' => return Some(KeyEvent::new(with_a_letter(last.to_ascii_uppercase())?, KeyModifiers::CONTROL)),
        // The number pad: a sign, which is no command, for whether it is a digit or a way is not said.
        b'X' => return Some(on_the_pad('=')),
        b'j'..=b'y' => return Some(on_the_pad(char::from(last - b'j' + b'*'))),
        _ => return None,
    };
    Some(KeyEvent::new(code, held))
}

fn on_the_pad(letter: char) -> KeyEvent {
    KeyEvent { state: KeyEventState::KEYPAD, ..plain(KeyCode::Char(letter)) }
}

fn with_a_letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        // The middle of the number pad; `G` on the Linux console.
        b'E' | b'G' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn csi(numbers: &[Vec<u32>], last: u8) -> Option<KeyEvent> {
    let number = |place: usize, part: usize| numbers.get(place).and_then(|number| number.get(part)).copied().unwrap_or(0);
    let (held, kind) = (modifiers(number(1, 0)), kind(number(1, 1)));
    let key = |code, more| Some(KeyEvent::new_with_kind(code, held | more, kind));
    match last {
        b'A'..=b'H' | b'P'..=b'S' => key(with_a_letter(last)?, KeyModifiers::NONE),
        b'Z' => key(KeyCode::BackTab, KeyModifiers::SHIFT),
        // rxvt's arrows with Shift.
        b'a'..=b'd' => key(with_a_letter(last.to_ascii_uppercase())?, KeyModifiers::SHIFT),
        b'~' if number(0, 0) == 27 && numbers.len() == 3 => key(with_a_code(number(2, 0))?, KeyModifiers::NONE).map(as_shifted),
        b'~' => key(numbered(number(0, 0))?, KeyModifiers::NONE),
        // rxvt's keys with Shift, Ctrl, and both.
        b'$' => key(numbered(number(0, 0))?, KeyModifiers::SHIFT),
        b'^' => key(numbered(number(0, 0))?, KeyModifiers::CONTROL),
        b'@' => key(numbered(number(0, 0))?, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
        b'u' => {
            let pad = pad_of_kitty(number(0, 0));
            if let Some(letter) = pad {
                return Some(KeyEvent { kind, ..on_the_pad(letter) });
            }
            // The letter that Shift makes of it, where the terminal says.
            let shifted = Some(number(0, 1)).filter(|code| *code > 0 && held.contains(KeyModifiers::SHIFT));
            key(with_a_code(shifted.unwrap_or(number(0, 0)))?, KeyModifiers::NONE).map(as_shifted)
        }
        _ => None,
    }
}

/// What is held, as one more than the sum of its bits.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let all = [KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL, KeyModifiers::SUPER, KeyModifiers::HYPER, KeyModifiers::META];
    all.into_iter().enumerate().filter(|(bit, _)| bits & (1 << bit) != 0).fold(KeyModifiers::NONE, |held, (_, one)| held | one)
}

fn kind(number: u32) -> KeyEventKind {
    match number {
        2 => KeyEventKind::Repeat,
        3 => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    }
}

fn numbered(number: u32) -> Option<KeyCode> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28..=29 => KeyCode::F(number - 13),
        31..=34 => KeyCode::F(number - 14),
        _ => return None,
    })
}

/// A key by its code point, or by kitty's number for it.
fn with_a_code(code: u32) -> Option<KeyCode> {
    Some(match code {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 | 57_414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        57_376..=57_398 => KeyCode::F(u8::try_from(code - 57_376).ok()? + 13),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        57_427 => KeyCode::KeypadBegin,
        // Kitty's other numbers: keys that do nothing here, among them those that are only held.
        57_344..=63_743 => return None,
        _ => KeyCode::Char(char::from_u32(code).filter(|letter| !letter.is_control())?),
    })
}

fn pad_of_kitty(code: u32) -> Option<char> {
    let place = usize::try_from(code.checked_sub(57_399)?).ok()?;
    "0123456789./*-+".chars().chain([' ', '=', ',']).nth(place).filter(|letter| *letter != ' ')
}

/// A letter with Shift is its capital; the Tab key has a name of its own then.
fn as_shifted(key: KeyEvent) -> KeyEvent {
    let code = match key.code {
        KeyCode::Char(letter) if key.modifiers.contains(KeyModifiers::SHIFT) && letter.is_ascii_lowercase() => {
            KeyCode::Char(letter.to_ascii_uppercase())
        }
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        code => code,
    };
    KeyEvent { code, ..key }
}

/// A button in bits (0 to 1 and 6 to 7 which one, 2 to 4 what is held, 5 whether it moves), and a place, counted from 1.
fn mouse(bits: u32, column: u32, row: u32, is_let_go: bool) -> Option<MouseEvent> {
    let (button, moves) = ((bits & 3) | ((bits & 0xc0) >> 4), bits & 32 != 0);
    let which = [MouseButton::Left, MouseButton::Middle, MouseButton::Right].get(usize::try_from(button).ok()?).copied();
    let kind = match (button, which, moves) {
        (_, Some(which), false) if is_let_go => MouseEventKind::Up(which),
        (_, Some(which), false) => MouseEventKind::Down(which),
        (_, Some(which), true) => MouseEventKind::Drag(which),
        (3, None, false) => MouseEventKind::Up(MouseButton::Left),
        (3..=5, None, true) => MouseEventKind::Moved,
        (4, None, false) => MouseEventKind::ScrollUp,
        (5, None, false) => MouseEventKind::ScrollDown,
        (6, None, false) => MouseEventKind::ScrollLeft,
        (7, None, false) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let place = |place: u32| u16::try_from(place.checked_sub(1)?).ok();
    // The same bits as elsewhere, three places further up.
    Some(MouseEvent { kind, column: place(column)?, row: place(row)?, modifiers: modifiers(((bits >> 2) & 7) + 1) })
}
