//! One ticket on which things are put back, or done again: each by itself, unless somebody was faster.

use super::telling::{kept, valued};
use crate::desk::clock::wall_text;
use crate::desk::session::Session;
use crate::desk::{DeskError, Result, StoreError};
use crate::domain::event::{Change, Event, EventKind};
use crate::domain::undo::{Strand, Thing};
use crate::domain::{EventId, Ticket, Timestamp, User};
use crate::store::{Part, Slice};
use serde_json::{Value, json};
use uuid::Uuid;

/// A ticket while things on it are put back.
pub(super) struct Turning<'a> {
    session: &'a Session<'a>,
    pub ticket: Ticket,
    pub changes: Vec<Change>,
    /// What stays, and why.
    pub kept: Vec<String>,
}

impl<'a> Turning<'a> {
    pub fn of(session: &'a Session<'a>, ticket: Ticket) -> Self {
        Self { session, ticket, changes: Vec::new(), kept: Vec::new() }
    }

    /// Puts back what may be; the latest first.
    pub fn turn(mut self, strands: &[Strand]) -> Result<Self> {
        for strand in strands {
            match strand.thing {
                Thing::Presence => self.presence(strand)?,
                _ if self.ticket.deleted_at.is_some() => self.stays_deleted(),
                Thing::Field(kind) => self.field(kind, strand)?,
                Thing::Words { uuid, internal } => self.words(uuid, internal, strand)?,
            }
        }
        let (mut is_back, mut is_heard_anew) = (false, false);
        for change in &self.changes {
            is_back |= matches!(change.kind, EventKind::StatusRestored | EventKind::Undeleted);
            is_heard_anew |= matches!(change.kind, EventKind::RequesterChanged | EventKind::Commented | EventKind::CommentWithdrawn);
        }
        if is_back {
            self.changes.extend(self.session.release_if_gone(&mut self.ticket)?);
        }
        if is_heard_anew {
            self.session.hear_anew(&mut self.ticket)?;
        }
        Ok(self)
    }

    fn field(&mut self, kind: EventKind, strand: &Strand) -> Result<()> {
        let is = self.ticket.value(kind);
        if is == strand.before {
            return Ok(());
        }
        let store = &self.session.store;
        let mut since = store.set_since(self.ticket.id, strand.thing.kinds(), strand.last.id)?;
        if since.is_some() || is != strand.last.change.after {
            if since.is_none() {
                since = store.last_event(self.ticket.id, strand.thing.kinds())?;
            }
            let at = since.as_ref().map(|event| self.wall(event.at)).unwrap_or_default();
            let by = since.as_ref().map(|event| (event, at.as_str()));
            self.keep(&kept(kind, &is, by, &self.session.me));
            return Ok(());
        }
        let change = match kind {
            EventKind::Assigned => self.assignee(&strand.before)?,
            EventKind::RequesterChanged => self.requester(&strand.before)?,
            _ => Some(self.ticket.restore(kind, &strand.before).ok_or_else(|| unreadable(&strand.last))?),
        };
        self.changes.extend(change);
        Ok(())
    }

    fn assignee(&mut self, to: &Value) -> Result<Option<Change>> {
        let user = self.named(to)?;
        match user.as_ref().filter(|user| !user.can_be_assigned()) {
            Some(gone) => {
                let is = valued(EventKind::Assigned, &self.ticket.value(EventKind::Assigned));
                self.keep(&format!("the assignee stays {is}: {} can no longer be assigned a ticket", gone.login));
                Ok(None)
            }
            None => Ok(self.ticket.assign(user.as_ref())?.pop()),
        }
    }

    fn requester(&mut self, to: &Value) -> Result<Option<Change>> {
        match self.named(to)? {
            Some(user) if user.active => Ok(self.ticket.set_requester(&user)?),
            Some(user) => {
                self.keep(&format!("the requester stays {}: {} is disabled", self.ticket.requester.login, user.login));
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// Whoever the history names.
    fn named(&self, login: &Value) -> Result<Option<User>> {
        match login.as_str().map(str::parse) {
            Some(Ok(login)) => Ok(self.session.store.user_by_login(&login)?),
            _ => Ok(None),
        }
    }

    fn words(&mut self, uuid: Uuid, internal: bool, strand: &Strand) -> Result<()> {
        let (store, id) = (&self.session.store, self.ticket.id);
        let is_said = matches!(strand.last.change.kind, EventKind::Commented | EventKind::Noted);
        let moved = if is_said { store.withdraw(id, internal, uuid)? } else { store.put_back(id, internal, uuid)? };
        if moved {
            // Who waits since when is told from the whole thread afterwards.
            let change = match (is_said, internal) {
                (true, _) => self.ticket.withdrew(internal, uuid),
                (false, true) => self.ticket.noted(uuid),
                (false, false) => self.ticket.commented(self.session.me.id, self.session.now, uuid),
            };
            self.changes.push(change);
        }
        Ok(())
    }

    /// A ticket that was made or brought back goes, one that was deleted comes back.
    fn presence(&mut self, strand: &Strand) -> Result<()> {
        let (store, last) = (&self.session.store, &strand.last);
        if last.change.kind == EventKind::Deleted {
            let deleted_again = json!(self.ticket.deleted_at) != last.change.after
                || store.set_since(self.ticket.id, strand.thing.kinds(), last.id)?.is_some();
            match self.ticket.deleted_at {
                Some(_) if deleted_again => self.stays_deleted(),
                _ => self.changes.extend(self.ticket.undelete()),
            }
        } else if self.ticket.deleted_at.is_some() {
            self.stays_deleted();
        } else if let Some(event) = store.changed_since(self.ticket.id, self.session.me.id, last.id)? {
            // What somebody else did to it would go with it.
            self.keep(&format!(
                "it stays: {} changed it at {}",
                event.actor_before_verb(self.session.me.role.is_staff()),
                self.wall(event.at)
            ));
        } else {
            let (by, at) = self.deletion(&last.change.before)?;
            self.changes.extend(self.ticket.delete(&by, at));
        }
        Ok(())
    }

    /// Who had deleted it, and when, before it was brought back; without that it is me, now.
    fn deletion(&self, former: &Value) -> Result<(User, Timestamp)> {
        let now = (self.session.me.clone(), self.ticket.not_before(self.session.now));
        let Some(at) = former.as_str().and_then(Timestamp::parse) else { return Ok(now) };
        let first = self.first_deletion(former, at)?;
        let by = first.map(|event| self.named(&json!(event.actor_login))).transpose()?.flatten();
        Ok(by.map_or(now, |by| (by, at)))
    }

    /// The first event that deleted the ticket at this instant; those that do it again have the same. Nothing earlier is read.
    fn first_deletion(&self, former: &Value, at: Timestamp) -> Result<Option<Event>> {
        const SOME: usize = 50;
        let mut part = Part { from: EventId(i64::MAX), backwards: true, count: SOME, bytes: usize::MAX };
        let mut first = None;
        loop {
            let Slice { found, is_all } = self.session.store.events_part(self.ticket.id, &part)?;
            for event in found {
                if event.at < at {
                    return Ok(first);
                }
                part.from = EventId(event.id.0 - 1);
                if event.change.kind == EventKind::Deleted && event.change.after == *former {
                    first = Some(event);
                }
            }
            if is_all {
                return Ok(first);
            }
        }
    }

    fn stays_deleted(&mut self) {
        let (Some(at), Some(by)) = (self.ticket.deleted_at, &self.ticket.deleted_by) else { return };
        let words = format!("it stays as it is: {} deleted it at {}", by.name, self.wall(at));
        self.keep(&words);
    }

    fn keep(&mut self, why: &str) {
        let words = format!("{}: {why}", self.ticket.number);
        if !self.kept.contains(&words) {
            self.kept.push(words);
        }
    }

    fn wall(&self, at: Timestamp) -> String {
        wall_text(self.session.desk.clock().as_ref(), at)
    }
}

fn unreadable(event: &Event) -> DeskError {
    StoreError::Damaged(format!("what the history says of a {}", event.change.kind.field())).into()
}
