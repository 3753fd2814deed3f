//! Reads what stands behind a field's colon. Days and ages have a file of their own.

use super::error::echo;
use super::field::Field;
use super::lex::Piece;
use super::{QueryError, Reader, Sort, SortKey, Span, What, Who};
use crate::domain::{Priority, Status};
use std::str::FromStr;

/// A value, the field it is for, and who typed it.
pub(super) struct Value<'a> {
    pub field: Field,
    pub reader: Reader,
    pub piece: &'a Piece,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Value<'_> {
    /// What the field asks with this value. The order (`sort:`) asks nothing and is read by [`Self::sort`].
    pub fn what(&self) -> Result<What, QueryError> {
        Ok(match self.field {
            Field::Status => What::Status(self.words()?),
            Field::Category => What::Category(self.words()?),
            Field::Priority => What::Priority(self.priorities()?),
            Field::Assignee => What::Assignee(self.people()?),
            Field::Requester => What::Requester(self.people()?),
            Field::Created => What::Created(self.when()?),
            Field::Updated => What::Updated(self.when()?),
            Field::Is | Field::Sort => self.state()?,
        })
    }

    /// Whether the field takes this value.
    pub fn is_one(&self) -> bool {
        if self.field == Field::Sort { self.sort().is_ok() } else { self.what().is_ok() }
    }

    pub fn sort(&self) -> Result<Sort, QueryError> {
        let item = self.only()?;
        let typed = item.text.to_lowercase();
        let (word, reversed) = typed.strip_prefix('-').map_or((typed.as_str(), false), |word| (word, true));
        let key = match word {
            "updated" => SortKey::Updated,
            "created" => SortKey::Created,
            "priority" if self.reader == Reader::Staff => SortKey::Priority,
            "" => return Err(self.missing(item.end())),
            _ => return Err(self.wrong(&item)),
        };
        Ok(Sort { key, reversed })
    }

    /// The value as one, without blanks around it.
    pub fn only(&self) -> Result<Piece, QueryError> {
        let item = self.piece.trimmed();
        if item.text.is_empty() { Err(self.missing(self.piece.at)) } else { Ok(item) }
    }

    pub fn missing(&self, at: usize) -> QueryError {
        QueryError::new(at, format!("{} needs a value", self.field.name()), self.field.expected(self.reader))
    }

    pub fn wrong(&self, item: &Piece) -> QueryError {
        let message = format!("{} is not {}", echo(&item.text), self.field.noun());
        QueryError::new(item.at, message, self.field.expected(self.reader))
    }

    /// The values between commas; none is empty.
    fn items(&self) -> Result<Vec<Piece>, QueryError> {
        let mut at = self.piece.at;
        let mut items = Vec::new();
        for text in self.piece.text.split(',') {
            let item = Piece { text: text.to_owned(), at };
            at = item.end() + 1;
            let trimmed = item.trimmed();
            if trimmed.text.is_empty() {
                return Err(self.missing(item.at));
            }
            items.push(trimmed);
        }
        Ok(items)
    }

    fn words<T: FromStr + Ord>(&self) -> Result<Vec<T>, QueryError> {
        let read = |item: &Piece| item.text.parse().map_err(|_| self.wrong(item));
        let values: Result<Vec<T>, _> = self.items()?.iter().map(read).collect();
        Ok(each_once(values?))
    }

    fn priorities(&self) -> Result<Vec<Priority>, QueryError> {
        let ranges: Result<Vec<_>, _> = self.items()?.iter().map(|item| self.range(item)).collect();
        Ok(each_once(ranges?.concat()))
    }

    fn range(&self, item: &Piece) -> Result<Vec<Priority>, QueryError> {
        let (sign, rest) = signed(item);
        if rest.text.is_empty() {
            return Err(self.missing(rest.at));
        }
        let limit: Priority = rest.text.parse().map_err(|_| self.wrong(&rest))?;
        let chosen: Vec<_> = Priority::ALL.iter().copied().filter(|value| sign.holds(value, &limit)).collect();
        if chosen.is_empty() {
            let side = if sign == Sign::Above { "above" } else { "below" };
            return Err(QueryError::new(item.at, format!("no priority is {side} {limit}"), limit.word()));
        }
        Ok(chosen)
    }

    fn people(&self) -> Result<Vec<Who>, QueryError> {
        self.items()?.iter().map(|item| self.person(item)).collect()
    }

    fn person(&self, item: &Piece) -> Result<Who, QueryError> {
        match item.text.to_lowercase().as_str() {
            "me" => Ok(Who::Me),
            "none" if self.field == Field::Assignee => Ok(Who::Nobody),
            typed => {
                let span = Span { start: item.at, end: item.end() };
                if self.reader == Reader::Staff && is_address(typed) {
                    return Ok(Who::Email(typed.to_owned(), span));
                }
                Ok(Who::Login(typed.parse().map_err(|_| self.wrong(item))?, span))
            }
        }
    }

    fn state(&self) -> Result<What, QueryError> {
        let item = self.only()?;
        if let Some(comma) = item.text.chars().position(|letter| letter == ',') {
            return Err(QueryError::new(item.at + comma, "is: takes one word (a list goes with status:)", "a blank"));
        }
        match item.text.to_lowercase().as_str() {
            "active" => Ok(What::Status(vec![Status::Open, Status::InProgress])),
            "unassigned" if self.reader == Reader::Staff => Ok(What::Unassigned),
            "mine" if self.reader == Reader::Staff => Ok(What::Mine),
            "deleted" if self.reader == Reader::Staff => Ok(What::Deleted),
            status => status.parse().map(|status| What::Status(vec![status])).map_err(|_| self.wrong(&item)),
        }
    }
}

impl Sign {
    fn holds<T: Ord>(self, value: &T, limit: &T) -> bool {
        match self {
            Self::Equal => value == limit,
            Self::Below => value < limit,
            Self::AtMost => value <= limit,
            Self::Above => value > limit,
            Self::AtLeast => value >= limit,
        }
    }
}

/// Takes the sign of comparison off a value.
pub(super) fn signed(item: &Piece) -> (Sign, Piece) {
    let signs = [(">=", Sign::AtLeast), ("<=", Sign::AtMost), (">", Sign::Above), ("<", Sign::Below)];
    let found = signs.into_iter().find_map(|(sign, meaning)| Some((meaning, sign.len(), item.text.strip_prefix(sign)?)));
    let (sign, length, rest) = found.unwrap_or((Sign::Equal, 0, &item.text));
    (sign, Piece { text: rest.to_owned(), at: item.at + length }.trimmed())
}

/// Whether it looks like one, and can be written back without quotes.
fn is_address(typed: &str) -> bool {
    let can_stand = |letter: char| !letter.is_whitespace() && !matches!(letter, '"' | '\u{201C}' | '\u{201D}' | ',' | ':');
    typed.split_once('@').is_some_and(|(before, behind)| !before.is_empty() && !behind.is_empty()) && typed.chars().all(can_stand)
}

fn each_once<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}
