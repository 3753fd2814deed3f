//! Who spoke last: what is new to whom, the order of *Waiting longest*, and the pulse by which a desk wakes.

use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Assignee, Desk, Edit, Set, Whom};
use barback::domain::query::{Query, Reader, Sort, SortKey};
use barback::domain::search::Page;
use barback::domain::{Priority, Status, TicketNumber};

fn everything(desk: &Desk) -> Vec<TicketNumber> {
    let mut unread = desk.list(&Query::default(), &Page::first(100)).unwrap().unread;
    unread.sort();
    unread
}

fn comment(office: &Office, who: &str, ticket: TicketNumber) {
    office.clock.forward(MINUTE);
    let desk = office.desk(who);
    desk.comment(desk.new_order(), ticket.into(), "and another thing").unwrap();
}

fn look(office: &Office, who: &str, ticket: TicketNumber) {
    office.desk(who).looked_at(ticket, office.look(ticket).requester_spoke_at).unwrap();
}

#[test]
fn each_has_looked_for_themselves() {
    let office = Office::new();
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    assert_eq!(everything(&dana), [ticket]);
    look(&office, "dana", ticket);
    assert_eq!((everything(&dana), everything(&kofi)), (vec![], vec![ticket]));
    comment(&office, "ida", ticket);
    assert_eq!(everything(&dana), [ticket], "new words are new");
    comment(&office, "kofi", ticket);
    assert_eq!((everything(&dana), everything(&kofi)), (vec![], vec![]), "answered by anybody");
    comment(&office, "ida", ticket);
    assert_eq!((everything(&dana), everything(&kofi)), (vec![ticket], vec![ticket]));
}

#[test]
fn what_was_said_after_i_looked_is_new_whatever_the_clock_says() {
    let office = Office::new();
    let dana = office.desk("dana");
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let seen = office.look(ticket).requester_spoke_at;
    comment(&office, "ida", ticket);
    office.clock.forward(MINUTE);
    dana.looked_at(ticket, seen).unwrap();
    assert_eq!(everything(&dana), [ticket], "it came while I read what was before it");
    look(&office, "dana", ticket);
    dana.looked_at(ticket, seen).unwrap();
    assert_eq!(everything(&dana), [], "an older look takes nothing back");
}

#[test]
fn to_a_guest_and_to_whoever_asks_about_their_own_nothing_is_new() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    office.ticket("dana", "My own locker");
    assert_eq!(everything(&office.desk("ida")), []);
    assert_eq!(everything(&office.desk("dana")), [ticket]);
    look(&office, "ida", ticket);
    let looks: i64 = office.raw().query_row("SELECT count(*) FROM looks", [], |row| row.get(0)).unwrap();
    assert_eq!(looks, 0, "and nothing is kept of where a guest looked");
}

#[test]
fn looking_writes_only_where_there_is_something_to_clear_and_never_history() {
    let office = Office::new();
    let dana = office.desk("dana");
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let (watcher, before) = (office.desk("kofi"), office.look(ticket));
    let (version, pulse) = (watcher.data_version().unwrap(), watcher.pulse().unwrap());
    look(&office, "dana", ticket);
    let looked = watcher.data_version().unwrap();
    assert_ne!(looked, version);
    look(&office, "dana", ticket);
    assert_eq!(watcher.data_version().unwrap(), looked, "the second time nothing is written");
    assert_eq!(watcher.pulse().unwrap(), pulse, "no queue moves by it");
    assert_eq!(office.look(ticket), before);
    assert!(dana.strides().onwards(pulse) == pulse);
}

#[test]
fn the_pulse_moves_with_everything_the_history_tells() {
    let office = Office::new();
    let sam = office.desk("sam");
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let mut pulses = vec![sam.pulse().unwrap()];
    let mut moved = |what: &str| {
        let now = sam.pulse().unwrap();
        assert!(!pulses.contains(&now), "{what}");
        pulses.push(now);
    };
    comment(&office, "ida", ticket);
    moved("a comment");
    office.walk("dana", ticket, Status::Resolved).unwrap();
    moved("a step");
    office.delete("sam", ticket);
    moved("deleted");
    let desk = office.desk("sam");
    desk.purge(desk.new_order(), &[ticket.into()]).unwrap();
    moved("purged: the keys of its events are given again");
}

#[test]
fn a_session_knows_its_own_strides_from_those_of_others() {
    let office = Office::new();
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let ticket = office.ticket("ida", "Cannot redeem bottle");
    let start = dana.pulse().unwrap();
    dana.note(dana.new_order(), ticket.into(), "one").unwrap();
    dana.note(dana.new_order(), ticket.into(), "two").unwrap();
    let own = dana.pulse().unwrap();
    kofi.note(kofi.new_order(), ticket.into(), "three").unwrap();
    dana.note(dana.new_order(), ticket.into(), "four").unwrap();
    assert_eq!(dana.strides().onwards(start), own, "as far as it was only me");
    assert_ne!(own, dana.pulse().unwrap());
}

#[test]
fn waiting_longest_is_moved_by_public_answers_and_nothing_else() {
    let office = Office::new();
    let tickets = ["first", "second", "third"].map(|subject| {
        office.clock.forward(MINUTE);
        office.ticket("ida", subject)
    });
    let waiting = Query { sort: Sort { key: SortKey::Waiting, reversed: false }, ..Query::parse("is:active", Reader::Staff).unwrap() };
    let order = || office.desk("dana").list(&waiting, &Page::first(100)).unwrap().tickets;
    let numbers = || order().iter().map(|ticket| ticket.number).collect::<Vec<_>>();
    assert_eq!(numbers(), tickets);
    let (dana, second) = (office.desk("dana"), tickets[1]);
    office.clock.forward(MINUTE);
    dana.note(dana.new_order(), second.into(), "not for them").unwrap();
    let edit = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
    dana.edit(dana.new_order(), &[second.into()], &edit).unwrap();
    dana.assign(dana.new_order(), &[second.into()], &Assignee::User(Whom::Login(login("kofi"))), None).unwrap();
    office.walk("dana", second, Status::InProgress).unwrap();
    look(&office, "dana", second);
    comment(&office, "ida", second);
    assert_eq!(numbers(), tickets, "not even by the requester, who waits since the first of it");
    comment(&office, "kofi", second);
    assert_eq!(numbers(), [tickets[0], tickets[2]]);
    comment(&office, "ida", second);
    assert_eq!(numbers(), [tickets[0], tickets[2], second]);
}
