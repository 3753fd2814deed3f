//! From bytes to text, in the encoding that was said and no other.

use crate::domain::foreign::BadRow;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;

/// The mark that UTF-8 files may begin with.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How a file's letters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Encoding {
    /// With or without its mark.
    #[default]
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "windows-1252")]
    Windows1252,
}

/// A stretch of the file as text; `line` is where it begins.
pub(super) fn decode(bytes: &[u8], line: u64, encoding: Encoding) -> Result<Cow<'_, str>, BadRow> {
    if encoding == Encoding::Windows1252 {
        return Ok(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0);
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        // A line ends at LF, CR LF or CR alone, as records do.
        let ends = |place: &usize| good[*place] == b'\n' || (good[*place] == b'\r' && bytes.get(place + 1) != Some(&b'\n'));
        let ends: Vec<usize> = (0..good.len()).filter(ends).collect();
        let (line_start, breaks) = (ends.last().map_or(0, |place| place + 1), ends.len());
        let place = format!("byte {}", good.len() - line_start + 1);
        let reason = "not UTF-8; if the file is in windows-1252, say --encoding windows-1252".to_owned();
        BadRow::new(line + u64::try_from(breaks).unwrap_or(0), Some(place), reason, bytes.to_vec())
    })
}

/// The fingerprint of some texts, in hex; no two lists of texts have the same.
pub(super) fn fingerprint<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
