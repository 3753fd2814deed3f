//! Searches with words. The index gives hits in the list's own order, newest activity first, so a page is the first so many
//! and nothing is ever sorted or counted for it. Each era and half of the index is a stream; streams are merged as they are
//! read.

use super::filter::Filter;
use super::matching::{Expression, begun, halves};
use crate::domain::search::{Cursor, Page, Search, Test};
use crate::domain::{TicketId, Timestamp};
use crate::store::Result;
use crate::store::sqlite::index::{self, Era, Half};
use rusqlite::types::Value;
use rusqlite::{Connection, Rows, params, params_from_iter};

/// The tickets of a page, in list order.
pub(super) fn page(connection: &Connection, search: &Search, page: &Page) -> Result<Vec<TicketId>> {
    let expression = Expression::of(connection, search)?;
    let mut statements = Vec::new();
    for era in index::eras(connection)? {
        let stretch = stretch(connection, era, search, page)?;
        for half in halves(search) {
            let (sql, values) = stream(half, &expression, search, stretch, page.backwards);
            statements.push((connection.prepare_cached(&sql)?, values));
        }
    }
    let mut streams = Vec::with_capacity(statements.len());
    for (statement, values) in &mut statements {
        streams.push(Stream::begin(statement.query(params_from_iter(values.iter()))?)?);
    }
    let mut hits = Vec::new();
    while hits.len() < page.limit {
        let heads = streams.iter().enumerate().filter_map(|(place, stream)| Some((stream.head?, place)));
        let Some((hit, place)) = (if page.backwards { heads.min() } else { heads.max() }) else { break };
        hits.push(TicketId(hit.1));
        streams[place].go_on()?;
    }
    if page.backwards {
        hits.reverse();
    }
    Ok(hits)
}

/// How many hits there are, counted up to `cap` if there is one.
pub(super) fn count(connection: &Connection, search: &Search, cap: Option<i64>) -> Result<i64> {
    let expression = Expression::of(connection, search)?;
    let mut count = 0;
    for era in index::eras(connection)? {
        let stretch = stretch(connection, era, search, &Page::first(0))?;
        for half in halves(search) {
            let (sql, values) = stream(half, &expression, search, stretch, false);
            let left = cap.map_or(-1, |cap| cap - count);
            let sql = format!("SELECT count(*) FROM ({sql} LIMIT {left})");
            count += connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get::<_, i64>(0))?;
        }
    }
    Ok(count)
}

/// The newest active tickets with one of these beginnings of words: the newest of each era, and of those the newest.
pub(super) fn newest_active(connection: &Connection, beginnings: &[String], limit: usize) -> Result<Vec<TicketId>> {
    const NEWEST: &str = "SELECT d.updated_at, d.ticket_id FROM search_active CROSS JOIN documents d ON d.place = search_active.rowid
        WHERE search_active MATCH ?1 AND search_active.rowid >= ?2 AND search_active.rowid < ?3
        ORDER BY search_active.rowid DESC LIMIT ?4";
    let any = beginnings.iter().map(|word| begun(word)).collect::<Vec<_>>().join(" OR ");
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(NEWEST)?;
    let mut newest: Vec<(i64, i64)> = Vec::new();
    for era in index::eras(connection)? {
        let rows = statement.query_map(params![any, era.first, era.end, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
        newest.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    newest.sort_unstable();
    Ok(newest.into_iter().rev().take(limit).map(|(_, ticket)| TicketId(ticket)).collect())
}

/// Hits of one half of one era, as they come.
struct Stream<'a> {
    rows: Rows<'a>,
    /// Activity and key of the next one.
    head: Option<(i64, i64)>,
}

impl<'a> Stream<'a> {
    fn begin(rows: Rows<'a>) -> Result<Self> {
        let mut stream = Self { rows, head: None };
        stream.go_on()?;
        Ok(stream)
    }

    fn go_on(&mut self) -> Result<()> {
        self.head = self.rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?;
        Ok(())
    }
}

/// The places of an era that a page can have hits in: from the first (inclusive) to the second (exclusive).
fn stretch(connection: &Connection, era: Era, search: &Search, page: &Page) -> Result<(i64, i64)> {
    let (mut low, mut high) = (era.first, era.end);
    let before = |at: Timestamp| Cursor { key: at.0, id: TicketId(i64::MIN) };
    for condition in search.conditions.iter().filter(|condition| !condition.negated) {
        let Test::Updated(period) = condition.test else { continue };
        if let Some(from) = period.from {
            low = low.max(era.first_not_before(connection, before(from))?);
        }
        if let Some(to) = period.to {
            high = high.min(era.first_not_before(connection, before(to))?);
        }
    }
    match page.from {
        Some(from) if page.backwards => {
            let behind = Cursor { id: TicketId(from.id.0.saturating_add(1)), ..from };
            low = low.max(era.first_not_before(connection, behind)?);
        }
        Some(from) => high = high.min(era.first_not_before(connection, from)?),
        None => {}
    }
    Ok((low, high))
}

/// The query for a stream. What the index cannot decide is looked up in the row of each hit.
fn stream(half: Half, expression: &Expression, search: &Search, places: (i64, i64), backwards: bool) -> (String, Vec<Value>) {
    let table = half.table();
    let mut filter = Filter { sql: format!("{table} MATCH "), values: Vec::new() };
    filter.bind(expression.text(half));
    filter.test(&format!("{table}.rowid >= "), places.0);
    filter.test(&format!("{table}.rowid < "), places.1);
    let reads_rows = search.lead.is_some() || !expression.undecided.is_empty();
    let join = if reads_rows { "CROSS JOIN tickets t ON t.id = d.ticket_id " } else { "" };
    if let Some(number) = search.lead {
        filter.test("t.number <> ", number.digits());
    }
    expression.undecided.iter().for_each(|condition| filter.condition(condition, search.scope));
    let way = if backwards { "ASC" } else { "DESC" };
    let sql = format!(
        "SELECT d.updated_at, d.ticket_id FROM {table} CROSS JOIN documents d ON d.place = {table}.rowid {join}
         WHERE {} ORDER BY {table}.rowid {way}",
        filter.sql
    );
    (sql, filter.values)
}
