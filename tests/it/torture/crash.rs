//! Kills at random under load: writers are processes of their own over the real desk and file, told apart from what they only
//! tried by what they acknowledged down a pipe. The same harness runs on writers with a planted bug, and has to find it.

use super::hands::{Hand, part, say};
use super::load::{Errand, broken};
use super::{report, rounds};
use crate::support::office::{Office, TestDice, login};
use barback::desk::clock::{MachineClock, MachineDice};
use barback::desk::{Desk, DeskError};
use barback::store::sqlite;
use nix::sys::signal::Signal;
use rusqlite::Connection;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

const WRITERS: usize = 8;

/// What is wrong with the writers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plant {
    Nothing,
    /// The history is written in a second transaction.
    HistoryAfter,
    /// They say that it is done before it is.
    SaidBefore,
}

impl Plant {
    fn word(self) -> &'static str {
        match self {
            Self::Nothing => "sound",
            Self::HistoryAfter => "history after",
            Self::SaidBefore => "said before",
        }
    }
}

/// A session on the real clock.
pub fn desk(path: &Path) -> Desk {
    let store = sqlite::open(path).unwrap();
    Desk::new(Box::new(store), Arc::new(MachineClock), Arc::new(MachineDice), login("sam"))
}

/// Not a test of its own: a writer, until it is killed. First it tries again what the one before it may have done.
#[test]
fn writer() {
    let Some((plant, path)) = part() else { return };
    let seed: u64 = std::env::var("BARBACK_TEST_SEED").unwrap().parse().unwrap();
    let again = std::env::var("BARBACK_TEST_AGAIN").ok().map(|line| Errand::read(&line));
    let (desk, dice) = (desk(&path), TestDice::new(seed));
    let raw = (plant == Plant::HistoryAfter.word()).then(|| Connection::open(&path).unwrap());
    let mut roll = |sides: u64| dice.next() % sides;
    say("");
    let mut next = again;
    loop {
        let errand = next.take().unwrap_or_else(|| Errand::draw(&desk, &mut roll, &tickets(&path)));
        say(&format!("try {}", errand.written()));
        if plant == Plant::SaidBefore.word() {
            say(&format!("did {}", errand.written()));
        }
        let done = errand.run(&desk);
        if let Some(raw) = &raw {
            write_history(raw, &errand);
        }
        match done {
            Ok(true) if plant != Plant::SaidBefore.word() => say(&format!("did {}", errand.written())),
            Ok(_) => say("not"),
            // Somebody was waited for in vain, as on a machine that is very busy: nothing was done.
            Err(DeskError::Store(_)) => say("not"),
            Err(error) => panic!("{error}"),
        }
        desk.tidy().unwrap_or(false);
    }
}

fn tickets(path: &Path) -> Vec<i64> {
    let raw = Connection::open(path).unwrap();
    let mut statement = raw.prepare("SELECT number FROM tickets ORDER BY id DESC LIMIT 40").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// The planted bug: the desk's own transaction leaves the history out, and a second one brings it.
fn plant_history_after(path: &Path) {
    Connection::open(path)
        .unwrap()
        .execute_batch(
            "CREATE TABLE plant (goes_through INTEGER); INSERT INTO plant VALUES (0);
             CREATE TABLE later AS SELECT * FROM events WHERE 0;
             CREATE TRIGGER planted BEFORE INSERT ON events WHEN NOT (SELECT goes_through FROM plant) BEGIN
                 INSERT INTO later (ticket_id, user_id, number, order_id, actor_id, kind, before, after, at)
                 VALUES (new.ticket_id, new.user_id, new.number, new.order_id, new.actor_id, new.kind, new.before, new.after, new.at);
                 SELECT RAISE(IGNORE);
             END;",
        )
        .unwrap();
}

fn write_history(raw: &Connection, errand: &Errand) {
    let order = errand.order.0;
    // In vain, as in the desk itself, where somebody was killed at a bad moment.
    let _ = raw.busy_timeout(std::time::Duration::from_secs(5));
    let _ = raw.execute_batch(&format!(
        "BEGIN IMMEDIATE; UPDATE plant SET goes_through = 1;
         INSERT INTO events (ticket_id, user_id, number, order_id, actor_id, kind, before, after, at)
             SELECT ticket_id, user_id, number, order_id, actor_id, kind, before, after, at FROM later WHERE order_id = x'{0}';
         DELETE FROM later WHERE order_id = x'{0}'; UPDATE plant SET goes_through = 0; COMMIT",
        order.simple()
    ));
}

/// One writer as the harness sees it.
struct Writer {
    hand: Hand,
    reader: Option<JoinHandle<()>>,
    /// What it tried and has not said the end of.
    trying: Option<Errand>,
}

type Said = (usize, String);

fn start(path: &Path, plant: Plant, place: usize, seed: u64, again: Option<&Errand>, tell: &Sender<Said>) -> Writer {
    let mut more = vec![("BARBACK_TEST_SEED", seed.to_string())];
    more.extend(again.map(|errand| ("BARBACK_TEST_AGAIN", errand.written())));
    let mut hand = Hand::start("torture::crash::writer", plant.word(), path, &more);
    let output = hand.says.take().unwrap();
    let tell = tell.clone();
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if tell.send((place, line)).is_err() {
                return;
            }
        }
    });
    Writer { hand, reader: Some(reader), trying: again.cloned() }
}

/// What came of a run.
#[derive(Default)]
struct Outcome {
    kills: u64,
    done: Vec<Errand>,
    broken: Vec<String>,
}

/// Until there were so many kills and so many acknowledgements, or (with a planted bug) until it is found.
fn run(plant: Plant, kills: u64, acknowledged: usize, seed: u64) -> Outcome {
    let office = Office::new();
    if plant == Plant::HistoryAfter {
        plant_history_after(&office.path);
    }
    let dice = TestDice::new(seed);
    let (tell, told): (Sender<Said>, Receiver<Said>) = channel();
    let mut writers: Vec<Writer> = (0..WRITERS).map(|place| start(&office.path, plant, place, dice.next(), None, &tell)).collect();
    let (mut outcome, mut left, mut tried) = (Outcome::default(), Vec::new(), Vec::new());
    let mut until_next = 10 + dice.next() % 30;
    while outcome.kills < kills || outcome.done.len() < acknowledged {
        let (place, line) = told.recv().unwrap();
        hear(&mut writers[place], &line, &mut outcome.done);
        until_next -= 1;
        if until_next > 0 {
            continue;
        }
        until_next = 1 + dice.next() % 24;
        std::thread::sleep(std::time::Duration::from_micros(dice.next() % 3_000));
        let place = usize::try_from(dice.next() % WRITERS as u64).unwrap();
        let unfinished = kill(&mut writers, place, &told, &mut outcome.done);
        outcome.kills += 1;
        // Whoever comes after it tries again what it may have done, mostly.
        let again = unfinished.filter(|errand| {
            let is_tried = !dice.next().is_multiple_of(4);
            if !is_tried {
                left.push(errand.clone());
            }
            is_tried
        });
        tried.extend(again.clone());
        writers[place] = start(&office.path, plant, place, dice.next(), again.as_ref(), &tell);
        if plant != Plant::Nothing && outcome.kills % 5 == 0 {
            outcome.broken = broken(&office.path, &desk(&office.path), &[], &left);
            if !outcome.broken.is_empty() {
                break;
            }
        }
    }
    for place in 0..WRITERS {
        left.extend(kill(&mut writers, place, &told, &mut outcome.done));
    }
    outcome.broken.extend(broken(&office.path, &desk(&office.path), &outcome.done, &left));
    outcome
}

fn hear(writer: &mut Writer, line: &str, done: &mut Vec<Errand>) {
    match line.split_once(' ') {
        Some(("try", errand)) => writer.trying = Some(Errand::read(errand)),
        Some(("did", errand)) => {
            writer.trying = None;
            done.push(Errand::read(errand));
        }
        _ if line == "not" => writer.trying = None,
        _ => {}
    }
}

/// Kills one and hears all that is in its pipe yet. What it had not come to the end of.
fn kill(writers: &mut [Writer], place: usize, told: &Receiver<Said>, done: &mut Vec<Errand>) -> Option<Errand> {
    writers[place].hand.signal(Signal::SIGKILL);
    writers[place].hand.child.wait().unwrap();
    writers[place].reader.take().unwrap().join().unwrap();
    for (other, line) in told.try_iter() {
        hear(&mut writers[other], &line, done);
    }
    writers[place].trying.take()
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill() {
    let outcome = run(Plant::Nothing, rounds(40, 600), usize::try_from(rounds(200, 4_000)).unwrap(), 17);
    assert!(outcome.broken.is_empty(), "{:#?}", outcome.broken);
    report("kills", format!("{} kills, {} acknowledged writes: 0 lost, 0 broken invariants", outcome.kills, outcome.done.len()));
}

#[test]
fn the_harness_finds_history_in_a_second_transaction() {
    let outcome = run(Plant::HistoryAfter, 60, 0, 23);
    assert!(!outcome.broken.is_empty(), "{} kills, and it was not found", outcome.kills);
    report("planted: history in a second transaction", format!("found after {} kills: {}", outcome.kills, outcome.broken[0]));
}

#[test]
fn the_harness_finds_an_acknowledgement_before_the_commit() {
    let outcome = run(Plant::SaidBefore, 30, 0, 29);
    assert!(!outcome.broken.is_empty(), "{} kills, and it was not found", outcome.kills);
    report("planted: acknowledged before the commit", format!("found after {} kills: {}", outcome.kills, outcome.broken[0]));
}
