//! What a desk of some size costs its terminal and its machine: bytes and memory, which do not depend on the machine's mood.

use crate::pty::{Home, Pty};
use std::thread::sleep;
use std::time::Duration;

const LARGE: (u16, u16) = (200, 50);

/// The desk with two thousand tickets, open.
fn open(home: &Home) -> Pty {
    let path = home.folder.path().join("large.db");
    let path = path.to_str().unwrap();
    home.done(&["demo", "--tickets", "2000", "--into", path]);
    let mut desk = home.open(&["--db", path, "--as", "sam"], LARGE);
    desk.until("Everything").until("for ");
    desk
}

#[test]
fn a_move_of_the_cursor_is_a_few_bytes_and_the_ticket_follows_in_some_more() {
    let home = Home::new();
    let mut desk = open(&home);
    desk.rest();
    let (moves, tickets) = desk.moves(5);
    assert!(moves.iter().all(|bytes| *bytes <= 700), "moves of the cursor: {moves:?} bytes");
    assert!(tickets.iter().all(|bytes| *bytes <= 3_500), "tickets that follow: {tickets:?} bytes");
}

#[test]
fn a_full_redraw_is_bounded() {
    let home = Home::new();
    let mut desk = open(&home);
    desk.rest();
    for size in [(199, 50), LARGE] {
        let before = desk.frames().len();
        desk.resize(size).until_frames(before + 1);
        desk.rest();
        let frames = desk.frames();
        assert!(frames[before..].iter().all(|bytes| *bytes <= 16_000), "{:?} bytes", &frames[before..]);
    }
}

#[test]
fn a_desk_at_rest_writes_nothing() {
    let home = Home::new();
    let desk = open(&home);
    desk.rest();
    let before = desk.written();
    sleep(Duration::from_secs(10));
    assert_eq!(desk.written() - before, 0, "bytes in ten seconds");
}

#[test]
fn the_memory_that_is_its_own_stays_small() {
    let home = Home::new();
    let mut desk = open(&home);
    desk.rest();
    let idle = desk.own_memory();
    assert!(idle <= 10 * 1024, "{idle} KiB at rest");
    for _ in 0..10 {
        for word in ["bottle", "scanner", "refund", "voucher", "charged", "\"back bar\""] {
            desk.types("/").types(word);
        }
        desk.types("\r");
    }
    desk.rest();
    let after = desk.own_memory();
    assert!(after <= 25 * 1024, "{after} KiB after 400 searches");
}
