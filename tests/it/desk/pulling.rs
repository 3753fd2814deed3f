//! Pulling the next: the rule of what comes first, whose it becomes, and why it was first, in words.

use crate::support::office::{HOUR, MINUTE, Office};
use barback::desk::{Desk, DeskError, NewTicket, Whom};
use barback::domain::policy::Denied;
use barback::domain::{Priority, Status, Ticket, TicketNumber};

fn for_ida(office: &Office, priority: Priority) -> TicketNumber {
    let requester = Some(Whom::Login("ida".parse().unwrap()));
    let new = NewTicket { subject: "Cannot redeem bottle".to_owned(), priority: Some(priority), requester, ..NewTicket::default() };
    office.create("sam", &new).number
}

fn pull(desk: &Desk) -> Option<(TicketNumber, String)> {
    desk.pull(desk.new_order()).unwrap().map(|pulled| (pulled.ticket.number, pulled.why))
}

#[test]
fn the_pressing_first_then_the_longest_unanswered_then_the_oldest() {
    let office = Office::new();
    let dana = office.desk("dana");
    let answered = |priority| {
        let number = for_ida(&office, priority);
        dana.comment(dana.new_order(), number.into(), "looking").unwrap();
        office.clock.forward(MINUTE);
        number
    };
    let old_answered = answered(Priority::High);
    let young_answered = answered(Priority::High);
    let low = for_ida(&office, Priority::Low);
    office.clock.forward(HOUR);
    let waits_long = for_ida(&office, Priority::High);
    office.clock.forward(12 * MINUTE);
    let waits = for_ida(&office, Priority::High);
    let urgent = for_ida(&office, Priority::Urgent);
    let sam = office.desk("sam");
    let pulled: Vec<(TicketNumber, String)> = std::iter::from_fn(|| pull(&sam)).collect();
    let wanted = [
        (urgent, "urgent, waiting less than a minute"),
        (waits_long, "high, waiting 12 min"),
        (waits, "high, waiting less than a minute"),
        (old_answered, "high, answered, made 1 h ago"),
        (young_answered, "high, answered, made 1 h ago"),
        (low, "low, waiting 1 h"),
    ];
    assert_eq!(pulled, wanted.map(|(number, why)| (number, why.to_owned())));
}

/// The store's order against the rule as it is written, on tickets of every kind.
#[test]
fn the_order_is_the_rule_whatever_happened_before() {
    let office = Office::new();
    let dana = office.desk("dana");
    let ida = office.desk("ida");
    for round in 0..48_u64 {
        let number = for_ida(&office, Priority::ALL[usize::try_from(office.dice.next() % 4).unwrap()]);
        match office.dice.next() % 8 {
            0 => drop(dana.comment(dana.new_order(), number.into(), "looking").unwrap()),
            1 => drop(dana.note(dana.new_order(), number.into(), "odd").unwrap()),
            2 => drop(office.walk("dana", number, Status::Resolved).unwrap()),
            3 => office.delete("sam", number),
            4 => {
                dana.comment(dana.new_order(), number.into(), "looking").unwrap();
                ida.comment(ida.new_order(), number.into(), "and?").unwrap();
            }
            _ => {}
        }
        office.clock.forward(i64::try_from(round % 3).unwrap() * MINUTE);
    }
    let sam = office.desk("sam");
    let page = barback::domain::search::Page::first(100);
    let mut waiting = sam.list(&sam.read_query("is:unassigned is:active").unwrap(), &page).unwrap().tickets;
    let rank = |ticket: &Ticket| {
        let since = ticket.unanswered_since;
        (std::cmp::Reverse(ticket.priority), since.is_none(), since, ticket.created_at, ticket.id)
    };
    waiting.sort_by_key(rank);
    let pulled: Vec<TicketNumber> = std::iter::from_fn(|| pull(&sam)).map(|(number, _)| number).collect();
    assert!(pulled.len() > 20);
    assert_eq!(pulled, waiting.iter().map(|ticket| ticket.number).collect::<Vec<_>>());
}

#[test]
fn what_is_pulled_is_mine_and_nothing_else_changes() {
    let office = Office::new();
    let number = for_ida(&office, Priority::High);
    let before = office.look(number);
    let sam = office.desk("sam");
    let pulled = sam.pull(sam.new_order()).unwrap().unwrap().ticket;
    assert_eq!(pulled.assignee.as_ref().unwrap().login.as_str(), "sam");
    assert_eq!((pulled.status, pulled.version), (Status::Open, before.version + 1), "it is not started");
    assert_eq!(office.kinds(number), ["created", "assigned"]);
    assert_eq!(office.look(number), pulled);
    assert_eq!(pull(&sam), None, "every active ticket has somebody");
}

#[test]
fn a_retry_pulls_nothing_more_and_does_not_make_a_reason_up() {
    let office = Office::new();
    let number = for_ida(&office, Priority::Urgent);
    for_ida(&office, Priority::Low);
    let sam = office.desk("sam");
    let order = sam.new_order();
    assert_eq!(sam.pull(order).unwrap().unwrap().why, "urgent, waiting less than a minute");
    sam.comment(sam.new_order(), number.into(), "looking").unwrap();
    let again = sam.pull(order).unwrap().unwrap();
    assert_eq!((again.ticket.number, again.why.as_str()), (number, "pulled before"));
}

#[test]
fn a_guest_pulls_nothing() {
    let office = Office::new();
    office.ticket("ida", "mine");
    let ida = office.desk("ida");
    assert!(matches!(ida.pull(ida.new_order()), Err(DeskError::Denied(Denied::Role { .. }))));
}

#[test]
fn the_order_is_read_from_its_index_and_not_sorted() {
    let office = Office::new();
    let first = "SELECT id FROM tickets INDEXED BY tickets_next
            WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id IS NULL
            ORDER BY priority DESC, unanswered_since IS NULL, unanswered_since, created_at, id LIMIT 1";
    assert!(include_str!("../../../src/store/sqlite/tickets.rs").contains(first));
    let plan = format!("EXPLAIN QUERY PLAN {first}");
    let raw = office.raw();
    let mut statement = raw.prepare(&plan).unwrap();
    let steps: Vec<String> = statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
    let [step] = steps.as_slice() else { panic!("{steps:?}") };
    assert!(step.starts_with("SCAN tickets USING") && step.ends_with("INDEX tickets_next"), "{steps:?}");
}
