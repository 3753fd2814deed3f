//! Drafts at the worker: what the reader finds, and the writer's book of which form's text is which draft in the file.

use super::reading::unless_stopped;
use crate::desk::{Desk, DeskError, Kept, Writing};
use crate::domain::Epoch;
use crate::domain::draft::DraftId;
use crate::tui::request::{Ask, DraftOrder, DraftTask, Drafted, Problem, Reply, Unsent};
use std::collections::HashMap;

/// What the reader finds.
pub(super) fn answer(desk: &Desk, ask: &Ask) -> Reply {
    match *ask {
        Ask::Draft { turn, kind, number } => {
            let answer = desk.drafts_of(kind, number).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Draft { turn, answer })
        }
        Ask::Drafts { turn, to_pick } => {
            let answer = desk.drafts().map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Drafts { turn, to_pick, answer })
        }
        _ => Reply::Dropped,
    }
}

/// What became of a form's text.
#[derive(Clone, Copy)]
enum Fate {
    /// It is this draft.
    Draft(DraftId),
    /// It was sent or thrown away: whatever still comes of it is late.
    Over,
}

/// The drafts of one window, by the handles of its forms.
pub(super) struct Drafts<'a> {
    desk: &'a Desk,
    fates: HashMap<u64, Fate>,
    /// In which life of the desk they are: another knows none of them.
    epoch: Option<Epoch>,
}

impl<'a> Drafts<'a> {
    pub fn new(desk: &'a Desk) -> Self {
        Self { desk, fates: HashMap::new(), epoch: desk.epoch().ok() }
    }

    /// The draft that the form with this handle is, which its order takes with it.
    pub fn known(&self, handle: u64) -> Option<DraftId> {
        match self.fates.get(&handle) {
            Some(Fate::Draft(draft)) => Some(*draft),
            Some(Fate::Over) | None => None,
        }
    }

    /// A form's order was carried out.
    pub fn sent(&mut self, handle: u64) {
        self.fates.insert(handle, Fate::Over);
    }

    pub fn carry_out(&mut self, task: DraftTask) -> Reply {
        let DraftTask { handle, order } = task;
        let answer = match order {
            _ if matches!(self.fates.get(&handle), Some(Fate::Over)) => return Reply::Dropped,
            DraftOrder::Take(draft) => self.take(handle, draft),
            DraftOrder::Keep(writing) => self.keep(handle, &writing),
            DraftOrder::Discard => self.discard(handle),
        };
        Reply::Drafted { handle, answer: answer.map_err(Problem::from) }
    }

    fn take(&mut self, handle: u64, draft: Option<DraftId>) -> Result<Drafted, DeskError> {
        let Some(draft) = draft.or_else(|| self.known(handle)) else { return Ok(Drafted::Taken { is_there: false }) };
        let is_there = self.desk.take_draft(draft)?;
        if is_there {
            self.fates.insert(handle, Fate::Draft(draft));
        }
        Ok(Drafted::Taken { is_there })
    }

    fn keep(&mut self, handle: u64, writing: &Writing) -> Result<Drafted, DeskError> {
        let epoch = Some(self.desk.epoch()?);
        if std::mem::replace(&mut self.epoch, epoch) != epoch {
            self.fates.retain(|_, fate| matches!(fate, Fate::Over));
        }
        let Kept { draft, at, is_another } = self.desk.keep_draft(self.known(handle), writing)?;
        self.fates.insert(handle, Fate::Draft(draft));
        Ok(Drafted::Kept { unsent: Unsent::of(draft, at, writing), is_another })
    }

    fn discard(&mut self, handle: u64) -> Result<Drafted, DeskError> {
        let draft = self.known(handle);
        if let Some(draft) = draft {
            self.desk.discard_draft(draft)?;
        }
        self.fates.insert(handle, Fate::Over);
        Ok(Drafted::Discarded(draft))
    }
}
