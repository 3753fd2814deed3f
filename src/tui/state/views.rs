//! The views that are shipped, and where the list is.

use crate::domain::Role;
use crate::domain::query::{Query, Reader, Sort, SortKey};

/// A query with a name and a digit.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub digit: u8,
    pub title: &'static str,
    pub query: Query,
    /// How its order is called.
    pub order: &'static str,
    /// Counted up to [`View::CAP`] + 1; `None` until known.
    pub count: Option<i64>,
}

impl View {
    /// Beyond this a count is not worth its time.
    pub const CAP: i64 = 1_000;

    fn new(digit: u8, title: &'static str, query: &str) -> Self {
        let query = Query::parse(query, Reader::Staff).unwrap_or_default();
        Self { digit, title, query, order: "newest activity first", count: None }
    }

    /// The count as it is shown: `1000+` where it is more.
    #[must_use]
    pub fn count_text(&self) -> String {
        match self.count {
            None => String::new(),
            Some(count) if count > Self::CAP => format!("{}+", Self::CAP),
            Some(count) => count.to_string(),
        }
    }
}

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The view at this index.
    View(usize),
    /// What was searched for, and the view that Esc goes back to.
    Search { text: String, query: Query, from: usize },
}

/// The shipped views; a guest has those that speak of what they can see.
#[must_use]
pub fn views_for(role: Role) -> Vec<View> {
    let mut waiting = View::new(4, "Waiting longest", "is:active");
    waiting.query.sort = Sort { key: SortKey::Waiting, reversed: false };
    waiting.query.sort_given = true;
    waiting.order = "longest unanswered first";
    let all = [
        View::new(1, "My queue", "assignee:me is:active"),
        View::new(2, "Unassigned", "is:unassigned is:active"),
        View::new(3, "Urgent", "priority:urgent is:active"),
        waiting,
        View::new(5, "Open", "status:open"),
        View::new(6, "In progress", "status:in_progress"),
        View::new(7, "Resolved", "status:resolved"),
        View::new(8, "Closed", "status:closed"),
        View::new(9, "Everything", ""),
    ];
    all.into_iter().filter(|view| role.is_staff() || view.digit >= 5).collect()
}
