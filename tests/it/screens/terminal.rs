//! What the terminal is asked beside its frames: the clipboard, the bell, the title; and what its mouse does.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::domain::{Priority, Status};
use barback::tui::request::Gesture;
use barback::tui::state::{Focus, LONGEST_COPY};
use crossterm::event::{MouseButton, MouseEventKind};
use insta::assert_snapshot;

fn copied(screen: &mut Screen) -> String {
    match screen.gestures().as_slice() {
        [Gesture::Copy(text)] => text.clone(),
        other => panic!("one copy, not {other:?}"),
    }
}

#[test]
fn the_number_is_copied_and_said() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("y");
    assert_eq!(copied(&mut screen), number.to_string());
    assert!(screen.says(&format!("{number} sent to the terminal's clipboard.")), "{}", screen.text());
    assert_eq!(screen.gestures(), [], "once");
}

#[test]
fn the_text_is_copied_shown_for_the_hand_and_has_no_note() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    let number = bar.screen("sam", USUAL).state().number().unwrap();
    desk.note(desk.new_order(), number.into(), "never for guests").unwrap();
    desk.comment(desk.new_order(), number.into(), "Until two o'clock.").unwrap();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("Y");
        let text = copied(&mut screen);
        assert!(text.starts_with(&format!("{number}  Is the roof open tonight?")), "{text}");
        assert!(text.contains("Sam Reed, 2026-") && text.contains("Until two o'clock."), "{text}");
        assert!(!text.contains("never for guests"), "what is copied may be pasted anywhere");
        assert!(screen.says("sent to the terminal's"), "{}", screen.text());
        assert_snapshot!(format!("copied-{}x{}", size.0, size.1), screen.picture());
        screen.keys("G");
        assert!(screen.lines().contains(&"> Until two o'clock.".to_owned()), "nothing stands beside it");
        screen.keys("esc");
        assert!(screen.state().popup.is_none());
    }
}

#[test]
fn what_a_guest_wrote_goes_cleaned_and_no_more_of_it_than_a_clipboard_takes() {
    let bar = Bar::new();
    let desk = bar.desk("ida");
    let evil = format!("\u{1b}]52;c;aGk=\u{7}{}", "ü".repeat(30_000));
    let new = barback::desk::NewTicket { subject: "Log".to_owned(), description: evil, ..Default::default() };
    let number = desk.create(desk.new_order(), &new).unwrap().value.number;
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("/").types(&number.digits().to_string()).keys("enter Y");
    let text = copied(&mut screen);
    assert!(text.len() <= LONGEST_COPY && text.len() > LONGEST_COPY - 2, "{}", text.len());
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'));
    assert!(screen.says("The first 54 KiB"), "{}", screen.text());
    let first = screen.text();
    screen.keys("G");
    assert_ne!(screen.text(), first, "it can be scrolled");
    screen.keys("g");
    assert_eq!(screen.text(), first);
}

#[test]
fn an_urgent_arrival_rings_once_and_stands_in_the_title_until_a_key() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    assert_eq!(screen.state().dress().title.as_deref(), Some("Barback"));
    let desk = bar.desk("dana");
    let new =
        |subject: &str, priority| barback::desk::NewTicket { subject: subject.to_owned(), priority: Some(priority), ..Default::default() };
    desk.create(desk.new_order(), &new("Fire alarm", Priority::Urgent)).unwrap();
    screen.until(|screen| screen.state().urgent.arrived == 1);
    assert_eq!(screen.gestures(), [Gesture::Ring]);
    assert_eq!(screen.state().dress().title.as_deref(), Some("Barback: 1 urgent"), "fixed words, nothing of the guest's");
    let open = screen.state().counts.open;
    desk.create(desk.new_order(), &new("Not so urgent", Priority::High)).unwrap();
    screen.until(|screen| screen.state().counts.open == open + 1);
    assert_eq!((screen.gestures(), screen.state().urgent.arrived), (Vec::new(), 1));
    screen.keys("j");
    assert_eq!(screen.state().dress().title.as_deref(), Some("Barback"));
}

#[test]
fn what_i_make_urgent_myself_does_not_ring_and_what_comes_back_does() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("p u");
    assert_eq!(screen.gestures(), []);
    let desk = bar.desk("dana");
    desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    desk.transition(desk.new_order(), &[number.into()], Status::Open, None, None).unwrap();
    screen.until(|screen| screen.state().urgent.arrived == 1);
    assert_eq!(screen.gestures(), [Gesture::Ring]);
}

#[test]
fn a_step_taken_back_is_an_arrival_only_where_the_ticket_was_done() {
    let bar = Bar::new();
    let (sam, dana) = (bar.desk("sam"), bar.desk("dana"));
    let new = barback::desk::NewTicket { subject: "Fire".to_owned(), priority: Some(Priority::Urgent), ..Default::default() };
    let number = sam.create(sam.new_order(), &new).unwrap().value.number;
    for (step, arrivals) in [(Status::InProgress, 0), (Status::Resolved, 1)] {
        let since = sam.urgent_since(None).unwrap().latest;
        dana.transition(dana.new_order(), &[number.into()], step, None, None).unwrap();
        dana.undo(dana.new_order()).unwrap();
        assert_eq!(sam.urgent_since(Some(since)).unwrap().count, arrivals, "{step}");
    }
}

#[test]
fn guests_are_told_nothing_of_urgency() {
    let bar = Bar::new();
    assert!(bar.desk("ida").urgent_since(Some(0)).is_err());
    let mut screen = bar.screen("ida", USUAL);
    assert_eq!(screen.gestures(), []);
}

#[test]
fn a_click_goes_to_a_row_and_another_opens_it() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let (column, row) = place_of(&screen, 2);
        let number = screen.state().queue.rows[2].number;
        screen.mouse(MouseEventKind::Down(MouseButton::Left), (column, row));
        assert_eq!(screen.state().number(), Some(number), "{}", screen.text());
        assert!(screen.row().contains(&number.digits().to_string()));
        screen.mouse(MouseEventKind::Down(MouseButton::Left), (column, row));
        assert_eq!(screen.state().focus, Focus::Ticket);
    }
}

/// Where on the screen this row of the list stands.
fn place_of(screen: &Screen, row: usize) -> (u16, u16) {
    let number = screen.state().queue.rows[row].number.digits().to_string();
    let lines = screen.lines();
    let y = lines.iter().position(|line| line.contains(&number)).unwrap();
    let x = lines[y].chars().count() - lines[y].split(&number).last().unwrap().chars().count();
    (u16::try_from(x - 1).unwrap(), u16::try_from(y).unwrap())
}

#[test]
fn a_click_on_a_view_goes_there_and_one_beside_everything_does_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let y = screen.lines().iter().position(|line| line.contains("7 Resolved")).unwrap();
    screen.mouse(MouseEventKind::Down(MouseButton::Left), (4, u16::try_from(y).unwrap()));
    assert!(screen.says("7 Resolved · "), "{}", screen.text());
    let before = screen.text();
    for place in [(0, 0), (119, 39), (u16::MAX, u16::MAX)] {
        screen.mouse(MouseEventKind::Down(MouseButton::Left), place);
        assert_eq!(screen.text(), before);
    }
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    let place = place_of(&screen, 0);
    let first = screen.state().number();
    screen.mouse(MouseEventKind::ScrollDown, place);
    assert_ne!(screen.state().number(), first);
    screen.mouse(MouseEventKind::ScrollUp, place);
    assert_eq!(screen.state().number(), first);
    screen.keys("a").mouse(MouseEventKind::ScrollDown, place);
    assert_eq!(screen.state().number(), first, "over a pick list the list below stays");
    screen.keys("esc c").types("text").mouse(MouseEventKind::Down(MouseButton::Left), place);
    assert!(screen.says("text"), "a click beside what is typed takes nothing away");
}

#[test]
fn the_wheel_goes_to_no_other_list() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let over_the_views = (4, 6);
    screen.keys("x").mouse(MouseEventKind::ScrollDown, over_the_views);
    assert!(screen.state().marks.len() == 1 && screen.says("▌2 Unassigned"), "{}", screen.text());
    screen.keys("/").types("bottle");
    let (found, ticket) = (screen.state().number(), screen.state().detail.top);
    screen.mouse(MouseEventKind::ScrollDown, over_the_views).mouse(MouseEventKind::ScrollDown, (110, 20));
    assert!(screen.says("/ bottle") && screen.state().number() == found && screen.state().detail.top == ticket, "{}", screen.text());
    let place = place_of(&screen, 1);
    screen.mouse(MouseEventKind::ScrollDown, place);
    assert_ne!(screen.state().number(), found, "{}", screen.text());
}
