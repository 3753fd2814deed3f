//! How long each text may be, and the way every text takes in: bound, clean, not empty. Bounds are
//! checked on what was sent and never cut it.

use super::text::{Cleaned, Field, clean, shown};
use super::{Refusal, names};
use unicode_segmentation::UnicodeSegmentation;

/// The longest subject, in grapheme clusters.
pub const SUBJECT_CHARACTERS: usize = 200;
/// The longest subject, in bytes.
pub const SUBJECT_BYTES: usize = 8 * 1024;
/// The longest name, in grapheme clusters.
pub const NAME_CHARACTERS: usize = 100;
/// The longest name, in bytes.
pub const NAME_BYTES: usize = 4 * 1024;
/// The longest description, comment or note, in bytes.
pub const BODY_BYTES: usize = 64 * 1024;
/// The longest description, comment or note, in lines.
pub const BODY_LINES: usize = 5_000;
/// Room for keys of every command there is, in bytes.
pub const KEYS_BYTES: usize = 16 * 1024;
/// The longest email address, in bytes.
pub const EMAIL_BYTES: usize = 254;
/// The name of the one text that may be empty.
pub const DESCRIPTION: &str = "description";

/// A subject: one line of 1 to 200 characters.
///
/// # Errors
/// `TooLong` in characters or bytes; `Empty` where nothing is left to see.
pub fn subject(sent: &str) -> Result<Cleaned, Refusal> {
    line("subject", sent, SUBJECT_CHARACTERS, SUBJECT_BYTES)
}

/// A name: one line of 1 to 100 characters.
///
/// # Errors
/// `TooLong` in characters or bytes; `Empty` where nothing is left to see.
pub fn name(sent: &str) -> Result<Cleaned, Refusal> {
    a_name(sent, NAME_BYTES)
}

/// A description, comment or note, called `field` in refusals: up to 64 KiB and 5,000 lines.
///
/// # Errors
/// `TooLong` in bytes or lines; `Empty` where nothing is left to see, unless it is a description.
pub fn body(field: &'static str, sent: &str) -> Result<Cleaned, Refusal> {
    block(field, sent, BODY_BYTES)
}

fn block(field: &'static str, sent: &str, bytes: usize) -> Result<Cleaned, Refusal> {
    within(field, sent.len(), bytes, "bytes")?;
    within(field, shown(sent, Field::Long).lines().count(), BODY_LINES, "lines")?;
    let cleaned = clean(sent, Field::Long);
    if field == DESCRIPTION { Ok(cleaned) } else { not_empty(field, cleaned) }
}

/// A subject that comes back from an export, perhaps ours.
///
/// # Errors
/// As [`subject`].
pub fn restored_subject(sent: &str) -> Result<Cleaned, Refusal> {
    line("subject", sent, SUBJECT_CHARACTERS, roomy(sent, Field::Line, SUBJECT_BYTES))
}

/// A name that comes back from an export, perhaps ours.
///
/// # Errors
/// As [`name`].
pub fn restored_name(sent: &str) -> Result<Cleaned, Refusal> {
    a_name(sent, roomy(sent, Field::Line, NAME_BYTES))
}

/// A description, comment or note that comes back from an export, perhaps ours.
///
/// # Errors
/// As [`body`].
pub fn restored_body(field: &'static str, sent: &str) -> Result<Cleaned, Refusal> {
    block(field, sent, roomy(sent, Field::Long, BODY_BYTES))
}

/// The bound for a text that may be our own: pictures that cleaning put into it were one byte each when it was sent, and
/// what the desk gives out it takes back.
fn roomy(sent: &str, field: Field, bytes: usize) -> usize {
    if sent.len() <= bytes || clean(sent, field).text != sent {
        return bytes;
    }
    bytes + 2 * sent.chars().filter(|letter| matches!(letter, '\u{2400}'..='\u{2421}' | '\u{FFFD}')).count()
}

/// An email address: something, one `@`, something; no blanks, nothing that cleaning would change.
///
/// # Errors
/// `TooLong` in bytes; `NotAnEmail`.
pub fn email(sent: &str) -> Result<String, Refusal> {
    let address = sent.trim();
    within("email", address.len(), EMAIL_BYTES, "bytes")?;
    let parts: Vec<&str> = address.split('@').collect();
    let well_formed = parts.len() == 2 && parts.iter().all(|part| !part.is_empty());
    let plain = !address.contains(char::is_whitespace) && clean(address, Field::Line).text == address;
    if well_formed && plain { Ok(address.to_owned()) } else { Err(Refusal::NotAnEmail(address.to_owned())) }
}

/// Commands and their keys, in one line; none at all is fine.
///
/// # Errors
/// `TooLong` in bytes.
pub fn keys(sent: &str) -> Result<Cleaned, Refusal> {
    within("keys", sent.len(), KEYS_BYTES, "bytes")?;
    Ok(clean(sent, Field::Line))
}

fn line(field: &'static str, sent: &str, characters: usize, bytes: usize) -> Result<Cleaned, Refusal> {
    within(field, sent.graphemes(true).count(), characters, "characters")?;
    within(field, sent.len(), bytes, "bytes")?;
    not_empty(field, clean(sent, Field::Line))
}

fn a_name(sent: &str, bytes: usize) -> Result<Cleaned, Refusal> {
    not_empty("name", names::plain(&line("name", sent, NAME_CHARACTERS, bytes)?))
}

fn within(field: &'static str, is: usize, bound: usize, unit: &'static str) -> Result<(), Refusal> {
    if is > bound { Err(Refusal::TooLong { field, is, bound, unit }) } else { Ok(()) }
}

fn not_empty(field: &'static str, cleaned: Cleaned) -> Result<Cleaned, Refusal> {
    if cleaned.text.chars().all(looks_empty) { Err(Refusal::Empty { field }) } else { Ok(cleaned) }
}

/// Blanks, and the letters and signs that show nothing: fillers, the grapheme joiner, empty Braille.
fn looks_empty(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}
