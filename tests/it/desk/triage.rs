//! Several tickets in one order: all or none, and what it would come to before anything happens.

use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Assignee, Desk, DeskError, Edit, Seen, Set, Sighting, Triage, Whom};
use barback::domain::{Category, OrderId, Priority, Status, TicketNumber};
use std::collections::HashSet;

fn seen(office: &Office, tickets: &[TicketNumber]) -> Vec<Sighting> {
    tickets.iter().map(|number| Sighting { number: *number, seen: Some(Seen::from(&office.look(*number))) }).collect()
}

fn blindly(tickets: &[TicketNumber]) -> Vec<Sighting> {
    tickets.iter().map(|number| Sighting { number: *number, seen: None }).collect()
}

fn everything() -> Triage {
    Triage {
        category: Some(Category::Redemption),
        priority: Some(Priority::High),
        assignee: Some(Assignee::User(Whom::Login(login("kofi")))),
        status: Some(Status::Resolved),
        comment: Some("The scanner is back.".to_owned()),
        note: Some("It wanted a reboot.".to_owned()),
    }
}

fn events(office: &Office) -> i64 {
    office.raw().query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap()
}

fn refused(result: Result<impl std::fmt::Debug, DeskError>) -> Vec<(TicketNumber, String)> {
    match result {
        Err(DeskError::Bulk(each)) => each.into_iter().map(|(number, error)| (number, error.to_string())).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_is_done_to_each_under_one_order() {
    let office = Office::new();
    let tickets: Vec<TicketNumber> = (0..11).map(|guest| office.ticket("ida", &format!("Scanner beeps {guest}"))).collect();
    let dana = office.desk("dana");
    let order = dana.new_order();
    let done = dana.triage(order, &seen(&office, &tickets), &everything()).unwrap();
    assert!(done.notices.is_empty());
    let mut uuids = HashSet::new();
    for (number, answered) in tickets.iter().zip(&done.value) {
        let dossier = office.desk("sam").show(*number).unwrap();
        assert_eq!(dossier.ticket, *answered);
        let is = &dossier.ticket;
        assert_eq!((is.category, is.priority, is.status), (Category::Redemption, Priority::High, Status::Resolved));
        assert_eq!(is.assignee.as_ref().unwrap().login.as_str(), "kofi");
        assert_eq!((dossier.comments[0].body.as_str(), dossier.notes[0].0.body.as_str()), ("The scanner is back.", "It wanted a reboot."));
        assert!(uuids.insert(dossier.comments[0].uuid) && uuids.insert(dossier.notes[0].0.uuid), "each has words of its own");
        let of_the_order = dossier.events.iter().filter(|event| event.order == order).count();
        assert_eq!(of_the_order, 7, "{:?}", office.kinds(*number));
        assert_eq!(is.version, 8);
    }
}

#[test]
fn one_that_cannot_leaves_all_as_they_were_and_each_says_why() {
    let office = Office::new();
    let tickets = [
        office.ticket("ida", "Scanner"),
        office.ticket_at("dana", Status::Closed),
        office.ticket("noor", "Scanner too"),
        office.ticket("noor", "Gone"),
    ];
    office.delete("sam", tickets[3]);
    let before = events(&office);
    let dana = office.desk("dana");
    let each = refused(dana.triage(dana.new_order(), &blindly(&tickets), &everything()));
    assert_eq!(each.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [tickets[1], tickets[3]]);
    assert!(each[0].1.contains("is closed: it cannot become resolved"), "{}", each[0].1);
    assert!(each[1].1.contains("was deleted by Sam Okafor"), "{}", each[1].1);
    assert_eq!(events(&office), before);
    assert_eq!(office.look(tickets[0]).comment_count, 0);
}

#[test]
fn what_somebody_set_since_it_was_seen_is_refused_field_by_field() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Scanner"), office.ticket("noor", "Scanner too")];
    let sightings = seen(&office, &tickets);
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let edit = Edit { category: Some(Set::blindly(Category::Technical)), ..Edit::default() };
    kofi.edit(kofi.new_order(), &[tickets[1].into()], &edit).unwrap();
    let category = Triage { category: Some(Category::Redemption), ..Triage::default() };
    let each = refused(dana.triage(dana.new_order(), &sightings, &category));
    assert_eq!(each.len(), 1);
    assert!(each[0].1.contains("Kofi Mensah changed the category from general to technical"), "{}", each[0].1);
    let priority = Triage { priority: Some(Priority::Low), ..Triage::default() };
    dana.triage(dana.new_order(), &sightings, &priority).expect("another field is nobody's conflict");
    dana.triage(dana.new_order(), &seen(&office, &tickets), &category).expect("having looked again");
}

#[test]
fn what_is_so_already_is_counted_not_done() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Scanner"), office.ticket("noor", "Scanner too")];
    office.walk("dana", tickets[0], Status::InProgress).unwrap();
    let before = office.look(tickets[0]);
    office.clock.forward(MINUTE);
    let dana = office.desk("dana");
    let started = Triage { status: Some(Status::InProgress), ..Triage::default() };
    let done = dana.triage(dana.new_order(), &blindly(&tickets), &started).unwrap();
    assert_eq!(done.notices, ["1 was so already."]);
    assert_eq!(office.look(tickets[0]), before);
}

#[test]
fn sent_again_it_does_nothing_twice() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Scanner"), office.ticket("noor", "Scanner too")];
    let dana = office.desk("dana");
    let (order, sightings) = (dana.new_order(), seen(&office, &tickets));
    let first = dana.triage(order, &sightings, &everything()).unwrap().value;
    let so_far = events(&office);
    office.clock.forward(MINUTE);
    assert_eq!(dana.triage(order, &sightings, &everything()).unwrap().value, first);
    assert_eq!(events(&office), so_far);
}

#[test]
fn a_rehearsal_answers_as_the_order_would_and_leaves_nothing() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Scanner"), office.ticket("noor", "Scanner too")];
    let dana = office.desk("dana");
    let (order, sightings, so_far) = (dana.new_order(), seen(&office, &tickets), events(&office));
    let rehearse = |order: OrderId| dana.rehearse(|desk: &Desk| desk.triage(order, &sightings, &everything()));
    let rehearsed = rehearse(order).unwrap().value;
    assert_eq!(rehearsed.iter().map(|ticket| ticket.status).collect::<Vec<_>>(), [Status::Resolved; 2]);
    assert_eq!(events(&office), so_far, "nothing was written");
    assert_eq!(office.look(tickets[0]).status, Status::Open);
    let done = dana.triage(order, &sightings, &everything()).unwrap().value;
    assert_eq!(done.iter().map(|ticket| ticket.status).collect::<Vec<_>>(), [Status::Resolved; 2], "the same order, now in earnest");
    assert!(events(&office) > so_far);
    office.walk("kofi", tickets[0], Status::Closed).unwrap();
    assert_eq!(refused(rehearse(dana.new_order()))[0].0, tickets[0], "it is refused as the order would be");
}

#[test]
fn several_at_once_are_staff_s() {
    let office = Office::new();
    let tickets = [office.ticket_at("dana", Status::Resolved), office.ticket_at("dana", Status::Resolved)];
    let ida = office.desk("ida");
    let hello = Triage { comment: Some("hello".to_owned()), ..Triage::default() };
    for said in [
        ida.triage(ida.new_order(), &blindly(&tickets), &hello).map(drop),
        ida.transition(ida.new_order(), &tickets.map(Into::into), Status::Closed, None, None).map(drop),
    ] {
        let said = said.expect_err("not a guest's");
        assert_eq!((said.code(), said.to_string().as_str()), ("denied", "a customer may not change several tickets at once"));
    }
    let twice_named = [tickets[0].into(), tickets[0].into()];
    ida.transition(ida.new_order(), &twice_named, Status::Closed, None, None).expect("one ticket, named twice");
}

#[test]
fn those_that_are_there_for_me() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Scanner"), office.ticket("noor", "Scanner too"), office.ticket("ida", "Gone")];
    office.purge(tickets[2]);
    let there = |who| office.desk(who).tickets(&tickets).unwrap().iter().map(|ticket| ticket.number).collect::<Vec<_>>();
    assert_eq!(there("sam"), tickets[..2]);
    assert_eq!(there("ida"), tickets[..1]);
}
