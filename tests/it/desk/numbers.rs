//! Ticket numbers: how they may be typed, that none comes twice, and the range they are drawn from.

use crate::support::office::{Office, number};
use barback::desk::NewTicket;
use barback::domain::TicketNumber;
use barback::store::Store;
use std::collections::BTreeSet;

#[test]
fn a_number_may_be_typed_in_these_forms_and_no_others() {
    for typed in ["482913", "tkt-482913", "TKT-482913", "Tkt-482913", " 482913 "] {
        assert_eq!(typed.parse(), Ok(number(482_913)), "{typed:?}");
    }
    let wrong = [
        "",
        "TKT-",
        "tkt482913",
        "TKT 482913",
        "48291",
        "099999",
        "0482913",
        "-482913",
        "+482913",
        "4e5",
        "482913.0",
        "TKT-TKT-482913",
        "٤٨٢٩١٣",
        "４８２９１３",
        "99999999999999999999",
        "1000000000000000000",
        "éééé",
        "tkt-",
        "482 913",
        "#482913",
    ];
    for typed in wrong {
        let said = typed.parse::<TicketNumber>().expect_err(typed).to_string();
        assert_eq!(said, format!("\"{typed}\" is not a ticket number; use the digits, as in 482913 or TKT-482913"));
    }
    assert_eq!(number(482_913).to_string(), "TKT-482913");
    assert_eq!((TicketNumber::new(99_999), TicketNumber::new(100_000).map(TicketNumber::digits)), (None, Some(100_000)));
}

#[test]
fn a_new_ticket_draws_six_digits_and_every_one_its_own() {
    let office = Office::new();
    let drawn: BTreeSet<i64> = (0..40).map(|_| office.ticket("ida", "x").digits()).collect();
    assert_eq!(drawn.len(), 40);
    assert!(drawn.iter().all(|digits| (100_000..=999_999).contains(digits)));
}

#[test]
fn a_deleted_or_purged_ticket_s_number_is_never_used_again() {
    let office = Office::new();
    let (deleted, purged, refused) = (number(200_000), number(300_000), 400_000);
    for taken in [deleted, purged] {
        office.dice.load(&[taken.digits()]);
        assert_eq!(office.ticket("ida", "x"), taken);
    }
    office.delete("sam", deleted);
    office.purge(purged);
    office.dice.load(&[200_000, 300_000, 200_000, 500_000]);
    assert_eq!(office.ticket("ida", "y"), number(500_000));
    // A refused order reserves nothing.
    office.dice.load(&[refused, refused]);
    let dana = office.desk("dana");
    let nobody = barback::desk::Assignee::User(barback::desk::Whom::Login("nobody".parse().unwrap()));
    let new = NewTicket { subject: "x".to_owned(), assignee: Some(nobody), ..NewTicket::default() };
    dana.create(dana.new_order(), &new).expect_err("nobody has that login");
    assert_eq!(office.ticket("ida", "z"), number(refused));
}

#[test]
fn the_range_changes_once_more_than_half_is_taken() {
    let range = |six, seven| {
        TicketNumber::drawing_range(|lowest| {
            if lowest == 100_000 {
                six
            } else if lowest == 1_000_000 {
                seven
            } else {
                0
            }
        })
    };
    assert_eq!(range(0, 0), 100_000);
    assert_eq!(range(450_000, 0), 100_000, "exactly half is not more than half");
    assert_eq!(range(450_001, 0), 1_000_000);
    assert_eq!(range(900_000, 4_500_000), 1_000_000);
    assert_eq!(range(900_000, 4_500_001), 10_000_000);
    assert_eq!(TicketNumber::drawing_range(|_| i64::MAX / 2), 100_000_000_000_000_000, "it ends at eighteen digits");
}

#[test]
fn a_half_full_desk_draws_seven_digits() {
    let office = Office::new();
    office.raw().execute("INSERT INTO number_ranges (lowest, taken) VALUES (100000, 450000)", []).unwrap();
    assert!(office.ticket("ida", "the last of six digits").digits() < 1_000_000);
    assert_eq!(office.store().read().unwrap().numbers_taken(100_000).unwrap(), 450_001);
    for _ in 0..5 {
        assert!((1_000_000..10_000_000).contains(&office.ticket("ida", "x").digits()));
    }
    let taken = |lowest| office.store().read().unwrap().numbers_taken(lowest).unwrap();
    assert_eq!((taken(100_000), taken(1_000_000), taken(10_000_000)), (450_001, 5, 0));
}
