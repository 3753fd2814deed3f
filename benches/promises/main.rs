//! What the desk promises of speed, measured: each row beside its floor in the same run, on desks of 10 thousand, 100 thousand
//! and a million tickets, which are kept between runs. Writes docs/performance.md. `--quick` leaves the million out, takes fewer
//! samples and writes nothing; words behind it choose rows (`just bench -- --quick search`).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot be taken ends the run")]
#![allow(clippy::disallowed_methods, reason = "measuring time is what is done here")]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "it says how far it is, and a writer of the crowd what it did")]

mod crowd;
mod desks;
mod import;
mod lists;
mod process;
mod pty;
mod report;
mod sample;
mod screen;
mod search;
mod writes;

use desks::Desks;
use report::{Report, Row};

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Effort {
    pub quick: bool,
}

impl Effort {
    /// So many samples, or a part of them.
    pub fn of(self, samples: usize) -> usize {
        if self.quick { (samples / 4).max(5) } else { samples }
    }
}

/// What measures some rows on one desk.
type Measure = fn(&desks::Bench, Effort) -> Vec<Row>;

const MEASURES: &[(&str, Measure)] = &[
    ("process", process::measure),
    ("lists", lists::measure),
    ("search", search::measure),
    ("writes", writes::measure),
    ("crowd", crowd::measure),
    ("screen", screen::measure),
    ("terminal", pty::measure),
    ("import", import::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(job) = crowd::job(&arguments) {
        return job.run();
    }
    let effort = Effort { quick: arguments.iter().any(|argument| argument == "--quick") };
    let chosen: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let sizes: &[u64] = if effort.quick { &[10_000, 100_000] } else { &[10_000, 100_000, 1_000_000] };
    let desks = Desks::in_target();
    let mut report = Report::default();
    for size in sizes {
        let bench = desks.of(*size);
        for (name, measure) in MEASURES {
            if chosen.is_empty() || chosen.iter().any(|word| word == name) {
                eprintln!("{size} tickets: {name}");
                let rows = measure(&bench, effort);
                for row in &rows {
                    eprintln!("    {}", row.in_short());
                }
                report.add(*size, rows);
            }
        }
    }
    if !effort.quick && chosen.is_empty() {
        report.write();
    }
}
