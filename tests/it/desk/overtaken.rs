//! Sending into a ticket that changed while it was written: one is told once, and nothing is ever refused for good.

use crate::support::office::{HOUR, MINUTE, Office};
use barback::desk::{Assignee, Desk, DeskError, Edit, Happened, Overtaken, Set, Whom};
use barback::domain::event::EventKind;
use barback::domain::{Category, Priority, Status, Ticket, TicketNumber};

fn seen(desk: &Desk, ticket: TicketNumber) -> Ticket {
    desk.show(ticket).unwrap().ticket
}

/// Sends a comment having seen this; what came between, if something did.
fn send(desk: &Desk, seen: &Ticket, body: &str) -> Option<Overtaken> {
    match desk.post(desk.new_order(), seen.number.into(), body, false, Some(seen)) {
        Ok(_) => None,
        Err(DeskError::Overtaken(overtaken)) => Some(*overtaken),
        Err(other) => panic!("{other}"),
    }
}

fn note(office: &Office, who: &str, ticket: TicketNumber, body: &str) {
    let desk = office.desk(who);
    desk.note(desk.new_order(), ticket.into(), body).unwrap();
}

fn comment(office: &Office, who: &str, ticket: TicketNumber, body: &str) {
    let desk = office.desk(who);
    desk.comment(desk.new_order(), ticket.into(), body).unwrap();
}

#[test]
fn staff_are_told_of_everything_others_did_and_send_again_having_seen_it() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let before = seen(&dana, ticket);
    note(&office, "kofi", ticket, "third tonight");
    comment(&office, "ida", ticket, "Still waiting.");
    kofi.assign(kofi.new_order(), &[ticket.into()], &Assignee::User(Whom::Me), None).unwrap();
    office.walk("kofi", ticket, Status::Resolved).unwrap();
    let overtaken = send(&dana, &before, "On my way.").expect("told");
    let told: Vec<_> = overtaken.news.iter().map(|news| (news.by.as_deref().unwrap(), &news.what)).collect();
    assert_eq!(told[0], ("Kofi Mensah", &Happened::Noted("third tonight".to_owned())));
    assert_eq!(told[1], ("Ida Moss", &Happened::Commented("Still waiting.".to_owned())));
    let kinds: Vec<_> = told[2..]
        .iter()
        .map(|(_, what)| match what {
            Happened::Changed(change) => change.kind,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, [EventKind::Assigned, EventKind::Started, EventKind::Resolved]);
    assert_eq!(office.look(ticket).comment_count, 1, "nothing was sent");
    assert_eq!(send(&dana, &overtaken.ticket, "On my way."), None, "told, one has seen it");
    assert_eq!(office.look(ticket).comment_count, 2);
}

#[test]
fn my_own_changes_and_none_at_all_ask_nothing() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let (dana, other_window) = (office.desk("dana"), office.desk("dana"));
    let before = seen(&dana, ticket);
    assert_eq!(send(&dana, &before, "one"), None);
    let edit = Edit { priority: Some(Set::blindly(Priority::High)), ..Edit::default() };
    other_window.edit(other_window.new_order(), &[ticket.into()], &edit).unwrap();
    note(&office, "dana", ticket, "from my other window");
    assert_eq!(send(&dana, &before, "two"), None);
}

#[test]
fn without_having_looked_nothing_is_asked() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    note(&office, "kofi", ticket, "third tonight");
    comment(&office, "dana", ticket, "as the command line sends it");
    assert_eq!(office.look(ticket).comment_count, 1);
}

#[test]
fn a_note_asks_too_and_a_retry_of_what_went_through_does_not() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let dana = office.desk("dana");
    let (before, order) = (seen(&dana, ticket), dana.new_order());
    dana.post(order, ticket.into(), "mine", true, Some(&before)).unwrap();
    note(&office, "kofi", ticket, "his");
    dana.post(order, ticket.into(), "mine", true, Some(&before)).expect("it was sent already");
    let refused = dana.post(dana.new_order(), ticket.into(), "another", true, Some(&before));
    assert!(matches!(refused, Err(DeskError::Overtaken(_))), "{refused:?}");
    assert_eq!(office.look(ticket).note_count, 2);
}

#[test]
fn a_guest_is_told_in_public_words_and_never_of_a_note() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let ida = office.desk("ida");
    let before = seen(&ida, ticket);
    // The clock goes back as well: what staff do among themselves must not show by its times either.
    office.clock.forward(HOUR);
    note(&office, "kofi", ticket, "she is drunk");
    let kofi = office.desk("kofi");
    kofi.assign(kofi.new_order(), &[ticket.into()], &Assignee::User(Whom::Me), None).unwrap();
    let edit = Edit { priority: Some(Set::blindly(Priority::High)), ..Edit::default() };
    kofi.edit(kofi.new_order(), &[ticket.into()], &edit).unwrap();
    office.clock.forward(-HOUR);
    assert_eq!(send(&ida, &before, "Hello?"), None, "nothing of this is theirs to know");
    let before = seen(&ida, ticket);
    office.clock.forward(MINUTE);
    comment(&office, "dana", ticket, "On our way.");
    let edit = Edit { category: Some(Set::blindly(Category::Technical)), ..Edit::default() };
    kofi.edit(kofi.new_order(), &[ticket.into()], &edit).unwrap();
    office.walk("kofi", ticket, Status::Resolved).unwrap();
    let overtaken = send(&ida, &before, "Hello??").expect("told");
    let told: Vec<_> = overtaken.news.iter().map(|news| (news.by.as_deref(), news.what.clone())).collect();
    let wanted = [
        (Some("Dana Reyes"), Happened::Commented("On our way.".to_owned())),
        (None, Happened::Edited("category")),
        (None, Happened::Stands(Status::Resolved)),
    ];
    assert_eq!(told, wanted);
    assert_eq!((overtaken.ticket.version, overtaken.ticket.note_count), (0, 0));
    assert_eq!(send(&ida, &overtaken.ticket, "Hello??"), None);
    assert_eq!(send(&ida, &before, "my own words"), send(&ida, &before, "ask nothing of me"), "only others' are news");
}

#[test]
fn somebody_who_may_not_write_is_told_just_that() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let ida = office.desk("ida");
    let before = seen(&ida, ticket);
    office.walk("kofi", ticket, Status::Closed).unwrap();
    let refused = ida.post(ida.new_order(), ticket.into(), "Hello?", false, Some(&before));
    assert!(matches!(refused, Err(DeskError::Denied(_))), "{refused:?}");
    let error = DeskError::from(overtaken_of(&office));
    assert_eq!((error.code(), error.to_string().contains("changed while you were writing")), ("conflict", true));
}

fn overtaken_of(office: &Office) -> Overtaken {
    let ticket = office.ticket("ida", "Another");
    let dana = office.desk("dana");
    let before = seen(&dana, ticket);
    note(office, "kofi", ticket, "x");
    send(&dana, &before, "y").expect("told")
}
