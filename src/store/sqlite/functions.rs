//! What SQL can ask of our own code: whether a text has these words. For scans of a guest's own tickets.

use crate::domain::words;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// `has_words(text, phrase, prefix)`: the phrase's folded words stand next to each other in the text.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("has_words", 3, flags, |arguments| {
        let text = words::words(arguments.get_raw(0).as_str()?);
        let phrase: Vec<String> = arguments.get_raw(1).as_str()?.split(' ').map(str::to_owned).collect();
        Ok(words::begins(&text, &phrase, arguments.get(2)?))
    })
}
