//! A desk in a folder of its own: sam (admin), dana and kofi (bartenders), ida and noor (customers).

mod clock;

pub use clock::{DAY, EVENING, HOUR, MINUTE, TestClock, TestDice};

use barback::desk::clock::Dice;
use barback::desk::{Desk, DeskError, NewTicket, Target, Whom};
use barback::domain::event::{Change, Event, EventKind, NewEvent};
use barback::domain::{Login, OrderId, Role, Status, Ticket, TicketNumber, Timestamp, User, UserId};
use barback::store::Door;
use barback::store::sqlite::{self, Sqlite};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// Login, name and role of everybody.
pub const PEOPLE: [(&str, &str, Role); 5] = [
    ("sam", "Sam Okafor", Role::Admin),
    ("dana", "Dana Reyes", Role::Bartender),
    ("kofi", "Kofi Mensah", Role::Bartender),
    ("ida", "Ida Moss", Role::Customer),
    ("noor", "Noor Haddad", Role::Customer),
];

pub struct Office {
    pub folder: TempDir,
    pub path: PathBuf,
    pub clock: Arc<TestClock>,
    pub dice: Arc<TestDice>,
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        let everybody = sqlite::create_with(&path, &|store| {
            for (place, (login, name, role)) in PEOPLE.into_iter().enumerate() {
                store.insert_founder(&user(place, login, name, role))?;
            }
            store.save_setting("mode", "own")?;
            store.save_setting("first_admin", "sam")
        });
        everybody.expect("a desk");
        Self { folder, path, clock: Arc::new(TestClock::new()), dice: Arc::new(TestDice::new(7)) }
    }

    /// A session of whoever has this login.
    pub fn desk(&self, login: &str) -> Desk {
        Desk::seat(self.store(), self.clock.clone(), self.dice.clone(), self::login(login)).expect("a seat")
    }

    pub fn store(&self) -> Sqlite {
        sqlite::open(&self.path).expect("the desk opens")
    }

    /// The file as any other program would see it.
    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).expect("the file opens")
    }

    /// A ticket of this requester's own making.
    pub fn ticket(&self, requester: &str, subject: &str) -> TicketNumber {
        let new = NewTicket { subject: subject.to_owned(), ..NewTicket::default() };
        self.create(requester, &new).number
    }

    /// A ticket for ida that somebody of the staff made, brought to a status.
    pub fn ticket_at(&self, creator: &str, status: Status) -> TicketNumber {
        let requester = Some(Whom::Login(login("ida")));
        let new = NewTicket { subject: "Cannot redeem bottle".to_owned(), requester, status: Some(status), ..NewTicket::default() };
        self.create(creator, &new).number
    }

    /// And makes it searchable, as an open desk would within a second.
    pub fn create(&self, login: &str, new: &NewTicket) -> Ticket {
        let desk = self.desk(login);
        let ticket = desk.create(desk.new_order(), new).expect("a ticket").value;
        self.tidy();
        ticket
    }

    /// What a session of the staff does while nobody writes: what guests wrote becomes searchable.
    pub fn tidy(&self) {
        let store = self.store();
        while store.tidy().expect("the desk is tidied") {}
    }

    /// Very many open tickets of ida's, assigned to somebody, that came in one transaction.
    pub fn many(&self, assignee: &str, count: i64) -> Vec<TicketNumber> {
        let (store, at) = (self.store(), Timestamp(EVENING));
        let write = store.write().expect("a transaction");
        let user = |who| write.user_by_login(&self::login(who)).expect("people").expect("somebody");
        let (ida, to) = (user("ida"), user(assignee));
        let numbers = (0..count).map(|place| {
            let (number, uuid) = (self::number(500_000 + place), self.dice.uuid(at));
            assert!(write.reserve(number).expect("a number"));
            let mut ticket = Ticket::begun(uuid, number, &ida, ida.id, at);
            ticket.subject = format!("Bottle {place}");
            let created = json!({ "category": ticket.category, "priority": ticket.priority, "requester": ticket.requester.login });
            let mut changes = vec![Change::new(EventKind::Created, Value::Null, created)];
            changes.extend(ticket.assign(Some(&to)).expect("assigned"));
            ticket.moved_on(&changes, at);
            let order = OrderId(uuid);
            let events: Vec<NewEvent> = changes.into_iter().map(|change| NewEvent { order, actor: ida.id, at, change }).collect();
            write.load_ticket(&ticket, &[], &events).expect("a ticket");
            number
        });
        let numbers = numbers.collect();
        write.commit().expect("committed");
        numbers
    }

    /// The ticket as an admin sees it.
    pub fn look(&self, number: TicketNumber) -> Ticket {
        self.desk("sam").show(number).expect("the ticket").ticket
    }

    pub fn history(&self, number: TicketNumber) -> Vec<Event> {
        self.desk("sam").show(number).expect("the ticket").events
    }

    /// The kinds of events a ticket has, by their words.
    pub fn kinds(&self, number: TicketNumber) -> Vec<&'static str> {
        self.history(number).iter().map(|event| event.change.kind.word()).collect()
    }

    pub fn walk(&self, who: &str, number: TicketNumber, to: Status) -> Result<Ticket, DeskError> {
        let desk = self.desk(who);
        desk.transition(desk.new_order(), &[number.into()], to, None, None).map(|done| done.value[0].clone())
    }

    pub fn delete(&self, who: &str, number: TicketNumber) {
        let desk = self.desk(who);
        desk.delete(desk.new_order(), &[number.into()]).expect("deleted");
    }

    pub fn purge(&self, number: TicketNumber) {
        let desk = self.desk("sam");
        self.delete("sam", number);
        desk.purge(desk.new_order(), &[Target::from(number)]).expect("purged");
    }
}

pub fn login(text: &str) -> Login {
    text.parse().expect("a login")
}

pub fn number(digits: i64) -> TicketNumber {
    TicketNumber::new(digits).expect("a ticket number")
}

fn user(place: usize, login: &str, name: &str, role: Role) -> User {
    let (uuid, email) = (Uuid::from_u128(place as u128 + 1), Some(format!("{login}@example.org")));
    User {
        id: UserId(0),
        uuid,
        login: self::login(login),
        name: name.to_owned(),
        email,
        role,
        active: true,
        created_at: Timestamp(EVENING),
    }
}
