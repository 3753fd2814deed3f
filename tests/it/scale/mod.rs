//! What stays as quick on a large desk as on a small one: plans, the engine's steps, the order of the search index. Counted,
//! never timed.

mod covering;
mod growth;
mod index;
mod long;
mod pieces;
mod plans;
mod queue;
mod rebuilding;
mod threads;
mod tidying;

use crate::support::office::{Office, number};
use barback::desk::demo::{Plan, large};
use barback::domain::event::{Change, EventKind, NewEvent};
use barback::domain::{OrderId, Ticket, Timestamp};
use barback::store::{Door, Store, StoreError, Write};
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

/// A desk with so many tickets, made once for all tests, which only read it.
fn desk_of(tickets: u64) -> PathBuf {
    static PLACE: OnceLock<TempDir> = OnceLock::new();
    static SMALL: OnceLock<()> = OnceLock::new();
    static LARGE: OnceLock<()> = OnceLock::new();
    let place = PLACE.get_or_init(|| tempfile::tempdir().unwrap());
    let path = place.path().join(format!("{tickets}.db"));
    let made = if tickets == LESS { &SMALL } else { &LARGE };
    made.get_or_init(|| {
        let plan = Plan { tickets, comments: Plan::COMMENTS, seed: 1, at: Timestamp(crate::support::office::EVENING) };
        large(&path, &plan, &mut |_, _, _| {}).unwrap();
    });
    path
}

/// Many tickets of ida's in one transaction, numbered from 700000 and called "loaded bottle 0" and so on.
fn many_like(office: &Office, count: u32, insert: impl Fn(&dyn Write, &Ticket, NewEvent) -> Result<(), StoreError>) {
    let store = office.store();
    let like = store.read().unwrap().ticket(office.ticket("ida", "like this")).unwrap().unwrap();
    let write = store.write().unwrap();
    let sam = write.user_by_login(&crate::support::office::login("sam")).unwrap().unwrap();
    for place in 0..count {
        let number = number(700_000 + i64::from(place));
        assert!(write.reserve(number).unwrap());
        let uuid = uuid::Uuid::from_u128(u128::from(place) + 1_000);
        let ticket = Ticket { uuid, number, subject: format!("loaded bottle {place}"), ..like.clone() };
        let change = Change::new(EventKind::Imported, serde_json::Value::Null, "x");
        let order = OrderId(uuid::Uuid::from_u128(5));
        let event = NewEvent { order, actor: sam.id, at: ticket.updated_at, change };
        insert(write.as_ref(), &ticket, event).unwrap();
    }
    write.commit().unwrap();
}

/// The sizes that are held against each other.
const LESS: u64 = 2_000;
const MORE: u64 = 20_000;
