//! One guest cannot stop the desk: whatever they do within their bounds, a bartender's change on another ticket costs what it
//! costs on a quiet desk, and what the guest's own operations hold the desk for is bounded.

use super::served;
use crate::support::office::{Office, login};
use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, Set, Whom};
use barback::domain::{Priority, Refusal, Status, TicketNumber};
use barback::store::sqlite::Sqlite;
use barback::store::{Door, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A session whose engine counts.
struct Counted {
    desk: Desk,
    steps: Arc<AtomicU64>,
}

impl Counted {
    fn guest(office: &Office, who: &str) -> Self {
        let guest = office.store().read().unwrap().user_by_login(&login(who)).unwrap().unwrap().id;
        let (store, steps) = office.store().for_guest(guest).unwrap().counting_steps().unwrap();
        let desk = Desk::for_guest(Box::new(store), office.clock.clone(), office.dice.clone(), login(who));
        Self { desk: desk.by_sshd(None, "desk".to_owned()), steps }
    }

    fn staff(office: &Office, who: &str) -> Self {
        let (store, steps) = office.store().counting_steps().unwrap();
        let desk = Desk::new(Box::new(store), office.clock.clone(), office.dice.clone(), login(who));
        Self { desk: desk.by_sshd(None, "desk".to_owned()), steps }
    }

    /// What a piece of work comes to, and its steps.
    fn count<T>(&self, work: impl FnOnce(&Desk) -> T) -> (T, u64) {
        let before = self.steps.load(Ordering::Relaxed);
        let done = work(&self.desk);
        (done, self.steps.load(Ordering::Relaxed) - before)
    }
}

const MIB: u64 = 1024 * 1024;

type Change = (&'static str, fn(&Desk, TicketNumber));

/// What a bartender does on a ticket, and takes back.
const CHANGES: [Change; 5] = [
    ("comment", |desk, on| drop(desk.comment(desk.new_order(), on.into(), "on my way").unwrap())),
    ("assign", |desk, on| drop(desk.assign(desk.new_order(), &[on.into()], &Assignee::User(Whom::Me), None).unwrap())),
    ("priority", |desk, on| {
        let edit = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
        drop(desk.edit(desk.new_order(), &[on.into()], &edit).unwrap());
    }),
    ("resolve", |desk, on| drop(desk.transition(desk.new_order(), &[on.into()], Status::Resolved, None, None).unwrap())),
    ("undo", |desk, _| drop(desk.undo(desk.new_order()).unwrap())),
];

/// The steps of filing a ticket for another guest, and of each change on it.
fn round(dana: &Counted) -> Vec<u64> {
    let new = NewTicket { subject: "Charged twice".to_owned(), requester: Some(Whom::Login(login("noor"))), ..NewTicket::default() };
    let (filed, cost) = dana.count(|desk| desk.create(desk.new_order(), &new).unwrap().value.number);
    std::iter::once(cost).chain(CHANGES.iter().map(|(_, change)| dana.count(|desk| change(desk, filed)).1)).collect()
}

/// A text of words that nobody said before, as long as texts may be.
fn distinct(place: usize, bytes: usize) -> String {
    let words: Vec<String> = (0..bytes / 8).map(|word| format!("{:07x}", place * 0x10_000 + word)).collect();
    words.join(" ")
}

/// What a guest does until each bound is reached: texts as long as they may be, first on one ticket, then on others; then short ones
/// from three sessions; then tickets.
struct Greedy {
    sessions: [Counted; 3],
    /// The longest of their operations, in steps.
    longest: u64,
    reached: Vec<&'static str>,
    said: usize,
}

impl Greedy {
    /// Whether it went through; a bound that is reached is noted down.
    fn tries(&mut self, session: usize, deed: impl FnOnce(&Desk) -> Result<TicketNumber, DeskError>) -> Option<TicketNumber> {
        self.said += 1;
        let (done, steps) = self.sessions[session].count(deed);
        self.longest = self.longest.max(steps);
        match done {
            Ok(number) => Some(number),
            Err(DeskError::Refused(Refusal::TicketHasAllText { .. })) => self.reach("text of a ticket"),
            Err(DeskError::Refused(Refusal::UsedUp { what, .. })) => self.reach(what),
            Err(error) => panic!("{error}"),
        }
    }

    fn reach(&mut self, what: &'static str) -> Option<TicketNumber> {
        if !self.reached.contains(&what) {
            self.reached.push(what);
        }
        None
    }

    fn files(&mut self, description: String) -> Option<TicketNumber> {
        let new = NewTicket { subject: "Broken tap".to_owned(), description, ..NewTicket::default() };
        self.tries(0, |desk| Ok(desk.create(desk.new_order(), &new)?.value.number))
    }

    fn says(&mut self, session: usize, on: TicketNumber, text: &str) -> bool {
        self.tries(session, |desk| Ok(desk.comment(desk.new_order(), on.into(), text)?.value.ticket.number)).is_some()
    }

    /// Texts as long as they may be, until an hour's bytes are used up.
    fn long_texts(&mut self, then: &mut dyn FnMut()) {
        const LONGEST: usize = 65_536;
        while let Some(on) = self.files(distinct(self.said, LONGEST)) {
            while self.says(0, on, &distinct(self.said, LONGEST)) {
                then();
            }
        }
    }

    /// Short ones on the ticket that has the most, from every session, until an hour's comments are used up.
    fn short_texts(&mut self, on: TicketNumber, then: &mut dyn FnMut()) {
        while self.says(self.said % 3, on, "?") {
            if self.said.is_multiple_of(20) {
                then();
            }
        }
    }

    fn tickets(&mut self) {
        while self.files(String::new()).is_some() {}
    }
}

/// What a desk costs a bartender in each round, and the longest piece of what an open desk puts off.
#[derive(Default)]
struct Costs {
    rounds: Vec<Vec<u64>>,
    piece: u64,
    /// Bytes written in the longest.
    written: u64,
}

impl Costs {
    /// Before an open desk has indexed what was written, and behind it.
    fn round(&mut self, office: &Office, dana: &Counted, indexing: &(Sqlite, Arc<AtomicU64>)) {
        for _ in 0..2 {
            self.rounds.push(round(dana));
            let mut more = true;
            while more {
                office.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
                let before = indexing.1.load(Ordering::Relaxed);
                more = indexing.0.tidy().unwrap();
                self.piece = self.piece.max(indexing.1.load(Ordering::Relaxed) - before);
                let log = std::fs::metadata(office.folder.path().join("desk.db-wal")).map_or(0, |log| log.len());
                self.written = self.written.max(log);
            }
        }
    }
}

#[test]
fn one_guest_cannot_stop_the_desk_within_their_bounds() {
    let (office, quiet_office) = (served(), served());
    let [dana, quiet_dana] = [&office, &quiet_office].map(|office| Counted::staff(office, "dana"));
    let [indexing, quiet_indexing] = [&office, &quiet_office].map(|office| office.store().counting_steps().unwrap());
    let sessions = [0; 3].map(|_| Counted::guest(&office, "ida"));
    let mut greedy = Greedy { sessions, longest: 0, reached: Vec::new(), said: 0 };
    let (mut costs, mut quiet) = (Costs::default(), Costs::default());
    let mut meanwhile = || costs.round(&office, &dana, &indexing);
    meanwhile();
    let first = greedy.files("It drips.".to_owned()).unwrap();
    let alone = std::mem::take(&mut greedy.longest);
    greedy.long_texts(&mut meanwhile);
    greedy.short_texts(first, &mut meanwhile);
    greedy.tickets();
    meanwhile();
    for _ in 0..costs.rounds.len() / 2 {
        quiet.round(&quiet_office, &quiet_dana, &quiet_indexing);
    }
    assert_eq!(greedy.reached, ["text of a ticket", "bytes of text", "comments and changes", "new tickets"], "or the test is blind");
    let names = std::iter::once("create").chain(CHANGES.map(|(name, _)| name));
    for (place, (costs, quiet)) in costs.rounds.iter().zip(&quiet.rounds).enumerate() {
        for ((what, cost), quiet) in names.clone().zip(costs).zip(quiet) {
            assert!(*cost <= 2 * quiet, "round {place}: {what} takes {cost} steps, {quiet} on a quiet desk");
        }
    }
    // A guest's own operations hold the desk for no more than a few changes of staff do.
    assert!(greedy.longest <= 10 * alone, "{} steps against {alone}", greedy.longest);
    assert!(costs.piece <= 20_000, "{} steps in one piece of what is put off", costs.piece);
    assert!(costs.written <= 4 * MIB, "{} bytes written in one piece", costs.written);
    office.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let length = std::fs::metadata(&office.path).unwrap().len();
    assert!(length <= 32 * MIB, "a file of {length} bytes for an hour's allowance");
}
