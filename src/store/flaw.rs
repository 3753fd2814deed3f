//! What can be found when a desk is looked over: what contradicts what in the file, and how the file stands.

use super::Counts;
use crate::domain::event::Event;
use crate::domain::retelling::ThreadEntry;
use crate::domain::{Ticket, TicketNumber, Timestamp};

/// Something in the file that contradicts something else in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// What the engine says of its own file.
    File(String),
    /// What of the schema is not as this program makes it, one object a line; and whether the rows can be asked all the same.
    Schema {
        objects: Vec<String>,
        is_readable: bool,
    },
    /// Rows that name something that is not there.
    Strays(i64),
    /// So many rows of which this is so, and which check that belongs to.
    Rows {
        check: &'static str,
        count: i64,
        what: &'static str,
    },
    Counters {
        kept: Counts,
        counted: Counts,
    },
    /// So many tickets of which this is so.
    Tickets {
        count: i64,
        what: &'static str,
    },
    /// Of so many ranges of ticket numbers it is not known how many are gone.
    Numbers(i64),
    /// So many tickets that the search index is wrong about.
    Index(i64),
    /// So many tickets have more different words than are searchable.
    Cut(i64),
    /// Of so many tickets the index has other words than the rows, and of so many the history has no seal of what was written:
    /// it may be a text that was changed.
    Texts {
        documents: i64,
        unsealed: i64,
    },
    /// So many places in the index that the next ones could collide with, or that are out of order.
    Places(i64),
    /// Not all are searchable yet.
    Unsearched {
        searchable: i64,
        all: i64,
    },
}

/// A ticket with its events, oldest first, and everything that was ever written on it.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub ticket: Ticket,
    pub events: Vec<Event>,
    pub thread: Vec<ThreadEntry>,
}

/// How much is in a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Deleted ones, too.
    pub tickets: i64,
    pub users: i64,
    /// When the history says something for the last time; `None` before the first.
    pub latest: Option<Timestamp>,
}

/// How the file stands where it is. What cannot be asked is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Who may do what with the file, as `chmod` has it.
    pub mode: Option<u32>,
    /// The same of its folder.
    pub folder_mode: Option<u32>,
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of the log that is not in the file yet.
    pub log_bytes: u64,
    /// Bytes that the disk has room for.
    pub free_bytes: Option<u64>,
    /// Copies beside it that were never finished.
    pub unfinished: usize,
}

/// How far the times in a desk reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// The latest instant, but for that of the tickets below.
    pub latest: Option<Timestamp>,
    /// Imported tickets that are dated after the bound, the latest first, with when that is.
    pub ahead: Vec<(TicketNumber, Timestamp)>,
}
