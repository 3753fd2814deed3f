//! Deleting, bringing back, and removing for good.

use crate::support::office::{MINUTE, Office};
use barback::desk::{DeskError, NewTicket, Target};
use barback::domain::TicketNumber;
use barback::domain::search::Page;

/// The numbers a query finds for somebody.
fn found(office: &Office, who: &str, query: &str) -> Vec<TicketNumber> {
    let desk = office.desk(who);
    let query = desk.read_query(query).expect("a query");
    let listed: Vec<_> = desk.list(&query, &Page::first(50)).expect("a list").tickets.iter().map(|ticket| ticket.number).collect();
    assert_eq!(desk.count(&query, None).expect("a count"), i64::try_from(listed.len()).unwrap());
    listed
}

#[test]
fn a_deleted_ticket_is_in_no_list_search_or_count_until_it_is_back() {
    let office = Office::new();
    let (ticket, other) = (office.ticket("ida", "Broken tap"), office.ticket("ida", "Other"));
    let dana = office.desk("dana");
    dana.comment(dana.new_order(), ticket.into(), "plumber").unwrap();
    let (before, counts, stats) = (office.look(ticket), dana.counts().unwrap(), dana.stats().unwrap());
    office.clock.forward(MINUTE);
    office.delete("sam", ticket);
    for (who, query) in
        [("dana", ""), ("dana", "tap"), ("dana", "plumber"), ("dana", "is:open tap"), ("ida", "tap"), ("dana", "-is:deleted tap")]
    {
        assert!(!found(&office, who, query).contains(&ticket), "{who}: {query:?}");
    }
    assert_eq!(found(&office, "dana", &ticket.to_string()), []);
    assert_eq!(found(&office, "ida", &ticket.to_string()), []);
    assert_eq!(found(&office, "dana", "is:deleted"), [ticket]);
    assert_eq!(found(&office, "dana", &format!("is:deleted {ticket}")), [ticket]);
    assert_eq!((dana.counts().unwrap().open, dana.counts().unwrap().unassigned), (1, 1));
    assert_eq!(office.desk("ida").counts().unwrap().open, 1);
    assert_eq!(dana.stats().unwrap().by_priority.iter().map(|(_, count)| count).sum::<i64>(), 1);

    let deleted = office.look(ticket);
    assert_eq!((deleted.deleted_by.map(|person| person.name), deleted.version), (Some("Sam Okafor".to_owned()), 3));
    let sam = office.desk("sam");
    sam.undelete(sam.new_order(), &[ticket.into()]).unwrap();
    let back = office.look(ticket);
    assert_eq!((back.deleted_at, back.deleted_by, back.version), (None, None, 4));
    assert_eq!(back.public_updated_at, before.public_updated_at, "to the guest it is as it was");
    assert_eq!((dana.counts().unwrap(), dana.stats().unwrap()), (counts, stats));
    assert_eq!(found(&office, "dana", "plumber"), [ticket]);
    assert_eq!(found(&office, "ida", ""), [other, ticket]);
    assert_eq!(office.kinds(ticket), ["created", "commented", "deleted", "undeleted"]);
}

#[test]
fn deleting_twice_and_undeleting_what_is_there_is_nothing_to_do() {
    let office = Office::new();
    let (ticket, sam) = (office.ticket("ida", "x"), office.desk("sam"));
    sam.undelete(sam.new_order(), &[ticket.into()]).unwrap();
    office.delete("sam", ticket);
    office.delete("sam", ticket);
    assert_eq!(office.kinds(ticket), ["created", "deleted"]);
}

#[test]
fn a_bartender_deletes_and_brings_back_what_they_created() {
    let office = Office::new();
    let (own, others) = (office.ticket("dana", "own"), office.ticket("kofi", "another's"));
    let dana = office.desk("dana");
    let said = dana.delete(dana.new_order(), &[own, others].map(Target::from));
    let Err(DeskError::Bulk(reasons)) = said else { panic!("one of them is not theirs: {said:?}") };
    assert_eq!(reasons[0].1.to_string(), "a bartender may delete tickets only if they created them");
    assert_eq!(office.look(own).deleted_at, None, "all or none");
    office.delete("dana", own);
    dana.undelete(dana.new_order(), &[own.into()]).expect("what they created");
    assert_eq!(office.look(own).deleted_at, None);
}

#[test]
fn a_purge_leaves_one_event_and_none_of_the_text() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Zanzibar subject");
    let (dana, sam) = (office.desk("dana"), office.desk("sam"));
    dana.comment(dana.new_order(), ticket.into(), "Zanzibar comment").unwrap();
    dana.note(dana.new_order(), ticket.into(), "Zanzibar note").unwrap();
    let refused = sam.purge(sam.new_order(), &[ticket.into()]).expect_err("not deleted");
    assert_eq!(refused.to_string(), format!("{ticket} is not deleted; only deleted tickets can be purged"));
    office.delete("sam", ticket);
    let order = sam.new_order();
    assert_eq!(sam.purge(order, &[ticket.into()]).unwrap(), [ticket]);

    let raw = office.raw();
    let count = |sql: &str| raw.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    for table in ["tickets", "comments", "notes", "documents", "search_active", "search_done"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(count("SELECT count(*) FROM numbers"), 1, "the number stays taken");
    for table in ["search_active", "search_done"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {table} WHERE {table} MATCH 'zanzibar'")), 0);
    }
    let (events, text): (i64, String) = raw
        .query_row("SELECT count(*), group_concat(coalesce(before, '') || coalesce(after, '')) FROM events", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((events, text), (1, format!("\"{ticket}\"")));
    let again = sam.purge(sam.new_order(), &[ticket.into()]).expect_err("gone");
    assert!(matches!(again, DeskError::Purged { .. }) && again.code() == "not_found", "{again:?}");
}

#[test]
fn purging_several_is_all_or_none() {
    let office = Office::new();
    let (deleted, kept) = (office.ticket("ida", "x"), office.ticket("ida", "y"));
    office.delete("sam", deleted);
    let sam = office.desk("sam");
    sam.purge(sam.new_order(), &[deleted, kept].map(Target::from)).expect_err("one is not deleted");
    assert!(sam.show(deleted).is_ok());
}

#[test]
fn no_page_of_the_file_keeps_what_was_purged() {
    const SECRET: &str = "my card number is four one one one";
    let office = Office::new();
    let description = SECRET.repeat(400);
    let number = office.create("ida", &NewTicket { subject: SECRET.to_owned(), description, ..NewTicket::default() }).number;
    let sam = office.desk("sam");
    sam.comment(sam.new_order(), number.into(), SECRET).unwrap();
    sam.note(sam.new_order(), number.into(), SECRET).unwrap();
    let holds = || {
        let bytes = std::fs::read(&office.path).unwrap();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    };
    office.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    assert!(holds(), "or the test is blind");
    office.purge(number);
    office.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    assert!(!holds());
}
