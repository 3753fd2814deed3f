//! What is written for marked tickets stays theirs: in a draft that comes back, in another window, and after a refusal.

use super::{USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::domain::{Category, Status, TicketNumber};

fn in_the_file(bar: &Bar) -> usize {
    bar.desk("sam").drafts().unwrap().len()
}

/// A screen with its first three tickets marked.
fn three(bar: &Bar) -> (Screen, [TicketNumber; 3]) {
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x x");
    let numbers = screen.state().marks.numbers();
    (screen, numbers.try_into().unwrap())
}

fn comments(bar: &Bar, numbers: &[TicketNumber]) -> Vec<i64> {
    numbers.iter().map(|number| bar.desk("sam").show(*number).unwrap().ticket.comment_count).collect()
}

/// Dana takes a ticket to a status.
fn walk(bar: &Bar, number: TicketNumber, to: Status) {
    let dana = bar.desk("dana");
    dana.transition(dana.new_order(), &[number.into()], to, None, None).unwrap();
}

#[test]
fn a_comment_on_marked_tickets_is_kept_for_all_of_them() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x c").types("the scanner is back").keys("esc");
    screen.keys("c");
    assert!(screen.says("2 marked tickets") && screen.says("the scanner is back"), "{}", screen.text());
    screen.keys("esc esc g c");
    assert!(!screen.says("the scanner is back"), "alone, the first of them has none\n{}", screen.text());
    drop(screen);
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("d enter");
    assert!(screen.says("2 marked tickets") && screen.says("the scanner is back"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert_eq!(in_the_file(&bar), 0, "{}", screen.text());
    let said = |row: usize| bar.desk("sam").show(screen.state().queue.rows[row].number).unwrap().comments.len();
    assert_eq!((said(0), said(1)), (1, 1), "{}", screen.text());
}

/// A change for three tickets, kept by a window that is gone; the first of them is deleted since.
fn refused_change(bar: &Bar) -> [TicketNumber; 3] {
    let (mut screen, numbers) = three(bar);
    screen.keys("e").types("t").keys("tab tab tab tab tab").types("half").keys("esc");
    drop(screen);
    let sam = bar.desk("sam");
    sam.delete(sam.new_order(), &[numbers[0].into()]).unwrap();
    numbers
}

#[test]
fn a_change_that_came_back_stays_for_its_own_tickets_when_it_is_refused() {
    let bar = Bar::new();
    let numbers = refused_change(&bar);
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("j j j x x");
    let marked = screen.state().marks.numbers();
    assert!(marked.iter().all(|number| !numbers.contains(number)));
    screen.keys("d enter ctrl-s");
    assert!(screen.says("1 of 3 cannot"), "{}", screen.text());
    screen.keys("n");
    assert!(screen.says("3 marked tickets, all at once"), "{}", screen.text());
    let sam = bar.desk("sam");
    sam.undelete(sam.new_order(), &[numbers[0].into()]).unwrap();
    screen.keys("ctrl-s");
    let category = |number: &TicketNumber| sam.show(*number).unwrap().ticket.category;
    assert!(numbers.iter().all(|number| category(number) == Category::Technical), "{}", screen.text());
    assert!(marked.iter().all(|number| sam.show(*number).unwrap().notes.iter().all(|note| note.0.body != "half")));
}

#[test]
fn refused_without_a_mark_anywhere_it_is_still_kept_and_the_desk_sleeps() {
    let bar = Bar::new();
    refused_change(&bar);
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("d enter ctrl-s n");
    assert!(screen.says("3 marked tickets, all at once"), "{}", screen.text());
    screen.types(" a thought").time_passes(&bar, 1_000);
    assert_eq!(screen.sleeps_for(), None);
    screen.types("!").keys("esc");
    let kept = bar.desk("sam").drafts().unwrap();
    assert_eq!(kept[0].draft.manuscript.pieces[0].text, "half a thought!");
}

#[test]
fn starting_another_is_for_the_same_tickets() {
    let bar = Bar::new();
    for (key, text) in [("c", "Public comment on 3 marked"), ("e", "3 marked tickets, all")] {
        let (mut here, numbers) = three(&bar);
        let to_text = if key == "e" { "tab tab tab tab right tab" } else { "end" };
        here.keys(key).keys(to_text).types("written over here").time_passes(&bar, 1_000);
        let before = comments(&bar, &numbers);
        let (mut there, _) = three(&bar);
        there.keys(key);
        assert!(there.says("start another"), "{}", there.text());
        there.keys("s");
        assert!(there.says(text), "{}", there.text());
        there.keys(to_text).types("another").keys("ctrl-s");
        let after: Vec<i64> = before.iter().map(|count| count + 1).collect();
        assert_eq!(comments(&bar, &numbers), after, "{}", there.text());
        assert!(here.state().popup.is_some());
        here.keys("ctrl-q y");
    }
    assert_eq!(in_the_file(&bar), 0);
}

#[test]
fn starting_another_from_the_list_asks_for_no_marks() {
    let bar = Bar::new();
    let (mut here, numbers) = three(&bar);
    here.keys("e").types("t").time_passes(&bar, 1_000);
    let mut there = bar.screen("sam", USUAL);
    there.keys("d enter s");
    assert!(there.says("3 marked tickets, all at once"), "{}", there.text());
    there.types("b").keys("ctrl-s");
    let category = |number: &TicketNumber| bar.desk("sam").show(*number).unwrap().ticket.category;
    assert!(numbers.iter().all(|number| category(number) == Category::Billing), "{}", there.text());
}

#[test]
fn having_read_who_was_faster_the_answer_to_marked_tickets_is_mine_to_send() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar);
    screen.keys("c").types("fixed");
    walk(&bar, numbers[1], Status::InProgress);
    screen.keys("ctrl-x");
    assert!(screen.says("1 of 3 cannot"), "{}", screen.text());
    screen.keys("n ctrl-x");
    assert!(screen.state().popup.is_none(), "{}", screen.text());
    let status = |number: &TicketNumber| bar.desk("sam").show(*number).unwrap().ticket.status;
    assert!(numbers.iter().all(|number| status(number) == Status::Resolved), "{}", screen.text());
}

/// Refused twice: what was left out the first time stays out of what is being written, and of its draft.
#[test]
fn what_is_done_to_the_others_only_is_written_for_the_others_only() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar);
    screen.keys("c").types("fixed");
    let sam = bar.desk("sam");
    sam.delete(sam.new_order(), &[numbers[0].into()]).unwrap();
    screen.keys("ctrl-s");
    assert!(screen.says("1 of 3 cannot"), "{}", screen.text());
    sam.delete(sam.new_order(), &[numbers[1].into()]).unwrap();
    screen.keys("y");
    assert!(screen.says("1 of 2 cannot"), "{}", screen.text());
    screen.keys("n");
    assert!(screen.says("Public comment on 2 marked tickets"), "{}", screen.text());
    sam.undelete(sam.new_order(), &[numbers[0].into(), numbers[1].into()]).unwrap();
    screen.keys("esc");
    assert_eq!(sam.drafts().unwrap()[0].draft.number, Some(numbers[1]));
    let before = comments(&bar, &numbers);
    screen.keys("c ctrl-s");
    assert_eq!(comments(&bar, &numbers), [before[0], before[1] + 1, before[2] + 1], "{}", screen.text());
}

#[test]
fn the_first_of_them_says_that_it_is_for_all_and_which_key_goes_on() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("x x c").types("the scanner is back").keys("esc esc g");
    assert!(screen.says("your comment on marked tickets is not sent:") && screen.says("d goes on with it"), "{}", screen.text());
    assert!(!screen.says("c goes on with it"), "{}", screen.text());
    screen.keys("x x e").types("t").keys("esc esc g");
    assert!(screen.says("your change to marked tickets is not sent:"), "{}", screen.text());
    assert!(!screen.says("e goes on with it"), "{}", screen.text());
}

/// What waits for one ticket alone is not what comes back for several.
#[test]
fn going_on_takes_the_draft_that_was_picked() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("x x c").types("for both of them").keys("esc esc g");
    let raw = rusqlite::Connection::open(bar.path()).unwrap();
    raw.execute_batch("CREATE TRIGGER planted BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'planted'); END").unwrap();
    screen.keys("c").types("for one").keys("esc d enter");
    assert!(screen.says("Public comment on 2 marked tickets") && screen.says("for both of them"), "{}", screen.text());
}
