//! Settings, themes and other keys, on a real pty.

use crate::pty::Home;
use crate::{ENTER, ESC, USUAL};

#[test]
fn a_theme_is_chosen_in_the_settings_and_is_there_after_reopening() {
    let home = Home::new();
    let mut desk = home.open(&[], USUAL);
    desk.until("0 open").types(",").until("Settings").types("jj").until("the colours of the screen");
    desk.types(ENTER).until("‹ terminal ›").types("k").until("‹ mono ›").types(ENTER).until("theme mono, yours.");
    desk.types(ESC).until_gone("Settings").types("q");
    assert!(desk.ended().success());
    assert!(home.done(&["set", "theme"]).starts_with("theme  mono  mine"));
    let mut again = home.open(&[], USUAL);
    again.until("0 open").types(",jj").until("mono").types("q").until_gone("Settings").types("q");
    assert!(again.ended().success());
}

#[test]
fn keys_remapped_in_the_configuration_are_the_keys_and_conflicts_keep_it_from_starting() {
    let home = Home::new();
    let folder = home.folder.path().join(".config/barback");
    std::fs::create_dir_all(&folder).unwrap();
    let configure = |text: &str| std::fs::write(folder.join("config.toml"), text).unwrap();
    configure("[keys]\n\"ticket.new\" = [\"N\", \"alt-n\", \"f2\"]\n\"desk.quit\" = \"ctrl-q\"\n");
    let mut desk = home.open(&[], USUAL);
    // alt-n as a terminal sends it, then F2, then ctrl-q.
    desk.until("0 open").types("\u{1b}n").until("New ticket").types(ESC).until_gone("New ticket");
    desk.types("\u{1b}OQ").until("New ticket").types(ESC).until_gone("New ticket").types("\u{11}");
    assert!(desk.ended().success());
    configure("[keys]\n\"ticket.new\" = \"i\"\n\"tickets.new\" = \"N\"\n");
    let mut desk = home.open(&[], USUAL);
    assert_eq!(desk.ended().exit_code(), 2);
    let said = desk.text();
    assert!(said.contains("line 2: ticket.new: i is ticket.take's key too") && said.contains("line 3: \"tickets.new\""), "{said}");
}
