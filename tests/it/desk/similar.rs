//! Tickets like the one that is being written.

use crate::support::office::Office;
use barback::desk::{Desk, NewTicket};
use barback::domain::{Status, TicketNumber};

fn told(office: &Office, requester: &str, subject: &str, description: &str) -> TicketNumber {
    office.clock.forward(1_000);
    let new = NewTicket { subject: subject.to_owned(), description: description.to_owned(), ..NewTicket::default() };
    office.create(requester, &new).number
}

fn like(desk: &Desk, subject: &str) -> Vec<TicketNumber> {
    desk.similar(subject).unwrap().into_iter().map(|ticket| ticket.number).collect()
}

#[test]
fn the_likest_come_first_and_of_alike_ones_the_newest() {
    let office = Office::new();
    let bottle = told(&office, "ida", "Cannot redeem bottle", "");
    let scanner = told(&office, "noor", "Scanner 2 at the front bar beeps", "no bottle was redeemed");
    let other = told(&office, "noor", "Bottles, redeemed twice", "");
    told(&office, "noor", "Where is the cloakroom?", "");
    let dana = office.desk("dana");
    assert_eq!(like(&dana, "redeem a bottle at the scanner"), [scanner, other, bottle]);
    assert_eq!(like(&dana, "rédeem BOTTL"), [other, scanner, bottle], "no case, no accents, and a word may go on");
}

#[test]
fn only_what_tells_something_counts() {
    let office = Office::new();
    told(&office, "ida", "Where is the cloakroom, please?", "");
    let dana = office.desk("dana");
    for nothing in ["", "   ", "Where is the", "is it", "please help", "\" OR * NEAR(", "'; DROP TABLE tickets"] {
        assert_eq!(like(&dana, nothing), [], "{nothing:?}");
    }
    assert_eq!(like(&dana, "cloakroom").len(), 1);
    assert_eq!(like(&dana, "cloakroom flooded bottle").len(), 0, "one of three is not alike");
}

#[test]
fn only_active_tickets_and_three_at_most() {
    let office = Office::new();
    let numbers: Vec<TicketNumber> = (0..6).map(|_| told(&office, "ida", "Till 3 is frozen", "")).collect();
    office.walk("dana", numbers[5], Status::Resolved).unwrap();
    office.delete("sam", numbers[4]);
    let wanted = [numbers[3], numbers[2], numbers[1]];
    assert_eq!(like(&office.desk("dana"), "till frozen again"), wanted);
}

#[test]
fn what_only_a_note_says_makes_no_likeness() {
    let office = Office::new();
    let number = told(&office, "ida", "Odd beep", "");
    let dana = office.desk("dana");
    dana.note(dana.new_order(), number.into(), "scanner reboot").unwrap();
    assert_eq!(like(&dana, "scanner reboot"), []);
    assert_eq!(like(&dana, "odd scanner"), [], "one word of two is chance");
    assert_eq!(like(&dana, "odd beep of the scanner"), [number]);
}

#[test]
fn a_guest_is_shown_their_own_and_nothing_of_the_staffs() {
    let office = Office::new();
    let own = told(&office, "ida", "Scanner beeps", "");
    told(&office, "noor", "Scanner beeps", "");
    let dana = office.desk("dana");
    dana.note(dana.new_order(), own.into(), "secretnote").unwrap();
    let ida = office.desk("ida");
    let alike = ida.similar("the scanner beeps").unwrap();
    assert_eq!(alike.iter().map(|ticket| ticket.number).collect::<Vec<_>>(), [own]);
    assert_eq!((alike[0].note_count, alike[0].version), (0, 0), "as a guest sees it");
    assert_eq!(like(&ida, "secretnote"), []);
}
