//! Help and palette: the table of commands as a pick list that runs what is picked.

use crate::tui::command::{COMMANDS, ready_in};
use crate::tui::request::Effect;
use crate::tui::state::{Item, Picker, Popup, Scope, State};

/// What can be done here and now.
pub fn here(state: &mut State) -> Vec<Effect> {
    let items = ready_in(state, Scope::Desk).chain(ready_in(state, Scope::Everywhere)).map(item).collect();
    state.popup = Some(Popup::Picker(Picker::new("What can be done here; enter does it".to_owned(), items)));
    Vec::new()
}

/// Every command of the desk, also those that cannot be done just now.
pub fn everything(state: &mut State) -> Vec<Effect> {
    let items = COMMANDS.iter().filter(|command| matches!(command.scope, Scope::Desk | Scope::Everywhere)).map(item).collect();
    state.popup = Some(Popup::Picker(Picker::new("Every command; type to find one".to_owned(), items)));
    Vec::new()
}

fn item(command: &crate::tui::command::Command) -> Item {
    Item { key: None, title: command.title.to_owned(), aside: command.keys.join(" "), action: (command.action)() }
}
