//! A paste that the terminal does not bracket comes as keys, faster than hands: it is told apart from typing, and is text.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::HashSet;

/// So many keys hands may be ahead of a slow line: one read that holds more, and a line end, was pasted.
const AHEAD: usize = 4;
/// So many letters of so many kinds in one read nobody typed ahead, or got by holding keys down.
const FLOOD: (usize, usize) = (12, 5);

/// So many of the last keys tell whether a paste is still going on.
const RECENT: usize = 64;

/// Tells pastes from typing, at one terminal.
#[derive(Debug, Default)]
pub struct Pastes {
    /// It bracketed one: then it brackets all, and what comes as keys was typed, however much a slow line held up.
    are_bracketed: bool,
}

impl Pastes {
    /// What one read of the terminal gave, each run of keys that no hands typed as one paste.
    pub fn told_apart(&mut self, read: Vec<Event>) -> Vec<Event> {
        self.are_bracketed |= read.iter().any(|event| matches!(event, Event::Paste(_)));
        if self.are_bracketed {
            return read;
        }
        let (mut told, mut run) = (Vec::new(), Vec::new());
        for event in read {
            match letter(&event) {
                Some(letter) => run.push((letter, event)),
                None if is_release(&event) => {}
                None => {
                    told.extend(as_one(std::mem::take(&mut run)));
                    told.push(event);
                }
            }
        }
        told.extend(as_one(run));
        told
    }

    /// Whether what came so far ends in a paste, so that more of it may be on its way.
    #[must_use]
    pub fn goes_on(&self, read: &[Event]) -> bool {
        let letters: Vec<char> = read.iter().rev().map_while(letter).take(RECENT).collect();
        !self.are_bracketed && is_pasted(&letters)
    }
}

fn as_one(run: Vec<(char, Event)>) -> Vec<Event> {
    let letters: Vec<char> = run.iter().map(|(letter, _)| *letter).collect();
    if is_pasted(&letters) {
        return vec![Event::Paste(letters.into_iter().collect())];
    }
    run.into_iter().map(|(_, event)| event).collect()
}

fn is_pasted(letters: &[char]) -> bool {
    let ends = letters.iter().filter(|letter| matches!(letter, '\r' | '\n')).count();
    let kinds = letters.iter().collect::<HashSet<_>>().len();
    (ends >= 1 && letters.len() > AHEAD) || (ends >= 2 && letters.len() > 2) || (letters.len() >= FLOOD.0 && kinds >= FLOOD.1)
}

/// What a key writes, if it only writes. A newline in raw mode reads as ctrl-j.
pub(super) fn letter(event: &Event) -> Option<char> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else { return None };
    match (code, *modifiers - KeyModifiers::SHIFT) {
        (KeyCode::Char('j'), KeyModifiers::CONTROL) => Some('\n'),
        (KeyCode::Char(letter), KeyModifiers::NONE) => Some(*letter),
        (KeyCode::Enter, KeyModifiers::NONE) => Some('\r'),
        (KeyCode::Tab, KeyModifiers::NONE) => Some('\t'),
        _ => None,
    }
}

fn is_release(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { kind: KeyEventKind::Release, .. }))
}
