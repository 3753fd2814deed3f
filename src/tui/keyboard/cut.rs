//! Where one key ends and the next begins in the bytes of a terminal: its grammar, without any meaning. A sequence is never
//! taken apart into letters, whether its name is known or not.

use super::{name, plain};
use crossterm::event::{KeyCode, KeyEvent};

pub const ESC: u8 = 0x1b;

/// No sequence is longer, in bytes; a reply may be.
const LONGEST: usize = 64;
/// No reply is longer, in bytes.
const LONGEST_REPLY: usize = 4_096;

/// What the bytes begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// A piece of so many bytes.
    Whole(Piece, usize),
    /// Nothing, or half of something.
    Open,
    /// Only Esc: each is the key, unless something follows.
    Escapes,
    /// An Esc and a letter that may begin a reply: the letter with Alt, unless something follows.
    Alt(KeyEvent),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Key {
        key: KeyEvent,
        has_alt: bool,
    },
    /// `ESC [ …` or `ESC O …`, behind one more Esc where Alt is held.
    Sequence {
        has_alt: bool,
    },
    PasteBegins,
    /// A sequence that broke off, or no text: what follows may be the rest of it.
    Broken,
    /// A reply to somebody else's question.
    Reply,
}

/// What these bytes begin with.
pub fn cut(bytes: &[u8]) -> Cut {
    let escapes = bytes.iter().take_while(|byte| **byte == ESC).count();
    match (escapes, &bytes[escapes..]) {
        (0, []) => Cut::Open,
        (0, rest) => letter(rest, false),
        (_, []) => Cut::Escapes,
        (1, [b'[' | b'O', ..]) => sequence(&bytes[1..], false),
        (2, [b'[' | b'O', ..]) => sequence(&bytes[2..], true),
        (1, rest) => behind_escape(rest),
        _ => Cut::Whole(Piece::Key { key: plain(KeyCode::Esc), has_alt: false }, 1),
    }
}

/// A key that is no sequence. `rest` does not begin with an Esc.
fn letter(rest: &[u8], has_alt: bool) -> Cut {
    let before = usize::from(has_alt);
    let key = |key, length| Cut::Whole(Piece::Key { key, has_alt }, before + length);
    let first = rest[0];
    if first < b' ' || first == 0x7f {
        return key(name::control(first), 1);
    }
    let some = &rest[..rest.len().min(4)];
    let valid = match std::str::from_utf8(some) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&some[..error.valid_up_to()]).unwrap_or_default(),
        Err(error) => return error.error_len().map_or(Cut::Open, |length| Cut::Whole(Piece::Broken, before + length)),
    };
    match valid.chars().next() {
        // A sign of the eight-bit controls is no text.
        Some(letter) if letter.is_control() => Cut::Whole(Piece::Broken, before + letter.len_utf8()),
        Some(letter) => key(name::letter(letter), letter.len_utf8()),
        None => Cut::Whole(Piece::Broken, before + 1),
    }
}

/// A letter with Alt; or a terminal's reply to a question that a program before this one asked, which is nobody's to type.
fn behind_escape(rest: &[u8]) -> Cut {
    let is_reply = |next: u8| match rest[0] {
        b']' => next.is_ascii_digit(),
        b'P' => next.is_ascii_digit() || matches!(next, b'>' | b'!' | b'$'),
        b'_' => next == b'G',
        _ => false,
    };
    match rest {
        [first @ (b']' | b'P' | b'_')] => Cut::Alt(name::letter(char::from(*first))),
        [b']' | b'P' | b'_', next, ..] if is_reply(*next) => reply(rest),
        _ => letter(rest, true),
    }
}

/// As far as BEL, or `ESC \`.
fn reply(rest: &[u8]) -> Cut {
    for (place, byte) in rest.iter().enumerate().take(LONGEST_REPLY) {
        match (byte, rest.get(place + 1)) {
            (0x07, _) => return Cut::Whole(Piece::Reply, place + 2),
            (&ESC, None) => return Cut::Open,
            (&ESC, Some(b'\\')) => return Cut::Whole(Piece::Reply, place + 3),
            // Another key: the reply broke off.
            (&ESC, Some(_)) => return Cut::Whole(Piece::Broken, place + 1),
            _ => {}
        }
    }
    if rest.len() < LONGEST_REPLY { Cut::Open } else { Cut::Whole(Piece::Broken, LONGEST_REPLY) }
}

/// `[…` or `O…`, behind its Esc.
fn sequence(rest: &[u8], has_alt: bool) -> Cut {
    let before = if has_alt { 2 } else { 1 };
    let whole = |length: usize| Cut::Whole(Piece::Sequence { has_alt }, before + length);
    let broken = |length: usize| Cut::Whole(Piece::Broken, before + length);
    match rest {
        // F1 to F5 of the Linux console.
        [b'[', b'['] => return Cut::Open,
        [b'[', b'[', b'A'..=b'E', ..] => return whole(3),
        [b'[', b'[', ..] => return broken(2),
        // A mouse that says where it is in three bytes.
        [b'[', b'M', place @ ..] => {
            return match place.iter().take(3).position(|byte| *byte < b' ') {
                Some(wrong) => broken(2 + wrong),
                None if place.len() < 3 => Cut::Open,
                None => whole(5),
            };
        }
        _ => {}
    }
    let is_csi = rest[0] == b'[';
    for (place, byte) in rest.iter().enumerate().skip(1).take(LONGEST) {
        match byte {
            // rxvt's keys with Shift: elsewhere a `$` ends nothing.
            b'$' if is_csi && place > 1 && rest[1..place].iter().all(u8::is_ascii_digit) => return whole(place + 1),
            b'0'..=b'9' | b';' => {}
            b' '..=b'?' if is_csi => {}
            b'@'..=b'~' if !is_csi => return if name::is_ss3(*byte) { whole(place + 1) } else { broken(place) },
            b'@'..=b'~' if rest[1..place] == *b"200" && *byte == b'~' => return Cut::Whole(Piece::PasteBegins, before + place + 1),
            b'@'..=b'~' => return whole(place + 1),
            _ => return broken(place),
        }
    }
    if rest.len() <= LONGEST { Cut::Open } else { broken(LONGEST) }
}
