//! Other people on the same file, and leaving.

use super::{USUAL, WIDE};
use crate::support::screen::Bar;
use barback::desk::{Assignee, Desk, Edit, NewTicket, Set, Whom};
use barback::domain::{Category, Priority, Status, TicketNumber};

/// Dana is faster.
fn dana_edits(bar: &Bar, number: TicketNumber, edit: &Edit) -> Desk {
    let dana = bar.desk("dana");
    dana.edit(dana.new_order(), &[number.into()], edit).unwrap();
    dana
}

#[test]
fn changes_made_elsewhere_appear_by_themselves() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    let under_the_cursor = screen.state().number();
    let line_of_the_cursor = screen.lines().iter().position(|line| line.contains("▌·"));
    let other = bar.desk("dana");
    let new = NewTicket { subject: "Tap two drips".to_owned(), ..NewTicket::default() };
    other.create(other.new_order(), &new).unwrap();
    screen.until(|screen| screen.says("20 unassigned") && screen.says("1 new"));
    assert_eq!(screen.state().number(), under_the_cursor, "the cursor stays on its ticket");
    screen.keys("k");
    assert!(screen.row().contains("Tap two drips"), "{}", screen.text());
    assert!(line_of_the_cursor.is_some());
}

#[test]
fn a_field_set_by_somebody_else_meanwhile_is_a_conflict_that_names_them() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("p");
    let other = dana_edits(&bar, number, &Edit { priority: Some(Set::blindly(Priority::Low)), ..Edit::default() });
    screen.keys("u");
    assert!(screen.says("Dana Whitlock changed the priority from medium to low"), "{}", screen.text());
    assert_eq!(other.show(number).unwrap().ticket.priority, Priority::Low);
    screen.keys("p u");
    assert_eq!(other.show(number).unwrap().ticket.priority, Priority::Urgent, "having looked again, it is mine to decide");
}

#[test]
fn different_fields_both_hold() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e").types("!");
    let other = bar.desk("dana");
    other.assign(other.new_order(), &[number.into()], &Assignee::User(Whom::Me), None).unwrap();
    screen.keys("ctrl-s");
    let ticket = other.show(number).unwrap().ticket;
    assert_eq!((ticket.subject.as_str(), ticket.assignee.unwrap().login.as_str()), ("Is the roof open tonight?!", "dana"));
}

#[test]
fn an_edit_that_conflicts_keeps_the_text_and_can_be_sent_again() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e").types(" (mine)");
    let other = dana_edits(&bar, number, &Edit { subject: Some(Set::blindly("Roof?".to_owned())), ..Edit::default() });
    screen.keys("ctrl-s");
    assert!(screen.says("Dana Whitlock changed the subject") && screen.says("(mine)"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert_eq!(other.show(number).unwrap().ticket.subject, "Is the roof open tonight? (mine)", "{}", screen.text());
}

#[test]
fn a_ticket_that_leaves_the_view_stays_while_the_cursor_is_on_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("j");
    let (number, next) = (screen.state().number().unwrap(), screen.state().queue.rows[2].number);
    let other = bar.desk("dana");
    other.transition(other.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    screen.until(|screen| screen.says("18 unassigned"));
    assert_eq!(screen.state().number(), Some(number), "the next key is meant for it");
    assert!(screen.row().contains('✓'), "{}", screen.row());
    screen.keys("j");
    assert_eq!(screen.state().number(), Some(next));
    screen.keys(". k");
    assert_ne!(screen.state().number(), Some(number), "it is gone once I asked");
}

#[test]
fn quitting_asks_nothing_when_nothing_is_unsent() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("q");
    assert!(screen.is_over());
}

#[test]
fn typing_is_never_a_command() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("qDy123?:/ij").pastes("G\r\nx\u{1b}[31mred\u{202e}");
    assert!(!screen.is_over());
    assert!(screen.says("qDy123?:/ijG"), "{}", screen.text());
    assert!(screen.says("␛[31mred") && !screen.text().contains('\u{1b}') && !screen.text().contains('\u{202e}'));
    assert!(bar.desk("sam").show(number).unwrap().ticket.deleted_at.is_none());
}

#[test]
fn a_paste_into_the_list_does_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let before = screen.lines();
    screen.pastes("DyqiD\nsr");
    assert!(screen.says("a paste does nothing here; / searches"), "{}", screen.text());
    assert_eq!(screen.lines()[..21], before[..21], "all but the last lines");
    screen.keys("D").pastes("y\ny\n");
    assert!(screen.says("Delete TKT-") && screen.says("a paste is no answer"), "{}", screen.text());
    screen.keys("enter");
    assert!(!screen.is_over());
}

#[test]
fn a_conflict_is_told_whole_on_the_narrowest_screen() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", super::NARROW);
    let number = screen.state().number().unwrap();
    screen.keys("p");
    dana_edits(&bar, number, &Edit { priority: Some(Set::blindly(Priority::Low)), ..Edit::default() });
    screen.keys("u");
    let told = screen.lines().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Dana Whitlock changed the priority from medium to low at"), "{}", screen.text());
    assert!(told.contains("look again and decide"), "{}", screen.text());
}

#[test]
fn after_a_conflict_only_what_i_touched_is_mine() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e").types(" (mine)");
    let edit = Edit {
        subject: Some(Set::blindly("Roof?".to_owned())),
        category: Some(Set::blindly(Category::Account)),
        priority: Some(Set::blindly(Priority::High)),
        ..Edit::default()
    };
    let other = dana_edits(&bar, number, &edit);
    screen.keys("ctrl-s ctrl-s");
    let ticket = other.show(number).unwrap().ticket;
    assert_eq!(ticket.subject, "Is the roof open tonight? (mine)");
    assert_eq!((ticket.category, ticket.priority), (Category::Account, Priority::High), "dana's stay");
}

#[test]
fn a_bad_value_in_the_form_hides_nobodys_change() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e tab ctrl-u").types("Not a login").keys("tab");
    let other = dana_edits(&bar, number, &Edit { category: Some(Set::blindly(Category::Account)), ..Edit::default() });
    screen.until(|screen| screen.state().ticket().is_some_and(|ticket| ticket.category == Category::Account));
    screen.keys("shift-tab ctrl-u").types("bea").keys("ctrl-s");
    assert_eq!(other.show(number).unwrap().ticket.category, Category::Account, "{}", screen.text());
}

#[test]
fn what_is_typed_while_a_comment_is_on_its_way_comes_after_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("hello once").burst("ctrl-s esc n ctrl-s ctrl-s");
    let dossier = bar.desk("sam").show(number).unwrap();
    assert_eq!(dossier.comments.iter().filter(|words| words.body == "hello once").count(), 1);
    assert!(screen.says("Note for staff only"), "n came when the comment was there\n{}", screen.text());
}

#[test]
fn my_own_change_does_not_take_the_ticket_from_under_my_hands() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("enter i");
    screen.until(|screen| screen.says("18 unassigned"));
    screen.keys("s s");
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.status, Status::InProgress);
    screen.keys("c");
    assert!(screen.says(&format!("Public comment on {number}")), "{}", screen.text());
}

#[test]
fn a_key_that_cannot_says_why() {
    let bar = Bar::new();
    let mut screen = bar.screen("kofi", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("D");
    assert!(screen.says(&format!("{number}: a bartender may delete tickets only if they created them")), "{}", screen.text());
    screen.keys("U");
    assert!(screen.state().message.is_some());
}

#[test]
fn rows_that_slide_into_the_page_are_not_news() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("9");
    let last = screen.state().queue.rows.last().unwrap().number;
    let other = bar.desk("dana");
    other.comment(other.new_order(), last.into(), "looking").unwrap();
    screen.until(|screen| screen.state().queue.rows[0].number == last);
    assert!(!screen.says("1 new"), "{}", screen.text());
}

#[test]
fn while_somebody_else_holds_the_file_nothing_is_lost_and_nothing_done_twice() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("hello once");
    let other = rusqlite::Connection::open(bar.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    screen.unanswered("ctrl-s ctrl-s x esc");
    assert!(screen.says("hello once") && !screen.says("kept as a draft"), "{}", screen.text());
    other.execute_batch("COMMIT").unwrap();
    screen.settle();
    let comments = bar.desk("sam").show(number).unwrap().comments;
    assert_eq!(comments.iter().filter(|words| words.body == "hello once").count(), 1);
    assert!(screen.state().popup.is_none(), "{}", screen.text());
}
