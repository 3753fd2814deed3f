//! What two of the staff do on a few tickets, made up; and everything that undo must put back, looked at.

use crate::support::office::{HOUR, MINUTE, Office, login};
use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, Set, Sighting, Target, Triage, Whom};
use barback::domain::query::{Query, Reader};
use barback::domain::search::Page;
use barback::domain::{Category, Comment, Note, Priority, Status, Ticket, TicketNumber, Timestamp};
use barback::store::Counts;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeMap;

const WORDS: [&str; 8] = ["bottle", "café", "Straße", "日本語", "scanner", "frozen", "gin", "482913"];
const VIEWS: [&str; 7] = ["is:unassigned is:active", "is:mine", "priority:urgent", "status:open", "is:resolved", "requester:noor", ""];

#[derive(Clone, Debug)]
pub enum Deed {
    Create { subject: String, assign: bool, status: Option<Status> },
    Set { on: Index, field: Field },
    Assign { on: Index, to: Option<&'static str> },
    Walk { on: Index, to: Status, comment: Option<String> },
    Say { on: Index, words: String, internal: bool },
    Delete { on: Index },
    Undelete { on: Index },
    Bulk { on: Vec<Index>, priority: Option<Priority>, status: Option<Status>, note: Option<String>, comment: Option<String> },
    Undo,
    Redo,
    Wait(i64),
}

#[derive(Clone, Debug)]
pub enum Field {
    Subject(String),
    Description(String),
    Category(Category),
    Priority(Priority),
    Requester(&'static str),
    Several(Category, Priority),
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&WORDS), 1..4).prop_map(|words| words.join(" "))
}

fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        text().prop_map(Field::Subject),
        text().prop_map(Field::Description),
        select(Category::ALL).prop_map(Field::Category),
        select(Priority::ALL).prop_map(Field::Priority),
        select(&["ida", "noor", "kofi"]).prop_map(Field::Requester),
        (select(Category::ALL), select(Priority::ALL)).prop_map(|(category, priority)| Field::Several(category, priority)),
    ]
}

pub fn deed() -> impl Strategy<Value = Deed> {
    use Deed::*;
    let on = any::<Index>;
    let maybe = |of: fn() -> BoxedStrategy<String>| prop::option::of(of());
    let words: fn() -> BoxedStrategy<String> = || text().boxed();
    prop_oneof![
        2 => (text(), any::<bool>(), prop::option::of(select(Status::ALL))).prop_map(|(subject, assign, status)| Create { subject, assign, status }),
        5 => (on(), field()).prop_map(|(on, field)| Set { on, field }),
        2 => (on(), prop::option::of(select(&["sam", "dana", "kofi"]))).prop_map(|(on, to)| Assign { on, to }),
        4 => (on(), select(Status::ALL), maybe(words)).prop_map(|(on, to, comment)| Walk { on, to, comment }),
        4 => (on(), text(), any::<bool>()).prop_map(|(on, words, internal)| Say { on, words, internal }),
        2 => on().prop_map(|on| Delete { on }),
        1 => on().prop_map(|on| Undelete { on }),
        3 => (prop::collection::vec(on(), 2..4), prop::option::of(select(Priority::ALL)), prop::option::of(select(Status::ALL)), maybe(words), maybe(words))
            .prop_map(|(on, priority, status, note, comment)| Bulk { on, priority, status, note, comment }),
        3 => Just(Undo),
        2 => Just(Redo),
        3 => select(&[1, MINUTE, HOUR, -MINUTE]).prop_map(Wait),
    ]
}

/// Does it; what the rules refuse is not done.
pub fn happen(office: &Office, desk: &Desk, tickets: &mut Vec<TicketNumber>, deed: &Deed) {
    use Deed::*;
    let order = desk.new_order();
    let pick = |on: &Index| *on.get(tickets);
    let targets = |on: &Index| [Target::from(pick(on))];
    let outcome = match deed {
        Create { subject, assign, status } => {
            let assignee = assign.then_some(Assignee::User(Whom::Me));
            let new = NewTicket { subject: subject.clone(), assignee, status: *status, ..NewTicket::default() };
            desk.create(order, &new).map(|done| tickets.push(done.value.number))
        }
        Set { on, field } => desk.edit(order, &targets(on), &edit(field)).map(drop),
        Assign { on, to } => {
            let to = to.map_or(Assignee::Nobody, |who| Assignee::User(Whom::Login(login(who))));
            desk.assign(order, &targets(on), &to, None).map(drop)
        }
        Walk { on, to, comment } => desk.transition(order, &targets(on), *to, comment.as_deref(), None).map(drop),
        Say { on, words, internal: false } => desk.comment(order, pick(on).into(), words).map(drop),
        Say { on, words, internal: true } => desk.note(order, pick(on).into(), words).map(drop),
        Delete { on } => desk.delete(order, &targets(on)).map(drop),
        Undelete { on } => desk.undelete(order, &targets(on)).map(drop),
        Bulk { on, priority, status, note, comment } => {
            let each: Vec<Sighting> = on.iter().map(|on| Sighting { number: pick(on), seen: None }).collect();
            let triage = Triage { priority: *priority, status: *status, note: note.clone(), comment: comment.clone(), ..Triage::default() };
            desk.triage(order, &each, &triage).map(drop)
        }
        Undo => desk.undo(order).map(drop),
        Redo => desk.redo(order).map(drop),
        Wait(millis) => {
            office.clock.forward(*millis);
            Ok(())
        }
    };
    assert!(!matches!(outcome, Err(DeskError::Store(_))), "{deed:?}: {outcome:?}");
}

fn edit(field: &Field) -> Edit {
    let none = Edit::default();
    match field {
        Field::Subject(to) => Edit { subject: Some(Set::blindly(to.clone())), ..none },
        Field::Description(to) => Edit { description: Some(Set::blindly(to.clone())), ..none },
        Field::Category(to) => Edit { category: Some(Set::blindly(*to)), ..none },
        Field::Priority(to) => Edit { priority: Some(Set::blindly(*to)), ..none },
        Field::Requester(to) => Edit { requester: Some(Set::blindly(Whom::Login(login(to)))), ..none },
        Field::Several(category, priority) => {
            Edit { category: Some(Set::blindly(*category)), priority: Some(Set::blindly(*priority)), ..none }
        }
    }
}

/// A ticket without what an undo moves on, and its thread.
pub type Standing = (Ticket, Vec<Comment>, Vec<Note>);

/// Everything that must be as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub tickets: BTreeMap<TicketNumber, Standing>,
    counts: Counts,
    views: Vec<i64>,
    hits: Vec<Vec<TicketNumber>>,
}

/// All of the desk, as sam sees it. What was made since `known` and is deleted is not there.
pub fn picture(office: &Office, known: &[TicketNumber], all: &[TicketNumber]) -> Picture {
    let sam = office.desk("sam");
    let query = |text: &str| Query::parse(text, Reader::Staff).unwrap();
    let hits = WORDS.iter().map(|word| {
        let mut hits: Vec<_> =
            sam.list(&query(&format!("\"{word}\"")), &Page::first(100)).unwrap().tickets.iter().map(|ticket| ticket.number).collect();
        hits.sort_unstable();
        hits
    });
    let standings = all.iter().map(|number| (*number, standing(office, *number)));
    Picture {
        hits: hits.collect(),
        tickets: standings.filter(|(number, standing)| known.contains(number) || standing.0.deleted_at.is_none()).collect(),
        counts: sam.counts().unwrap(),
        views: VIEWS.iter().map(|view| sam.count(&query(view), None).unwrap()).collect(),
    }
}

fn standing(office: &Office, number: TicketNumber) -> Standing {
    let dossier = office.desk("sam").show(number).unwrap();
    assert_eq!(usize::try_from(dossier.ticket.version), Ok(dossier.events.len()), "the version counts the events");
    assert!(dossier.events.is_sorted_by_key(|event| event.at), "no event is older than the one before it");
    let ticket = Ticket { version: 0, updated_at: Timestamp(0), public_updated_at: Timestamp(0), ..dossier.ticket };
    (ticket, dossier.comments, dossier.notes)
}
