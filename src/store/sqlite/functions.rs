//! What SQL can ask of our own code: whether a text has these words, for scans of a guest's own tickets and of what the search
//! index leaves undecided.

use crate::domain::words;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// `has_words(text, phrase, prefix)`: the phrase's folded words stand next to each other in the text.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    type Error = Box<dyn std::error::Error + Send + Sync>;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("has_words", 3, flags, |arguments| {
        // Taken apart once for all the rows of a query.
        let phrase =
            arguments.get_or_create_aux(1, |phrase| Ok::<Vec<String>, Error>(phrase.as_str()?.split(' ').map(str::to_owned).collect()))?;
        Ok(words::have(arguments.get_raw(0).as_str()?, &phrase, arguments.get(2)?))
    })
}
