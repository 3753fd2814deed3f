//! The views, shipped and saved, and where the list is.

use super::State;
use crate::desk::ListedView;
use crate::domain::Role;
use crate::domain::query::{Query, Reader, Sort, SortKey};
use crate::domain::view::{Digit, name_key};
use crate::tui::action::{ViewName, Whose};
use std::ops::Range;

/// A query with a name and perhaps a digit.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub whose: Whose,
    /// The key that goes there, unless a view that goes before has it.
    pub digit: Option<Digit>,
    pub title: String,
    /// The query as it was typed.
    pub text: String,
    pub query: Query,
    /// Why the query cannot be read any more: such a view can only be removed.
    pub problem: Option<String>,
    /// Counted up to [`View::CAP`] + 1; `None` until known.
    pub count: Option<i64>,
}

impl View {
    /// Beyond this a count is not worth its time.
    pub const CAP: i64 = 1_000;

    fn shipped(digit: u8, title: &str, text: &str) -> Self {
        let query = Query::parse(text, Reader::Staff).unwrap_or_default();
        let (title, text) = (title.to_owned(), text.to_owned());
        Self { whose: Whose::Shipped, digit: Digit::new(digit), title, text, query, problem: None, count: None }
    }

    fn saved(listed: &ListedView) -> Self {
        let view = &listed.view;
        Self {
            whose: if view.owner.is_some() { Whose::Mine } else { Whose::Shared },
            digit: view.digit,
            title: view.name.clone(),
            text: view.query.clone(),
            query: listed.query.clone().unwrap_or_default(),
            problem: listed.query.as_ref().err().map(ToString::to_string),
            count: None,
        }
    }

    /// What it is called, wherever it stands.
    #[must_use]
    pub fn name(&self) -> ViewName {
        ViewName { whose: self.whose, title: self.title.clone() }
    }

    /// Whether it is the view of this name, in any case of letters.
    #[must_use]
    pub fn is(&self, name: &ViewName) -> bool {
        self.whose == name.whose && name_key(&self.title) == name_key(&name.title)
    }

    /// The digit with the title, or the title alone.
    #[must_use]
    pub fn heading(&self) -> String {
        self.digit.map_or_else(|| self.title.clone(), |digit| format!("{digit} {}", self.title))
    }

    /// The count as it is shown: `1000+` where it is more.
    #[must_use]
    pub fn count_text(&self) -> String {
        self.count.map_or_else(String::new, capped)
    }
}

/// A count up to [`View::CAP`], `1000+` beyond.
#[must_use]
pub fn capped(count: i64) -> String {
    if count > View::CAP { format!("{}+", View::CAP) } else { count.to_string() }
}

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The view at this index.
    View(usize),
    /// What was searched for, and the view that Esc goes back to.
    Search { text: String, query: Query, from: usize },
}

/// What stands below the views: a blank line and one more.
const FOOT: usize = 2;

impl State {
    /// Which views a pane of so many lines shows: the one that is looked at is among them.
    #[must_use]
    pub fn views_in_sight(&self, lines: usize) -> Range<usize> {
        let rows = lines.saturating_sub(FOOT);
        let current = if let Place::View(index) = self.place { index } else { 0 };
        let first = (current + 1).saturating_sub(rows);
        first..(first + rows).min(self.views.len())
    }
}

/// The shipped views; a guest has those that speak of what they can see.
#[must_use]
pub fn views_for(role: Role) -> Vec<View> {
    let mut waiting = View::shipped(4, "Waiting longest", "is:active");
    waiting.query.sort = Sort { key: SortKey::Waiting, reversed: false };
    waiting.query.sort_given = true;
    let all = [
        View::shipped(1, "My queue", "assignee:me is:active"),
        View::shipped(2, "Unassigned", "is:unassigned is:active"),
        View::shipped(3, "Urgent", "priority:urgent is:active"),
        waiting,
        View::shipped(5, "Open", "status:open"),
        View::shipped(6, "In progress", "status:in_progress"),
        View::shipped(7, "Resolved", "status:resolved"),
        View::shipped(8, "Closed", "status:closed"),
        View::shipped(9, "Everything", ""),
    ];
    all.into_iter().filter(|view| role.is_staff() || view.digit >= Digit::new(5)).collect()
}

/// All views in the order they are listed: those on a digit, then the rest. Of several on one digit mine goes before a
/// shared one, and that before the shipped one; the others stand below, without a digit.
#[must_use]
pub fn arranged(role: Role, saved: &[ListedView]) -> Vec<View> {
    let mut views: Vec<View> = saved.iter().map(View::saved).chain(views_for(role)).collect();
    views.sort_by_key(|view| view.whose);
    let mut taken = Vec::new();
    for view in &mut views {
        view.digit = view.digit.filter(|digit| !taken.contains(digit));
        taken.extend(view.digit);
    }
    views.sort_by_key(|view| (view.digit.is_none(), view.digit));
    views
}

/// An order in words.
#[must_use]
pub fn order_in_words(sort: Sort) -> &'static str {
    match (sort.key, sort.reversed) {
        (SortKey::Updated, false) => "newest activity first",
        (SortKey::Updated, true) => "oldest activity first",
        (SortKey::Created, false) => "newest first",
        (SortKey::Created, true) => "oldest first",
        (SortKey::Priority, false) => "most urgent first",
        (SortKey::Priority, true) => "least urgent first",
        (SortKey::Waiting, false) => "longest unanswered first",
        (SortKey::Waiting, true) => "shortest unanswered first",
    }
}
