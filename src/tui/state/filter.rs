//! The filter form: a query for those who would rather pick.

use super::State;
use crate::domain::query::{Filter, Query, QueryError, Reader, Span, Who};
use crate::domain::{Category, Login, Priority, Refusal, Status};
use crate::tui::widget::Editor;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// How long ago at most, beside any time.
const AGES: [i64; 6] = [HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 28 * DAY];

/// The fields of the form, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterField {
    Status,
    Priority,
    Category,
    Assignee,
    Requester,
    Created,
    Updated,
}

impl FilterField {
    pub const ALL: [Self; 7] =
        [Self::Status, Self::Priority, Self::Category, Self::Assignee, Self::Requester, Self::Created, Self::Updated];

    /// The words to pick several of; empty where there is one choice.
    #[must_use]
    pub fn options(self) -> Vec<&'static str> {
        match self {
            Self::Status => Status::ALL.iter().map(|value| value.title()).collect(),
            Self::Priority => Priority::ALL.iter().map(|value| value.word()).collect(),
            Self::Category => Category::ALL.iter().map(|value| value.word()).collect(),
            _ => Vec::new(),
        }
    }
}

/// What is picked so far.
#[derive(Clone, Debug)]
pub struct FilterForm {
    /// All of it but the requester, who is typed.
    pub filter: Filter,
    pub requester: Editor,
    pub focus: FilterField,
    /// The option under the cursor, of a field with several.
    pub option: usize,
    /// How many tickets match; `None` until known.
    pub count: Option<i64>,
    pub problem: Option<String>,
    /// Login and name of those whose login or name begins as it is typed.
    pub people: Vec<(String, String)>,
}

impl FilterForm {
    /// A form that holds what it can of this query.
    ///
    /// # Errors
    /// If the query cannot be read.
    pub fn of(text: &str) -> Result<Self, QueryError> {
        let filter = Filter::read(text, Reader::Staff)?;
        let requester = match &filter.requester {
            Some(Who::Login(login, _)) => login.to_string(),
            Some(Who::Email(address, _)) => address.clone(),
            Some(_) => "me".to_owned(),
            None => String::new(),
        };
        let requester = Editor::line(&requester);
        Ok(Self { filter, requester, focus: FilterField::Status, option: 0, count: None, problem: None, people: Vec::new() })
    }

    /// The query that it writes.
    ///
    /// # Errors
    /// If what is typed as the requester is no login.
    pub fn text(&self) -> Result<String, Refusal> {
        let typed = self.requester.value().trim().to_lowercase();
        let requester = match typed.as_str() {
            "" => None,
            "me" => Some(Who::Me),
            login => Some(Who::Login(login.parse()?, Span::default())),
        };
        Ok(Filter { requester, ..self.filter.clone() }.text())
    }

    /// The same, read.
    ///
    /// # Errors
    /// In words.
    pub fn query(&self) -> Result<(String, Query), String> {
        let text = self.text().map_err(|refusal| refusal.to_string())?;
        let query = Query::parse(&text, Reader::Staff).map_err(|error| error.to_string())?;
        Ok((text, query))
    }

    /// Whether the option at this place is picked.
    #[must_use]
    pub fn picks(&self, field: FilterField, place: usize) -> bool {
        match field {
            FilterField::Status => self.filter.statuses.contains(&Status::ALL[place]),
            FilterField::Priority => self.filter.priorities.contains(&Priority::ALL[place]),
            FilterField::Category => self.filter.categories.contains(&Category::ALL[place]),
            _ => false,
        }
    }

    /// Picks the option under the cursor, or does not any more.
    pub fn toggle(&mut self) {
        match self.focus {
            FilterField::Status => toggle(&mut self.filter.statuses, Status::ALL[self.option]),
            FilterField::Priority => toggle(&mut self.filter.priorities, Priority::ALL[self.option]),
            FilterField::Category => toggle(&mut self.filter.categories, Category::ALL[self.option]),
            _ => {}
        }
    }

    /// Picks the priority under the cursor and all that are more urgent.
    pub fn from_here_up(&mut self) {
        if self.focus == FilterField::Priority {
            self.filter.priorities = Priority::ALL[self.option..].to_vec();
        }
    }

    /// The times there are to choose from: the usual ones, and the one the query came with.
    #[must_use]
    pub fn ages(now: Option<i64>) -> Vec<Option<i64>> {
        let mut ages: Vec<Option<i64>> = std::iter::once(None).chain(AGES.map(Some)).chain([now]).collect();
        ages.sort_unstable();
        ages.dedup();
        ages
    }
}

impl State {
    /// Who there is to choose as an assignee, anybody first; whoever is chosen now is among them.
    #[must_use]
    pub fn owners(&self, now: Option<&Who>) -> Vec<Option<Who>> {
        let named = |login: &Login| Some(Who::Login(login.clone(), Span::default()));
        let others = self.staff.iter().filter(|member| member.user.id != self.me.id).map(|member| named(&member.user.login));
        let mut owners: Vec<Option<Who>> = [None, Some(Who::Me), Some(Who::Nobody)].into_iter().chain(others).collect();
        if now.is_some() && !owners.contains(&now.cloned()) {
            owners.push(now.cloned());
        }
        owners
    }
}

fn toggle<T: Ord + Copy>(values: &mut Vec<T>, value: T) {
    match values.binary_search(&value) {
        Ok(place) => {
            values.remove(place);
        }
        Err(place) => values.insert(place, value),
    }
}
