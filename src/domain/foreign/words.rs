//! Which foreign word is which of ours. Category words that nobody knows are `general`; a status or a priority that
//! nobody knows is a mistake that somebody has to decide.

use super::field::plain;
use crate::domain::{Category, Priority, Status, few};
use std::fmt::Write as _;

/// What a foreign word says about a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusWord {
    Is(Status),
    /// Somebody waits for somebody: in progress if there was a first response, else open.
    Pending,
}

const STATUSES: &[(&str, StatusWord)] = &[
    ("open", StatusWord::Is(Status::Open)),
    ("new", StatusWord::Is(Status::Open)),
    ("reopened", StatusWord::Is(Status::Open)),
    ("in progress", StatusWord::Is(Status::InProgress)),
    ("on hold", StatusWord::Pending),
    ("resolved", StatusWord::Is(Status::Resolved)),
    ("solved", StatusWord::Is(Status::Resolved)),
    ("closed", StatusWord::Is(Status::Closed)),
];
/// Any status that begins with this word.
const PENDING: &str = "pending";
const PRIORITIES: &[(&str, Priority)] = &[
    ("critical", Priority::Urgent),
    ("urgent", Priority::Urgent),
    ("high", Priority::High),
    ("medium", Priority::Medium),
    ("normal", Priority::Medium),
    ("low", Priority::Low),
];
const CATEGORIES: &[(&str, Category)] = &[
    ("technical issue", Category::Technical),
    ("technical", Category::Technical),
    ("billing inquiry", Category::Billing),
    ("refund request", Category::Billing),
    ("billing", Category::Billing),
    ("cancellation request", Category::Account),
    ("account", Category::Account),
    ("redemption", Category::Redemption),
    ("product inquiry", Category::General),
    ("general", Category::General),
];

/// The mapping of words for one import: what was told, then what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    statuses: Vec<(String, StatusWord)>,
    priorities: Vec<(String, Priority)>,
    categories: Vec<(String, Category)>,
}

impl Words {
    /// Takes what was told: `status:Escalated=in_progress`, `priority:P1=urgent`, `category:Refunds=billing`.
    ///
    /// # Errors
    /// If it is not of that form, or the word behind `=` is none of ours.
    pub fn told(words: &[String]) -> Result<Self, String> {
        let mut told = Self::default();
        for text in words {
            let wrong = || format!("\"{}\" is not field:word=ours, as in priority:P1=urgent", few(text));
            let (field, rest) = text.split_once(':').ok_or_else(wrong)?;
            let (word, ours) = rest.rsplit_once('=').ok_or_else(wrong)?;
            told.tell(field, plain(word), ours)?;
        }
        Ok(told)
    }

    fn tell(&mut self, field: &str, word: String, ours: &str) -> Result<(), String> {
        let refused = |refusal: crate::domain::Refusal| refusal.to_string();
        match plain(field).as_str() {
            "status" if plain(ours) == PENDING => self.statuses.push((word, StatusWord::Pending)),
            "status" => self.statuses.push((word, StatusWord::Is(ours.parse().map_err(refused)?))),
            "priority" => self.priorities.push((word, ours.parse().map_err(refused)?)),
            "category" => self.categories.push((word, ours.parse().map_err(refused)?)),
            _ => return Err(format!("\"{}\" has no words; use status, priority or category", few(field))),
        }
        Ok(())
    }

    /// What a status word means.
    #[must_use]
    pub fn status(&self, word: &str) -> Option<StatusWord> {
        let word = plain(word);
        let known = look_up(&self.statuses, STATUSES, &word);
        known.or_else(|| (word.split(' ').next() == Some(PENDING)).then_some(StatusWord::Pending))
    }

    /// What a priority word means.
    #[must_use]
    pub fn priority(&self, word: &str) -> Option<Priority> {
        look_up(&self.priorities, PRIORITIES, &plain(word))
    }

    /// What a category word means.
    #[must_use]
    pub fn category(&self, word: &str) -> Option<Category> {
        look_up(&self.categories, CATEGORIES, &plain(word))
    }

    /// The whole mapping, a line for each of our words.
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines = String::new();
        table(&mut lines, "status", &self.statuses, STATUSES, |status| match status {
            StatusWord::Is(status) => status.word().to_owned(),
            StatusWord::Pending => "in_progress with a first response, else open".to_owned(),
        });
        lines.push_str("status: anything that begins with pending → in_progress with a first response, else open\n");
        table(&mut lines, "priority", &self.priorities, PRIORITIES, |priority| priority.word().to_owned());
        table(&mut lines, "category", &self.categories, CATEGORIES, |category| category.word().to_owned());
        lines.push_str("category: anything else → general\n");
        lines
    }
}

fn look_up<T: Copy>(told: &[(String, T)], known: &[(&str, T)], word: &str) -> Option<T> {
    let told = told.iter().find(|(foreign, _)| foreign == word).map(|(_, ours)| *ours);
    told.or_else(|| known.iter().find(|(foreign, _)| *foreign == word).map(|(_, ours)| *ours))
}

fn table<T: Copy + PartialEq>(out: &mut String, field: &str, told: &[(String, T)], known: &[(&str, T)], ours: impl Fn(T) -> String) {
    let untold = known.iter().filter(|(word, _)| !told.iter().any(|(other, _)| other == word));
    let all: Vec<(&str, T)> = told.iter().map(|(word, value)| (word.as_str(), *value)).chain(untold.copied()).collect();
    let mut done: Vec<T> = Vec::new();
    for (_, value) in &all {
        if done.contains(value) {
            continue;
        }
        done.push(*value);
        let words: Vec<&str> = all.iter().filter(|(_, other)| other == value).map(|(word, _)| *word).collect();
        let _ = writeln!(out, "{field}: {} → {}", words.join(", "), ours(*value));
    }
}
