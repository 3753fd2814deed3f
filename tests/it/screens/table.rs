//! The table of commands: no two alike, nothing printable where text is typed, and a command line for every change.

use barback::tui::command::COMMANDS;
use barback::tui::keys::read;
use barback::tui::state::Scope;
use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::HashSet;
use std::fmt::Write as _;

#[test]
fn names_are_unique_and_every_key_is_a_key() {
    let mut names = HashSet::new();
    for command in COMMANDS {
        assert!(names.insert(command.name), "{} twice", command.name);
        assert!(command.keys.iter().all(|key| read(key).is_some()), "{}", command.name);
    }
}

#[test]
fn no_key_twice_in_a_scope() {
    let mut taken = HashSet::new();
    for command in COMMANDS {
        for key in command.keys {
            assert!(taken.insert((format!("{:?}", command.scope), *key)), "{key} twice in {:?}", command.scope);
        }
    }
    for everywhere in COMMANDS.iter().filter(|command| command.scope == Scope::Everywhere) {
        for key in everywhere.keys {
            let others = COMMANDS.iter().filter(|other| other.name != everywhere.name);
            assert!(others.clone().all(|other| !other.keys.contains(key)), "{key} means something everywhere");
        }
    }
}

#[test]
fn no_printable_key_where_text_is_typed() {
    for command in COMMANDS.iter().filter(|command| command.scope.takes_text() || command.scope == Scope::Everywhere) {
        for key in command.keys {
            let (code, modifiers) = read(key).unwrap();
            assert!(!matches!(code, KeyCode::Char(_)) || modifiers.contains(KeyModifiers::CONTROL), "{} has {key}", command.name);
        }
    }
}

#[test]
fn every_command_that_changes_a_ticket_has_a_command_line() {
    let verbs = [
        ("ticket.take", "assign"),
        ("ticket.assign", "assign"),
        ("ticket.pull", "next"),
        ("ticket.status", "start resolve close reopen"),
        ("ticket.priority", "edit"),
        ("ticket.comment", "comment"),
        ("ticket.note", "comment"),
        ("ticket.edit", "edit"),
        ("ticket.delete", "delete"),
        ("ticket.undelete", "undelete"),
        ("ticket.new", "new"),
        ("desk.undo", "undo"),
        ("desk.redo", "redo"),
        ("ticket.capture", "new"),
    ];
    let only_look = ["ticket.open", "ticket.next", "ticket.previous", "ticket.fold", "ticket.copy-number", "ticket.copy-text"];
    let is_change = |name: &str| name.starts_with("ticket.") || matches!(name, "desk.undo" | "desk.redo");
    for command in COMMANDS.iter().filter(|command| is_change(command.name) && !only_look.contains(&command.name)) {
        let verb = verbs.iter().find(|(name, _)| *name == command.name);
        let (_, verbs) = verb.unwrap_or_else(|| panic!("{} has no verb on the command line", command.name));
        for verb in verbs.split(' ') {
            let help = std::process::Command::new(env!("CARGO_BIN_EXE_barback")).args([verb, "--help"]).output().unwrap();
            assert!(help.status.success(), "barback {verb}");
        }
    }
}

/// `docs/keys.md` is the table, written out. `BARBACK_BLESS=1 cargo test` writes it anew.
#[test]
fn the_page_of_keys_is_fresh() {
    let mut page = String::from(
        "# Keys\n\nWritten from `src/tui/command.rs` by `tests/it/screens/table.rs`; `BARBACK_BLESS=1 cargo test` writes it anew.\n",
    );
    let scopes = [
        (Scope::Everywhere, "Everywhere"),
        (Scope::Desk, "In the list and the ticket"),
        (Scope::Search, "In the search bar"),
        (Scope::Picker, "In a pick list"),
        (Scope::Composer, "In a comment or a note"),
        (Scope::Form, "In the ticket form"),
        (Scope::Capture, "In a new ticket in one line"),
        (Scope::Refused, "Where a change to several was refused"),
        (Scope::Filter, "In the filter form"),
        (Scope::Question, "At a question"),
        (Scope::Meanwhile, "When a ticket changed while you wrote"),
        (Scope::Settings, "In the settings"),
        (Scope::Value, "Where a setting is typed"),
        (Scope::People, "Among the people of the desk"),
        (Scope::Sheet, "Over a text to be selected by hand"),
    ];
    assert!(COMMANDS.iter().all(|command| scopes.iter().any(|(scope, _)| *scope == command.scope)), "every scope has its table");
    for (scope, title) in scopes {
        let _ = write!(page, "\n## {title}\n\n| key | does | name |\n| --- | --- | --- |\n");
        for command in COMMANDS.iter().filter(|command| command.scope == scope) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(page, "| {} | {} | `{}` |", keys.join(" "), command.title, command.name);
        }
    }
    super::pictures::fresh("docs/keys.md", &page);
}

#[test]
fn every_shipped_view_asks_what_its_name_says() {
    use barback::domain::Role;
    use barback::tui::state::views_for;
    let written: Vec<String> = views_for(Role::Admin).iter().map(|view| format!("{}: {}", view.heading(), view.query)).collect();
    let wanted = [
        "1 My queue: assignee:me status:open,in_progress",
        "2 Unassigned: is:unassigned status:open,in_progress",
        "3 Urgent: priority:urgent status:open,in_progress",
        "4 Waiting longest: status:open,in_progress",
        "5 Open: status:open",
        "6 In progress: status:in_progress",
        "7 Resolved: status:resolved",
        "8 Closed: status:closed",
        "9 Everything: ",
    ];
    assert_eq!(written, wanted);
    assert!(views_for(Role::Customer).iter().all(|view| view.digit.unwrap().value() >= 5));
}
