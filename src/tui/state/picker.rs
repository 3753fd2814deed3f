//! A pick list: it filters as one types and yields an action. Serves assignees, statuses, priorities, help and palette.

use super::Popup;
use crate::tui::action::Action;
use crate::tui::widget::Editor;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// One thing to pick.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Picks it at once while nothing is typed.
    pub key: Option<char>,
    pub title: String,
    /// What helps to choose.
    pub aside: String,
    pub action: Action,
}

/// The list and what was typed to filter it.
#[derive(Clone, Debug)]
pub struct Picker {
    pub title: String,
    pub items: Vec<Item>,
    pub filter: Editor,
    pub cursor: usize,
    pub kind: PickerKind,
    /// What it says while nothing fits.
    pub empty: &'static str,
    /// What it lies over, which comes back when it goes.
    pub beneath: Option<Box<Popup>>,
}

/// What a pick list is of, where that matters after it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PickerKind {
    #[default]
    Choice,
    /// What can be done where it was asked for.
    Help,
    /// Every command: a number typed here is a ticket to go to.
    Palette,
    /// Filled when the answer comes.
    Deleted,
}

impl Picker {
    /// A list with the cursor on its first item.
    #[must_use]
    pub fn new(title: String, items: Vec<Item>) -> Self {
        let (filter, kind) = (Editor::line(""), PickerKind::default());
        Self { title, items, filter, cursor: 0, kind, empty: "nothing is like that", beneath: None }
    }

    /// The items that fit what was typed, the best first; all in their own order while nothing is.
    #[must_use]
    pub fn fitting(&self) -> Vec<&Item> {
        let typed = self.filter.value();
        if typed.trim().is_empty() {
            return self.items.iter().collect();
        }
        let pattern = Pattern::parse(&typed, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scratch = Vec::new();
        let mut scored: Vec<(u32, &Item)> = Vec::new();
        for item in &self.items {
            let words = format!("{} {}", item.title, item.aside);
            if let Some(score) = pattern.score(Utf32Str::new(&words, &mut scratch), &mut matcher) {
                scored.push((score, item));
            }
        }
        // What cannot be done now stands behind what can.
        scored.sort_by_key(|(score, item)| (matches!(item.action, Action::Cannot(_)), std::cmp::Reverse(*score)));
        scored.into_iter().map(|(_, item)| item).collect()
    }

    /// The action of the item under the cursor.
    #[must_use]
    pub fn picked(&self) -> Option<Action> {
        self.fitting().get(self.cursor).map(|item| item.action.clone())
    }

    /// The item with this key, while nothing is typed.
    #[must_use]
    pub fn item_with_key(&self, key: char) -> Option<&Item> {
        let is_fresh = self.filter.is_blank();
        self.items.iter().find(|item| is_fresh && item.key == Some(key))
    }

    /// Its action.
    #[must_use]
    pub fn with_key(&self, key: char) -> Option<Action> {
        self.item_with_key(key).map(|item| item.action.clone())
    }

    /// Whether a letter chooses at once.
    #[must_use]
    pub fn has_letters(&self) -> bool {
        self.items.iter().any(|item| item.key.is_some())
    }
}
