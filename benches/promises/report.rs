//! The rows, and the page they end on.

use super::sample::Samples;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// One thing measured on one desk.
pub struct Row {
    pub what: &'static str,
    pub unit: &'static str,
    pub median: f64,
    pub p99: f64,
    /// What nothing could be quicker than, measured in the same run.
    pub floor: Option<f64>,
    pub floor_is: &'static str,
    /// In words.
    pub target: &'static str,
    /// Whether it holds on this desk.
    pub met: bool,
    /// How much larger it may be on the largest desk than on the smallest.
    pub growth: Option<f64>,
}

impl Row {
    /// A row of times; `met` is judged by whoever knows the promise.
    pub fn of(what: &'static str, samples: &Samples, target: &'static str, met: bool) -> Self {
        Self { what, unit: "ms", median: samples.median(), p99: samples.p99(), floor: None, floor_is: "", target, met, growth: None }
    }

    /// A row of one figure.
    pub fn figure(what: &'static str, unit: &'static str, value: f64, target: &'static str, met: bool) -> Self {
        Self { what, unit, median: value, p99: value, floor: None, floor_is: "", target, met, growth: None }
    }

    pub fn over(self, floor_is: &'static str, floor: f64) -> Self {
        Self { floor: Some(floor), floor_is, ..self }
    }

    pub fn growing(self, growth: f64) -> Self {
        Self { growth: Some(growth), ..self }
    }

    pub fn in_short(&self) -> String {
        let floor = self.floor.map(|floor| format!(", {} {:.3}, {:.2} ×", self.floor_is, floor, self.median / floor)).unwrap_or_default();
        let met = if self.met { "met" } else { "NOT MET" };
        format!("{}: {} {} (99 %: {}){floor}; {}: {met}", self.what, figure(self.median), self.unit, figure(self.p99), self.target)
    }
}

fn figure(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// Every row by size of desk.
#[derive(Default)]
pub struct Report(BTreeMap<u64, Vec<Row>>);

impl Report {
    pub fn add(&mut self, size: u64, rows: Vec<Row>) {
        self.0.entry(size).or_default().extend(rows);
    }

    /// Writes docs/performance.md.
    pub fn write(&self) {
        let mut page = heading();
        for (size, rows) in self.0.iter().rev() {
            let _ = writeln!(page, "\n## {size} tickets\n");
            page.push_str(
                "| what | median | 99 % | floor | ratio | growth | promise | met |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
            );
            for row in rows {
                let floor = row.floor.map(|floor| format!("{} {}", figure(floor), row.floor_is)).unwrap_or_default();
                let ratio = row.floor.map(|floor| format!("{:.2} ×", row.median / floor)).unwrap_or_default();
                let (growth, grows) = self.growth(row, *size);
                let met = if row.met && grows { "yes" } else { "**no**" };
                let (median, p99) = (figure(row.median), figure(row.p99));
                let _ = writeln!(
                    page,
                    "| {} | {median} {} | {p99} | {floor} | {ratio} | {growth} | {} | {met} |",
                    row.what, row.unit, row.target
                );
            }
        }
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
        std::fs::write(place, page).unwrap();
    }

    /// How much larger it is than on the smallest desk, and whether that is within the promise.
    fn growth(&self, row: &Row, size: u64) -> (String, bool) {
        let smallest = self.0.first_key_value().filter(|(smallest, _)| **smallest < size);
        let first = smallest.and_then(|(_, rows)| rows.iter().find(|other| other.what == row.what));
        let Some(first) = first.filter(|first| first.median > 0.0) else { return (String::new(), true) };
        let growth = row.median / first.median;
        match row.growth {
            Some(most) => (format!("{growth:.2} × (≤ {most} ×)"), growth <= most),
            None => (format!("{growth:.2} ×"), true),
        }
    }
}

fn heading() -> String {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success());
        output.map_or_else(|| "?".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).map_or("?", |line| line.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "# Performance\n\nWritten by `just bench` (`cargo bench --bench promises`) on {}, revision {}. Machine: {cores} cores, {model}, {}.\n\n\
         Desks: `barback demo --tickets N --seed 1 --into FILE`, 3 comments a ticket, 9 of 10 closed. Times are milliseconds. A floor was measured in\n\
         the same run, in turns with what it is held against; the ratio is median over median. *Growth* is the median on this desk over the one on\n\
         the smallest. A row that is not met says so. The promises: `PROMISES.md`, section 1. What does not depend on the machine's mood (plans,\n\
         steps of the engine, bytes, memory) is gated in `cargo test` too: `tests/it/scale`, `tests/e2e/scale.rs`.\n",
        said("date", &["+%Y-%m-%d"]),
        said("git", &["rev-parse", "--short", "HEAD"]),
        said("uname", &["-sr"]),
    )
}
