//! Where one lands when a ticket is dealt with: known, and said, before the key is pressed.

use super::{Popup, State};
use crate::domain::TicketNumber;
use crate::domain::setting::Lands;

/// The place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The next ticket of the list.
    Next {
        number: TicketNumber,
        subject: String,
    },
    /// The next one, which is still being fetched.
    Further,
    /// There is no next: back to the list.
    Last,
    /// The same ticket.
    Stay,
    List,
}

impl State {
    /// Where one lands from the ticket under the cursor; from marked ones one goes nowhere.
    #[must_use]
    pub fn landing(&self) -> Landing {
        if matches!(&self.popup, Some(Popup::Composer(composer)) if !composer.marked.is_empty()) {
            return Landing::Stay;
        }
        match self.settings.lands() {
            Lands::Stay => Landing::Stay,
            Lands::List => Landing::List,
            Lands::Next => self.next_in_the_list(),
        }
    }

    fn next_in_the_list(&self) -> Landing {
        let next = self.queue.index().and_then(|index| self.queue.rows.get(index + 1));
        match next {
            Some(ticket) => Landing::Next { number: ticket.number, subject: ticket.subject.clone() },
            None if self.queue.reach.end => Landing::Last,
            None => Landing::Further,
        }
    }
}
