//! Settings in the configuration file, each held against the table of settings.

use crate::domain::setting::{SettingName, Stated};
use serde::Deserialize;
use toml::Spanned;

/// A word; for a switch `true` and `false` serve, too.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Word {
    Text(String),
    Switch(bool),
}

/// What the file says, or what of it cannot be, line by line.
pub fn stated(text: &str, written: impl IntoIterator<Item = (SettingName, Option<Spanned<Word>>)>) -> Result<Stated, String> {
    let (mut stated, mut faults) = (Stated::new(), Vec::new());
    for (name, value) in written.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let line = line_of(text, value.span().start);
        let word = match value.into_inner() {
            Word::Text(word) => word,
            Word::Switch(true) => "on".to_owned(),
            Word::Switch(false) => "off".to_owned(),
        };
        match name.setting().read(&word) {
            Ok(cleaned) => stated.push((name, cleaned.text)),
            Err(refusal) => faults.push((line, refusal)),
        }
    }
    if faults.is_empty() {
        return Ok(stated);
    }
    faults.sort_by_key(|(line, _)| *line);
    Err(faults.into_iter().map(|(line, refusal)| format!("line {line}: {refusal}")).collect::<Vec<_>>().join("\n"))
}

/// The line that a byte of the text is on, from 1.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1
}
