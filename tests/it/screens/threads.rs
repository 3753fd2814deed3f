//! A thread that is longer than what is held of it: scrolled as if all of it were there, at a cost that does not grow with it.

use super::{NARROW, USUAL};
use crate::support::long;
use crate::support::office::{EVENING, MINUTE, Office};
use crate::support::screen::Screen;
use barback::domain::{ThreadEntry, TicketNumber};
use barback::tui::state::{Anchor, Asked};
use crossterm::event::MouseEventKind;
use proptest::prelude::*;

/// The ticket alone on a screen of this size.
fn open(office: &Office, login: &str, number: TicketNumber, size: (u16, u16)) -> Screen {
    let mut screen = Screen::open(office.desk(login), office.desk(login), size);
    screen.keys("/").types(&number.digits().to_string()).keys("enter");
    if screen.state().zoomed || screen.state().is_narrow() {
        screen.keys("enter")
    } else {
        screen.keys("z enter")
    };
    screen
}

/// The lines of the ticket's pane.
fn pane(screen: &Screen) -> Vec<String> {
    let area = screen.state().shape.panes.ticket;
    let (top, rows) = (usize::from(area.y), screen.state().shape.ticket_rows);
    screen.lines().drain(top..top + rows).collect()
}

/// All lines of a ticket, from a screen that is higher than the ticket is long. A buffer has no more cells than this.
fn all_lines(office: &Office, login: &str, number: TicketNumber, width: u16, folded: bool) -> Vec<String> {
    let mut screen = open(office, login, number, (width, u16::MAX / width));
    if folded {
        screen.keys("H");
    }
    let mut lines = pane(&screen);
    lines.truncate(lines.iter().rposition(|line| !line.is_empty()).unwrap() + 1);
    assert!(lines.len() < pane(&screen).len(), "not all of its {} lines fit", lines.len());
    lines
}

/// Comments, notes and changes, some of them long.
fn lived(office: &Office, entries: usize) -> TicketNumber {
    let number = office.ticket("ida", "It goes on and on");
    let file = office.raw();
    let ticket: i64 = file.query_row("SELECT id FROM tickets", [], |row| row.get(0)).unwrap();
    file.execute_batch("BEGIN").unwrap();
    for place in 0..entries {
        let at = EVENING + MINUTE * i64::try_from(place / 3).unwrap();
        let uuid = uuid::Uuid::from_u128((1 << 90) + place as u128);
        let long = if place == 0 { 30 } else { 14 * usize::from(place % 48 == 0) };
        let body = format!("entry {place}{}", "\nand another line of it, which is as long as it has to be to be cut".repeat(long));
        let words = |table| format!("INSERT INTO {table} (uuid, ticket_id, author_id, body, created_at) VALUES (?1, ?2, 1, ?3, ?4)");
        match place % 8 {
            0 | 1 => file.execute(&words("comments"), rusqlite::params![uuid, ticket, body, at]),
            2 => file.execute(&words("notes"), rusqlite::params![uuid, ticket, body, at]),
            _ => file.execute(
                "INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) VALUES (?2, ?1, 1, 6, '\"low\"', json_quote(?3), ?4)",
                rusqlite::params![uuid, ticket, format!("high {place}"), at],
            ),
        }
        .unwrap();
    }
    file.execute_batch("COMMIT").unwrap();
    number
}

/// Where a step leads on so many lines.
fn stepped(top: usize, key: &str, last: usize, rows: usize) -> usize {
    match key {
        "j" => top + 1,
        "k" => top.saturating_sub(1),
        "ctrl-d" => top + (rows / 2).max(1),
        "ctrl-u" => top.saturating_sub((rows / 2).max(1)),
        "pgdown" => top + rows,
        "pgup" => top.saturating_sub(rows),
        "g" => 0,
        "G" => last,
        _ => unreachable!("{key}"),
    }
    .min(last)
}

const STEPS: [&str; 8] = ["j", "k", "ctrl-d", "ctrl-u", "pgdown", "pgup", "g", "G"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Keys one by one, and all at once before anything of the thread could be read.
    #[test]
    fn every_walk_shows_what_it_would_if_all_of_it_were_there(
        walk in prop::collection::vec((0..STEPS.len() * 3, 1..6_usize), 8..30),
        wide in any::<bool>(),
        folded in any::<bool>(),
        is_guest in any::<bool>(),
    ) {
        let office = Office::new();
        let number = lived(&office, 380);
        let (size, login) = (if wide { USUAL } else { NARROW }, if is_guest { "ida" } else { "sam" });
        let folded = folded && !is_guest;
        let all = all_lines(&office, login, number, size.0, folded);
        let mut screen = open(&office, login, number, size);
        if folded {
            screen.keys("H");
        }
        let rows = screen.state().shape.ticket_rows;
        let (mut top, last) = (0, all.len() - rows);
        for (step, times) in walk {
            // Pages are what leads away from what is held.
            let key = *STEPS.get(step).unwrap_or(if step % 2 == 0 { &"pgdown" } else { &"pgup" });
            for _ in 0..times {
                top = stepped(top, key, last, rows);
            }
            screen.burst(&vec![key; times].join(" "));
            prop_assert_eq!(pane(&screen), &all[top..top + rows], "after {} x {}", key, times);
            let window = screen.state().detail.window.as_ref().unwrap();
            prop_assert!(window.part.entries.len() <= 500, "{} entries are held", window.part.entries.len());
        }
    }
}

/// The most lines that a key cut, and the most questions it asked, over a walk through all of the thread's ends.
fn costs(office: &Office, number: TicketNumber) -> (u64, u64) {
    let mut screen = open(office, "sam", number, USUAL);
    let count = |screen: &Screen| (screen.state().detail.wraps.made(), screen.state().turns.ticket);
    let (mut lines, mut asked) = (0, 0);
    let keys = ["G", "k", "pgup", "pgup", "pgup", "g", "j", "pgdown", "pgdown", "pgdown", "G", "g", "H", "G", "H", "ctrl-u"];
    for key in keys.iter().cycle().take(2 * keys.len()) {
        let before = count(&screen);
        screen.keys(key);
        let after = count(&screen);
        (lines, asked) = (lines.max(after.0 - before.0), asked.max(after.1 - before.1));
    }
    (lines, asked)
}

#[test]
fn a_key_costs_no_more_on_a_hundred_times_as_many_comments() {
    let office = Office::new();
    let (short, long) = (long::commented(&office, 200), long::commented(&office, 20_000));
    let (less, more) = (costs(&office, short), costs(&office, long));
    assert!(more.0 <= less.0 + 60 && more.1 <= less.1 + 2, "lines cut and questions asked: {less:?}, then {more:?}");
    assert!(more.0 <= 400 && more.1 <= 4, "{more:?}");
}

#[test]
fn a_key_costs_no_more_on_a_history_of_any_length() {
    let office = Office::new();
    let (short, long) = (long::eventful(&office, 400), long::eventful(&office, 100_000));
    let (less, more) = (costs(&office, short), costs(&office, long));
    assert!(more.0 <= less.0 + 60 && more.1 <= less.1 + 2, "lines cut and questions asked: {less:?}, then {more:?}");
}

#[test]
fn little_is_held_of_a_long_thread_wherever_one_went() {
    let office = Office::new();
    let number = long::commented(&office, 3_000);
    office.raw().execute("UPDATE comments SET body = ?1 WHERE id % 3 = 0", ["a line\n".repeat(4_000)]).unwrap();
    let mut screen = open(&office, "sam", number, USUAL);
    for key in ["G", "pgup", "pgup", "g", "pgdown", "pgdown", "G"].iter().cycle().take(70) {
        screen.keys(key);
        let held = &screen.state().detail;
        let bytes: usize = held.window.as_ref().unwrap().part.entries.iter().filter_map(|entry| Some(entry.words()?.0.body.len())).sum();
        assert!(bytes <= 2 * 1024 * 1024, "{bytes} bytes of text are held");
        assert!(held.wraps.held() <= 60_000, "{} lines are held", held.wraps.held());
    }
}

#[test]
fn what_comes_in_far_below_or_above_leaves_the_screen_where_it_is() {
    let office = Office::new();
    let number = long::commented(&office, 1_000);
    let mut screen = open(&office, "sam", number, USUAL);
    screen.keys("G pgup pgup pgup pgup");
    let (before, top) = (pane(&screen), screen.state().detail.top);
    let dana = office.desk("dana");
    dana.comment(dana.new_order(), number.into(), "The very last word").unwrap();
    screen.hears();
    assert_eq!((pane(&screen), screen.state().detail.top), (before, top));
    screen.keys("G");
    assert!(screen.says("The very last word"), "{}", screen.text());
    dana.undo(dana.new_order()).unwrap();
    screen.hears();
    assert!(!screen.says("The very last word") && screen.says("comment 999"), "{}", screen.text());
}

#[test]
fn the_wheel_goes_on_through_what_is_not_read_yet() {
    let office = Office::new();
    let number = long::commented(&office, 400);
    let mut screen = open(&office, "sam", number, USUAL);
    screen.keys("G");
    for _ in 0..800 {
        screen.mouse(MouseEventKind::ScrollUp, (5, 8));
    }
    assert!(
        screen.says("comment 199 of many") || screen.says("comment 200 of many") || screen.says("comment 198 of many"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_ticket_opens_at_its_top_and_folding_keeps_the_place() {
    let office = Office::new();
    let number = lived(&office, 380);
    let mut screen = open(&office, "sam", number, USUAL);
    assert_eq!(screen.state().detail.top, Anchor::TOP);
    screen.keys("G pgup pgup pgup");
    let is_words = |line: &&String| line.contains("entry ");
    let place = pane(&screen).iter().find(is_words).unwrap().clone();
    screen.keys("H");
    assert!(screen.lines().contains(&place), "{place}\n{}", screen.text());
    assert!(!screen.says("set the priority"), "{}", screen.text());
    screen.keys("H");
    assert!(screen.lines().contains(&place), "{place}\n{}", screen.text());
    screen.keys("pgdown");
    assert!(screen.says("set the priority"), "{}", screen.text());
}

#[test]
fn the_text_of_a_long_thread_is_copied_from_its_beginning_wherever_one_is() {
    let office = Office::new();
    let number = long::commented(&office, 20_000);
    let mut screen = open(&office, "sam", number, USUAL);
    screen.keys("G Y");
    let copied = screen.gestures().into_iter().find_map(|gesture| match gesture {
        barback::tui::request::Gesture::Copy(text) => Some(text),
        barback::tui::request::Gesture::Ring => None,
    });
    let copied = copied.unwrap();
    assert!(copied.contains("comment 0 of many") && copied.contains("comment 500 of many"), "{} bytes", copied.len());
    assert!(copied.len() <= barback::tui::state::LONGEST_COPY && screen.says("The first 54 KiB of"), "{}", screen.text());
    screen.keys("esc k");
    assert!(screen.says("comment 19999"), "the thread is where it was\n{}", screen.text());
}

/// So many comments (c) or changes (e), run after run, a minute apart.
fn written(office: &Office, runs: &[(char, usize)]) -> TicketNumber {
    let number = office.ticket("ida", "It goes on and on");
    let file = office.raw();
    let ticket: i64 = file.query_row("SELECT id FROM tickets", [], |row| row.get(0)).unwrap();
    let kinds = runs.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count));
    file.execute_batch("BEGIN").unwrap();
    for (place, kind) in kinds.enumerate() {
        let (at, uuid) = (EVENING + MINUTE * i64::try_from(place).unwrap(), uuid::Uuid::from_u128((1 << 90) + place as u128));
        let write = if kind == 'c' {
            "INSERT INTO comments (uuid, ticket_id, author_id, body, created_at) VALUES (?1, ?2, 1, ?3, ?4)"
        } else {
            "INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) VALUES (?2, ?1, 1, 6, '\"low\"', json_quote(?3), ?4)"
        };
        file.execute(write, rusqlite::params![uuid, ticket, format!("entry {place}"), at]).unwrap();
    }
    file.execute_batch("COMMIT").unwrap();
    number
}

#[test]
fn folding_and_unfolding_changes_nothing_wherever_the_history_is() {
    let layouts: [&[(char, usize)]; 5] =
        [&[('c', 12), ('e', 8)], &[('e', 150), ('c', 60)], &[('c', 60), ('e', 150), ('c', 60)], &[('c', 110), ('e', 150)], &[('e', 260)]];
    for layout in layouts {
        let office = Office::new();
        let number = written(&office, layout);
        let size = (80, 14);
        let all = all_lines(&office, "sam", number, size.0, false);
        let mut screen = open(&office, "sam", number, size);
        let rows = screen.state().shape.ticket_rows;
        let (mut top, last) = (0, all.len() - rows);
        // Page by page there, and line by line away from the end.
        for step in (0..=last / rows).map(|_| "pgdown").chain(["G", "k", "k", "k"]) {
            top = stepped(top, step, last, rows);
            screen.keys(step).keys("H");
            assert!(pane(&screen).iter().all(|line| !line.contains("set the priority")), "{layout:?}\n{}", screen.text());
            screen.keys("H");
            assert_eq!(pane(&screen), &all[top..top + rows], "{layout:?}, from line {top}");
            let entries = &screen.state().detail.window.as_ref().unwrap().part.entries;
            assert!(entries.iter().map(ThreadEntry::key).is_sorted(), "{layout:?}, from line {top}");
        }
    }
}

/// The pane has these lines in every frame until all of the thread that was asked for is there, and after that.
fn stays_while_read(screen: &mut Screen, lines: &[String]) {
    let is_so = |screen: &Screen| {
        assert_eq!(pane(screen), lines);
        screen.state().detail.asked == Asked::Nothing
    };
    screen.until_only(is_so).settle();
    assert_eq!(pane(screen), lines);
}

#[test]
fn keys_that_come_while_the_screen_is_read_again_lead_where_they_always_do() {
    let office = Office::new();
    let number = written(&office, &[('c', 250)]);
    let all = all_lines(&office, "sam", number, USUAL.0, false);
    let pages = ["pgdown"; 60].join(" ");
    let back = ["pgup"; 60].join(" ");
    for (before, meanwhile) in
        [("g", "G"), ("G", "g"), ("g", &*pages), ("G", &*back), ("g", "G k k"), ("G", "g j j"), ("g", "G pgup g pgdown G")]
    {
        let mut screen = open(&office, "sam", number, USUAL);
        // All of it is in memory then.
        screen.keys(&pages).keys(before);
        let rows = screen.state().shape.ticket_rows;
        let last = all.len() - rows;
        let window = screen.state().detail.window.as_ref().unwrap();
        assert!(window.part.is_from_first && window.part.is_to_last);
        let mut top = if before == "g" { 0 } else { last };
        for key in meanwhile.split(' ') {
            top = stepped(top, key, last, rows);
        }
        screen.hears_of_a_change().unanswered(meanwhile);
        stays_while_read(&mut screen, &all[top..top + rows]);
        for key in ["k", "j", "j", "pgup"] {
            top = stepped(top, key, last, rows);
            screen.keys(key);
            assert_eq!(pane(&screen), &all[top..top + rows], "{before}, then {meanwhile}, and {key}");
        }
    }
}

#[test]
fn the_end_that_is_in_memory_is_jumped_to_while_the_other_one_is_read() {
    let office = Office::new();
    let number = long::commented(&office, 1_000);
    let mut screen = open(&office, "sam", number, USUAL);
    let first = pane(&screen);
    screen.unanswered("G g");
    stays_while_read(&mut screen, &first);
    assert_eq!(screen.state().detail.top, Anchor::TOP);
    screen.keys("G");
    let last = pane(&screen);
    screen.unanswered("g G");
    stays_while_read(&mut screen, &last);
    screen.keys("k j");
    assert_eq!(pane(&screen), last);
}

#[test]
fn a_folded_history_is_counted_once_and_what_is_read_on_leaves_its_count() {
    let office = Office::new();
    let number = written(&office, &[('c', 120), ('e', 70), ('c', 120)]);
    let mut screen = open(&office, "sam", number, USUAL);
    screen.keys("H");
    assert!(screen.says("71 history lines folded"), "{}", screen.text());
    let pages = ["pgdown"; 60].join(" ");
    screen.keys(&pages);
    assert!(screen.says("entry 309"), "{}", screen.text());
    screen.keys("g");
    assert!(screen.says("71 history lines folded"), "{}", screen.text());
}
