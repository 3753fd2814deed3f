//! Makes a query of its terms, or says which of them cannot be read.

use super::error::echo;
use super::field::Field;
use super::lex::{Body, Lexer, Piece, Raw};
use super::value::Value;
use super::{LONGEST, MOST_TERMS, Query, QueryError, Reader, Sort, Span, Term, What};
use crate::domain::words::words;

pub(super) fn query(text: &str, reader: Reader) -> Result<Query, QueryError> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(QueryError::new(LONGEST, "a query has at most 1,000 characters", "the end of the query"));
    }
    let mut query = Query::default();
    for (count, raw) in Lexer::new(text).enumerate() {
        let raw = raw?;
        if count == MOST_TERMS {
            return Err(QueryError::new(raw.start, "a query has at most 50 terms", "the end of the query"));
        }
        add(&mut query, &raw, reader)?;
    }
    Ok(query)
}

fn add(query: &mut Query, raw: &Raw, reader: Reader) -> Result<(), QueryError> {
    let what = match &raw.body {
        Body::Word(word) => What::Words(searchable(word)?),
        Body::Phrase(phrase) => What::Phrase(searchable(phrase)?),
        Body::Field { name, value } => {
            let field = field(name, value, reader)?;
            let value = Value { field, reader, piece: value };
            if field == Field::Sort {
                query.sort = sort(query, raw, &value)?;
                query.sort_given = true;
                return Ok(());
            }
            value.what()?
        }
    };
    query.terms.push(Term { negated: raw.negated, what, span: Span { start: raw.start, end: raw.end } });
    Ok(())
}

/// A text without letters and digits, as the index knows them, would find everything or nothing: neither is what was meant.
fn searchable(text: &Piece) -> Result<String, QueryError> {
    if words(&text.text).is_empty() {
        let message = format!("nothing to search for in {}", echo(&text.text));
        return Err(QueryError::new(text.at, message, "a word with a letter or a digit"));
    }
    Ok(text.text.clone())
}

fn field(name: &Piece, value: &Piece, reader: Reader) -> Result<Field, QueryError> {
    Field::find(&name.text, reader).ok_or_else(|| {
        let message = match name.text.as_str() {
            "" => "no field before the colon".to_owned(),
            typed => format!("{} is not a field", echo(typed)),
        };
        let as_text = echo(&format!("{}:{}", name.text, value.text));
        let hint = (!words(&as_text).is_empty()).then(|| format!("to search for the text, quote it: {as_text}"));
        QueryError { hint, ..QueryError::new(name.at, message, Field::names(reader)) }
    })
}

fn sort(query: &Query, raw: &Raw, value: &Value<'_>) -> Result<Sort, QueryError> {
    if raw.negated {
        return Err(QueryError::new(raw.start, "an order cannot be negated, only reversed", "sort:-created"));
    }
    if query.sort_given {
        return Err(QueryError::new(raw.start, "the order is given twice", "a word, a phrase or another field"));
    }
    value.sort()
}
