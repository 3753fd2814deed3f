//! Lists: whose tickets, in what order, and the number that comes first.

use crate::support::office::{HOUR, MINUTE, Office, login};
use barback::desk::{Desk, NewTicket, Whom};
use barback::domain::search::{Page, SORTED_HITS};
use barback::domain::{Priority, TicketNumber};
use barback::store::Door;

fn numbers(desk: &Desk, query: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    desk.list(&query, &Page::first(5_000)).unwrap().tickets.iter().map(|ticket| ticket.number).collect()
}

#[test]
fn a_guest_lists_their_own_and_staff_everybody_s() {
    let office = Office::new();
    let [one, two, three] = [("ida", "tap"), ("noor", "tap"), ("ida", "till")].map(|(who, subject)| office.ticket(who, subject));
    assert_eq!(numbers(&office.desk("ida"), ""), [three, one]);
    assert_eq!(numbers(&office.desk("noor"), ""), [two]);
    assert_eq!(numbers(&office.desk("dana"), ""), [three, two, one]);
    assert_eq!(numbers(&office.desk("ida"), "tap"), [one]);
    assert_eq!(numbers(&office.desk("ida"), &two.to_string()), [], "not even by its number");
    assert_eq!(office.desk("noor").counts().unwrap().open, 1);
}

#[test]
fn newest_activity_comes_first_and_each_order_has_its_reverse() {
    let office = Office::new();
    let priority = |priority| NewTicket { subject: "x".to_owned(), priority: Some(priority), ..NewTicket::default() };
    let [low, urgent, high] = [Priority::Low, Priority::Urgent, Priority::High].map(|is| {
        office.clock.forward(MINUTE);
        office.create("dana", &priority(is)).number
    });
    office.clock.forward(HOUR);
    let dana = office.desk("dana");
    dana.note(dana.new_order(), low.into(), "activity").unwrap();
    assert_eq!(numbers(&dana, ""), [low, high, urgent]);
    assert_eq!(numbers(&dana, "sort:-updated"), [urgent, high, low]);
    assert_eq!(numbers(&dana, "sort:created"), [high, urgent, low]);
    assert_eq!(numbers(&dana, "sort:-created"), [low, urgent, high]);
    assert_eq!(numbers(&dana, "sort:priority"), [urgent, high, low]);
    assert_eq!(numbers(&dana, "sort:-priority"), [low, high, urgent]);
    // The whole of a tie is newest first, whichever way the order goes.
    let newest = office.create("dana", &priority(Priority::Low)).number;
    assert_eq!(numbers(&dana, "sort:-priority"), [newest, low, high, urgent]);
}

#[test]
fn a_number_alone_finds_that_ticket_first() {
    let office = Office::new();
    office.clock.forward(-HOUR);
    office.dice.load(&[482_913]);
    let meant = office.ticket("ida", "the one");
    office.clock.forward(HOUR);
    let mentions = office.ticket("ida", "see 482913 and TKT-482913");
    let dana = office.desk("dana");
    for who in ["dana", "ida"] {
        let desk = office.desk(who);
        for query in ["482913", "tkt-482913", "TKT-482913", "482913 is:open", "482913 sort:created"] {
            assert_eq!(numbers(&desk, query), [meant, mentions], "{who}: {query}");
        }
        for query in ["\"482913\"", "48291", "482913 see"] {
            assert_ne!(numbers(&desk, query).first(), Some(&meant), "{who}: {query} is ordinary text");
        }
    }
    assert_eq!(numbers(&dana, "482913 is:closed"), [], "unless a field leaves it out");
    let query = dana.read_query("482913").unwrap();
    let first = dana.list(&query, &Page::first(1)).unwrap();
    assert_eq!(first.tickets[0].number, meant);
    assert_eq!(dana.count(&query, None).unwrap(), 2, "and it is counted once");
    assert_eq!((dana.count(&query, Some(1)).unwrap(), dana.count(&query, Some(0)).unwrap()), (1, 0), "up to the cap");
}

#[test]
fn with_words_and_another_order_the_newest_thousand_are_ordered() {
    let office = Office::new();
    let many = i64::try_from(SORTED_HITS).unwrap() + 5;
    let dana = office.desk("dana");
    office.ticket("ida", "bottle");
    // A thousand and more at once, as an import would put them there: all created alike, the first the longest ago.
    let raw = office.raw();
    let copy = "INSERT INTO tickets (uuid, number, subject, description, category, priority, status, requester_id, creator_id, version,
            created_at, updated_at, public_updated_at, requester_spoke_at)
        SELECT randomblob(16), ?1, subject, description, category, priority, status, requester_id, creator_id, version,
            created_at - ?1, updated_at + ?1, public_updated_at, requester_spoke_at FROM tickets WHERE id = 1";
    raw.execute_batch("BEGIN").unwrap();
    for number in 900_000..900_000 + many - 1 {
        raw.execute("INSERT INTO numbers VALUES (?1)", [number]).unwrap();
        raw.execute(copy, [number]).unwrap();
        raw.execute("INSERT INTO unsearched VALUES (0, ?1)", [raw.last_insert_rowid()]).unwrap();
    }
    raw.execute_batch("COMMIT").unwrap();
    while office.store().tidy().unwrap() {}
    let list = |query: &str| dana.list(&dana.read_query(query).unwrap(), &Page::first(5_000)).unwrap();
    let plain = list("bottle");
    assert_eq!((i64::try_from(plain.tickets.len()).unwrap(), plain.newest_only), (many, false));
    let sorted = list("bottle sort:created");
    assert_eq!((sorted.tickets.len(), sorted.newest_only), (SORTED_HITS, true), "and the list says so");
    let newest: Vec<_> = plain.tickets[..SORTED_HITS].iter().map(|ticket| ticket.number).collect();
    assert!(sorted.tickets.iter().all(|ticket| newest.contains(&ticket.number)));
    assert!(sorted.tickets.is_sorted_by(|one, next| one.created_at >= next.created_at));
    let guest = office.desk("ida");
    let own = guest.list(&guest.read_query("bottle sort:created").unwrap(), &Page::first(5_000)).unwrap();
    assert_eq!((i64::try_from(own.tickets.len()).unwrap(), own.newest_only), (many, false), "a guest's own are all ordered");
    let unsorted = list("sort:created");
    assert_eq!((i64::try_from(unsorted.tickets.len()).unwrap(), unsorted.newest_only), (many, false), "without words all are ordered");
    assert_eq!(dana.count(&dana.read_query("bottle sort:created").unwrap(), None).unwrap(), many);
}

#[test]
fn somebody_the_desk_does_not_know_is_pointed_at() {
    let office = Office::new();
    let dana = office.desk("dana");
    let query = dana.read_query("tap assignee:none,eve").unwrap();
    let error = dana.list(&query, &Page::first(1)).expect_err("nobody has that login");
    assert_eq!(error.to_string(), "at character 19: nobody here has the login \"eve\"; me or somebody's login could stand here");
    assert_eq!(error.code(), "usage");
}

#[test]
fn the_picker_shows_active_staff_by_name_with_their_load() {
    let office = Office::new();
    office.ticket_at("kofi", barback::domain::Status::InProgress);
    office.ticket_at("kofi", barback::domain::Status::Resolved);
    let staff: Vec<_> = office.desk("dana").staff().unwrap().into_iter().map(|one| (one.user.name, one.load)).collect();
    assert_eq!(staff, [("Dana Reyes".to_owned(), 0), ("Kofi Mensah".to_owned(), 1), ("Sam Okafor".to_owned(), 0)]);
    let stats = office.desk("dana").stats().unwrap();
    assert_eq!(stats.by_assignee[0], (login("kofi"), "Kofi Mensah".to_owned(), 1));
    let for_id = Whom::Id(office.desk("dana").whoami().unwrap().uuid);
    let new = NewTicket { subject: "by id".to_owned(), requester: Some(for_id), ..NewTicket::default() };
    assert_eq!(office.create("sam", &new).requester.login, login("dana"));
}
