//! Drafts: what somebody types is in the file before it is sent. A draft is its person's alone; nobody else learns that there
//! is one. Keeping one is no change of the desk: it writes no history and wakes nobody.

use super::sight::Sight;
use super::{Desk, DeskError, Result};
use crate::domain::allowance::Allowance;
use crate::domain::draft::{Draft, DraftId, DraftKind, Manuscript};
use crate::domain::policy::{Act, Tie, allow};
use crate::domain::{OrderId, Refusal, Role, SessionId, Ticket, TicketNumber, Timestamp, User};
use crate::store::Public;

/// A window that kept something so recently is open, even if it could not sign, in milliseconds.
const RECENT: u64 = 30_000;

/// An order, and the draft that becomes the change: it goes in the same transaction, if this window still holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub order: OrderId,
    pub draft: Option<DraftId>,
}

impl From<OrderId> for Sent {
    fn from(order: OrderId) -> Self {
        Self { order, draft: None }
    }
}

/// What is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    pub kind: DraftKind,
    /// None for a new ticket.
    pub number: Option<TicketNumber>,
    pub manuscript: Manuscript,
    /// Nobody types in it from here on: the form is closed.
    pub put_aside: bool,
}

/// How it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    pub draft: DraftId,
    pub at: Timestamp,
    /// Another window went on with the draft, or threw it away: this is another one now.
    pub is_another: bool,
}

/// A draft as it is offered, with what its person may know of its ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    pub draft: Draft,
    /// The ticket as it is, if it is there for them.
    pub ticket: Option<Ticket>,
    /// Why it could not be sent as things are.
    pub obstacle: Option<String>,
    /// Another window of theirs has it open.
    pub is_open_elsewhere: bool,
}

impl Desk {
    /// Keeps what is being typed in this window: in the draft it is `known` as, or in a new one.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep_draft(&self, known: Option<DraftId>, writing: &Writing) -> Result<Kept> {
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        let (window, at) = (self.session(), self.now());
        let draft = Draft {
            id: known.unwrap_or(DraftId(0)),
            kind: writing.kind,
            number: writing.number,
            manuscript: writing.manuscript.clone(),
            holder: (!writing.put_aside).then_some(window),
            saved_at: at,
        };
        let is_saved = match known {
            Some(_) => store.save_draft(me.id, &draft, window)?,
            None => false,
        };
        if !is_saved && self.is_served() {
            let bound = Allowance::of(me.role).drafts;
            if store.drafts(me.id)?.len() >= bound {
                return Err(Refusal::TooManyDrafts { bound }.into());
            }
        }
        let id = if is_saved { draft.id } else { store.insert_draft(me.id, &draft)? };
        store.commit()?;
        Ok(Kept { draft: id, at, is_another: known.is_some() && !is_saved })
    }

    /// This window goes on with a draft, whoever held it. Whether it is there still.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn take_draft(&self, draft: DraftId) -> Result<bool> {
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        let is_there = store.hold_draft(me.id, draft, self.session())?;
        store.commit()?;
        Ok(is_there)
    }

    /// Throws a draft away: only for an explicit yes, and only if this window holds it.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn discard_draft(&self, draft: DraftId) -> Result<()> {
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        store.remove_draft(me.id, draft, self.session())?;
        Ok(store.commit()?)
    }

    /// Everything whoever asks has not sent, the latest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn drafts(&self) -> Result<Vec<Offered>> {
        self.offer(|store, me| store.drafts(me.id))
    }

    /// The drafts of this kind for this ticket, the latest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn drafts_of(&self, kind: DraftKind, number: Option<TicketNumber>) -> Result<Vec<Offered>> {
        self.offer(|store, me| store.drafts_of(me.id, kind, number))
    }

    fn offer(&self, find: impl FnOnce(&dyn Public, &User) -> crate::store::Result<Vec<Draft>>) -> Result<Vec<Offered>> {
        let (sight, me) = self.sight()?;
        let mut found = find(sight.public(), &me)?;
        found.retain(|draft| is_for(me.role, draft.kind));
        let elsewhere = |draft: &Draft| draft.holder.is_some_and(|holder| holder != self.session());
        let live = if found.iter().any(elsewhere) { self.sessions_here() } else { Vec::new() };
        found.into_iter().map(|draft| self.offered(&sight, &me, &live, draft)).collect()
    }

    fn offered(&self, sight: &Sight, me: &User, live: &[SessionId], draft: Draft) -> Result<Offered> {
        let (ticket, gone) = match draft.number.map(|number| self.visible(sight, me, number)).transpose() {
            Ok(ticket) => (ticket, None),
            Err(DeskError::Store(error)) => return Err(error.into()),
            Err(error) => (None, Some(error.to_string())),
        };
        let obstacle = gone.or_else(|| obstacle(me, draft.kind, ticket.as_ref()));
        // One from the future is of a clock that was set back, and is no more recent than others.
        let is_recent = self.now().0.abs_diff(draft.saved_at.0) < RECENT;
        let is_open = |holder| holder != self.session() && (is_recent || live.contains(&holder));
        let is_open_elsewhere = draft.holder.is_some_and(is_open);
        Ok(Offered { draft, ticket, obstacle, is_open_elsewhere })
    }
}

/// Whether the role is shown drafts of this kind. What staff wrote about internals rests while its writer is a guest.
fn is_for(role: Role, kind: DraftKind) -> bool {
    match kind {
        DraftKind::Comment | DraftKind::New => true,
        DraftKind::Note | DraftKind::Edit | DraftKind::Bulk => role.is_staff(),
    }
}

fn obstacle(me: &User, kind: DraftKind, ticket: Option<&Ticket>) -> Option<String> {
    let act = match kind {
        DraftKind::Comment => Act::Comment,
        DraftKind::Note => Act::Note,
        DraftKind::New => Act::Create,
        DraftKind::Edit => Act::Edit,
        DraftKind::Bulk => Act::Bulk,
    };
    if let Err(denied) = allow(me.role, act, ticket.map(|ticket| Tie::between(me, ticket))) {
        return Some(denied.to_string());
    }
    let deleted = ticket.filter(|ticket| ticket.deleted_at.is_some())?;
    Some(format!("{} is deleted", deleted.number))
}
