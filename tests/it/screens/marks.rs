//! Marks: what `x` and `X` put where, what is shown of it, and when it goes.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::TicketNumber;
use barback::tui::state::{Look, Marks};
use insta::assert_snapshot;

fn marked(screen: &Screen) -> Vec<TicketNumber> {
    screen.state().marks.numbers()
}

fn rows(screen: &Screen) -> Vec<TicketNumber> {
    screen.state().queue.rows.iter().map(|row| row.number).collect()
}

#[test]
fn x_marks_and_goes_down_and_x_again_takes_it_off() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let all = rows(&screen);
        screen.keys("x x j x");
        assert_eq!(marked(&screen), [all[0], all[1], all[3]]);
        assert_eq!(screen.state().number(), Some(all[4]));
        assert!(screen.says("3 marked"), "{}", screen.text());
        let signs: Vec<bool> = all[..5].iter().map(|number| screen.says(&format!("◆{}", number.digits()))).collect();
        assert_eq!(signs, [true, true, false, true, false], "{}", screen.text());
        assert_snapshot!(format!("marks-{}x{}", size.0, size.1), screen.picture());
        screen.keys("k x");
        assert_eq!(marked(&screen), [all[0], all[1]], "on a marked row it takes the mark off");
    }
}

#[test]
fn without_unicode_and_colour_the_mark_is_seen_all_the_same() {
    let bar = Bar::new();
    let look = Look { colour: false, ascii: true };
    let mut screen = Screen::open_with(bar.desk("sam"), bar.desk("sam"), USUAL, look);
    let first = rows(&screen)[0];
    screen.keys("x");
    assert!(screen.says(&format!("*{}", first.digits())) && screen.says("1 marked"), "{}", screen.text());
    screen.keys("x e");
    assert!(screen.text().is_ascii(), "{}", screen.text());
}

#[test]
fn esc_takes_the_marks_off_before_it_goes_anywhere() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("/").types("bottle").keys("enter x x x esc");
    assert!(screen.says("3 marks dropped.") && screen.says("/ bottle"), "{}", screen.text());
    assert!(marked(&screen).is_empty());
    screen.keys("esc");
    assert!(!screen.says("/ bottle"), "{}", screen.text());
}

#[test]
fn another_list_has_no_marks_and_says_so() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x 5");
    assert!(screen.says("1 mark dropped."), "{}", screen.text());
    screen.keys("x x /").types("b");
    assert!(screen.says("2 marks dropped.") && marked(&screen).is_empty(), "{}", screen.text());
    screen.keys("esc x m");
    assert!(screen.says("1 mark dropped."), "{}", screen.text());
}

#[test]
fn the_same_tickets_in_another_order_keep_their_marks() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x");
    let two = marked(&screen);
    screen.keys("o z");
    assert_eq!(marked(&screen), two, "{}", screen.text());
}

#[test]
fn a_mark_outlives_scrolling_panes_and_what_others_do() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("x x");
    let (two, all) = (marked(&screen), rows(&screen));
    screen.keys("G g enter esc tab tab tab z z ctrl-l");
    let dana = bar.desk("dana");
    dana.comment(dana.new_order(), all[9].into(), "on it").unwrap();
    screen.until(|screen| screen.state().queue.rows[0].number == all[9]);
    assert_eq!(marked(&screen), two);
    assert!(screen.says("2 marked"), "{}", screen.text());
}

#[test]
fn what_is_purged_loses_its_mark() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x");
    let [first, second] = marked(&screen)[..] else { panic!("two marks") };
    let sam = bar.desk("sam");
    sam.delete(sam.new_order(), &[first.into()]).unwrap();
    sam.purge(sam.new_order(), &[first.into()]).unwrap();
    screen.until(|screen| marked(screen) == [second]);
    assert!(screen.says(&format!("{first} is gone, and its mark with it.")), "{}", screen.text());
}

#[test]
fn capital_x_marks_all_in_the_view_and_then_none() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let all = rows(&screen);
    screen.keys("x X");
    assert_eq!(marked(&screen), all);
    assert!(screen.says(&format!("{} marked", all.len())), "{}", screen.text());
    screen.keys("X");
    assert!(marked(&screen).is_empty() && screen.says("marks dropped."), "{}", screen.text());
}

#[test]
fn capital_x_marks_what_is_not_loaded_too_and_says_where_it_stops() {
    let office = Office::new();
    let more = Marks::MOST + 5;
    let raw = office.raw();
    let first = office.ticket("ida", "A scanner");
    raw.execute_batch("BEGIN").unwrap();
    for copy in 1..more {
        let number = if copy == 1 { 900_000 } else { 900_000 + i64::try_from(copy).unwrap() };
        raw.execute("INSERT INTO numbers SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM numbers WHERE number = ?1)", [number]).unwrap();
        raw.execute(
            "INSERT INTO tickets (uuid, number, subject, description, category, priority, status, requester_id, creator_id, version,
                 comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at)
             SELECT randomblob(16), ?1, subject, description, category, priority, status, requester_id, creator_id, version,
                 comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at FROM tickets WHERE number = ?2",
            [number, first.digits()],
        )
        .unwrap();
    }
    raw.execute_batch("COMMIT").unwrap();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("9");
    assert!(screen.state().queue.rows.len() < Marks::MOST);
    screen.burst("X p");
    assert_eq!(marked(&screen).len(), Marks::MOST);
    assert!(screen.says("Priority of 1000 marked tickets"), "the key that came with it waits for the marks\n{}", screen.text());
    screen.keys("esc X");
    assert!(marked(&screen).is_empty());
    screen.keys("X");
    assert!(screen.says("Only the first 1000 tickets of the list are marked; there are more."), "{}", screen.text());
    assert!(!marked(&screen).contains(&first), "the oldest of the list is beyond it");
}

#[test]
fn guests_have_no_marks() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("x");
    assert!(screen.says("not here, not now"), "{}", screen.text());
    screen.keys("X");
    assert!(marked(&screen).is_empty() && !screen.says("marked"));
    screen.keys("?");
    assert!(!screen.says("Mark the ticket") && !screen.says("mark"), "{}", screen.text());
}

#[test]
fn the_ticket_that_is_read_says_that_it_is_marked() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    screen.keys("x k enter");
    let number = screen.state().number().unwrap();
    assert!(screen.says(&format!("{number} ◆")), "{}", screen.text());
}
