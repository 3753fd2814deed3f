//! `barback stats`: how many tickets there are of what.

use super::failure::Failure;
use super::style::{FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::line;
use crate::desk::{Make, Stats};
use crate::domain::{Category, Priority, Status};
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct StatsDoc<'a> {
    total: i64,
    status: Counted<Status>,
    unassigned: i64,
    priority: Counted<Priority>,
    category: Counted<Category>,
    assignee: Vec<Load<'a>>,
}

#[derive(Serialize)]
struct Load<'a> {
    login: &'a str,
    name: &'a str,
    active: i64,
}

/// Counts under their words, in the order of the words.
struct Counted<T>(Vec<(T, i64)>);

impl<T: Serialize> Serialize for Counted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(word, count)| (word, count)))
    }
}

pub fn run(visit: &Visit) -> Result<(), Failure> {
    let stats = visit.desk(Make::Never)?.stats()?;
    if visit.out.json { visit.out.document(&document(&stats)) } else { Ok(visit.out.answer(&text(&stats))?) }
}

fn by_status(stats: &Stats) -> [(Status, i64); 4] {
    let counts = stats.counts;
    [
        (Status::Open, counts.open),
        (Status::InProgress, counts.in_progress),
        (Status::Resolved, counts.resolved),
        (Status::Closed, counts.closed),
    ]
}

fn document(stats: &Stats) -> StatsDoc<'_> {
    let along = by_status(stats);
    let load = stats.by_assignee.iter().map(|(login, name, active)| Load { login: login.as_str(), name, active: *active });
    StatsDoc {
        total: along.iter().map(|(_, count)| count).sum(),
        status: Counted(along.to_vec()),
        unassigned: stats.counts.unassigned,
        priority: Counted(stats.by_priority.clone()),
        category: Counted(stats.by_category.clone()),
        assignee: load.collect(),
    }
}

fn text(stats: &Stats) -> String {
    let mut rows = Vec::new();
    let mut row = |group: &str, name: String, count: i64| {
        let number = Cell::new(count.to_string(), if count == 0 { FAINT } else { STRONG });
        rows.push(vec![Cell::new(group, FAINT), Cell::new(name, PLAIN), number]);
    };
    for (value, count) in by_status(stats) {
        row("status", value.title().to_owned(), count);
    }
    row("active", "unassigned".to_owned(), stats.counts.unassigned);
    stats.by_assignee.iter().for_each(|(login, name, count)| row("active", format!("{} ({login})", line(name)), *count));
    stats.by_priority.iter().for_each(|(value, count)| row("priority", value.to_string(), *count));
    stats.by_category.iter().for_each(|(value, count)| row("category", value.to_string(), *count));
    table(&rows, None, 0)
}
