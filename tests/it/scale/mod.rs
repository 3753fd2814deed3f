//! What stays as quick on a large desk as on a small one: plans, the engine's steps, the order of the search index. Counted,
//! never timed.

mod covering;
mod growth;
mod index;
mod plans;
mod queue;
mod tidying;

use barback::desk::demo::{Plan, large};
use barback::domain::Timestamp;
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

/// The sizes that are held against each other.
const LESS: u64 = 2_000;
const MORE: u64 = 20_000;
