//! `barback import`: rows of an export, ours or another desk's, into this one.

mod leftovers;
mod report;

use super::progress;
use super::reading::{Encoding, Layout, Rows};
use super::{Channels, Failure};
use crate::desk::{Desk, DeskError, Importing, Outcome, OutputKind, Tally};
use crate::domain::foreign::{BadRow, Columns, Incoming, Reading, Words};
use crate::domain::quoted_path;
use crate::domain::text::{Field, clean};
use indicatif::ProgressBar;
use leftovers::Leftovers;
use report::Report;
use std::fs::File;
use std::io::{self, Read};
use std::iter;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Take in the tickets of an export: CSV or NDJSON, ours or another desk's.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file; - is standard input
    file: PathBuf,
    /// What a column holds, where its name does not say: COLUMN=FIELD, or COLUMN=- to leave it unread
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// What a foreign word means: status:WORD=OURS, priority:WORD=OURS or category:WORD=OURS
    #[arg(long, value_name = "FIELD:WORD=OURS")]
    word: Vec<String>,
    /// What the place the rows come from is called; rows are known by it and their id there [default: of the file's name and columns]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// [default: by the file's name; csv unless it ends in .ndjson, .jsonl or .json]
    #[arg(long, value_enum)]
    format: Option<Layout>,
    /// How the file's letters are written; never guessed
    #[arg(long, value_enum, default_value_t)]
    encoding: Encoding,
    /// Show the mapping, the first rows and every row that would be refused, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Take the good rows although there are bad ones, and write the bad ones to this file
    #[arg(long, value_name = "FILE")]
    skip_bad: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// If the role may not, the file cannot be read, an argument cannot be, or there are bad rows.
pub fn run(desk: &Desk, args: &Args, channels: &mut Channels) -> Result<(), Failure> {
    desk.demand_importer()?;
    let progress = channels.progress;
    let bar = bar(args, progress);
    let rows = open(desk, args, &bar)?;
    let source = source(args, &rows)?;
    let mut report = Report::begin(channels, &bar, args.dry_run);
    report.mapping(&rows, &source, &words(args)?)?;
    let leftovers = match args.skip_bad.as_ref().filter(|_| !args.dry_run) {
        Some(path) => Some(Leftovers::begin(&desk.output(path, OutputKind::Text)?, rows.raw_header()).map_err(Failure::Refused)?),
        None => None,
    };
    let kept = Kept { rows, leftovers };
    let how = Importing { source, skip_bad: args.skip_bad.is_some(), dry_run: args.dry_run };
    let began = desk.now();
    let (outcome, kept) = ahead(kept, |rows| desk.import(desk.new_order(), &how, rows, &mut |told| report.told(&told)));
    bar.finish_and_clear();
    // Whatever was not taken in leaves no file of what was left over.
    if let (Ok(Outcome::Done(_)), Some(leftovers)) = (&outcome, kept.leftovers) {
        leftovers.keep();
    }
    let outcome = outcome?;
    if let Outcome::Done(_) = outcome {
        // The rows are in. Whoever breaks off here loses nothing.
        progress::tickets(progress, "search index", |told| desk.make_searchable(told))?;
    }
    report.finish(&outcome, &kept.rows, desk.now().0 - began.0)?;
    match outcome {
        Outcome::Refused(tally) => Err(refused(tally.bad, args).into()),
        Outcome::Tried(tally) | Outcome::Done(tally) => demand_something(&tally, &kept.rows, args),
    }
}

/// What took nothing from a file that has something in it is no success: a header alone, or rows that are all bad.
fn demand_something(tally: &Tally, rows: &Rows, args: &Args) -> Result<(), Failure> {
    if tally.taken + tally.known + tally.different > 0 {
        return Ok(());
    }
    let file = quoted_path(&args.file);
    let why = match (tally.bad, rows) {
        (0, Rows::Ndjson(rows)) if rows.is_empty() => return Ok(()),
        (0, Rows::Ndjson(_)) => format!("{file} has only empty lines; each row is one JSON object on a line"),
        (0, Rows::Csv(_)) => format!("{file} has a line with the columns' names and no row behind it; look whether it is the right file"),
        (_, _) => format!("every row of {file} is bad; mend the file"),
    };
    Err(DeskError::Import(why).into())
}

fn refused(bad: u64, args: &Args) -> DeskError {
    let rows = if bad == 1 { "1 row is bad".to_owned() } else { format!("{bad} rows are bad") };
    let advice = if args.skip_bad.is_some() { "mend the file" } else { "mend them, or take the others with --skip-bad FILE" };
    DeskError::Import(format!("{rows}; {advice}"))
}

fn words(args: &Args) -> Result<Words, Failure> {
    Words::told(&args.word).map_err(Failure::Usage)
}

fn open(desk: &Desk, args: &Args, bar: &ProgressBar) -> Result<Rows, Failure> {
    let columns = Columns::told(&args.map).map_err(Failure::Usage)?;
    let clock = desk.clock();
    let reading = Reading { words: words(args)?, on_the_wall: Box::new(move |moment| clock.instant(moment)), now: desk.now() };
    let cannot = |why: String| Failure::Refused(format!("{}: {why}", quoted_path(&args.file)));
    let input: Box<dyn Read + Send> = if is_stdin(&args.file) {
        Box::new(io::stdin())
    } else {
        let file = File::open(&args.file).map_err(|error| cannot(format!("cannot be read ({error})")))?;
        bar.set_length(file.metadata().map_or(0, |data| data.len()));
        Box::new(bar.wrap_read(file))
    };
    Rows::open(input, layout(args)?, args.encoding, columns, reading).map_err(cannot)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn layout(args: &Args) -> Result<Layout, Failure> {
    if let Some(layout) = args.format {
        return Ok(layout);
    }
    if is_stdin(&args.file) {
        return Err(Failure::Usage("standard input has no name to tell its format by; say --format csv or --format ndjson".to_owned()));
    }
    let ending = args.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_ndjson = ending.is_some_and(|ending| matches!(ending.as_str(), "ndjson" | "jsonl" | "json"));
    Ok(if is_ndjson { Layout::Ndjson } else { Layout::Csv })
}

/// The name of the source: as given, or the file's with a fingerprint of its columns behind it.
fn source(args: &Args, rows: &Rows) -> Result<String, Failure> {
    let given = args.source.clone().unwrap_or_else(|| {
        let name = args.file.file_name().map_or_else(|| "export".into(), |name| name.to_string_lossy());
        let name = if is_stdin(&args.file) { "standard input".into() } else { name };
        rows.header_fingerprint().map_or_else(|| name.to_string(), |print| format!("{name}#{print}"))
    });
    let name = clean(&given, Field::Line).text;
    match name.len() {
        1..=1024 => Ok(name),
        _ => Err(Failure::Usage("a source's name has 1 to 1024 bytes; give one with --source NAME".to_owned())),
    }
}

/// How far the file is read: what of it is through, how quickly, and how long the rest takes.
fn bar(args: &Args, progress: bool) -> ProgressBar {
    const LINE: &str = "{msg} {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left";
    progress::bar(progress && !is_stdin(&args.file), LINE)
}

/// Reads the rows on a thread of its own, a little ahead of whoever works on them: reading them is a third of the work. It begins
/// when the first is asked for: a desk that takes none in has nobody wait for a file that does not come.
fn ahead<T>(rows: Kept, work: impl FnOnce(&mut dyn Iterator<Item = Row>) -> T) -> (T, Kept) {
    thread::scope(|scope| {
        let (mut rows, mut begun) = (Some(rows), None);
        let done = work(&mut iter::from_fn(|| {
            if let Some(rows) = rows.take() {
                let (tell, told) = sync_channel(ROWS_AHEAD);
                begun = Some((scope.spawn(move || read_all(rows, &tell)), told));
            }
            begun.as_ref().and_then(|(_, told)| told.recv().ok())
        }));
        match (rows, begun) {
            (Some(rows), _) => (done, rows),
            (None, Some((reader, told))) => {
                drop(told);
                (done, reader.join().unwrap_or_else(|panic| resume_unwind(panic)))
            }
            (None, None) => unreachable!("the rows are there, or are being read"),
        }
    })
}

fn read_all(mut rows: Kept, tell: &SyncSender<Row>) -> Kept {
    for row in rows.by_ref() {
        // Whoever has had enough listens no more.
        if tell.send(row).is_err() {
            break;
        }
    }
    rows
}

/// How many rows are read ahead.
const ROWS_AHEAD: usize = 256;

type Row = Result<Incoming, BadRow>;

/// The rows on their way to the desk, the bad ones written down as they pass.
struct Kept {
    rows: Rows,
    leftovers: Option<Leftovers>,
}

impl Iterator for Kept {
    type Item = Row;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next();
        let Some(leftovers) = self.leftovers.as_mut() else { return row };
        // The bad rows are safe on the disk before the good ones are committed.
        let (line, written) = match &row {
            Some(Err(bad)) => (bad.line, leftovers.add(&bad.raw)),
            Some(Ok(_)) => return row,
            None => (0, leftovers.sync()),
        };
        match written {
            Ok(()) => row,
            Err(why) => {
                self.leftovers = None;
                Some(Err(BadRow::end(line, why)))
            }
        }
    }
}
