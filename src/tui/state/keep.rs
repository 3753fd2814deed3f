//! A view on its way: the list as it is, to be kept under a name.

use super::{Popup, View};
use crate::domain::view::{Digit, name_key};
use crate::tui::action::Whose;
use crate::tui::widget::Editor;

/// The fields of the form, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepField {
    Name,
    Digit,
    Whose,
}

/// A view being named.
#[derive(Clone, Debug)]
pub struct Keep {
    /// What is kept, as it would be typed.
    pub query: String,
    pub name: Editor,
    pub digit: Option<Digit>,
    pub shared: bool,
    pub fields: Vec<KeepField>,
    pub focus: usize,
    /// Under which it is submitted, however often.
    pub handle: u64,
    /// What is wrong.
    pub problem: Option<String>,
    /// What the form was opened from, and goes back to.
    pub instead: Option<Box<Popup>>,
}

impl Keep {
    /// The field that has the keys.
    #[must_use]
    pub fn field(&self) -> KeepField {
        self.fields[self.focus.min(self.fields.len() - 1)]
    }

    /// Whose it would be.
    #[must_use]
    pub fn whose(&self) -> Whose {
        if self.shared { Whose::Shared } else { Whose::Mine }
    }

    /// The view it would take the place of.
    #[must_use]
    pub fn replaced<'a>(&self, views: &'a [View]) -> Option<&'a View> {
        let key = name_key(self.name.value().trim());
        views.iter().find(|view| view.whose == self.whose() && name_key(&view.title) == key)
    }
}
