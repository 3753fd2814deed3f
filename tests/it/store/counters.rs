//! The cards' counters are what counting gives, whatever happened.

use crate::search::life;
use crate::support::office::{Office, PEOPLE};
use barback::desk::Desk;
use barback::store::Counts;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

fn counted(office: &Office) -> Counts {
    const COUNT: &str = "SELECT count(*) FILTER (WHERE status = 1), count(*) FILTER (WHERE status = 2), count(*) FILTER (WHERE status = 3),
            count(*) FILTER (WHERE status = 4), count(*) FILTER (WHERE status < 3 AND assignee_id IS NULL)
        FROM tickets WHERE deleted_at IS NULL";
    let counts = office.raw().query_row(COUNT, [], |row| {
        Ok(Counts { open: row.get(0)?, in_progress: row.get(1)?, resolved: row.get(2)?, closed: row.get(3)?, unassigned: row.get(4)? })
    });
    counts.unwrap()
}

#[test]
fn counters_versions_and_counts_hold_after_anything() {
    let config = ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&prop::collection::vec(life::happening(), 40), |happenings| {
        let office = Office::new();
        let desks: Vec<Desk> = PEOPLE.iter().map(|(login, ..)| office.desk(login)).collect();
        let mut tickets = Vec::new();
        for happening in &happenings {
            life::happen(&office, &desks, &mut tickets, happening);
            prop_assert_eq!(desks[0].counts().unwrap(), counted(&office), "after {:?}", happening);
        }
        for dossier in tickets.iter().filter_map(|number| desks[0].show(*number).ok()) {
            let (ticket, events) = (&dossier.ticket, &dossier.events);
            prop_assert_eq!(usize::try_from(ticket.version), Ok(events.len()), "the version counts the events");
            prop_assert_eq!(usize::try_from(ticket.comment_count), Ok(dossier.comments.len()));
            prop_assert_eq!(usize::try_from(ticket.note_count), Ok(dossier.notes.len()));
            prop_assert!(events.is_sorted_by_key(|event| event.at), "no event is older than the one before it");
            prop_assert_eq!(events.last().map(|event| event.at), Some(ticket.updated_at));
            let public = events.iter().filter(|event| event.change.kind.is_public()).map(|event| event.at).max();
            prop_assert_eq!(public, Some(ticket.public_updated_at));
        }
        let sound: String = office.raw().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        prop_assert_eq!(sound, "ok");
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
