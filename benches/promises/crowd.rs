//! Sixty-four processes that write flat out: this program started again, over the real desk.

use super::Effort;
use super::desks::{Bench, open};
use super::report::Row;
use super::sample::timed;
use barback::domain::TicketNumber;
use barback::domain::search::Page;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROCESSES: usize = 64;
const WRITER: &str = "--write";

/// One of them: writes until its time is over and says how often, and how long the longest took.
pub struct Job {
    path: PathBuf,
    seconds: u64,
    number: TicketNumber,
}

/// What the arguments ask for, if it is this.
pub fn job(arguments: &[String]) -> Option<Job> {
    let [word, path, seconds, number] = arguments else { return None };
    let is_asked = word == WRITER;
    is_asked.then(|| Job { path: path.into(), seconds: seconds.parse().unwrap(), number: number.parse().unwrap() })
}

impl Job {
    pub fn run(self) {
        let desk = open(&self.path);
        let until = Instant::now() + Duration::from_secs(self.seconds);
        let (mut count, mut longest) = (0_u32, 0.0_f64);
        while Instant::now() < until {
            let (done, took) = timed(|| desk.comment(desk.new_order(), self.number.into(), "Looked at it again."));
            done.unwrap();
            (count, longest) = (count + 1, longest.max(took));
        }
        println!("{count} {longest}");
    }
}

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let path = bench.copy();
    let desk = open(&path);
    let tickets = desk.list(&desk.read_query("is:active").unwrap(), &Page::first(PROCESSES)).unwrap().tickets;
    let seconds = if effort.quick { "4" } else { "10" };
    let start = |number: TicketNumber| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(WRITER).arg(&path).arg(seconds).arg(number.to_string());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = tickets.iter().map(|ticket| start(ticket.number)).collect();
    let (mut counts, mut longest, mut failed) = (Vec::new(), 0.0_f64, 0);
    for child in children {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if let Some((count, took)) = said.split_once(' ') {
            counts.push(count.parse::<f64>().unwrap());
            longest = longest.max(took.trim().parse().unwrap());
        } else {
            eprintln!("    {}", String::from_utf8_lossy(&output.stderr));
            failed += 1;
        }
    }
    let slowest = counts.iter().copied().fold(f64::INFINITY, f64::min);
    let fastest = counts.iter().copied().fold(0.0, f64::max);
    let all: f64 = counts.iter().sum();
    eprintln!("    {all} changes by {} processes, {failed} failed", counts.len());
    vec![
        Row::figure("64 processes writing flat out: errors", "", f64::from(failed), "none", failed == 0),
        Row::figure("the longest wait of any", "ms", longest, "≤ 2,000 ms", longest <= 2_000.0),
        Row::figure("the slowest, of the fastest", "%", 100.0 * slowest / fastest, "≥ 20 %", slowest >= 0.2 * fastest),
    ]
}
