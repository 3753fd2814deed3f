//! Many at one file: nobody is refused for it, and whoever is stuck holds nobody up for ever.

use super::hands::{Hand, at, office};
use super::{report, rounds};
use crate::support::line;
use crate::support::office::{Office, login};
use crate::support::run::fed;
use crate::support::screen::Screen;
use barback::desk::{DeskError, Edit, Set, StoreError};
use barback::domain::{Priority, Status};
use nix::sys::signal::Signal;
use std::time::{Duration, Instant};

/// Runs the program and gives what it said and how long it took.
fn timed(office: &Office, arguments: &[&str]) -> (crate::support::run::Run, Duration) {
    let begun = Instant::now();
    let run = office.run(arguments);
    (run, begun.elapsed())
}

#[test]
fn sixty_four_writers_are_all_served() {
    let office = Office::new();
    let each = rounds(2, 20);
    std::thread::scope(|scope| {
        for writer in 0..64 {
            let office = &office;
            scope.spawn(move || {
                for turn in 0..each {
                    let mut command = office.barback();
                    command.args(["new", "-s", &format!("Writer {writer} turn {turn}")]);
                    let run = fed(command, b"");
                    assert_eq!(run.status, 0, "{}", run.stderr);
                }
            });
        }
    });
    let made = office.run(&["list", "--limit", "0", "--json"]).json()["total"].as_u64().unwrap();
    assert_eq!(made, 64 * each);
    assert_eq!(office.run(&["doctor"]).status, 0);
    report("64 writers", format!("{made} writes, 0 errors"));
}

/// Eight processes set one field of one ticket, each what it has seen to something of its own: every save is in the history or
/// was refused as a conflict.
#[test]
fn no_update_is_lost() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let each = rounds(6, 100);
    let (saved, refused) = (std::sync::atomic::AtomicU64::new(0), std::sync::atomic::AtomicU64::new(0));
    let count = |of: &std::sync::atomic::AtomicU64| of.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let (office, saved, refused) = (&office, &saved, &refused);
            scope.spawn(move || {
                for turn in 0..each {
                    let shown = office.run(&["show", &number.to_string(), "--json"]).json();
                    let version = shown["version"].to_string();
                    let subject = format!("By {writer}, turn {turn}");
                    let run = office.run(&["edit", &number.to_string(), "--subject", &subject, "--if-version", &version]);
                    match run.status {
                        0 => count(saved),
                        3 => count(refused),
                        other => panic!("{other}: {}", run.stderr),
                    };
                }
            });
        }
    });
    let (saved, refused) = (saved.into_inner(), refused.into_inner());
    let history = office.history(number);
    assert_eq!(history.len() as u64, 1 + saved, "each save is one event");
    assert_eq!(saved + refused, 8 * each);
    for pair in history.windows(2).skip(1) {
        assert_eq!(pair[1].change.before, pair[0].change.after, "each began where the one before it ended");
    }
    report("8 editors of one ticket", format!("{saved} saved, {refused} refused as conflicts, 0 lost"));
}

#[test]
fn whoever_is_killed_at_the_head_of_the_line_or_inside_a_transaction_blocks_nobody() {
    for part in ["line", "transaction"] {
        let office = office();
        drop(at(part, &office.path));
        assert!(line::is_free(&office.path), "{part}");
        let (run, took) = timed(&office, &["new", "-s", "Till 3 is frozen"]);
        assert_eq!(run.status, 0, "{part}: {}", run.stderr);
        assert!(took < Duration::from_secs(4), "{part}: nobody was waited for, {took:?}");
    }
}

#[test]
fn whoever_is_stopped_in_the_line_is_passed_by() {
    let office = office();
    let stopped: Hand = at("line", &office.path);
    stopped.signal(Signal::SIGSTOP);
    let (run, took) = timed(&office, &["new", "-s", "Till 3 is frozen"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn whoever_is_stopped_inside_a_transaction_is_named_within_ten_seconds() {
    let office = office();
    let stopped = at("transaction", &office.path);
    stopped.signal(Signal::SIGSTOP);
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    let (run, took) = timed(&office, &["new", "-s", "Till 3 is frozen"]);
    assert_eq!(run.status, 5, "{}{}", run.stdout, run.stderr);
    assert!(took < Duration::from_secs(10), "{took:?}");
    let named = format!("process {} (", stopped.id());
    assert!(run.stderr.contains(&named) && run.stderr.contains("was stopped while it was writing"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("`kill -CONT {}` lets it go on", stopped.id())), "{}", run.stderr);
    // Reading goes on all the while.
    assert_eq!(office.run(&["list", "--json"]).json()["total"], 1);
    // On the screen: a message that says the same, and the text stays.
    let begun = Instant::now();
    screen.keys("c");
    screen.pastes("The scanner was restarted, please try again");
    screen.until(|screen| screen.told("was stopped while it was writing"));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(screen.told(&named) && screen.told("The scanner was restarted"), "{}", screen.text());
    stopped.signal(Signal::SIGCONT);
    drop(stopped);
    screen.keys("ctrl-s");
    screen.until(|screen| screen.says("Comment added to"));
}

#[test]
fn conflicts_are_told_apart_from_waiting() {
    let office = office();
    let number = office.ticket("ida", "Charged twice");
    let (dana, kofi) = (office.desk("dana"), office.desk("kofi"));
    let urgent = |seen| Edit { priority: Some(Set { to: Priority::Urgent, seen: Some(seen) }), ..Edit::default() };
    kofi.edit(kofi.new_order(), &[number.into()], &urgent(Priority::Medium)).unwrap();
    let low = Edit { priority: Some(Set { to: Priority::Low, seen: Some(Priority::Medium) }), ..Edit::default() };
    let error = dana.edit(dana.new_order(), &[number.into()], &low).expect_err("kofi was faster");
    assert!(matches!(error, DeskError::Conflict(_)), "{error:?}");
    assert_eq!(error.code(), "conflict");
    let busy = DeskError::Store(StoreError::Busy(None));
    assert_eq!((busy.code(), busy.to_string().contains("another session is writing")), ("database", true));
    // Those who set other fields do not meet at all.
    dana.transition(dana.new_order(), &[number.into()], Status::InProgress, None, Some(Status::Open)).unwrap();
    assert_eq!(office.look(number).assignee.map(|person| person.login), Some(login("dana")));
}
