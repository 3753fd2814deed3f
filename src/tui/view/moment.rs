//! Times in the ticket: the day and the hour by the venue's clock.

use crate::domain::Timestamp;
use crate::tui::state::State;

/// The hour today, the day and the hour otherwise, by the venue's clock.
pub fn moment(at: Timestamp, state: &State) -> String {
    let (then, now) = (state.clock.on_the_wall(at), state.clock.on_the_wall(state.now));
    let format = if then.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    then.format(format).to_string()
}
