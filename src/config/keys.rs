//! The table of keys in the configuration file, each command with the line it stands on. Which commands and keys there are
//! is the screen's to know.

use super::settings::line_of;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What one line of the table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// From 1; `None` where it is no line of a file.
    pub line: Option<usize>,
    pub command: String,
    /// None: the command has no key.
    pub keys: Vec<String>,
}

/// The lines of the table, from the top; what of it is no key, line by line.
pub fn lines(text: &str) -> Result<Vec<KeyLine>, String> {
    // A text that is no TOML at all has been refused already.
    let Ok(file) = DeTable::parse(text) else { return Ok(Vec::new()) };
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    match file.get_ref().get("keys").map(Spanned::get_ref) {
        None => {}
        Some(DeValue::Table(table)) => within(text, "", table, &mut lines, &mut faults),
        Some(_) => faults.push((1, "keys is a table: write [keys] and a command on each line below".to_owned())),
    }
    if faults.is_empty() {
        lines.sort_by_key(|line| line.line);
        return Ok(lines);
    }
    faults.sort();
    Err(faults.into_iter().map(|(line, fault)| format!("line {line}: {fault}")).collect::<Vec<_>>().join("\n"))
}

/// A name with a dot in it that was not put in quotes is a table within the table: the same is meant.
fn within(text: &str, before: &str, table: &DeTable, lines: &mut Vec<KeyLine>, faults: &mut Vec<(usize, String)>) {
    for (name, value) in table {
        let line = line_of(text, name.span().start);
        let command = format!("{before}{}", name.get_ref());
        let keys = match value.get_ref() {
            DeValue::Table(inner) => {
                within(text, &format!("{command}."), inner, lines, faults);
                continue;
            }
            DeValue::String(key) => Some(vec![key.to_string()]),
            DeValue::Array(several) => several.iter().map(|key| Some(key.get_ref().as_str()?.to_owned())).collect(),
            _ => None,
        };
        match keys {
            Some(keys) => lines.push(KeyLine { line: Some(line), command, keys }),
            None => faults.push((line, format!("{command} wants a key or a list of keys, as in \"I\" or [\"I\", \"ctrl-t\"]"))),
        }
    }
}

/// The same as the setting `keys` has it. What parts its words is written by name.
pub fn in_one_text(lines: &[KeyLine]) -> String {
    let named = |key: &String| match key.as_str() {
        "," => "comma".to_owned(),
        ";" => "semicolon".to_owned(),
        " " => "space".to_owned(),
        other => other.to_owned(),
    };
    let one = |line: &KeyLine| format!("{}={}", line.command, line.keys.iter().map(named).collect::<Vec<_>>().join(","));
    lines.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads the setting `keys`: commands parted by semicolons, their keys by commas. What gives a command no keys reads as one
/// key that is none, so that it is told with all else that is wrong.
#[must_use]
pub fn in_lines(text: &str) -> Vec<KeyLine> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let line = |part: &str| {
        let (command, keys) = part.split_once('=').map_or((part, vec![String::new()]), |(command, keys)| {
            (command.trim(), keys.split(',').map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned).collect())
        });
        KeyLine { line: None, command: command.to_owned(), keys }
    };
    parts.map(line).collect()
}
