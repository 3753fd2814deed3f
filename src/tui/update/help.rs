//! Help and palette: the table of commands as a pick list that runs what is picked.

use super::why::{is_not_theirs, why_not};
use crate::domain::TicketNumber;
use crate::tui::action::{Action, ViewAction};
use crate::tui::command::{COMMANDS, Command, likeliest, ready_in};
use crate::tui::request::Effect;
use crate::tui::state::{Item, Picker, PickerKind, Popup, Scope, State, View};

/// What can be done here and now, the likeliest first. What has the keys stays beneath, and has them again when one is picked.
pub fn here(state: &mut State) -> Vec<Effect> {
    let scope = state.scope();
    let (everywhere, asked) = (ready_in(state, Scope::Everywhere), ["desk.help", "desk.keys"]);
    let ready = likeliest(state, scope).into_iter().chain(everywhere).filter(|command| !asked.contains(&command.name));
    let items = ready.map(|command| item(state, command)).collect();
    let title = match scope {
        Scope::Desk | Scope::Everywhere => "What can be done here; enter does it",
        Scope::Search => "What can be done in the search bar",
        Scope::Picker => "What can be done in this list",
        Scope::Question => "What can be answered",
        writing if writing.takes_text() => "What can be done while writing",
        _ => "What can be done while this is open",
    };
    let beneath = state.popup.take().map(Box::new);
    state.popup = Some(Popup::Picker(Picker { kind: PickerKind::Help, beneath, ..Picker::new(title.to_owned(), items) }));
    Vec::new()
}

/// Every command of the desk, those that cannot be done just now with why; each view by name, and the tickets I was on.
pub fn everything(state: &mut State) -> Vec<Effect> {
    let commands = COMMANDS.iter().filter(|command| matches!(command.scope, Scope::Desk | Scope::Everywhere));
    let commands = commands.filter(|command| !is_not_theirs(state, command)).map(|command| item(state, command));
    let views = state.views.iter().filter(|view| view.digit.is_none()).map(unplaced);
    let recent = state.recent.iter().map(|(number, subject)| Item {
        key: None,
        title: format!("{number} {subject}"),
        aside: "you were there".to_owned(),
        action: Action::GoTo(*number),
    });
    let items = commands.chain(views).chain(recent).collect();
    let title = "Every command, view and number; type to find one".to_owned();
    state.popup = Some(Popup::Picker(Picker { kind: PickerKind::Palette, ..Picker::new(title, items) }));
    Vec::new()
}

/// How the line begins that goes to a number.
const GO: &str = "Go to ";

/// Something else is typed: the cursor goes to what fits best, and a number is a ticket to go to.
pub fn aim(picker: &mut Picker) {
    picker.cursor = 0;
    if picker.kind != PickerKind::Palette {
        return;
    }
    picker.items.retain(|item| !item.title.starts_with(GO));
    if let Ok(number) = picker.filter.value().trim().parse::<TicketNumber>() {
        let (title, aside) = (format!("{GO}{number}"), String::new());
        picker.items.insert(0, Item { key: None, title, aside, action: Action::GoTo(number) });
    }
}

fn item(state: &State, command: &Command) -> Item {
    let there = |view: &&View| view.digit.is_some_and(|digit| command.name == format!("view.{digit}"));
    let view = state.views.iter().find(there);
    let title = view.map_or_else(|| command.title.to_owned(), |view| format!("{}: {}", command.title, view.title));
    let keys = command.keys_in(state).join(" ");
    if (command.ready)(state) {
        return Item { key: None, title, aside: keys, action: (command.action)() };
    }
    let why = why_not(state, command);
    let aside = if keys.is_empty() { why } else { format!("{why}  {keys}") };
    Item { key: None, title, aside, action: Action::Unavailable(command.name) }
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
