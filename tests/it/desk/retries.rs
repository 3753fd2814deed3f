//! An order that is sent again after an unknown outcome does nothing twice and answers as it did.

use crate::support::office::{Office, login};
use barback::desk::{Assignee, Edit, NewTicket, NewUser, Set, Target, UserEdit, Whom};
use barback::domain::{Role, Status, TicketNumber};

/// Everything the file says, but for what only reading changes.
fn everything(office: &Office) -> Vec<String> {
    let raw = office.raw();
    let tables = ["users", "numbers", "number_ranges", "tickets", "comments", "notes", "withdrawn", "takebacks", "events", "counters"];
    let dump = |table: &str| {
        let mut statement = raw.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| Ok((0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect::<Vec<_>>().join("|")));
        rows.unwrap().map(Result::unwrap).collect::<Vec<String>>()
    };
    tables.into_iter().flat_map(dump).collect()
}

/// Does it twice under one order, somebody else's change in between where one is given, and holds the file and the answers
/// against each other.
fn twice<T: PartialEq + std::fmt::Debug>(office: &Office, what: &str, mut order: impl FnMut() -> T) -> T {
    let first = order();
    let file = everything(office);
    office.clock.forward(1_000);
    let second = order();
    assert_eq!(everything(office), file, "{what}: the file");
    assert_eq!(first, second, "{what}: the answer");
    first
}

#[test]
fn every_verb_is_harmless_when_retried() {
    let office = Office::new();
    let sam = office.desk("sam");
    let new = NewTicket { subject: "Once".to_owned(), ..NewTicket::default() };
    let id = sam.new_order();
    let ticket = twice(&office, "create", || sam.create(id, &new).unwrap().value).number;
    let on = [Target::from(ticket)];
    let id = sam.new_order();
    twice(&office, "pull", || sam.pull(id).unwrap().unwrap().ticket);
    let id = sam.new_order();
    twice(&office, "comment", || sam.comment(id, ticket.into(), "once").unwrap().value);
    let id = sam.new_order();
    twice(&office, "note", || sam.note(id, ticket.into(), "once").unwrap().value);
    let id = sam.new_order();
    twice(&office, "assign", || sam.assign(id, &on, &Assignee::User(Whom::Login(login("kofi"))), None).unwrap());
    let id = sam.new_order();
    twice(&office, "transition", || sam.transition(id, &on, Status::Resolved, Some("done"), None).unwrap());
    let id = sam.new_order();
    let edit = Edit { subject: Some(Set { to: "Twice".to_owned(), seen: Some("Once".to_owned()) }), ..Edit::default() };
    twice(&office, "edit", || sam.edit(id, &on, &edit).unwrap());
    let id = sam.new_order();
    twice(&office, "delete", || sam.delete(id, &on).unwrap());
    let id = sam.new_order();
    twice(&office, "undelete", || sam.undelete(id, &on).unwrap());
    for _ in 0..4 {
        let id = sam.new_order();
        twice(&office, "undo", || sam.undo(id).unwrap());
    }
    for _ in 0..4 {
        let id = sam.new_order();
        twice(&office, "redo", || sam.redo(id).unwrap());
    }
    office.delete("sam", ticket);
    let id = sam.new_order();
    let purged: Vec<TicketNumber> = twice(&office, "purge", || sam.purge(id, &on).unwrap());
    assert_eq!(purged, [ticket]);
    let id = sam.new_order();
    let person = NewUser {
        login: login("eve"),
        name: "Eve".to_owned(),
        email: Some("eve@example.org".to_owned()),
        role: Role::Bartender,
        key: None,
    };
    twice(&office, "add_user", || sam.add_user(id, &person).unwrap());
    let id = sam.new_order();
    let edit = UserEdit { name: Some("Eve B".to_owned()), active: Some(false), ..UserEdit::default() };
    twice(&office, "edit_user", || sam.edit_user(id, &login("eve"), &edit).unwrap());
}

#[test]
fn a_guest_s_retry_answers_the_guest() {
    let office = Office::new();
    let ida = office.desk("ida");
    let id = ida.new_order();
    let new = NewTicket { subject: "Once".to_owned(), ..NewTicket::default() };
    let ticket = twice(&office, "create", || ida.create(id, &new).unwrap().value).number;
    office.walk("dana", ticket, Status::Resolved).unwrap();
    let id = ida.new_order();
    twice(&office, "comment", || ida.comment(id, ticket.into(), "once").unwrap().value);
    let id = ida.new_order();
    twice(&office, "close", || ida.transition(id, &[ticket.into()], Status::Closed, None, None).unwrap());
}

#[test]
fn a_retry_does_not_take_back_what_others_did_since() {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    let (sam, on) = (office.desk("sam"), [Target::from(ticket)]);
    let kofi = Assignee::User(Whom::Login(login("kofi")));
    let (assigning, closing, disabling) = (sam.new_order(), sam.new_order(), sam.new_order());
    sam.assign(assigning, &on, &kofi, None).unwrap();
    sam.assign(sam.new_order(), &on, &Assignee::Nobody, None).unwrap();
    sam.assign(assigning, &on, &kofi, None).expect("a retry");
    assert_eq!(office.look(ticket).assignee, None);
    sam.transition(closing, &on, Status::Closed, None, None).unwrap();
    office.walk("ida", ticket, Status::Open).unwrap();
    sam.transition(closing, &on, Status::Closed, None, None).expect("a retry");
    assert_eq!(office.look(ticket).status, Status::Open);
    let active = |active| UserEdit { active: Some(active), ..UserEdit::default() };
    sam.edit_user(disabling, &login("noor"), &active(false)).unwrap();
    sam.edit_user(sam.new_order(), &login("noor"), &active(true)).unwrap();
    assert!(sam.edit_user(disabling, &login("noor"), &active(false)).expect("a retry").user.active);
}

#[test]
fn a_retried_release_tells_the_same_tickets() {
    let office = Office::new();
    let tickets = [office.ticket_at("kofi", Status::InProgress), office.ticket_at("kofi", Status::InProgress)];
    let sam = office.desk("sam");
    let (id, edit) = (sam.new_order(), UserEdit { role: Some(Role::Customer), ..UserEdit::default() });
    let released = twice(&office, "demote", || sam.edit_user(id, &login("kofi"), &edit).unwrap());
    assert_eq!(released.tickets, tickets);
}
