//! What SQL can ask of our own code: whether a text has these words. For scans of a guest's own tickets, and of what the search
//! index leaves undecided.

use super::index::may_have;
use crate::domain::words;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use std::sync::Arc;

const FLAGS: FunctionFlags = FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DETERMINISTIC).union(FunctionFlags::SQLITE_DIRECTONLY);

/// `has_words(text, phrase, prefix)`: the phrase's folded words stand next to each other in the text.
/// `may_have_pairs(filter, phrase)`: they may do so somewhere in the ticket with this filter.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_scalar_function("has_words", 3, FLAGS, |arguments| {
        let phrase = phrase(arguments)?;
        Ok(words::have(arguments.get_raw(0).as_str()?, &phrase, arguments.get(2)?))
    })?;
    connection.create_scalar_function("may_have_pairs", 2, FLAGS, |arguments| {
        let phrase = phrase(arguments)?;
        Ok(may_have(arguments.get_raw(0).as_blob()?, &phrase))
    })
}

/// The second argument, taken apart once for all the rows of a query.
fn phrase(arguments: &Context) -> rusqlite::Result<Arc<Vec<String>>> {
    type Error = Box<dyn std::error::Error + Send + Sync>;
    arguments.get_or_create_aux(1, |phrase| Ok::<_, Error>(phrase.as_str()?.split(' ').map(str::to_owned).collect()))
}
