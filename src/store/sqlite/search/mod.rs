//! From a search to SQL: the one place that composes it. Lists without words walk an index of the rows (`listed`), those with
//! words the search index (`hits`); what neither serves is little, and read row by row.

mod filter;
mod hits;
mod listed;
mod matching;
mod texts;

use super::tickets::{from_row, public_from_row, select_public, select_ticket};
use crate::domain::search::{Order, Page, SORTED_HITS, Scope, Search};
use crate::domain::{Ticket, TicketId};
use crate::store::Result;
use filter::Filter;
use listed::Question;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde_json::json;

/// How a search is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By an index over the rows; words are looked for in the rows themselves.
    List,
    /// By the search index, which has hits in order of activity.
    Hits,
    /// By the search index, the newest hits put in another order.
    Sorted,
}

impl Way {
    fn of(search: &Search) -> Self {
        match search.order {
            Order::ACTIVITY if search.is_indexed() => Self::Hits,
            _ if search.sorts_newest_only() => Self::Sorted,
            _ => Self::List,
        }
    }
}

/// Which columns are read of a ticket, and how.
struct Rows {
    select: &'static str,
    read: fn(&Row) -> rusqlite::Result<Ticket>,
}

impl Rows {
    fn of(search: &Search) -> Self {
        match search.scope {
            Scope::Staff => Self { select: select_ticket!(""), read: from_row },
            Scope::Guest(_) => Self { select: select_public!(""), read: public_from_row },
        }
    }
}

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
    let all = Search { lead: None, ..search.clone() };
    if Way::of(search) != Way::List {
        return hits::count(connection, &all, cap);
    }
    let Question { sql, values } = listed::all("SELECT 1 FROM tickets t", &all);
    let sql = format!("SELECT count(*) FROM ({sql} LIMIT {})", cap.unwrap_or(-1));
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}

/// How the engine goes about a list: the lines of its plan.
pub(super) fn plan(connection: &Connection, search: &Search, page: &Page) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for Question { sql, values } in listed::questions(Rows::of(search).select, search, page) {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get::<_, String>("detail"))?;
        lines.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(lines)
}

/// The ticket meant by a number alone, if the rest of the search allows it.
fn lead(connection: &Connection, search: &Search) -> Result<Option<Ticket>> {
    let Some(number) = search.lead else { return Ok(None) };
    let mut filter = Filter::of(search);
    filter.test("t.number = ", number.digits());
    let rows = Rows::of(search);
    let sql = format!("{}WHERE {}", rows.select, filter.sql);
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(filter.values), rows.read).optional()?)
}

fn rest(connection: &Connection, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
    let rows = Rows::of(search);
    match Way::of(search) {
        Way::Hits => these(connection, &hits::page(connection, search, page)?),
        Way::Sorted => {
            let newest = hits::page(connection, search, &Page::first(SORTED_HITS))?;
            listed(connection, &rows, listed::among(rows.select, search, page, as_json(&newest)), page)
        }
        Way::List => listed(connection, &rows, listed::questions(rows.select, search, page), page),
    }
}

fn listed(connection: &Connection, rows: &Rows, questions: Vec<Question>, page: &Page) -> Result<Vec<Ticket>> {
    let mut tickets = Vec::new();
    for Question { sql, values } in questions {
        let mut statement = connection.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), rows.read)?.take(page.limit - tickets.len());
        tickets.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
        if tickets.len() >= page.limit {
            break;
        }
    }
    if page.backwards {
        tickets.reverse();
    }
    Ok(tickets)
}

/// These tickets, in this order.
pub(super) fn these(connection: &Connection, tickets: &[TicketId]) -> Result<Vec<Ticket>> {
    let mut statement = connection.prepare_cached(select_ticket!("WHERE t.id = ?1"))?;
    let found = tickets.iter().map(|ticket| statement.query_row([ticket.0], from_row));
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn as_json(tickets: &[TicketId]) -> String {
    json!(tickets.iter().map(|ticket| ticket.0).collect::<Vec<_>>()).to_string()
}

/// The newest active tickets with one of these beginnings of words.
pub(super) fn newest_active(connection: &Connection, beginnings: &[String], limit: usize) -> Result<Vec<Ticket>> {
    these(connection, &hits::newest_active(connection, beginnings, limit)?)
}
