//! What is too much for one transaction is done in several: others write in between, and what breaks off in between is ended by the
//! next session, with the same outcome.

use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Desk, DeskError, Target, UserEdit};
use barback::domain::{OrderId, Role, TicketNumber};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::Stdio;
use std::time::{Duration, Instant};

const MANY: i64 = 450;

fn disabled() -> UserEdit {
    UserEdit { active: Some(false), ..UserEdit::default() }
}

fn number(office: &Office, sql: &str) -> i64 {
    office.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

const DANAS: &str =
    "SELECT count(*) FROM tickets JOIN users u ON u.id = assignee_id WHERE u.login = 'dana' AND deleted_at IS NULL AND status IN (1, 2)";

/// The session ends before its next transaction, as a kill ends it.
fn broken_off(work: impl FnOnce(&mut dyn FnMut(u64, u64))) {
    let ended = catch_unwind(AssertUnwindSafe(|| work(&mut |_, _| resume_unwind(Box::new(())))));
    assert!(ended.is_err(), "there is more than one transaction");
}

/// Every ticket released once, by one order of sam's, and nothing that contradicts anything.
fn check_released(office: &Office, count: i64) {
    const RELEASES: &str =
        "FROM events e JOIN users u ON u.id = e.actor_id WHERE e.kind = (SELECT kind FROM events ORDER BY id DESC LIMIT 1)
        AND e.ticket_id IS NOT NULL AND e.after IS NULL";
    assert_eq!(number(office, DANAS), 0);
    assert_eq!(number(office, &format!("SELECT count(DISTINCT e.ticket_id) {RELEASES} AND u.login = 'sam'")), count);
    assert_eq!(number(office, &format!("SELECT count(*) {RELEASES}")), count);
    assert_eq!(number(office, &format!("SELECT count(DISTINCT e.order_id) {RELEASES}")), 1);
    let disabling =
        "SELECT count(*) FROM events WHERE user_id IS NOT NULL AND order_id = (SELECT order_id FROM events ORDER BY id DESC LIMIT 1)";
    assert_eq!(number(office, disabling), 1, "the one that disabled her");
    let found = office.desk("sam").examine(&mut |_, _| {}).unwrap();
    assert!(found.iter().all(|finding| matches!(finding.check, "place" | "index" | "clock")), "{found:?}");
}

#[test]
fn others_write_while_very_many_tickets_are_released() {
    let office = Office::new();
    let numbers = office.many("dana", MANY);
    let (sam, kofi, order) = (office.desk("sam"), office.desk("kofi"), office.desk("sam").new_order());
    let mut steps = Vec::new();
    let released = sam.edit_user_with_progress(order, &login("dana"), &disabled(), &mut |done, of| {
        // What is committed is that she is out, and a part of the tickets.
        assert!(matches!(office.desk("dana").whoami(), Err(DeskError::NotActive { .. })));
        kofi.comment(kofi.new_order(), numbers[numbers.len() - 1].into(), "in between").unwrap();
        steps.push((done, of));
    });
    let mut released = released.unwrap().tickets;
    assert_eq!(steps, [(200, 450), (400, 450)]);
    let mut sorted = released.clone();
    sorted.sort();
    assert_eq!(sorted, numbers);
    assert_eq!(number(&office, "SELECT count(*) FROM events WHERE ticket_id IS NOT NULL AND after = '\"in between\"'"), 0);
    // Sent again, it says the same and does nothing.
    let before = number(&office, "SELECT max(id) FROM events");
    let mut again = sam.edit_user(order, &login("dana"), &disabled()).unwrap().tickets;
    released.sort();
    again.sort();
    assert_eq!((again, number(&office, "SELECT max(id) FROM events")), (released, before));
    check_released(&office, MANY);
}

#[test]
fn a_release_that_was_broken_off_is_ended_by_whoever_comes_next() {
    type End = fn(&Office, OrderId) -> Option<usize>;
    let ends: [(&str, End); 4] = [
        ("the order again", |office, order| {
            let done = office.desk("sam").edit_user(order, &login("dana"), &disabled()).unwrap();
            Some(done.tickets.len())
        }),
        ("another order", |office, _| {
            let sam = office.desk("sam");
            Some(200 + sam.edit_user(sam.new_order(), &login("dana"), &disabled()).unwrap().tickets.len())
        }),
        ("an idle session of another's", |office, _| {
            let kofi = office.desk("kofi");
            while kofi.tidy().unwrap() {}
            None
        }),
        ("commands of staff, one transaction each", |office, _| {
            for _ in 0..2 {
                assert_eq!(office.run(&["list", "--limit", "1"]).status, 0);
            }
            None
        }),
    ];
    for (how, end) in ends {
        let office = Office::new();
        office.many("dana", MANY);
        let (sam, order) = (office.desk("sam"), office.desk("sam").new_order());
        broken_off(|progress| drop(sam.edit_user_with_progress(order, &login("dana"), &disabled(), progress)));
        assert_eq!(number(&office, DANAS), MANY - 200, "{how}");
        // Guests neither know of it nor do it.
        let ida = office.desk("ida");
        while ida.tidy().unwrap() {}
        assert_eq!(number(&office, DANAS), MANY - 200, "{how}");
        let told = end(&office, order);
        assert!(told.is_none_or(|told| told == usize::try_from(MANY).unwrap()), "{how}: {told:?}");
        check_released(&office, MANY);
    }
}

#[test]
fn a_kill_in_between_leaves_what_the_next_session_ends() {
    const PATIENCE: Duration = Duration::from_mins(1);
    let office = Office::new();
    office.many("dana", 1_200);
    let mut command = office.barback();
    let mut child = command.args(["user", "disable", "dana"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (raw, started) = (office.raw(), Instant::now());
    let left = || raw.query_row(DANAS, [], |row| row.get::<_, i64>(0)).unwrap();
    while left() == 1_200 {
        assert!(started.elapsed() < PATIENCE, "nothing is released");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(left() > 0, "it was over before it was killed");
    assert_eq!(left() % 200, 0, "in whole transactions");
    let kofi = office.desk("kofi");
    while kofi.tidy().unwrap() {}
    check_released(&office, 1_200);
}

#[test]
fn somebody_who_is_enabled_again_in_between_has_the_rest() {
    let office = Office::new();
    office.many("dana", MANY);
    let (sam, other) = (office.desk("sam"), office.desk("sam"));
    let enabled = UserEdit { active: Some(true), ..UserEdit::default() };
    let mut enable = |_, _| drop(other.edit_user(other.new_order(), &login("dana"), &enabled).unwrap());
    let released = sam.edit_user_with_progress(sam.new_order(), &login("dana"), &disabled(), &mut enable).unwrap();
    assert_eq!((released.tickets.len(), number(&office, DANAS)), (200, MANY - 200));
    while sam.tidy().unwrap() {}
    assert_eq!(number(&office, DANAS), MANY - 200);
}

#[test]
fn what_an_admin_changes_in_between_is_undone_first_and_the_release_is_stepped_over() {
    let office = Office::new();
    let numbers = office.many("dana", MANY);
    let (sam, other) = (office.desk("sam"), office.desk("sam"));
    let say = |desk: &Desk, text: &str| drop(desk.comment(desk.new_order(), numbers[0].into(), text).unwrap());
    say(&sam, "before");
    let mut between = |_, _| say(&other, "in between");
    let demoted = UserEdit { role: Some(Role::Customer), ..UserEdit::default() };
    sam.edit_user_with_progress(sam.new_order(), &login("dana"), &demoted, &mut between).unwrap();
    office.clock.forward(MINUTE);
    say(&sam, "after");
    for left in [3, 2, 1, 0] {
        assert_eq!(sam.undo(sam.new_order()).unwrap().value.len(), 1);
        assert_eq!(office.look(numbers[0]).comment_count, left);
    }
    assert!(sam.undo(sam.new_order()).unwrap().value.is_empty());
    for left in [1, 2, 3, 4] {
        assert_eq!(sam.redo(sam.new_order()).unwrap().value.len(), 1);
        assert_eq!(office.look(numbers[0]).comment_count, left);
    }
    assert_eq!(number(&office, DANAS), 0);
}

/// Very many deleted tickets.
fn deleted(office: &Office) -> Vec<TicketNumber> {
    let (numbers, sam) = (office.many("dana", MANY), office.desk("sam"));
    let targets: Vec<Target> = numbers.iter().map(|number| (*number).into()).collect();
    sam.delete(sam.new_order(), &targets).unwrap();
    numbers
}

fn targets(numbers: &[TicketNumber]) -> Vec<Target> {
    numbers.iter().map(|number| (*number).into()).collect()
}

#[test]
fn very_many_tickets_are_purged_in_pieces_each_ticket_whole() {
    let office = Office::new();
    let (numbers, sam, other) = (deleted(&office), office.desk("sam"), office.desk("sam"));
    // Refused before anything is purged.
    other.undelete(other.new_order(), &targets(&numbers[449..])).unwrap();
    let refused = sam.purge(sam.new_order(), &targets(&numbers)).unwrap_err().to_string();
    assert_eq!(refused, format!("{} is not deleted; only deleted tickets can be purged", numbers[449]));
    assert_eq!(number(&office, "SELECT count(*) FROM tickets"), MANY);
    other.delete(other.new_order(), &targets(&numbers[449..])).unwrap();
    // Somebody brings one back in between: what is purged is purged, and the rest is not.
    let mut steps = Vec::new();
    let refused = sam.purge_with_progress(sam.new_order(), &targets(&numbers[..430]), &mut |done, of| {
        steps.push((done, of));
        if done == 200 {
            other.undelete(other.new_order(), &targets(&numbers[300..301])).unwrap();
        }
    });
    assert_eq!(
        refused.unwrap_err().to_string(),
        format!("200 of 430 tickets were purged, the others were not: {} is not deleted; only deleted tickets can be purged", numbers[300])
    );
    assert_eq!((steps, number(&office, "SELECT count(*) FROM tickets")), (vec![(0, 430), (200, 430)], MANY - 200));
    // Named again, those that are gone are left out.
    other.delete(other.new_order(), &targets(&numbers[300..301])).unwrap();
    let done = sam.purge_with_progress(sam.new_order(), &targets(&numbers), &mut |_, _| {}).unwrap();
    assert_eq!((done.tickets.as_slice(), done.before.as_slice()), (&numbers[200..], &numbers[..200]));
    assert_eq!(number(&office, "SELECT count(*) FROM tickets"), 0);
    assert_eq!(number(&office, "SELECT count(*) FROM events WHERE ticket_id IS NULL"), MANY, "one event each");
}

#[test]
fn a_purge_that_was_broken_off_is_ended_by_the_same_command() {
    let office = Office::new();
    let (numbers, sam) = (deleted(&office), office.desk("sam"));
    let order = sam.new_order();
    let mut steps = 0;
    let ended = catch_unwind(AssertUnwindSafe(|| {
        sam.purge_with_progress(order, &targets(&numbers), &mut |done, _| {
            steps += 1;
            if done > 0 {
                resume_unwind(Box::new(()));
            }
        })
    }));
    assert!(ended.is_err() && steps == 2);
    assert_eq!(number(&office, "SELECT count(*) FROM tickets"), MANY - 200);
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let mut command = vec!["purge", "--yes"];
    command.extend(words.iter().map(String::as_str));
    let run = office.run(&command);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 250), "{}", run.stderr);
    assert!(
        run.stderr.starts_with("barback: 200 tickets were purged before: TKT-500000, ") && run.stderr.ends_with(" and 180 more\n"),
        "{}",
        run.stderr
    );
    // The first order, sent again, has done all that is to be done.
    assert_eq!(sam.purge(order, &targets(&numbers[..200])).unwrap(), &numbers[..200]);
    let alone = office.run(&["purge", "--yes", &words[0]]);
    assert_eq!((alone.status, alone.stderr.contains("was purged by")), (1, true), "{}", alone.stderr);
}

#[test]
fn very_many_tickets_are_told_by_their_number_and_the_first_of_them() {
    let office = Office::new();
    office.many("dana", 23);
    let run = office.run(&["user", "disable", "dana"]);
    assert!(
        run.stdout.starts_with("dana disabled; 23 active tickets released: TKT-500000, ") && run.stdout.ends_with(" and 3 more\n"),
        "{}",
        run.stdout
    );
}
