//! A query as a form holds it: one choice for each field. What a form cannot say is kept as it was typed.

use super::{Query, QueryError, Reader, Sort, Span, Term, What, When, Who};
use crate::domain::{Category, Priority, Status};

/// What is picked. Empty lists and `None` pick everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sorted, each once; so are priorities and categories.
    pub statuses: Vec<Status>,
    pub priorities: Vec<Priority>,
    pub categories: Vec<Category>,
    pub assignee: Option<Who>,
    /// Never [`Who::Nobody`].
    pub requester: Option<Who>,
    /// Less than so many milliseconds ago.
    pub created: Option<i64>,
    pub updated: Option<i64>,
    /// Words, negations, and second terms of one field, as they were typed.
    pub rest: String,
    pub sort: Option<Sort>,
}

impl Filter {
    /// What a form can say of this query, and the rest of it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(text: &str, reader: Reader) -> Result<Self, QueryError> {
        let query = Query::parse(text, reader)?;
        let letters: Vec<char> = text.chars().collect();
        let mut filter = Self { sort: query.sort_given.then_some(query.sort), ..Self::default() };
        let mut rest = Vec::new();
        for term in query.terms {
            let Span { start, end } = term.span;
            if !filter.takes(term) {
                rest.push(letters[start..end].iter().collect::<String>());
            }
        }
        filter.rest = rest.join(" ");
        Ok(filter)
    }

    /// Whether the term says something that a field, still empty, can say.
    fn takes(&mut self, term: Term) -> bool {
        if term.negated {
            return false;
        }
        match term.what {
            What::Status(values) => fill(&mut self.statuses, values),
            What::Priority(values) => fill(&mut self.priorities, values),
            What::Category(values) => fill(&mut self.categories, values),
            What::Assignee(people) => only(people).is_some_and(|who| settle(&mut self.assignee, who)),
            What::Requester(people) => only(people).is_some_and(|who| settle(&mut self.requester, who)),
            What::Unassigned => settle(&mut self.assignee, Who::Nobody),
            What::Mine => settle(&mut self.assignee, Who::Me),
            What::Created(When::Younger(age)) => settle(&mut self.created, age),
            What::Updated(When::Younger(age)) => settle(&mut self.updated, age),
            What::Words(_) | What::Phrase(_) | What::Created(_) | What::Updated(_) | What::Deleted => false,
        }
    }

    /// The query that the form writes: its fields, then the rest, then the order.
    #[must_use]
    pub fn text(&self) -> String {
        let terms = [
            listed(&self.statuses, What::Status),
            listed(&self.priorities, What::Priority),
            listed(&self.categories, What::Category),
            self.assignee.clone().map(|who| What::Assignee(vec![who])),
            self.requester.clone().map(|who| What::Requester(vec![who])),
            self.created.map(|age| What::Created(When::Younger(age))),
            self.updated.map(|age| What::Updated(When::Younger(age))),
        ];
        let rest = Some(self.rest.clone()).filter(|rest| !rest.is_empty());
        let written = terms.into_iter().flatten().map(|what| what.to_string()).chain(rest).chain(self.sort.map(|sort| sort.to_string()));
        written.collect::<Vec<_>>().join(" ")
    }
}

fn fill<T>(field: &mut Vec<T>, values: Vec<T>) -> bool {
    let is_free = field.is_empty();
    if is_free {
        *field = values;
    }
    is_free
}

fn settle<T>(field: &mut Option<T>, value: T) -> bool {
    let is_free = field.is_none();
    if is_free {
        *field = Some(value);
    }
    is_free
}

/// The one person of a list of one, wherever they stood.
fn only(people: Vec<Who>) -> Option<Who> {
    let [who] = <[Who; 1]>::try_from(people).ok()?;
    Some(match who {
        Who::Login(login, _) => Who::Login(login, Span::default()),
        Who::Email(address, _) => Who::Email(address, Span::default()),
        other => other,
    })
}

fn listed<T: Clone>(values: &[T], what: impl Fn(Vec<T>) -> What) -> Option<What> {
    (!values.is_empty()).then(|| what(values.to_vec()))
}
