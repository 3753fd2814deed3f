//! The counter: each use case asks the policy, lets the domain decide, saves and records, in one transaction. Its methods
//! stand one file a verb or noun. No SQL, no terminal, no JSON.

mod allowance;
mod assign;
mod backup;
pub mod clock;
mod comment;
mod create;
mod delete;
pub mod demo;
mod doctor;
mod drafts;
mod edit;
mod error;
mod export;
mod identity;
mod import;
mod incomers;
mod keys;
mod list;
mod look;
mod mode;
mod news;
mod opening;
mod output;
mod presence;
mod pull;
mod pulse;
mod purge;
mod release;
mod roll;
mod searchable;
mod session;
mod settings;
mod show;
mod sight;
mod similar;
mod story;
mod thread;
mod transition;
mod triage;
mod undo;
mod unread;
mod urgent;
mod users;
mod views;

pub use assign::Assignee;
pub use backup::{Inspected, Restored, Restoring, inspect, stamp};
pub use comment::Posted;
pub use create::NewTicket;
pub use delete::MOST_DELETED;
pub use doctor::{Finding, Severity};
pub use drafts::{Kept, Offered, Sent, Writing};
pub use edit::{Edit, Set};
pub use error::{Conflict, DeskError, Fault};
pub use export::{ExportPage, Exported, Spoken};
pub use import::{Importing, Outcome, Tally, Told};
pub use keys::{Accepted, AddedKey};
pub use list::{Listing, StaffMember};
pub use mode::Mode;
pub use news::{Happened, News, Overtaken};
pub use opening::{Entrance, Make, Opening};
pub use output::{Output, OutputFault, OutputKind, demand_answer_apart_from, output};
pub use pull::Pulled;
pub use pulse::Strides;
pub use purge::Purged;
pub use roll::{MOST_MEMBERS, Member, Roll};
pub use searchable::gap_in_words;
pub use session::{Done, Target, Whom};
pub use settings::Surroundings;
pub use show::Dossier;
pub use thread::{HiddenLines, HistoryLines, ThreadFrom, ThreadPart, TicketPart};
pub use triage::{Seen, Sighting, Triage};
pub use undo::TakenBack;
pub use urgent::UrgentArrivals;
pub use users::{NewUser, Released, UserEdit};
pub use views::{KeptView, ListedView, NewView, Slot};

// The faces see what is kept only through the desk.
pub use crate::store::sqlite::{folder_of, no_room};
pub use crate::store::{Counts, Coverage, FileFault, Interrupter, Pulse, Seat, Stats, StoreError};

use crate::domain::key::Fingerprint;
use crate::domain::{Epoch, Login, OrderId, SessionId, Timestamp};
use crate::store::{GuestStore, Roster, Store};
use clock::{Clock, Dice, VenueClock};
use sight::Keep;
use std::cell::{Cell, OnceCell};
use std::sync::Arc;
use uuid::Uuid;

/// The result of asking the desk.
pub type Result<T> = std::result::Result<T, DeskError>;

/// One session: somebody at the counter.
pub struct Desk {
    keep: Keep,
    clock: Arc<VenueClock>,
    dice: Arc<dyn Dice>,
    login: Login,
    /// The key they signed in with, where it is known: once it is not theirs any more, they are out.
    key: Option<Fingerprint>,
    /// They came by sshd to this account: there are bounds to what they may do.
    served_by: Option<String>,
    /// What is done is taken back at the end.
    rehearsing: Cell<bool>,
    /// The life of the desk in which its orders are decided, once it has looked.
    epoch: Cell<Option<Epoch>>,
    /// The window it is a part of, and where that signs; only a window asks for either.
    session: OnceCell<SessionId>,
    roster: OnceCell<Box<dyn Roster>>,
    surroundings: Surroundings,
    /// What it changed, for the window it is a part of.
    strides: Strides,
}

impl Desk {
    /// A session on this store for somebody of the staff. Whether the desk knows them is asked anew with every use case,
    /// so that somebody who is disabled is out at once.
    #[must_use]
    pub fn new(store: Box<dyn Store>, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>, login: Login) -> Self {
        Self::over(Keep::Staff(store), clock, dice, login)
    }

    /// The same for a guest, through the door that is theirs.
    #[must_use]
    pub fn for_guest(store: Box<dyn GuestStore>, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>, login: Login) -> Self {
        Self::over(Keep::Guest(store), clock, dice, login)
    }

    fn over(keep: Keep, clock: Arc<dyn Clock>, dice: Arc<dyn Dice>, login: Login) -> Self {
        Self {
            keep,
            clock: Arc::new(VenueClock::over(clock)),
            dice,
            login,
            key: None,
            served_by: None,
            rehearsing: Cell::new(false),
            epoch: Cell::new(None),
            session: OnceCell::new(),
            roster: OnceCell::new(),
            surroundings: Surroundings::default(),
            strides: Strides::default(),
        }
    }

    /// An id for a new order. A retry of an order uses the id it had.
    #[must_use]
    pub fn new_order(&self) -> OrderId {
        OrderId(self.new_uuid(self.now()))
    }

    /// Now, by the desk's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The desk's clock. It follows the venue's zone from one use case to the next.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }

    /// Why this session can only read, if so, in a sentence.
    #[must_use]
    pub fn only_reads(&self) -> Option<String> {
        self.keep.door().hindered().map(|hindered| format!("this desk can be read but not written: {hindered}"))
    }

    /// A number that is another whenever another session changed something.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.keep.door().data_version()?)
    }

    /// What stops a running question of this session, from another thread.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        self.keep.door().interrupter()
    }

    /// A version 7 UUID for something made at this instant.
    fn new_uuid(&self, at: Timestamp) -> Uuid {
        self.dice.uuid(at)
    }
}
