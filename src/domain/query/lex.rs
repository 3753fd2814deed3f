//! Cuts a query into words, phrases and fields, each with its place. What is none of them (marks without letters, a quote that is
//! never closed, the colon in `Re: refund`) is text or nothing: whatever is pasted can be searched for. What a field asks is not here.

use super::error::echo;
use super::field::Field;
use super::quote::{closing, is_quote};
use super::value::Value;
use super::{QueryError, Reader};
use crate::domain::words::words;

/// A piece of the query and the place of its first character.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    pub at: usize,
}

/// What a term is made of.
pub(super) enum Body {
    Word(Piece),
    Phrase(Piece),
    Field {
        field: Field,
        value: Piece,
    },
    /// The name of no field, but like that of these, which take its value.
    Slip {
        name: Piece,
        value: Piece,
        like: Vec<Field>,
    },
}

/// One term, not yet understood.
pub(super) struct Raw {
    pub start: usize,
    pub end: usize,
    pub negated: bool,
    pub body: Body,
}

/// Gives the terms from left to right; after an error it is of no more use.
pub(super) struct Lexer {
    letters: Vec<char>,
    at: usize,
    reader: Reader,
    /// The first piece that was passed over.
    pub passed: Option<Piece>,
    /// What was read in another way than it may have been meant, in words.
    pub remarks: Vec<String>,
}

impl Piece {
    /// The piece without blanks at its ends.
    pub fn trimmed(&self) -> Self {
        let begun = self.text.trim_start();
        let blanks = self.text.chars().count() - begun.chars().count();
        Self { text: begun.trim_end().to_owned(), at: self.at + blanks }
    }

    /// The place right behind the piece.
    pub fn end(&self) -> usize {
        self.at + self.text.chars().count()
    }
}

/// Whether the index knows nothing of this character.
fn is_mark(letter: char) -> bool {
    !letter.is_whitespace() && words(letter.encode_utf8(&mut [0; 4])).is_empty()
}

impl Lexer {
    pub fn new(text: &str, reader: Reader) -> Self {
        Self { letters: text.chars().collect(), at: 0, reader, passed: None, remarks: Vec::new() }
    }

    fn here(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn piece(&self, from: usize, to: usize) -> Piece {
        Piece { text: self.letters[from..to].iter().collect(), at: from }
    }

    fn skip(&mut self, goes_on: impl Fn(char) -> bool) {
        while self.here().is_some_and(&goes_on) {
            self.at += 1;
        }
    }

    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> Piece {
        let from = self.at;
        self.skip(|letter| !ends(letter));
        self.piece(from, self.at)
    }

    /// Passes over everything from here to there: there is nothing to search for in it.
    fn pass(&mut self, to: usize) {
        if self.passed.is_none() {
            self.passed = Some(self.piece(self.at, to));
        }
        self.at = to;
    }

    /// Whether another term ends right before this place, with no blank between.
    fn touches(&self) -> bool {
        self.at > 0 && !self.letters[self.at - 1].is_whitespace()
    }

    fn term(&mut self) -> Result<Option<Raw>, QueryError> {
        loop {
            self.skip(char::is_whitespace);
            let touches = self.touches();
            if touches {
                // As if a blank stood there, but a dash is none that negates.
                self.skip(|letter| is_mark(letter) && !is_quote(letter));
            }
            let Some(letter) = self.here() else { return Ok(None) };
            if letter.is_whitespace() {
                continue;
            }
            let start = self.at;
            if letter == '-' && self.letters.get(start + 1).is_none_or(|next| *next == '-' || next.is_whitespace()) {
                let dashes = self.letters[start..].iter().take_while(|letter| **letter == '-').count();
                self.pass(start + dashes);
                continue;
            }
            let negated = self.negation()?;
            let Some(body) = self.body(touches, negated)? else { continue };
            let empty = match body {
                Body::Word(word) if !words(&word.text).is_empty() => return Ok(Some(self.word(&word, start, negated))),
                Body::Phrase(text) if !words(&text.text).is_empty() => {
                    return Ok(Some(Raw { start, end: self.at, negated, body: Body::Phrase(text) }));
                }
                Body::Word(text) | Body::Phrase(text) => text,
                body => return Ok(Some(Raw { start, end: self.at, negated, body })),
            };
            self.passed.get_or_insert(empty);
        }
    }

    /// Takes the sign of negation that begins here, if one does.
    fn negation(&mut self) -> Result<bool, QueryError> {
        let Some(length) = self.sign_of_negation() else { return Ok(false) };
        self.at += length;
        if self.sign_of_negation().is_some() {
            return Err(QueryError::new(self.at, "a term is negated once", "a word, a phrase or a field"));
        }
        if self.here().is_none_or(char::is_whitespace) {
            return Err(QueryError::new(self.at, "nothing here to negate", "a word, a phrase or a field"));
        }
        Ok(true)
    }

    /// The length of the sign that begins here.
    fn sign_of_negation(&self) -> Option<usize> {
        let rest = &self.letters[self.at..];
        let spelled = rest.len() >= 4 && rest.iter().zip("not:".chars()).all(|(typed, sign)| typed.eq_ignore_ascii_case(&sign));
        if rest.first() == Some(&'-') { Some(1) } else { spelled.then_some(4) }
    }

    /// What stands here behind its sign; `None` if it was passed over.
    fn body(&mut self, touches: bool, negated: bool) -> Result<Option<Body>, QueryError> {
        let double = self.here().is_some_and(is_quote);
        match closing(&self.letters, self.at).filter(|_| double || !touches) {
            Some(end) => Ok(Some(Body::Phrase(self.quoted(end)))),
            None if double && negated => {
                // Nothing is left out yet: what is, is not all typed.
                self.remarks.push("a negated quote that is never closed is not searched for".to_owned());
                self.at = self.letters.len();
                Ok(None)
            }
            None if double => {
                self.pass(self.at + 1);
                Ok(None)
            }
            None => self.word_or_field(),
        }
    }

    /// What stands between the quote here and the one at `end`.
    fn quoted(&mut self, end: usize) -> Piece {
        let inside = self.piece(self.at + 1, end);
        self.at = end + 1;
        inside
    }

    fn word_or_field(&mut self) -> Result<Option<Body>, QueryError> {
        let ends_word = |letter: char| letter.is_whitespace() || is_quote(letter);
        let name = self.take_until(|letter| letter == ':' || ends_word(letter));
        if self.here() == Some(':')
            && let Some(body) = self.field(&name)?
        {
            return Ok(Some(body));
        }
        self.at = name.at;
        Ok(Some(Body::Word(self.take_until(ends_word))))
    }

    /// The field with this name, or what may have been meant for one; `None` if it is text with a colon in it.
    fn field(&mut self, name: &Piece) -> Result<Option<Body>, QueryError> {
        let Some(field) = Field::find(&name.text, self.reader) else { return Ok(self.slip(name)) };
        self.at += 1;
        if self.lacks_its_value(field) {
            self.remarks.push(format!("\"{}:\" has its value behind a blank, and is searched for as text", field.name()));
            return Ok(None);
        }
        let opening = self.at;
        let value = self.value();
        if self.here().is_some_and(is_quote) && value.text.is_empty() && self.at == opening {
            return Err(QueryError::new(opening, "this quote is never closed", "a value with both its quotes"));
        }
        if self.here().is_some_and(|letter| !letter.is_whitespace()) {
            return Err(QueryError::new(self.at, "two terms touch", "a blank"));
        }
        Ok(Some(Body::Field { field, value }))
    }

    fn slip(&mut self, name: &Piece) -> Option<Body> {
        let colon = self.at;
        self.at += 1;
        let value = self.value();
        let takes = |field: &Field| Value { field: *field, reader: self.reader, piece: &value }.is_one();
        let like: Vec<Field> =
            if value.text.is_empty() { Vec::new() } else { Field::like(&name.text, self.reader).filter(takes).collect() };
        if like.is_empty() {
            let is_path = self.letters[colon..].starts_with(&[':', '/']);
            if !name.text.is_empty() && !is_path && name.text.chars().all(|letter| letter.is_alphabetic() || letter == '_') {
                self.remarks.push(format!("{} is not a field, and is searched for as text", echo(&format!("{}:", name.text))));
            }
            return None;
        }
        Some(Body::Slip { name: name.clone(), value, like })
    }

    /// Takes the value that stands here, in quotes or not. A quote that is never closed is none.
    fn value(&mut self) -> Piece {
        match closing(&self.letters, self.at) {
            Some(end) => self.quoted(end),
            None => self.take_until(|letter| letter.is_whitespace() || is_quote(letter)),
        }
    }

    /// Whether a field's name stands before a blank and other text, as in a pasted `Status: broken`. If what follows would do for its
    /// value it is a slip of the field's, unless everything would.
    fn lacks_its_value(&self, field: Field) -> bool {
        if !self.here().is_some_and(char::is_whitespace) {
            return false;
        }
        let rest: String = self.letters[self.at..].iter().collect();
        let Some(next) = rest.split_whitespace().next() else { return false };
        let piece = Piece { text: next.to_owned(), at: self.at };
        matches!(field, Field::Assignee | Field::Requester) || !Value { field, reader: self.reader, piece: &piece }.is_one()
    }

    /// A word without the marks around it. What is left of it must not read as a field, which it was not.
    fn word(&self, word: &Piece, start: usize, negated: bool) -> Raw {
        let bare = word.text.trim_start_matches(is_mark).trim_end_matches(|letter: char| letter.is_ascii_punctuation());
        let bare = if bare.is_empty() { &word.text } else { bare };
        let mut again = Self::new(bare, self.reader);
        let is_text = again.sign_of_negation().is_none() && matches!(again.word_or_field(), Ok(Some(Body::Word(_))));
        if !is_text {
            // A point parts words as a colon does.
            return Raw { start, end: word.end(), negated, body: Body::Word(Piece { text: bare.replace(':', "."), at: word.at }) };
        }
        let lead = word.text.chars().count() - word.text.trim_start_matches(is_mark).chars().count();
        let (at, text) = (word.at + lead, bare.to_owned());
        let (start, end) = (if negated { start } else { at }, at + text.chars().count());
        Raw { start, end, negated, body: Body::Word(Piece { text, at }) }
    }
}

impl Iterator for Lexer {
    type Item = Result<Raw, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.term().transpose()
    }
}
