//! The rows of a CSV file.

use super::decode::{BOM, Encoding, decode, fingerprint};
use super::fields::fields;
use super::records::{Cut, Record, Records, without_break};
use crate::domain::few;
use crate::domain::foreign::{BadRow, Cells, Columns, Extras, Field, Incoming, Reading};
use std::io::BufRead;

/// The rows of a CSV file.
pub(in crate::cli) struct CsvRows<R> {
    records: Records<R>,
    encoding: Encoding,
    names: Vec<String>,
    raw_header: Vec<u8>,
    columns: Columns,
    reading: Reading,
}

impl<R: BufRead> CsvRows<R> {
    pub fn open(input: R, encoding: Encoding, mut columns: Columns, reading: Reading) -> Result<Self, String> {
        let mut records = Records::new(input, Cut::Quotes);
        let header =
            records.next().map_err(|error| error.to_string())?.ok_or("the file is empty; it needs a line with the columns' names")?;
        let names = names(&header, encoding).map_err(|bad| bad.to_string())?;
        columns.head(&names);
        if columns.column_of(Field::Subject).is_none() {
            return Err(format!("no column holds the subject; name it with --map COLUMN=subject (there are: {})", listed(&names)));
        }
        if let Some(missing) = columns.missing().next() {
            return Err(format!("there is no column \"{}\" to map (there are: {})", few(missing), listed(&names)));
        }
        Ok(Self { records, encoding, names, raw_header: header.bytes, columns, reading })
    }

    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    pub fn header_fingerprint(&self) -> String {
        fingerprint(self.names.iter().map(String::as_str)).chars().take(8).collect()
    }

    pub fn raw_header(&self) -> &[u8] {
        &self.raw_header
    }

    fn row(&self, record: &Record) -> Result<Incoming, BadRow> {
        let bad = |column: Option<String>, reason: String| BadRow::new(record.line, column, reason, record.bytes.clone());
        if let Some(reason) = record.broken {
            return Err(BadRow { ends_reading: Records::<R>::ends_at(record), ..bad(None, reason.to_owned()) });
        }
        let text = decode(&record.bytes, record.line, self.encoding)?;
        let name = |place: usize| self.names.get(place).cloned();
        let values = fields(without_break(&text)).map_err(|wrong| bad(name(wrong.field), wrong.reason.to_owned()))?;
        if values.len() != self.names.len() {
            return Err(bad(None, format!("{} fields, and the header has {}", values.len(), self.names.len())));
        }
        let digest = fingerprint(self.names.iter().chain(&values).map(String::as_str));
        let mut cells = Cells::default();
        for (field, name, place) in self.columns.read() {
            cells.put(*field, name, values[*place].clone());
        }
        self.reading.incoming(record.line, digest, &cells, Extras::default()).map_err(|fault| bad(fault.column, fault.reason))
    }
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = Result<Incoming, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        // An empty line between rows, or behind the last one, is nobody's row; of one column it may be one.
        let has_columns = self.names.len() > 1;
        let record = self.records.next_row(|bytes| has_columns && matches!(bytes, b"\n" | b"\r\n" | b"\r"))?;
        Some(record.and_then(|record| self.row(&record)))
    }
}

fn names(header: &Record, encoding: Encoding) -> Result<Vec<String>, BadRow> {
    let bad = |reason: &str| BadRow::new(header.line, None, reason.to_owned(), Vec::new());
    if let Some(reason) = header.broken {
        return Err(bad(reason));
    }
    let text = decode(header.bytes.strip_prefix(BOM).unwrap_or(&header.bytes), header.line, encoding)?;
    fields(without_break(&text)).map_err(|wrong| bad(wrong.reason))
}

/// The names of columns as a message may show them.
fn listed(names: &[String]) -> String {
    let shown = names.iter().map(|name| crate::domain::text::clean(name, crate::domain::text::Field::Line).text);
    shown.collect::<Vec<_>>().join(", ")
}
