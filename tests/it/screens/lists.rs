//! Seeing: cards, views, the list, the ticket beside it, and the search bar.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::Bar;
use barback::desk::NewTicket;
use barback::domain::Priority;
use insta::assert_snapshot;

#[test]
fn the_desk_opens_on_what_nobody_has_yet() {
    let bar = Bar::new();
    for size in SIZES {
        let screen = bar.screen("sam", size);
        assert!(screen.says("19 unassigned"), "{}", screen.text());
        assert!(screen.row().contains("Is the roof open"), "{}", screen.row());
        assert_snapshot!(format!("opens-{}x{}", size.0, size.1), screen.picture());
    }
}

#[test]
fn enter_looks_at_the_ticket_and_esc_comes_back() {
    let bar = Bar::new();
    let mut narrow = bar.screen("sam", NARROW);
    narrow.keys("enter");
    assert!(narrow.says("There is a rope across the stairs."), "{}", narrow.text());
    narrow.keys("esc");
    assert!(!narrow.says("There is a rope across the stairs."), "{}", narrow.text());
    assert!(narrow.row().contains("Is the roof open"));
}

#[test]
fn each_digit_goes_to_its_view() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let titles = ["My queue", "Unassigned", "Urgent", "Waiting longest", "Open", "In progress", "Resolved", "Closed", "Everything"];
    for (digit, title) in (1..).zip(titles) {
        screen.keys(&digit.to_string());
        assert!(screen.lines()[2].starts_with(&format!(" {digit} {title} ·")), "{}", screen.text());
        let count = screen.lines()[2].split(" · ").nth(1).unwrap().parse::<usize>().unwrap();
        assert_eq!(count, screen.state().queue.rows.len(), "the count of {title} is the length of its list");
    }
}

#[test]
fn the_cards_count_their_views() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let counts = screen.state().counts;
    for (digit, count) in
        [("2", counts.unassigned), ("5", counts.open), ("6", counts.in_progress), ("7", counts.resolved), ("8", counts.closed)]
    {
        screen.keys(digit);
        assert_eq!(screen.state().queue.rows.len(), usize::try_from(count).unwrap(), "view {digit}");
    }
}

#[test]
fn the_cursor_walks_the_list_and_the_ticket_follows() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let first = screen.row();
    screen.keys("j");
    assert_ne!(screen.row(), first);
    assert!(screen.says("Charged twice for one bottle"));
    screen.keys("k");
    assert_eq!(screen.row(), first);
    screen.keys("G");
    assert_eq!(screen.state().number(), screen.state().queue.rows.last().map(|row| row.number));
    screen.keys("g");
    assert_eq!(screen.row(), first);
    screen.keys("ctrl-d ctrl-u pgdown pgup");
    assert_eq!(screen.row(), first);
}

#[test]
fn keys_that_come_before_the_list_are_not_lost() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.burst("9 j j j j k");
    assert_eq!(screen.state().number(), Some(screen.state().queue.rows[3].number), "{}", screen.text());
    screen.burst("2");
    assert_eq!(screen.state().number(), Some(screen.state().queue.rows[0].number));
    screen.burst("9 j p");
    assert!(screen.says(&format!("Priority of {}", screen.state().queue.rows[1].number)), "{}", screen.text());
    screen.keys("esc").burst("9 j p 2");
    assert!(screen.state().popup.is_none() && screen.says("2 Unassigned ·"), "{}", screen.text());
}

#[test]
fn search_shows_what_it_finds_as_one_types() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("/").types("roof");
    let found = screen.state().queue.rows.len();
    let desk = bar.desk("sam");
    assert_eq!(desk.count(&desk.read_query("roof").unwrap(), None).unwrap(), i64::try_from(found).unwrap());
    assert_snapshot!("search-80x24", screen.picture());
    screen.keys("enter");
    assert!(screen.lines()[2].contains(&format!("/ roof · {found} found")), "{}", screen.text());
    screen.keys("/ esc");
    assert!(screen.says(&format!("/ roof · {found} found")), "leaving the bar goes back to where it was opened");
    screen.keys("2 / esc");
    assert!(screen.says("2 Unassigned"));
}

#[test]
fn a_query_that_cannot_be_read_says_where_and_leaves_the_list() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("/").types("roof").pastes(" status:opne");
    assert!(
        screen.says("\"opne\" is not a status (character 13); open, in_progress, resolved or closed could stand here"),
        "{}",
        screen.text()
    );
    assert!(!screen.state().queue.rows.is_empty());
    screen.keys("enter");
    assert!(screen.state().search.is_some(), "it stays open to be mended");
}

#[test]
fn a_login_that_nobody_has_is_wrong_in_the_same_way() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("/").types("assignee:zzz");
    assert!(screen.says("nobody here has the login \"zzz\" (character 10)"), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.state().search.is_some() && screen.says("(character 10)"), "{}", screen.text());
}

#[test]
fn esc_leaves_what_was_found_for_the_view_before() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("7 /").types("bottle").keys("enter enter");
    assert!(screen.says("/ bottle ·"), "{}", screen.text());
    screen.keys("esc esc");
    assert!(screen.says("7 Resolved ·"), "{}", screen.text());
}

#[test]
fn a_number_goes_to_its_ticket() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    screen.keys("9 G");
    let number = screen.state().number().unwrap();
    screen.keys("2 /").types(&number.digits().to_string()).keys("enter");
    assert_eq!(screen.state().number(), Some(number));
    assert!(screen.says(&number.to_string()), "{}", screen.text());
}

#[test]
fn mine_only_and_one_pane_alone() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("9 m");
    let me = screen.state().me.id;
    assert!(screen.state().queue.rows.iter().all(|row| row.assignee.as_ref().is_some_and(|person| person.id == me)));
    assert!(screen.says("mine only") && screen.says("Mine only: on"));
    screen.keys("m z");
    assert!(!screen.says("My queue") && screen.says("9 Everything"), "{}", screen.text());
    screen.keys("z");
    assert!(screen.says("My queue"));
}

#[test]
fn help_lists_what_can_be_done_here_and_does_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("?");
    screen.types("everything").keys("esc :").types("view 9").keys("enter");
    assert!(screen.says("9 Everything ·"), "{}", screen.text());
}

#[test]
fn a_guest_sees_their_own_tickets_and_nothing_of_the_staffs() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", WIDE);
    screen.keys("9");
    let me = screen.state().me.id;
    assert!(!screen.state().queue.rows.is_empty());
    assert!(screen.state().queue.rows.iter().all(|row| row.requester.id == me));
    assert_snapshot!("guest-120x40", screen.picture());
    for hidden in ["unassigned", "note", "Urgent", "My queue", "kofi", "assign", "high", "urgent"] {
        assert!(!screen.says(hidden), "{hidden} in\n{}", screen.text());
    }
}

#[test]
fn without_colours_and_without_unicode_nothing_is_lost() {
    use crate::support::office::Office;
    use crate::support::screen::Screen;
    use barback::tui::state::Look;
    use ratatui::style::Color;
    let office = Office::new();
    for (subject, priority) in [("Fire", Priority::Urgent), ("Glass", Priority::High), ("Coat", Priority::Low)] {
        let new = NewTicket { subject: subject.to_owned(), priority: Some(priority), ..NewTicket::default() };
        let number = office.create("sam", &new).number;
        let sam = office.desk("sam");
        sam.note(sam.new_order(), number.into(), "look at it").unwrap();
    }
    let look = Look { colour: false, ascii: true };
    for size in SIZES {
        let mut screen = Screen::open_with(office.desk("sam"), office.desk("sam"), size, look);
        for keys in ["j", "t", "esc", "enter", "a", "esc", "D"] {
            screen.keys(keys);
            assert!(screen.text().is_ascii(), "{}", screen.text());
            let plain = |cell: &ratatui::buffer::Cell| matches!(cell.fg, Color::Reset) && matches!(cell.bg, Color::Reset);
            assert!(screen.buffer().content.iter().all(plain), "a colour in\n{}", screen.text());
        }
    }
    let screen = Screen::open_with(office.desk("sam"), office.desk("sam"), USUAL, look);
    let signs: Vec<&str> = screen.lines()[3..6]
        .iter()
        .map(|line| line.get(1..2).unwrap_or_default())
        .map(|sign| match sign {
            "!" => "urgent",
            "^" => "high",
            "v" => "low",
            _ => "nothing",
        })
        .collect();
    assert_eq!(signs, ["low", "high", "urgent"], "{}", screen.text());
    assert_snapshot!("ascii-80x24", screen.picture());
}

#[test]
fn another_search_begins_with_its_first_letter_and_the_last_can_be_gone_on_with() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("/").types("bottle").keys("enter /").types("roof");
    assert!(screen.says(" / roof") && screen.says("Is the roof open tonight?") && !screen.says("bottleroof"), "{}", screen.text());
    screen.keys("enter / backspace").types("m");
    assert!(screen.says(" / room") && !screen.says("Is the roof open tonight?"), "{}", screen.text());
}
