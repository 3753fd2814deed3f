//! What a desk needs of the place that keeps it. No policy, no current user, no text for people but what ails the file. Staff
//! reach all of it; guests come in by a door of their own (`public`).

mod error;
mod flaw;
mod part;
mod public;
pub mod sqlite;

pub use error::{FileFault, Hindered, Holder, StoreError};
pub use flaw::{Activity, Contents, Flaw, History, Standing};
pub use part::{Part, Slice};
pub use public::{Door, GuestStore, Public};

use crate::domain::allowance::{Spent, Written};
use crate::domain::draft::{Draft, DraftId};
use crate::domain::event::{Event, EventKind, NewEvent};
use crate::domain::key::{Fingerprint, Key};
use crate::domain::presence::Presence;
use crate::domain::retelling::{DeskRecord, UserRecord};
use crate::domain::undo::Takeback;
use crate::domain::view::View;
use crate::domain::{
    Among, Comment, EventId, Heard, Login, Note, OrderId, SessionId, Ticket, TicketId, TicketNumber, Timestamp, User, UserId, WordsId,
};
use std::collections::HashMap;
use std::path::Path;
use uuid::Uuid;

/// The result of asking the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Stops the question that runs on a store, from another thread.
pub type Interrupter = Box<dyn Fn() + Send + Sync>;

/// Somebody's place at the desk, theirs until it is dropped or the process ends, however it does.
pub struct Seat {
    _held: Box<dyn std::any::Any>,
}

impl std::fmt::Debug for Seat {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Seat")
    }
}

/// Another whenever something changed that concerns whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulse {
    /// Nothing ever happened.
    Still,
    /// The latest line of the history, by its key and its order: a purge may give a key again, never an order.
    History(i64, OrderId),
    /// What a guest can see of their own tickets, in one figure.
    Own(u64),
}

/// A session of the staff: one way to everything that is kept.
pub trait Store: Door {
    /// One consistent view of everything, until it is dropped. Never keep one while a person thinks.
    fn read(&self) -> Result<Box<dyn Read + '_>>;
    /// Copies everything, as it is at one instant, into the empty file at `path`, while others go on. The copy is one file, on the
    /// disk when this returns.
    fn copy_into(&self, path: &Path) -> Result<()>;
    /// Puts what the desk at `path` holds in the place of everything, at once for all sessions, and before that a copy of
    /// everything at `aside`, where nothing may stand: nobody commits in between. Its schema must be the latest.
    fn exchange(&self, path: &Path, aside: &Path) -> Result<()>;
    /// How the file stands where it is.
    fn standing(&self) -> Standing;
    /// Makes at most so many of the tickets searchable that wait for it, those with the oldest activity first. How many: none, where
    /// none waits.
    fn make_searchable(&self, limit: i64) -> Result<u64>;
    /// Whether tickets wait to be searchable.
    fn is_behind(&self) -> Result<bool>;
    /// Has the session's end make a piece searchable, if tickets wait for it now.
    fn tidy_at_end(&self);
    /// Whether nobody else writes at this moment.
    fn is_free(&self) -> bool;
    /// As [`Door::tidy`], where nobody else writes; it waits for nobody.
    fn tidy_if_free(&self) -> Result<bool>;
}

/// Where open windows sign, beside the desk and not in it. Its loss is harmless, so nothing here can fail: what cannot be
/// written is not there, and what cannot be read says nobody is.
pub trait Roster: Send {
    /// Writes or renews the line of a session, and strikes the lines that hold no longer.
    fn sign(&self, line: &Presence);
    /// Takes the line of a session out.
    fn strike(&self, session: SessionId);
    /// Somebody was here.
    fn saw(&self, login: &Login, at: Timestamp);
    /// When each was here last.
    fn seen(&self) -> Vec<(Login, Timestamp)>;
    /// Every line, also those that hold no longer.
    fn lines(&self) -> Vec<Presence>;
    /// A number that is another whenever another session wrote. Cheap enough to be asked all the time.
    fn version(&self) -> i64;
}

/// What staff ask. Questions about one thing give `None` where it is not there.
pub trait Read: Public {
    /// When the history last says something of the desk itself.
    fn desk_changed_at(&self) -> Result<Option<Timestamp>>;

    fn user(&self, id: UserId) -> Result<Option<User>>;
    fn user_by_uuid(&self, uuid: Uuid) -> Result<Option<User>>;
    /// In any case of letters.
    fn user_by_email(&self, email: &str) -> Result<Option<User>>;
    /// Everybody, by login.
    fn users(&self) -> Result<Vec<User>>;
    /// At most so many whose login begins so, and after them those whose name has a word that does: of the
    /// latest 20 000.
    fn people_like(&self, prefix: &str, among: Among, limit: usize) -> Result<Vec<User>>;
    /// When the history last says something of them.
    fn user_changed_at(&self, id: UserId) -> Result<Option<Timestamp>>;
    /// Everybody's, the oldest first.
    fn keys(&self) -> Result<Vec<Key>>;
    /// The oldest first.
    fn keys_of(&self, user: UserId) -> Result<Vec<Key>>;
    /// So many people: staff first, then guests, each by login.
    fn roll(&self, limit: usize) -> Result<Vec<User>>;
    /// How many active tickets staff have, or a guest asked for.
    fn open_tickets(&self, user: &User) -> Result<i64>;
    fn active_admins(&self) -> Result<i64>;
    /// Active staff by name.
    fn staff(&self) -> Result<Vec<User>>;
    /// Active staff by name, each with how many active tickets they have.
    fn loads(&self) -> Result<Vec<(User, i64)>>;

    fn ticket_by_uuid(&self, uuid: Uuid) -> Result<Option<Ticket>>;
    /// The ticket that was imported from there.
    fn ticket_by_source(&self, source: &str, id: &str) -> Result<Option<Ticket>>;
    /// At most so many of the active tickets somebody has, the oldest activity first.
    fn active_of(&self, assignee: UserId, limit: usize) -> Result<Vec<TicketNumber>>;
    /// How many they are.
    fn count_active_of(&self, assignee: UserId) -> Result<u64>;
    /// Somebody, or this user, who can no longer be assigned tickets and has active ones, which are to be released.
    fn leaving(&self, only: Option<UserId>) -> Result<Option<Leaving>>;
    /// Of the active tickets that nobody has, the first by the rule of [`crate::domain::pressing`].
    fn most_pressing(&self) -> Result<Option<Ticket>>;
    /// Active tickets in whose document some word begins with one of these folded words, the newest first; a bounded number.
    /// The documents hold notes: for staff only.
    fn sharing(&self, words: &[String]) -> Result<Vec<Ticket>>;
    /// Oldest first.
    fn notes(&self, ticket: TicketId) -> Result<Vec<Note>>;
    /// A part of them, each with its key.
    fn notes_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Note)>>;
    /// Whether some comment or note has this id.
    fn said_before(&self, uuid: Uuid) -> Result<bool>;
    /// Oldest first.
    fn events(&self, ticket: TicketId) -> Result<Vec<Event>>;
    /// A part of them.
    fn events_part(&self, ticket: TicketId, part: &Part<EventId>) -> Result<Slice<Event>>;
    /// The last event of a ticket that is no later than this instant; key 0 if there is none.
    fn event_until(&self, ticket: TicketId, at: Timestamp) -> Result<EventId>;
    /// How many events of a ticket are of no kind among these; `None` if it has more than `most` events in all.
    fn count_events_but(&self, ticket: TicketId, kinds: &[EventKind], most: i64) -> Result<Option<i64>>;
    /// The latest event of one of these kinds.
    fn last_event(&self, ticket: TicketId, kinds: &[EventKind]) -> Result<Option<Event>>;
    /// The latest event of one of these kinds after `since` whose order stands: neither was it taken back, nor did it take
    /// something back itself.
    fn set_since(&self, ticket: TicketId, kinds: &[EventKind], since: EventId) -> Result<Option<Event>>;
    /// The same of any kind by anybody but one.
    fn changed_since(&self, ticket: TicketId, but_by: UserId, since: EventId) -> Result<Option<Event>>;
    /// The event that a purge left behind.
    fn purge_of(&self, number: TicketNumber) -> Result<Option<Event>>;
    /// The tickets an order changed; empty if it did nothing yet.
    fn touched_by(&self, order: OrderId) -> Result<Vec<TicketNumber>>;
    /// Whether an order did anything, to tickets or to users.
    fn order_done(&self, order: OrderId) -> Result<bool>;
    /// What an order did, oldest first; only what it did to tickets has a number.
    fn done_by(&self, order: OrderId) -> Result<Vec<Event>>;
    /// Somebody's latest order that stands and did nothing but these kinds of things to tickets.
    fn to_undo(&self, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>>;
    /// The latest order that somebody took back, unless they did one of these kinds of things since.
    fn to_redo(&self, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>>;
    /// How often an order was taken back and done again, oldest first.
    fn takebacks_of(&self, target: OrderId) -> Result<Vec<Takeback>>;
    /// What this order took back or did again, if it is one that does that.
    fn takeback_by(&self, order: OrderId) -> Result<Option<Takeback>>;
    /// A comment or (`internal`) a note that stands in its thread.
    fn words(&self, internal: bool, words: Uuid) -> Result<Option<Comment>>;
    /// How the thread of a ticket stands for somebody. However long it is, little of it is read.
    fn heard(&self, ticket: TicketId, requester: UserId) -> Result<Heard>;
    /// Words that were taken back.
    fn withdrawn(&self, words: Uuid) -> Result<Option<Comment>>;

    /// Those of this user and everybody's: theirs first, and by digit.
    fn views(&self, user: UserId) -> Result<Vec<View>>;
    /// The id of the latest event; 0 before the first.
    fn latest_event(&self) -> Result<i64>;
    /// How many active urgent tickets somebody else than `me` filed, reopened, brought back or made urgent after this event.
    fn urgent_arrivals(&self, after: i64, me: UserId) -> Result<i64>;
    /// How far the requesters of these tickets had spoken when this user looked; those not looked at are not there.
    fn looks(&self, user: UserId, tickets: &[TicketId]) -> Result<HashMap<TicketId, Timestamp>>;

    /// What in the file contradicts itself, but for the histories of tickets. It reads all of it.
    fn flaws(&self) -> Result<Vec<Flaw>>;
    /// Of the flaws only [`Flaw::Texts`]: what would not be found any more once the search index is built anew.
    fn doubtful_texts(&self) -> Result<Option<Flaw>>;
    /// At most so many tickets whose key is greater than `after`, by their key: deleted ones, too.
    fn histories(&self, after: TicketId, limit: i64) -> Result<Vec<History>>;
    /// At most so many people whose key is greater than `after`, by their key.
    fn user_records(&self, after: UserId, limit: i64) -> Result<Vec<UserRecord>>;
    fn desk_record(&self) -> Result<DeskRecord>;
    fn contents(&self) -> Result<Contents>;
    /// The latest instant of the history and the tickets, but for imported tickets that are dated after `bound`; and those.
    fn activity(&self, bound: Timestamp) -> Result<Activity>;
    /// How much of the desk a search with words covers.
    fn coverage(&self) -> Result<Coverage>;
    fn counts(&self) -> Result<Counts>;
    fn stats(&self) -> Result<Stats>;
    /// What somebody filed and said after this instant: of their latest 10,000 changes.
    fn spent(&self, actor: UserId, since: Timestamp) -> Result<Spent>;
    /// What somebody said in comments on a ticket: the first so many of them.
    fn written(&self, ticket: TicketId, author: UserId, most: i64) -> Result<Written>;
    /// How many numbers of the range that begins at `lowest` are gone.
    fn numbers_taken(&self, lowest: i64) -> Result<i64>;
}

/// Changes. A ticket or a user is never saved without the events it is for.
pub trait Write: Read {
    /// What a desk is born with.
    fn save_setting(&self, name: &str, value: &str) -> Result<()>;
    /// Sets something for the desk, or with `None` takes it away.
    fn keep_setting(&self, name: &str, value: Option<&str>, event: &NewEvent) -> Result<()>;
    /// Sets something for somebody, or with `None` takes it away.
    fn keep_preference(&self, user: UserId, name: &str, value: Option<&str>, event: &NewEvent) -> Result<()>;
    /// The id in `user` is not looked at.
    fn insert_user(&self, user: &User, event: &NewEvent) -> Result<UserId>;
    /// The desk's very first user: nobody was there to have added them.
    fn insert_founder(&self, user: &User) -> Result<UserId>;
    fn save_user(&self, user: &User, events: &[NewEvent]) -> Result<()>;
    fn insert_key(&self, user: UserId, key: &Key, event: &NewEvent) -> Result<()>;
    fn remove_key(&self, user: UserId, key: &Fingerprint, event: &NewEvent) -> Result<()>;
    /// Takes a key out of a backup on its way into a desk's place: it has no history there yet.
    fn drop_key(&self, key: &Fingerprint) -> Result<()>;
    /// Takes a number for ever; `false` if it is taken.
    fn reserve(&self, number: TicketNumber) -> Result<bool>;
    /// The id in `ticket` is not looked at; its number must be reserved.
    fn insert_ticket(&self, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId>;
    /// The same for one of very many: it becomes searchable afterwards, by [`Door::tidy`].
    fn load_ticket(&self, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId>;
    /// `seen` is the version that was read; `Stale` if it is not there any more.
    fn save_ticket(&self, ticket: &Ticket, seen: i64, said: &[Said], events: &[NewEvent]) -> Result<()>;
    /// The id in `draft` is not looked at.
    fn insert_draft(&self, user: UserId, draft: &Draft) -> Result<DraftId>;
    /// What it holds now, if `seen` still types in it; `false` if not, or if it is gone.
    fn save_draft(&self, user: UserId, draft: &Draft, seen: SessionId) -> Result<bool>;
    /// Another window types in it from here on; `false` if it is gone.
    fn hold_draft(&self, user: UserId, id: DraftId, holder: SessionId) -> Result<bool>;
    /// Only if `holder` types in it; `false` if nothing was removed.
    fn remove_draft(&self, user: UserId, id: DraftId, holder: SessionId) -> Result<bool>;
    /// Takes a comment or (`internal`) a note out of the thread and keeps it apart; `false` if it is not there. Whoever does
    /// it saves the ticket behind it, with the event.
    fn withdraw(&self, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool>;
    /// Puts it back where it stood; `false` if it was not taken back. Whoever does it saves the ticket behind it.
    fn put_back(&self, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool>;
    /// Remembers that an order was taken back or done again, behind the events of that.
    fn save_takeback(&self, actor: UserId, line: &Takeback) -> Result<()>;
    /// Removes a deleted ticket with everything on it, and leaves this one event.
    fn purge(&self, ticket: &Ticket, event: &NewEvent) -> Result<()>;
    /// In the place of the owner's view of the same name, if there is one.
    fn save_view(&self, view: &View, event: &NewEvent) -> Result<()>;
    fn remove_view(&self, view: &View, event: &NewEvent) -> Result<()>;
    /// This user looked at this ticket when its requester had spoken so far. No part of the history.
    fn save_look(&self, user: UserId, ticket: TicketId, spoke_at: Timestamp) -> Result<()>;
    /// Counts the cards anew, and forgets the search index: every ticket waits to be made searchable.
    fn forget_derived(&self) -> Result<()>;
    /// Everything or, on an error, nothing.
    fn commit(self: Box<Self>) -> Result<()>;
}

/// Somebody who can no longer be assigned tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    pub user: UserId,
    /// The operation that disabled them or took their role away, and whose it was.
    pub order: OrderId,
    pub actor: UserId,
}

/// Something said on a ticket, on its way into the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    Comment(Comment),
    Note(Note),
}

impl Said {
    /// The words themselves.
    #[must_use]
    pub fn words(&self) -> &Comment {
        match self {
            Self::Comment(words) | Self::Note(Note(words)) => words,
        }
    }
}

/// How much of the desk the search index covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    #[default]
    Whole,
    /// So many of all tickets; the others came in bulk and are not searchable yet.
    Part { searchable: i64, all: i64 },
}

/// What the cards show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub open: i64,
    pub in_progress: i64,
    pub resolved: i64,
    pub closed: i64,
    /// Active and nobody's.
    pub unassigned: i64,
}

/// How many tickets there are of what; deleted ones are in none of them. Lists hold every value, also those at nought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    pub counts: Counts,
    pub by_priority: Vec<(crate::domain::Priority, i64)>,
    pub by_category: Vec<(crate::domain::Category, i64)>,
    /// Login, name, and how many active tickets they have: most first.
    pub by_assignee: Vec<(Login, String, i64)>,
}
