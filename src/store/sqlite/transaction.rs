//! A transaction: every question and every change goes to the file that is about it.

mod public;

use super::bulk::{self, Load};
use super::queue::Turn;
use super::{
    Sqlite, counts, drafts, entry, events, health, index, keys, leaving, looks, numbers, records, settings, similar, spent, takebacks,
    thread, tickets, users, views,
};
use crate::domain::allowance::{Spent, Written};
use crate::domain::draft::{Draft, DraftId};
use crate::domain::event::{Event, EventKind, NewEvent};
use crate::domain::key::{Fingerprint, Key};
use crate::domain::retelling::{DeskRecord, UserRecord};
use crate::domain::undo::Takeback;
use crate::domain::view::View;
use crate::domain::{
    Among, Comment, EventId, Heard, Note, OrderId, SessionId, Ticket, TicketId, TicketNumber, Timestamp, User, UserId, WordsId,
};
use crate::store::{
    Activity, Contents, Counts, Coverage, Flaw, History, Leaving, Part, Read, Result, Said, Slice, Stats, StoreError, Write,
};
use rusqlite::{Connection, TransactionBehavior};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// One transaction: rolled back when dropped, unless it was committed.
pub(super) struct Transaction<'a> {
    inner: rusqlite::Transaction<'a>,
    store: &'a Sqlite,
    /// Tickets whose documents are to be written before the end, all at once and in their order.
    touched: RefCell<BTreeSet<TicketId>>,
    load: RefCell<Load>,
    /// Held until everything above is over.
    _turn: Option<Turn>,
}

impl<'a> Transaction<'a> {
    pub fn begin(store: &'a Sqlite, behavior: TransactionBehavior) -> Result<Self> {
        Self::in_turn(store, behavior, entry::turn_for(store, behavior)?)
    }

    /// The same in a turn that was got elsewhere.
    pub fn in_turn(store: &'a Sqlite, behavior: TransactionBehavior, turn: Option<Turn>) -> Result<Self> {
        let inner = entry::begin(store, behavior)?;
        Ok(Self { inner, store, touched: RefCell::default(), load: RefCell::default(), _turn: turn })
    }

    /// Inside this transaction.
    pub fn connection(&self) -> &Connection {
        &self.inner
    }

    fn touch(&self, ticket: TicketId) {
        self.touched.borrow_mut().insert(ticket);
    }

    /// What was put off until the end of the transaction.
    fn finish(&self) -> Result<()> {
        let touched = self.touched.take();
        if self.store.guest.is_some() {
            // Nothing that a guest does takes longer for what staff wrote: staff's sessions write the documents.
            touched.into_iter().try_for_each(|ticket| index::queue(&self.inner, ticket))?;
        } else if index::follow(&self.inner, touched)? {
            self.store.is_untidy.set(true);
        }
        self.load.borrow_mut().finish(&self.inner)
    }

    pub fn catch_up(&self, limit: i64) -> Result<u64> {
        index::catch_up(&self.inner, limit)
    }

    pub fn merge(&self, pages: i64) -> Result<bool> {
        index::merge(&self.inner, pages)
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.load.get_mut().give_back(&self.inner);
        // An interrupt that comes late stops the rollback itself, and the next question would find a transaction open.
        while !self.inner.is_autocommit() {
            let was_stopped = |error: rusqlite::Error| matches!(StoreError::from(error), StoreError::Interrupted);
            if !self.inner.execute_batch("ROLLBACK").is_err_and(was_stopped) {
                return;
            }
        }
    }
}

impl Read for Transaction<'_> {
    fn desk_changed_at(&self) -> Result<Option<Timestamp>> {
        events::latest_of_desk(&self.inner)
    }
    fn user(&self, id: UserId) -> Result<Option<User>> {
        users::find(&self.inner, id)
    }
    fn user_by_uuid(&self, uuid: Uuid) -> Result<Option<User>> {
        users::by_uuid(&self.inner, uuid)
    }
    fn user_by_email(&self, email: &str) -> Result<Option<User>> {
        users::by_email(&self.inner, email)
    }
    fn users(&self) -> Result<Vec<User>> {
        users::all(&self.inner)
    }
    fn people_like(&self, prefix: &str, among: Among, limit: usize) -> Result<Vec<User>> {
        users::like(&self.inner, prefix, among, limit)
    }
    fn user_changed_at(&self, id: UserId) -> Result<Option<Timestamp>> {
        events::latest_of_user(&self.inner, id)
    }
    fn keys(&self) -> Result<Vec<Key>> {
        keys::all(&self.inner)
    }
    fn keys_of(&self, user: UserId) -> Result<Vec<Key>> {
        keys::of(&self.inner, user)
    }
    fn roll(&self, limit: usize) -> Result<Vec<User>> {
        users::roll(&self.inner, limit)
    }
    fn open_tickets(&self, user: &User) -> Result<i64> {
        users::open_tickets(&self.inner, user)
    }
    fn active_admins(&self) -> Result<i64> {
        users::active_admins(&self.inner)
    }
    fn staff(&self) -> Result<Vec<User>> {
        users::staff(&self.inner)
    }
    fn loads(&self) -> Result<Vec<(User, i64)>> {
        users::loads(&self.inner)
    }
    fn ticket_by_uuid(&self, uuid: Uuid) -> Result<Option<Ticket>> {
        tickets::by_uuid(&self.inner, uuid)
    }
    fn ticket_by_source(&self, source: &str, id: &str) -> Result<Option<Ticket>> {
        tickets::by_source(&self.inner, source, id)
    }
    fn active_of(&self, assignee: UserId, limit: usize) -> Result<Vec<TicketNumber>> {
        leaving::active_of(&self.inner, assignee, limit)
    }
    fn count_active_of(&self, assignee: UserId) -> Result<u64> {
        leaving::count_active_of(&self.inner, assignee)
    }
    fn leaving(&self, only: Option<UserId>) -> Result<Option<Leaving>> {
        only.map_or_else(|| leaving::find(&self.inner), |user| leaving::is(&self.inner, user))
    }
    fn most_pressing(&self) -> Result<Option<Ticket>> {
        tickets::most_pressing(&self.inner)
    }
    fn sharing(&self, words: &[String]) -> Result<Vec<Ticket>> {
        similar::sharing(&self.inner, words)
    }
    fn notes(&self, ticket: TicketId) -> Result<Vec<Note>> {
        thread::notes(&self.inner, ticket)
    }
    fn notes_part(&self, ticket: TicketId, part: &Part<WordsId>) -> Result<Slice<(WordsId, Note)>> {
        thread::notes_part(&self.inner, ticket, part)
    }
    fn said_before(&self, uuid: Uuid) -> Result<bool> {
        thread::has(&self.inner, uuid)
    }
    fn events(&self, ticket: TicketId) -> Result<Vec<Event>> {
        events::of_ticket(&self.inner, ticket)
    }
    fn events_part(&self, ticket: TicketId, part: &Part<EventId>) -> Result<Slice<Event>> {
        events::part_of_ticket(&self.inner, ticket, part)
    }
    fn event_until(&self, ticket: TicketId, at: Timestamp) -> Result<EventId> {
        events::until(&self.inner, ticket, at)
    }
    fn count_events_but(&self, ticket: TicketId, kinds: &[EventKind], most: i64) -> Result<Option<i64>> {
        events::count_but(&self.inner, ticket, kinds, most)
    }
    fn last_event(&self, ticket: TicketId, kinds: &[EventKind]) -> Result<Option<Event>> {
        events::last(&self.inner, ticket, kinds)
    }
    fn purge_of(&self, number: TicketNumber) -> Result<Option<Event>> {
        events::purge_of(&self.inner, number)
    }
    fn touched_by(&self, order: OrderId) -> Result<Vec<TicketNumber>> {
        events::touched_by(&self.inner, order)
    }
    fn order_done(&self, order: OrderId) -> Result<bool> {
        events::order_done(&self.inner, order)
    }
    fn views(&self, user: UserId) -> Result<Vec<View>> {
        views::of(&self.inner, user)
    }
    fn latest_event(&self) -> Result<i64> {
        events::latest(&self.inner)
    }
    fn urgent_arrivals(&self, after: i64, me: UserId) -> Result<i64> {
        events::urgent_arrivals(&self.inner, after, me)
    }
    fn done_by(&self, order: OrderId) -> Result<Vec<Event>> {
        events::of_order(&self.inner, order)
    }
    fn set_since(&self, ticket: TicketId, kinds: &[EventKind], since: EventId) -> Result<Option<Event>> {
        takebacks::set_since(&self.inner, ticket, kinds, since)
    }
    fn changed_since(&self, ticket: TicketId, but_by: UserId, since: EventId) -> Result<Option<Event>> {
        takebacks::changed_since(&self.inner, ticket, but_by, since)
    }
    fn to_undo(&self, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>> {
        takebacks::to_undo(&self.inner, actor, kinds)
    }
    fn to_redo(&self, actor: UserId, kinds: &[EventKind]) -> Result<Option<OrderId>> {
        takebacks::to_redo(&self.inner, actor, kinds)
    }
    fn takebacks_of(&self, target: OrderId) -> Result<Vec<Takeback>> {
        takebacks::about(&self.inner, target)
    }
    fn takeback_by(&self, order: OrderId) -> Result<Option<Takeback>> {
        takebacks::by(&self.inner, order)
    }
    fn words(&self, internal: bool, words: Uuid) -> Result<Option<Comment>> {
        thread::find(&self.inner, internal, words)
    }
    fn heard(&self, ticket: TicketId, requester: UserId) -> Result<Heard> {
        thread::heard(&self.inner, ticket, requester)
    }
    fn withdrawn(&self, words: Uuid) -> Result<Option<Comment>> {
        thread::withdrawn(&self.inner, words)
    }
    fn looks(&self, user: UserId, tickets: &[TicketId]) -> Result<HashMap<TicketId, Timestamp>> {
        looks::of(&self.inner, user, tickets)
    }
    fn flaws(&self) -> Result<Vec<Flaw>> {
        health::flaws(&self.inner)
    }
    fn histories(&self, after: TicketId, limit: i64) -> Result<Vec<History>> {
        records::histories(&self.inner, after, limit)
    }
    fn user_records(&self, after: UserId, limit: i64) -> Result<Vec<UserRecord>> {
        records::of_users(&self.inner, after, limit)
    }
    fn desk_record(&self) -> Result<DeskRecord> {
        records::of_desk(&self.inner)
    }
    fn doubtful_texts(&self) -> Result<Option<Flaw>> {
        health::doubtful_texts(&self.inner)
    }
    fn contents(&self) -> Result<Contents> {
        counts::contents(&self.inner)
    }
    fn activity(&self, bound: Timestamp) -> Result<Activity> {
        counts::activity(&self.inner, bound)
    }
    fn coverage(&self) -> Result<Coverage> {
        index::coverage(&self.inner)
    }
    fn counts(&self) -> Result<Counts> {
        counts::counts(&self.inner)
    }
    fn stats(&self) -> Result<Stats> {
        counts::stats(&self.inner)
    }
    fn spent(&self, actor: UserId, since: Timestamp) -> Result<Spent> {
        spent::since(&self.inner, actor, since, self.store.guest.is_none())
    }
    fn written(&self, ticket: TicketId, author: UserId, most: i64) -> Result<Written> {
        spent::written(&self.inner, ticket, author, most)
    }
    fn numbers_taken(&self, lowest: i64) -> Result<i64> {
        numbers::taken(&self.inner, lowest)
    }
}

impl Write for Transaction<'_> {
    fn save_setting(&self, name: &str, value: &str) -> Result<()> {
        settings::save(&self.inner, name, value)
    }
    fn keep_setting(&self, name: &str, value: Option<&str>, event: &NewEvent) -> Result<()> {
        settings::set(&self.inner, name, value)?;
        events::append_to_desk(&self.inner, event)
    }
    fn keep_preference(&self, user: UserId, name: &str, value: Option<&str>, event: &NewEvent) -> Result<()> {
        settings::set_of_user(&self.inner, user, name, value)?;
        events::append_to_user(&self.inner, user, std::slice::from_ref(event))
    }
    fn insert_user(&self, user: &User, event: &NewEvent) -> Result<UserId> {
        let id = users::insert(&self.inner, user)?;
        events::append_to_user(&self.inner, id, std::slice::from_ref(event))?;
        Ok(id)
    }
    fn insert_founder(&self, user: &User) -> Result<UserId> {
        users::insert(&self.inner, user)
    }
    fn save_user(&self, user: &User, events: &[NewEvent]) -> Result<()> {
        users::save(&self.inner, user)?;
        if events.iter().any(|event| event.change.kind == EventKind::UserRenamed || event.change.kind == EventKind::UserMailChanged) {
            index::renamed(&self.inner, user.id)?;
        }
        events::append_to_user(&self.inner, user.id, events)
    }
    fn insert_key(&self, user: UserId, key: &Key, event: &NewEvent) -> Result<()> {
        keys::insert(&self.inner, user, key)?;
        events::append_to_user(&self.inner, user, std::slice::from_ref(event))
    }
    fn remove_key(&self, user: UserId, key: &Fingerprint, event: &NewEvent) -> Result<()> {
        keys::remove(&self.inner, key)?;
        events::append_to_user(&self.inner, user, std::slice::from_ref(event))
    }
    fn drop_key(&self, key: &Fingerprint) -> Result<()> {
        keys::remove(&self.inner, key)
    }
    fn reserve(&self, number: TicketNumber) -> Result<bool> {
        numbers::reserve(&self.inner, number)
    }
    fn insert_ticket(&self, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId> {
        let id = bulk::insert_unindexed(&self.inner, ticket, said, events)?;
        self.touch(id);
        Ok(id)
    }
    fn load_ticket(&self, ticket: &Ticket, said: &[Said], events: &[NewEvent]) -> Result<TicketId> {
        self.load.borrow_mut().one_more(&self.inner)?;
        let id = bulk::insert_unindexed(&self.inner, ticket, said, events)?;
        index::put_off(&self.inner, id, ticket)?;
        Ok(id)
    }
    fn save_ticket(&self, ticket: &Ticket, seen: i64, said: &[Said], events: &[NewEvent]) -> Result<()> {
        tickets::save(&self.inner, ticket, seen, events.len())?;
        thread::append(&self.inner, ticket.id, said)?;
        events::append_to_ticket(&self.inner, ticket.id, None, said, events)?;
        // Whatever changed: the document's place is that of its activity.
        self.touch(ticket.id);
        Ok(())
    }
    fn insert_draft(&self, user: UserId, draft: &Draft) -> Result<DraftId> {
        drafts::insert(&self.inner, user, draft)
    }
    fn save_draft(&self, user: UserId, draft: &Draft, seen: SessionId) -> Result<bool> {
        drafts::save(&self.inner, user, draft, seen)
    }
    fn hold_draft(&self, user: UserId, id: DraftId, holder: SessionId) -> Result<bool> {
        drafts::hold(&self.inner, user, id, holder)
    }
    fn remove_draft(&self, user: UserId, id: DraftId, holder: SessionId) -> Result<bool> {
        drafts::remove(&self.inner, user, id, holder)
    }
    fn withdraw(&self, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool> {
        thread::withdraw(&self.inner, ticket, internal, words)
    }
    fn put_back(&self, ticket: TicketId, internal: bool, words: Uuid) -> Result<bool> {
        thread::put_back(&self.inner, ticket, internal, words)
    }
    fn save_takeback(&self, actor: UserId, line: &Takeback) -> Result<()> {
        takebacks::append(&self.inner, actor, line)
    }
    fn purge(&self, ticket: &Ticket, event: &NewEvent) -> Result<()> {
        tickets::purge(&self.inner, ticket, event)
    }
    fn save_view(&self, view: &View, event: &NewEvent) -> Result<()> {
        views::save(&self.inner, view)?;
        events::append_to_desk(&self.inner, event)
    }
    fn remove_view(&self, view: &View, event: &NewEvent) -> Result<()> {
        views::remove(&self.inner, view)?;
        events::append_to_desk(&self.inner, event)
    }
    fn save_look(&self, user: UserId, ticket: TicketId, spoke_at: Timestamp) -> Result<()> {
        looks::save(&self.inner, user, ticket, spoke_at)
    }
    fn forget_derived(&self) -> Result<()> {
        counts::count_anew(&self.inner)?;
        index::forget_all(&self.inner)
    }
    fn commit(self: Box<Self>) -> Result<()> {
        self.finish()?;
        Ok(self.inner.execute_batch("COMMIT")?)
    }
}
