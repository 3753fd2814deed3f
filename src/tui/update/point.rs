//! The mouse: a wheel scrolls what it is over, a click goes there.

use super::{navigate, views};
use crate::tui::action::{Spot, Step, Way};
use crate::tui::request::Effect;
use crate::tui::state::{Focus, Popup, State};

/// Scrolls what is under the pointer; the pane that has the keys keeps them. Over the screen lies at most one pop-up, and
/// then the wheel is its.
pub fn wheel(state: &mut State, way: Way, spot: Option<Spot>) -> Vec<Effect> {
    let step = match way {
        Way::Next => Step::Down,
        Way::Previous => Step::Up,
    };
    if let Some(popup) = &state.popup {
        let scrolls = matches!(popup, Popup::Picker(_) | Popup::Sheet(_) | Popup::Settings(_) | Popup::People(_));
        return if scrolls { navigate::moved(state, step) } else { Vec::new() };
    }
    // Turning it goes to no other list, and while one types a query only what it finds moves.
    let turns = |pane: &Focus| *pane == Focus::Queue || (*pane == Focus::Ticket && state.search.is_none());
    let Some(pane) = spot.map(pane).filter(turns) else { return Vec::new() };
    let had_keys = std::mem::replace(&mut state.focus, pane);
    let effects = navigate::moved(state, step);
    state.focus = had_keys;
    effects
}

/// Goes to what was clicked. A click on the row that has the cursor opens it.
pub fn click(state: &mut State, spot: Spot) -> Vec<Effect> {
    match spot {
        Spot::Row(number) if state.number() == Some(number) => {
            state.focus = Focus::Queue;
            navigate::open(state)
        }
        Spot::Row(number) => {
            let Some(index) = state.queue.rows.iter().position(|row| row.number == number) else { return Vec::new() };
            state.focus = Focus::Queue;
            state.queue.select(index);
            navigate::follow(state)
        }
        Spot::View(index) => {
            state.focus = Focus::Queue;
            views::open(state, index)
        }
        Spot::Queue | Spot::Views | Spot::Ticket => {
            state.focus = pane(spot);
            Vec::new()
        }
    }
}

fn pane(spot: Spot) -> Focus {
    match spot {
        Spot::Row(_) | Spot::Queue => Focus::Queue,
        Spot::View(_) | Spot::Views => Focus::Views,
        Spot::Ticket => Focus::Ticket,
    }
}
