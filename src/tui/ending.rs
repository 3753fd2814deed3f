//! Why a desk closes without being asked to by whoever has it open.

use crate::desk::DeskError;
use std::io;

/// What ends a desk before its time.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    #[error("not a terminal; use `barback list`, or `ssh -t`")]
    NoTerminal,
    #[error("{0}")]
    Desk(#[from] DeskError),
    #[error("the terminal does not answer: {0}")]
    Terminal(#[from] io::Error),
    /// They are not known or not active any more, or their key is not theirs.
    #[error("{0}; the desk was closed")]
    ShownOut(String),
    #[error("no key was pressed for {minutes} minutes, so the desk was closed; what you were writing is kept")]
    Idle { minutes: i64 },
    #[error(
        "a file beside the desk, whose name ends in -shm, was cut while it was open, so the desk was closed; what was acknowledged is in the file, and what you were writing is kept but for the last moments: open the desk again"
    )]
    Torn,
    #[error("a part of the desk broke; everything that was acknowledged is in the file")]
    Broke,
}

/// What may end it, and what did.
pub(super) struct Ending {
    /// How long it stays open without a key, in milliseconds; `None` for ever.
    patience: Option<i64>,
    /// When the last key came, by the steady clock.
    touched: i64,
    why: Option<Why>,
}

enum Why {
    Broke,
    Torn,
    /// The desk does not let them in any more, in its words.
    ShownOut(String),
    /// Nobody pressed a key for so many minutes.
    Idle(i64),
}

impl Ending {
    pub fn after(patience: Option<i64>, now: i64) -> Self {
        Self { patience, touched: now, why: None }
    }

    /// Somebody is there.
    pub fn touch(&mut self, now: i64) {
        self.touched = now;
    }

    /// When it closes if nobody presses a key, by the steady clock.
    pub fn due_at(&self) -> Option<i64> {
        self.patience.map(|patience| self.touched.saturating_add(patience))
    }

    /// Whether that has come.
    pub fn is_due(&mut self, now: i64) -> bool {
        let is_due = self.due_at().is_some_and(|due| due <= now);
        if is_due {
            self.why = Some(Why::Idle(self.patience.unwrap_or_default() / 60_000));
        }
        is_due
    }

    pub fn broke(&mut self) {
        self.why = Some(Why::Broke);
    }

    pub fn torn(&mut self) {
        self.why = Some(Why::Torn);
    }

    pub fn is_broken(&self) -> bool {
        matches!(self.why, Some(Why::Broke))
    }

    pub fn shown_out(&mut self, why: String) {
        self.why = Some(Why::ShownOut(why));
    }

    /// As whoever opened the desk is told it.
    pub fn told(&self) -> Result<(), TuiError> {
        match &self.why {
            None => Ok(()),
            Some(Why::Broke) => Err(TuiError::Broke),
            Some(Why::Torn) => Err(TuiError::Torn),
            Some(Why::ShownOut(why)) => Err(TuiError::ShownOut(why.clone())),
            Some(Why::Idle(minutes)) => Err(TuiError::Idle { minutes: *minutes }),
        }
    }
}
