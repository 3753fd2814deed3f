//! A file cut into records: lines, or lines that a quoted field holds together. Memory is one record's.

use crate::domain::foreign::BadRow;
use std::io::{self, BufRead, ErrorKind};

/// The longest record. A quote that is never closed would else take in the rest of any file.
const LONGEST: usize = 64 * 1024 * 1024;

/// Where in the quoting of RFC 4180 the end of a line finds us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Begin,
    Plain,
    Quoted,
    AfterQuote,
}

/// What a record is cut at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Every line break.
    Lines,
    /// Line breaks outside quotes; in the quotes they are text.
    Quotes,
}

/// A record as it stands in the file, with its line break.
pub(super) struct Record {
    /// The line it begins on, from 1.
    pub line: u64,
    pub bytes: Vec<u8>,
    /// What keeps it from being one.
    pub broken: Option<&'static str>,
}

/// The records of a file.
pub(super) struct Records<R> {
    input: R,
    cut: Cut,
    line: u64,
    /// Nothing more will come.
    done: bool,
}

impl<R: BufRead> Records<R> {
    pub fn new(input: R, cut: Cut) -> Self {
        Self { input, cut, line: 1, done: false }
    }

    /// The next record; the very first loses the mark that a file may begin with when it is decoded, not here.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let mut record = Record { line: self.line, bytes: Vec::new(), broken: None };
        let mut place = Place::Begin;
        loop {
            let begin = record.bytes.len();
            let has_ended = self.read_line(&mut record.bytes)?;
            if record.bytes.is_empty() {
                return Ok(None);
            }
            if record.bytes.len() > begin {
                self.line += 1;
            }
            if self.cut == Cut::Quotes {
                let mark = if record.line == 1 && begin == 0 && record.bytes.starts_with(super::decode::BOM) { 3 } else { 0 };
                place = record.bytes[begin + mark..].iter().fold(place, |place, byte| step(place, *byte));
            }
            if record.bytes.len() >= LONGEST {
                record.broken = Some("longer than 64 MiB; nothing behind it was read. Is a quote never closed?");
            } else if place == Place::Quoted {
                if has_ended {
                    continue;
                }
                record.broken = Some("a quoted field is never closed; put a quote behind it, and double those inside it");
            }
            return Ok(Some(record));
        }
    }

    /// Reads up to the end of a line, or as much as a record may have: LF, CR LF, or CR alone, as old Macs and some programs
    /// still write it. Whether the line has ended.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        while bytes.len() < LONGEST {
            let buffer = match self.input.fill_buf() {
                Ok([]) => return Ok(false),
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let there = &buffer[..buffer.len().min(LONGEST - bytes.len())];
            let end = there.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let taken = end.map_or(there.len(), |end| end + 1);
            bytes.extend_from_slice(&there[..taken]);
            self.input.consume(taken);
            if end.is_some() {
                if bytes.ends_with(b"\r") && self.input.fill_buf()?.first() == Some(&b'\n') {
                    bytes.push(b'\n');
                    self.input.consume(1);
                }
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The next record that somebody wrote; a file that cannot be read further, or a record without end, is the last.
    pub fn next_row(&mut self, is_blank: impl Fn(&[u8]) -> bool) -> Option<Result<Record, BadRow>> {
        while !self.done {
            match self.next() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(BadRow::end(self.line, format!("the file could not be read further: {error}"))));
                }
                Ok(None) => self.done = true,
                Ok(Some(record)) if is_blank(&record.bytes) => {}
                Ok(Some(record)) => {
                    self.done = Self::ends_at(&record);
                    return Some(Ok(record));
                }
            }
        }
        None
    }

    /// Whether no line was read.
    pub fn is_at_the_beginning(&self) -> bool {
        self.line == 1
    }

    /// Whether nothing can be read behind this record.
    pub fn ends_at(record: &Record) -> bool {
        record.bytes.len() >= LONGEST
    }
}

fn step(place: Place, byte: u8) -> Place {
    match (place, byte) {
        (Place::Begin | Place::AfterQuote, b'"') => Place::Quoted,
        (Place::Quoted, b'"') => Place::AfterQuote,
        (Place::Quoted, _) => Place::Quoted,
        (_, b',') => Place::Begin,
        _ => Place::Plain,
    }
}

/// A record without its line break.
pub(super) fn without_break(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}
