//! A disk after the power went: what was recorded of the files of a folder is played back to some instant, and of what was not made
//! to last by then each write is dropped, kept, torn or garbled, by chance.

use crate::support::office::TestDice;
use std::collections::HashMap;
use std::path::Path;

/// Bytes that a disk writes as one.
const SECTOR: usize = 512;

/// One record, as tests/it/torture/recorder.c writes it.
pub struct Record {
    kind: u8,
    file: u64,
    offset: usize,
    data: Vec<u8>,
}

impl Record {
    pub fn all(log: &[u8]) -> Vec<Self> {
        let (mut records, mut rest) = (Vec::new(), log);
        while rest.len() >= 24 {
            let word = |at: usize| u64::from_le_bytes(rest[at..at + 8].try_into().unwrap());
            let length = u32::from_le_bytes(rest[16..20].try_into().unwrap()) as usize;
            let data = rest[24..24 + length].to_vec();
            records.push(Self { kind: rest[20], file: word(0), offset: usize::try_from(word(8)).unwrap(), data });
            rest = &rest[24 + length..];
        }
        records
    }

    /// What it wrote, if it wrote.
    pub fn written(&self) -> Option<&[u8]> {
        (self.kind == b'W').then_some(&self.data)
    }

    /// Whether it is the end of a sync.
    pub fn is_sync(&self) -> bool {
        self.kind == b'E'
    }

    pub fn file(&self) -> u64 {
        self.file
    }
}

/// How a run of unsynced writes ends up on the disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    Dropped,
    Kept,
    /// Each its own way.
    Mixed,
}

/// A file: what will last, and what came since, with the record it came by.
#[derive(Default, Clone)]
struct File {
    lasting: Vec<u8>,
    since: Vec<(usize, Change)>,
    sync_began: Vec<usize>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// A name that came or went.
#[derive(Clone)]
enum Naming {
    Came(String, u64),
    Went(String),
}

/// The folder as the records have it so far.
pub struct Disk {
    files: HashMap<u64, File>,
    names: HashMap<String, u64>,
    /// Not lasting yet, in their order: a file system keeps that.
    named_since: Vec<Naming>,
    folder: u64,
    /// Syncs of files whose name ends so do nothing: a planted fault.
    pub deaf_to: Option<&'static str>,
}

impl Disk {
    /// The folder as it was when the recording began.
    pub fn of(folder: &Path) -> Self {
        use std::os::unix::fs::MetadataExt;
        let (mut files, mut names) = (HashMap::new(), HashMap::new());
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            let inode = entry.metadata().unwrap().ino();
            files.insert(inode, File { lasting: std::fs::read(entry.path()).unwrap(), ..File::default() });
            names.insert(entry.file_name().into_string().unwrap(), inode);
        }
        Self { files, names, named_since: Vec::new(), folder: folder.metadata().unwrap().ino(), deaf_to: None }
    }

    /// One record further.
    pub fn happen(&mut self, place: usize, record: &Record) {
        let name = || String::from_utf8(record.data.clone()).unwrap();
        match record.kind {
            b'C' => {
                self.files.insert(record.file, File::default());
                self.named_since.push(Naming::Came(name(), record.file));
            }
            b'U' => self.named_since.push(Naming::Went(name())),
            b'W' => self.file(record).since.push((place, Change::Write(record.offset, record.data.clone()))),
            b'T' => self.file(record).since.push((place, Change::Truncate(record.offset))),
            b'S' => self.file(record).sync_began.push(place),
            b'E' if record.file == self.folder => {
                for naming in std::mem::take(&mut self.named_since) {
                    naming.apply(&mut self.names);
                }
            }
            b'E' if self.is_deaf(record.file) => {}
            b'E' => self.file(record).last(),
            other => panic!("{other} is no record"),
        }
    }

    fn file(&mut self, record: &Record) -> &mut File {
        self.files.entry(record.file).or_default()
    }

    fn is_deaf(&self, file: u64) -> bool {
        let mut names = self.names.clone();
        self.named_since.iter().for_each(|naming| naming.clone().apply(&mut names));
        self.deaf_to.is_some_and(|ending| names.iter().any(|(name, of)| *of == file && name.ends_with(ending)))
    }

    /// Writes what a machine finds when the power is back, into an empty folder.
    pub fn image(&self, folder: &Path, fate: Fate, dice: &TestDice) {
        let mut names = self.names.clone();
        let lasting = match fate {
            Fate::Dropped => 0,
            Fate::Kept => self.named_since.len() as u64,
            Fate::Mixed => dice.next() % (self.named_since.len() as u64 + 1),
        };
        self.named_since[..usize::try_from(lasting).unwrap()].iter().for_each(|naming| naming.clone().apply(&mut names));
        for (name, file) in names.iter().filter(|(name, _)| !name.ends_with("-shm")) {
            if let Some(file) = self.files.get(file) {
                std::fs::write(folder.join(name), file.image(fate, dice)).unwrap();
            }
        }
    }
}

impl Naming {
    fn apply(self, names: &mut HashMap<String, u64>) {
        match self {
            Self::Came(name, file) => _ = names.insert(name, file),
            Self::Went(name) => _ = names.remove(&name),
        }
    }
}

impl File {
    /// What was written before the sync began lasts now that it is through.
    fn last(&mut self) {
        let Some(began) = self.sync_began.pop() else { return };
        let since = std::mem::take(&mut self.since);
        let (lasts, rest): (Vec<_>, Vec<_>) = since.into_iter().partition(|(place, _)| *place < began);
        for (_, change) in lasts {
            change.apply(&mut self.lasting);
        }
        self.since = rest;
    }

    fn image(&self, fate: Fate, dice: &TestDice) -> Vec<u8> {
        let mut bytes = self.lasting.clone();
        for (_, change) in &self.since {
            let part = match fate {
                Fate::Dropped => None,
                Fate::Kept => Some(change.clone()),
                Fate::Mixed => change.clone().by_chance(dice),
            };
            if let Some(part) = part {
                part.apply(&mut bytes);
            }
        }
        bytes
    }
}

impl Change {
    fn apply(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Truncate(length) => bytes.resize(length, 0),
            Self::Write(offset, data) => {
                let end = offset + data.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[offset..end].copy_from_slice(&data);
            }
        }
    }

    /// Dropped, kept, torn between two sectors, or with one sector of it garbled.
    fn by_chance(self, dice: &TestDice) -> Option<Self> {
        let roll = dice.next();
        match (self, roll % 8) {
            (_, 0..=2) => None,
            (Self::Write(offset, mut data), 5..=6) => {
                let sectors = data.len().div_ceil(SECTOR) as u64;
                data.truncate(usize::try_from(dice.next() % sectors.max(1)).unwrap() * SECTOR);
                Some(Self::Write(offset, data))
            }
            (Self::Write(offset, mut data), 7) => {
                let sector = usize::try_from(dice.next() % data.len().div_ceil(SECTOR).max(1) as u64).unwrap() * SECTOR;
                data.iter_mut().skip(sector).take(SECTOR).for_each(|byte| *byte = dice.next().to_le_bytes()[0]);
                Some(Self::Write(offset, data))
            }
            (change, _) => Some(change),
        }
    }
}
