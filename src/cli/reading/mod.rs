//! Rows out of files: CSV and NDJSON, one at a time however long the file is. What a row means is the domain's.

mod csv;
mod decode;
mod fields;
mod json;
mod ndjson;
mod people;
mod records;

pub(super) use decode::Encoding;

use crate::domain::foreign::{BadRow, Columns, Incoming, Reading};
use std::io::{BufRead, BufReader, Read};

/// How a file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Layout {
    Csv,
    Ndjson,
}

/// The rows of one file, and what was found out about its columns.
pub(super) enum Rows {
    Csv(Box<csv::CsvRows<BufReader<Box<dyn Read + Send>>>>),
    Ndjson(Box<ndjson::NdjsonRows<BufReader<Box<dyn Read + Send>>>>),
}

impl Rows {
    /// Reads the header, where there is one.
    ///
    /// # Errors
    /// If the header cannot be read, or no column holds the subject.
    pub fn open(
        input: Box<dyn Read + Send>,
        layout: Layout,
        encoding: Encoding,
        columns: Columns,
        reading: Reading,
    ) -> Result<Self, String> {
        let mut input = BufReader::with_capacity(64 * 1024, input);
        let begins_with_bom = input.fill_buf().map_err(|error| error.to_string())?.starts_with(decode::BOM);
        if begins_with_bom && encoding == Encoding::Windows1252 {
            return Err("the file begins with the mark of UTF-8; leave --encoding out".to_owned());
        }
        Ok(match layout {
            Layout::Csv => Self::Csv(Box::new(csv::CsvRows::open(input, encoding, columns, reading)?)),
            Layout::Ndjson => Self::Ndjson(Box::new(ndjson::NdjsonRows::open(input, encoding, columns, reading))),
        })
    }

    /// The columns met so far: all of a CSV's, those of the rows read of NDJSON.
    pub fn columns(&self) -> &Columns {
        match self {
            Self::Csv(rows) => rows.columns(),
            Self::Ndjson(rows) => rows.columns(),
        }
    }

    /// A short fingerprint of the columns' names; NDJSON has none.
    pub fn header_fingerprint(&self) -> Option<String> {
        match self {
            Self::Csv(rows) => Some(rows.header_fingerprint()),
            Self::Ndjson(_) => None,
        }
    }

    /// The header as it stands in the file; nothing for NDJSON.
    pub fn raw_header(&self) -> &[u8] {
        match self {
            Self::Csv(rows) => rows.raw_header(),
            Self::Ndjson(_) => &[],
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Incoming, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Csv(rows) => rows.next(),
            Self::Ndjson(rows) => rows.next(),
        }
    }
}
