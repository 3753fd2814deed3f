//! A query with everybody and every day in it resolved: what a store is asked. Reading text is `query`'s.

use super::{Category, Priority, Status, TicketId, TicketNumber, Timestamp, UserId};

/// On whose behalf is searched, and so what can be found at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every ticket, notes searched too.
    Staff,
    /// One guest's own tickets and their public text.
    Guest(UserId),
}

/// Every condition must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub scope: Scope,
    pub conditions: Vec<Condition>,
    pub order: Order,
    /// The ticket meant by a number alone: listed before all others.
    pub lead: Option<TicketNumber>,
}

/// One test, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub negated: bool,
    pub test: Test,
}

/// What can be asked of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// These folded words stand next to each other somewhere in its text; `prefix`: the last may go on.
    Words {
        words: Vec<String>,
        prefix: bool,
    },
    Status(Vec<Status>),
    Priority(Vec<Priority>),
    Category(Vec<Category>),
    /// One of these, or nobody where `nobody` says so.
    Assignee {
        users: Vec<UserId>,
        nobody: bool,
    },
    Requester(Vec<UserId>),
    Created(Period),
    Updated(Period),
    Deleted,
}

/// From `from` (inclusive) to `to` (exclusive), either end open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// What a list is sorted by. Ties: newest ticket first, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub key: Key,
    /// Smallest key first.
    pub ascending: bool,
}

/// The keys there are to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Updated,
    Created,
    Priority,
    /// Since when the requester waits; tickets that were answered are not in such a list.
    Waiting,
    /// The ticket's number: the one order that is the same on every desk.
    Number,
}

impl Order {
    /// Newest activity first.
    pub const ACTIVITY: Self = Self { key: Key::Updated, ascending: false };
}

/// A place in a sorted list: the row with this key and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub key: i64,
    pub id: TicketId,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The row to go on behind (or, backwards, before); `None`: from the end it starts at.
    pub from: Option<Cursor>,
    /// Towards the top. The rows still come in list order.
    pub backwards: bool,
    /// How many rows at most.
    pub limit: usize,
}

impl Page {
    /// The first rows.
    #[must_use]
    pub fn first(limit: usize) -> Self {
        Self { from: None, backwards: false, limit }
    }
}

/// How many hits are ordered when words are searched and the order is not by activity.
pub const SORTED_HITS: usize = 1_000;

impl Search {
    /// Whether words are asked for.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.conditions.iter().any(|condition| matches!(condition.test, Test::Words { .. }) && !condition.negated)
    }

    /// Whether words are named at all, if only to leave out what has them.
    #[must_use]
    pub fn mentions_words(&self) -> bool {
        self.conditions.iter().any(|condition| matches!(condition.test, Test::Words { .. }))
    }

    /// Whether the search index has what is asked for: all that staff find by words, and no deleted tickets.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.scope == Scope::Staff && !self.wants_deleted() && self.mentions_words()
    }

    /// Whether the search index answers it. In other orders than it has, and where no order is made of its newest hits, words are
    /// looked for in every ticket.
    #[must_use]
    pub fn uses_index(&self) -> bool {
        (self.is_indexed() && self.order == Order::ACTIVITY) || self.sorts_newest_only()
    }

    /// Whether deleted tickets are asked for.
    #[must_use]
    pub fn wants_deleted(&self) -> bool {
        self.conditions.iter().any(|condition| condition.test == Test::Deleted && !condition.negated)
    }

    /// Whether only the newest [`SORTED_HITS`] hits are put in order.
    #[must_use]
    pub fn sorts_newest_only(&self) -> bool {
        // Guests' tickets and deleted ones are few. Numbers are the order of exports, and those leave nothing out; who waits is a
        // list without words.
        self.is_indexed() && self.has_words() && self.order != Order::ACTIVITY && !matches!(self.order.key, Key::Number | Key::Waiting)
    }
}

impl Order {
    /// The place of this ticket in a list sorted so. Guests' activity is the public one.
    #[must_use]
    pub fn place(self, scope: Scope, ticket: &super::Ticket) -> Cursor {
        let key = match (self.key, scope) {
            (Key::Updated, Scope::Staff) => ticket.updated_at.0,
            (Key::Updated, Scope::Guest(_)) => ticket.public_updated_at.0,
            (Key::Created, _) => ticket.created_at.0,
            (Key::Priority, _) => ticket.priority.code(),
            (Key::Waiting, _) => ticket.unanswered_since.map_or(i64::MAX, |since| since.0),
            (Key::Number, _) => ticket.number.digits(),
        };
        Cursor { key, id: ticket.id }
    }
}
