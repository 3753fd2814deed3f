//! Long texts cut into lines, once for each width: the ticket that is read may have a megabyte of them, and every key draws it
//! anew.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use uuid::Uuid;

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
pub struct Wraps(RefCell<HashMap<TextKey, Rc<[String]>>>);

impl Wraps {
    /// The lines of a text, cut now if they were not before.
    pub fn lines(&self, key: TextKey, cut: impl FnOnce() -> Vec<String>) -> Rc<[String]> {
        if let Some(lines) = self.0.borrow().get(&key) {
            return Rc::clone(lines);
        }
        let lines: Rc<[String]> = cut().into();
        self.0.borrow_mut().insert(key, Rc::clone(&lines));
        lines
    }

    /// Forgets them: another ticket is shown.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
