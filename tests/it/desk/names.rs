//! Names that read like those of staff: who wrote something is known by their role, whatever they are called.

use crate::support::office::{Office, login};
use barback::desk::UserEdit;
use barback::domain::{Role, author_label};

#[test]
fn an_author_comes_with_the_role_they_have_now() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Till 3 is frozen");
    for (who, text) in [("ida", "Anybody?"), ("dana", "On my way")] {
        let desk = office.desk(who);
        desk.comment(desk.new_order(), ticket.into(), text).expect("a comment");
    }
    let roles = || {
        let shown = office.desk("sam").show(ticket).expect("the ticket");
        let authors = shown.comments.iter().map(|comment| comment.author.role).collect::<Vec<_>>();
        (shown.ticket.requester.role, authors, shown.events.iter().map(|event| event.actor_role).collect::<Vec<_>>())
    };
    let (guest, staff) = (Role::Customer, Role::Bartender);
    assert_eq!(roles(), (guest, vec![guest, staff], vec![guest, guest, staff]));
    let sam = office.desk("sam");
    sam.edit_user(sam.new_order(), &login("ida"), &UserEdit { role: Some(staff), ..UserEdit::default() }).expect("hired");
    assert_eq!(roles(), (staff, vec![staff, staff], vec![staff, staff, staff]));
}

#[test]
fn a_guest_is_marked_where_staff_read_and_nowhere_else() {
    for (role, viewer_is_staff, expected) in [
        (Role::Customer, true, "Sam Reed, guest"),
        (Role::Customer, false, "Sam Reed"),
        (Role::Bartender, true, "Sam Reed"),
        (Role::Bartender, false, "Sam Reed"),
        (Role::Admin, true, "Sam Reed"),
        (Role::Admin, false, "Sam Reed"),
    ] {
        assert_eq!(author_label("Sam\n\u{202E}Reed", role, viewer_is_staff), expected, "{role} {viewer_is_staff}");
    }
}
