//! The pulse of the history: by it a window tells a change that concerns it from one that does not, and others' from its own.

use super::{Desk, Result};
use crate::store::Pulse;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The changes one session made, each from one pulse to the next.
#[derive(Clone, Debug, Default)]
pub struct Strides(Arc<Mutex<Vec<(Pulse, Pulse)>>>);

impl Strides {
    /// Nobody may ever ask: then only so many are kept.
    const MOST: usize = 64;

    pub(super) fn push(&self, before: Pulse, after: Pulse) {
        let mut strides = self.lock();
        if strides.len() >= Self::MOST {
            strides.remove(0);
        }
        strides.push((before, after));
    }

    /// How far the history has come from `known` by that session's changes alone. They are forgotten by it.
    #[must_use]
    pub fn onwards(&self, mut known: Pulse) -> Pulse {
        let mut strides = self.lock();
        while let Some(place) = strides.iter().position(|(before, _)| *before == known) {
            known = strides.remove(place).1;
        }
        known
    }

    /// Forgets them: others' changes came between.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Pulse, Pulse)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Another whenever something changed that the history tells; a draft that is saved or a look does not.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn pulse(&self) -> Result<Pulse> {
        Ok(self.keep.look()?.public().pulse()?)
    }

    /// The changes of this session, as they are made.
    #[must_use]
    pub fn strides(&self) -> Strides {
        self.strides.clone()
    }
}
