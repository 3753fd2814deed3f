//! From a search to what the index is asked: words and fields as one expression of quoted words. Nothing a person typed can be
//! an operator in it: it reaches the index as quoted letters and digits.

use crate::domain::search::{Condition, Period, Search, Test};
use crate::domain::{Status, Timestamp};
use crate::store::Result;
use crate::store::sqlite::index::{Half, Token, pair};
use rusqlite::Connection;

/// The longest beginning of a word that the index finds at once, in characters: its prefix lists go so far.
const LONGEST: usize = 10;
/// Over more months than this a time is looked up in the rows.
const MOST_MONTHS: i64 = 240;

/// The halves of the index that can have hits.
pub(super) fn halves(search: &Search) -> impl Iterator<Item = Half> {
    let can_be = move |half: &Half| {
        let conditions = search.conditions.iter().filter(|condition| !condition.negated);
        conditions.into_iter().all(|condition| match &condition.test {
            Test::Status(statuses) => statuses.iter().any(|status| Half::of(*status) == *half),
            _ => true,
        })
    };
    Half::BOTH.into_iter().filter(can_be)
}

/// What the index is asked, and what it leaves undecided.
pub(super) struct Expression {
    wanted: Vec<String>,
    unwanted: Vec<String>,
    /// To be looked up in the rows of what it finds.
    pub undecided: Vec<Condition>,
}

impl Expression {
    pub fn of(connection: &Connection, search: &Search) -> Result<Self> {
        let mut expression = Self { wanted: Vec::new(), unwanted: Vec::new(), undecided: Vec::new() };
        for condition in &search.conditions {
            match &condition.test {
                Test::Created(period) => expression.created(connection, *period, condition)?,
                _ => expression.add(condition),
            }
        }
        Ok(expression)
    }

    /// The expression for one half; every document of it has one of its statuses.
    pub fn text(&self, half: Half) -> String {
        let all = || any(Status::ALL.iter().filter(|status| Half::of(**status) == half).map(|status| Token::Status(status.code())));
        let wanted = if self.wanted.is_empty() { all() } else { self.wanted.join(" AND ") };
        if self.unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({})", self.unwanted.join(" OR ")) }
    }

    fn add(&mut self, condition: &Condition) {
        match &condition.test {
            Test::Words { words, prefix } => self.words(words, *prefix, condition),
            Test::Status(values) => self.fields(condition, values.iter().map(|value| Token::Status(value.code()))),
            Test::Priority(values) => self.fields(condition, values.iter().map(|value| Token::Priority(value.code()))),
            Test::Category(values) => self.fields(condition, values.iter().map(|value| Token::Category(value.code()))),
            Test::Requester(users) => self.fields(condition, users.iter().map(|user| Token::Requester(user.0))),
            Test::Assignee { users, nobody } => {
                let nobody = nobody.then_some(Token::Assignee(0));
                self.fields(condition, users.iter().map(|user| Token::Assignee(user.0)).chain(nobody));
            }
            // By it the places are bounded; of its opposite there are two ends.
            Test::Updated(_) if !condition.negated => {}
            // No deleted ticket has a document.
            Test::Deleted if condition.negated => {}
            Test::Updated(_) | Test::Created(_) | Test::Deleted => self.undecided.push(condition.clone()),
        }
    }

    fn fields(&mut self, condition: &Condition, values: impl Iterator<Item = Token>) {
        let side = if condition.negated { &mut self.unwanted } else { &mut self.wanted };
        side.push(any(values));
    }

    fn words(&mut self, words: &[String], prefix: bool, condition: &Condition) {
        let Some((last, first)) = words.split_last() else { return };
        let is_long = prefix && last.chars().nth(LONGEST).is_some();
        let is_decided = first.is_empty() && !is_long;
        if !is_decided {
            self.undecided.push(condition.clone());
        }
        if condition.negated && !is_decided {
            return;
        }
        let last = if prefix { begun(last) } else { format!("\"{last}\"") };
        let pairs = words.windows(2).map(|words| format!("\"{}\"", pair(&words[0], &words[1])));
        let all: Vec<String> = pairs.chain(first.iter().map(|word| format!("\"{word}\""))).chain([last]).collect();
        if condition.negated { self.unwanted.push(all.join(" AND ")) } else { self.wanted.push(all.join(" AND ")) }
    }

    /// The days and months that a time can be in; its first and its last day are looked up in the rows.
    fn created(&mut self, connection: &Connection, period: Period, condition: &Condition) -> Result<()> {
        // No further than the desk goes.
        const BOUNDS: &str = "SELECT coalesce((SELECT min(created_at) FROM tickets WHERE deleted_at IS NULL), 0),
            coalesce((SELECT max(created_at) FROM tickets WHERE deleted_at IS NULL), 0)";
        self.undecided.push(condition.clone());
        if condition.negated {
            return Ok(());
        }
        let (first, last): (i64, i64) = connection.prepare_cached(BOUNDS)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let from = Timestamp(period.from.map_or(first, |from| from.0.max(first)));
        let to = Timestamp(period.to.map_or(last, |to| (to.0 - 1).min(last)));
        if Token::month(to) - Token::month(from) <= MOST_MONTHS {
            self.wanted.push(any(days_and_months(from, to)));
        }
        Ok(())
    }
}

/// A word that begins so, as far as the index can tell.
pub(super) fn begun(word: &str) -> String {
    format!("\"{}\" *", word.chars().take(LONGEST).collect::<String>())
}

/// Whole months where they are, days before and behind them; both ends belong to it.
fn days_and_months(from: Timestamp, to: Timestamp) -> impl Iterator<Item = Token> {
    let (first, last) = (Token::day(from), Token::day(to).max(Token::day(from)));
    let month = Token::month_of_day;
    let is_whole = move |of: i64| month(first - 1) < of && of < month(last + 1);
    let months = (month(first)..=month(last)).filter(move |of| is_whole(*of)).map(Token::CreatedIn);
    let days = (first..=last).filter(move |day| !is_whole(month(*day))).map(Token::CreatedOn);
    days.chain(months)
}

/// One of these words.
fn any(tokens: impl Iterator<Item = Token>) -> String {
    let mut text = String::from("(");
    for token in tokens {
        if text.len() > 1 {
            text.push_str(" OR ");
        }
        text.push('"');
        token.write(&mut text);
        text.push('"');
    }
    // Of no words nothing is one; this one no document has.
    if text.len() == 1 {
        text.push_str("\"\u{E000}\"");
    }
    text.push(')');
    text
}
