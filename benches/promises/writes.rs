//! Durable changes by one session, each in turns with what a disk takes for one page.

use super::Effort;
use super::desks::{Bench, open};
use super::report::Row;
use super::sample::{Samples, timed};
use barback::desk::{Assignee, Desk, NewTicket, Whom};
use barback::domain::search::Page;
use barback::domain::{Status, TicketNumber};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;

/// Four changes, each to a ticket of its own.
type Change = fn(&Desk, TicketNumber);

const CHANGES: [(&str, Change); 4] = [
    ("create, durable", |desk, _| {
        let new = NewTicket { subject: "Cannot redeem bottle".to_owned(), description: text(), ..NewTicket::default() };
        desk.create(desk.new_order(), &new).unwrap();
    }),
    ("assign, durable", |desk, on| {
        desk.assign(desk.new_order(), &[on.into()], &Assignee::User(Whom::Me), None).unwrap();
    }),
    ("transition, durable", |desk, on| {
        desk.transition(desk.new_order(), &[on.into()], Status::Resolved, None, None).unwrap();
    }),
    ("comment, durable", |desk, on| {
        desk.comment(desk.new_order(), on.into(), "We looked at the scanner; please try it again tonight.").unwrap();
    }),
];

fn text() -> String {
    "User unable to scan the code at the back bar since ten. ".repeat(4)
}

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let path = bench.copy();
    let desk = open(&path);
    let count = effort.of(200);
    let query = desk.read_query("is:active is:unassigned").unwrap();
    let tickets = desk.list(&query, &Page::first(count + 1)).unwrap().tickets;
    // Short ones: what a long thread costs is another row of the promise.
    let numbers: Vec<TicketNumber> = tickets.iter().map(|ticket| ticket.number).collect();
    let floor = Disk::beside(&path);
    CHANGES.iter().map(|(what, change)| row(what, *change, &desk, &numbers, &floor, count)).collect()
}

fn row(what: &'static str, change: Change, desk: &Desk, numbers: &[TicketNumber], on: &Disk, count: usize) -> Row {
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for (place, number) in numbers.iter().take(count).enumerate() {
        floor.push(timed(|| on.page(place)).1);
        ours.push(timed(|| change(desk, *number)).1);
        // As the screen does: behind the answer.
        while desk.tidy().unwrap() {}
    }
    let (ours, floor) = (Samples::of(ours), Samples::of(floor));
    let met = ours.median() <= floor.median() + 1.5 && ours.p99() <= 3.0 * floor.p99() + 5.0;
    let row = Row::of(what, &ours, "floor + 1.5 ms; 99 % ≤ 3 × floor's + 5 ms", met);
    row.over("a page written and synced", floor.median()).growing(1.5)
}

/// A file to which one page after the other is written and synced.
struct Disk(File);

impl Disk {
    fn beside(path: &std::path::Path) -> Self {
        let file = OpenOptions::new().create(true).truncate(true).write(true).open(path.with_extension("floor")).unwrap();
        Self(file)
    }

    fn page(&self, place: usize) {
        self.0.write_all_at(&[7; 4096], place as u64 * 4096).unwrap();
        self.0.sync_data().unwrap();
    }
}
