//! A clock that stands until it is set, at a venue one hour ahead of UTC, and dice that fall alike every time.

use barback::desk::clock::{Clock, Dice};
use barback::domain::{Timestamp, Zone};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// 2026-11-22T21:00:00Z, when every test begins; 22:00 at the venue.
pub const EVENING: i64 = 1_795_381_200_000;

pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn new() -> Self {
        Self(AtomicI64::new(EVENING))
    }

    pub fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }

    /// Also backwards.
    pub fn forward(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    fn zone(&self) -> Zone {
        Zone::fixed(3_600)
    }
}

/// Numbers that look random; those in `loaded` fall first.
pub struct TestDice {
    state: AtomicU64,
    loaded: Mutex<VecDeque<i64>>,
}

impl TestDice {
    pub fn new(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed), loaded: Mutex::default() }
    }

    /// The numbers that fall next.
    pub fn load(&self, numbers: &[i64]) {
        self.loaded.lock().expect("no test panics holding it").extend(numbers);
    }

    /// `SplitMix64`.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.state.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl Dice for TestDice {
    fn number(&self, low: i64, high: i64) -> i64 {
        let loaded = self.loaded.lock().expect("no test panics holding it").pop_front();
        loaded.unwrap_or_else(|| low + (self.next() % (high - low).unsigned_abs()).cast_signed())
    }

    fn bytes(&self) -> [u8; 10] {
        let (one, other) = (self.next().to_le_bytes(), self.next().to_le_bytes());
        std::array::from_fn(|place| if place < 8 { one[place] } else { other[place - 8] })
    }
}
