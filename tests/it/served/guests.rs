//! The door for guests, asked of the engine itself.

use super::served;
use crate::support::office::login;
use barback::desk::{Assignee, Edit, Set, Whom};
use barback::domain::Priority;
use barback::domain::search::Page;
use barback::store::{Door, GuestStore, Store};

/// What a guest's reading connection is not let do.
const UNREADABLE: &[&str] = &[
    "SELECT body FROM notes",
    "SELECT count(*) FROM notes",
    "SELECT 1 FROM notes",
    "SELECT subject FROM tickets WHERE EXISTS (SELECT 1 FROM notes)",
    "SELECT id FROM events",
    "SELECT open FROM counters",
    "SELECT rowid FROM search_active WHERE search_active MATCH 'x'",
    "SELECT block FROM search_active_data",
    "SELECT doc FROM search_done",
    "SELECT place FROM documents",
    "SELECT body FROM withdrawn",
    "SELECT name FROM views",
    "SELECT number FROM numbers",
    "SELECT at FROM looks",
    "SELECT line FROM keys",
    "SELECT email FROM users",
    "SELECT email_key FROM users",
    "SELECT priority FROM tickets",
    "SELECT assignee_id FROM tickets",
    "SELECT version FROM tickets",
    "SELECT updated_at FROM tickets",
    "SELECT note_count FROM tickets",
    "SELECT creator_id FROM tickets",
    "SELECT requester_spoke_at FROM tickets",
    "SELECT unanswered_since FROM tickets",
    "SELECT deleted_by FROM tickets",
    "SELECT source FROM tickets",
    "SELECT number FROM tickets ORDER BY updated_at",
    "SELECT count(*) FROM tickets GROUP BY priority",
    "SELECT sql FROM sqlite_schema",
    "DELETE FROM tickets",
    "UPDATE tickets SET subject = ''",
    "INSERT INTO comments DEFAULT VALUES",
    "DELETE FROM documents",
    "INSERT INTO unsearched VALUES (1, 1)",
    "SELECT place FROM stale",
    "SELECT user_id FROM renamed",
    "CREATE TABLE mine (x)",
    "CREATE TEMP TABLE mine (x)",
    "ATTACH ':memory:' AS other",
    "PRAGMA writable_schema = 1",
    "PRAGMA table_info(notes)",
];

/// What the writing one is not.
const UNWRITABLE: &[&str] = &[
    "SELECT body FROM notes",
    "SELECT uuid FROM notes",
    "SELECT body FROM withdrawn",
    "INSERT INTO notes DEFAULT VALUES",
    "DELETE FROM notes",
    "UPDATE notes SET body = ''",
    "UPDATE users SET role = 1",
    "UPDATE settings SET value = ''",
    "INSERT INTO keys DEFAULT VALUES",
    "SELECT rowid FROM search_active WHERE search_active MATCH 'x'",
    "SELECT block FROM search_done_data",
    "INSERT INTO search_active (rowid, doc) VALUES (1, 'x')",
    "DELETE FROM search_done WHERE rowid = 1",
    "INSERT INTO search_done (search_done) VALUES ('optimize')",
    "UPDATE eras SET next = 1",
    "SELECT user_id FROM renamed",
    "CREATE TABLE mine (x)",
    "CREATE TEMP TRIGGER document AFTER INSERT ON tickets BEGIN SELECT body FROM notes; END",
    "CREATE TRIGGER document AFTER INSERT ON tickets BEGIN SELECT 1; END",
    "CREATE VIEW document AS SELECT body FROM notes",
    "ATTACH ':memory:' AS other",
];

#[test]
fn the_engine_refuses_what_is_not_public_to_the_connection_that_reads() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let guest = office.store().read().unwrap().user_by_login(&login("ida")).unwrap().unwrap().id;
    let store = office.store().for_guest(guest).unwrap();
    for sql in UNREADABLE {
        assert!(!store.lets_read(sql), "{sql}");
    }
    for sql in [
        "SELECT number, subject, public_updated_at FROM tickets WHERE requester_id = 1 AND deleted_at IS NULL",
        "SELECT body FROM comments",
        "PRAGMA data_version",
    ] {
        assert!(store.lets_read(sql), "{sql}");
    }
    // And to the one that writes, notes and the index that knows their words.
    for sql in UNWRITABLE {
        assert!(!store.lets_write(sql).unwrap(), "{sql}");
    }
    for sql in ["INSERT INTO unsearched VALUES (1, 1)", "INSERT INTO stale VALUES (1, 1)", "DELETE FROM documents WHERE ticket_id = 1"] {
        assert!(store.lets_write(sql).unwrap(), "{sql}");
    }
    let write = store.write().unwrap();
    let found = write.ticket(ticket).unwrap().unwrap();
    assert!(write.notes(found.id).is_err() && write.ticket(ticket).is_ok());
    assert_eq!(store.read().unwrap().comments(found.id).unwrap(), []);
}

#[test]
fn what_a_guest_writes_keeps_the_words_of_notes_in_the_staffs_index() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let (ida, dana) = (office.desk("ida"), office.desk("dana"));
    dana.note(dana.new_order(), ticket.into(), "blacklisted since May").unwrap();
    ida.comment(ida.new_order(), ticket.into(), "still dripping").unwrap();
    office.tidy();
    for (who, text, count) in [(&dana, "blacklisted dripping", 1), (&ida, "blacklisted", 0), (&ida, "dripping", 1)] {
        let query = who.read_query(text).unwrap();
        assert_eq!(who.count(&query, None).unwrap(), count, "{text}");
    }
    assert!(office.desk("sam").examine(&mut |_, _| {}).unwrap().iter().all(|finding| finding.check == "place"));
}

#[test]
fn what_is_another_s_is_not_there_by_any_key() {
    let office = served();
    let (own, other) = (office.ticket("ida", "Broken tap"), office.ticket("noor", "Charged twice"));
    let noor = office.desk("noor");
    noor.comment(noor.new_order(), other.into(), "hello?").unwrap();
    let theirs = office.look(other).id;
    let guest = office.store().read().unwrap().user_by_login(&login("ida")).unwrap().unwrap();
    let store = office.store().for_guest(guest.id).unwrap();
    {
        let read = store.read().unwrap();
        assert_eq!((read.ticket(own).unwrap().is_some(), read.ticket(other).unwrap()), (true, None));
        assert_eq!((read.comments(theirs).unwrap(), read.user_by_login(&login("ida")).unwrap().unwrap().email), (Vec::new(), None));
    }
    let write = store.write().unwrap();
    assert_eq!((write.ticket(own).unwrap().is_some(), write.ticket(other).unwrap()), (true, None));
    drop(write);
    office.delete("sam", own);
    assert_eq!((store.read().unwrap().ticket(own).unwrap(), store.write().unwrap().ticket(own).unwrap()), (None, None));
}

#[test]
fn what_staff_do_among_themselves_wakes_no_window_of_a_guest() {
    let office = served();
    let ticket = office.ticket("ida", "Broken tap");
    let (ida, dana, sam) = (office.desk("ida"), office.desk("dana"), office.desk("sam"));
    let mut pulse = ida.pulse().unwrap();
    let mut moved = |what: &str, is_public: bool| {
        let now = ida.pulse().unwrap();
        assert_eq!(now != pulse, is_public, "{what}");
        pulse = now;
    };
    let urgent = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
    dana.note(dana.new_order(), ticket.into(), "known trouble").unwrap();
    moved("note", false);
    dana.edit(dana.new_order(), &[ticket.into()], &urgent).unwrap();
    moved("priority", false);
    dana.assign(dana.new_order(), &[ticket.into()], &Assignee::User(Whom::Me), None).unwrap();
    moved("assignee", false);
    dana.undo(dana.new_order()).unwrap();
    moved("undo", false);
    office.ticket("noor", "another's");
    moved("another's", false);
    sam.delete(sam.new_order(), &[ticket.into()]).unwrap();
    moved("deleted", true);
    sam.undelete(sam.new_order(), &[ticket.into()]).unwrap();
    moved("undeleted", true);
    dana.comment(dana.new_order(), ticket.into(), "on my way").unwrap();
    moved("comment", true);
    let edit = Edit { subject: Some(Set::blindly("Dripping tap".to_owned())), ..Edit::default() };
    dana.edit(dana.new_order(), &[ticket.into()], &edit).unwrap();
    moved("subject", true);
}

/// In a desk that was restored a key of the file may be another's: the window that was open goes.
#[test]
fn a_door_is_one_person_s_also_after_a_restore() {
    let office = served();
    let before = office.folder.path().join("before.db");
    assert_eq!(office.run(&["backup", before.to_str().unwrap()]).status, 0);
    for login in ["ben", "eve"] {
        office.run(&["user", "add", login, "--name", login, "--role", "customer"]);
    }
    office.run(&["new", "-s", "ben's own", "--for", "ben"]);
    let with_both = office.folder.path().join("both.db");
    assert_eq!(office.run(&["backup", with_both.to_str().unwrap()]).status, 0);
    assert_eq!(office.run(&["restore", "--yes", before.to_str().unwrap()]).status, 0);
    for login in ["eve", "ben"] {
        office.run(&["user", "add", login, "--name", login, "--role", "customer"]);
    }
    let eve = office.desk("eve");
    assert_eq!(eve.list(&eve.read_query("").unwrap(), &Page::first(9)).unwrap().tickets, []);
    assert_eq!(office.run(&["restore", "--yes", with_both.to_str().unwrap()]).status, 0);
    let error = eve.whoami().expect_err("somebody else has that key of the file now");
    assert_eq!(error.to_string(), "you are a customer here now; open the desk again");
    let again = office.desk("eve");
    assert_eq!(again.list(&again.read_query("").unwrap(), &Page::first(9)).unwrap().tickets, []);
}
