//! `barback export`: tickets out of the desk, to standard output or into a file.

use super::words::{gap, line};
use super::writing::{Format, Sink, Writing};
use super::{Channels, Failure};
use crate::desk::{Desk, Output, OutputKind};
use crate::domain::query::{Query, from_arguments, remarks};
use crate::domain::quoted_path;
use crate::domain::search::Page;
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// How many tickets are fetched at once.
const PAGE: usize = 200;

/// Write tickets with their comments, one JSON object a line; `import` reads them back.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Only what matches; all tickets but the deleted without one
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Write the notes, too
    #[arg(long)]
    notes: bool,
    /// ndjson can be imported again; csv and json are for reading
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Into this file (readable only by you) instead of standard output; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put the file in the place of one that is there
    #[arg(long, requires = "output")]
    force: bool,
}

impl Args {
    /// Whether the answer goes into a file.
    pub fn names_a_file(&self) -> bool {
        self.output.is_some()
    }

    /// `--json` asks for one document.
    pub fn in_one_document(&mut self, json: bool) {
        if json {
            self.format = Format::Json;
        }
    }
}

/// Runs the command.
///
/// # Errors
/// If the role may not, the query cannot be read, or the file cannot be written.
pub fn run(desk: &Desk, args: &Args, channels: &mut Channels) -> Result<(), Failure> {
    let text = from_arguments(&args.query);
    let query = desk.read_query(&text)?;
    desk.catch_up(&query);
    // Asked first, so that whoever may not export is told so before any file is made.
    let total = desk.count_exported(&query)?;
    let judged = |path: &PathBuf| desk.output(path, OutputKind::Text);
    let output = args.output.as_ref().map(judged).transpose()?.unwrap_or(Output::Standard);
    let sink = Sink::begin(&output, args.force).map_err(Failure::Refused)?;
    let named = args.output.as_ref().filter(|_| sink.is_some());
    let bar = bar(channels, named.is_some(), u64::try_from(total).unwrap_or(0));
    let Done { written, newest_only, gap } = match sink.zip(named) {
        Some((mut sink, path)) => {
            let done = write(desk, args, &query, &mut sink, &bar)?;
            sink.finish(|| judged(path).map_err(|fault| fault.to_string())).map_err(Failure::Refused)?;
            done
        }
        None => match write(desk, args, &query, &mut BufWriter::new(&mut *channels.out), &bar) {
            Err(Failure::Out(error)) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            done => done?,
        },
    };
    bar.finish_and_clear();
    if let Some(remark) = remarks(&text, desk.whoami()?.role.into()) {
        writeln!(channels.err, "{}", line(&remark))?;
    }
    if let Some(gap) = gap {
        writeln!(channels.err, "{gap}")?;
    }
    if newest_only {
        writeln!(channels.err, "only the newest {} hits were put in order", crate::domain::search::SORTED_HITS)?;
    }
    if let Some(path) = named {
        writeln!(channels.err, "{written} tickets written to {}", quoted_path(path))?;
    }
    Ok(())
}

fn write(desk: &Desk, args: &Args, query: &Query, out: &mut dyn Write, bar: &ProgressBar) -> Result<Done, Failure> {
    let (mut page, mut done) = (Some(Page::first(PAGE)), Done::default());
    let mut writing = Writing::begin(args.format, out)?;
    while let Some(this) = page {
        let found = desk.export(query, args.notes, &this)?;
        for ticket in &found.tickets {
            writing.ticket(ticket)?;
            done.written += 1;
            bar.inc(1);
        }
        done.newest_only |= found.newest_only;
        // As it was told first: while pages are written, more becomes searchable.
        done.gap = done.gap.or_else(|| gap(found.coverage));
        page = found.next;
    }
    writing.finish()?;
    Ok(done)
}

/// What came of it.
#[derive(Default)]
struct Done {
    written: u64,
    newest_only: bool,
    /// What is to be said of tickets that could not be found.
    gap: Option<String>,
}

/// A bar for whoever looks on, unless the tickets themselves go by there.
fn bar(channels: &Channels, into_a_file: bool, total: u64) -> ProgressBar {
    let seen = channels.progress && (into_a_file || !io::IsTerminal::is_terminal(&io::stdout()));
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    ProgressBar::with_draw_target(Some(total), target)
}
