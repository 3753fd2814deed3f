//! Other keys for commands, by name: what somebody wrote becomes a keymap, or everything that is wrong with it.

use super::command::{COMMANDS, Command};
use super::state::{Keymap, Scope, read, unsent};
use crate::config::{KeyLine, in_lines};
use crate::domain::nearest;
use crate::tui::action::Action;
use crossterm::event::{KeyCode, KeyModifiers};

/// The keymap that a setting asks for; where that cannot be, as another version may have left it, the keys of the table,
/// and what is wrong.
#[must_use]
pub fn keymap(text: &str) -> (Keymap, Option<String>) {
    match judge(&in_lines(text)) {
        Ok(keymap) => (keymap, None),
        Err(faults) => (Keymap::default(), Some(faults)),
    }
}

/// The keymap that these lines ask for.
///
/// # Errors
/// Everything that is wrong, one fault a line.
pub fn judge(lines: &[KeyLine]) -> Result<Keymap, String> {
    let (mut faults, mut keymap) = (Vec::new(), Keymap::default());
    let mut said: Vec<(&'static Command, &KeyLine)> = Vec::new();
    for line in lines {
        match COMMANDS.iter().find(|command| command.name == line.command) {
            None => faults.push((line, unknown(&line.command))),
            Some(command) if said.iter().any(|(other, _)| other.name == command.name) => {
                faults.push((line, format!("{} stands there twice; keep one", command.name)));
            }
            Some(command) => {
                faults.extend(line.keys.iter().filter_map(|key| Some((line, ill(command, key)?))));
                keymap.give(command.name, line.keys.clone());
                said.push((command, line));
            }
        }
    }
    for (place, (command, line)) in said.iter().enumerate() {
        faults.extend(taken(command, &keymap, &said[..place]).into_iter().map(|fault| (*line, fault)));
    }
    faults.extend(without_a_way_out(&keymap, &said));
    if faults.is_empty() {
        return Ok(keymap);
    }
    faults.sort_by_key(|(line, _)| line.line);
    let told = faults.into_iter().map(|(line, fault)| line.line.map_or_else(|| fault.clone(), |number| format!("line {number}: {fault}")));
    Err(told.collect::<Vec<_>>().join("\n"))
}

fn unknown(name: &str) -> String {
    let like = nearest(name, COMMANDS.iter().map(|command| command.name));
    let like = if like.is_empty() { "docs/keys.md has them all".to_owned() } else { format!("there is {}", like.join(", ")) };
    format!("\"{name}\" is no command; {like}")
}

/// What is wrong with a key by itself.
fn ill(command: &Command, key: &str) -> Option<String> {
    if let Some(why) = unsent(key) {
        return Some(format!("{}: no terminal sends {key}: {why}; use another key", command.name));
    }
    let Some((code, modifiers)) = read(key) else {
        return Some(format!("{}: \"{key}\" is no key; use one as in I, ctrl-t, alt-b, f1, enter, space or comma", command.name));
    };
    let types = matches!(code, KeyCode::Char(_)) && !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let is_text = command.scope.takes_text() || command.scope == Scope::Everywhere;
    (types && is_text).then(|| format!("{}: {key} is text there; use a key with ctrl or alt", command.name))
}

/// The keys of a command that mean something else in the same place. Two that were both given one are told once.
fn taken(command: &Command, keymap: &Keymap, told: &[(&'static Command, &KeyLine)]) -> Vec<String> {
    let beside = |other: &&Command| {
        let meet = other.scope == command.scope || other.scope == Scope::Everywhere || command.scope == Scope::Everywhere;
        meet && other.name != command.name && told.iter().all(|(before, _)| before.name != other.name)
    };
    let mut faults = Vec::new();
    let mine = keymap.keys(command.name, command.keys);
    for key in &mine {
        if let Some(pressed) = read(key) {
            let has = |other: &&Command| keymap.keys(other.name, other.keys).iter().any(|its| read(its) == Some(pressed));
            let others = COMMANDS.iter().filter(beside).filter(has);
            faults.extend(others.map(|other| format!("{}: {key} is {}'s key too; give that another, or none", command.name, other.name)));
        }
    }
    faults
}

/// The places that nothing leads out of any more, each with the line that took the last key away.
fn without_a_way_out<'a>(keymap: &Keymap, said: &[(&'static Command, &'a KeyLine)]) -> Vec<(&'a KeyLine, String)> {
    let leads_out = |command: &Command| matches!((command.action)(), Action::Back | Action::Decline);
    let mut faults = Vec::new();
    for (command, line) in said.iter().filter(|(command, _)| !matches!(command.scope, Scope::Desk | Scope::Everywhere)) {
        let mut ways = COMMANDS.iter().filter(|other| other.scope == command.scope && leads_out(other));
        if leads_out(command) && ways.all(|other| keymap.keys(other.name, other.keys).is_empty()) {
            faults.push((*line, format!("{}: it needs a key, nothing else leads out of there", command.name)));
        }
    }
    faults
}
