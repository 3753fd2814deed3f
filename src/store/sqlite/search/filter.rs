//! A search's conditions as a WHERE clause over the rows. Everything a person typed is a bound value.

use super::texts;
use crate::domain::search::{Condition, Key, Period, Scope, Search, Test};
use crate::domain::{Status, UserId};
use rusqlite::types::Value;
use std::fmt::Write as _;

/// The column that a list is sorted by. `t` is the ticket.
pub(super) fn column(key: Key, scope: Scope) -> &'static str {
    match (key, scope) {
        (Key::Updated, Scope::Staff) => "t.updated_at",
        (Key::Updated, Scope::Guest(_)) => "t.public_updated_at",
        (Key::Created, _) => "t.created_at",
        (Key::Priority, _) => "t.priority",
        (Key::Waiting, _) => "t.unanswered_since",
        (Key::Number, _) => "t.number",
    }
}

/// A WHERE clause and the values bound in it, in order.
#[derive(Default)]
pub(super) struct Filter {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Filter {
    /// Every condition, words read in the rows themselves.
    pub fn of(search: &Search) -> Self {
        let mut filter = Self::default();
        filter.sql.push_str(if search.wants_deleted() { "t.deleted_at IS NOT NULL" } else { "t.deleted_at IS NULL" });
        if let Scope::Guest(guest) = search.scope {
            filter.test("t.requester_id = ", guest.0);
        }
        if search.order.key == Key::Waiting {
            filter.sql.push_str(" AND t.unanswered_since IS NOT NULL");
        }
        search.conditions.iter().for_each(|condition| filter.condition(condition, search.scope));
        filter
    }

    /// One more condition that must hold.
    pub fn condition(&mut self, condition: &Condition, scope: Scope) {
        self.sql.push_str(if condition.negated { " AND NOT (" } else { " AND (" });
        match &condition.test {
            Test::Words { words, prefix } => texts::scan(self, &words.join(" "), *prefix, scope),
            Test::Status(statuses) => self.status(statuses),
            Test::Priority(values) => self.one_of("t.priority", values.iter().map(|value| value.code())),
            Test::Category(values) => self.one_of("t.category", values.iter().map(|value| value.code())),
            Test::Assignee { users, nobody } => self.assignee(users, *nobody, condition.negated),
            Test::Requester(users) => self.one_of("t.requester_id", users.iter().map(|user| user.0)),
            Test::Created(span) => self.span(column(Key::Created, scope), *span),
            Test::Updated(span) => self.span(column(Key::Updated, scope), *span),
            Test::Deleted => self.sql.push_str("t.deleted_at IS NOT NULL"),
        }
        self.sql.push(')');
    }

    /// Active is written out, not bound: only so does SQLite see that the indexes over active tickets serve.
    fn status(&mut self, statuses: &[Status]) {
        if statuses.iter().all(|status| status.is_active()) {
            self.sql.push_str("t.status IN (1, 2) AND ");
        }
        self.one_of("t.status", statuses.iter().map(|status| status.code()));
    }

    fn assignee(&mut self, users: &[UserId], nobody: bool, negated: bool) {
        match (users, nobody) {
            ([], _) => return self.sql.push_str("t.assignee_id IS NULL"),
            (_, true) => self.sql.push_str("t.assignee_id IS NULL OR "),
            (_, false) => {}
        }
        if negated {
            // Or "not ana" would lose the tickets that nobody has.
            self.sql.push_str("t.assignee_id IS NOT NULL AND ");
        }
        self.one_of("t.assignee_id", users.iter().map(|user| user.0));
    }

    pub fn one_of(&mut self, column: &str, codes: impl Iterator<Item = i64>) {
        let codes: Vec<i64> = codes.collect();
        if let [only] = codes[..] {
            let _ = write!(self.sql, "{column} = ");
            return self.bind(only);
        }
        let _ = write!(self.sql, "{column} IN (");
        for (place, code) in codes.into_iter().enumerate() {
            if place > 0 {
                self.sql.push_str(", ");
            }
            self.bind(code);
        }
        self.sql.push(')');
    }

    fn span(&mut self, column: &str, span: Period) {
        self.sql.push_str("TRUE");
        if let Some(from) = span.from {
            self.test(&format!("{column} >= "), from.0);
        }
        if let Some(to) = span.to {
            self.test(&format!("{column} < "), to.0);
        }
    }

    /// One more comparison that must hold.
    pub fn test(&mut self, comparison: &str, value: impl Into<Value>) {
        let _ = write!(self.sql, " AND {comparison}");
        self.bind(value);
    }

    pub fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
        let _ = write!(self.sql, "?{}", self.values.len());
    }
}
