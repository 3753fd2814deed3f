//! Somebody was there since: what they did stays theirs, the rest is put back, and it is said which.

use super::{redo, standing, told, undo};
use crate::support::office::{Office, login};
use barback::desk::{Assignee, Edit, NewTicket, Set, Whom};
use barback::domain::{Category, Priority, Status, TicketNumber};

fn set(office: &Office, who: &str, on: TicketNumber, edit: &Edit) {
    let desk = office.desk(who);
    desk.edit(desk.new_order(), &[on.into()], edit).unwrap();
}

fn rank(office: &Office, who: &str, on: TicketNumber, to: Priority) {
    set(office, who, on, &Edit { priority: Some(Set::blindly(to)), ..Edit::default() });
}

fn both(category: Category, priority: Priority) -> Edit {
    Edit { category: Some(Set::blindly(category)), priority: Some(Set::blindly(priority)), ..Edit::default() }
}

#[test]
fn a_field_that_somebody_set_since_stays_theirs_and_the_rest_goes_back() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    set(&office, "dana", number, &both(Category::Billing, Priority::High));
    rank(&office, "kofi", number, Priority::Urgent);
    let done = undo(&office, "dana");
    assert_eq!(told(&done), [format!("{number} category back to general")]);
    assert_eq!(done.notices, [format!("{number}: the priority stays urgent: Kofi Mensah set it at 2026-11-22 22:00")]);
    assert_eq!(office.look(number).priority, Priority::Urgent);
    let again = redo(&office, "dana");
    assert_eq!((told(&again), again.notices), (vec![format!("{number} category billing again")], vec![]), "what stayed is not spoken of");
}

#[test]
fn a_retry_tells_what_stayed_until_the_ticket_is_purged() {
    let office = Office::new();
    let numbers = [office.ticket("ida", "x"), office.ticket("ida", "y")];
    let dana = office.desk("dana");
    let each = numbers.map(barback::desk::Target::from);
    dana.edit(dana.new_order(), &each, &both(Category::Billing, Priority::High)).unwrap();
    for number in numbers {
        rank(&office, "kofi", number, Priority::Urgent);
    }
    let (undoing, redoing) = (dana.new_order(), dana.new_order());
    let first = dana.undo(undoing).unwrap();
    assert_eq!(first.notices.len(), 2);
    assert_eq!(dana.undo(undoing).unwrap(), first);
    let theirs = Edit { category: Some(Set::blindly(Category::Redemption)), ..Edit::default() };
    for number in numbers {
        set(&office, "kofi", number, &theirs);
    }
    let again = dana.redo(redoing).unwrap();
    assert_eq!((dana.redo(redoing).unwrap(), again.notices.len()), (again, 2));
    office.purge(numbers[0]);
    let after = dana.undo(undoing).unwrap();
    assert_eq!(after.notices, first.notices[1..], "nothing is told of what is gone");
    let left: i64 =
        office.raw().query_row("SELECT count(*) FROM takebacks WHERE instr(kept, ?1)", [numbers[0].to_string()], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn when_theirs_was_taken_back_mine_goes_back_with_the_rest() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    set(&office, "dana", number, &both(Category::Billing, Priority::High));
    rank(&office, "kofi", number, Priority::Urgent);
    undo(&office, "dana");
    redo(&office, "dana");
    undo(&office, "kofi");
    assert_eq!(told(&undo(&office, "dana")), [format!("{number} category back to general, priority back to medium")]);
    assert_eq!(told(&redo(&office, "dana")), [format!("{number} priority high again, category billing again")]);
}

#[test]
fn somebody_who_decided_on_my_value_keeps_it() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    rank(&office, "dana", number, Priority::High);
    rank(&office, "kofi", number, Priority::Urgent);
    rank(&office, "kofi", number, Priority::High);
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: the priority stays high: Kofi Mensah set it at 2026-11-22 22:00")]);
    assert_eq!(office.look(number).priority, Priority::High);
}

#[test]
fn what_is_done_again_gives_way_as_well() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    set(&office, "dana", number, &both(Category::Billing, Priority::High));
    undo(&office, "dana");
    rank(&office, "kofi", number, Priority::Low);
    let done = redo(&office, "dana");
    assert_eq!(told(&done), [format!("{number} category billing again")]);
    assert_eq!(done.notices, [format!("{number}: the priority stays low: Kofi Mensah set it at 2026-11-22 22:00")]);
}

#[test]
fn somebody_s_redo_over_mine_stays() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    rank(&office, "kofi", number, Priority::Low);
    undo(&office, "kofi");
    rank(&office, "dana", number, Priority::High);
    undo(&office, "dana");
    redo(&office, "kofi");
    let done = redo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: the priority stays low: Kofi Mensah set it at 2026-11-22 22:00")]);
    assert_eq!(office.look(number).priority, Priority::Low);
}

#[test]
fn a_status_that_somebody_moved_on_stays() {
    let office = Office::new();
    let number = office.ticket_at("kofi", Status::Open);
    office.walk("dana", number, Status::Resolved).unwrap();
    office.walk("ida", number, Status::Closed).unwrap();
    let done = undo(&office, "dana");
    assert_eq!(told(&done), [format!("{number} assignee back to nobody")]);
    assert_eq!(done.notices, [format!("{number}: the status stays closed: Ida Moss, guest, set it at 2026-11-22 22:00")]);
    let now = office.look(number);
    assert!(now.status == Status::Closed && now.closed_at.is_some() && now.resolved_at.is_some());
}

#[test]
fn a_new_ticket_that_somebody_changed_stays() {
    let office = Office::new();
    let new = NewTicket { subject: "x".to_owned(), requester: Some(Whom::Login(login("ida"))), ..NewTicket::default() };
    let numbers = [office.create("dana", &new).number, office.create("dana", &new).number];
    let ida = office.desk("ida");
    ida.comment(ida.new_order(), numbers[1].into(), "Any news?").unwrap();
    let before = standing(&office, numbers[1]);
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{}: it stays: Ida Moss, guest, changed it at 2026-11-22 22:00", numbers[1])]);
    assert_eq!(standing(&office, numbers[1]), before);
    assert_eq!(told(&undo(&office, "dana")), [format!("{} deleted", numbers[0])]);
    assert_eq!(told(&redo(&office, "dana")), [format!("{} brought back again", numbers[0])]);
}

#[test]
fn a_ticket_that_somebody_changed_and_took_that_back_goes() {
    let office = Office::new();
    let new = NewTicket { subject: "x".to_owned(), ..NewTicket::default() };
    let number = office.create("dana", &new).number;
    rank(&office, "kofi", number, Priority::Low);
    undo(&office, "kofi");
    assert_eq!(told(&undo(&office, "dana")), [format!("{number} deleted")]);
}

#[test]
fn a_ticket_that_somebody_deleted_stays_so() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    rank(&office, "dana", number, Priority::High);
    office.delete("sam", number);
    let before = standing(&office, number);
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: it stays as it is: Sam Okafor deleted it at 2026-11-22 22:00")]);
    assert_eq!(standing(&office, number), before);
    assert!(undo(&office, "dana").value.is_empty(), "it counts as taken back");
    undo(&office, "sam");
    assert_eq!(office.look(number).priority, Priority::High);
}

#[test]
fn deleted_brought_back_and_deleted_by_others_is_theirs() {
    let office = Office::new();
    let number = office.ticket_at("dana", Status::Open);
    office.delete("dana", number);
    let sam = office.desk("sam");
    sam.undelete(sam.new_order(), &[number.into()]).unwrap();
    office.delete("sam", number);
    let done = undo(&office, "dana");
    assert_eq!(done.notices, [format!("{number}: it stays as it is: Sam Okafor deleted it at 2026-11-22 22:00")]);
    assert!(office.look(number).deleted_at.is_some());
}

#[test]
fn an_assignee_who_was_released_since_is_told_of() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let sam = office.desk("sam");
    let kofi = Assignee::User(Whom::Login(login("kofi")));
    sam.assign(sam.new_order(), &[number.into()], &kofi, None).unwrap();
    sam.edit_user(sam.new_order(), &login("kofi"), &barback::desk::UserEdit { active: Some(false), ..barback::desk::UserEdit::default() })
        .unwrap();
    assert_eq!(office.look(number).assignee, None);
    let done = undo(&office, "sam");
    assert_eq!((done.notices.len(), office.look(number).assignee), (0, None), "it is nobody's already");
}
