//! Why a command cannot be done just now: the policy's word where it has one.

use super::complain;
use crate::domain::policy::{Act, Denied, allow};
use crate::tui::command::{COMMANDS, Command};
use crate::tui::request::Effect;
use crate::tui::state::State;

/// Says why the command with this name cannot be done.
pub fn unavailable(state: &mut State, name: &'static str) -> Vec<Effect> {
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else { return Vec::new() };
    // Where there is nothing to go back to, it is no mistake either.
    if command.name == "desk.back" {
        return Vec::new();
    }
    let why = match denied(state, command) {
        Some(denied) => denied.to_string(),
        None => format!("{}: {}", command.title, why_not(state, command)),
    };
    let about = state.aim().filter(|_| is_about_a_ticket(command));
    let words = about.map_or_else(|| why.clone(), |aim| format!("{aim}: {why}"));
    complain(state, words);
    Vec::new()
}

/// Says why something that is listed cannot be done.
pub fn told(state: &mut State, reason: String) -> Vec<Effect> {
    complain(state, reason);
    Vec::new()
}

/// The same in a few words, for a command that is listed.
pub fn why_not(state: &State, command: &Command) -> String {
    if let Some(denied) = denied(state, command) {
        return denied.to_string();
    }
    let is_in_want = is_about_a_ticket(command) && state.ticket().is_none();
    let why = match command.name {
        _ if is_in_want => "no ticket here",
        "ticket.undelete" => "it is not deleted",
        "ticket.status" if state.ticket().is_some_and(|ticket| ticket.deleted_at.is_some()) => "it is deleted",
        "ticket.status" if !state.me.role.is_staff() => "it can be closed once it is resolved",
        "list.arrivals" => "nothing arrived",
        "pane.zoom" => "there is only one pane",
        "desk.back" => "there is nothing to go back to",
        "view.1" | "view.2" | "view.3" | "view.4" | "view.5" | "view.6" | "view.7" | "view.8" | "view.9" => "there is no such view",
        _ => "not here, not now",
    };
    why.to_owned()
}

/// Whether it is done to the ticket under the cursor, or to the marked ones.
fn is_about_a_ticket(command: &Command) -> bool {
    command.name.starts_with("ticket.") && !["ticket.pull", "ticket.new", "ticket.capture"].contains(&command.name)
}

/// Whether it is never theirs to do, whatever the ticket: then they need not know of it.
pub fn is_not_theirs(state: &State, command: &Command) -> bool {
    let ever = act_of(command.name).is_some_and(|act| !matches!(allow(state.me.role, act, None), Err(Denied::Role { .. })));
    !state.me.role.is_staff() && !ever && !(command.ready)(state)
}

/// What the policy says against it, of the tickets it would be done to.
fn denied(state: &State, command: &Command) -> Option<Denied> {
    let act = act_of(command.name)?;
    if matches!(act, Act::Undo | Act::ManageUsers) {
        return allow(state.me.role, act, None).err();
    }
    state.ties().iter().find_map(|(tie, _)| allow(state.me.role, act, Some(*tie)).err())
}

/// The act that a command is, as far as the policy is asked about it.
fn act_of(name: &str) -> Option<Act> {
    match name {
        "ticket.delete" => Some(Act::Delete),
        "ticket.undelete" => Some(Act::Undelete),
        "ticket.take" | "ticket.assign" | "ticket.pull" => Some(Act::Assign),
        "ticket.comment" => Some(Act::Comment),
        "ticket.note" => Some(Act::Note),
        "ticket.edit" | "ticket.priority" => Some(Act::Edit),
        "desk.undo" | "desk.redo" => Some(Act::Undo),
        "desk.people" => Some(Act::ManageUsers),
        _ => None,
    }
}
