//! Why a rule says no, in words that name the input and what would be right.

use super::text::columns::first_bytes;
use super::text::{Field, shown};
use super::{Status, TicketNumber};

/// A rule said no. The text is for people; the desk adds nothing to it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A word that is not on a closed list.
    #[error("\"{}\" is not a {kind}; use {choices}", few(word))]
    UnknownWord { kind: &'static str, word: String, choices: String },
    /// A value that a setting cannot have.
    #[error("{name} cannot be \"{}\"; use {choices}", few(value))]
    NotASetting { name: &'static str, value: String, choices: String },
    /// Text that does not read as a ticket's number.
    #[error("\"{}\" is not a ticket number; use the digits, as in 482913 or TKT-482913", few(.0))]
    NotANumber(String),
    /// Text that is no login.
    #[error(
        "\"{}\" is not a login; use a lower-case letter, then letters, digits, dot, dash or underscore, 64 at most (me, none and all are taken)",
        few(.0)
    )]
    NotALogin(String),
    /// Text that is no email address.
    #[error("\"{}\" is not an email address; use one as in ida@example.org", few(.0))]
    NotAnEmail(String),
    /// A field that may not be empty.
    #[error("the {field} is empty; write something")]
    Empty { field: &'static str },
    /// A text over its bound.
    #[error("the {field} is too long: {is} {unit}, at most {bound} fit")]
    TooLong { field: &'static str, is: usize, bound: usize, unit: &'static str },
    /// Text that is not UTF-8.
    #[error("the {field} is not UTF-8: byte {byte} cannot be read; send it as UTF-8")]
    NotUtf8 { field: String, byte: usize },
    /// A status that no legal walk reaches.
    #[error("{number} is {from}: it cannot become {to}; from {from} it can become {}", either(&.from.legal_steps().iter().map(|step| step.word()).collect::<Vec<_>>()))]
    IllegalStep { number: TicketNumber, from: Status, to: Status },
    /// An assignee who is not active staff.
    #[error("{login} cannot be assigned a ticket: {why}; choose an active admin or bartender")]
    NotAssignable { login: String, why: &'static str },
    /// Something that may only be done to a ticket that is not deleted.
    #[error("{number} was deleted by {by} at {at}; `undelete` it first")]
    Deleted { number: TicketNumber, by: String, at: String },
    /// Something that may only be done to a deleted ticket.
    #[error("{number} is not deleted; only deleted tickets can be purged")]
    NotDeleted { number: TicketNumber },
    /// The desk must keep one active admin.
    #[error("{login} is the last active admin; make somebody else an admin first")]
    LastAdmin { login: String },
    /// Whom the account that owns a served desk acts as: sshd asks for keys as them.
    #[error("{login} is who the account that owns this desk acts as, and has to stay an active admin, or nobody could sign in")]
    FirstAdmin { login: String },
    /// Taking one's own way in.
    #[error("that would lock you out yourself; have another admin do it")]
    Oneself,
    /// More drafts than one person may keep where the desk is served.
    #[error("you have {bound} drafts, and no more are kept; send one or throw one away")]
    TooManyDrafts { bound: usize },
    /// A login that somebody has.
    #[error("the login {login} is taken; choose another")]
    LoginTaken { login: String },
    /// A requester who is not active.
    #[error("{login} is disabled; a ticket cannot be for them")]
    RequesterDisabled { login: String },
    /// An email that somebody has.
    #[error("the email {email} is {login}'s; give another")]
    EmailTaken { email: String, login: String },
    /// A login that nobody has.
    #[error("nobody here has the login {login}; an admin adds them with `barback user add {login} --name NAME --role ROLE`")]
    NobodyCalled { login: String },
    /// A key that is none of a view's.
    #[error("\"{}\" is not a view's digit; use 1 to 9", few(.0))]
    NotADigit(String),
    /// A digit that another view of the same owner has.
    #[error("{digit} is the digit of \"{}\"; choose another, or save that one without", few(name))]
    DigitTaken { digit: u8, name: String },
    /// A name that no view has.
    #[error("there is no view {whose} called \"{}\"; `barback view list` shows those there are", few(name))]
    NoSuchView { name: String, whose: &'static str },
    /// One view more than fit.
    #[error("there are {bound} views already, and no more fit; remove one first")]
    TooManyViews { bound: usize },
    /// Text that is no public key.
    #[error("that is no public key: {why}; give the one line of a .pub file, as in `ssh-ed25519 AAAA… ida@laptop`")]
    NotAKey { why: &'static str },
    /// The half of a key that nobody gives away.
    #[error("that is a private key, which nobody but its owner may see; give the one line of the file that ends in .pub")]
    PrivateKey,
    /// Text that is no key's fingerprint.
    #[error("\"{}\" is not a fingerprint; use one as in SHA256:…, as `barback key list` shows them", few(.0))]
    NotAFingerprint(String),
    /// A key that somebody has.
    #[error("this key is {login}'s already; a key says who signs in, so it can be one person's only")]
    KeyTaken { login: String },
    /// A key that somebody does not have.
    #[error("{login} has no key {fingerprint}; `barback key list {login}` shows theirs")]
    NoSuchKey { login: String, fingerprint: String },
    /// One key more than fit.
    #[error("{login} has {bound} keys already, and no more fit; remove one first")]
    TooManyKeys { login: String, bound: usize },
    /// More within an hour than one person may do.
    #[error("that would be more than {bound} {what} of yours within an hour, and more do not fit; wait a while and send it again")]
    UsedUp { what: &'static str, bound: i64 },
    /// More text than one guest may add to one ticket.
    #[error(
        "{number} has no room for {is} bytes more: a guest may add {bound} bytes of text to one ticket, and {left} are left; \
         shorten the text, or open a new ticket that names {number}"
    )]
    TicketHasAllText { number: TicketNumber, is: i64, left: i64, bound: i64 },
    /// More comments than one guest may add to one ticket.
    #[error("{number} has {bound} comments of yours, the most for one ticket; open a new ticket that names {number}")]
    TicketHasAllComments { number: TicketNumber, bound: i64 },
    /// More sessions at a time than one person may have.
    #[error("you are here {bound} times already, and no more fit; close one of them and come again")]
    TooManySessions { bound: u32 },
    /// A user id that nobody has.
    #[error("nobody here has the id {0}; `barback user list --json` shows the ids")]
    NobodyWithId(uuid::Uuid),
}

/// A text as a message has it: enough to be recognised by, and no more than leaves the message to be read.
#[must_use]
pub fn few(word: &str) -> String {
    const FEW: usize = 80;
    match word.char_indices().nth(FEW) {
        Some((end, _)) => format!("{}…", first_bytes(word, end)),
        None => word.to_owned(),
    }
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// A path as a message has it: in one line, nothing in it that could move a terminal, and of a very long one its two ends.
#[must_use]
pub fn quoted_path(path: &std::path::Path) -> String {
    const BEGIN: usize = 100;
    const END: usize = 200;
    let whole = shown(&path.display().to_string(), Field::Line).into_owned();
    let letters = whole.chars().count();
    if letters <= BEGIN + END {
        return whole;
    }
    let begin: String = whole.chars().take(BEGIN).collect();
    let end: String = whole.chars().skip(letters - END).collect();
    format!("{begin}…{end}")
}
