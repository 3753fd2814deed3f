//! The demo's desks: what a visitor sees, and what every ticket must hold.

use barback::desk::demo::{Plan, Stage, large, office};
use barback::domain::event::{Event, EventKind};
use barback::domain::search::{Condition, Order, Page, Period, Scope, Search, Test};
use barback::domain::text::{Field, clean};
use barback::domain::words::have;
use barback::domain::{Category, Comment, Note, Priority, Role, Status, Ticket, TicketNumber, Timestamp, User};
use barback::store::{Counts, FileFault, Read, Store, StoreError, sqlite};
use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

const NOW: Timestamp = Timestamp(1_795_215_600_000);
const MINUTE: i64 = 60_000;

/// A place for one desk, gone with the test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("desk.db")
    }

    fn office(seed: u64) -> Self {
        let place = Self::new();
        office(&place.path(), seed, NOW).expect("an office");
        place
    }

    fn large(plan: &Plan) -> Self {
        let place = Self::new();
        large(&place.path(), plan, &mut |_, _, _| {}).expect("a large desk");
        place
    }

    fn asked<T>(&self, question: impl FnOnce(&dyn Read) -> T) -> T {
        let store = sqlite::open(&self.path()).expect("a desk");
        let read = store.read().expect("a view");
        question(&*read)
    }

    fn all(&self) -> Vec<Whole> {
        self.asked(all)
    }
}

/// A ticket with all that is on it.
#[derive(Debug, PartialEq)]
struct Whole {
    ticket: Ticket,
    comments: Vec<Comment>,
    notes: Vec<Note>,
    events: Vec<Event>,
}

fn many(count: usize) -> i64 {
    i64::try_from(count).expect("a count")
}

fn plan(tickets: u64, seed: u64) -> Plan {
    Plan { tickets, comments: Plan::COMMENTS, seed, at: NOW }
}

fn search(tests: &[Test]) -> Search {
    let conditions = tests.iter().map(|test| Condition { negated: false, test: test.clone() }).collect();
    Search { scope: Scope::Staff, conditions, order: Order::ACTIVITY, lead: None }
}

fn matching(read: &dyn Read, tests: &[Test]) -> Vec<Ticket> {
    let search = search(tests);
    let mut found: Vec<Ticket> = Vec::new();
    loop {
        let from = found.last().map(|last| search.order.place(search.scope, last));
        let page = read.matching(&search, &Page { from, ..Page::first(500) }).expect("a page");
        if page.is_empty() {
            return found;
        }
        found.extend(page);
    }
}

fn all(read: &dyn Read) -> Vec<Whole> {
    let tickets = [matching(read, &[]), matching(read, &[Test::Deleted])].concat();
    let whole = |ticket: Ticket| Whole {
        comments: read.comments(ticket.id).expect("comments"),
        notes: read.notes(ticket.id).expect("notes"),
        events: read.events(ticket.id).expect("events"),
        ticket,
    };
    tickets.into_iter().map(whole).collect()
}

fn assert_all_sound(wholes: &[Whole]) {
    for whole in wholes {
        assert_sound(whole, NOW);
    }
}

/// The ticket's fields say what its thread and its history say.
fn assert_sound(whole: &Whole, now: Timestamp) {
    let Whole { ticket, comments, notes, events } = whole;
    let number = ticket.number;
    assert_eq!(ticket.version, many(events.len()), "{number}");
    assert_eq!((ticket.comment_count, ticket.note_count), (many(comments.len()), many(notes.len())), "{number}");
    assert!(events.is_sorted_by_key(|event| event.at) && comments.is_sorted_by_key(|comment| comment.created_at), "{number}");
    let last = |wanted: &dyn Fn(&Event) -> bool| events.iter().rev().find(|event| wanted(event)).map(|event| event.at);
    let kind = |kind: EventKind| many(events.iter().filter(|event| event.change.kind == kind).count());
    assert_eq!((events[0].at, events[0].change.kind), (ticket.created_at, EventKind::Created), "{number}");
    assert_eq!(events[0].change.after["requester"], ticket.requester.login.as_str(), "{number}");
    assert_eq!(Some(ticket.updated_at), last(&|_| true), "{number}");
    assert_eq!(Some(ticket.public_updated_at), last(&|event| event.change.kind.is_public()), "{number}");
    assert_eq!((kind(EventKind::Commented), kind(EventKind::Noted)), (ticket.comment_count, ticket.note_count), "{number}");
    assert!(ticket.updated_at <= now, "{number}: {} is still to come", ticket.updated_at);
    assert_eq!(ticket.resolved_at.is_some(), ticket.status >= Status::Resolved, "{number}");
    assert_eq!(ticket.closed_at.is_some(), ticket.status == Status::Closed, "{number}");
    assert_eq!(waiting(ticket, comments), (ticket.requester_spoke_at, ticket.unanswered_since), "{number}");
    for text in
        [&ticket.description].into_iter().chain(comments.iter().map(|comment| &comment.body)).chain(notes.iter().map(|note| &note.0.body))
    {
        assert_eq!(*text, clean(text, Field::Long).text, "{number}");
        assert!(!text.contains(['{', '}']), "{number}: {text}");
    }
    assert_eq!(ticket.subject, clean(&ticket.subject, Field::Line).text, "{number}");
    assert!(ticket.uuid.get_version_num() == 7 && comments.iter().all(|comment| comment.uuid.get_version_num() == 7), "{number}");
}

/// When the requester last spoke, and since when they wait.
fn waiting(ticket: &Ticket, comments: &[Comment]) -> (Timestamp, Option<Timestamp>) {
    let mut spoke = (ticket.created_at, Some(ticket.created_at));
    for comment in comments {
        spoke = if comment.author.id == ticket.requester.id {
            (comment.created_at, spoke.1.or(Some(comment.created_at)))
        } else {
            (spoke.0, None)
        };
    }
    spoke
}

fn counted(wholes: &[Whole]) -> Counts {
    let mut counts = Counts::default();
    for ticket in wholes.iter().map(|whole| &whole.ticket).filter(|ticket| ticket.deleted_at.is_none()) {
        match ticket.status {
            Status::Open => counts.open += 1,
            Status::InProgress => counts.in_progress += 1,
            Status::Resolved => counts.resolved += 1,
            Status::Closed => counts.closed += 1,
        }
        counts.unassigned += i64::from(ticket.status.is_active() && ticket.assignee.is_none());
    }
    counts
}

#[test]
fn the_office_has_everybody_and_everything() {
    let (wholes, users, settings) = Place::office(1).asked(|read| {
        let setting = |name| read.setting(name).expect("a setting").unwrap_or_default();
        (all(read), read.users().expect("users"), ["venue", "mode", "first_admin"].map(setting))
    });
    assert_eq!(settings, ["The Lantern", "own", "sam"]);
    let tickets = || wholes.iter().map(|whole| &whole.ticket);
    assert!(Status::ALL.iter().all(|status| tickets().any(|ticket| ticket.status == *status)));
    assert!(Priority::ALL.iter().all(|priority| tickets().any(|ticket| ticket.priority == *priority)));
    assert!(Category::ALL.iter().all(|category| tickets().any(|ticket| ticket.category == *category)));
    assert!(Role::ALL.iter().all(|role| users.iter().any(|user| user.role == *role && user.active)));
    assert!(users.iter().any(|user| user.role == Role::Bartender && !user.active));
    assert_eq!(tickets().filter(|ticket| ticket.deleted_at.is_some()).count(), 3);
    assert!(tickets().any(|ticket| ticket.description.len() > 8_000));
    assert!((55..=65).contains(&wholes.len()), "{}", wholes.len());
    assert!(users.iter().all(|user: &User| barback::domain::bounds::name(&user.name).is_ok_and(|name| name.text == user.name)));
    let disabled =
        |ticket: &Ticket| users.iter().any(|user| !user.active && Some(user.id) == ticket.assignee.as_ref().map(|person| person.id));
    assert!(!tickets().any(|ticket| ticket.status.is_active() && ticket.deleted_at.is_none() && disabled(ticket)));
}

#[test]
fn every_ticket_of_the_office_is_sound() {
    let place = Place::office(2);
    let wholes = place.all();
    assert_all_sound(&wholes);
    place.asked(|read| {
        assert_eq!(read.counts().expect("counts"), counted(&wholes));
        assert_eq!(read.count(&search(&[]), None).expect("a count") + 3, many(wholes.len()));
    });
}

#[test]
fn eleven_guests_report_the_same_scanner() {
    let scanner = Place::office(3).asked(|read| {
        let last_hour = Test::Created(Period { from: Some(Timestamp(NOW.0 - 50 * MINUTE)), to: None });
        let scan = Test::Words { words: vec!["scan".to_owned()], prefix: true };
        matching(read, &[scan, last_hour, Test::Status(vec![Status::Open, Status::InProgress])])
    });
    assert_eq!(scanner.len(), 11, "{:?}", scanner.iter().map(|ticket| &ticket.subject).collect::<Vec<_>>());
    assert_eq!(scanner.iter().map(|ticket| ticket.requester.id).collect::<HashSet<_>>().len(), 11);
    let begun: Vec<_> = scanner.iter().filter(|ticket| ticket.status == Status::InProgress || ticket.assignee.is_some()).collect();
    assert_eq!(begun.len(), 1);
}

#[test]
fn seed_and_instant_make_the_office() {
    let (one, same, other) = (Place::office(7).all(), Place::office(7).all(), Place::office(8).all());
    assert_eq!(one, same);
    let numbers = |wholes: &[Whole]| wholes.iter().map(|whole| whole.ticket.number).collect::<HashSet<TicketNumber>>();
    assert!(numbers(&one).intersection(&numbers(&other)).count() < 5);
    assert!(numbers(&one).iter().all(|number| number.digits() < 1_000_000));
}

#[test]
fn a_large_desk_is_mostly_closed_and_sound() {
    let place = Place::large(&plan(2_000, 1));
    let wholes = place.all();
    assert_eq!(wholes.len(), 2_000);
    assert_all_sound(&wholes);
    let counts = counted(&wholes);
    assert_eq!(place.asked(|read| read.counts().expect("counts")), counts);
    assert!((1_798..=1_802).contains(&counts.closed), "{counts:?}");
    assert!(counts.open > 20 && counts.in_progress > 20 && counts.resolved > 20 && counts.unassigned > 20, "{counts:?}");
    assert!(wholes.iter().all(|whole| whole.comments.len() == 3));
    let noted = wholes.iter().filter(|whole| !whole.notes.is_empty()).count();
    assert!((400..=600).contains(&noted), "{noted}");
    let mut by_id: Vec<&Ticket> = wholes.iter().map(|whole| &whole.ticket).collect();
    by_id.sort_by_key(|ticket| ticket.id);
    assert!(by_id.is_sorted_by_key(|ticket| ticket.created_at));
    let staff = place.asked(|read| read.loads().expect("staff"));
    assert_eq!(staff.len(), 12);
}

#[test]
fn seed_and_instant_make_a_large_desk() {
    let (one, same, other) = (plan(300, 5), plan(300, 5), plan(300, 6));
    let wholes = Place::large(&one).all();
    assert!(wholes == Place::large(&same).all() && wholes != Place::large(&other).all());
}

#[test]
fn searching_a_large_desk_finds_what_reading_it_does() {
    let place = Place::large(&plan(2_000, 9));
    let wholes = place.all();
    for (word, prefix) in [("scanner", false), ("refund", true), ("jose", true), ("bot", true), ("error", false), ("zzz", true)] {
        let phrase = vec![word.to_owned()];
        let texts = |whole: &Whole| {
            let ticket = &whole.ticket;
            let mut texts =
                vec![ticket.number.to_string(), ticket.subject.clone(), ticket.description.clone(), ticket.requester.name.clone()];
            texts.extend(whole.comments.iter().chain(whole.notes.iter().map(|note| &note.0)).map(|said| said.body.clone()));
            texts
        };
        let read: HashSet<_> = wholes
            .iter()
            .filter(|whole| texts(whole).iter().any(|text| have(text, &phrase, prefix)))
            .map(|whole| whole.ticket.number)
            .collect();
        let found = place.asked(|read| matching(read, &[Test::Words { words: phrase.clone(), prefix }]));
        assert_eq!(found.iter().map(|ticket| ticket.number).collect::<HashSet<_>>(), read, "{word}");
        assert_eq!(read.is_empty(), word == "zzz", "{word}");
    }
}

#[test]
fn a_handful_of_tickets_will_do() {
    for tickets in [0, 1, 7] {
        let plan = Plan { comments: 0, ..plan(tickets, 1) };
        let wholes = Place::large(&plan).all();
        assert_eq!(wholes.len() as u64, tickets);
        assert_all_sound(&wholes);
    }
}

#[test]
fn both_stages_are_told_to_their_end() {
    let (place, mut told) = (Place::new(), Vec::new());
    large(&place.path(), &plan(20, 1), &mut |stage, done, of| told.push((stage, done, of))).expect("a large desk");
    let of = |wanted| told.iter().filter(move |told| told.0 == wanted).map(|told| (told.1, told.2)).collect::<Vec<_>>();
    let every: Vec<(u64, u64)> = (1..=20).map(|done| (done, 20)).collect();
    assert_eq!(of(Stage::Tickets), every);
    let search = of(Stage::Search);
    assert!(search.is_sorted() && search.last() == Some(&(20, 20)), "{search:?}");
}

#[test]
fn the_file_is_its_owners_alone_and_stands_by_itself() {
    let place = Place::office(1);
    let mode = std::fs::metadata(place.path()).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let beside: Vec<_> = std::fs::read_dir(place.0.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(beside, ["desk.db"]);
}

#[test]
fn what_is_there_stays_there() {
    let place = Place::new();
    std::fs::write(place.path(), "mine").expect("a file");
    let refused = |result| matches!(result, Err(StoreError::File { fault: FileFault::Exists, .. }));
    assert!(refused(office(&place.path(), 1, NOW)));
    assert!(refused(large(&place.path(), &plan(10, 1), &mut |_, _, _| {})));
    assert_eq!(std::fs::read(place.path()).expect("a file"), b"mine");
    assert_eq!(std::fs::read_dir(place.0.path()).expect("a folder").count(), 1);
}
