//! The same query in another order, its terms left as they were typed.

use super::field::Field;
use super::lex::{Body, Lexer};
use super::{Reader, Sort};

/// The text with this order in the place of the one it has. What cannot be read is left as it is.
#[must_use]
pub fn sorted(text: &str, sort: Sort) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut terms = Vec::new();
    for raw in Lexer::new(text, Reader::Staff) {
        let Ok(raw) = raw else { return text.to_owned() };
        let orders = matches!(&raw.body, Body::Field { field: Field::Sort, .. });
        if !orders {
            terms.push(letters[raw.start..raw.end].iter().collect::<String>());
        }
    }
    if sort != Sort::default() {
        terms.push(sort.to_string());
    }
    terms.join(" ")
}
