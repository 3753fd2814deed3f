//! The same query in another order, its terms left as they were typed.

use super::Sort;
use super::lex::{Body, Lexer};

/// The text with this order in the place of the one it has. What cannot be read is left as it is.
#[must_use]
pub fn sorted(text: &str, sort: Sort) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut terms = Vec::new();
    for raw in Lexer::new(text) {
        let Ok(raw) = raw else { return text.to_owned() };
        let orders = matches!(&raw.body, Body::Field { name, .. } if name.text.eq_ignore_ascii_case("sort"));
        if !orders {
            terms.push(letters[raw.start..raw.end].iter().collect::<String>());
        }
    }
    if sort != Sort::default() {
        terms.push(sort.to_string());
    }
    terms.join(" ")
}
