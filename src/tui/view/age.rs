//! Times as people read them: how long ago in lists, day and hour in the ticket.

use crate::domain::Timestamp;
use crate::tui::state::State;

/// One unit: `now`, `4m`, `1h`, `3d`, `6w`, `2y`.
pub fn short(at: Timestamp, now: Timestamp) -> String {
    let minutes = at.age(now) / 60_000;
    match minutes {
        0 => "now".to_owned(),
        1..60 => format!("{minutes}m"),
        60..1_440 => format!("{}h", minutes / 60),
        1_440..20_160 => format!("{}d", minutes / 1_440),
        20_160..525_600 => format!("{}w", minutes / 10_080),
        _ => format!("{}y", minutes / 525_600),
    }
}

/// The hour today, the day and the hour otherwise, by the venue's clock.
pub fn moment(at: Timestamp, state: &State) -> String {
    let (then, now) = (state.clock.on_the_wall(at), state.clock.on_the_wall(state.now));
    let format = if then.date() == now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    then.format(format).to_string()
}
