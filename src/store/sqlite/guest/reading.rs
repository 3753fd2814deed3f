//! A guest's questions. Each query names the guest; there are none for what is not theirs to know.

use super::super::tickets::{public_from_row, select_public};
use super::super::transaction::Transaction;
use super::super::{Sqlite, drafts, keys, search, settings, thread, users};
use crate::domain::draft::{Draft, DraftKind};
use crate::domain::key::Fingerprint;
use crate::domain::search::{Page, Scope, Search};
use crate::domain::{Comment, Login, Ticket, TicketId, TicketNumber, User, UserId, WordsId};
use crate::store::{Part, Public, Pulse, Result, Slice};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::hash::{DefaultHasher, Hasher};

/// One consistent view of what is theirs.
pub(super) struct Reading<'a> {
    view: Transaction<'a>,
    guest: UserId,
}

impl<'a> Reading<'a> {
    pub fn begin(store: &'a Sqlite, guest: UserId) -> Result<Self> {
        Ok(Self { view: Transaction::begin(store, TransactionBehavior::Deferred)?, guest })
    }

    /// Whatever is searched for: among their own.
    fn own(&self, search: &Search) -> Search {
        Search { scope: Scope::Guest(self.guest), ..search.clone() }
    }

    fn is_own(&self, ticket: TicketId) -> Result<bool> {
        const OWN: &str = "SELECT 1 FROM tickets WHERE id = ?1 AND requester_id = ?2 AND deleted_at IS NULL";
        Ok(self.view.connection().prepare_cached(OWN)?.exists(params![ticket.0, self.guest.0])?)
    }
}

impl Public for Reading<'_> {
    fn setting(&self, name: &str) -> Result<Option<String>> {
        settings::find(self.view.connection(), name)
    }
    fn settings(&self) -> Result<Vec<(String, String)>> {
        settings::all(self.view.connection())
    }
    fn preferences(&self, user: UserId) -> Result<Vec<(String, String)>> {
        settings::of_user(self.view.connection(), user)
    }
    fn user_by_login(&self, login: &Login) -> Result<Option<User>> {
        users::by_login_without_email(self.view.connection(), login)
    }
    fn key_holder(&self, key: &Fingerprint) -> Result<Option<UserId>> {
        keys::holder(self.view.connection(), key)
    }
    fn ticket(&self, number: TicketNumber) -> Result<Option<Ticket>> {
        const OWN: &str = select_public!("WHERE t.number = ?1 AND t.requester_id = ?2 AND t.deleted_at IS NULL");
        let mut statement = self.view.connection().prepare_cached(OWN)?;
        Ok(statement.query_row([number.digits(), self.guest.0], public_from_row).optional()?)
    }
    fn matching(&self, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
        search::matching(self.view.connection(), &self.own(search), page)
    }
    fn count(&self, search: &Search, cap: Option<i64>) -> Result<i64> {
        search::count(self.view.connection(), &self.own(search), cap)
    }
    fn comments(&self, ticket: TicketId) -> Result<Vec<Comment>> {
        if self.is_own(ticket)? { thread::comments(self.view.connection(), ticket) } else { Ok(Vec::new()) }
    }
    fn comments_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>> {
        if self.is_own(ticket)? { thread::comments_part(self.view.connection(), ticket, part) } else { Ok(Slice::default()) }
    }
    fn drafts(&self, _: UserId) -> Result<Vec<Draft>> {
        drafts::of_user(self.view.connection(), self.guest)
    }
    fn drafts_of(&self, _: UserId, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Draft>> {
        drafts::matching(self.view.connection(), self.guest, kind, number)
    }
    fn pulse(&self) -> Result<Pulse> {
        pulse(self.view.connection(), self.guest)
    }
}

/// Staff's work among themselves must not even be noticed: the history is not asked, but everything that is on a guest's screen.
pub(in crate::store::sqlite) fn pulse(connection: &Connection, guest: UserId) -> Result<Pulse> {
    const OWN: &str = "SELECT number, public_updated_at, status, category, comment_count, octet_length(subject), octet_length(description)
        FROM tickets INDEXED BY tickets_requester WHERE requester_id = ?1 AND deleted_at IS NULL ORDER BY id";
    let mut statement = connection.prepare_cached(OWN)?;
    let mut rows = statement.query([guest.0])?;
    let mut hasher = DefaultHasher::new();
    while let Some(row) = rows.next()? {
        for column in 0..7 {
            hasher.write_i64(row.get(column)?);
        }
    }
    Ok(Pulse::Own(hasher.finish()))
}
