//! A query as it was read: terms that must all hold, and an order. Its meaning in SQL is not here.

use crate::domain::{Category, Login, Priority, Status, TicketNumber};
use chrono::NaiveDate;

/// Where something stands in the query: character (not byte) positions from 0, the end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// All terms must hold; none at all means every ticket that is not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<Term>,
    pub sort: Sort,
    /// Whether the order was typed; if not, `sort` is the usual one.
    pub sort_given: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub negated: bool,
    pub what: What,
    /// The whole term, with its sign of negation and its quotes.
    pub span: Span,
}

/// What a term asks of a ticket. Lists are never empty, and any of their values will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word as typed, without blanks, quotes or colons. It may part into several adjacent words (`can't`);
    /// the last of them is a beginning.
    Words(String),
    /// Adjacent whole words, as typed between quotes.
    Phrase(String),
    /// Sorted, each once; also `is:open` and the like, and `is:active`.
    Status(Vec<Status>),
    /// Sorted, each once; comparisons are written out.
    Priority(Vec<Priority>),
    /// Sorted, each once.
    Category(Vec<Category>),
    /// In the order typed.
    Assignee(Vec<Who>),
    /// In the order typed; never [`Who::Nobody`].
    Requester(Vec<Who>),
    Created(When),
    Updated(When),
    /// `is:deleted`
    Deleted,
    /// `is:unassigned`
    Unassigned,
    /// `is:mine`: assigned to whoever asks.
    Mine,
}

/// A person as the query names them. Whether there is such a login, only the desk knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever asks.
    Me,
    /// No assignee.
    Nobody,
    /// Somebody by login, and where it stands, so that the desk can point at one it does not know.
    Login(Login, Span),
    /// Somebody by their address, in small letters; staff alone know addresses.
    Email(String, Span),
}

/// A stretch of time. Days are the venue's; ages are in milliseconds before now, and above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Within this day.
    On(NaiveDate),
    /// From the end of this day.
    After(NaiveDate),
    /// Until this day begins.
    Before(NaiveDate),
    /// From the first day's beginning to the second's end; the second is not earlier.
    Between(NaiveDate, NaiveDate),
    /// Less than so long ago.
    Younger(i64),
    /// More than so long ago.
    Older(i64),
}

/// What a list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// Newest activity first.
    #[default]
    Updated,
    /// Newest first.
    Created,
    /// Most urgent first.
    Priority,
    /// Longest unanswered first. Only the shipped view has it; it cannot be typed.
    Waiting,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub key: SortKey,
    /// The other way round than the key says.
    pub reversed: bool,
}

impl Query {
    /// Whether it is about the same tickets, in whatever order.
    #[must_use]
    pub fn asks_the_same_as(&self, other: &Self) -> bool {
        let what = |query: &Self| query.terms.iter().map(|term| (term.negated, term.what.clone())).collect::<Vec<_>>();
        what(self) == what(other)
    }

    /// The ticket that is meant if the only text is one number (`482913`, `TKT-482913`), not negated and not
    /// quoted; fields may stand beside it. It belongs first in the list.
    #[must_use]
    pub fn number(&self) -> Option<TicketNumber> {
        let mut texts = self.terms.iter().filter(|term| term.what.is_text());
        match (texts.next(), texts.next()) {
            (Some(Term { negated: false, what: What::Words(word), .. }), None) => word.parse().ok(),
            _ => None,
        }
    }

    /// Whether text must be found: a word or phrase that is not negated.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.terms.iter().any(|term| !term.negated && term.what.is_text())
    }

    /// Whether deleted tickets are asked for; otherwise they are left out.
    #[must_use]
    pub fn wants_deleted(&self) -> bool {
        self.terms.iter().any(|term| !term.negated && term.what == What::Deleted)
    }
}

impl What {
    /// A word or a phrase, not a field.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Words(_) | Self::Phrase(_))
    }
}
