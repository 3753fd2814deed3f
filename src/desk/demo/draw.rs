//! Everything a demo draws: from a seed and a stream, the same on every machine.

use super::spoiled;
use crate::domain::{TicketNumber, Timestamp};
use crate::store::Result;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use uuid::{Builder, Uuid};

/// One stream of draws. Streams of one seed know nothing of each other, so a ticket's draws hang on its place alone.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(stream);
        Self(source)
    }

    /// From 0 to `bound`, exclusive; 0 where there is nothing to draw.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.0.random_range(0..bound) }
    }

    /// From 0 to `bound`, exclusive, small ones more often.
    pub(super) fn low_below(&mut self, bound: u64) -> u64 {
        self.below(bound).min(self.below(bound))
    }

    /// Once in so many times.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Result<&'a T> {
        let place = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(place).ok_or_else(|| spoiled("an empty list"))
    }

    /// A number of the range that begins at `lowest`.
    pub(super) fn number(&mut self, lowest: i64) -> Result<TicketNumber> {
        let digits = self.0.random_range(lowest..lowest.saturating_mul(10));
        TicketNumber::new(digits).ok_or_else(|| spoiled(digits))
    }

    /// A UUID of version 7 for something that happened at `at`.
    pub(super) fn uuid(&mut self, at: Timestamp) -> Uuid {
        let rest: [u8; 10] = self.0.random();
        Builder::from_unix_timestamp_millis(at.0.max(0).cast_unsigned(), &rest).into_uuid()
    }
}
