//! The power goes: what writers did to the disk is recorded, and played back to random instants with what was not synced dropped,
//! kept, torn or garbled. Nothing acknowledged by then may be missing, and nothing may be damaged.

use super::crash::desk;
use super::disk::{Disk, Fate, Record};
use super::hands::{Hand, part};
use super::load::{Errand, broken};
use super::{preload, report, rounds};
use crate::support::office::{Office, TestDice};
use std::fs;
use std::io::Write;

/// Where writers say in the recorded folder what was done: in the order of everything else.
const DONE: &str = "done";

/// Not a test of its own: a writer that is recorded.
#[test]
fn recorded() {
    let Some((_, path)) = part() else { return };
    let seed: u64 = std::env::var("BARBACK_TEST_SEED").unwrap().parse().unwrap();
    let (dice, errands) = (TestDice::new(seed), std::env::var("BARBACK_TEST_ERRANDS").unwrap().parse::<u64>().unwrap());
    let mut roll = |sides: u64| dice.next() % sides;
    let mut done = fs::OpenOptions::new().append(true).open(path.with_file_name(DONE)).unwrap();
    let mut numbers = Vec::new();
    let mut session = desk(&path);
    for turn in 0..errands {
        if turn % 40 == 39 {
            // Whoever closes last moves the log into the file and removes it.
            drop(session);
            session = desk(&path);
        }
        let errand = Errand::draw(&session, &mut roll, &numbers);
        if errand.run(&session).unwrap() {
            // In one write: another writer says things, too.
            done.write_all(format!("{}\n", errand.written()).as_bytes()).unwrap();
        }
        let query = session.read_query("").unwrap();
        let listed = session.list(&query, &barback::domain::search::Page::first(30)).unwrap().tickets;
        numbers = listed.iter().map(|ticket| ticket.number.digits()).collect();
        while session.tidy().unwrap() {}
    }
}

struct Recording {
    before: Disk,
    records: Vec<Record>,
    /// The file in which writers said what was done.
    done: u64,
}

/// Two writers at once, recorded.
fn record(office: &Office, errands: u64) -> Option<Recording> {
    use std::os::unix::fs::MetadataExt;
    let workshop = tempfile::tempdir().unwrap();
    let library = preload::build(workshop.path(), "recorder")?;
    let log = workshop.path().join("log");
    let done = office.path.with_file_name(DONE);
    fs::write(&done, "").unwrap();
    let before = Disk::of(office.folder.path());
    let start = |seed: u64| {
        let more = [
            ("LD_PRELOAD", library.display().to_string()),
            ("BARBACK_RECORD_FOLDER", office.folder.path().canonicalize().unwrap().display().to_string()),
            ("BARBACK_RECORD_LOG", log.display().to_string()),
            ("BARBACK_TEST_SEED", seed.to_string()),
            ("BARBACK_TEST_ERRANDS", errands.to_string()),
        ];
        Hand::start("torture::power::recorded", "record", &office.path.canonicalize().unwrap(), &more)
    };
    for mut hand in [start(1), start(2)] {
        // What it says is of no interest, but its pipe must not fill.
        std::io::copy(hand.says.as_mut().unwrap(), &mut std::io::sink()).unwrap();
        assert!(hand.child.wait().unwrap().success(), "a writer failed");
    }
    Some(Recording { before, records: Record::all(&fs::read(log).unwrap()), done: done.metadata().unwrap().ino() })
}

impl Recording {
    /// The power goes at so many random instants. What was wrong with the first desk that was.
    fn cut(mut self, images: u64, deaf_to: Option<&'static str>) -> (u64, Option<Vec<String>>) {
        self.before.deaf_to = deaf_to;
        let dice = TestDice::new(5);
        let length = self.records.len() as u64;
        let mut instants: Vec<usize> = (0..images).map(|_| usize::try_from(dice.next() % length).unwrap()).collect();
        instants.sort_unstable();
        let (mut disk, mut done, mut at, mut cuts) = (self.before, String::new(), 0, 0);
        for instant in instants {
            while at < instant {
                let record = &self.records[at];
                disk.happen(at, record);
                if let Some(said) = record.written().filter(|_| record.file() == self.done) {
                    done.push_str(std::str::from_utf8(said).unwrap());
                }
                at += 1;
            }
            let fate = [Fate::Mixed, Fate::Mixed, Fate::Mixed, Fate::Dropped, Fate::Kept][usize::try_from(dice.next() % 5).unwrap()];
            cuts += 1;
            let wrong = look(&disk, fate, &dice, &done);
            if !wrong.is_empty() {
                return (cuts, Some(wrong));
            }
        }
        (cuts, None)
    }
}

/// What is wrong with the desk that is found when the power is back.
fn look(disk: &Disk, fate: Fate, dice: &TestDice, done: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    disk.image(folder.path(), fate, dice);
    let path = folder.path().join("desk.db");
    let errands: Vec<Errand> = done.lines().map(Errand::read).collect();
    match barback::store::sqlite::open(&path).map(drop) {
        Ok(()) => broken(&path, &desk(&path), &errands, &[]),
        Err(error) => vec![format!("{fate:?}: {error}")],
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_the_power_goes() {
    let office = Office::new();
    let errands = rounds(60, 250);
    let Some(recording) = record(&office, errands) else { return };
    let (records, syncs) = (recording.records.len(), recording.records.iter().filter(|record| record.is_sync()).count());
    assert!(syncs as u64 > errands, "{syncs} syncs in {records} records");
    let (cuts, wrong) = recording.cut(rounds(300, 6_000), None);
    assert!(wrong.is_none(), "image {cuts}: {wrong:#?}");
    report("power cuts", format!("{cuts} images of {records} records with {syncs} syncs: 0 lost, 0 damaged"));
}

#[test]
fn with_the_syncs_of_the_log_ignored_there_are_losses_or_the_test_is_blind() {
    let office = Office::new();
    let Some(recording) = record(&office, 40) else { return };
    let (cuts, wrong) = recording.cut(80, Some("-wal"));
    let wrong = wrong.expect("the planted fault was not found");
    report("planted: syncs of the log ignored", format!("found by image {cuts}: {}", wrong[0]));
}
