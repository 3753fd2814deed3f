//! What a ticket's document says: the words of all its texts and its fields, each once, in no order.

use super::Half;
use super::token::{self, Token};
use crate::domain::{Status, TicketId, Timestamp, words};
use crate::store::Result;
use crate::store::sqlite::error::damaged;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::HashSet;

/// A ticket as the index knows it.
pub(super) struct Document {
    pub half: Half,
    pub updated_at: i64,
    pub words: String,
}

/// The document as the rows say it now; `None` for a ticket that is deleted or not there.
pub(super) fn of(connection: &Connection, ticket: TicketId) -> Result<Option<Document>> {
    const FIELDS: &str = "SELECT t.number, t.subject, t.description, u.name, t.status, t.priority, t.category, t.assignee_id,
            t.requester_id, t.created_at, t.updated_at
        FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = ?1 AND t.deleted_at IS NULL";
    const THREAD: &str = "SELECT body FROM comments WHERE ticket_id = ?1 UNION ALL SELECT body FROM notes WHERE ticket_id = ?1";
    let mut book = Book::default();
    let mut statement = connection.prepare_cached(FIELDS)?;
    let Some((half, updated_at)) = statement.query_row([ticket.0], |row| book.fields(row)).optional()? else { return Ok(None) };
    let mut statement = connection.prepare_cached(THREAD)?;
    let mut rows = statement.query([ticket.0])?;
    while let Some(row) = rows.next()? {
        book.text(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
    }
    Ok(Some(Document { half, updated_at, words: book.said }))
}

/// Words so far.
#[derive(Default)]
struct Book {
    seen: HashSet<String>,
    pairs: HashSet<char>,
    said: String,
}

impl Book {
    fn fields(&mut self, row: &Row) -> rusqlite::Result<(Half, i64)> {
        self.text(&format!("TKT-{}", row.get::<_, i64>(0)?));
        for column in 1..=3 {
            self.text(row.get_ref(column)?.as_str()?);
        }
        let status = Status::from_code(row.get(4)?).ok_or_else(|| damaged("a ticket's status"))?;
        let created = Timestamp(row.get(9)?);
        let fields = [
            Token::Status(status.code()),
            Token::Priority(row.get(5)?),
            Token::Category(row.get(6)?),
            Token::Assignee(row.get::<_, Option<i64>>(7)?.unwrap_or(0)),
            Token::Requester(row.get(8)?),
            Token::CreatedOn(Token::day(created)),
            Token::CreatedIn(Token::month(created)),
        ];
        for field in fields {
            self.field(field);
        }
        Ok((Half::of(status), row.get(10)?))
    }

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
