//! Lists by key, never by offset. Which index serves is decided here and not by the engine: so that no list is ever sorted
//! that an index has in order, on a new desk and on one with a million tickets alike.

use super::filter::{Filter, column};
use crate::domain::Priority;
use crate::domain::search::{Cursor, Key, Page, Scope, Search, Test};
use rusqlite::types::Value;
use std::fmt::Write as _;

/// One query of a list, and what is bound in it.
pub(super) struct Question {
    pub sql: String,
    pub values: Vec<Value>,
}

/// The queries that make a page, to be asked one after the other until it is full: `select` with its index and conditions.
/// One, but for lists by priority, which are a list by age for each.
pub(super) fn questions(select: &str, search: &Search, page: &Page) -> Vec<Question> {
    let ascending = search.order.ascending != page.backwards;
    let ask = |priority| question(select, index(search), Filter::of(search), search, page, priority);
    if search.order.key != Key::Priority {
        return vec![ask(None)];
    }
    let mut priorities = Priority::ALL.to_vec();
    if !ascending {
        priorities.reverse();
    }
    let begun = page.from.map(|from| from.key);
    let is_ahead = |code: &i64| begun.is_none_or(|begun| if ascending { *code >= begun } else { *code <= begun });
    priorities.into_iter().map(Priority::code).filter(is_ahead).map(|code| ask(Some(code))).collect()
}

/// The page of a list of these tickets alone, as a JSON list of their keys: they are few enough to be sorted.
pub(super) fn among(select: &str, search: &Search, page: &Page, tickets: String) -> Vec<Question> {
    let mut filter = Filter::default();
    filter.sql.push_str("t.id IN (SELECT value FROM json_each(");
    filter.bind(tickets);
    filter.sql.push_str("))");
    vec![question(select, None, filter, search, page, None)]
}

/// Everything that matches, in no order.
pub(super) fn all(select: &str, search: &Search) -> Question {
    let Filter { sql, values } = Filter::of(search);
    Question { sql: format!("{} WHERE {sql}", by(select, index(search))), values }
}

fn by(select: &str, index: Option<&str>) -> String {
    let hint = index.map(|index| format!(" INDEXED BY {index}")).unwrap_or_default();
    select.replacen("tickets t", &format!("tickets t{hint}"), 1)
}

fn question(select: &str, index: Option<&str>, mut filter: Filter, search: &Search, page: &Page, priority: Option<i64>) -> Question {
    let ascending = search.order.ascending != page.backwards;
    if let Some(number) = search.lead {
        filter.test("t.number <> ", number.digits());
    }
    let column = column(search.order.key, search.scope);
    if let Some(priority) = priority {
        filter.test("t.priority = ", priority);
    }
    if let Some(from) = page.from.filter(|from| priority.is_none_or(|priority| priority == from.key)) {
        go_on(&mut filter, column, from, ascending, page.backwards);
    }
    let (way, ties) = (if ascending { "ASC" } else { "DESC" }, if page.backwards { "ASC" } else { "DESC" });
    let order = if priority.is_some() { format!("t.id {ties}") } else { format!("{column} {way}, t.id {ties}") };
    Question { sql: format!("{} WHERE {} ORDER BY {order} LIMIT {}", by(select, index), filter.sql, page.limit), values: filter.values }
}

/// Only what lies behind the cursor in the walking direction.
fn go_on(filter: &mut Filter, column: &str, from: Cursor, ascending: bool, backwards: bool) {
    let (further, later) = (if ascending { ">" } else { "<" }, if backwards { ">" } else { "<" });
    if further == later {
        let _ = write!(filter.sql, " AND ({column}, t.id) {further} (");
        filter.bind(from.key);
        filter.sql.push_str(", ");
        filter.bind(from.id.0);
        filter.sql.push(')');
        return;
    }
    let _ = write!(filter.sql, " AND {column} {further}= ");
    filter.bind(from.key);
    let _ = write!(filter.sql, " AND ({column} {further} ");
    filter.bind(from.key);
    let _ = write!(filter.sql, " OR t.id {later} ");
    filter.bind(from.id.0);
    filter.sql.push(')');
}

/// Something a search asks for that an index has together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Active,
    OneStatus,
    OnePriority,
    OneAssignee,
    Nobodys,
    OneRequester,
}

fn asks(search: &Search) -> Vec<Asks> {
    let mut asks = Vec::new();
    for condition in search.conditions.iter().filter(|condition| !condition.negated) {
        match &condition.test {
            Test::Status(statuses) => {
                asks.extend(Some(Asks::Active).filter(|_| statuses.iter().all(|status| status.is_active())));
                asks.extend(Some(Asks::OneStatus).filter(|_| statuses.len() == 1));
            }
            Test::Priority(values) if values.len() == 1 => asks.push(Asks::OnePriority),
            Test::Assignee { users, .. } if users.is_empty() => asks.push(Asks::Nobodys),
            Test::Assignee { users, nobody: false } if users.len() == 1 => asks.push(Asks::OneAssignee),
            Test::Requester(users) if users.len() == 1 => asks.push(Asks::OneRequester),
            _ => {}
        }
    }
    asks
}

/// The index that has a list in order and the fewest rows to pass over. `None`: the engine may choose, for what is to be sorted
/// is little.
fn index(search: &Search) -> Option<&'static str> {
    let asks = asks(search);
    let asks = |what| asks.contains(&what);
    match (search.scope, search.order.key) {
        (Scope::Guest(_), _) => Some("tickets_requester"),
        _ if search.wants_deleted() => Some("tickets_deleted"),
        // The index that keeps numbers unique has no other name.
        (_, Key::Number) => Some("sqlite_autoindex_tickets_2"),
        // Their own few tickets are sorted.
        _ if asks(Asks::OneRequester) => Some("tickets_requester"),
        (_, Key::Waiting) => asks(Asks::Active).then_some("tickets_waiting"),
        (_, Key::Created) if asks(Asks::Active) => Some("tickets_active_created"),
        (_, Key::Created) => Some("tickets_created"),
        (_, Key::Priority) if asks(Asks::Active) => Some("tickets_active_priority"),
        (_, Key::Priority) => Some("tickets_priority"),
        (_, Key::Updated) if asks(Asks::Active) && (asks(Asks::OneAssignee) || asks(Asks::Nobodys)) => Some("tickets_active_assignee"),
        (_, Key::Updated) if asks(Asks::OneAssignee) && !asks(Asks::Nobodys) => Some("tickets_assignee"),
        (_, Key::Updated) if asks(Asks::OneStatus) => Some("tickets_status"),
        (_, Key::Updated) if asks(Asks::Active) && asks(Asks::OnePriority) => Some("tickets_active_pressing"),
        (_, Key::Updated) if asks(Asks::Active) => Some("tickets_active"),
        (_, Key::Updated) => Some("tickets_updated"),
    }
}
