//! What a ticket's document says: the words of all its texts and its fields, each once, in no order. The rows are gathered by a
//! trigger of the schema (migration 4), which calls `document` and hands what it says to the index alone.

use super::token::{self, Token};
use crate::domain::{TicketId, Timestamp, words};
use crate::store::Result;
use rusqlite::functions::Context;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use std::collections::HashSet;

/// Between the texts of a thread. No text in the file has it.
const BETWEEN: char = '\0';

/// `document(number, subject, description, requester's name, status, priority, category, assignee, requester, created_at, thread)`
pub(in crate::store::sqlite) fn document(row: &Context) -> rusqlite::Result<String> {
    let mut book = Book::default();
    book.text(&format!("TKT-{}", row.get::<i64>(0)?));
    for column in 1..=3 {
        book.text(row.get_raw(column).as_str()?);
    }
    let created = Timestamp(row.get(9)?);
    let fields = [
        Token::Status(row.get(4)?),
        Token::Priority(row.get(5)?),
        Token::Category(row.get(6)?),
        Token::Assignee(row.get::<Option<i64>>(7)?.unwrap_or(0)),
        Token::Requester(row.get(8)?),
        Token::CreatedOn(Token::day(created)),
        Token::CreatedIn(Token::month(created)),
    ];
    for field in fields {
        book.field(field);
    }
    if let thread @ ValueRef::Text(_) = row.get_raw(10) {
        thread.as_str()?.split(BETWEEN).for_each(|text| book.text(text));
    }
    Ok(book.said)
}

/// The document as the rows say it now; `None` for a ticket that is deleted or not there. Only the doctor reads one.
pub(super) fn of(connection: &Connection, ticket: TicketId) -> Result<Option<String>> {
    const DOCUMENT: &str = "SELECT document(t.number, t.subject, t.description, u.name, t.status, t.priority, t.category, t.assignee_id,
            t.requester_id, t.created_at, (SELECT group_concat(body, char(0)) FROM (
                SELECT body FROM comments WHERE ticket_id = t.id UNION ALL SELECT body FROM notes WHERE ticket_id = t.id)))
        FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = ?1 AND t.deleted_at IS NULL";
    Ok(connection.prepare_cached(DOCUMENT)?.query_row([ticket.0], |row| row.get(0)).optional()?)
}

/// Words so far.
#[derive(Default)]
struct Book {
    seen: HashSet<String>,
    pairs: HashSet<char>,
    said: String,
}

impl Book {
    fn field(&mut self, field: Token) {
        field.write(&mut self.said);
        self.said.push(' ');
    }

    fn text(&mut self, text: &str) {
        let words = words::words(text);
        for pair in words.windows(2) {
            let letter = token::pair(&pair[0], &pair[1]);
            if self.pairs.insert(letter) {
                self.said.extend([letter, ' ']);
            }
        }
        for word in words {
            if !self.seen.contains(&word) {
                self.said.push_str(&word);
                self.said.push(' ');
                self.seen.insert(word);
            }
        }
    }
}
