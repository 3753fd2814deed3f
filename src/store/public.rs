//! What everybody may ask, guests among them: of a guest's own tickets, what they may see. Nothing here gives a note, an event or a
//! staff's field, so whoever has this alone cannot show one.

use super::{Hindered, Interrupter, Part, Pulse, Result, Roster, Seat, Slice, Write};
use crate::domain::draft::{Draft, DraftKind};
use crate::domain::key::Fingerprint;
use crate::domain::search::{Page, Search};
use crate::domain::{Comment, Login, Ticket, TicketId, TicketNumber, User, UserId, WordsId};
use std::path::Path;

/// What a session has whoever sits at it.
pub trait Door: Send {
    /// A transaction of one's own; dropped without `commit` nothing happened.
    fn write(&self) -> Result<Box<dyn Write + '_>>;
    /// A number that is another whenever another session committed.
    fn data_version(&self) -> Result<i64>;
    /// What stops a running question.
    fn interrupter(&self) -> Interrupter;
    /// Where the desk's file is.
    fn place(&self) -> &Path;
    /// Where open windows sign.
    fn roster(&self) -> Box<dyn Roster>;
    /// One of so many seats that somebody may have at a time; `None` if they are all taken.
    fn take_seat(&self, user: UserId, most: u32) -> Result<Option<Seat>>;
    /// Does a small piece of what writing puts off so that nobody waits for it: making searchable what came in bulk, putting the
    /// search index together. Whether there is more to do.
    fn tidy(&self) -> Result<bool>;
    /// What keeps this session from writing, where it can only read.
    fn hindered(&self) -> Option<Hindered> {
        None
    }
}

/// A guest's session.
pub trait GuestStore: Door {
    /// Whose it is.
    fn guest(&self) -> UserId;
    /// One consistent view of what is theirs, until it is dropped.
    fn read(&self) -> Result<Box<dyn Public + '_>>;
}

/// Questions that guests may put, too: to them everything but their own undeleted tickets is not there.
pub trait Public {
    fn setting(&self, name: &str) -> Result<Option<String>>;
    /// Everything the desk remembers about itself: names and values.
    fn settings(&self) -> Result<Vec<(String, String)>>;
    /// What somebody set for themselves.
    fn preferences(&self, user: UserId) -> Result<Vec<(String, String)>>;
    fn user_by_login(&self, login: &Login) -> Result<Option<User>>;
    /// Whose key it is.
    fn key_holder(&self, key: &Fingerprint) -> Result<Option<UserId>>;
    /// Staff find deleted tickets, too.
    fn ticket(&self, number: TicketNumber) -> Result<Option<Ticket>>;
    fn matching(&self, search: &Search, page: &Page) -> Result<Vec<Ticket>>;
    /// How many match, counted up to `cap` if there is one.
    fn count(&self, search: &Search, cap: Option<i64>) -> Result<i64>;
    /// Oldest first.
    fn comments(&self, ticket: TicketId) -> Result<Vec<Comment>>;
    /// A part of them, each with its key.
    fn comments_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>>;
    /// Everything somebody has not sent, the latest first.
    fn drafts(&self, user: UserId) -> Result<Vec<Draft>>;
    /// The same of one kind for one ticket.
    fn drafts_of(&self, user: UserId, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Draft>>;
    /// Another whenever something changed that concerns whoever asks.
    fn pulse(&self) -> Result<Pulse>;
}
