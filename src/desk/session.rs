//! What every use case that changes something does the same way: know who asks, find what they may see, ask the policy,
//! save with the history, all in one transaction.

use super::backup::epoch;
use super::clock::wall_text;
use super::error::Conflict;
use super::sight::Sight;
use super::{Desk, DeskError, Result, Sent};
use crate::domain::allowance::Spent;
use crate::domain::event::{Change, EventKind, NewEvent, value_in_words};
use crate::domain::policy::{Act, Denied, Tie, allow};
use crate::domain::setting::{SettingName, zone};
use crate::domain::{Login, OrderId, Refusal, Status, Ticket, TicketNumber, Timestamp, User, few};
use crate::store::{Public, Read, Said, Write};
use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// What was done, and what whoever sent it is to be told beside it ("3 invisible characters removed").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    pub value: T,
    pub notices: Vec<String>,
}

impl<T> Done<T> {
    pub(super) fn new(value: T, notices: impl IntoIterator<Item = String>) -> Self {
        Self { value, notices: notices.into_iter().collect() }
    }
}

/// A ticket to change, and the version it must be at where somebody is that strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub number: TicketNumber,
    pub if_version: Option<i64>,
}

impl From<TicketNumber> for Target {
    fn from(number: TicketNumber) -> Self {
        Self { number, if_version: None }
    }
}

/// How a user is named from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Whoever asks.
    Me,
    Login(Login),
    Id(Uuid),
}

/// One order being carried out.
pub(super) struct Session<'a> {
    pub desk: &'a Desk,
    pub store: Box<dyn Write + 'a>,
    pub me: User,
    pub order: OrderId,
    pub now: Timestamp,
    /// What whoever asks did within the hour, this order with it, once it was asked.
    pub spent: Cell<Option<Spent>>,
}

impl<'a> Session<'a> {
    pub fn begin(desk: &'a Desk, store: Box<dyn Write + 'a>, me: User, order: OrderId) -> Self {
        Self { desk, store, me, order, now: desk.now(), spent: Cell::new(None) }
    }
}

impl Desk {
    /// Runs one order in one transaction: everything it did, or on an error nothing.
    pub(super) fn carry_out<T>(&self, sent: impl Into<Sent>, work: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
        let Sent { order, draft } = sent.into();
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        if self.epoch.get() != Some(epoch(store.as_ref())?) {
            return Err(DeskError::Restored);
        }
        let before = store.pulse()?;
        let session = Session::begin(self, store, me, order);
        let done = work(&session)?;
        if let Some(draft) = draft {
            session.store.remove_draft(session.me.id, draft, self.session())?;
        }
        if !self.rehearsing.get() {
            // Said before anybody can see it. Should the commit fail, it led from here to nowhere.
            self.strides.push(before, session.store.pulse()?);
            session.store.commit()?;
        }
        Ok(done)
    }

    /// Lets the desk do something and takes it back: what it would answer, or why it would refuse. Nothing of it is ever in
    /// the file; like any change it waits for other writers.
    ///
    /// # Errors
    /// As whatever is rehearsed.
    pub fn rehearse<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let outer = self.rehearsing.replace(true);
        let outcome = work(self);
        self.rehearsing.set(outer);
        outcome
    }

    /// The same change to each of these tickets: all or nothing, with every reason against it.
    pub(super) fn carry_out_each(
        &self,
        sent: impl Into<Sent>,
        targets: &[Target],
        change: impl Fn(&Session, Ticket) -> Result<Ticket>,
    ) -> Result<Vec<Ticket>> {
        self.carry_out(sent, |session| {
            if targets.iter().map(|target| target.number).collect::<BTreeSet<_>>().len() > 1 {
                session.allow(Act::Bulk, None)?;
            }
            let retried = session.store.order_done(session.order)?;
            let (mut done, mut refused) = (Vec::new(), Vec::new());
            let mut seen = HashSet::new();
            // A ticket that is named twice is meant once.
            for target in targets.iter().filter(|target| seen.insert(target.number)) {
                let outcome = session.find(target.number).and_then(|ticket| {
                    if retried {
                        return Ok(ticket);
                    }
                    session.demand_version(&ticket, *target)?;
                    change(session, ticket)
                });
                match outcome {
                    Ok(ticket) => done.push(session.as_seen(ticket)),
                    Err(DeskError::Store(error)) => return Err(error.into()),
                    Err(error) => refused.push((target.number, error)),
                }
            }
            match (refused.len(), targets.len()) {
                (0, _) => Ok(done),
                (_, 1) => Err(refused.remove(0).1),
                _ => Err(DeskError::Bulk(refused)),
            }
        })
    }

    /// Who asks: known and active, or they get no further. The wall clock is looked up with it: somebody may have set the
    /// venue's zone since.
    pub(super) fn identify(&self, store: &dyn Public) -> Result<User> {
        self.clock.hang(store.setting(SettingName::Zone.word())?.as_deref().and_then(zone));
        if self.epoch.get().is_none() {
            self.epoch.set(Some(epoch(store)?));
        }
        let login = &self.login;
        let me = store.user_by_login(login)?.ok_or_else(|| DeskError::NotKnown { login: login.to_string() })?;
        if !me.active {
            return Err(DeskError::NotActive { login: login.to_string() });
        }
        if let Some(key) = &self.key
            && store.key_holder(key)? != Some(me.id)
        {
            return Err(DeskError::KeyRemoved { login: login.to_string() });
        }
        if self.keep.is_for(&me) { Ok(me) } else { Err(DeskError::OtherDoor { role: me.role }) }
    }

    /// The ticket with this number, if it is there for `me`. A guest gets one and the same answer whether it is not
    /// there, not theirs, deleted or purged.
    pub(super) fn visible(&self, sight: &Sight, me: &User, number: TicketNumber) -> Result<Ticket> {
        match sight.internals() {
            Some(store) => self.found(store, me, number),
            None => sight.public().ticket(number)?.ok_or(DeskError::NotFound(number)),
        }
    }

    /// The same where it is looked for behind the counter.
    pub(super) fn found(&self, store: &dyn Read, me: &User, number: TicketNumber) -> Result<Ticket> {
        if let Some(ticket) = store.ticket(number)? {
            let may_see = allow(me.role, Act::See, Some(Tie::between(me, &ticket))).is_ok();
            return if may_see { Ok(ticket) } else { Err(DeskError::NotFound(number)) };
        }
        // Of a purge guests are told nothing; of theirs that are deleted, their door knows nothing.
        let purge = if me.role.is_staff() { store.purge_of(number)? } else { None };
        Err(purge.map_or(DeskError::NotFound(number), |purge| {
            let at = wall_text(self.clock.as_ref(), purge.at);
            DeskError::Purged { number, by: purge.actor_name, at }
        }))
    }
}

impl Session<'_> {
    pub fn find(&self, number: TicketNumber) -> Result<Ticket> {
        self.desk.found(self.store.as_ref(), &self.me, number)
    }

    /// Asks the policy.
    pub fn allow(&self, act: Act, ticket: Option<&Ticket>) -> std::result::Result<(), Denied> {
        allow(self.me.role, act, ticket.map(|ticket| Tie::between(&self.me, ticket)))
    }

    /// Asks the policy about a ticket that must not be deleted.
    pub fn allow_on(&self, act: Act, ticket: &Ticket) -> Result<()> {
        self.allow(act, Some(ticket))?;
        match (&ticket.deleted_at, &ticket.deleted_by) {
            (Some(at), Some(by)) => {
                let at = wall_text(self.desk.clock.as_ref(), *at);
                Err(Refusal::Deleted { number: ticket.number, by: by.name.clone(), at }.into())
            }
            _ => Ok(()),
        }
    }

    /// The user somebody names.
    pub fn user(&self, whom: &Whom) -> Result<User> {
        let (found, unknown) = match whom {
            Whom::Me => return Ok(self.me.clone()),
            Whom::Login(login) => (self.store.user_by_login(login)?, Refusal::NobodyCalled { login: login.to_string() }),
            Whom::Id(uuid) => (self.store.user_by_uuid(*uuid)?, Refusal::NobodyWithId(*uuid)),
        };
        found.ok_or_else(|| unknown.into())
    }

    /// Saves what changed, with its history; nothing if nothing did. Gives the ticket as it is now.
    pub fn save(&self, mut ticket: Ticket, said: &[Said], changes: Vec<Change>) -> Result<Ticket> {
        if changes.is_empty() {
            return Ok(ticket);
        }
        let (seen, at) = (ticket.version, ticket.not_before(self.now));
        ticket.moved_on(&changes, self.now);
        self.store.save_ticket(&ticket, seen, said, &self.events(changes, at))?;
        Ok(ticket)
    }

    /// Now, or where a history is ahead of the clock, when it last says something: no line is older than the one before it.
    pub fn not_before(&self, latest: Option<Timestamp>) -> Timestamp {
        latest.map_or(self.now, |latest| latest.max(self.now))
    }

    /// A line of a history that last says something then.
    pub fn event_after(&self, latest: Option<Timestamp>, change: Change) -> NewEvent {
        NewEvent { order: self.order, actor: self.me.id, at: self.not_before(latest), change }
    }

    pub fn events(&self, changes: Vec<Change>, at: Timestamp) -> Vec<NewEvent> {
        changes.into_iter().map(|change| NewEvent { order: self.order, actor: self.me.id, at, change }).collect()
    }

    /// Refuses if the field was set to something else since whoever asks looked at it. Already being what they want is fine.
    pub fn demand_unchanged<T: PartialEq>(&self, ticket: &Ticket, kind: EventKind, is: &T, to: &T, seen: Option<&T>) -> Result<()> {
        if is == to || seen.is_none_or(|seen| seen == is) {
            return Ok(());
        }
        if !self.me.role.is_staff() {
            // Who did what and when is staff's to know.
            let is = value_in_words(&serde_json::json!(ticket.status));
            return Err(DeskError::Conflict(Conflict::Status { number: ticket.number, is }));
        }
        let last = self.store.last_event(ticket.id, kind.same_field())?;
        let (before, after, by, at) = match &last {
            Some(event) => {
                let at = wall_text(self.desk.clock.as_ref(), event.at);
                (in_few_words(&event.change.before), in_few_words(&event.change.after), event.actor_before_verb(true), at)
            }
            None => ("what you saw".to_owned(), "something else".to_owned(), "somebody".to_owned(), "some time".to_owned()),
        };
        Err(DeskError::Conflict(Conflict::Field { number: ticket.number, field: kind.field(), before, after, by, at }))
    }

    /// Refuses if whoever asks is strict about a version and the ticket is at another. Guests know of no version.
    pub fn demand_version(&self, ticket: &Ticket, target: Target) -> Result<()> {
        if target.if_version.is_some() {
            self.allow(Act::SeeInternals, Some(ticket))?;
        }
        demand_version(ticket, target)
    }

    /// Walks to a status at the instant the requester may see. Back to active, nobody who has gone keeps the ticket.
    pub fn enter(&self, ticket: &mut Ticket, to: Status) -> Result<Vec<Change>> {
        let starter = self.me.role.is_staff().then_some(&self.me);
        let mut changes = ticket.walk(to, starter, ticket.publicly_not_before(self.now))?;
        if to == Status::Open && !changes.is_empty() {
            changes.extend(self.release_if_gone(ticket)?);
        }
        Ok(changes)
    }

    /// Takes an active ticket from somebody who has gone since they got it.
    pub fn release_if_gone(&self, ticket: &mut Ticket) -> Result<Vec<Change>> {
        let Some(assignee) = ticket.assignee.as_ref().filter(|_| ticket.status.is_active()) else { return Ok(Vec::new()) };
        match self.store.user(assignee.id)? {
            Some(user) if user.can_be_assigned() => Ok(Vec::new()),
            _ => Ok(ticket.assign(None)?),
        }
    }

    /// The ticket as whoever asks may see it.
    pub fn as_seen(&self, ticket: Ticket) -> Ticket {
        super::look::as_seen(&self.me, ticket)
    }
}

/// Refuses if the ticket is at another version than it must be at.
pub(super) fn demand_version(ticket: &Ticket, target: Target) -> Result<()> {
    match target.if_version {
        Some(wanted) if wanted != ticket.version => {
            Err(DeskError::Conflict(Conflict::Version { number: ticket.number, is: ticket.version, wanted }))
        }
        _ => Ok(()),
    }
}

/// A history value in a message: a description would bury what the message says.
pub(super) fn in_few_words(value: &serde_json::Value) -> String {
    few(&value_in_words(value))
}
