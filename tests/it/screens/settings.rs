//! Settings on the screen, and the page about them.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::domain::Zone;
use barback::domain::setting::{Reach, SETTINGS, SettingName, Source, Values, Whose};
use insta::assert_snapshot;
use ratatui::style::Color;
use std::fmt::Write as _;

/// The line of the settings that begins with this name; empty if there is none.
fn line(screen: &Screen, name: &str) -> String {
    let begins = |line: &String| line.split(['│', '▌', ' ']).find(|word| !word.is_empty()) == Some(name);
    screen.lines().into_iter().filter(|line| line.contains('│')).find(begins).unwrap_or_default()
}

/// What sam set, or the desk.
fn said(bar: &Bar, name: SettingName, source: Source) -> Option<String> {
    bar.desk("sam").settings().unwrap().get(name).said_by(source).map(str::to_owned)
}

#[test]
fn the_settings_with_their_values_and_who_says_so() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys(",");
        assert!(
            screen.says("Settings · yours") && screen.says("The Lantern") && screen.says("what the venue is called"),
            "{}",
            screen.text()
        );
        assert_snapshot!(format!("settings-{}x{}", size.0, size.1), screen.picture());
        screen.keys("j j enter");
        assert!(screen.says("‹ terminal ›") && screen.says("the terminal's own sixteen"), "{}", screen.text());
        screen.keys("k");
        assert_snapshot!(format!("settings-theme-{}x{}", size.0, size.1), screen.picture());
        screen.keys("esc esc");
        assert!(!screen.says("Settings"), "{}", screen.text());
    }
}

#[test]
fn every_setting_can_be_reached_on_the_smallest_screen() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    screen.keys(",");
    for setting in SETTINGS {
        let row = screen.lines().into_iter().find(|line| line.contains('▌')).unwrap_or_default();
        assert!(row.contains(setting.name.word()), "{}: {}", setting.name, screen.text());
        screen.keys("j");
    }
}

#[test]
fn a_theme_is_worn_while_it_is_picked_and_esc_brings_the_old_one_back() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let painted = |screen: &Screen| screen.buffer().content.iter().all(|cell| cell.bg != Color::Reset);
    screen.keys(", j j");
    let before = screen.picture();
    screen.keys("enter k k");
    assert!(screen.says("‹ light ›") && !painted(&screen), "{}", screen.text());
    screen.keys("k");
    assert!(screen.says("‹ lantern ›") && painted(&screen), "the whole screen wears it:\n{}", screen.text());
    screen.keys("esc");
    assert_eq!(screen.picture(), before);
    assert_eq!(said(&bar, SettingName::Theme, Source::Mine), None, "nothing was set");
    screen.keys("enter k k k enter");
    assert!(painted(&screen) && screen.says("theme lantern, yours."), "{}", screen.text());
    assert!(line(&screen, "theme").contains("mine"), "{}", screen.text());
    assert_eq!(said(&bar, SettingName::Theme, Source::Mine).as_deref(), Some("lantern"));
    screen.keys("x");
    assert!(!painted(&screen) && screen.says("theme unset, yours."), "{}", screen.text());
    assert!(!painted(&bar.screen("sam", USUAL)));
}

#[test]
fn a_switch_is_one_key_and_an_admin_sets_the_desks() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys(", G k k k enter");
    assert!(screen.says("bell off, yours.") && line(&screen, "bell").contains("off"), "{}", screen.text());
    screen.keys("tab");
    assert!(screen.says("Settings · the desk's") && line(&screen, "bell").contains("on"), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.says("bell off, the desk's."), "{}", screen.text());
    assert_eq!(said(&bar, SettingName::Bell, Source::Desk).as_deref(), Some("off"));
    screen.keys("x x");
    assert!(screen.says("bell is not set there"), "{}", screen.text());
    let mut dana = bar.screen("dana", USUAL);
    dana.keys(", tab");
    assert!(dana.says("Settings · yours"), "the desk's are an admin's");
    dana.keys("g enter");
    assert!(dana.says("a bartender may not change the desk's settings"), "{}", dana.text());
}

#[test]
fn what_cannot_be_is_said_under_the_list_and_what_was_typed_stays() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys(", j enter ctrl-u").types("Europe/Berln").keys("enter");
    assert!(screen.says("use Europe/Berlin, ") && screen.says("Europe/Berln "), "{}", screen.text());
    screen.keys("ctrl-u").types("europe/berlin").keys("enter");
    assert!(screen.says("zone Europe/Berlin, the desk's."), "{}", screen.text());
    screen.keys("j j enter").types("ticket.take=t; lst.down=n").keys("enter");
    assert!(screen.says("ticket.take: t is ticket.new's key too") && screen.says("there is list.down"), "{}", screen.text());
    screen.keys("esc");
    assert!(!screen.says("lst.down") && said(&bar, SettingName::Keys, Source::Mine).is_none(), "{}", screen.text());
    screen.keys("g enter ctrl-u enter");
    assert!(screen.says("the name is empty"), "{}", screen.text());
    screen.pastes("The \u{202e}Anchor").keys("enter");
    assert!(screen.lines()[0].contains("The Anchor"), "at once, at the top of the screen: {}", screen.text());
}

#[test]
fn a_guest_sees_what_they_may_set() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys(",");
    for setting in SETTINGS {
        let is_theirs = matches!(setting.name, SettingName::Theme | SettingName::Mouse);
        assert_eq!(!line(&screen, setting.name.word()).is_empty(), is_theirs, "{}", setting.name);
    }
    screen.keys("enter k enter");
    assert!(screen.says("theme mono, yours."), "{}", screen.text());
}

#[test]
fn what_another_session_sets_holds_here_too() {
    let bar = Bar::new();
    let mut screen = bar.screen("dana", USUAL);
    let at = |screen: &Screen| screen.lines().into_iter().find(|line| line.contains("nobody yet")).unwrap_or_default();
    let before = at(&screen);
    let desk = bar.desk("sam");
    for (name, value) in [(SettingName::Venue, "The Anchor"), (SettingName::Zone, "Asia/Tokyo"), (SettingName::Keys, "ticket.take=I")] {
        desk.set(desk.new_order(), name, Whose::Desk, Some(value)).unwrap();
    }
    screen.until(|screen| screen.says("The Anchor") && screen.says("I take"));
    assert_ne!(at(&screen), before, "the wall shows another hour");
}

#[test]
fn remapped_keys_do_what_they_say_in_every_place_that_tells_them() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    let keys = "ticket.take=I,ctrl-t; ticket.assign=f2,alt-a; ticket.note=; write.send=ctrl-y; desk.help=f3";
    desk.set(desk.new_order(), SettingName::Keys, Whose::Mine, Some(keys)).unwrap();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    assert!(screen.says("I take  f2 assign") && screen.says("f3 help"), "the footer: {}", screen.text());
    screen.keys("i");
    assert!(!screen.says("assigned to"), "the old key does nothing: {}", screen.text());
    screen.keys("ctrl-t");
    assert!(screen.says(&format!("{number} assigned to Sam Reed.")), "{}", screen.text());
    screen.keys("f3").types("assign to me");
    assert!(screen.says("I ctrl-t"), "help: {}", screen.text());
    screen.keys("esc :").types("assign to somebody");
    assert!(screen.says("f2 alt-a"), "the palette: {}", screen.text());
    screen.keys("esc alt-a");
    assert!(screen.says("Assign TKT-"), "{}", screen.text());
    screen.keys("esc n");
    assert!(screen.state().popup.is_none(), "a note has no key any more");
    screen.keys("s");
    assert!(screen.says("r resolve"), "the keys inside a list are its own");
    screen.keys("esc c").types("On my way").keys("ctrl-s");
    assert!(screen.says("On my way"), "ctrl-s sends no more");
    screen.keys("ctrl-y");
    assert!(screen.says("Comment added to"), "{}", screen.text());
}

#[test]
fn what_is_said_about_keys_names_the_keys_one_has() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    let keys = "list.mine=M; write.resolve=ctrl-y; ticket.new=N; list.search=f3";
    desk.set(desk.new_order(), SettingName::Keys, Whose::Mine, Some(keys)).unwrap();
    let mut screen = bar.screen("sam", WIDE);
    assert!(screen.says("M Mine only: off"), "{}", screen.text());
    screen.keys("M 3");
    assert!(screen.says("Nothing here. N makes a ticket, f3") && screen.says("searches, ? helps."), "{}", screen.text());
    screen.keys("M 2 c");
    assert!(screen.says("ctrl-y sends, resolves"), "{}", screen.text());
}

#[test]
fn keys_that_another_version_left_are_said_and_are_the_usual_ones() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    desk.set(desk.new_order(), SettingName::Keys, Whose::Mine, Some("ticket.tkae=I")).unwrap();
    let mut screen = bar.screen("sam", USUAL);
    assert!(screen.says("\"ticket.tkae\" is no command;") && screen.says("there is ticket.take"), "{}", screen.text());
    screen.keys("i");
    assert!(screen.says("assigned to Sam Reed."), "{}", screen.text());
}

/// `docs/settings.md` is the table of settings, written out. `BARBACK_BLESS=1 cargo test` writes it anew.
#[test]
fn the_page_of_settings_is_fresh() {
    let mut page = String::from(
        "# Settings\n\nWritten from `src/domain/setting` by `tests/it/screens/settings.rs`; `BARBACK_BLESS=1 cargo test` writes it anew.\n\n\
         | name | what it is | values | default | whose |\n| --- | --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS {
        let values = match setting.values {
            Values::Name => "1 to 100 characters".to_owned(),
            Values::Zone => format!("a zone of the IANA time zone database (release {}), or `machine`", Zone::release()),
            Values::Keys => "commands and their keys".to_owned(),
            Values::Address => "an account on a machine".to_owned(),
            Values::Theme | Values::Switch | Values::Lands => {
                setting.values.choices().iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" ")
            }
        };
        let whose = match setting.reach {
            Reach::Desk => "the desk's",
            Reach::Staff => "staff's own, or the desk's",
            Reach::Everybody => "anybody's own, or the desk's",
        };
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        let _ = writeln!(page, "| `{}` | {} | {values} | {default} | {whose} |", setting.name, setting.help);
    }
    page += include_str!("settings.md");
    super::pictures::fresh("docs/settings.md", &page);
}

#[test]
fn what_is_asked_and_offered_names_the_keys_one_has() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    let keys = "question.yes=j; question.no=k,esc; search.complete=f4; desk.back=f5; list.sort=f6; meanwhile.keep=f7; \
                refused.others=o; refused.back=b";
    desk.set(desk.new_order(), SettingName::Keys, Whose::Mine, Some(keys)).unwrap();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("D");
    assert!(screen.says(" j yes   K no"), "{}", screen.text());
    screen.pastes("y");
    assert!(screen.says("a paste is no answer: j or k"), "{}", screen.text());
    screen.keys("k /").types("stat");
    assert!(screen.says(" f4  status:"), "{}", screen.text());
    screen.keys("ctrl-u").types("zebra").keys("enter");
    assert!(screen.says("Nothing found; f5 goes back."), "{}", screen.text());
    screen.keys("f5 4 v");
    assert!(screen.told("choose another with f6 first"), "{}", screen.text());
    let number = screen.state().number().unwrap();
    screen.keys("c").types("Coming");
    let dana = bar.desk("dana");
    dana.post(dana.new_order(), number.into(), "Me first", false, None).unwrap();
    screen.keys("ctrl-s");
    assert!(screen.says("f7 keep editing"), "{}", screen.text());
    screen.keys("f7 esc 2 g x x x");
    let marked = screen.state().marks.numbers()[0];
    desk.delete(desk.new_order(), &[marked.into()]).unwrap();
    screen.unanswered("p");
    screen.keys("h");
    assert!(screen.says("B go back"), "{}", screen.text());
}

/// The keys that were reported, and the others of their kind: with what they arrive as.
#[test]
fn a_key_that_no_terminal_sends_is_refused_by_name() {
    use barback::config::in_lines;
    use barback::tui::remap::judge;
    let arrive = [
        ("ctrl-i", "it arrives as tab"),
        ("ctrl-m", "it arrives as enter"),
        ("ctrl-h", "it arrives as backspace"),
        ("ctrl-[", "it arrives as esc"),
        ("ctrl-1", "it arrives as 1"),
        ("ctrl-0", "it arrives as 0"),
        ("ctrl-2", "it arrives as ctrl-space"),
        ("ctrl-3", "it arrives as esc"),
        ("ctrl-4", "it arrives as ctrl-\\"),
        ("ctrl-8", "it arrives as backspace"),
        ("ctrl-/", "it arrives as ctrl-_"),
        ("ctrl-semicolon", "it arrives as ;"),
        ("ctrl-comma", "it arrives as ,"),
        ("ctrl-.", "it arrives as ."),
        ("ctrl-é", "it arrives as é"),
        ("ctrl-enter", "it arrives as enter"),
        ("ctrl-tab", "it arrives as tab"),
        ("ctrl-backspace", "it arrives as backspace"),
        ("ctrl-shift-t", "it arrives as ctrl-t"),
        ("shift-a", "it arrives as A"),
        ("ctrl-alt-i", "it arrives as alt-tab"),
        ("alt-[", "the sequences of other keys begin so"),
        ("alt-O", "the sequences of other keys begin so"),
        ("alt-esc", "it arrives as esc, twice"),
    ];
    for (key, why) in arrive {
        let fault = judge(&in_lines(&format!("ticket.take={key}"))).unwrap_err();
        assert_eq!(fault, format!("ticket.take: no terminal sends {key}: {why}; use another key"));
        let bar = Bar::new();
        let mut screen = bar.screen("sam", WIDE);
        screen.keys(",");
        while barback::domain::setting::SettingName::Keys != setting(&screen) {
            screen.keys("j");
        }
        screen.keys("enter").types(&format!("ticket.take={key}")).keys("enter");
        assert!(screen.told(&format!("no terminal sends {key}")), "{}", screen.text());
    }
    for key in
        ["ctrl-t", "ctrl-space", "ctrl-\\", "ctrl-]", "ctrl-^", "ctrl-_", "alt-b", "alt-i", "alt-enter", "ctrl-up", "ctrl-f2", "shift-tab"]
    {
        if let Err(fault) = judge(&in_lines(&format!("ticket.take={key}"))) {
            assert!(!fault.contains("no terminal sends"), "{fault}");
        }
    }
    for command in barback::tui::command::COMMANDS {
        assert!(command.keys.iter().all(|key| barback::tui::state::unsent(key).is_none()), "{}", command.name);
    }
}

fn setting(screen: &Screen) -> barback::domain::setting::SettingName {
    match &screen.state().popup {
        Some(barback::tui::state::Popup::Settings(panel)) => panel.setting().name,
        _ => panic!("{}", screen.text()),
    }
}
