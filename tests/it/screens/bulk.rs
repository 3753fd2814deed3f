//! Every verb on the marked tickets: rehearsed, all or nothing, each reason shown before anything happens.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Edit, Set};
use barback::domain::event::EventKind;
use barback::domain::{Category, OrderId, Priority, Status, Ticket, TicketNumber};
use insta::assert_snapshot;
use std::collections::HashSet;

/// A screen on what nobody has yet, its first three tickets marked.
fn three(bar: &Bar, who: &str, size: (u16, u16)) -> (Screen, [TicketNumber; 3]) {
    let mut screen = bar.screen(who, size);
    screen.keys("x x x");
    let numbers = screen.state().marks.numbers();
    (screen, numbers.try_into().unwrap())
}

fn look(bar: &Bar, number: TicketNumber) -> Ticket {
    bar.desk("sam").show(number).unwrap().ticket
}

fn each(bar: &Bar, numbers: &[TicketNumber]) -> Vec<Ticket> {
    numbers.iter().map(|number| look(bar, *number)).collect()
}

/// The order of the latest event of each.
fn orders(bar: &Bar, numbers: &[TicketNumber]) -> HashSet<OrderId> {
    numbers.iter().map(|number| bar.desk("sam").show(*number).unwrap().events.last().unwrap().order).collect()
}

fn events(bar: &Bar) -> i64 {
    rusqlite::Connection::open(bar.path()).unwrap().query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap()
}

/// Dana takes a ticket to a status.
fn walk(bar: &Bar, number: TicketNumber, to: Status) {
    let dana = bar.desk("dana");
    dana.transition(dana.new_order(), &[number.into()], to, None, None).unwrap();
}

#[test]
fn one_key_takes_them_all_and_their_marks_are_spent() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("i");
    assert!(screen.says("3 tickets assigned to Sam Reed."), "{}", screen.text());
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.assignee.as_ref().unwrap().login.as_str() == "sam"));
    assert_eq!(orders(&bar, &numbers).len(), 1, "one order");
    assert!(screen.state().marks.is_empty() && !screen.says("marked"));
    let shown = |screen: &Screen| screen.state().queue.rows.iter().any(|row| numbers.contains(&row.number));
    screen.until(|screen| !shown(screen));
    assert!(screen.row().contains("Scanner at front bar"), "they leave with what was done, the cursor stays\n{}", screen.text());
}

#[test]
fn every_prompt_names_what_it_acts_on() {
    let bar = Bar::new();
    for size in SIZES {
        let (mut screen, _) = three(&bar, "sam", size);
        for (key, title) in [
            ("a", "Assign 3 marked tickets to"),
            ("s", "Status of 3 marked tickets"),
            ("p", "Priority of 3 marked tickets"),
            ("c", "Public comment on 3 marked tickets"),
            ("n", "Note for staff only on 3 marked"),
            ("e", "3 marked tickets, all at once"),
            ("D", "Delete 3 marked tickets with"),
        ] {
            screen.keys(key);
            assert!(screen.says(title), "{key}: {}", screen.text());
            screen.keys("esc");
        }
        assert_eq!(screen.state().marks.len(), 3, "going back leaves them marked");
    }
    let (mut screen, _) = three(&bar, "sam", WIDE);
    assert!(screen.lines().last().unwrap().starts_with(" 3 marked tickets: i take"), "{}", screen.text());
    screen.keys("enter");
    let read = screen.state().number().unwrap();
    assert!(screen.lines().last().unwrap().starts_with(&format!(" {read}: i take")), "{}", screen.text());
    screen.keys("p");
    assert!(screen.says(&format!("Priority of {read}")), "while a ticket is read, it is that one\n{}", screen.text());
}

#[test]
fn assign_priority_and_status_from_the_list() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "dana", USUAL);
    screen.keys("a").types("kof").keys("enter");
    assert!(screen.says("3 tickets assigned to Kofi"), "{}", screen.text());
    screen.keys("g x x p u");
    assert!(screen.says("2 tickets are urgent now."), "{}", screen.text());
    screen.keys("9 /").types("is:mine").keys("esc 9 g x x x s r");
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.assignee.as_ref().unwrap().login.as_str() == "kofi"));
}

#[test]
fn a_comment_and_a_note_on_all_of_them() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("c").types("We are on it.").keys("ctrl-s");
    assert!(screen.says("Comment added to 3 tickets."), "{}", screen.text());
    assert!(screen.state().popup.is_none());
    for number in numbers {
        assert_eq!(bar.desk("sam").show(number).unwrap().comments.last().unwrap().body, "We are on it.");
    }
    assert_eq!(orders(&bar, &numbers).len(), 1);
    screen.keys("g x n").types("same scanner").keys("ctrl-s");
    assert!(screen.says("Note added to TKT-"), "{}", screen.text());
}

/// Friday night, step 2.
#[test]
fn eleven_scanner_tickets_get_category_and_note_at_once() {
    let bar = Bar::new();
    let dana = bar.desk("dana");
    for guest in 1..=11 {
        let new = barback::desk::NewTicket { subject: format!("Scanner beeps at guest {guest}"), ..Default::default() };
        dana.create(dana.new_order(), &new).unwrap();
    }
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("/").types("scanner beeps").keys("enter X");
        assert_eq!(screen.state().marks.len(), 11);
        let numbers = screen.state().marks.numbers();
        screen.keys("e").types("r").keys("tab tab tab tab tab").types("scanner 2 wants a reboot");
        assert!(screen.says("scanner 2 wants a reboot"), "{}", screen.text());
        assert!(screen.says("note, for staff only"), "what the text becomes is always seen\n{}", screen.text());
        assert_snapshot!(format!("bulk-form-{}x{}", size.0, size.1), screen.picture());
        screen.keys("ctrl-s");
        assert!(screen.says("11 tickets: category redemption, a"), "{}", screen.text());
        assert!(each(&bar, &numbers).iter().all(|ticket| ticket.category == Category::Redemption));
        assert_eq!(orders(&bar, &numbers).len(), 1, "one order for all of it");
        let notes = bar.desk("sam").show(numbers[10]).unwrap().notes;
        assert_eq!(notes.last().unwrap().0.body, "scanner 2 wants a reboot");
    }
}

#[test]
fn the_form_does_all_its_fields_in_one_order() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", WIDE);
    screen.keys("e").types("b").keys("tab").types("h").keys("tab").types("m").keys("tab").types("r").keys("tab right tab");
    screen.types("Refunded.").keys("ctrl-s");
    assert!(screen.says("3 tickets: category billing, priority high, assigned to Sam Reed, resolved, a comment."), "{}", screen.text());
    for ticket in each(&bar, &numbers) {
        assert_eq!((ticket.category, ticket.priority, ticket.status), (Category::Billing, Priority::High, Status::Resolved));
        assert_eq!(ticket.assignee.unwrap().login.as_str(), "sam");
    }
    let order = *orders(&bar, &numbers).iter().next().unwrap();
    let dossier = bar.desk("sam").show(numbers[0]).unwrap();
    let kinds: Vec<EventKind> = dossier.events.iter().filter(|event| event.order == order).map(|event| event.change.kind).collect();
    assert!(kinds.contains(&EventKind::CategoryChanged) && kinds.contains(&EventKind::Commented) && kinds.contains(&EventKind::Resolved));
    assert_eq!(dossier.comments.last().unwrap().body, "Refunded.");
}

#[test]
fn a_form_without_a_choice_is_not_sent_and_one_with_is_kept() {
    let bar = Bar::new();
    let (mut screen, _) = three(&bar, "sam", USUAL);
    let before = events(&bar);
    screen.keys("e ctrl-s");
    assert!(screen.says("nothing is chosen yet"), "{}", screen.text());
    screen.types("t").keys("tab tab tab tab tab").types("half a thought").keys("esc");
    assert!(screen.says("is kept as a draft") && screen.state().popup.is_none(), "{}", screen.text());
    screen.keys("e");
    assert!(screen.says("technical") && screen.says("half a thought"), "{}", screen.text());
    assert_eq!(events(&bar), before);
}

#[test]
fn what_was_chosen_for_them_outlives_the_window_until_it_is_sent() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("e").types("t").keys("tab tab tab tab tab").types("half a thought").keys("esc");
    drop(screen);
    let (mut screen, _) = three(&bar, "sam", USUAL);
    screen.keys("e");
    assert!(screen.says("‹ technical ›") && screen.says("half a thought"), "{}", screen.text());
    screen.keys("esc esc x e");
    assert!(!screen.says("half a thought"), "for other tickets it is another\n{}", screen.text());
    screen.keys("esc esc d");
    assert!(screen.says(&format!("change to marked tickets, {} first", numbers[0])), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.says("3 marked tickets, all at once") && screen.says("‹ technical ›"), "{}", screen.text());
    screen.types(", whole").keys("ctrl-s");
    assert!(screen.says("3 tickets: category technical, a note."), "{}", screen.text());
    assert_eq!(bar.desk("sam").show(numbers[1]).unwrap().notes.last().unwrap().0.body, "half a thought, whole");
    assert!(bar.desk("sam").drafts().unwrap().is_empty(), "it was sent");
}

#[test]
fn the_form_offers_only_a_status_that_all_can_reach() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    walk(&bar, numbers[1], Status::Resolved);
    screen.until(|screen| screen.state().marks.iter().any(|mark| mark.seen.status == Status::Resolved));
    screen.keys("e tab tab tab").types("i");
    assert!(!screen.says("‹ in progress ›") && screen.says("begins with \"i\"; for all of them there is: as it is"), "{}", screen.text());
    screen.types("r");
    assert!(screen.says("‹ resolved ›"), "{}", screen.text());
}

#[test]
fn what_stands_against_it_is_shown_for_each_before_anything_happens() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("9 x x x x j");
        let numbers = screen.state().marks.numbers();
        for number in &numbers {
            walk(&bar, *number, Status::Open);
        }
        walk(&bar, numbers[1], Status::Closed);
        walk(&bar, numbers[2], Status::Resolved);
        let kofi = bar.desk("sam");
        screen.until(|screen| screen.state().marks.iter().filter(|mark| mark.seen.status > Status::Open).count() == 2);
        screen.keys("s");
        // Deleted by somebody while I was choosing.
        let heard = screen.changes;
        kofi.delete(kofi.new_order(), &[numbers[3].into()]).unwrap();
        let before = events(&bar);
        screen.keys("s");
        // The picture is of a desk that has heard of it: whether it had was a matter of a quarter of a second.
        screen.until(|screen| screen.changes > heard);
        assert!(screen.says("Nothing done: 3 of 4 cannot be st"), "{}", screen.text());
        assert!(screen.says("closed"), "{}", screen.text());
        assert_snapshot!(format!("refused-{}x{}", size.0, size.1), screen.picture());
        screen.keys("j j");
        assert!(screen.says(&numbers[3].to_string()) && screen.says("was deleted by"), "{}", screen.text());
        screen.keys("enter");
        assert_eq!(events(&bar), before, "all or nothing, and going back is what enter does");
        assert_eq!((screen.state().marks.len(), look(&bar, numbers[0]).status), (4, Status::Open));
        screen.keys("s s y");
        assert!(screen.says("TKT-") && screen.says("started."), "{}", screen.text());
        assert_eq!(look(&bar, numbers[0]).status, Status::InProgress);
        assert_eq!(look(&bar, numbers[2]).status, Status::Resolved);
        assert!(screen.state().marks.is_empty(), "the refused are unmarked, the others done");
        kofi.undelete(kofi.new_order(), &[numbers[3].into()]).unwrap();
    }
}

#[test]
fn where_nobody_is_left_there_is_no_yes() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("s");
    for number in numbers {
        walk(&bar, number, Status::Closed);
    }
    let before = events(&bar);
    screen.keys("r");
    assert!(screen.says("Nothing done: 3 of 3 cannot") && !screen.says("the other"), "{}", screen.text());
    screen.keys("y");
    assert_eq!(events(&bar), before);
}

#[test]
fn a_field_somebody_set_while_i_chose_is_theirs_until_i_have_seen_it() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("e").types("b");
    let dana = bar.desk("dana");
    let edit = Edit { category: Some(Set::blindly(Category::Account)), ..Edit::default() };
    dana.edit(dana.new_order(), &[numbers[1].into()], &edit).unwrap();
    screen.keys("ctrl-s");
    assert!(screen.says("1 of 3 cannot") && screen.says("Dana Whitlock changed the category"), "{}", screen.text());
    assert_eq!(look(&bar, numbers[0]).category, Category::General, "nothing was done to the others either");
    screen.keys("esc");
    assert!(screen.says("3 marked tickets, all at once") && screen.says("‹ billing ›"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.says("3 tickets are billing now."), "having read it, it is mine to decide\n{}", screen.text());
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.category == Category::Billing));
}

#[test]
fn deleting_several_asks_and_counts_what_goes_with_them() {
    let bar = Bar::new();
    for size in SIZES {
        let (mut screen, numbers) = three(&bar, "sam", size);
        let (comments, notes) = each(&bar, &numbers)
            .iter()
            .fold((0, 0), |(comments, notes), ticket| (comments + ticket.comment_count, notes + ticket.note_count));
        screen.keys("D");
        let told = screen.lines().join(" ").replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("Delete 3 marked tickets with") && told.contains(&format!("{comments} comment")), "{told}");
        assert!(told.contains(&format!("{notes} note")), "{told}");
        assert_snapshot!(format!("delete-several-{}x{}", size.0, size.1), screen.picture());
        screen.keys("enter");
        assert!(each(&bar, &numbers).iter().all(|ticket| ticket.deleted_at.is_none()), "no is the default");
    }
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("D y");
    assert!(screen.says("3 tickets deleted."), "{}", screen.text());
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.deleted_at.is_some()));
    assert_eq!(orders(&bar, &numbers).len(), 1);
    screen.keys("/").types("is:deleted").keys("enter X U");
    assert!(screen.says("tickets are back."), "{}", screen.text());
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.deleted_at.is_none()));
}

/// Between the question and the yes somebody was faster.
#[test]
fn refused_after_all_it_changes_nothing_and_shows_the_same_list() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    screen.keys("D");
    let other = bar.desk("sam");
    other.delete(other.new_order(), &[numbers[1].into()]).unwrap();
    other.purge(other.new_order(), &[numbers[1].into()]).unwrap();
    let before = events(&bar);
    screen.keys("y");
    assert!(screen.says("Nothing done: 1 of 3 cannot be deleted") && screen.says("was purged by Sam Reed"), "{}", screen.text());
    assert_eq!(events(&bar), before);
    assert!(look(&bar, numbers[0]).deleted_at.is_none());
    screen.keys("y");
    assert!(screen.says("Delete 2 marked tickets"), "those that are left are asked about anew\n{}", screen.text());
    screen.keys("y");
    assert!(look(&bar, numbers[0]).deleted_at.is_some() && look(&bar, numbers[2]).deleted_at.is_some());
}

#[test]
fn a_bartender_deletes_of_the_marked_what_is_theirs() {
    let bar = Bar::new();
    let kofi = bar.desk("kofi");
    let own = kofi.create(kofi.new_order(), &barback::desk::NewTicket { subject: "Mine".to_owned(), ..Default::default() }).unwrap();
    let own = own.value.number;
    let (mut screen, numbers) = three(&bar, "kofi", USUAL);
    assert_eq!(numbers[0], own);
    screen.keys("D");
    assert!(screen.says("2 of 3 cannot") && screen.says("only if they created them"), "{}", screen.text());
    screen.keys("y");
    let told = screen.text();
    assert!(told.contains("Delete 1 marked ticket with"), "{told}");
    screen.keys("y");
    assert!(look(&bar, own).deleted_at.is_some() && look(&bar, numbers[1]).deleted_at.is_none());
    screen.keys("j x x D");
    assert!(screen.says("2 marked tickets: a bartender may delete tickets only if they created them"), "{}", screen.text());
}

#[test]
fn keys_that_come_while_it_is_rehearsed_wait() {
    let bar = Bar::new();
    let (mut screen, numbers) = three(&bar, "sam", USUAL);
    let other = rusqlite::Connection::open(bar.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    screen.unanswered("s r D y");
    assert!(screen.state().popup.is_none(), "{}", screen.text());
    other.execute_batch("COMMIT").unwrap();
    screen.settle();
    assert!(each(&bar, &numbers).iter().all(|ticket| ticket.status == Status::Resolved && ticket.deleted_at.is_none()));
}

#[test]
fn the_reasons_are_read_on_the_narrowest_screen() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    screen.keys("9 X s");
    let numbers = screen.state().marks.numbers();
    let all = numbers.len();
    screen.keys("s");
    let Some(barback::tui::state::Popup::Refused(refused)) = &screen.state().popup else { panic!("{}", screen.text()) };
    let last = refused.each.last().unwrap().0;
    let count = refused.each.len();
    assert!(screen.says(&format!("{count} of {all} cannot")), "{}", screen.text());
    for _ in 0..count {
        screen.keys("j");
    }
    assert!(screen.says(&last.to_string()) && screen.says("go back"), "{}", screen.text());
}
