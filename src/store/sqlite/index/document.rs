//! What a ticket's document says: the words of its texts and its fields, each once, in no order. Of a very long thread the
//! newest texts are in it, up to the bounds below, so that no ticket holds up the writing of documents.

use super::token::{self, Token};
use crate::domain::{TicketId, Timestamp, words};
use crate::store::Result;
use rusqlite::{Connection, OptionalExtension, Row, Rows};
use std::collections::HashSet;

/// So many different words and pairs of words of a ticket are searchable. English needs some 150,000 words of text for it.
const MOST_WORDS: usize = 16_384;
/// So many bytes of a thread are read for a document, or a little more: its newest texts.
const MOST_TEXT: usize = 1024 * 1024;
/// From so many bytes of text on, a document is not written in the transaction of a change but behind it.
const LONG: i64 = 16 * 1024;

/// What the rows of a ticket say now.
pub(super) struct Document {
    pub words: String,
    /// The bounds left something out.
    pub is_cut: bool,
}

/// The document of a ticket; `None` where it is deleted or not there.
pub(super) fn of(connection: &Connection, ticket: TicketId) -> Result<Option<Document>> {
    const TICKET: &str = "SELECT t.number, t.subject, t.description, u.name, t.status, t.priority, t.category, t.assignee_id,
            t.requester_id, t.created_at, u.email
        FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = ?1 AND t.deleted_at IS NULL";
    const COMMENTS: &str = "SELECT created_at, body FROM comments WHERE ticket_id = ?1 ORDER BY id DESC";
    const NOTES: &str = "SELECT created_at, body FROM notes WHERE ticket_id = ?1 ORDER BY id DESC";
    let mut book = Book::default();
    if connection.prepare_cached(TICKET)?.query_row([ticket.0], |row| head(&mut book, row)).optional()?.is_none() {
        return Ok(None);
    }
    let (mut comments, mut notes) = (connection.prepare_cached(COMMENTS)?, connection.prepare_cached(NOTES)?);
    let mut tables = [Newest::of(comments.query([ticket.0])?)?, Newest::of(notes.query([ticket.0])?)?];
    let mut read = 0;
    while let Some(table) =
        tables.iter_mut().filter(|table| table.next.is_some()).max_by_key(|table| table.next.as_ref().map(|(at, _)| *at))
    {
        let Some((_, text)) = table.step()? else { break };
        if read >= MOST_TEXT || !book.text(&text) {
            return Ok(Some(Document { words: book.said, is_cut: true }));
        }
        read += text.len();
    }
    Ok(Some(Document { words: book.said, is_cut: false }))
}

/// Whether a ticket has so much text that its document is better written behind a change. It costs little however much it is:
/// texts are measured, not read, and of a long thread only some.
pub(super) fn is_long(connection: &Connection, ticket: TicketId) -> Result<bool> {
    const SOME: i64 = 64;
    const SIZE: &str = "SELECT count(*), sum(size) FROM (
        SELECT octet_length(description) AS size FROM tickets WHERE id = ?1
        UNION ALL SELECT * FROM (SELECT octet_length(body) FROM comments WHERE ticket_id = ?1 LIMIT ?2)
        UNION ALL SELECT * FROM (SELECT octet_length(body) FROM notes WHERE ticket_id = ?1 LIMIT ?2))";
    let mut statement = connection.prepare_cached(SIZE)?;
    let (count, size): (i64, Option<i64>) = statement.query_row([ticket.0, SOME], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(count > SOME || size > Some(LONG))
}

/// What is not the thread.
fn head(book: &mut Book, row: &Row) -> rusqlite::Result<()> {
    book.text(&format!("TKT-{}", row.get::<_, i64>(0)?));
    for column in 1..=3 {
        book.text(row.get_ref(column)?.as_str()?);
    }
    book.text(row.get_ref(10)?.as_str_or_null()?.unwrap_or_default());
    let created = Timestamp(row.get(9)?);
    let fields = [
        Token::Status(row.get(4)?),
        Token::Priority(row.get(5)?),
        Token::Category(row.get(6)?),
        Token::Assignee(row.get::<_, Option<i64>>(7)?.unwrap_or(0)),
        Token::Requester(row.get(8)?),
        Token::CreatedOn(Token::day(created)),
        Token::CreatedIn(Token::month(created)),
    ];
    for field in fields {
        book.field(field);
    }
    Ok(())
}

/// The texts of one table of the thread, the newest first.
struct Newest<'a> {
    rows: Rows<'a>,
    next: Option<(i64, String)>,
}

impl<'a> Newest<'a> {
    fn of(rows: Rows<'a>) -> Result<Self> {
        let mut newest = Self { rows, next: None };
        newest.step()?;
        Ok(newest)
    }

    /// The next text; the one behind it is read.
    fn step(&mut self) -> Result<Option<(i64, String)>> {
        let behind = self.rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?;
        Ok(std::mem::replace(&mut self.next, behind))
    }
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

    /// Adds the words of a text; `false` if not all of them fit.
    fn text(&mut self, text: &str) -> bool {
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
        self.seen.len() + self.pairs.len() < MOST_WORDS
    }
}
