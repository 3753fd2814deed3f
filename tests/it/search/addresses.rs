//! Staff find people's tickets by their address; guests know nobody's, not even their own.

use crate::support::office::{Office, login};
use crate::support::screen::Screen;
use barback::desk::{Desk, DeskError, UserEdit};
use barback::domain::query::{Reader, remarks};
use barback::domain::search::Page;
use barback::domain::{Among, TicketNumber};

fn found(desk: &Desk, query: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(query).unwrap();
    let listed: Vec<TicketNumber> = desk.list(&query, &Page::first(50)).unwrap().tickets.iter().map(|ticket| ticket.number).collect();
    assert_eq!(desk.count(&query, None).unwrap(), i64::try_from(listed.len()).unwrap(), "{query}");
    listed
}

#[test]
fn words_and_the_field_know_the_requester_s_address() {
    let office = Office::new();
    let (ida, noor) = (office.ticket("ida", "Broken tap"), office.ticket("noor", "Charged twice"));
    let dana = office.desk("dana");
    for query in
        ["ida@example.org", "IDA@Example.org", "ida@exam", "\"ida@example.org\"", "requester:ida@example.org", "requester:IDA@EXAMPLE.ORG"]
    {
        assert_eq!(found(&dana, query), [ida], "{query}");
    }
    assert_eq!(found(&dana, "example.org"), [noor, ida]);
    assert_eq!(found(&dana, "requester:ida@example.org,noor@example.org"), [noor, ida]);
    assert_eq!(found(&dana, "-requester:ida@example.org"), [noor]);
    assert_eq!(found(&dana, "sort:created example.org tap"), [ida], "in rows as well as in the index");
    assert_eq!(dana.read_query("requester:Ida@Example.org").unwrap().to_string(), "requester:ida@example.org");
}

#[test]
fn an_address_that_nobody_has_is_pointed_at() {
    let office = Office::new();
    let dana = office.desk("dana");
    let query = dana.read_query("tap requester:nobody@example.org").unwrap();
    let Err(DeskError::Query(error)) = dana.list(&query, &Page::first(1)) else { panic!("it was found") };
    assert_eq!((error.at, error.message.as_str()), (14, "nobody here has the address \"nobody@example.org\""));
}

#[test]
fn guests_find_nobody_by_an_address() {
    let office = Office::new();
    office.ticket("ida", "Broken tap");
    let ida = office.desk("ida");
    for query in ["ida@example.org", "example", "\"ida@example.org\""] {
        assert_eq!(found(&ida, query), [], "{query}");
    }
    // Whether there is such an address is no answer, either.
    let read = ["ida@example.org", "nobody@example.org"].map(|address| format!("requester:{address}"));
    assert_eq!(read.each_ref().map(|query| found(&ida, query)), [[]; 2]);
    let [one, other] = read.map(|query| format!("{} {:?}", ida.read_query(&query).unwrap(), remarks(&query, Reader::Guest)));
    assert_eq!(one.replace("ida@", "nobody@"), other);
}

#[test]
fn another_address_is_found_and_the_old_one_is_not() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Broken tap");
    let (sam, dana) = (office.desk("sam"), office.desk("dana"));
    let edit = UserEdit { email: Some("moss@other.example".to_owned()), ..UserEdit::default() };
    sam.edit_user(sam.new_order(), &login("ida"), &edit).unwrap();
    office.tidy();
    assert_eq!((found(&dana, "moss@other.example"), found(&dana, "ida@example.org")), (vec![ticket], vec![]));
    assert!(sam.examine(&mut |_, _| {}).unwrap().is_empty());
}

#[test]
fn whoever_types_a_person_finds_them_by_their_address() {
    let office = Office::new();
    let dana = office.desk("dana");
    let like = |typed: &str| -> Vec<String> {
        dana.people_like(typed, Among::Everybody).unwrap().into_iter().map(|user| user.login.to_string()).collect()
    };
    assert_eq!(like("noor@ex"), ["noor"]);
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    screen.keys("/").types("requester:noor@ex");
    assert!(screen.says("Noor Haddad"), "{}", screen.text());
}
