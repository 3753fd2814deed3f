//! What a transaction answers to everybody.

use super::super::{drafts, events, guest, keys, search, settings, thread, tickets, users};
use super::Transaction;
use crate::domain::draft::{Draft, DraftKind};
use crate::domain::key::Fingerprint;
use crate::domain::search::{Page, Search};
use crate::domain::{Comment, Login, Ticket, TicketId, TicketNumber, User, UserId, WordsId};
use crate::store::{Part, Public, Pulse, Result, Slice};

impl Public for Transaction<'_> {
    fn setting(&self, name: &str) -> Result<Option<String>> {
        settings::find(&self.inner, name)
    }
    fn settings(&self) -> Result<Vec<(String, String)>> {
        settings::all(&self.inner)
    }
    fn preferences(&self, user: UserId) -> Result<Vec<(String, String)>> {
        settings::of_user(&self.inner, user)
    }
    fn user_by_login(&self, login: &Login) -> Result<Option<User>> {
        users::by_login(&self.inner, login)
    }
    fn key_holder(&self, key: &Fingerprint) -> Result<Option<UserId>> {
        keys::holder(&self.inner, key)
    }
    fn ticket(&self, number: TicketNumber) -> Result<Option<Ticket>> {
        match self.store.guest {
            None => tickets::find(&self.inner, number),
            Some(guest) => tickets::find_own(&self.inner, number, guest),
        }
    }
    fn matching(&self, search: &Search, page: &Page) -> Result<Vec<Ticket>> {
        search::matching(&self.inner, search, page)
    }
    fn count(&self, search: &Search, cap: Option<i64>) -> Result<i64> {
        search::count(&self.inner, search, cap)
    }
    fn comments(&self, ticket: TicketId) -> Result<Vec<Comment>> {
        thread::comments(&self.inner, ticket)
    }
    fn comments_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Comment)>> {
        thread::comments_part(&self.inner, ticket, part)
    }
    fn drafts(&self, user: UserId) -> Result<Vec<Draft>> {
        drafts::of_user(&self.inner, user)
    }
    fn drafts_of(&self, user: UserId, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Draft>> {
        drafts::matching(&self.inner, user, kind, number)
    }
    fn pulse(&self) -> Result<Pulse> {
        self.store.guest.map_or_else(|| events::pulse(&self.inner), |own| guest::pulse(&self.inner, own))
    }
}
