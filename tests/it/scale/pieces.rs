//! What changes very many tickets holds the desk no longer for ten times as many: the engine's steps between two commits.

use super::{LESS, MORE, desk_of};
use crate::support::office::{TestClock, TestDice, login};
use barback::desk::{Desk, Target, UserEdit};
use barback::domain::TicketNumber;
use barback::store::{Store, sqlite};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// A desk of so many tickets of one's own, as `change` leaves it.
fn changed(tickets: u64, change: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    std::fs::File::create(&path).unwrap();
    sqlite::open(&desk_of(tickets)).unwrap().copy_into(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch(change).unwrap();
    (folder, path)
}

/// The steps from the beginning to the first report, and from each to the next: the first transactions. Behind them the session
/// ends.
fn first_pieces(path: &std::path::Path, pieces: usize, work: impl FnOnce(&Desk, &mut dyn FnMut(u64, u64))) -> Vec<u64> {
    let (store, steps) = sqlite::open(path).unwrap().counting_steps().unwrap();
    let desk = Desk::new(Box::new(store), Arc::new(TestClock::new()), Arc::new(TestDice::new(1)), login("sam"));
    let counted = |steps: &AtomicU64| steps.load(Ordering::Relaxed);
    let (mut costs, mut before) = (Vec::new(), counted(&steps));
    let ended = catch_unwind(AssertUnwindSafe(|| {
        work(&desk, &mut |_, _| {
            costs.push(counted(&steps) - before);
            before = counted(&steps);
            if costs.len() == pieces {
                resume_unwind(Box::new(()));
            }
        });
    }));
    assert!(ended.is_err(), "there are more transactions than {pieces}");
    costs
}

fn hold(what: &str, cost: impl Fn(u64) -> Vec<u64>) {
    let (less, more) = (cost(LESS), cost(MORE));
    for (less, more) in less.iter().zip(&more) {
        assert!(*more <= less + less / 2, "{what}: {less} steps a transaction, then {more}");
    }
}

#[test]
fn disabling_somebody_holds_the_desk_no_longer_for_ten_times_as_many_tickets() {
    const DANAS: &str = "UPDATE tickets SET status = 1, resolved_at = NULL, closed_at = NULL,
        assignee_id = (SELECT id FROM users WHERE role = 2 ORDER BY id LIMIT 1) WHERE deleted_at IS NULL";
    hold("disabling", |tickets| {
        let (_folder, path) = changed(tickets, DANAS);
        let who = "SELECT login FROM users WHERE role = 2 ORDER BY id LIMIT 1";
        let who: String = rusqlite::Connection::open(&path).unwrap().query_row(who, [], |row| row.get(0)).unwrap();
        let disabled = UserEdit { active: Some(false), ..UserEdit::default() };
        first_pieces(&path, 3, |desk, progress| drop(desk.edit_user_with_progress(desk.new_order(), &login(&who), &disabled, progress)))
    });
}

#[test]
fn a_purge_holds_the_desk_no_longer_for_ten_times_as_many_tickets() {
    const DELETED: &str = "UPDATE tickets SET deleted_at = updated_at, deleted_by = 1 WHERE deleted_at IS NULL";
    hold("purging", |tickets| {
        let (_folder, path) = changed(tickets, DELETED);
        let raw = rusqlite::Connection::open(&path).unwrap();
        let mut all = raw.prepare("SELECT number FROM tickets ORDER BY id").unwrap();
        let all = all.query_map([], |row| row.get(0)).unwrap();
        let targets: Vec<Target> = all.map(|number| TicketNumber::new(number.unwrap()).unwrap().into()).collect();
        let costs = first_pieces(&path, 3, |desk, progress| drop(desk.purge_with_progress(desk.new_order(), &targets, progress)));
        // Before the first transaction each ticket is looked at, which nobody waits for.
        costs[1..].to_vec()
    });
}
