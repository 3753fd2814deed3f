//! Every kind of change goes back and forth.

use super::{redo, standing, told, undo};
use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Assignee, Desk, Edit, NewTicket, Set, Sighting, Target, Triage, Whom};
use barback::domain::{Category, OrderId, Priority, Status, TicketNumber};

type Doing = fn(&Desk, OrderId, TicketNumber);

fn edit(desk: &Desk, order: OrderId, on: TicketNumber, edit: &Edit) {
    desk.edit(order, &[on.into()], edit).unwrap();
}

/// What is done, what taking it back is called, and doing it again.
const CHANGES: [(Doing, &str, &str); 12] = [
    (
        |desk, order, on| edit(desk, order, on, &Edit { subject: Some(Set::blindly("Other".to_owned())), ..Edit::default() }),
        "subject back to \"Cannot redeem bottle\"",
        "subject \"Other\" again",
    ),
    (
        |desk, order, on| edit(desk, order, on, &Edit { description: Some(Set::blindly("Long".to_owned())), ..Edit::default() }),
        "description as it was",
        "description changed again",
    ),
    (
        |desk, order, on| edit(desk, order, on, &Edit { category: Some(Set::blindly(Category::Billing)), ..Edit::default() }),
        "category back to general",
        "category billing again",
    ),
    (
        |desk, order, on| edit(desk, order, on, &Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() }),
        "priority back to medium",
        "priority urgent again",
    ),
    (
        |desk, order, on| {
            edit(desk, order, on, &Edit { requester: Some(Set::blindly(Whom::Login(login("noor")))), ..Edit::default() });
        },
        "requester back to ida",
        "requester noor again",
    ),
    (
        |desk, order, on| drop(desk.assign(order, &[on.into()], &Assignee::User(Whom::Login(login("kofi"))), None).unwrap()),
        "assignee back to nobody",
        "assignee kofi again",
    ),
    (
        |desk, order, on| drop(desk.transition(order, &[on.into()], Status::InProgress, None, None).unwrap()),
        "assignee back to nobody, status back to open",
        "status in progress again, assignee dana again",
    ),
    (
        |desk, order, on| drop(desk.transition(order, &[on.into()], Status::Closed, Some("Done."), None).unwrap()),
        "status back to open, assignee back to nobody, comment taken back",
        "comment there again, assignee dana again, status closed again",
    ),
    (|desk, order, on| drop(desk.comment(order, on.into(), "Which one?").unwrap()), "comment taken back", "comment there again"),
    (|desk, order, on| drop(desk.note(order, on.into(), "Odd.").unwrap()), "note taken back", "note there again"),
    (|desk, order, on| drop(desk.delete(order, &[on.into()]).unwrap()), "brought back", "deleted again"),
    (|desk, order, on| drop(desk.undelete(order, &[on.into()]).unwrap()), "deleted", "brought back again"),
];

#[test]
fn every_kind_of_change_goes_back_and_forth() {
    for (change, back, again) in CHANGES {
        let office = Office::new();
        let number = office.ticket_at("dana", Status::Open);
        office.clock.forward(MINUTE);
        let kofi = office.desk("kofi");
        kofi.comment(kofi.new_order(), number.into(), "Looking.").unwrap();
        if back == "deleted" {
            office.delete("sam", number);
        }
        let before = standing(&office, number);
        let dana = office.desk("dana");
        office.clock.forward(MINUTE);
        change(&dana, dana.new_order(), number);
        let after = standing(&office, number);
        assert_ne!(before, after, "{back}");
        for _ in 0..3 {
            office.clock.forward(MINUTE);
            assert_eq!(told(&undo(&office, "dana")), [format!("{number} {back}")]);
            assert_eq!(standing(&office, number), before, "{back}");
            office.clock.forward(MINUTE);
            assert_eq!(told(&redo(&office, "dana")), [format!("{number} {again}")]);
            assert_eq!(standing(&office, number), after, "{again}");
        }
    }
}

#[test]
fn a_new_ticket_goes_as_a_whole_and_comes_back_as_it_was() {
    let office = Office::new();
    let dana = office.desk("dana");
    let new = NewTicket { subject: "Wet floor".to_owned(), status: Some(Status::Resolved), ..NewTicket::default() };
    let number = dana.create(dana.new_order(), &new).unwrap().value.number;
    let before = standing(&office, number);
    assert_eq!(told(&undo(&office, "dana")), [format!("{number} deleted")]);
    let gone = office.look(number);
    assert_eq!((gone.deleted_by.unwrap().login, gone.status), (login("dana"), Status::Resolved));
    assert_eq!(office.desk("sam").counts().unwrap().resolved, 0);
    assert_eq!(told(&redo(&office, "dana")), [format!("{number} brought back again")]);
    assert_eq!(standing(&office, number), before);
}

#[test]
fn a_bulk_change_is_taken_back_as_one() {
    let office = Office::new();
    let numbers: Vec<TicketNumber> = (0..5).map(|_| office.ticket_at("kofi", Status::Open)).collect();
    let before: Vec<_> = numbers.iter().map(|number| standing(&office, *number)).collect();
    let dana = office.desk("dana");
    let each: Vec<Sighting> = numbers.iter().map(|number| Sighting { number: *number, seen: None }).collect();
    let triage = Triage {
        category: Some(Category::Redemption),
        status: Some(Status::Resolved),
        comment: Some("The scanner is back.".to_owned()),
        note: Some("Rebooted.".to_owned()),
        ..Triage::default()
    };
    dana.triage(dana.new_order(), &each, &triage).unwrap();
    let after: Vec<_> = numbers.iter().map(|number| standing(&office, *number)).collect();
    let done = undo(&office, "dana");
    assert_eq!(done.value.iter().map(|taken| taken.ticket.number).collect::<Vec<_>>(), numbers);
    assert!(done.value.iter().all(|taken| taken.what.contains(&"category back to general".to_owned())), "{done:?}");
    assert_eq!(numbers.iter().map(|number| standing(&office, *number)).collect::<Vec<_>>(), before);
    redo(&office, "dana");
    assert_eq!(numbers.iter().map(|number| standing(&office, *number)).collect::<Vec<_>>(), after);
}

#[test]
fn it_is_recorded_and_moves_version_and_time_on() {
    let office = Office::new();
    let number = office.ticket_at("kofi", Status::Open);
    office.walk("dana", number, Status::Resolved).unwrap();
    let resolved = office.look(number);
    office.clock.forward(MINUTE);
    undo(&office, "dana");
    let now = office.look(number);
    assert_eq!((now.status, now.resolved_at, now.assignee), (Status::Open, None, None));
    assert!(now.updated_at > resolved.updated_at && now.public_updated_at > resolved.public_updated_at);
    assert_eq!(now.version, resolved.version + 2);
    assert_eq!(office.kinds(number), ["created", "started", "assigned", "resolved", "status_restored", "assigned"]);
    let restored = &office.history(number)[4];
    assert_eq!((restored.actor_login.as_str(), &restored.change.after["status"]), ("dana", &serde_json::json!("open")));
}

#[test]
fn a_retry_does_nothing_twice_and_answers_alike() {
    let office = Office::new();
    let number = office.ticket_at("kofi", Status::Open);
    office.walk("dana", number, Status::Resolved).unwrap();
    let dana = office.desk("dana");
    let (undoing, redoing) = (dana.new_order(), dana.new_order());
    let first = dana.undo(undoing).unwrap();
    let version = office.look(number).version;
    assert_eq!(dana.undo(undoing).unwrap(), first);
    assert_eq!(office.look(number).version, version);
    let first = dana.redo(redoing).unwrap();
    assert_eq!((dana.redo(redoing).unwrap(), office.look(number).status), (first, Status::Resolved));
    assert_eq!(dana.undo(undoing).unwrap().value.len(), 1, "the first order, once more");
    assert_eq!(office.look(number).status, Status::Resolved);
}

#[test]
fn an_order_that_strictness_refused_is_nothing_to_undo() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    let strict = Target { number, if_version: Some(7) };
    dana.comment(dana.new_order(), strict, "no").unwrap_err();
    assert!(undo(&office, "dana").value.is_empty());
}
