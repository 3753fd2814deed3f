//! Everything a use case can answer instead of doing it, in one type. Each face picks its tone and its exit status from
//! `fault` and `code`; the words are spoken here once.

use super::Overtaken;
use crate::domain::policy::Denied;
use crate::domain::query::QueryError;
use crate::domain::{Refusal, Role, TicketNumber};
use crate::store::StoreError;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{0}")]
    Denied(#[from] Denied),
    /// Also the answer to a guest about a ticket that is not theirs, deleted or purged.
    #[error("there is no ticket {0}")]
    NotFound(TicketNumber),
    /// Said to staff only.
    #[error("{number} was purged by {by} at {at}")]
    Purged { number: TicketNumber, by: String, at: String },
    #[error("{0}")]
    Conflict(Conflict),
    /// Others changed the ticket while somebody wrote on it: sent again by whoever has seen that, it goes through.
    #[error("{} changed while you were writing", .0.number())]
    Overtaken(Box<Overtaken>),
    #[error("{0}")]
    Query(#[from] QueryError),
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Whoever asks is nobody the desk knows.
    #[error("this desk does not know {login}")]
    NotKnown { login: String },
    /// The desk is colleagues' on one machine, and this account is none of theirs.
    #[error("this desk does not know {login}")]
    NoColleague { login: String, admins: String },
    #[error("{login} is disabled")]
    NotActive { login: String },
    /// Whoever signed in with it is out at once.
    #[error("the key you signed in with is not {login}'s any more")]
    KeyRemoved { login: String },
    /// sshd says another key was used than the one that stands for them, or none.
    #[error("the key you signed in with is not the one this account was opened for")]
    OtherKey,
    /// Staff and guests have a door each; whoever changes sides goes out by one and comes in by the other.
    #[error("you are a {role} here now; open the desk again")]
    OtherDoor { role: Role },
    #[error("this desk belongs to {owner}; you are {you}")]
    NotTheOwner { owner: String, you: String },
    /// The desk is colleagues' on one machine.
    #[error("this desk is shared by colleagues on this machine, and guests have no place at it")]
    NoGuests,
    #[error("at this desk everybody is who their account says; you are {you}")]
    NobodyElse { you: String },
    /// `serve` on a desk that is not set up for it.
    #[error("this desk is not served: it is set up as {mode}")]
    NotServed { mode: &'static str },
    #[error("`barback serve` needs to know who signed in: --as LOGIN")]
    NobodySignedIn,
    /// It was decided on a desk that is no more.
    #[error("the desk was restored from a backup since you looked; look again and decide")]
    Restored,
    /// A file that was to be restored is not what it has to be.
    #[error("{path} is not a sound backup: {why}; nothing was restored")]
    NotSound { path: String, why: String, hint: Option<&'static str> },
    /// A bulk change was refused as a whole; each ticket with its own reason.
    #[error("nothing was changed: {}", .0.iter().map(about_it).collect::<Vec<_>>().join("\n"))]
    Bulk(Vec<(TicketNumber, DeskError)>),
    /// Very many tickets are purged, or released, in several transactions, and one after the first was refused.
    #[error("{done} of {all} tickets were {what}, the others were not: {error}")]
    InPart { what: &'static str, done: usize, all: u64, error: Box<DeskError> },
    /// An import was refused as a whole.
    #[error("nothing was imported: {0}")]
    Import(String),
}

/// An error that names the ticket it is about.
fn about_it((number, error): &(TicketNumber, DeskError)) -> String {
    let words = error.to_string();
    if words.contains(&number.to_string()) { words } else { format!("{number}: {words}") }
}

/// Somebody set the same field since it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error("{number}: {by} changed the {field} from {before} to {after} at {at}; look again and decide")]
    Field { number: TicketNumber, field: &'static str, before: String, after: String, by: String, at: String },
    /// As a guest is told it.
    #[error("{number} is {is} now; look again and decide")]
    Status { number: TicketNumber, is: String },
    #[error("{number} is at version {is}, not {wanted}; look again and decide")]
    Version { number: TicketNumber, is: i64, wanted: i64 },
}

/// Whose the fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was asked for cannot be.
    User,
    /// The question cannot be read.
    Usage,
    /// Somebody was faster.
    Conflict,
    /// Not allowed.
    Denied,
    /// The file.
    Internal,
}

impl DeskError {
    /// Whose the fault is.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Refused(_) | Self::NotFound(_) | Self::Purged { .. } | Self::Import(_) | Self::NotSound { .. } => Fault::User,
            // The role may; the ticket just does not stand where it could be done.
            Self::Denied(Denied::NotNow { .. }) => Fault::User,
            Self::Denied(_) | Self::NotKnown { .. } | Self::NoColleague { .. } | Self::NotActive { .. } | Self::NotTheOwner { .. } => {
                Fault::Denied
            }
            Self::KeyRemoved { .. } | Self::OtherKey | Self::OtherDoor { .. } | Self::NoGuests | Self::NobodyElse { .. } => Fault::Denied,
            Self::NotServed { .. } => Fault::Denied,
            Self::NobodySignedIn => Fault::Usage,
            Self::Conflict(_) | Self::Overtaken(_) | Self::Restored | Self::Store(StoreError::Stale) => Fault::Conflict,
            Self::Query(_) => Fault::Usage,
            Self::Store(_) => Fault::Internal,
            Self::Bulk(each) => each.first().map_or(Fault::User, |(_, error)| error.fault()),
            Self::InPart { error, .. } => error.fault(),
        }
    }

    /// The kind of error, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) | Self::Purged { .. } => "not_found",
            Self::Bulk(each) => each.first().map_or("refused", |(_, error)| error.code()),
            Self::InPart { error, .. } => error.code(),
            _ => match self.fault() {
                Fault::User => "refused",
                Fault::Usage => "usage",
                Fault::Conflict => "conflict",
                Fault::Denied => "denied",
                Fault::Internal => "database",
            },
        }
    }

    /// What to do about it, where the message does not say it already.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotSound { hint, .. } => hint.map(str::to_owned),
            Self::NotFound(_) => Some("`barback list` shows the tickets there are".to_owned()),
            Self::NotKnown { login } => Some(format!("an admin adds them: `barback user add {login} --name NAME --role ROLE`")),
            Self::NoColleague { login, admins } => Some(format!(
                "one of its admins ({admins}) adds you from their own account: `barback user add {login} --name NAME --role ROLE`"
            )),
            Self::NotActive { login } => Some(format!("an admin enables them: `barback user enable {login}`")),
            Self::KeyRemoved { .. } => Some("an admin adds keys: `barback key add LOGIN`".to_owned()),
            Self::NoGuests => Some("a desk for guests is served: docs/deploy.md has the whole set-up".to_owned()),
            Self::NobodyElse { .. } => Some("leave --as away".to_owned()),
            Self::NotServed { .. } => Some("`barback init --served` makes one that is; docs/deploy.md has the whole set-up".to_owned()),
            Self::NotTheOwner { .. } => Some("name your own desk with --db PATH".to_owned()),
            Self::Query(_) => Some("docs/query.md has the whole language".to_owned()),
            Self::Bulk(each) => each.first().and_then(|(_, error)| error.hint()),
            Self::InPart { error, .. } => error.hint(),
            _ => None,
        }
    }
}
