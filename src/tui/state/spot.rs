//! What is under the pointer.

use super::State;
use crate::tui::action::Spot;
use ratatui::layout::{Position, Rect};

/// Where the last frame put the panes; an empty rectangle where it had none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The rows of the list, below its title.
    pub queue: Rect,
    /// The lines of the views, below their title.
    pub views: Rect,
    pub ticket: Rect,
}

impl State {
    /// What the last frame showed at this place.
    #[must_use]
    pub fn spot(&self, column: u16, row: u16) -> Option<Spot> {
        let (panes, place) = (self.shape.panes, Position { x: column, y: row });
        let line = |pane: Rect| usize::from(row - pane.y);
        if panes.queue.contains(place) {
            let index = self.queue.top_in_sight(self.shape.queue_rows) + line(panes.queue);
            return Some(self.queue.rows.get(index).map_or(Spot::Queue, |ticket| Spot::Row(ticket.number)));
        }
        if panes.views.contains(place) {
            let mut shown = self.views_in_sight(usize::from(panes.views.height));
            return Some(shown.nth(line(panes.views)).map_or(Spot::Views, Spot::View));
        }
        panes.ticket.contains(place).then_some(Spot::Ticket)
    }
}
