//! Looking at a ticket: what its requester wrote last is not new to me any more.

use crate::tui::request::Effect;
use crate::tui::state::{Focus, State};

/// If the ticket before me was opened, its words are on the screen and it has a dot, the dot goes. That the cursor merely
/// passes is not looking: so somebody who leafs through a list leaves the dots for when they read.
pub fn cast(state: &mut State) -> Option<Effect> {
    if state.focus != Focus::Ticket {
        return None;
    }
    let (row, ticket) = (state.ticket()?, &state.detail.window.as_ref()?.ticket);
    // What the list knows of may still be on its way here.
    let is_shown = row.number == ticket.number && row.requester_spoke_at <= ticket.requester_spoke_at;
    if !is_shown || !state.queue.unread.remove(&ticket.number) {
        return None;
    }
    Some(Effect::Look { number: ticket.number, spoke_at: ticket.requester_spoke_at })
}
