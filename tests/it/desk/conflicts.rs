//! Two people on one ticket: what conflicts, what does not, and what a refusal says.

use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Assignee, Conflict, Desk, DeskError, Edit, Fault, Set, Target, Whom};
use barback::domain::{Category, Priority, Status, Ticket, TicketNumber};

fn edit(desk: &Desk, ticket: TicketNumber, edit: &Edit) -> Result<Ticket, DeskError> {
    desk.edit(desk.new_order(), &[ticket.into()], edit).map(|done| done.value[0].clone())
}

fn priority(to: Priority, seen: Priority) -> Edit {
    Edit { priority: Some(Set { to, seen: Some(seen) }), ..Edit::default() }
}

fn subject(to: &str, seen: &str) -> Edit {
    Edit { subject: Some(Set { to: to.to_owned(), seen: Some(seen.to_owned()) }), ..Edit::default() }
}

fn to(who: &str) -> Assignee {
    Assignee::User(Whom::Login(login(who)))
}

#[test]
fn the_second_to_set_a_field_is_told_who_set_it_to_what_and_when() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Old");
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    office.clock.forward(41 * MINUTE);
    edit(&dana, ticket, &priority(Priority::Urgent, Priority::Medium)).unwrap();
    edit(&dana, ticket, &subject("New", "Old")).unwrap();
    dana.assign(dana.new_order(), &[ticket.into()], &to("dana"), Some(&None)).unwrap();
    office.walk("dana", ticket, Status::Resolved).unwrap();
    office.clock.forward(MINUTE);
    let before = office.look(ticket);

    let said = |result: Result<Ticket, DeskError>| {
        let error = result.expect_err("a conflict");
        assert_eq!((error.fault(), error.code()), (Fault::Conflict, "conflict"));
        error.to_string().replace(&ticket.to_string(), "N")
    };
    let told = |field: &str, before: &str, after: &str| {
        format!("N: Dana Reyes changed the {field} from {before} to {after} at 2026-11-22 22:41; look again and decide")
    };
    assert_eq!(said(edit(&kofi, ticket, &priority(Priority::Low, Priority::Medium))), told("priority", "medium", "urgent"));
    assert_eq!(said(edit(&kofi, ticket, &subject("Newer", "Old"))), told("subject", "Old", "New"));
    let assigned = kofi.assign(kofi.new_order(), &[ticket.into()], &to("kofi"), Some(&None)).map(|tickets| tickets[0].clone());
    assert_eq!(said(assigned), told("assignee", "nothing", "dana"));
    let moved = kofi.transition(kofi.new_order(), &[ticket.into()], Status::Closed, None, Some(Status::Open));
    assert_eq!(said(moved.map(|done| done.value[0].clone())), told("status", "in_progress", "resolved"));
    assert_eq!(office.look(ticket), before, "and nothing of it was saved");
}

#[test]
fn description_category_and_requester_conflict_alike() {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let change = |text: &str, category, who: &str| Edit {
        description: Some(Set { to: text.to_owned(), seen: Some(String::new()) }),
        category: Some(Set { to: category, seen: Some(Category::General) }),
        requester: Some(Set { to: Whom::Login(login(who)), seen: Some(login("ida")) }),
        ..Edit::default()
    };
    edit(&dana, ticket, &change("first", Category::Billing, "noor")).unwrap();
    let second = change("second", Category::Account, "dana");
    for (one, field) in [
        (Edit { category: None, requester: None, ..second.clone() }, "description"),
        (Edit { description: None, requester: None, ..second.clone() }, "category"),
        (Edit { description: None, category: None, ..second }, "requester"),
    ] {
        match edit(&kofi, ticket, &one) {
            Err(DeskError::Conflict(Conflict::Field { field: of, .. })) => assert_eq!(of, field),
            other => panic!("{field}: {other:?}"),
        }
    }
}

#[test]
fn different_fields_both_hold() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Old");
    edit(&office.desk("dana"), ticket, &priority(Priority::Urgent, Priority::Medium)).unwrap();
    edit(&office.desk("kofi"), ticket, &subject("New", "Old")).unwrap();
    office.walk("kofi", ticket, Status::InProgress).unwrap();
    let is = office.look(ticket);
    assert_eq!((is.priority, is.subject.as_str(), is.status), (Priority::Urgent, "New", Status::InProgress));
}

#[test]
fn an_order_over_two_fields_is_refused_whole_if_one_conflicts() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Old");
    edit(&office.desk("dana"), ticket, &priority(Priority::Urgent, Priority::Medium)).unwrap();
    let both = Edit { subject: subject("New", "Old").subject, ..priority(Priority::Low, Priority::Medium) };
    edit(&office.desk("kofi"), ticket, &both).expect_err("a conflict");
    assert_eq!(office.look(ticket).subject, "Old");
}

#[test]
fn a_value_that_is_so_already_is_nothing_to_do() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Old");
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    edit(&dana, ticket, &priority(Priority::Urgent, Priority::Medium)).unwrap();
    dana.assign(dana.new_order(), &[ticket.into()], &to("dana"), Some(&None)).unwrap();
    office.walk("dana", ticket, Status::InProgress).unwrap();
    let before = office.look(ticket);
    office.clock.forward(MINUTE);
    edit(&kofi, ticket, &priority(Priority::Urgent, Priority::Medium)).expect("both wanted the same");
    kofi.assign(kofi.new_order(), &[ticket.into()], &to("dana"), Some(&None)).expect("both wanted the same");
    kofi.transition(kofi.new_order(), &[ticket.into()], Status::InProgress, None, Some(Status::Open)).expect("both wanted the same");
    edit(&kofi, ticket, &subject(" Old ", "something else")).expect("cleaned, it is what it is");
    assert_eq!(office.look(ticket), before, "no event, no version, no time");
}

#[test]
fn words_never_conflict() {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    let desks = ["dana", "kofi", "ida"].map(|who| office.desk(who));
    for round in 0..3 {
        for desk in &desks {
            desk.comment(desk.new_order(), ticket.into(), &format!("round {round}")).unwrap();
        }
        desks[0].note(desks[0].new_order(), ticket.into(), "noted").unwrap();
    }
    let is = office.look(ticket);
    assert_eq!((is.comment_count, is.note_count, is.version), (9, 3, 13));
}

#[test]
fn if_version_is_strict_with_every_verb() {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    office.walk("dana", ticket, Status::InProgress).unwrap();
    let sam = office.desk("sam");
    let (right, wrong) = (Target { number: ticket, if_version: Some(3) }, Target { number: ticket, if_version: Some(1) });
    let outcomes = |target: Target| {
        let (order, each) = (sam.new_order(), [target]);
        [
            sam.comment(order, target, "c").map(drop),
            sam.note(order, target, "n").map(drop),
            sam.assign(order, &each, &to("kofi"), None).map(drop),
            sam.transition(order, &each, Status::Closed, None, None).map(drop),
            edit(&sam, ticket, &Edit::default()).map(drop).and_then(|()| sam.edit(order, &each, &subject("y", "x")).map(drop)),
            sam.delete(order, &each).map(drop),
        ]
    };
    for said in outcomes(wrong) {
        let said = said.expect_err("not at that version");
        assert_eq!((said.code(), said.to_string()), ("conflict", format!("{ticket} is at version 3, not 1; look again and decide")));
    }
    assert_eq!(office.look(ticket).version, 3);
    sam.assign(sam.new_order(), &[right], &to("kofi"), None).expect("at that version");
    office.delete("sam", ticket);
    let said = sam.purge(sam.new_order(), &[wrong]).expect_err("not at that version");
    assert_eq!(said.code(), "conflict");
    assert_eq!(sam.undelete(sam.new_order(), &[wrong]).expect_err("nor to bring it back").code(), "conflict");
}
