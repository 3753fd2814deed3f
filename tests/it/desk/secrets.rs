//! What staff do among themselves leaves no trace for the guest.

use crate::support::office::{MINUTE, Office, login};
use barback::desk::{Assignee, Desk, Edit, Set, Whom};
use barback::domain::query::{Reader, remarks};
use barback::domain::search::Page;
use barback::domain::{Priority, TicketNumber};
use std::fmt::Write as _;

/// Everything a guest can ask, in one text.
fn seen(ida: &Desk, tickets: &[TicketNumber]) -> String {
    let mut all = format!("{:?}", ida.counts().unwrap());
    for query in ["", "tap", "fraud", "dana", "sort:-updated", "sort:created", "updated:<30m", "updated:>30m", "is:active", "-fraud"] {
        let query = ida.read_query(query).expect("a guest's query");
        let _ = writeln!(all, "{query}: {} {:?}", ida.count(&query, None).unwrap(), ida.list(&query, &Page::first(9)).unwrap());
    }
    for ticket in tickets {
        let _ = writeln!(all, "{:?}", ida.show(*ticket).unwrap());
    }
    all
}

#[test]
fn notes_assignees_and_priorities_change_nothing_a_guest_can_ask() {
    let office = Office::new();
    let tickets = [office.ticket("ida", "Broken tap"), office.ticket("ida", "Charged twice")];
    office.clock.forward(40 * MINUTE);
    let ida = office.desk("ida");
    ida.comment(ida.new_order(), tickets[1].into(), "Hello?").unwrap();
    office.clock.forward(40 * MINUTE);
    let before = seen(&ida, &tickets);

    let dana = office.desk("dana");
    let on = [tickets[0].into()];
    dana.note(dana.new_order(), tickets[0].into(), "fraud, says dana").unwrap();
    dana.assign(dana.new_order(), &on, &Assignee::User(Whom::Login(login("dana"))), None).unwrap();
    let urgent = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
    dana.edit(dana.new_order(), &on, &urgent).unwrap();
    let sam = office.desk("sam");
    sam.delete(sam.new_order(), &on).unwrap();
    sam.undelete(sam.new_order(), &on).unwrap();

    assert_eq!(seen(&ida, &tickets), before, "text, order, counts, times and search hits");
    for again in [false, true] {
        for _ in 0..3 {
            office.clock.forward(1);
            let turned = if again { dana.redo(dana.new_order()) } else { dana.undo(dana.new_order()) };
            assert_eq!(turned.unwrap().value.len(), 1);
            assert_eq!(seen(&ida, &tickets), before, "and so does taking it back and doing it again");
        }
    }
    let dossier = ida.show(tickets[0]).unwrap();
    assert!(dossier.notes.is_empty() && dossier.events.is_empty());
    assert_eq!((dossier.ticket.version, dossier.ticket.note_count, dossier.ticket.assignee), (0, 0, None));
    // And staff do find all that.
    let query = dana.read_query("fraud").unwrap();
    assert_eq!(dana.count(&query, None).unwrap(), 1);
}

#[test]
fn what_a_guest_s_own_order_answers_is_as_bare() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Broken tap");
    let dana = office.desk("dana");
    dana.note(dana.new_order(), ticket.into(), "fraud").unwrap();
    office.walk("dana", ticket, barback::domain::Status::Resolved).unwrap();
    let ida = office.desk("ida");
    let posted = ida.comment(ida.new_order(), ticket.into(), "thanks").unwrap().value;
    let closed = office.walk("ida", ticket, barback::domain::Status::Closed).unwrap();
    for is in [posted.ticket, closed] {
        assert_eq!((is.version, is.note_count, is.assignee, is.priority), (0, 0, None, Priority::Medium));
        assert_eq!((is.updated_at, is.unanswered_since, is.deleted_at), (is.public_updated_at, None, None));
    }
}

#[test]
fn a_guest_s_language_has_no_words_for_it() {
    let office = Office::new();
    let ida = office.desk("ida");
    // A field of theirs is text with a colon, like any other that is none.
    for query in ["priority:high", "assignee:dana", "assignee:me", "requester:ida"] {
        let (name, _) = query.split_once(':').unwrap();
        assert_eq!(ida.read_query(query).unwrap().to_string(), query);
        let remark = remarks(query, Reader::Guest).unwrap();
        assert_eq!(Some(remark.replace(name, "colour")), remarks("colour:red", Reader::Guest));
    }
    for query in ["is:unassigned", "is:mine", "is:deleted", "sort:priority"] {
        let error = ida.read_query(query).expect_err(query);
        assert_eq!(error.code(), "usage", "{query}");
        let said = error.to_string();
        let offered = said.split("; ").nth(1).expect("what could stand there");
        assert!(
            !["urgent", "priority", "assign", "requester", "mine", "deleted", "login"].iter().any(|word| offered.contains(word)),
            "{said}"
        );
    }
}

#[test]
fn a_clock_that_goes_backwards_tells_a_guest_of_no_note() {
    let seen_with = |note: bool| {
        let office = Office::new();
        let ticket = office.ticket("ida", "Broken tap");
        office.clock.forward(40 * MINUTE);
        let dana = office.desk("dana");
        if note {
            dana.note(dana.new_order(), ticket.into(), "known trouble").unwrap();
        }
        office.clock.forward(-30 * MINUTE);
        let ida = office.desk("ida");
        ida.comment(ida.new_order(), ticket.into(), "still broken").unwrap();
        let kofi = office.desk("kofi");
        kofi.transition(kofi.new_order(), &[ticket.into()], barback::domain::Status::Resolved, None, None).unwrap();
        let dossier = ida.show(ticket).unwrap();
        let ticket = dossier.ticket;
        (dossier.comments[0].created_at, ticket.updated_at, ticket.resolved_at, ticket.public_updated_at)
    };
    assert_eq!(seen_with(true), seen_with(false));
}

#[test]
fn a_guest_is_told_of_no_version_and_of_nobody_in_a_conflict() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Broken tap");
    let (ida, dana) = (office.desk("ida"), office.desk("dana"));
    dana.note(dana.new_order(), ticket.into(), "known trouble").unwrap();
    let strict = barback::desk::Target { number: ticket, if_version: Some(1) };
    let said = ida.comment(ida.new_order(), strict, "hello?").unwrap_err();
    assert_eq!((said.code(), said.to_string().contains("version")), ("denied", false), "{said}");
    office.walk("dana", ticket, barback::domain::Status::Closed).unwrap();
    let seen = Some(barback::domain::Status::Resolved);
    let said = ida.transition(ida.new_order(), &[ticket.into()], barback::domain::Status::Open, None, seen).unwrap_err();
    assert_eq!(said.to_string(), format!("{ticket} is closed now; look again and decide"));
}
