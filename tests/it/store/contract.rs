//! Reading, writing, rolling back, and the version that keeps two writers apart.

use crate::support::office::{EVENING, Office, login, number};
use barback::domain::event::{Change, EventKind, NewEvent};
use barback::domain::{Note, OrderId, Person, Ticket, TicketId, Timestamp, User};
use barback::store::{Door, Read, Said, Store, StoreError};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

fn user(read: &(impl Read + ?Sized), who: &str) -> User {
    read.user_by_login(&login(who)).unwrap().expect("somebody")
}

fn event(actor: &User, kind: EventKind, after: impl Into<Value>) -> NewEvent {
    let change = Change::new(kind, Value::Null, after);
    NewEvent { order: OrderId(Uuid::from_u128(99)), actor: actor.id, at: Timestamp(EVENING), change }
}

/// The ticket one event later.
fn later(ticket: &Ticket, subject: &str) -> Ticket {
    Ticket { subject: subject.to_owned(), version: ticket.version + 1, ..ticket.clone() }
}

#[test]
fn what_was_committed_is_read_back_and_what_was_dropped_never_was() {
    let office = Office::new();
    let (mine, others) = (office.store(), office.store());
    {
        let write = mine.write().unwrap();
        write.save_setting("venue", "The Anchor").unwrap();
        assert_eq!(write.setting("venue").unwrap().as_deref(), Some("The Anchor"), "a transaction sees its own");
        assert_eq!(others.read().unwrap().setting("venue").unwrap(), None, "and nobody else does");
    }
    assert_eq!(mine.read().unwrap().setting("venue").unwrap(), None, "dropped, it never was");
    let write = mine.write().unwrap();
    write.save_setting("venue", "The Anchor").unwrap();
    write.commit().unwrap();
    assert_eq!(others.read().unwrap().setting("venue").unwrap().as_deref(), Some("The Anchor"));
}

#[test]
fn a_view_stays_as_it_was_while_others_write() {
    let office = Office::new();
    let (mine, others) = (office.store(), office.store());
    let before = mine.data_version().unwrap();
    let view = mine.read().unwrap();
    assert_eq!(view.setting("venue").unwrap(), None);
    let write = others.write().unwrap();
    write.save_setting("venue", "x").unwrap();
    write.commit().unwrap();
    assert_eq!(view.setting("venue").unwrap(), None, "one consistent view");
    drop(view);
    assert_eq!(mine.read().unwrap().setting("venue").unwrap().as_deref(), Some("x"));
    assert_ne!(mine.data_version().unwrap(), before, "and it shows that somebody else committed");
    let now = mine.data_version().unwrap();
    let write = mine.write().unwrap();
    write.save_setting("venue", "y").unwrap();
    write.commit().unwrap();
    assert_eq!(mine.data_version().unwrap(), now, "one's own commits do not");
}

#[test]
fn the_second_to_save_what_both_read_is_stale() {
    let office = Office::new();
    let on = office.ticket("ida", "first");
    let store = office.store();
    let read = store.read().unwrap().ticket(on).unwrap().unwrap();
    let write = store.write().unwrap();
    let sam = user(write.as_ref(), "sam");
    write.save_ticket(&later(&read, "second"), read.version, &[], &[event(&sam, EventKind::SubjectEdited, "second")]).unwrap();
    write.commit().unwrap();
    let write = store.write().unwrap();
    let said = write.save_ticket(&later(&read, "third"), read.version, &[], &[event(&sam, EventKind::SubjectEdited, "third")]);
    assert!(matches!(said, Err(StoreError::Stale)), "{said:?}");
    drop(write);
    let gone = Ticket { id: TicketId(4_711), ..read };
    let said = store.write().unwrap().save_ticket(&later(&gone, "x"), gone.version, &[], &[event(&sam, EventKind::SubjectEdited, "x")]);
    assert!(matches!(said, Err(StoreError::Stale)), "{said:?}");
    assert_eq!(office.look(on).subject, "second");
}

#[test]
fn nothing_is_saved_without_the_events_it_is_for() {
    let office = Office::new();
    let on = office.ticket("ida", "first");
    let store = office.store();
    let write = store.write().unwrap();
    let (ticket, sam) = (write.ticket(on).unwrap().unwrap(), user(write.as_ref(), "sam"));
    let one = event(&sam, EventKind::SubjectEdited, "x");
    for (moved, events) in [(1, vec![]), (0, vec![one.clone()]), (1, vec![one.clone(), one.clone()]), (2, vec![one])] {
        let changed = Ticket { version: ticket.version + moved, ..ticket.clone() };
        let said = write.save_ticket(&changed, ticket.version, &[], &events);
        assert!(matches!(said, Err(StoreError::Broken(_))), "{moved} on with {} events: {said:?}", events.len());
    }
}

#[test]
fn a_ticket_names_only_people_there_are() {
    let office = Office::new();
    let on = office.ticket("ida", "first");
    let store = office.store();
    let write = store.write().unwrap();
    let (ticket, sam) = (write.ticket(on).unwrap().unwrap(), user(write.as_ref(), "sam"));
    let nobody = Person { id: barback::domain::UserId(4_711), ..Person::from(&sam) };
    let changed = Ticket { assignee: Some(nobody), version: ticket.version + 1, ..ticket.clone() };
    let said = write.save_ticket(&changed, ticket.version, &[], &[event(&sam, EventKind::Assigned, "nobody")]);
    assert!(matches!(&said, Err(StoreError::Broken(why)) if why.contains("FOREIGN KEY")), "{said:?}");
}

#[test]
fn a_number_is_reserved_once() {
    let office = Office::new();
    let store = office.store();
    let write = store.write().unwrap();
    assert!(write.reserve(number(482_913)).unwrap());
    assert!(!write.reserve(number(482_913)).unwrap());
    assert!(write.reserve(number(1_000_000)).unwrap());
    let taken = [100_000, 1_000_000, 10_000_000].map(|lowest| write.numbers_taken(lowest).unwrap());
    assert_eq!(taken, [1, 1, 0]);
    drop(write);
    assert!(store.write().unwrap().reserve(number(482_913)).unwrap(), "rolled back, it is free again");
}

#[test]
fn things_are_found_by_every_key_they_have() {
    let office = Office::new();
    let on = office.ticket("ida", "x");
    let store = office.store();
    let read = store.read().unwrap();
    let ticket = read.ticket(on).unwrap().unwrap();
    assert_eq!(read.ticket_by_uuid(ticket.uuid).unwrap().as_ref(), Some(&ticket));
    assert_eq!(read.ticket_by_source("export", "1").unwrap(), None);
    let ida = user(read.as_ref(), "ida");
    assert_eq!(read.user(ida.id).unwrap().as_ref(), Some(&ida));
    assert_eq!(read.user_by_uuid(ida.uuid).unwrap().as_ref(), Some(&ida));
    assert_eq!(read.user_by_email("IDA@Example.ORG").unwrap().as_ref(), Some(&ida));
    let nobody = (read.user_by_email("%").unwrap(), read.user_by_uuid(Uuid::nil()).unwrap(), read.ticket(number(123_456)).unwrap());
    assert_eq!(nobody, (None, None, None));
    let created = read.events(ticket.id).unwrap().remove(0);
    assert_eq!((read.touched_by(created.order).unwrap(), read.order_done(created.order).unwrap()), (vec![on], true));
    assert!(!read.order_done(OrderId(Uuid::nil())).unwrap());
    assert_eq!(read.last_event(ticket.id, &[EventKind::Created]).unwrap(), Some(created));
    assert_eq!(read.last_event(ticket.id, EventKind::Started.same_field()).unwrap(), None);
}

#[test]
fn notes_live_in_a_table_of_their_own() {
    let office = Office::new();
    let on = office.ticket("ida", "x");
    let store = office.store();
    let write = store.write().unwrap();
    let (ticket, sam) = (write.ticket(on).unwrap().unwrap(), user(write.as_ref(), "sam"));
    let words = |uuid, body: &str| barback::domain::Comment {
        uuid: Uuid::from_u128(uuid),
        author: Person::from(&sam),
        body: body.to_owned(),
        created_at: Timestamp(EVENING),
    };
    let said = [Said::Comment(words(1, "public")), Said::Note(Note(words(2, "secret")))];
    let events = [event(&sam, EventKind::Commented, "1"), event(&sam, EventKind::Noted, json!("2"))];
    write.save_ticket(&Ticket { version: ticket.version + 2, ..ticket.clone() }, ticket.version, &said, &events).unwrap();
    write.commit().unwrap();
    let read = store.read().unwrap();
    let bodies: Vec<_> = read.comments(ticket.id).unwrap().into_iter().map(|comment| comment.body).collect();
    assert_eq!(bodies, ["public"]);
    assert_eq!(read.notes(ticket.id).unwrap()[0].0.body, "secret");
    let raw = office.raw();
    let mut columns = raw.prepare("SELECT name FROM pragma_table_info('comments')").unwrap();
    let columns: Vec<String> = columns.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(columns, ["id", "uuid", "ticket_id", "author_id", "body", "created_at"], "and no flag beside what is public");
}

#[test]
fn a_question_that_is_stopped_leaves_no_transaction_open() {
    const QUESTIONS: usize = 3_000;
    let office = Office::new();
    for place in 0..30 {
        office.ticket("ida", &format!("ticket {place}"));
    }
    let store = office.store();
    let stop = store.interrupter();
    let asking = AtomicBool::new(true);
    let answers: Vec<_> = std::thread::scope(|scope| {
        let asking = &asking;
        scope.spawn(move || {
            while asking.load(Ordering::Relaxed) {
                stop();
            }
        });
        let answers = (0..QUESTIONS).map(|_| store.read().and_then(|read| read.users())).collect();
        asking.store(false, Ordering::Relaxed);
        answers
    });
    let stopped = answers.iter().filter(|answer| matches!(answer, Err(StoreError::Interrupted))).count();
    let wrong = answers.iter().find(|answer| !matches!(answer, Ok(_) | Err(StoreError::Interrupted)));
    assert!(wrong.is_none(), "{wrong:?}");
    assert!(stopped > 0, "no question was ever stopped");
    assert!(store.write().is_ok(), "and the next one begins as if nothing had been");
}
