//! From a search to SQL: the one place that composes SQL. Everything a person typed is a bound parameter; the words of
//! a search reach the index only as quoted strings of letters and digits.

use super::tickets::{from_row, select_ticket};
use crate::domain::search::{Condition, Cursor, Key, Page, Period, SORTED_HITS, Scope, Search, Test};
use crate::domain::{Status, Ticket, UserId};
use crate::store::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::fmt::Write as _;

pub(super) fn matching(connection: &Connection, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
    let Some(lead) = lead(connection, search)? else { return rest(connection, search, page) };
    let from = page.from.filter(|from| from.id != lead.id);
    if page.backwards {
        if from != page.from {
            // Nothing is before the first row.
            return Ok(Vec::new());
        }
        let mut tickets = rest(connection, search, page)?;
        if tickets.len() < page.limit {
            tickets.insert(0, lead);
        }
        return Ok(tickets);
    }
    let mut tickets: Vec<Ticket> = Some(lead).filter(|_| page.from.is_none() && page.limit > 0).into_iter().collect();
    let limit = page.limit - tickets.len();
    tickets.extend(rest(connection, search, &Page { from, limit, ..*page })?);
    Ok(tickets)
}

pub(super) fn count(connection: &Connection, search: &Search, cap: Option<i64>) -> Result<i64> {
    let filter = Filter::of(search);
    let limit = cap.unwrap_or(-1);
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM tickets t WHERE {} LIMIT {limit})", filter.sql);
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(filter.values), |row| row.get(0))?)
}

/// The ticket meant by a number alone, if the rest of the search allows it.
fn lead(connection: &Connection, search: &Search) -> Result<Option<Ticket>> {
    let Some(number) = search.lead else { return Ok(None) };
    let mut filter = Filter::of(search);
    filter.test("t.number = ", number.digits());
    let sql = format!("{}WHERE {}", select_ticket!(""), filter.sql);
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(filter.values), from_row).optional()?)
}

fn rest(connection: &Connection, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
    let mut filter = Filter::of(search);
    if search.sorts_newest_only() {
        filter.keep_newest(search.scope);
    }
    if let Some(number) = search.lead {
        filter.test("t.number <> ", number.digits());
    }
    let column = column(search.order.key, search.scope);
    let ascending = search.order.ascending != page.backwards;
    if let Some(from) = page.from {
        filter.go_on(column, from, ascending, page.backwards);
    }
    let (way, ties) = (if ascending { "ASC" } else { "DESC" }, if page.backwards { "ASC" } else { "DESC" });
    let sql = format!("{}WHERE {} ORDER BY {column} {way}, t.id {ties} LIMIT {}", select_ticket!(""), filter.sql, page.limit);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(filter.values), from_row)?;
    let mut tickets: Vec<Ticket> = rows.collect::<rusqlite::Result<_>>()?;
    if page.backwards {
        tickets.reverse();
    }
    Ok(tickets)
}

fn column(key: Key, scope: Scope) -> &'static str {
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
struct Filter {
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    fn of(search: &Search) -> Self {
        let wants_deleted = search.conditions.iter().any(|condition| condition.test == Test::Deleted && !condition.negated);
        let sql = if wants_deleted { "t.deleted_at IS NOT NULL" } else { "t.deleted_at IS NULL" }.to_owned();
        let mut filter = Self { sql, values: Vec::new() };
        if let Scope::Guest(guest) = search.scope {
            filter.test("t.requester_id = ", guest.0);
        }
        if search.order.key == Key::Waiting {
            filter.sql.push_str(" AND t.unanswered_since IS NOT NULL");
        }
        for condition in &search.conditions {
            filter.condition(condition, search.scope);
        }
        filter
    }

    fn condition(&mut self, condition: &Condition, scope: Scope) {
        self.sql.push_str(if condition.negated { " AND NOT (" } else { " AND (" });
        match &condition.test {
            Test::Words { words, prefix } => self.words(words, *prefix, scope),
            Test::Status(statuses) => self.status(statuses),
            // The plus keeps SQLite from looking up by priority, and then having to sort what it found.
            Test::Priority(values) => self.one_of("+t.priority", values.iter().map(|value| value.code())),
            Test::Category(values) => self.one_of("t.category", values.iter().map(|value| value.code())),
            Test::Assignee { users, nobody } => self.assignee(users, *nobody),
            Test::Requester(users) => self.one_of("t.requester_id", users.iter().map(|user| user.0)),
            Test::Created(span) => self.span(column(Key::Created, scope), *span),
            Test::Updated(span) => self.span(column(Key::Updated, scope), *span),
            Test::Deleted => self.sql.push_str("t.deleted_at IS NOT NULL"),
        }
        self.sql.push(')');
    }

    /// Active or done is written out, not bound: only so does SQLite see that the index over the one or the other serves.
    fn status(&mut self, statuses: &[Status]) {
        let half = match statuses.iter().filter(|status| status.is_active()).count() {
            0 => Some("t.status IN (3, 4)"),
            active if active == statuses.len() => Some("t.status IN (1, 2)"),
            _ => None,
        };
        if let Some(half) = half {
            self.sql.push_str(half);
            self.sql.push_str(" AND ");
        }
        self.one_of("t.status", statuses.iter().map(|status| status.code()));
    }

    fn assignee(&mut self, users: &[UserId], nobody: bool) {
        if nobody {
            self.sql.push_str("t.assignee_id IS NULL OR ");
        }
        // Without the second half, "not ana" would lose the tickets that nobody has.
        self.sql.push_str("t.assignee_id IS NOT NULL AND ");
        self.one_of("t.assignee_id", users.iter().map(|user| user.0));
    }

    fn words(&mut self, words: &[String], prefix: bool, scope: Scope) {
        match scope {
            Scope::Staff => {
                let star = if prefix { " *" } else { "" };
                self.sql.push_str("t.id IN (SELECT rowid FROM search WHERE search MATCH ");
                self.bind(format!("\"{}\"{star}", words.join(" ")));
                self.sql.push(')');
            }
            Scope::Guest(_) => self.scan(&words.join(" "), prefix),
        }
    }

    /// A guest's own few tickets are read, each text by itself, and no note among them.
    fn scan(&mut self, phrase: &str, prefix: bool) {
        let texts = ["'TKT-' || t.number", "t.subject", "t.description", "(SELECT name FROM users WHERE id = t.requester_id)"];
        for text in texts {
            let _ = write!(self.sql, "has_words({text}, ");
            self.phrase(phrase, prefix);
            self.sql.push_str(" OR ");
        }
        self.sql.push_str("EXISTS (SELECT 1 FROM comments c WHERE c.ticket_id = t.id AND has_words(c.body, ");
        self.phrase(phrase, prefix);
        self.sql.push(')');
    }

    fn phrase(&mut self, phrase: &str, prefix: bool) {
        self.bind(phrase.to_owned());
        self.sql.push_str(", ");
        self.bind(i64::from(prefix));
        self.sql.push(')');
    }

    fn one_of(&mut self, column: &str, codes: impl Iterator<Item = i64>) {
        let _ = write!(self.sql, "{column} IN (");
        for (place, code) in codes.enumerate() {
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

    /// Of all that match, the newest by activity.
    fn keep_newest(&mut self, scope: Scope) {
        let newest = column(Key::Updated, scope);
        self.sql = format!("t.id IN (SELECT t.id FROM tickets t WHERE {} ORDER BY {newest} DESC, t.id DESC LIMIT {SORTED_HITS})", self.sql);
    }

    /// Only what lies behind the cursor in the walking direction.
    fn go_on(&mut self, column: &str, from: Cursor, ascending: bool, backwards: bool) {
        let (further, later) = (if ascending { ">" } else { "<" }, if backwards { ">" } else { "<" });
        let _ = write!(self.sql, " AND {column} {further}= ");
        self.bind(from.key);
        let _ = write!(self.sql, " AND ({column} {further} ");
        self.bind(from.key);
        let _ = write!(self.sql, " OR t.id {later} ");
        self.bind(from.id.0);
        self.sql.push(')');
    }

    fn test(&mut self, comparison: &str, value: i64) {
        let _ = write!(self.sql, " AND {comparison}");
        self.bind(value);
    }

    fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
        let _ = write!(self.sql, "?{}", self.values.len());
    }
}
