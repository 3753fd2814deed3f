//! The search bar completes fields, values and people, and shows where a query is wrong.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::{Among, Role};
use insta::assert_snapshot;
use ratatui::style::Modifier;

/// What stands in the search bar.
fn bar(screen: &Screen) -> String {
    screen.state().search.as_ref().map(|bar| bar.editor.value()).unwrap_or_default()
}

#[test]
fn tab_completes_and_goes_round_at_every_size() {
    let office = Bar::new();
    for size in SIZES {
        let mut screen = office.screen("sam", size);
        screen.keys("/").types("st");
        assert!(screen.says("tab  status:"), "{}", screen.text());
        screen.keys("tab");
        assert_eq!(bar(&screen), "status:", "the only one is taken, and its values come next");
        assert!(screen.says("tab  open  in_progress"), "{}", screen.text());
        screen.keys("tab tab");
        assert_eq!(bar(&screen), "status:in_progress");
        assert_snapshot!(format!("complete-{}x{}", size.0, size.1), screen.picture());
        assert!(screen.state().queue.rows.iter().all(|row| row.status.word() == "in_progress"), "what it finds is shown");
        screen.keys("shift-tab");
        assert_eq!(bar(&screen), "status:open");
        screen.types(" pri").keys("tab tab enter");
        assert!(screen.says("/ status:open priority:urgent"), "{}", screen.text());
    }
}

#[test]
fn down_and_up_still_move_in_the_results() {
    let office = Bar::new();
    let mut screen = office.screen("sam", USUAL);
    screen.keys("/").types("is:active");
    let first = screen.state().number();
    screen.keys("down");
    assert_ne!(screen.state().number(), first);
    screen.keys("up");
    assert_eq!(screen.state().number(), first);
}

#[test]
fn staff_are_offered_as_assignees_and_anybody_as_a_requester() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    screen.keys("/").types("assignee:");
    assert!(screen.says("tab  me  none  dana Dana Reyes  kofi Kofi Mensah  sam Sam Okafor"), "{}", screen.text());
    screen.types("men");
    assert!(screen.says("tab  kofi Kofi Mensah"), "by a word of the name: {}", screen.text());
    screen.keys("tab");
    assert_eq!(bar(&screen), "assignee:kofi");
    screen.keys("ctrl-u").types("requester:");
    assert!(screen.says("dana Dana Reyes  ida Ida Moss, guest  kofi Kofi Mensah  noor Noor Haddad, guest"), "{}", screen.text());
    screen.types("hadd");
    assert!(screen.says("tab  noor Noor Haddad, guest"), "{}", screen.text());
    screen.keys("tab");
    assert_eq!(bar(&screen), "requester:noor");
    screen.types(",i").keys("tab");
    assert_eq!(bar(&screen), "requester:noor,ida");
    assert!(screen.says("Cannot redeem bottle"), "{}", screen.text());
}

#[test]
fn a_few_of_many_people_come_from_the_file() {
    let office = Office::new();
    let raw = office.raw();
    for place in 0..500 {
        let row = (vec![u8::try_from(place % 251).unwrap(); 16], format!("guest{place:03}"), format!("Guest Number{place}"));
        raw.execute(
            "INSERT INTO users (uuid, login, name, role, active, created_at) VALUES (randomblob(16), ?2, ?3, ?4, 1, length(?1))",
            (row.0, row.1, row.2, Role::Customer.code()),
        )
        .unwrap();
    }
    let people = |prefix: &str| -> Vec<String> {
        office.desk("dana").people_like(prefix, Among::Everybody).unwrap().into_iter().map(|user| user.login.to_string()).collect()
    };
    assert_eq!(people("guest").len(), 8);
    assert_eq!(people("guest49")[..3], ["guest490", "guest491", "guest492"]);
    assert_eq!(people("NUMBER499"), ["guest499"]);
    assert_eq!(people("ida"), ["ida"]);
    assert!(people("%").is_empty() && people("'; DROP TABLE users").is_empty());
    office.raw().execute("UPDATE users SET active = 0 WHERE login IN ('ida', 'guest499')", []).unwrap();
    assert_eq!((people("ida"), people("number499")), (vec!["ida".to_owned()], vec!["guest499".to_owned()]), "they asked once");
    for prefix in ["ida", "number499"] {
        assert!(office.desk("dana").people_like(prefix, Among::Active).unwrap().is_empty(), "nothing can be for them: {prefix}");
    }
    assert_eq!(office.desk("kofi").people_like("dana", Among::Active).unwrap().len(), 1);
    assert_eq!(office.desk("noor").people_like("s", Among::Everybody).map_err(|error| error.code()), Err("denied"));
}

#[test]
fn of_very_many_people_all_are_found_by_login_and_the_latest_by_name() {
    let office = Office::new();
    let many = "WITH RECURSIVE more(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM more WHERE place < 20010)
        INSERT INTO users (uuid, login, name, role, active, created_at)
        SELECT randomblob(16), 'guest' || place, 'Number' || place, 3, 1, 0 FROM more";
    office.raw().execute(many, []).unwrap();
    let found = |prefix: &str| office.desk("dana").people_like(prefix, Among::Everybody).unwrap().len();
    assert_eq!([found("number20010"), found("number3"), found("guest3"), found("number9999")], [1, 8, 8, 1]);
    assert_eq!([found("guest5"), found("reyes")], [8, 0], "dana is one of the oldest");
}

#[test]
fn guests_are_offered_their_own_language() {
    let office = Office::new();
    let mut screen = Screen::open(office.desk("ida"), office.desk("ida"), WIDE);
    screen.keys("/");
    assert!(screen.says("tab  status:  category:  created:  updated:  is:  sort:  not:"), "{}", screen.text());
    for typed in ["pri", "assignee:", "requester:d", "is:un", "sort:p"] {
        screen.keys("ctrl-u").types(typed);
        assert!(!screen.lines().iter().any(|line| line.starts_with(" tab ")), "{typed}: {}", screen.text());
    }
}

#[test]
fn the_wrong_place_is_marked_also_at_the_end_and_in_a_long_query() {
    let office = Bar::new();
    for (typed, wrong) in [("roof status:opne", 'o'), ("roof status:open,", ' '), (&("scanner ".repeat(9) + "is:opne"), 'o')] {
        let mut screen = office.screen("sam", NARROW);
        screen.keys("/").pastes(typed);
        let marked: Vec<String> = screen.buffer().content[80..120]
            .iter()
            .filter(|cell| cell.style().add_modifier.contains(Modifier::UNDERLINED))
            .map(|cell| cell.symbol().to_owned())
            .collect();
        assert_eq!(marked, [wrong.to_string()], "{typed}: {}", screen.text());
    }
}

#[test]
fn a_hostile_name_is_harmless_where_it_is_offered() {
    let office = Office::new();
    office.raw().execute("UPDATE users SET name = ?1", ["\u{1b}[31mred\u{202e}\u{9b}2J"]).unwrap();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    for typed in ["assignee:", "requester:"] {
        screen.keys("/ ctrl-u").types(typed);
        let forbidden = |letter: char| letter.is_control() || letter == '\u{202e}';
        assert!(screen.says("dana") && screen.buffer().content.iter().all(|cell| !cell.symbol().chars().any(forbidden)));
        screen.keys("esc");
    }
}
