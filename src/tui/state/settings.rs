//! The settings on the screen: a list with a cursor, mine or the desk's, and the value that is being changed.

use super::{Popup, State};
use crate::domain::Role;
use crate::domain::setting::{Held, SETTINGS, Setting, Source, Values, Whose};
use crate::tui::widget::Editor;

/// The list.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What is listed.
    pub settings: Vec<&'static Setting>,
    pub cursor: usize,
    /// For whom a value is set.
    pub whose: Whose,
    pub change: Option<Change>,
    /// Why a value cannot be.
    pub problem: Option<String>,
    /// The order on its way.
    pub handle: Option<u64>,
}

/// A value on its way.
#[derive(Clone, Debug)]
pub enum Change {
    /// One of a few.
    Pick {
        values: &'static [&'static str],
        cursor: usize,
    },
    Line(Box<Editor>),
}

impl Panel {
    /// The settings that concern a role.
    #[must_use]
    pub fn new(role: Role) -> Self {
        let settings = SETTINGS.iter().filter(|setting| setting.concerns(role)).collect();
        Self { settings, cursor: 0, whose: Whose::Mine, change: None, problem: None, handle: None }
    }

    /// The setting under the cursor.
    #[must_use]
    pub fn setting(&self) -> &'static Setting {
        self.settings[self.cursor.min(self.settings.len() - 1)]
    }

    /// For whom the one under the cursor is set: what is the desk's alone stays the desk's.
    #[must_use]
    pub fn target(&self) -> Whose {
        self.setting().whose(self.whose)
    }

    /// What the list shows of a setting: what holds for me, or what holds at the desk for whoever sets nothing.
    #[must_use]
    pub fn shown<'a>(&self, held: &'a Held) -> (&'a str, Source) {
        match (self.whose, held.said_by(Source::Desk)) {
            (Whose::Mine, _) => (held.value(), held.from()),
            (Whose::Desk, Some(value)) => (value, Source::Desk),
            (Whose::Desk, None) => (held.setting.default, Source::Default),
        }
    }

    /// The value under the cursor while one is picked.
    #[must_use]
    pub fn picked(&self) -> Option<&'static str> {
        match &self.change {
            Some(Change::Pick { values, cursor }) => values.get(*cursor).copied(),
            _ => None,
        }
    }
}

impl Panel {
    /// The cursor that the keys move, and the last place it can be.
    pub fn course(&mut self) -> (&mut usize, usize) {
        match &mut self.change {
            Some(Change::Pick { values, cursor }) => (cursor, values.len() - 1),
            _ => (&mut self.cursor, self.settings.len() - 1),
        }
    }

    /// Whether a line is typed.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        matches!(self.change, Some(Change::Line(_)))
    }
}

impl State {
    /// The theme the screen wears: the one that is being picked, before it is mine.
    #[must_use]
    pub fn theme(&self) -> &str {
        let picked = match &self.popup {
            Some(Popup::Settings(panel)) if panel.setting().values == Values::Theme => panel.picked(),
            _ => None,
        };
        picked.unwrap_or_else(|| self.settings.theme())
    }
}
