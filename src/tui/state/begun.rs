//! The state before anything has happened.

use super::{Ahead, Detail, Focus, Keymap, Known, Look, Marks, Place, Queue, Shape, Similar, State, Turns, Urgent, View};
use crate::desk::Counts;
use crate::desk::clock::Clock;
use crate::domain::User;
use crate::domain::setting::Settings;
use crate::tui::action::{ViewName, Whose};
use std::sync::Arc;

impl State {
    /// For whoever sits down: staff begin with what nobody has yet, guests with all that is theirs.
    #[must_use]
    pub fn begun(me: User, views: Vec<View>, clock: Arc<dyn Clock>, look: Look, size: (u16, u16)) -> Self {
        let title = if me.role.is_staff() { "Unassigned" } else { "Everything" };
        let first = ViewName { whose: Whose::Shipped, title: title.to_owned() };
        let place = Place::View(views.iter().position(|view| view.is(&first)).unwrap_or(0));
        Self {
            me,
            settings: Settings::default(),
            keymap: Keymap::default(),
            now: clock.now(),
            steady: clock.steady(),
            clock,
            look,
            size,
            shape: Shape::default(),
            counts: Counts::default(),
            views,
            sorted: None,
            place,
            mine: false,
            queue: Queue::default(),
            marks: Marks::default(),
            detail: Detail::default(),
            focus: Focus::Queue,
            zoomed: false,
            search: None,
            staff: Vec::new(),
            company: Vec::new(),
            recent: Vec::new(),
            popup: None,
            put_aside: Vec::new(),
            discarding: Vec::new(),
            unsent: Vec::new(),
            awaited: None,
            ahead: Ahead::default(),
            similar: Similar::default(),
            known: Known::default(),
            message: None,
            urgent: Urgent::default(),
            bulk: None,
            under_way: Vec::new(),
            bound_for: None,
            turns: Turns::default(),
            leaving: false,
        }
    }
}
