//! What is asked of the writer about drafts, and what comes back.

use crate::desk::{Offered, Writing};
use crate::domain::draft::{DraftId, DraftKind, MARKED, Manuscript};
use crate::domain::{TicketNumber, Timestamp};

/// Something to do with what a form holds, by the form's handle. The writer knows which draft in the file that is.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftTask {
    pub handle: u64,
    pub order: DraftOrder,
}

/// What to do with it.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftOrder {
    /// Keep it. One that waits is replaced by a newer one.
    Keep(Writing),
    /// This form goes on with a draft that is in the file; without one given, with its own that was put aside.
    Take(Option<DraftId>),
    /// Throw it away.
    Discard,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Drafted {
    /// It is in the file. `is_another`: another window had gone on with the draft, or thrown it away.
    Kept {
        unsent: Unsent,
        is_another: bool,
    },
    Taken {
        is_there: bool,
    },
    /// The draft that was thrown away, if there was one.
    Discarded(Option<DraftId>),
}

/// A draft of mine, as much of it as lists and messages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    pub draft: DraftId,
    pub kind: DraftKind,
    pub number: Option<TicketNumber>,
    pub at: Timestamp,
    /// It is for marked tickets, `number` the first of them.
    pub is_for_marked: bool,
}

impl Unsent {
    /// What was kept in this draft.
    #[must_use]
    pub fn of(draft: DraftId, at: Timestamp, writing: &Writing) -> Self {
        let is_for_marked = is_for_marked(&writing.manuscript);
        Self { draft, kind: writing.kind, number: writing.number, at, is_for_marked }
    }
}

impl From<&Offered> for Unsent {
    fn from(offered: &Offered) -> Self {
        let draft = &offered.draft;
        let is_for_marked = is_for_marked(&draft.manuscript);
        Self { draft: draft.id, kind: draft.kind, number: draft.number, at: draft.saved_at, is_for_marked }
    }
}

fn is_for_marked(manuscript: &Manuscript) -> bool {
    manuscript.piece(MARKED).is_some()
}
