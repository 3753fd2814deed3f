//! Keys: integers inside the file, UUIDs (version 7) for the world.

use std::fmt;
use uuid::Uuid;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);
    };
}

key!(
    /// A ticket's key in the file.
    TicketId
);
key!(
    /// An event's key in the file: a later one is greater.
    EventId
);
key!(
    /// The key of a comment among comments, of a note among notes: a later one is greater.
    WordsId
);
key!(
    /// A user's key in the file.
    UserId
);

/// The id of one order: groups the events of a bulk change, and makes a retry harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrderId(pub Uuid);

/// One open window, from the moment it opens until it closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub Uuid);

/// Which life of the desk it is: a backup that is restored begins another. What was decided in one is not done in the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Epoch(pub Uuid);

impl fmt::Display for OrderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
