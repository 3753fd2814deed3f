//! The keyboard: bytes of the terminal in, keys out, however the line cut them. crossterm takes an Esc at the end of a read
//! for the Esc key, and what follows for letters; here an Esc waits for what belongs to it, and letters that came with one
//! are text and never commands. docs/adr/0020 says why. No thread and no clock: the caller gives the bytes and the time.

mod cut;
mod name;

use super::paste::{self, Pastes};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use cut::{Cut, ESC, Piece, cut};

/// How long a bare Esc waits for the rest of a sequence, in milliseconds: where the terminal is on this machine, the kernel
/// hands on whole what it wrote at once, and 40 ms are not felt.
const DIRECT: i64 = 40;
/// The same behind a network, which may cut anywhere: phones and bad lines deliver the pieces up to 150 ms apart.
const REMOTE: i64 = 200;
/// How long the rest of a sequence is waited for that has begun with more than an Esc, and how long behind an Esc key a tail
/// that is even later is taken for one, in milliseconds.
const REST: i64 = 1_000;
/// How long the rest of a bracketed paste is waited for, in milliseconds: where its end never comes, the keys are free again.
const REST_OF_A_PASTE: i64 = 2_000;
/// So many bytes of a bracketed paste are held; a longer one is given in pieces.
const HELD: usize = 1 << 20;
/// What a terminal puts behind a bracketed paste.
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// How these end that are believed when they come without their Esc: arrows, Home, End, F1 to F4.
const TAILS: &[u8] = b"ABCDFHPQRS";

/// The way from the terminal to the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// The terminal is on this machine.
    #[default]
    Direct,
    /// Over ssh, or another network.
    Remote,
}

impl Line {
    /// How long a bare Esc waits, in milliseconds.
    #[must_use]
    pub fn patience(self) -> i64 {
        match self {
            Self::Direct => DIRECT,
            Self::Remote => REMOTE,
        }
    }
}

/// The keyboard of one terminal.
#[derive(Debug, Default)]
pub struct Keyboard {
    line: Line,
    pastes: Pastes,
    /// What is not whole yet.
    bytes: Vec<u8>,
    /// When the last of them came, by the steady clock.
    came_at: i64,
    /// The bytes begin with an Esc that was given as a key already.
    is_late: bool,
    /// Until when `[` and `O` may be the tail of a sequence whose Esc was given as a key.
    late_until: Option<i64>,
    /// The bracketed paste that is coming in, and how much of it was looked through for its end.
    paste: Option<(Vec<u8>, usize)>,
    /// The keys of the read that is going on.
    keys: Vec<Event>,
    /// From which of them on letters are text.
    text_from: Option<usize>,
}

impl Keyboard {
    /// Over this line.
    #[must_use]
    pub fn over(line: Line) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes bytes in that came at `now`. Several calls before [`Self::typed`] are one read.
    pub fn read(&mut self, bytes: &[u8], now: i64) {
        let is_late = self.late_until.take().is_some_and(|until| now <= until) && self.bytes.is_empty();
        match bytes {
            [b'[', ..] if is_late => self.is_late = true,
            // It begins many a word: it takes the rest of a sequence beside it.
            [b'O', last, ..] if is_late && TAILS.contains(last) => self.is_late = true,
            [b'O', ..] if is_late => self.letters_are_text(),
            _ => {}
        }
        if self.is_late && self.bytes.is_empty() {
            self.bytes.push(ESC);
        }
        self.came_at = now;
        self.take(bytes);
    }

    fn take(&mut self, bytes: &[u8]) {
        let Some((paste, looked)) = &mut self.paste else {
            self.bytes.extend_from_slice(bytes);
            return self.cut_up();
        };
        paste.extend_from_slice(bytes);
        let end = paste[*looked..].windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS).map(|place| *looked + place);
        *looked = (paste.len() + 1).saturating_sub(PASTE_ENDS.len());
        if let Some(end) = end {
            let rest = paste.split_off(end + PASTE_ENDS.len());
            let text = String::from_utf8_lossy(&paste[..end]).into_owned();
            self.keys.push(Event::Paste(text));
            self.paste = None;
            self.take(&rest);
        } else if paste.len() > HELD {
            let rest = paste.split_off(end_of_letters(paste, paste.len() - PASTE_ENDS.len() + 1));
            let text = std::mem::replace(paste, rest);
            *looked = 0;
            self.keys.push(Event::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
    }

    fn cut_up(&mut self) {
        while let Cut::Whole(piece, length) = cut(&self.bytes) {
            let rest = self.bytes.split_off(length);
            let whole = std::mem::replace(&mut self.bytes, rest);
            match piece {
                _ if std::mem::take(&mut self.is_late) && piece != Piece::PasteBegins => self.tail(piece, &whole),
                Piece::PasteBegins => {
                    self.paste = Some((Vec::new(), 0));
                    let rest = std::mem::take(&mut self.bytes);
                    return self.take(&rest);
                }
                // The end of a paste whose beginning was given, or lost: what came with it is text.
                Piece::Sequence { .. } if whole == PASTE_ENDS => self.text_from = Some(0),
                Piece::Sequence { has_alt } => self.keys.extend(name::of(&whole[usize::from(has_alt) + 1..], has_alt)),
                Piece::Key { key, has_alt } => {
                    self.keys.push(Event::Key(name::with_alt(key, has_alt)));
                    if has_alt || key.code == KeyCode::Esc {
                        self.text_from.get_or_insert(self.keys.len());
                    }
                }
                Piece::Broken => self.letters_are_text(),
                Piece::Reply => {}
            }
        }
    }

    /// What came behind an Esc that was given as a key: a sequence is nothing by now, anything else is text.
    fn tail(&mut self, piece: Piece, whole: &[u8]) {
        self.letters_are_text();
        let is_known = matches!(piece, Piece::Sequence { .. }) && name::of(&whole[1..], false).is_some();
        if !is_known {
            self.keys.extend(text_of(&whole[1..]).chars().map(|letter| Event::Key(name::letter(letter))));
        }
    }

    fn letters_are_text(&mut self) {
        self.text_from.get_or_insert(self.keys.len());
    }

    /// Whether more of the same read may be on its way: the rest of an unbracketed paste, whose end alone would look like keys.
    #[must_use]
    pub fn is_pasting(&self) -> bool {
        self.pastes.goes_on(&self.keys)
    }

    /// Whether the read is to end here: a piece of a paste is whole that is too long to be held.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.paste.is_some() && matches!(self.keys.last(), Some(Event::Paste(_)))
    }

    /// The keys of the read, which ends here.
    pub fn typed(&mut self) -> Vec<Event> {
        let mut keys = std::mem::take(&mut self.keys);
        let text = self.text_from.take().map_or_else(Vec::new, |from| keys.split_off(from));
        let mut events = self.pastes.told_apart(keys);
        let mut run = String::new();
        for event in self.pastes.told_apart(text) {
            match paste::letter(&event) {
                Some(letter) if !letter.is_control() => run.push(letter),
                _ => {
                    events.extend(as_text(&mut run));
                    events.push(event);
                }
            }
        }
        events.extend(as_text(&mut run));
        events
    }

    /// When what is held is to be given or let go, if nothing comes before, by the steady clock.
    #[must_use]
    pub fn wakes_at(&self) -> Option<i64> {
        if self.paste.is_some() {
            return Some(self.came_at + REST_OF_A_PASTE);
        }
        let patience = match cut(&self.bytes) {
            Cut::Open if self.bytes.is_empty() => return None,
            Cut::Open if !self.is_late => REST,
            _ => self.line.patience(),
        };
        Some(self.came_at + patience)
    }

    /// Nothing came until `now`: an Esc that nothing belongs to is the key, half a sequence is nothing, and a paste without an
    /// end is what came of it.
    pub fn time_passed(&mut self, now: i64) -> Vec<Event> {
        if self.wakes_at().is_none_or(|due| due > now) {
            return Vec::new();
        }
        if let Some((paste, _)) = self.paste.take() {
            // What comes later of it stands in no brackets.
            self.pastes = Pastes::default();
            return as_text(&mut String::from_utf8_lossy(without_half_an_end(&paste)).into_owned()).into_iter().collect();
        }
        let bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.is_late) {
            let mut text = text_of(&bytes[1..]);
            return as_text(&mut text).into_iter().collect();
        }
        match cut(&bytes) {
            Cut::Escapes => {
                self.late_until = Some(now + REST);
                bytes.iter().map(|_| Event::Key(KeyCode::Esc.into())).collect()
            }
            Cut::Alt(key) => vec![Event::Key(name::with_alt(key, true))],
            Cut::Open | Cut::Whole(..) => Vec::new(),
        }
    }
}

fn as_text(run: &mut String) -> Option<Event> {
    let text = std::mem::take(run);
    (!text.is_empty()).then_some(Event::Paste(text))
}

/// The text that bytes are, without controls.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().filter(|letter| !letter.is_control()).collect()
}

/// The last place up to `at` where no letter is cut.
fn end_of_letters(bytes: &[u8], at: usize) -> usize {
    (at.saturating_sub(3)..=at).rev().find(|place| bytes.get(*place).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(at)
}

/// A paste whose end broke off, up to there.
fn without_half_an_end(paste: &[u8]) -> &[u8] {
    (1..PASTE_ENDS.len()).rev().find_map(|length| paste.strip_suffix(&PASTE_ENDS[..length])).unwrap_or(paste)
}

/// A key without anything held.
fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}
