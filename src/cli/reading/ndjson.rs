//! The rows of an NDJSON file: one object a line.

use super::decode::{BOM, Encoding, decode, fingerprint};
use super::json::cells;
use super::records::{Cut, Record, Records, without_break};
use crate::domain::foreign::{BadRow, Columns, Incoming, Reading};
use serde_json::Value;
use std::io::BufRead;

/// The rows of an NDJSON file.
pub(in crate::cli) struct NdjsonRows<R> {
    records: Records<R>,
    encoding: Encoding,
    columns: Columns,
    reading: Reading,
}

impl<R: BufRead> NdjsonRows<R> {
    pub fn open(input: R, encoding: Encoding, columns: Columns, reading: Reading) -> Self {
        Self { records: Records::new(input, Cut::Lines), encoding, columns, reading }
    }

    /// Whether there was nothing in the file at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_at_the_beginning()
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    fn row(&mut self, record: &Record) -> Result<Incoming, BadRow> {
        let bad = |column: Option<String>, reason: String| BadRow::new(record.line, column, reason, record.bytes.clone());
        if let Some(reason) = record.broken {
            return Err(BadRow { ends_reading: true, ..bad(None, reason.to_owned()) });
        }
        let text = decode(&record.bytes, record.line, self.encoding)?;
        let text = without_break(&text);
        let text = if record.line == 1 { text.trim_start_matches('\u{FEFF}') } else { text };
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let said = error.to_string();
            let reason = said.split(" at line ").next().unwrap_or(&said);
            bad(Some(format!("character {}", error.column())), format!("not JSON: {reason}; each line is one object"))
        })?;
        let Value::Object(row) = value else {
            return Err(bad(None, "not an object; each line is one object, as in {\"subject\": \"…\"}".to_owned()));
        };
        let (cells, extras) = cells(&row, &mut self.columns, &self.reading).map_err(|fault| bad(fault.column, fault.reason))?;
        let digest = fingerprint(std::iter::once(text.trim()));
        self.reading.incoming(record.line, digest, &cells, extras).map_err(|fault| bad(fault.column, fault.reason))
    }
}

impl<R: BufRead> Iterator for NdjsonRows<R> {
    type Item = Result<Incoming, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next_row(is_blank)?;
        Some(record.and_then(|record| self.row(&record)))
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii().is_empty()
}
