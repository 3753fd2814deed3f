//! The filter form: it writes the query.

use super::{SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::{Priority, Status};
use insta::assert_snapshot;

#[test]
fn picking_writes_the_query_and_counts_it_at_every_size() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("9 f");
        assert!(screen.says("every ticket") && screen.says("58 tickets"), "{}", screen.text());
        screen.keys("space right space tab right right >");
        assert!(screen.says("status:open,in_progress"), "{}", screen.text());
        assert_snapshot!(format!("filter-{}x{}", size.0, size.1), screen.picture());
        let desk = bar.desk("sam");
        let query = desk.read_query("status:open,in_progress priority:high,urgent").unwrap();
        let count = desk.count(&query, None).unwrap();
        assert!(screen.says(&format!("{count} tickets")), "{}", screen.text());
        screen.keys("enter");
        assert!(screen.lines()[2].contains("/ status:open,in_prog"), "{}", screen.text());
        assert_eq!(i64::try_from(screen.state().queue.rows.len()).unwrap(), count);
        assert!(screen.state().queue.rows.iter().all(|row| row.status <= Status::InProgress && row.priority >= Priority::High));
        screen.keys("/");
        let written = screen.state().search.as_ref().map(|bar| bar.editor.value());
        assert_eq!(written.as_deref(), Some("status:open,in_progress priority:high,urgent"), "the search bar goes on from it");
    }
}

#[test]
fn it_opens_on_what_the_list_shows_and_keeps_what_it_cannot_say() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("/").types("scanner -category:billing is:active created:<90m sort:created").keys("enter f");
    assert!(screen.says("[x] open  [x] in progress  [ ] resolved  [ ] closed"), "{}", screen.text());
    assert!(screen.says("‹ less than 90m ago ›"), "{}", screen.text());
    assert!(screen.says("status:open,in_progress created:<90m scanner -category:billing sort:created"), "{}", screen.text());
    screen.keys("right space enter");
    assert!(screen.says("/ status:open created:<90m scanner"), "{}", screen.text());
    screen.keys("2 o n m f");
    assert!(screen.says("assignee:none is:mine sort:created") || screen.says("is:mine sort:created"), "{}", screen.text());
    screen.keys("esc");
    assert!(screen.says("2 Unassigned"), "esc changes nothing: {}", screen.text());
}

#[test]
fn people_are_picked_and_typed() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    office.ticket("noor", "Charged twice");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("9 f tab tab tab right right right");
    assert!(screen.says("‹ Dana Reyes ›") && screen.says("assignee:dana") && screen.says("0 tickets"), "{}", screen.text());
    screen.keys("k");
    assert!(screen.says("‹ Kofi Mensah ›"), "a letter goes to whoever begins so: {}", screen.text());
    screen.keys("right tab").types("no");
    assert!(screen.says("noor Noor Haddad"), "{}", screen.text());
    assert!(screen.says("nobody here has the login \"no\""), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.state().popup.is_some(), "what is wrong is not shown as a list");
    screen.types("or");
    assert!(screen.says("requester:noor") && screen.says("1 ticket"), "{}", screen.text());
    screen.types(" Haddad");
    assert!(screen.says("\"noor haddad\" is not a login"), "{}", screen.text());
    screen.keys("ctrl-u").types("me").keys("enter");
    assert!(screen.says("/ requester:me"), "{}", screen.text());
}

#[test]
fn ages_go_round_and_a_filter_becomes_a_view() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("9 f shift-tab right right right");
    assert!(screen.says("‹ less than 1d ago ›") && screen.says("updated:<1d"), "{}", screen.text());
    screen.keys("ctrl-s").types("Today");
    assert!(screen.says("Keep this list as a view") && screen.says("updated:<1d"), "{}", screen.text());
    screen.keys("esc");
    assert!(screen.says("‹ less than 1d ago ›"), "esc goes back one step: {}", screen.text());
    screen.keys("ctrl-s").types("Today").keys("tab 8 ctrl-s");
    assert!(screen.says("View \"Today\" saved; 8 goes there."), "{}", screen.text());
    screen.keys("8");
    assert!(screen.says("8 Today ·"), "{}", screen.text());
}

#[test]
fn a_paste_is_text_and_hostile_words_stay_harmless() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("f").pastes("q > \r");
    assert!(screen.says("Filter"), "a paste picks nothing: {}", screen.text());
    screen.keys("tab tab tab tab").pastes("\u{1b}[31mred\u{202e}");
    let forbidden = |letter: char| letter.is_control() || letter == '\u{202e}';
    assert!(screen.buffer().content.iter().all(|cell| !cell.symbol().chars().any(forbidden)), "{}", screen.text());
    assert!(screen.says("is not a login"), "{}", screen.text());
}

#[test]
fn an_order_that_no_query_can_say_is_not_lost_without_a_word() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("4 f enter");
    assert!(screen.says("Now newest activity first: no query can say \"longest unanswered first\"."), "{}", screen.text());
    screen.keys("f enter");
    assert!(!screen.says("no query can say"), "{}", screen.text());
}
