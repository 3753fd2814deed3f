//! Makes a query of its terms, or says which of them cannot be read.

use super::error::echo;
use super::field::Field;
use super::lex::{Body, Lexer, Piece, Raw};
use super::quote::is_any_quote;
use super::value::Value;
use super::{LONGEST, MOST_TERMS, Query, QueryError, Reader, Sort, Span, Term, What};

pub(super) fn query(text: &str, reader: Reader) -> Result<Query, QueryError> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(QueryError::new(LONGEST, "a query has at most 1,000 characters", "the end of the query"));
    }
    let mut query = Query::default();
    let mut lexer = Lexer::new(text, reader);
    for (count, raw) in lexer.by_ref().enumerate() {
        let raw = raw?;
        if count == MOST_TERMS {
            return Err(QueryError::new(raw.start, "a query has at most 50 terms", "the end of the query"));
        }
        add(&mut query, raw, reader)?;
    }
    match lexer.passed {
        Some(marks) if query.terms.is_empty() => {
            let message = format!("nothing to search for in {}", echo(&marks.text));
            Err(QueryError::new(marks.at, message, "a word with a letter or a digit"))
        }
        _ => Ok(query),
    }
}

/// What of a query was read in another way than it may have been meant: a word with a colon that names no field. `None` where
/// nothing was, and of what cannot be read.
#[must_use]
pub fn remarks(text: &str, reader: Reader) -> Option<String> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut lexer = Lexer::new(text, reader);
    if lexer.by_ref().any(|raw| raw.is_err()) {
        return None;
    }
    let mut remarks = lexer.remarks;
    remarks.dedup();
    Some(remarks.join("; ")).filter(|remarks| !remarks.is_empty())
}

/// Whether nothing but a sign or a quote is typed yet, which asks for nothing.
#[must_use]
pub fn is_begun(text: &str) -> bool {
    text.chars().all(|letter| letter == '-' || letter.is_whitespace() || is_any_quote(letter))
}

fn add(query: &mut Query, raw: Raw, reader: Reader) -> Result<(), QueryError> {
    let span = Span { start: raw.start, end: raw.end };
    let what = match raw.body {
        Body::Word(word) => What::Words(word.text),
        Body::Phrase(phrase) => What::Phrase(phrase.text),
        Body::Slip { name, value, like } => return Err(slip(&name, &value, &like)),
        Body::Field { field, value } => {
            let value = Value { field, reader, piece: &value };
            if field == Field::Sort {
                query.sort = sort(query, span.start, raw.negated, &value)?;
                query.sort_given = true;
                return Ok(());
            }
            value.what()?
        }
    };
    query.terms.push(Term { negated: raw.negated, what, span });
    Ok(())
}

fn slip(name: &Piece, value: &Piece, like: &[Field]) -> QueryError {
    let message = format!("{} is not a field", echo(&name.text));
    let hint = format!("to search for the text, quote it: {}", echo(&format!("{}:{}", name.text, value.text)));
    QueryError { hint: Some(hint), ..QueryError::new(name.at, message, Field::names(like)) }
}

fn sort(query: &Query, at: usize, negated: bool, value: &Value<'_>) -> Result<Sort, QueryError> {
    if negated {
        return Err(QueryError::new(at, "an order cannot be negated, only reversed", "sort:-created"));
    }
    if query.sort_given {
        return Err(QueryError::new(at, "the order is given twice", "a word, a phrase or another field"));
    }
    value.sort()
}
