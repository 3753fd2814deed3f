//! `barback backup` and `barback restore`: a copy of the desk while others work, looked into before it counts, and one put back in
//! the desk's place.

use super::confirm::asked;
use super::doctor::{judged, told};
use super::failure::Failure;
use super::visit::Visit;
use super::words::{count, line};
use super::writing::Target;
use crate::desk::clock::{Clock, MachineClock, MachineDice, wall_text};
use crate::desk::{Desk, Finding, Inspected, Make, Output, OutputFault, OutputKind, Restored, inspect, stamp};
use crate::domain::{Timestamp, quoted_path};
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Copy the desk into a file while others work, and check the copy
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to make (for your eyes only), or a folder to make one in that is named by desk and time
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Make nothing; check that FILE is a sound backup
    #[arg(long, conflicts_with_all = ["keep", "force"])]
    verify: bool,
    /// In a folder: remove all backups of this desk but the latest N, once the new one is checked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Put the file in the place of one that is there
    #[arg(long)]
    force: bool,
}

/// Put a backup in the place of the desk, at once for everybody; what was there is kept beside it
#[derive(clap::Args, Debug)]
pub struct RestoreArgs {
    /// A file that `barback backup` made
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Serialize)]
struct Doc<'a> {
    file: String,
    tickets: i64,
    users: i64,
    latest_change: Option<Timestamp>,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
}

impl<'a> Doc<'a> {
    fn of(file: &Path, inspected: &'a Inspected) -> Self {
        let contents = inspected.contents;
        Self {
            file: named(file),
            tickets: contents.tickets,
            users: contents.users,
            latest_change: contents.latest,
            findings: &inspected.findings,
            removed: None,
            kept: None,
        }
    }
}

pub fn run(args: &Args, visit: &Visit) -> Result<(), Failure> {
    if args.verify {
        return verify(&args.to, visit);
    }
    let desk = visit.desk(Make::Never)?;
    desk.demand_keeper()?;
    let folder = args.to.is_dir();
    if args.keep.is_some() && !folder {
        return Err(Failure::Usage(format!("--keep goes with a folder, and {} is none; name one that is there", quoted_path(&args.to))));
    }
    let series = Series::of(&visit.opening.path);
    let to = if folder { args.to.join(series.name(MachineClock.now())) } else { args.to.clone() };
    let Output::File { path: place, .. } = desk.output(&to, OutputKind::Whole)? else { return Err(OutputFault::Standard.into()) };
    let file = Target::begin(&place, args.force).map_err(Failure::Refused)?;
    desk.copy_into(file.path())?;
    let inspected = inspect(file.path())?;
    if !inspected.is_whole() {
        visit.out.tell(&inspected.findings.iter().map(told).collect::<String>());
        return Err(Failure::Refused(
            "the desk's file is damaged, and so is a copy of it: nothing was kept; `barback doctor` says more".to_owned(),
        ));
    }
    // A desk may have come to its place meanwhile.
    desk.output(&to, OutputKind::Whole)?;
    file.finish().map_err(Failure::Refused)?;
    let removed = args.keep.map(|keep| series.thin_out(&desk, &args.to, &to, keep as usize)).transpose()?;
    if visit.out.json {
        let removed = removed.map(|removed| removed.iter().map(|path| named(path)).collect());
        return visit.out.document(&Doc { removed, ..Doc::of(&to, &inspected) });
    }
    for finding in &inspected.findings {
        visit.out.notice(&format!("copied as it is: {}; {}", finding.message, finding.hint));
    }
    let removed = removed.filter(|removed| !removed.is_empty()).map(|removed| format!(", {} removed", older(removed.len())));
    let contents = in_words(&inspected);
    Ok(visit.out.answer(&format!("backed up and checked: {contents} in {}{}\n", quoted_path(&to), removed.unwrap_or_default()))?)
}

fn verify(file: &Path, visit: &Visit) -> Result<(), Failure> {
    let inspected = inspect(file)?;
    if visit.out.json {
        visit.out.document(&Doc::of(file, &inspected))?;
    } else {
        let latest = inspected.contents.latest.map(|at| format!(", the latest change of {}", wall_text(&MachineClock, at)));
        let findings: String = inspected.findings.iter().map(told).collect();
        let verdict = if findings.is_empty() { "a sound backup" } else { "a backup" };
        let contents = in_words(&inspected);
        visit.out.answer(&format!("{}: {verdict}: {contents}{}\n{findings}", quoted_path(file), latest.unwrap_or_default()))?;
    }
    judged(&inspected.findings)
}

pub fn restore(args: &RestoreArgs, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.opening.path.as_path();
    let restoring = visit.opening.begin_restore(&args.from)?;
    if !args.yes && restoring.replaces() {
        let inspected = restoring.inspected();
        let of = inspected.contents.latest.map_or_else(|| quoted_path(&args.from), |at| wall_text(&MachineClock, at));
        let question = format!("Replace the desk at {} with the backup of {of} ({})?", quoted_path(desk), in_words(inspected));
        asked(&question, "to replace the desk")?;
    }
    let Restored { inspected, kept } = restoring.finish(&MachineClock, &MachineDice)?;
    if visit.out.json {
        let kept = kept.as_deref().map(named);
        return visit.out.document(&Doc { kept, ..Doc::of(desk, &inspected) });
    }
    for finding in &inspected.findings {
        visit.out.notice(&format!("restored as it is: {}; {}", finding.message, finding.hint));
    }
    let kept = kept.map_or_else(String::new, |kept| format!("; what was there is kept in {}", quoted_path(&kept)));
    Ok(visit.out.answer(&format!("restored {} to {}{kept}\n", in_words(&inspected), quoted_path(desk)))?)
}

/// The backups of one desk in a folder, by their names: `desk-2026-11-28T03-30-00.000Z.db`.
struct Series {
    stem: String,
}

impl Series {
    fn of(desk: &Path) -> Self {
        Self { stem: desk.file_stem().map_or_else(|| "desk".to_owned(), |stem| stem.to_string_lossy().into_owned()) }
    }

    fn name(&self, at: Timestamp) -> String {
        format!("{}-{}.db", self.stem, stamp(at))
    }

    /// Whether a file of this name is one of them: nothing else is ever removed.
    fn has(&self, name: &str) -> bool {
        const PATTERN: &str = "0000-00-00T00-00-00.000Z";
        let rest = name.strip_prefix(&self.stem).and_then(|rest| rest.strip_prefix('-')?.strip_suffix(".db"));
        let is_like = |(is, like): (char, char)| if like == '0' { is.is_ascii_digit() } else { is == like };
        rest.is_some_and(|rest| rest.len() == PATTERN.len() && rest.chars().zip(PATTERN.chars()).all(is_like))
    }

    /// Removes all but the latest so many; never the one just made, whatever the clock says.
    fn thin_out(&self, desk: &Desk, folder: &Path, made: &Path, keep: usize) -> Result<Vec<PathBuf>, Failure> {
        let cannot = |error: io::Error| Failure::Refused(format!("{}: older backups cannot be removed ({error})", quoted_path(folder)));
        let entries = fs::read_dir(folder).map_err(cannot)?.collect::<io::Result<Vec<_>>>().map_err(cannot)?;
        let mut names: Vec<String> = entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.retain(|name| self.has(name) && folder.join(name) != made);
        names.sort();
        names.truncate(names.len().saturating_sub(keep - 1));
        // A backup that somebody opened as a desk is one.
        let removed: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).filter(|path| !desk.protects(path)).collect();
        removed.iter().try_for_each(fs::remove_file).map_err(cannot)?;
        Ok(removed)
    }
}

fn in_words(inspected: &Inspected) -> String {
    format!("{}, {}", count(inspected.contents.tickets, "ticket"), count(inspected.contents.users, "user"))
}

fn older(number: usize) -> String {
    if number == 1 { "1 older one".to_owned() } else { format!("{number} older ones") }
}

/// A path as a document has it: whole.
fn named(path: &Path) -> String {
    line(&path.display().to_string())
}
