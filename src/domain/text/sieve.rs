//! One pass over a text, character by character. Every decision looks only at what is kept on either
//! side, so a second pass decides the same.

use super::Field;
use super::kind::{Kind, completes, kind, links, may_link};

/// The most combining marks that a base keeps.
const MOST_MARKS: usize = 8;

/// The text through the sieve, and how many characters were dropped.
pub fn run(text: &str, field: Field) -> (String, usize) {
    let mut sieve = Sieve { field, out: String::with_capacity(text.len()), removed: 0, marks: 0, before: None, waiting: None };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\r' {
            letters.next_if_eq(&'\n');
        }
        sieve.take(letter);
    }
    sieve.settle(None);
    (sieve.out, sieve.removed)
}

struct Sieve {
    field: Field,
    out: String,
    removed: usize,
    /// How many marks the present base has; joiners neither count nor make a new base.
    marks: usize,
    /// The last character kept.
    before: Option<char>,
    /// A joiner that the next kept character decides on.
    waiting: Option<char>,
}

impl Sieve {
    fn take(&mut self, letter: char) {
        match kind(letter) {
            Kind::Plain => self.base(letter),
            Kind::Break => self.base(if self.field == Field::Line { ' ' } else { '\n' }),
            Kind::Tab => self.base(if self.field == Field::Line { ' ' } else { '\t' }),
            Kind::Control(picture) => self.base(picture),
            Kind::Broken => self.base(char::REPLACEMENT_CHARACTER),
            Kind::Invisible => self.removed += 1,
            Kind::Joiner => self.joiner(letter),
            Kind::Mark => self.mark(letter),
        }
    }

    fn base(&mut self, letter: char) {
        self.marks = 0;
        self.keep(letter);
    }

    fn mark(&mut self, letter: char) {
        if self.marks < MOST_MARKS {
            self.marks += 1;
            self.keep(letter);
        } else {
            self.removed += 1;
        }
    }

    fn joiner(&mut self, letter: char) {
        match self.before {
            Some(before) if self.waiting.is_none() && completes(before, letter) => self.keep(letter),
            Some(before) if self.waiting.is_none() && may_link(before, letter) => self.waiting = Some(letter),
            _ => self.removed += 1,
        }
    }

    fn keep(&mut self, letter: char) {
        self.settle(Some(letter));
        self.out.push(letter);
        self.before = Some(letter);
    }

    /// Decides on the waiting joiner, now that it is known what stands after it.
    fn settle(&mut self, after: Option<char>) {
        let Some(joiner) = self.waiting.take() else { return };
        match (self.before, after) {
            (Some(before), Some(after)) if links(before, joiner, after) => self.out.push(joiner),
            _ => self.removed += 1,
        }
    }
}
