//! Help and palette: the table of commands as a pick list that runs what is picked.

use super::complain;
use crate::domain::policy::{Act, allow};
use crate::tui::action::{Action, ViewAction};
use crate::tui::command::{COMMANDS, Command, ready_in};
use crate::tui::request::Effect;
use crate::tui::state::{Item, Picker, Popup, Scope, State, View};

/// What can be done here and now.
pub fn here(state: &mut State) -> Vec<Effect> {
    let items = ready_in(state, Scope::Desk).chain(ready_in(state, Scope::Everywhere)).map(|command| item(state, command)).collect();
    state.popup = Some(Popup::Picker(Picker::new("What can be done here; enter does it".to_owned(), items)));
    Vec::new()
}

/// Every command of the desk, also those that cannot be done just now.
pub fn everything(state: &mut State) -> Vec<Effect> {
    let items = COMMANDS
        .iter()
        .filter(|command| matches!(command.scope, Scope::Desk | Scope::Everywhere))
        .map(|command| item(state, command))
        .chain(state.views.iter().filter(|view| view.digit.is_none()).map(unplaced))
        .collect();
    state.popup = Some(Popup::Picker(Picker::new("Every command; type to find one".to_owned(), items)));
    Vec::new()
}

fn item(state: &State, command: &Command) -> Item {
    let there = |view: &&View| view.digit.is_some_and(|digit| command.name == format!("view.{digit}"));
    let view = state.views.iter().find(there);
    let title = view.map_or_else(|| command.title.to_owned(), |view| format!("{}: {}", command.title, view.title));
    Item { key: None, title, aside: command.keys_in(state).join(" "), action: (command.action)() }
}

/// A view that no digit goes to.
fn unplaced(view: &View) -> Item {
    Item {
        key: None,
        title: format!("View: {}", view.title),
        aside: view.text.clone(),
        action: Action::Views(ViewAction::GoTo(view.name())),
    }
}

/// Says why a command cannot be done here: the policy's word where it has one.
pub fn unavailable(state: &mut State, name: &'static str) -> Vec<Effect> {
    let act = match name {
        "ticket.delete" => Some(Act::Delete),
        "ticket.undelete" => Some(Act::Undelete),
        "ticket.take" | "ticket.assign" | "ticket.pull" => Some(Act::Assign),
        "ticket.comment" => Some(Act::Comment),
        "ticket.note" => Some(Act::Note),
        "ticket.edit" | "ticket.priority" => Some(Act::Edit),
        "desk.undo" | "desk.redo" => Some(Act::Undo),
        _ => None,
    };
    let title = COMMANDS.iter().find(|command| command.name == name).map_or(name, |command| command.title);
    let denied = act.and_then(|act| {
        if act == Act::Undo {
            return allow(state.me.role, act, None).err();
        }
        let ties = state.ties();
        ties.iter().find_map(|(tie, _)| allow(state.me.role, act, Some(*tie)).err())
    });
    let why = denied.map_or_else(|| format!("{title}: not here, not now"), |denied| denied.to_string());
    // An undo is about no ticket in sight.
    let words = state.aim().filter(|_| act != Some(Act::Undo)).map_or_else(|| why.clone(), |aim| format!("{aim}: {why}"));
    complain(state, words);
    Vec::new()
}
