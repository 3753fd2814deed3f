//! Words looked for in the texts themselves, one text after the other: for a guest's own tickets, for deleted ones, and for
//! what the index cannot tell (phrases, the ends of long words).

use super::filter::Filter;
use crate::domain::search::Scope;
use std::fmt::Write as _;

/// Whether some text of the ticket has the phrase; a note counts for staff alone.
pub(super) fn scan(filter: &mut Filter, phrase: &str, prefix: bool, scope: Scope) {
    let texts = ["'TKT-' || t.number", "t.subject", "t.description", "(SELECT name FROM users WHERE id = t.requester_id)"];
    let address = "coalesce((SELECT email FROM users WHERE id = t.requester_id), '')";
    for text in texts.into_iter().chain(Some(address).filter(|_| scope == Scope::Staff)) {
        has(filter, text, phrase, prefix);
        filter.sql.push_str(" OR ");
    }
    said(filter, "comments", phrase, prefix);
    if scope == Scope::Staff {
        filter.sql.push_str(" OR ");
        said(filter, "notes", phrase, prefix);
    }
}

fn said(filter: &mut Filter, table: &str, phrase: &str, prefix: bool) {
    let _ = write!(filter.sql, "EXISTS (SELECT 1 FROM {table} c WHERE c.ticket_id = t.id AND ");
    has(filter, "c.body", phrase, prefix);
    filter.sql.push(')');
}

fn has(filter: &mut Filter, text: &str, phrase: &str, prefix: bool) {
    let _ = write!(filter.sql, "has_words({text}, ");
    filter.bind(phrase.to_owned());
    filter.sql.push_str(", ");
    filter.bind(i64::from(prefix));
    filter.sql.push(')');
}
