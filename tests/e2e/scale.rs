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

#[test]
fn a_thread_of_64_mebibytes_is_read_in_a_memory_that_does_not_grow_with_it() {
    const COMMENTS: u32 = 1_024;
    let home = Home::new();
    let path = home.folder.path().join("long.db");
    let path = path.to_str().unwrap();
    home.done(&["demo", "--tickets", "5", "--into", path]);
    let mut file = rusqlite::Connection::open(path).unwrap();
    let (ticket, number): (i64, i64) =
        file.query_row("SELECT id, number FROM tickets WHERE id = 3", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let write = file.transaction().unwrap();
    for place in 0..COMMENTS {
        // Half of them of as many lines as may be, half of as few.
        let line = if place % 2 == 0 { "and on\n" } else { "and on and on " };
        let body = format!("comment {place}\n{}", line.repeat(64 * 1024 / line.len()));
        let row = rusqlite::params![u128::from(place).to_be_bytes(), ticket, body, 1_900_000_000_000_i64 + i64::from(place)];
        write.execute("INSERT INTO comments (uuid, ticket_id, author_id, body, created_at) VALUES (?1, ?2, 1, ?3, ?4)", row).unwrap();
    }
    write.commit().unwrap();
    drop(file);
    let mut desk = home.open(&["--db", path, "--as", "sam"], LARGE);
    desk.until("Everything");
    // Each by itself: together they would be a paste.
    desk.types("/").rest();
    desk.types(&number.to_string()).until(&format!("TKT-{number}")).rest();
    desk.types("\r").rest();
    desk.types("\r").rest();
    desk.types("G").until("and on");
    for _ in 0..30 {
        // A page up, a page down, from one end to the other.
        for key in ["\x1b[5~", "\x1b[5~", "\x1b[6~", "g", "\x1b[6~", "\x1b[6~", "G"] {
            desk.types(key);
        }
    }
    desk.rest();
    let held = desk.own_memory();
    assert!(held <= 40 * 1024, "{held} KiB with {COMMENTS} comments of 64 KiB each");
}
