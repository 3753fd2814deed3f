//! Further and further back, forth again, and what is no change of mine to take back.

use super::{redo, standing, told, undo};
use crate::support::office::{Office, login};
use barback::desk::{Desk, Edit, NewView, Set, Slot, UserEdit, Whom};

use barback::domain::{Priority, Status, TicketNumber};

fn rank(desk: &Desk, on: TicketNumber, to: Priority) {
    desk.edit(desk.new_order(), &[on.into()], &Edit { priority: Some(Set::blindly(to)), ..Edit::default() }).unwrap();
}

#[test]
fn undoing_again_goes_further_back_and_redo_returns_until_the_next_change() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let dana = office.desk("dana");
    for to in [Priority::Low, Priority::High, Priority::Urgent] {
        rank(&dana, number, to);
    }
    let is = || office.look(number).priority;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(undo(&office, "dana").value.len());
        seen.push(usize::try_from(is().code()).unwrap());
    }
    assert_eq!(seen, [1, 3, 1, 1, 1, 2, 0, 2], "urgent, high, low, medium, and then there is nothing to undo");
    redo(&office, "dana");
    redo(&office, "dana");
    assert_eq!(is(), Priority::High);
    undo(&office, "dana");
    assert_eq!(is(), Priority::Low);
    rank(&dana, number, Priority::Urgent);
    assert!(redo(&office, "dana").value.is_empty(), "a change of mine since");
    undo(&office, "dana");
    undo(&office, "dana");
    assert_eq!(is(), Priority::Medium, "what was taken back already is not taken back again");
    redo(&office, "dana");
    redo(&office, "dana");
    assert_eq!(is(), Priority::Urgent);
    assert!(redo(&office, "dana").value.is_empty());
}

#[test]
fn the_wrong_ticket_is_resolved_and_noticed_two_tickets_later() {
    let office = Office::new();
    let numbers = [office.ticket("ida", "wrong"), office.ticket("ida", "right"), office.ticket("noor", "other")];
    let before = numbers.map(|number| standing(&office, number));
    for number in numbers {
        office.walk("dana", number, Status::Resolved).unwrap();
    }
    for number in numbers.into_iter().rev() {
        assert_eq!(told(&undo(&office, "dana")), [format!("{number} status back to open, assignee back to nobody")]);
    }
    assert_eq!(numbers.map(|number| standing(&office, number)), before);
}

#[test]
fn everybody_has_a_chain_of_their_own() {
    let office = Office::new();
    let (mine, hers) = (office.ticket("ida", "mine"), office.ticket("ida", "hers"));
    rank(&office.desk("kofi"), mine, Priority::High);
    rank(&office.desk("dana"), hers, Priority::High);
    undo(&office, "kofi");
    assert_eq!((office.look(mine).priority, office.look(hers).priority), (Priority::Medium, Priority::High));
    assert!(undo(&office, "kofi").value.is_empty());
    assert!(redo(&office, "dana").value.is_empty());
}

#[test]
fn people_views_and_purges_are_stepped_over() {
    let office = Office::new();
    let (number, other) = (office.ticket_at("kofi", Status::InProgress), office.ticket("ida", "purged"));
    let sam = office.desk("sam");
    rank(&sam, number, Priority::High);
    let away = UserEdit { active: Some(false), ..UserEdit::default() };
    assert_eq!(sam.edit_user(sam.new_order(), &login("kofi"), &away).unwrap().tickets, [number], "it was kofi's");
    let view = NewView { name: "All".to_owned(), query: String::new(), slot: Slot::Same, shared: false };
    sam.save_view(sam.new_order(), &view).unwrap();
    rank(&sam, other, Priority::Low);
    office.purge(other);
    assert_eq!(told(&undo(&office, "sam")), [format!("{number} priority back to medium")]);
    assert!(undo(&office, "sam").value.is_empty(), "and nothing else is left");
    let dossier = sam.show(number).unwrap();
    assert_eq!((dossier.ticket.assignee, sam.views().unwrap().len()), (None, 1));
    assert!(sam.users().unwrap().iter().any(|user| user.login == login("kofi") && !user.active));
}

#[test]
fn a_ticket_that_was_purged_is_left_out_of_a_bulk_change() {
    let office = Office::new();
    let numbers = [office.ticket("ida", "stays"), office.ticket("ida", "goes")];
    let sam = office.desk("sam");
    let edit = Edit { priority: Some(Set::blindly(Priority::High)), ..Edit::default() };
    sam.edit(sam.new_order(), &numbers.map(Into::into), &edit).unwrap();
    let dana = office.desk("dana");
    office.delete("sam", numbers[1]);
    sam.purge(sam.new_order(), &[numbers[1].into()]).unwrap();
    drop(dana);
    assert_eq!(told(&undo(&office, "sam")), [format!("{} priority back to medium", numbers[0])]);
    assert_eq!(told(&redo(&office, "sam")), [format!("{} priority high again", numbers[0])]);
}

#[test]
fn who_deleted_it_and_when_is_put_back_too() {
    let office = Office::new();
    let number = office.ticket_at("dana", Status::Open);
    office.delete("dana", number);
    let deleted = standing(&office, number);
    office.clock.forward(60_000);
    let sam = office.desk("sam");
    sam.undelete(sam.new_order(), &[number.into()]).unwrap();
    for _ in 0..2 {
        office.clock.forward(60_000);
        undo(&office, "sam");
        assert_eq!(standing(&office, number), deleted);
        redo(&office, "sam");
        assert_eq!(office.look(number).deleted_at, None);
    }
}

#[test]
fn whoever_has_gone_does_not_get_it_back() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let (sam, dana) = (office.desk("sam"), office.desk("dana"));
    let give = |desk: &Desk, to: &str| {
        desk.assign(desk.new_order(), &[number.into()], &barback::desk::Assignee::User(Whom::Login(login(to))), None).unwrap();
    };
    give(&sam, "kofi");
    give(&dana, "dana");
    let about = Edit { requester: Some(Set::blindly(Whom::Login(login("noor")))), ..Edit::default() };
    dana.edit(dana.new_order(), &[number.into()], &about).unwrap();
    for gone in ["kofi", "ida"] {
        sam.edit_user(sam.new_order(), &login(gone), &UserEdit { active: Some(false), ..UserEdit::default() }).unwrap();
    }
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: the requester stays noor: ida is disabled")]);
    assert_eq!(told(&done), [format!("{number} stays as it is")]);
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: the assignee stays dana: kofi can no longer be assigned a ticket")]);
    let now = office.look(number);
    assert_eq!((now.requester.login, now.assignee.unwrap().login), (login("noor"), login("dana")));
}

#[test]
fn a_ticket_that_becomes_active_again_is_not_of_somebody_who_has_gone() {
    let office = Office::new();
    let number = office.ticket_at("kofi", Status::InProgress);
    office.walk("dana", number, Status::Resolved).unwrap();
    let sam = office.desk("sam");
    sam.edit_user(sam.new_order(), &login("kofi"), &UserEdit { active: Some(false), ..UserEdit::default() }).unwrap();
    assert_eq!(told(&undo(&office, "dana")), [format!("{number} status back to in progress, assignee back to nobody")]);
    assert_eq!(office.look(number).assignee, None);
}
