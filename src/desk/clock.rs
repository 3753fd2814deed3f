//! The clock and the dice: everything of a desk that differs from one run to the next. Tests bring their own.

use crate::domain::Timestamp;
use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use rand::RngExt;
use std::fmt;

/// Tells the time, and what time of day it is at the venue.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// What the clock on the venue's wall shows at an instant.
    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime;
    /// When this day begins at the venue.
    fn day_begins(&self, day: NaiveDate) -> Timestamp;

    /// When the clock on the venue's wall shows this; the hour that the clocks skip reads as the one beside it.
    fn instant(&self, on_the_wall: NaiveDateTime) -> Timestamp {
        let wanted = on_the_wall.and_utc().timestamp_millis();
        let closer = |guess: i64| guess + wanted - self.on_the_wall(Timestamp(guess)).and_utc().timestamp_millis();
        Timestamp(closer(closer(wanted)))
    }
}

/// The machine's clock and its time zone.
#[derive(Clone, Copy, Debug)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        Timestamp(Utc::now().timestamp_millis())
    }

    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        at.utc().with_timezone(&Local).naive_local()
    }

    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        // Where the clocks skip midnight, the day begins at the first hour there is.
        let hours = (0..24).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
        let first = hours.map(|hour| day.and_time(hour)).find_map(|moment| Local.from_local_datetime(&moment).earliest());
        Timestamp(first.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis(), |moment| moment.timestamp_millis()))
    }
}

/// Random numbers.
pub trait Dice: Send + Sync {
    /// A number from `low` (inclusive) to `high` (exclusive).
    fn number(&self, low: i64, high: i64) -> i64;
    /// Bytes for an id.
    fn bytes(&self) -> [u8; 10];
}

/// The machine's random numbers.
#[derive(Clone, Copy, Debug)]
pub struct MachineDice;

impl Dice for MachineDice {
    fn number(&self, low: i64, high: i64) -> i64 {
        rand::rng().random_range(low..high)
    }

    fn bytes(&self) -> [u8; 10] {
        rand::rng().random()
    }
}

/// An instant as people at the venue read it: `2026-11-20 22:41`.
#[must_use]
pub fn wall_text(clock: &dyn Clock, at: Timestamp) -> String {
    clock.on_the_wall(at).format("%Y-%m-%d %H:%M").to_string()
}

impl fmt::Debug for dyn Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Clock")
    }
}
