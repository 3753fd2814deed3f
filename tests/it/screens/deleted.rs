//! Deleted tonight: who, which, when, and back again.

use super::{SIZES, USUAL};
use crate::support::office::{EVENING, HOUR, Office};
use crate::support::screen::{Bar, Screen};
use barback::desk::{MOST_DELETED, NewTicket};
use barback::domain::TicketNumber;
use insta::assert_snapshot;

/// Bea deletes three at ten past one.
fn three(bar: &Bar) -> Vec<TicketNumber> {
    let bea = bar.desk("sam");
    bar.clock.set(EVENING + 3 * HOUR + 600_000);
    let new = |subject: &str| bea.create(bea.new_order(), &NewTicket { subject: subject.to_owned(), ..NewTicket::default() });
    let numbers: Vec<_> = ["Glass one", "Glass two", "Glass three"].map(|subject| new(subject).unwrap().value.number).into();
    for number in &numbers {
        bar.clock.forward(60_000);
        bea.delete(bea.new_order(), &[(*number).into()]).unwrap();
    }
    numbers
}

#[test]
fn the_night_knows_what_was_deleted_and_brings_it_back() {
    for size in SIZES {
        let bar = Bar::new();
        let numbers = three(&bar);
        let mut screen = bar.screen("sam", size);
        screen.keys(":").types("deleted tonight").keys("enter");
        assert!(screen.says("Deleted tonight"), "{}", screen.text());
        let at = |subject: &str| screen.lines().iter().position(|line| line.contains(subject));
        assert!(at("Glass three") < at("Glass two") && at("Glass two") < at("Glass one"), "the last first\n{}", screen.text());
        assert!(screen.says("01:12 by sam"), "{}", screen.text());
        assert_snapshot!(format!("deleted-{}x{}", size.0, size.1), screen.picture());
        screen.keys("down enter");
        assert!(screen.told(&format!("{} is back. u to undo.", numbers[1])), "{}", screen.text());
        assert_eq!(screen.state().number(), Some(numbers[1]), "the cursor goes to it\n{}", screen.text());
        assert!(bar.desk("sam").show(numbers[1]).unwrap().ticket.deleted_at.is_none());
    }
}

#[test]
fn a_bartender_brings_back_what_they_made_and_is_told_why_not_else() {
    let bar = Bar::new();
    let numbers = three(&bar);
    let mut screen = bar.screen("kofi", USUAL);
    screen.keys(":").types("deleted tonight").keys("enter");
    assert!(screen.says("01:13 by sam; not yours to bring back"), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.says(&format!("{}: a bartender may undelete tickets only if they created them", numbers[2])), "{}", screen.text());
    assert!(bar.desk("sam").show(numbers[2]).unwrap().ticket.deleted_at.is_some());
}

#[test]
fn tonight_ends_at_noon() {
    let bar = Bar::new();
    let numbers = three(&bar);
    let desk = bar.desk("sam");
    let tonight = || desk.deleted_tonight().unwrap().into_iter().map(|ticket| ticket.number).collect::<Vec<_>>();
    let newest_first: Vec<_> = numbers.iter().rev().copied().collect();
    bar.clock.set(EVENING + 13 * HOUR);
    assert!(tonight().starts_with(&newest_first), "eleven in the morning is the same night");
    bar.clock.set(EVENING + 15 * HOUR);
    assert!(tonight().is_empty(), "an hour after noon is another");
    assert!(bar.desk("ida").deleted_tonight().is_err(), "guests know nothing of it");
    let mut screen = bar.screen("sam", USUAL);
    screen.keys(":").types("deleted tonight").keys("enter");
    assert!(screen.says("nothing was deleted tonight"), "{}", screen.text());
}

#[test]
fn a_list_that_is_cut_says_so() {
    let office = Office::new();
    let (sam, number) = (office.desk("sam"), office.ticket("ida", "Glass"));
    sam.delete(sam.new_order(), &[number.into()]).unwrap();
    let raw = office.raw();
    let all: i64 = i64::try_from(MOST_DELETED).unwrap();
    raw.execute_batch(&format!(
        "BEGIN;
         WITH RECURSIVE more(number) AS (SELECT 900000 UNION ALL SELECT number + 1 FROM more WHERE number < 900000 + {all})
             INSERT INTO numbers SELECT number FROM more;
         INSERT INTO tickets (uuid, number, subject, description, category, priority, status, requester_id, creator_id, version,
                 comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at, deleted_at, deleted_by)
             SELECT randomblob(16), n.number, subject, description, category, priority, status, requester_id, creator_id, version,
                 comment_count, note_count, created_at, updated_at, public_updated_at, requester_spoke_at, deleted_at, deleted_by
             FROM numbers n JOIN tickets t ON n.number >= 900000 AND t.deleted_at IS NOT NULL;
         COMMIT",
    ))
    .unwrap();
    let mut screen = Screen::open(office.desk("sam"), sam, USUAL);
    screen.keys(":").types("deleted tonight").keys("enter");
    assert!(screen.says("Deleted tonight, the latest 500; enter brings back"), "{}", screen.text());
}
