//! Writes a query in its one canonical form, which reads back as the same query.

use super::when::UNITS;
use super::{Query, Sort, SortKey, Term, What, When, Who};
use std::fmt;

/// The terms in their order, then the order if it was given. An order that cannot be typed is not written.
impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = (self.sort_given && self.sort.key != SortKey::Waiting).then(|| self.sort.to_string());
        let terms: Vec<String> = self.terms.iter().map(Term::to_string).chain(sort).collect();
        out.write_str(&terms.join(" "))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            out.write_str("-")?;
        }
        self.what.fmt(out)
    }
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(word) => out.write_str(word),
            Self::Phrase(phrase) => write!(out, "\"{phrase}\""),
            Self::Status(values) => write!(out, "status:{}", list(values)),
            Self::Priority(values) => write!(out, "priority:{}", list(values)),
            Self::Category(values) => write!(out, "category:{}", list(values)),
            Self::Assignee(people) => write!(out, "assignee:{}", list(people)),
            Self::Requester(people) => write!(out, "requester:{}", list(people)),
            Self::Created(when) => write!(out, "created:{when}"),
            Self::Updated(when) => write!(out, "updated:{when}"),
            Self::Deleted => out.write_str("is:deleted"),
            Self::Unassigned => out.write_str("is:unassigned"),
            Self::Mine => out.write_str("is:mine"),
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Me => out.write_str("me"),
            Self::Nobody => out.write_str("none"),
            Self::Login(login, _) => login.fmt(out),
            Self::Email(address, _) => out.write_str(address),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => write!(out, "{day}"),
            Self::After(day) => write!(out, ">{day}"),
            Self::Before(day) => write!(out, "<{day}"),
            Self::Between(first, last) => write!(out, "{first}..{last}"),
            Self::Younger(age) => write!(out, "<{}", length(*age)),
            Self::Older(age) => write!(out, ">{}", length(*age)),
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self.key {
            SortKey::Updated => "updated",
            SortKey::Created => "created",
            SortKey::Priority => "priority",
            SortKey::Waiting => "waiting",
        };
        write!(out, "sort:{}{key}", if self.reversed { "-" } else { "" })
    }
}

fn list<T: fmt::Display>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

/// An age in the longest unit that fits without a rest; the shortest is a minute.
fn length(age: i64) -> String {
    let fitting = UNITS.into_iter().find(|(_, length)| age % length == 0);
    let (name, length) = fitting.unwrap_or(('m', 60_000));
    format!("{}{name}", age / length)
}
