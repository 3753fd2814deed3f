//! Settings: looking at them, changing them, and letting them hold.

use super::complain;
use crate::domain::setting::Settings;
use crate::tui::remap::keymap;
use crate::tui::request::Effect;
use crate::tui::state::State;

/// Lets settings hold from now on.
pub fn hold(state: &mut State, settings: Settings) -> Vec<Effect> {
    if state.settings.keys() != settings.keys() {
        let (keymap, faults) = keymap(settings.keys());
        state.keymap = keymap;
        if let Some(faults) = faults {
            complain(state, format!("your keys cannot be, so they are the usual ones: {}", faults.replace('\n', "; ")));
        }
    }
    state.settings = settings;
    Vec::new()
}
