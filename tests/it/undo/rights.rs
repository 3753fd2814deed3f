//! Undo needs the right to what it takes back, and guests have none.

use super::{told, undo};
use crate::support::office::{Office, login};
use barback::desk::UserEdit;
use barback::domain::{Role, Status};

#[test]
fn who_may_not_delete_any_more_may_not_take_a_deletion_back() {
    let office = Office::new();
    let (own, others) = (office.ticket_at("dana", Status::Open), office.ticket_at("kofi", Status::Open));
    let sam = office.desk("sam");
    let is_now = |role| sam.edit_user(sam.new_order(), &login("dana"), &UserEdit { role: Some(role), ..UserEdit::default() }).unwrap();
    is_now(Role::Admin);
    office.delete("dana", others);
    is_now(Role::Bartender);
    let dana = office.desk("dana");
    let denied = dana.undo(dana.new_order()).unwrap_err();
    assert_eq!(denied.code(), "denied");
    assert_eq!(denied.to_string(), format!("nothing was changed: {others}: a bartender may delete tickets only if they created them"));
    assert!(office.look(others).deleted_at.is_some());
    office.delete("dana", own);
    assert_eq!(told(&undo(&office, "dana")), [format!("{own} brought back")], "what they created they may");
}

#[test]
fn a_bulk_change_goes_back_wholly_or_not_at_all() {
    let office = Office::new();
    let (own, others) = (office.ticket_at("dana", Status::Open), office.ticket_at("kofi", Status::Open));
    let sam = office.desk("sam");
    let is_now = |role| sam.edit_user(sam.new_order(), &login("dana"), &UserEdit { role: Some(role), ..UserEdit::default() }).unwrap();
    is_now(Role::Admin);
    let dana = office.desk("dana");
    dana.delete(dana.new_order(), &[own.into(), others.into()]).unwrap();
    is_now(Role::Bartender);
    dana.undo(dana.new_order()).unwrap_err();
    assert!([own, others].iter().all(|number| office.look(*number).deleted_at.is_some()));
    is_now(Role::Admin);
    assert_eq!(undo(&office, "dana").value.len(), 2);
}

#[test]
fn guests_have_none() {
    let office = Office::new();
    let number = office.ticket("ida", "x");
    let ida = office.desk("ida");
    ida.comment(ida.new_order(), number.into(), "hello").unwrap();
    for refused in [ida.undo(ida.new_order()), ida.redo(ida.new_order())] {
        let denied = refused.unwrap_err();
        assert_eq!((denied.code(), denied.to_string().as_str()), ("denied", "a customer may not undo or redo changes"));
    }
    let sam = office.desk("sam");
    for (role, gone) in [(Some(Role::Customer), None), (None, Some(false))] {
        let kofi = office.desk("kofi");
        sam.edit_user(sam.new_order(), &login("kofi"), &UserEdit { role, active: gone, ..UserEdit::default() }).unwrap();
        assert_eq!(kofi.undo(kofi.new_order()).unwrap_err().code(), "denied");
    }
}
