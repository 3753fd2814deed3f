//! Tickets out: one JSON object a line for programs (ours can read it back), CSV and one JSON document for reading.

mod file;
mod ndjson;
mod table;

pub(super) use file::{Sink, Target, open_stream};
pub(super) use table::harmless;

use super::json::ShowDoc;
use super::out::harmless as as_escaped;
use crate::desk::Exported;
use std::io::{self, Write};

/// How tickets are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One ticket a line; `import` reads it back.
    #[default]
    Ndjson,
    /// The tickets' fields, for spreadsheets.
    Csv,
    /// One document, as `list --json` gives it.
    Json,
}

/// Tickets being written.
pub(super) enum Writing<'a> {
    Ndjson(&'a mut dyn Write),
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    Json { out: &'a mut dyn Write, written: u64 },
}

impl<'a> Writing<'a> {
    pub fn begin(format: Format, out: &'a mut dyn Write) -> io::Result<Self> {
        Ok(match format {
            Format::Ndjson => Self::Ndjson(out),
            Format::Csv => {
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                csv.write_record(table::COLUMNS)?;
                Self::Csv(Box::new(csv))
            }
            Format::Json => {
                out.write_all(b"{\"tickets\":[")?;
                Self::Json { out, written: 0 }
            }
        })
    }

    pub fn ticket(&mut self, ticket: &Exported) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => {
                let line = serde_json::to_string(&ndjson::Line::of(ticket))?;
                writeln!(out, "{}", as_escaped(&line))
            }
            Self::Csv(csv) => Ok(csv.write_record(table::cells(ticket))?),
            Self::Json { out, written } => {
                out.write_all(if *written == 0 { b"\n" } else { b",\n" })?;
                *written += 1;
                let document = serde_json::to_string(&ShowDoc::exported(ticket))?;
                out.write_all(as_escaped(&document).as_bytes())
            }
        }
    }

    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => out.flush(),
            Self::Csv(mut csv) => csv.flush(),
            Self::Json { out, written } => {
                writeln!(out, "{}],\"total\":{written}}}", if written == 0 { "" } else { "\n" })?;
                out.flush()
            }
        }
    }
}
