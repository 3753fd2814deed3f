//! The keys of every shell, in every field: what a key does to a text, and where words and characters end. Characters are
//! what people see as one: an emoji family is one.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Go(Way),
    /// Removes what is on the way; what more than a character takes is kept for [`Deed::Yank`].
    Cut(Way),
    /// Puts back what was cut last.
    Yank,
    Break,
    Tab,
    Type(char),
}

/// A way from the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Left,
    Right,
    WordLeft,
    WordRight,
    /// Back to the blank before, as shells cut words.
    Blank,
    Head,
    End,
    Up,
    Down,
    Top,
    Bottom,
}

/// What this key does in a field; `None` if nothing.
#[must_use]
pub fn deed(key: KeyEvent) -> Option<Deed> {
    let (ctrl, alt) = (key.modifiers.contains(KeyModifiers::CONTROL), key.modifiers.contains(KeyModifiers::ALT));
    if alt {
        return if ctrl { None } else { with_alt(key.code) };
    }
    let (go, cut) = (|way| Some(Deed::Go(way)), |way| Some(Deed::Cut(way)));
    match key.code {
        KeyCode::Char(letter) if ctrl => with_ctrl(letter),
        KeyCode::Char(letter) => Some(Deed::Type(letter)),
        KeyCode::Left => go(if ctrl { Way::WordLeft } else { Way::Left }),
        KeyCode::Right => go(if ctrl { Way::WordRight } else { Way::Right }),
        KeyCode::Home => go(if ctrl { Way::Top } else { Way::Head }),
        KeyCode::End => go(if ctrl { Way::Bottom } else { Way::End }),
        KeyCode::Up => go(Way::Up),
        KeyCode::Down => go(Way::Down),
        KeyCode::Backspace => cut(if ctrl { Way::WordLeft } else { Way::Left }),
        KeyCode::Delete => cut(if ctrl { Way::WordRight } else { Way::Right }),
        KeyCode::Enter => Some(Deed::Break),
        KeyCode::Tab => Some(Deed::Tab),
        _ => None,
    }
}

fn with_ctrl(letter: char) -> Option<Deed> {
    Some(match letter.to_ascii_lowercase() {
        'a' => Deed::Go(Way::Head),
        'e' => Deed::Go(Way::End),
        'b' => Deed::Go(Way::Left),
        'f' => Deed::Go(Way::Right),
        'p' => Deed::Go(Way::Up),
        'n' => Deed::Go(Way::Down),
        'h' => Deed::Cut(Way::Left),
        'd' => Deed::Cut(Way::Right),
        'w' => Deed::Cut(Way::Blank),
        'u' => Deed::Cut(Way::Head),
        'k' => Deed::Cut(Way::End),
        'y' => Deed::Yank,
        // What an unbracketed paste has at its line ends.
        'j' | 'm' => Deed::Break,
        _ => return None,
    })
}

/// Only what Alt has of its own. Any other key with Alt may be an Esc and that key, which a slow line brought together: it does
/// not do what it does without Alt.
fn with_alt(code: KeyCode) -> Option<Deed> {
    Some(match code {
        KeyCode::Char('b') | KeyCode::Left => Deed::Go(Way::WordLeft),
        KeyCode::Char('f') | KeyCode::Right => Deed::Go(Way::WordRight),
        KeyCode::Char('d') | KeyCode::Delete => Deed::Cut(Way::WordRight),
        KeyCode::Char('h') | KeyCode::Backspace => Deed::Cut(Way::WordLeft),
        KeyCode::Char('<') => Deed::Go(Way::Top),
        KeyCode::Char('>') => Deed::Go(Way::Bottom),
        _ => return None,
    })
}

/// Where a way within a line leads from `column`, both counted in `char`s; `None` where the line ends there.
pub(super) fn within(line: &str, column: usize, way: Way) -> Option<usize> {
    let ends = ends(line);
    let here = ends.iter().position(|(at, _)| *at >= column).unwrap_or(ends.len() - 1);
    let last = ends.len() - 1;
    // The kind of the character that ends at each place, going back, or begins there, going on.
    let back = |skip: &dyn Fn(Kind) -> bool, take: &dyn Fn(Kind) -> bool| {
        let mut at = here;
        while at > 0 && skip(ends[at].1) {
            at -= 1;
        }
        while at > 0 && take(ends[at].1) {
            at -= 1;
        }
        at
    };
    let to = match way {
        Way::Head => 0,
        Way::End => last,
        Way::Left if here > 0 => here - 1,
        Way::Right if here < last => here + 1,
        Way::WordLeft if here > 0 => back(&|kind| kind != Kind::Word, &|kind| kind == Kind::Word),
        Way::Blank if here > 0 => back(&|kind| kind == Kind::Blank, &|kind| kind != Kind::Blank),
        Way::WordRight if here < last => {
            let mut at = here;
            while at < last && ends[at + 1].1 != Kind::Word {
                at += 1;
            }
            while at < last && ends[at + 1].1 == Kind::Word {
                at += 1;
            }
            at
        }
        _ => return None,
    };
    Some(ends[to].0)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Blank,
    Sign,
}

/// Every place between two characters, counted in `char`s, with the kind of the character that ends there.
fn ends(line: &str) -> Vec<(usize, Kind)> {
    let mut at = 0;
    let mut places = vec![(0, Kind::Blank)];
    for character in line.graphemes(true) {
        at += character.chars().count();
        let kind = match character.chars().next() {
            Some(first) if first.is_alphanumeric() || first == '_' => Kind::Word,
            Some(first) if first.is_whitespace() => Kind::Blank,
            _ => Kind::Sign,
        };
        places.push((at, kind));
    }
    places
}
