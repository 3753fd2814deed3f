//! Who may do what: one exhaustive function that every face and every use case asks. No state, no store.

use super::{Role, Status, Ticket, User};
use std::fmt;

/// Everything the policy knows how to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    See,
    SeeInternals,
    Create,
    CreateForAnother,
    Triage,
    Comment,
    Note,
    Assign,
    Start,
    Resolve,
    Edit,
    /// Several tickets in one order.
    Bulk,
    Close,
    Reopen,
    Delete,
    Undelete,
    Undo,
    Purge,
    ManageUsers,
    Import,
    Export,
    Stats,
    KeepViews,
    ShareViews,
    /// Settings of one's own that anybody has.
    SetOwn,
    /// Settings of one's own about how tickets are worked on.
    SetWork,
    /// What is set for the desk.
    SetDesk,
    /// Whether the desk's file is sound, and building anew what is made of the tickets.
    Examine,
    /// Copying the desk whole, and putting such a copy in its place.
    BackUp,
}

impl Act {
    /// Every act, for tests that walk them all.
    pub const ALL: &'static [Self] = &[
        Self::See,
        Self::SeeInternals,
        Self::Create,
        Self::CreateForAnother,
        Self::Triage,
        Self::Comment,
        Self::Note,
        Self::Assign,
        Self::Start,
        Self::Resolve,
        Self::Edit,
        Self::Bulk,
        Self::Close,
        Self::Reopen,
        Self::Delete,
        Self::Undelete,
        Self::Undo,
        Self::Purge,
        Self::ManageUsers,
        Self::Import,
        Self::Export,
        Self::Stats,
        Self::KeepViews,
        Self::ShareViews,
        Self::SetOwn,
        Self::SetWork,
        Self::SetDesk,
        Self::Examine,
        Self::BackUp,
    ];

    /// The act of entering a status.
    #[must_use]
    pub fn entering(status: Status) -> Self {
        match status {
            Status::Open => Self::Reopen,
            Status::InProgress => Self::Start,
            Status::Resolved => Self::Resolve,
            Status::Closed => Self::Close,
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::See => "see tickets",
            Self::SeeInternals => "see notes and history",
            Self::Create => "create tickets",
            Self::CreateForAnother => "create tickets for others",
            Self::Triage => "set a priority or an assignee",
            Self::Comment => "comment",
            Self::Note => "write notes",
            Self::Assign => "assign tickets",
            Self::Start => "start tickets",
            Self::Resolve => "resolve tickets",
            Self::Edit => "edit tickets",
            Self::Bulk => "change several tickets at once",
            Self::Close => "close tickets",
            Self::Reopen => "reopen tickets",
            Self::Delete => "delete tickets",
            Self::Undelete => "undelete tickets",
            Self::Undo => "undo or redo changes",
            Self::Purge => "purge tickets",
            Self::ManageUsers => "manage users",
            Self::Import => "import",
            Self::Export => "export",
            Self::Stats => "see the statistics",
            Self::KeepViews => "keep views",
            Self::ShareViews => "save or remove shared views",
            Self::SetOwn => "keep settings of their own",
            Self::SetWork => "set how tickets are worked on",
            Self::SetDesk => "change the desk's settings",
            Self::Examine => "examine the desk's file",
            Self::BackUp => "back the desk up or restore it",
        })
    }
}

/// What somebody has to do with a ticket, as far as the policy cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// They are its requester.
    pub requester: bool,
    /// They created it.
    pub creator: bool,
    /// Where it stands.
    pub status: Status,
}

impl Tie {
    /// The tie between this user and this ticket.
    #[must_use]
    pub fn between(user: &User, ticket: &Ticket) -> Self {
        Self { requester: ticket.requester.id == user.id, creator: ticket.creator == user.id, status: ticket.status }
    }
}

/// Why the policy says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The role never may.
    #[error("a {role} may not {act}")]
    Role { role: Role, act: Act },
    /// The role may, but only on what is theirs.
    #[error("a {role} may {act} only if they created them")]
    NotTheirs { role: Role, act: Act },
    /// The role may, but not while the ticket stands where it stands.
    #[error("the ticket is {}: {why}", status.title())]
    NotNow { status: Status, why: &'static str },
}

/// May this role do this act, given this tie (`None`: no ticket is meant)?
///
/// # Errors
/// Says why not.
pub fn allow(role: Role, act: Act, tie: Option<Tie>) -> Result<(), Denied> {
    match role {
        Role::Admin => Ok(()),
        Role::Bartender => bartender(act, tie),
        Role::Customer => customer(act, tie),
    }
}

fn bartender(act: Act, tie: Option<Tie>) -> Result<(), Denied> {
    let role = Role::Bartender;
    match act {
        Act::See
        | Act::SeeInternals
        | Act::Create
        | Act::CreateForAnother
        | Act::Triage
        | Act::Comment
        | Act::Note
        | Act::Assign
        | Act::Start
        | Act::Resolve
        | Act::Edit
        | Act::Bulk
        | Act::Close
        | Act::Reopen
        | Act::Undo
        | Act::Export
        | Act::Stats
        | Act::KeepViews
        | Act::SetOwn
        | Act::SetWork => Ok(()),
        Act::Delete | Act::Undelete if tie.is_some_and(|tie| tie.creator) => Ok(()),
        Act::Delete | Act::Undelete => Err(Denied::NotTheirs { role, act }),
        Act::Purge | Act::ManageUsers | Act::Import | Act::ShareViews | Act::SetDesk | Act::Examine | Act::BackUp => {
            Err(Denied::Role { role, act })
        }
    }
}

fn customer(act: Act, tie: Option<Tie>) -> Result<(), Denied> {
    let never = Err(Denied::Role { role: Role::Customer, act });
    let own = tie.filter(|tie| tie.requester);
    let only_while = |fine: fn(Status) -> bool, why| match own {
        Some(tie) if fine(tie.status) => Ok(()),
        Some(tie) => Err(Denied::NotNow { status: tie.status, why }),
        None => Err(Denied::Role { role: Role::Customer, act }),
    };
    match act {
        Act::See if tie.is_none() || own.is_some() => Ok(()),
        Act::Create | Act::SetOwn => Ok(()),
        Act::Comment => only_while(|status| status != Status::Closed, "reopen it to comment"),
        Act::Close => only_while(|status| status == Status::Resolved, "it can be closed once it is resolved"),
        Act::Reopen => {
            only_while(|status| matches!(status, Status::Resolved | Status::Closed), "it can be reopened when it is resolved or closed")
        }
        Act::See
        | Act::SeeInternals
        | Act::CreateForAnother
        | Act::Triage
        | Act::Note
        | Act::Assign
        | Act::Start
        | Act::Resolve
        | Act::Edit
        | Act::Bulk
        | Act::Delete
        | Act::Undelete
        | Act::Undo
        | Act::Purge
        | Act::ManageUsers
        | Act::Import
        | Act::Export
        | Act::Stats
        | Act::KeepViews
        | Act::ShareViews
        | Act::SetWork
        | Act::SetDesk
        | Act::Examine
        | Act::BackUp => never,
    }
}
