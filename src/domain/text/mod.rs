//! The one function that cleans text on its way in, and the same check on its way out. Which character
//! is what stands in `kind.rs`; how long a text may be stands in `bounds.rs`; how wide it is drawn, in `columns.rs`.

pub mod columns;
mod kind;
mod sieve;

use super::Refusal;
use std::borrow::Cow;

/// The room a text goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// One line: subjects, names.
    Line,
    /// Lines and tabs: descriptions, comments, notes.
    Long,
}

/// A text as the file keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text.
    pub text: String,
    /// How many characters nobody sees were dropped; trimmed blanks do not count.
    pub removed: usize,
}

impl Cleaned {
    /// What whoever sent the text is told, if there is something to tell.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        match self.removed {
            0 => None,
            1 => Some("1 invisible character removed".to_owned()),
            many => Some(format!("{many} invisible characters removed")),
        }
    }
}

/// The text without what could harm a terminal or a reader, blanks trimmed. Letters stay byte for byte;
/// cleaning twice changes nothing.
#[must_use]
pub fn clean(text: &str, field: Field) -> Cleaned {
    let (sieved, removed) = sieved(text, field);
    let text = match field {
        Field::Line => single_blanks(&sieved),
        Field::Long => sieved.trim().to_owned(),
    };
    Cleaned { text, removed }
}

/// The text as a screen, plain-text output, a message or a log may have it: cleaned, with its blanks where they are.
#[must_use]
pub fn shown(text: &str, field: Field) -> Cow<'_, str> {
    sieved(text, field).0
}

/// Bytes as text.
///
/// # Errors
/// `NotUtf8` with the place of the first byte that cannot be read, counted from 0.
pub fn read_utf8<'a>(bytes: &'a [u8], field: &str) -> Result<&'a str, Refusal> {
    std::str::from_utf8(bytes).map_err(|error| Refusal::NotUtf8 { field: field.to_owned(), byte: error.valid_up_to() })
}

/// The sieved text and how many invisible characters went; nothing is copied where nothing changes.
fn sieved(text: &str, field: Field) -> (Cow<'_, str>, usize) {
    if text.chars().all(|letter| kind::passes(letter, field)) {
        return (Cow::Borrowed(text), 0);
    }
    let (sieved, removed) = sieve::run(text, field);
    if sieved == text { (Cow::Borrowed(text), removed) } else { (Cow::Owned(sieved), removed) }
}

/// Blanks trimmed and runs of them made one. A blank that stands alone stays the blank it is: a no-break
/// or ideographic one is somebody's spelling.
fn single_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        let mut run = false;
        while letter.is_whitespace() && letters.next_if(|next| next.is_whitespace()).is_some() {
            run = true;
        }
        out.push(if run { ' ' } else { letter });
    }
    out
}

/// Whether a letter could move a terminal or mislead a reader where it is shown as it is: DEL, C1, line separators, and
/// everything invisible that [`clean`] drops. For documents with an escape of their own for it.
#[must_use]
pub fn is_treacherous(letter: char) -> bool {
    matches!(letter, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}') || kind::is_invisible(letter)
}
