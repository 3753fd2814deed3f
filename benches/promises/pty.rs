//! The real program on a real pty: bytes, silence, memory, and how soon it opens.

#[path = "../../tests/e2e/pty.rs"]
#[allow(dead_code, reason = "the end-to-end tests use more of it")]
mod terminal;

use super::Effort;
use super::desks::Bench;
use super::report::Row;
use super::sample::{Samples, timed};
use std::thread::sleep;
use std::time::Duration;
use terminal::{Home, Pty};

const SIZE: (u16, u16) = (200, 50);

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let home = Home::new();
    let mut rows = opening(bench, &home, effort);
    let mut desk = open(bench, &home);
    desk.rest();
    let (moves, tickets) = desk.moves(12);
    let before = desk.frames().len();
    desk.resize((199, 50)).until_frames(before + 1);
    desk.rest();
    let full = desk.frames()[before..].to_vec();
    let bytes = |what, frames: &[usize], most: f64, target| {
        let samples = Samples::of(frames.iter().map(|bytes| f64::from(u32::try_from(*bytes).unwrap())).collect());
        let met = samples.worst() <= most;
        Row { unit: "bytes", ..Row::of(what, &samples, target, met).growing(1.5) }
    };
    rows.push(bytes("a move of the cursor at 200×50", &moves, 700.0, "≤ 700 bytes"));
    rows.push(bytes("the ticket that follows", &tickets, 3_500.0, "≤ 3,500 bytes"));
    rows.push(bytes("everything drawn anew", &full, 16_000.0, "≤ 16,000 bytes"));
    rows.extend(silence(&desk, effort));
    rows.extend(memory(&mut desk));
    rows
}

fn open(bench: &Bench, home: &Home) -> Pty {
    let mut desk = home.open(&["--db", bench.path.to_str().unwrap(), "--as", "sam"], SIZE);
    desk.until("Everything").until("for ");
    desk
}

/// From the start of the process to the frame that has a list in it.
fn opening(bench: &Bench, home: &Home, effort: Effort) -> Vec<Row> {
    let mut first = Vec::new();
    let mut listed = Vec::new();
    for _ in 0..effort.of(20) {
        let (mut desk, frame) = timed(|| {
            let mut desk = home.open(&["--db", bench.path.to_str().unwrap(), "--as", "sam"], SIZE);
            desk.until_frames(1);
            desk
        });
        let ((), rest) = timed(|| _ = desk.until(" open ").until("TKT-"));
        first.push(frame);
        listed.push(frame + rest);
        desk.types("q");
        desk.ended();
    }
    vec![
        Row::of("from exec to the first frame", &Samples::of(first), "–", true),
        Row::of("from exec to the list and a ticket", &Samples::of(listed), "–", true),
    ]
}

fn silence(desk: &Pty, effort: Effort) -> Vec<Row> {
    let seconds = if effort.quick { 10 } else { 60 };
    // Ticks of the clock by which the system counts: a hundredth of a second.
    let spent = || {
        let stat = desk.told_by_the_system("stat");
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).map(|field| field.parse().unwrap()).collect();
        fields.iter().sum::<u64>()
    };
    let (bytes, ticks) = (desk.written(), spent());
    sleep(Duration::from_secs(seconds));
    let bytes = f64::from(u32::try_from(desk.written() - bytes).unwrap());
    let percent = f64::from(u32::try_from(spent() - ticks).unwrap()) / f64::from(u32::try_from(seconds).unwrap());
    vec![
        Row::figure("bytes of an idle desk (60 s; 10 s in a quick run)", "bytes", bytes, "0", bytes == 0.0),
        Row::figure("its share of a core", "%", percent, "≤ 0.2 %", percent <= 0.2),
    ]
}

fn memory(desk: &mut Pty) -> Vec<Row> {
    const WORDS: [&str; 7] = ["bottle", "scanner", "refund", "voucher", "charged", "balcony", "redeem"];
    let mib = |kib: u64| f64::from(u32::try_from(kib).unwrap()) / 1024.0;
    let idle = mib(desk.own_memory());
    let mut keys = 0;
    while keys < 700 {
        for word in WORDS {
            desk.types("/");
            for letter in word.chars() {
                desk.types(&letter.to_string());
                // As fast as anybody types, and slowly enough that each key is a search of its own.
                sleep(Duration::from_millis(15));
                keys += 1;
            }
        }
    }
    desk.types("\r");
    desk.rest();
    let after = mib(desk.own_memory());
    vec![
        Row::figure("memory of its own (RssAnon), idle", "MB", idle, "≤ 10 MB", idle <= 10.0).growing(1.5),
        Row::figure("the same after 700 searches", "MB", after, "≤ 25 MB", after <= 25.0).growing(1.5),
    ]
}
