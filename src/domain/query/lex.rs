//! Cuts a query into words, phrases and fields, each with its place. What a field means is not here.

use super::QueryError;

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
    Field { name: Piece, value: Piece },
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
}

/// All kinds are one: what a phone or a word processor makes of a typed quote still pairs with a typed one.
pub(super) fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”')
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

impl Lexer {
    pub fn new(text: &str) -> Self {
        Self { letters: text.chars().collect(), at: 0 }
    }

    fn here(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn raw(&mut self) -> Result<Raw, QueryError> {
        let start = self.at;
        let negated = self.negation()?;
        let body = if self.at_quote() { Body::Phrase(self.quoted()?) } else { self.word_or_field()? };
        if self.here().is_some_and(|letter| !letter.is_whitespace()) {
            return Err(QueryError::new(self.at, "two terms touch", "a blank"));
        }
        Ok(Raw { start, end: self.at, negated, body })
    }

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

    fn at_quote(&self) -> bool {
        self.here().is_some_and(is_quote)
    }

    fn quoted(&mut self) -> Result<Piece, QueryError> {
        let opening = self.at;
        self.at += 1;
        let inside = self.take_until(is_quote);
        if self.here().is_none() {
            return Err(QueryError::new(opening, "this quote is never closed", "a phrase with both its quotes"));
        }
        self.at += 1;
        Ok(inside)
    }

    fn word_or_field(&mut self) -> Result<Body, QueryError> {
        let ends_word = |letter: char| letter.is_whitespace() || is_quote(letter);
        let name = self.take_until(|letter| letter == ':' || ends_word(letter));
        if self.here() != Some(':') {
            return Ok(Body::Word(name));
        }
        self.at += 1;
        let value = if self.at_quote() { self.quoted()? } else { self.take_until(ends_word) };
        Ok(Body::Field { name, value })
    }

    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> Piece {
        let at = self.at;
        let text: String = self.letters[at..].iter().copied().take_while(|&letter| !ends(letter)).collect();
        self.at += text.chars().count();
        Piece { text, at }
    }
}

impl Iterator for Lexer {
    type Item = Result<Raw, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.here().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.here().map(|_| self.raw())
    }
}
