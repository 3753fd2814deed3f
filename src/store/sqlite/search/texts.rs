//! Words looked for in the texts themselves, one text after the other: for a guest's own tickets, for deleted ones, and for
//! what the index cannot tell (phrases, the ends of long words).

use super::filter::Filter;
use crate::domain::search::Scope;
use std::fmt::Write as _;

/// Whether some text of the ticket has the phrase; a note counts for staff alone.
pub(super) fn scan(filter: &mut Filter, phrase: &str, prefix: bool, scope: Scope) {
    let texts = ["'TKT-' || t.number", "t.subject", "t.description", "(SELECT name FROM users WHERE id = t.requester_id)"];
    for text in texts {
        has(filter, text, phrase, prefix);
        filter.sql.push_str(" OR ");
    }
    said(filter, "comments", phrase, prefix);
    if scope == Scope::Staff {
        filter.sql.push_str(" OR ");
        said(filter, "notes", phrase, prefix);
    }
}

/// The same for a hit of the index, whose filter of pairs (`p`) tells first of most that they cannot have it.
pub(super) fn scan_if_likely(filter: &mut Filter, phrase: &str, prefix: bool, negated: bool) {
    filter.sql.push_str(if negated { " AND NOT CASE WHEN may_have_pairs(p.pairs, " } else { " AND CASE WHEN may_have_pairs(p.pairs, " });
    filter.bind(phrase.to_owned());
    filter.sql.push_str(") THEN (");
    scan(filter, phrase, prefix, Scope::Staff);
    filter.sql.push_str(") ELSE FALSE END");
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
