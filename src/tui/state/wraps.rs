//! Long texts cut into lines, once for each width: every key draws the ticket that is read anew. Only texts near what is on the
//! screen are held.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use uuid::Uuid;

/// More lines than this are not held for frames to come.
const MOST_LINES: usize = 20_000;

/// A text by what it is: the id of a comment, a note or a ticket, and for a ticket, whose text can change, a hash of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextKey {
    pub id: Uuid,
    pub hash: u64,
    /// How wide the lines are, in columns.
    pub width: usize,
}

/// The lines of the texts that are shown. What is in here can be had again: it is no part of the state.
#[derive(Clone, Debug, Default)]
pub struct Wraps {
    texts: RefCell<HashMap<TextKey, Held>>,
    /// How many lines there are in all texts.
    held: Cell<usize>,
    /// Counts frames.
    frame: Cell<u64>,
    made: Cell<u64>,
}

/// The lines of a text, and the frame that last asked for them.
type Held = (Rc<[String]>, u64);

impl Wraps {
    /// The lines of a text, cut now if they were not before.
    pub fn lines(&self, key: TextKey, cut: impl FnOnce() -> Vec<String>) -> Rc<[String]> {
        if let Some((lines, used)) = self.texts.borrow_mut().get_mut(&key) {
            *used = self.frame.get();
            return Rc::clone(lines);
        }
        let lines: Rc<[String]> = cut().into();
        self.made.set(self.made.get() + lines.len() as u64);
        self.held.set(self.held.get() + lines.len());
        if self.held.get() > MOST_LINES {
            self.forget_unused();
        }
        self.texts.borrow_mut().insert(key, (Rc::clone(&lines), self.frame.get()));
        lines
    }

    /// A frame begins: what is not asked for by it or the next one may be forgotten.
    pub fn next_frame(&self) {
        self.frame.set(self.frame.get() + 1);
    }

    /// How many lines were cut since the beginning. For tests.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made.get()
    }

    /// How many lines are held. For tests.
    #[must_use]
    pub fn held(&self) -> usize {
        self.held.get()
    }

    /// Forgets them: another ticket is shown.
    pub fn clear(&self) {
        self.texts.borrow_mut().clear();
        self.held.set(0);
    }

    fn forget_unused(&self) {
        let mut texts = self.texts.borrow_mut();
        texts.retain(|_, (_, used)| *used + 1 >= self.frame.get());
        self.held.set(texts.values().map(|(lines, _)| lines.len()).sum());
    }
}
