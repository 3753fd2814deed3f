//! The statuses, the legal steps between them, and what each leaves in the ticket and its history.

use crate::support::office::{EVENING, HOUR, MINUTE, Office, login};
use barback::desk::{Assignee, DeskError, NewTicket, Target};
use barback::domain::Status::{Closed, InProgress, Open, Resolved};
use barback::domain::{Status, Timestamp};
use serde_json::json;

/// From, to, and the events of the walk; `None` where there is no legal one. PRODUCT section 2, written out.
const WALKS: [(Status, Status, Option<&[&str]>); 16] = [
    (Open, Open, Some(&[])),
    (Open, InProgress, Some(&["started", "assigned"])),
    (Open, Resolved, Some(&["started", "assigned", "resolved"])),
    (Open, Closed, Some(&["started", "assigned", "resolved", "closed"])),
    (InProgress, Open, Some(&["reopened"])),
    (InProgress, InProgress, Some(&[])),
    (InProgress, Resolved, Some(&["resolved"])),
    (InProgress, Closed, Some(&["resolved", "closed"])),
    (Resolved, Open, Some(&["reopened"])),
    (Resolved, InProgress, None),
    (Resolved, Resolved, Some(&[])),
    (Resolved, Closed, Some(&["closed"])),
    (Closed, Open, Some(&["reopened"])),
    (Closed, InProgress, None),
    (Closed, Resolved, None),
    (Closed, Closed, Some(&[])),
];

#[test]
fn staff_walk_by_legal_steps_and_the_history_shows_each() {
    let office = Office::new();
    for (from, to, events) in WALKS {
        let ticket = office.ticket_at("dana", from);
        let (before, kinds) = (office.look(ticket), office.kinds(ticket));
        office.clock.forward(MINUTE);
        match (events, office.walk("kofi", ticket, to)) {
            (Some(events), Ok(after)) => {
                assert_eq!(after, office.look(ticket), "{from} to {to}: what was given is what is kept");
                assert_eq!(office.kinds(ticket)[kinds.len()..], *events, "{from} to {to}");
                assert_eq!(after.status, to);
                assert_eq!(after.version, before.version + i64::try_from(events.len()).unwrap(), "the version counts the events");
                assert_eq!(after.updated_at > before.updated_at, !events.is_empty(), "{from} to {to}: updated_at");
                assert!(!events.is_empty() || after == before, "nothing to do changes nothing");
            }
            (None, Err(error)) => {
                assert_eq!(error.code(), "refused", "{from} to {to}");
                assert_eq!(office.look(ticket), before, "{from} to {to}: refused and unchanged");
            }
            (wanted, got) => panic!("{from} to {to}: wanted {wanted:?}, got {got:?}"),
        }
    }
}

#[test]
fn a_refusal_names_the_legal_steps_from_here() {
    let office = Office::new();
    let said = |from, to| {
        let ticket = office.ticket_at("dana", from);
        office.walk("dana", ticket, to).expect_err("refused").to_string().replace(&ticket.to_string(), "N")
    };
    assert_eq!(said(Closed, InProgress), "N is closed: it cannot become in_progress; from closed it can become open");
    assert_eq!(said(Closed, Resolved), "N is closed: it cannot become resolved; from closed it can become open");
    assert_eq!(said(Resolved, InProgress), "N is resolved: it cannot become in_progress; from resolved it can become closed or open");
}

#[test]
fn entering_sets_the_times_and_reopening_clears_them_and_keeps_the_assignee() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Broken tap");
    let times = || {
        let is = office.look(ticket);
        (is.resolved_at, is.closed_at)
    };
    office.walk("dana", ticket, InProgress).unwrap();
    assert_eq!(times(), (None, None));
    office.clock.set(EVENING + HOUR);
    office.walk("kofi", ticket, Resolved).unwrap();
    let resolved = Some(Timestamp(EVENING + HOUR));
    assert_eq!(times(), (resolved, None));
    office.clock.set(EVENING + 2 * HOUR);
    office.walk("kofi", ticket, Closed).unwrap();
    let closed = Some(Timestamp(EVENING + 2 * HOUR));
    assert_eq!(times(), (resolved, closed));
    office.walk("sam", ticket, Open).unwrap();
    assert_eq!(times(), (None, None));
    assert_eq!(office.look(ticket).assignee.expect("kept").login, login("dana"), "reopening keeps the assignee");
    let last = office.history(ticket).pop().expect("reopened").change;
    assert_eq!(last.before, json!({ "status": "closed", "resolved_at": resolved, "closed_at": closed }), "the history keeps them");
}

#[test]
fn starting_an_unassigned_ticket_assigns_whoever_starts_it() {
    let office = Office::new();
    let (free, taken) = (office.ticket("ida", "free"), office.ticket("ida", "taken"));
    let sam = office.desk("sam");
    sam.assign(sam.new_order(), &[taken.into()], &Assignee::User(barback::desk::Whom::Login(login("kofi"))), None).unwrap();
    for ticket in [free, taken] {
        office.walk("dana", ticket, Resolved).unwrap();
    }
    assert_eq!(office.look(free).assignee.expect("the starter").login, login("dana"));
    assert_eq!(office.look(taken).assignee.expect("as it was").login, login("kofi"));
    assert_eq!(office.kinds(taken), ["created", "assigned", "started", "resolved"]);
}

#[test]
fn guests_take_single_steps_only() {
    let office = Office::new();
    for (from, to, fine) in [
        (Open, Closed, false),
        (InProgress, Closed, false),
        (Resolved, Closed, true),
        (Closed, Closed, true),
        (Open, Open, true),
        (InProgress, Open, false),
        (Resolved, Open, true),
        (Closed, Open, true),
    ] {
        let ticket = office.ticket_at("dana", from);
        let events = office.kinds(ticket).len();
        let said = office.walk("ida", ticket, to);
        assert_eq!(said.is_ok(), fine, "{from} to {to}: {said:?}");
        let new = office.kinds(ticket).len() - events;
        assert_eq!(new, usize::from(fine && from != to), "{from} to {to}: a guest never walks");
    }
}

#[test]
fn a_comment_goes_with_the_step_in_one_order() {
    let office = Office::new();
    let ticket = office.ticket_at("dana", Closed);
    let ida = office.desk("ida");
    let refused = ida.transition(ida.new_order(), &[ticket.into()], Closed, Some("thanks"), None).expect_err("closed");
    assert_eq!((refused.code(), refused.to_string().as_str()), ("refused", "the ticket is closed: reopen it to comment"));
    let order = ida.new_order();
    ida.transition(order, &[ticket.into()], Open, Some("It broke again"), None).expect("reopened");
    let history = office.history(ticket);
    let by_order: Vec<_> = history.iter().filter(|event| event.order == order).map(|event| event.change.kind.word()).collect();
    assert_eq!(by_order, ["reopened", "commented"]);
    assert_eq!(ida.show(ticket).unwrap().comments[0].body, "It broke again");
    // A comment that is over its bound takes no step with it.
    let long = "x".repeat(64 * 1024 + 1);
    let dana = office.desk("dana");
    assert_eq!(dana.transition(dana.new_order(), &[ticket.into()], Closed, Some(&long), None).expect_err("too long").code(), "refused");
    assert_eq!(office.look(ticket).status, Open);
}

#[test]
fn several_tickets_move_all_or_none_with_every_reason() {
    let office = Office::new();
    let (open, resolved, closed) = (office.ticket_at("dana", Open), office.ticket_at("dana", Resolved), office.ticket_at("dana", Closed));
    let dana = office.desk("dana");
    let targets: Vec<Target> = [open, resolved, closed].map(Target::from).to_vec();
    let Err(DeskError::Bulk(reasons)) = dana.transition(dana.new_order(), &targets, InProgress, Some("now"), None) else {
        panic!("refused as a whole");
    };
    assert_eq!(reasons.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [resolved, closed]);
    assert_eq!((office.look(open).status, office.look(open).comment_count), (Open, 0));
}

#[test]
fn a_new_ticket_may_begin_further_along() {
    let office = Office::new();
    let new = NewTicket { subject: "x".to_owned(), status: Some(Closed), ..NewTicket::default() };
    let ticket = office.create("dana", &new);
    assert_eq!(office.kinds(ticket.number), ["created", "started", "assigned", "resolved", "closed"]);
    assert_eq!((ticket.version, ticket.resolved_at, ticket.closed_at), (5, Some(Timestamp(EVENING)), Some(Timestamp(EVENING))));
}

#[test]
fn a_clock_that_goes_backwards_makes_nothing_older() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Clock");
    let (dana, target) = (office.desk("dana"), [Target::from(ticket)]);
    let mut newest = office.look(ticket).updated_at;
    for step in 0..7 {
        office.clock.forward(-HOUR);
        match step {
            0 => drop(dana.comment(dana.new_order(), ticket.into(), "a").unwrap()),
            1 => drop(dana.note(dana.new_order(), ticket.into(), "b").unwrap()),
            2 => drop(office.walk("dana", ticket, Closed).unwrap()),
            3 => drop(office.walk("ida", ticket, Open).unwrap()),
            4 => drop(dana.assign(dana.new_order(), &target, &Assignee::Nobody, None).unwrap()),
            5 => office.delete("sam", ticket),
            _ => drop(office.desk("sam").undelete(dana.new_order(), &target).unwrap()),
        }
        let is = office.look(ticket);
        assert!(is.updated_at >= newest && is.public_updated_at <= is.updated_at, "step {step}");
        newest = is.updated_at;
    }
    let dossier = office.desk("sam").show(ticket).unwrap();
    assert!(dossier.events.iter().all(|event| event.at.0 >= EVENING));
    assert!(dossier.comments.iter().chain(dossier.notes.iter().map(|note| &note.0)).all(|words| words.created_at.0 >= EVENING));
    let purged_at: i64 = {
        office.purge(ticket);
        office.raw().query_row("SELECT at FROM events WHERE number = ?1", [ticket.digits()], |row| row.get(0)).unwrap()
    };
    assert!(purged_at >= newest.0, "nor the event that a purge leaves");
}

#[test]
fn a_person_s_history_grows_no_older_either() {
    let office = Office::new();
    let sam = office.desk("sam");
    for active in [false, true, false] {
        let edit = barback::desk::UserEdit { active: Some(active), ..Default::default() };
        sam.edit_user(sam.new_order(), &login("kofi"), &edit).unwrap();
        office.clock.forward(-HOUR);
    }
    let raw = office.raw();
    let mut statement = raw.prepare("SELECT at FROM events WHERE user_id IS NOT NULL ORDER BY id").unwrap();
    let times: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(times.len() == 3 && times.is_sorted(), "{times:?}");
}
