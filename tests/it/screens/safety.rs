//! Whatever a guest typed, the screen stays sane.

use super::{SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};

/// Rows that came another way than through the cleaning function.
const HOSTILE: &str = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\u{202e}txet\u{2066}\u{200b}\u{ad}\u{feff}\r\u{8}\u{7f}\u{e0041}";

#[test]
fn hostile_text_in_the_file_is_harmless_on_the_screen() {
    let office = Office::new();
    let number = office.ticket("ida", "harmless");
    let raw = office.raw();
    raw.execute("UPDATE tickets SET subject = ?1, description = ?1", [HOSTILE]).unwrap();
    raw.execute("UPDATE users SET name = ?1 WHERE login = 'ida'", [HOSTILE]).unwrap();
    let ida = office.desk("ida");
    ida.comment(ida.new_order(), number.into(), "a comment").unwrap();
    raw.execute("UPDATE comments SET body = ?1", [HOSTILE]).unwrap();
    for size in SIZES {
        let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), size);
        screen.keys("enter G D n t esc c esc a esc e tab tab tab tab");
        for cell in &screen.buffer().content {
            let forbidden = |letter: char| letter.is_control() || "\u{202e}\u{2066}\u{200b}\u{ad}\u{feff}\u{e0041}".contains(letter);
            assert!(!cell.symbol().chars().any(forbidden), "{:?}", cell.symbol());
        }
    }
}

/// Every question there is, by the keys that lead to it.
const QUESTIONS: [&str; 4] = ["D", "c x ctrl-q", "t x ctrl-q", "e x ctrl-q"];

#[test]
fn every_question_takes_whatever_is_pressed_by_mistake_for_a_no() {
    use barback::tui::state::Popup;
    let bar = Bar::new();
    for keys in QUESTIONS {
        for no in ["enter", "esc", "n", "ctrl-c", "space", "tab", "q", "Y", "up"] {
            let mut screen = bar.screen("sam", USUAL);
            let number = screen.state().number().unwrap();
            screen.keys(keys);
            assert!(matches!(screen.state().popup, Some(Popup::Question(_))), "{keys} asks\n{}", screen.text());
            assert!(screen.says("y yes") && screen.says("N no"), "{}", screen.text());
            screen.keys(no).pastes("y");
            assert!(bar.desk("sam").show(number).unwrap().ticket.deleted_at.is_none(), "{keys} {no}");
            let drafts = bar.desk("sam").drafts().unwrap().len();
            drop(screen);
            assert!(bar.desk("sam").drafts().unwrap().len() >= drafts.max(usize::from(keys != "D")), "{keys} {no}");
        }
    }
}

#[test]
fn names_of_any_width_leave_the_columns_straight() {
    let office = Office::new();
    for name in ["👨‍👩‍👧‍👦".repeat(40), "田中さくら".repeat(5), "ليلى حداد".to_owned(), "สมชาย ใจดี".to_owned(), "é".repeat(90)]
    {
        office.raw().execute("UPDATE users SET name = ?1 WHERE login = 'ida'", [&name]).unwrap();
        office.ticket("ida", &name.chars().take(60).collect::<String>());
    }
    let screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    let buffer = screen.buffer();
    for y in 2..37 {
        assert_eq!(buffer[(24, y)].symbol(), "│", "row {y}\n{}", screen.text());
    }
    let second: Vec<u16> = (25..120).filter(|x| buffer[(*x, 20)].symbol() == "│").collect();
    assert_eq!(second.len(), 1);
    assert!((2..37).all(|y| buffer[(second[0], y)].symbol() == "│"), "{}", screen.text());
}

#[test]
fn a_long_text_scrolls_to_its_end() {
    let office = Office::new();
    let description = (1..=900).map(|line| format!("line {line}")).collect::<Vec<_>>().join("\n");
    let new = barback::desk::NewTicket { subject: "a log".to_owned(), description, ..Default::default() };
    office.create("ida", &new);
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    screen.keys("enter G");
    assert!(screen.says("line 900"), "{}", screen.text());
    screen.keys("g");
    assert!(screen.says("line 1") && !screen.says("line 900"));
}

#[test]
fn a_draft_for_a_ticket_that_is_not_mine_any_more_stays_and_rests() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("t").types("My bottle").keys("ctrl-s c").types("hello?").keys("esc");
    let number = screen.state().number().unwrap();
    let sam = bar.desk("sam");
    sam.delete(sam.new_order(), &[number.into()]).unwrap();
    sam.purge(sam.new_order(), &[number.into()]).unwrap();
    drop(screen);
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("d enter").types(" anybody?").time_passes(&bar, 1_000);
    assert!(screen.says("hello? anybody?") && screen.sleeps_for().is_none(), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.told("cannot be sent") && screen.says("hello? anybody?"), "{}", screen.text());
    screen.keys("esc");
    assert_eq!(bar.desk("ida").drafts().unwrap()[0].draft.manuscript.pieces[0].text, "hello? anybody?");
}
