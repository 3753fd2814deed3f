//! From the mouse to an action: the wheel moves whatever is under the pointer, a click goes to a row, a view or a pane.
//! Off unless set: while the mouse is ours, text cannot be selected by hand.

use super::action::{Action, Way};
use super::state::{Scope, State};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// What this does now; `None` if nothing.
#[must_use]
pub fn action_for(state: &State, mouse: MouseEvent) -> Option<Action> {
    let spot = state.spot(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::ScrollDown => Some(Action::Wheel(Way::Next, spot)),
        MouseEventKind::ScrollUp => Some(Action::Wheel(Way::Previous, spot)),
        MouseEventKind::Down(MouseButton::Left) if state.scope() == Scope::Desk => spot.map(Action::Click),
        _ => None,
    }
}
