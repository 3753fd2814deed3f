//! Where words go: the answer to standard output, everything else to standard error. Nothing here panics when nobody
//! listens any more.

use super::Channels;
use super::failure::Failure;
use crate::config::Color;
use crate::domain::text::{Field, is_treacherous, shown};
use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The narrowest and the widest a terminal is taken for.
const WIDTHS: (usize, usize) = (40, 200);

/// How the answer is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    pub json: bool,
    pub color: Color,
}

impl Out {
    /// Writes the answer: whole lines, coloured as styled where colour is wanted.
    pub fn answer(self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        // In one piece, where the stream that takes the colours out would write each by itself.
        match self.choice() {
            ColorChoice::Never => out.write_all(strip_str(text).to_string().as_bytes())?,
            choice => AutoStream::new(&mut out, choice).write_all(text.as_bytes())?,
        }
        out.flush()
    }

    /// Writes one JSON document: on a line of its own for programs, spread out for people.
    pub fn document(self, value: &impl Serialize) -> Result<(), Failure> {
        let spread = self.terminal_width().is_some();
        let json = if spread { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        let json = json.map_err(|error| Failure::Out(error.into()))?;
        Ok(self.answer(&format!("{}\n", harmless(&json)))?)
    }

    /// How wide the terminal is that shows the answer, if one does.
    pub fn terminal_width(self) -> Option<usize> {
        if !io::stdout().is_terminal() {
            return None;
        }
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Some(width.clamp(WIDTHS.0, WIDTHS.1))
    }

    /// Tells whoever asked something beside the answer.
    pub fn notice(self, text: &str) {
        self.tell(&format!("barback: {}", shown(text, Field::Long)));
    }

    /// Tells all of these.
    pub fn notices(self, texts: &[String]) {
        for text in texts {
            self.notice(text);
        }
    }

    /// Writes lines to standard error.
    pub fn tell(self, text: &str) {
        tell(text);
    }

    /// What import and export write to.
    pub fn channels<T>(self, work: impl FnOnce(&mut Channels) -> Result<T, Failure>) -> Result<T, Failure> {
        let (mut out, mut err) = (BufWriter::new(io::stdout().lock()), io::stderr());
        let progress = err.is_terminal();
        let done = work(&mut Channels { out: &mut out, err: &mut err, json: self.json, progress })?;
        out.flush()?;
        Ok(done)
    }

    fn choice(self) -> ColorChoice {
        match self.color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// Writes lines to standard error, in one piece: beside another writer on the same terminal, a line end that comes late
/// breaks two lines. That nobody reads them is no reason to fail.
pub fn tell(text: &str) {
    let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}

/// Text in a style.
pub fn styled(style: Style, text: &str) -> String {
    if style.is_plain() { text.to_owned() } else { format!("{style}{text}{style:#}") }
}

/// The same document with what could move a terminal or mislead a reader in JSON's own spelling.
pub(super) fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for letter in json.chars() {
        if is_treacherous(letter) {
            for unit in letter.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}
