//! `barback doctor`: what is wrong with the desk, and what mends it.

use super::failure::Failure;
use super::progress;
use super::style::{STRONG, priority};
use super::visit::Visit;
use super::words::line;
use crate::cli::out::styled;
use crate::desk::{Finding, Make, Severity};
use crate::domain::Priority;
use serde::Serialize;
use std::io::{IsTerminal, stderr};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Build the search index and the counters anew from the tickets, and check then
    #[arg(long)]
    rebuild_index: bool,
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: &'a [Finding],
}

pub fn run(args: &Args, visit: &Visit) -> Result<(), Failure> {
    let (desk, out) = (visit.desk(Make::Never)?, visit.out);
    let mut findings = Vec::new();
    if args.rebuild_index {
        findings = progress::tickets(stderr().is_terminal(), "search index", |told| desk.rebuild(told))?;
    }
    findings.extend(progress::tickets(stderr().is_terminal(), "tickets", |told| desk.examine(told))?);
    if out.json {
        out.document(&Findings { findings: &findings })?;
    } else if findings.is_empty() {
        out.answer("fine: the file and its place, every ticket and its history, the counters, the search index and the clock\n")?;
    } else {
        out.answer(&findings.iter().map(told).collect::<String>())?;
    }
    judged(&findings)
}

/// Problems are a refusal, warnings are none.
pub fn judged(findings: &[Finding]) -> Result<(), Failure> {
    match findings.iter().filter(|finding| finding.severity == Severity::Problem).count() {
        0 => Ok(()),
        1 => Err(Failure::Refused("1 problem was found".to_owned())),
        count => Err(Failure::Refused(format!("{count} problems were found"))),
    }
}

pub fn told(finding: &Finding) -> String {
    let (word, style) = match finding.severity {
        Severity::Problem => ("problem", priority(Priority::Urgent)),
        Severity::Warning => ("warning", priority(Priority::High)),
    };
    format!("{} {}: {}\n    {}\n", styled(style, word), styled(STRONG, finding.check), line(&finding.message), finding.hint)
}
