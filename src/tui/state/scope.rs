//! Where a key means something.

use super::{FormKind, Popup, State};

/// Where a key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Whatever has the keys.
    Everywhere,
    /// Any pane.
    Desk,
    Search,
    Picker,
    Composer,
    Form,
    /// A new ticket in one line.
    Capture,
    Refused,
    Filter,
    Question,
    Meanwhile,
    Sheet,
    /// The list of settings, and the values to pick from.
    Settings,
    /// A value of a setting that is typed.
    Value,
    /// The people of the desk, or the keys of one of them.
    People,
}

impl Scope {
    /// Whether what is typed is text here.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Search | Self::Picker | Self::Composer | Self::Form | Self::Capture | Self::Filter | Self::Value)
    }
}

impl State {
    /// Where keys go now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match (&self.popup, &self.search) {
            (Some(Popup::Picker(_)), _) => Scope::Picker,
            (Some(Popup::Composer(_)), _) => Scope::Composer,
            (Some(Popup::Form(form)), _) if matches!(form.kind, FormKind::Capture) => Scope::Capture,
            (Some(Popup::Form(_) | Popup::Keep(_) | Popup::Bulk(_) | Popup::Person(_)), _) => Scope::Form,
            (Some(Popup::Refused(_)), _) => Scope::Refused,
            (Some(Popup::Filter(_)), _) => Scope::Filter,
            (Some(Popup::Question(_)), _) => Scope::Question,
            (Some(Popup::Meanwhile(_)), _) => Scope::Meanwhile,
            (Some(Popup::Sheet(_)), _) => Scope::Sheet,
            (Some(Popup::Settings(panel)), _) if panel.takes_text() => Scope::Value,
            (Some(Popup::Settings(_)), _) => Scope::Settings,
            (Some(Popup::People(_)), _) => Scope::People,
            (None, Some(_)) => Scope::Search,
            (None, None) => Scope::Desk,
        }
    }
}
