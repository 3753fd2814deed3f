//! Samples, and what is said of them.

use std::time::{Duration, Instant};

/// Times of the same thing done again and again, in milliseconds, the shortest first.
#[derive(Clone, Debug)]
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn of(mut millis: Vec<f64>) -> Self {
        millis.sort_by(f64::total_cmp);
        Self(millis)
    }

    /// Does it once unmeasured, and then so many times.
    pub fn taken<T>(count: usize, mut work: impl FnMut(usize) -> T) -> Self {
        work(0);
        Self::of((0..count).map(|place| timed(|| work(place)).1).collect())
    }

    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    pub fn p99(&self) -> f64 {
        self.at(0.99)
    }

    pub fn worst(&self) -> f64 {
        self.at(1.0)
    }

    fn at(&self, part: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place among samples")]
        let place = (part * (self.0.len() - 1) as f64).round() as usize;
        self.0[place]
    }
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// What it gave, and how long it took in milliseconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let done = work();
    (done, millis(began.elapsed()))
}
