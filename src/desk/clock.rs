//! The clock and the dice: everything of a desk that differs from one run to the next. Tests bring their own.

use crate::domain::{Timestamp, Zone};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rand::RngExt;
use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::time::Instant;
use uuid::Uuid;

/// The time, and the zone of the clock on the venue's wall.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// The zone of the clock on the venue's wall.
    fn zone(&self) -> Zone;

    /// Milliseconds since some start that only ever grow: for waiting, never for dating. A clock that a test sets grows by
    /// itself.
    fn steady(&self) -> i64 {
        self.now().0
    }

    /// What the clock on the venue's wall shows at an instant.
    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        self.zone().on_the_wall(at)
    }

    /// When the clock on the venue's wall shows this ([`Zone::instant`]).
    fn instant(&self, on_the_wall: NaiveDateTime) -> Timestamp {
        self.zone().instant(on_the_wall)
    }

    /// When this day begins at the venue ([`Zone::day_begins`]).
    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        self.zone().day_begins(day)
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

    fn steady(&self) -> i64 {
        static START: OnceLock<Instant> = OnceLock::new();
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        let (start, now) = (*START.get_or_init(Instant::now), Instant::now());
        i64::try_from(now.saturating_duration_since(start).as_millis()).unwrap_or(i64::MAX)
    }

    fn zone(&self) -> Zone {
        Zone::of_the_machine()
    }
}

/// The machine's clock in a zone that is looked up once: a session that may read no files of the machine cannot do it later.
#[derive(Clone, Debug)]
pub struct ZonedClock(Zone);

impl ZonedClock {
    /// In the machine's zone as it was when it was first asked for.
    #[must_use]
    pub fn of_the_machine() -> Self {
        static ZONE: OnceLock<Zone> = OnceLock::new();
        Self(ZONE.get_or_init(Zone::of_the_machine).clone())
    }
}

impl Clock for ZonedClock {
    fn now(&self) -> Timestamp {
        MachineClock.now()
    }

    fn steady(&self) -> i64 {
        MachineClock.steady()
    }

    fn zone(&self) -> Zone {
        self.0.clone()
    }
}

/// The same instants on the wall of a venue that may be in another zone than the machine.
#[derive(Debug)]
pub struct VenueClock {
    over: Arc<dyn Clock>,
    hung: RwLock<Option<Zone>>,
}

impl VenueClock {
    /// This clock, until the venue's own zone is known.
    #[must_use]
    pub fn over(clock: Arc<dyn Clock>) -> Self {
        Self { over: clock, hung: RwLock::default() }
    }

    /// Shows this zone from now on; `None` is that of the clock below.
    pub fn hang(&self, zone: Option<Zone>) {
        if *self.hung() != zone {
            *self.hung.write().unwrap_or_else(PoisonError::into_inner) = zone;
        }
    }

    fn hung(&self) -> RwLockReadGuard<'_, Option<Zone>> {
        self.hung.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VenueClock {
    fn now(&self) -> Timestamp {
        self.over.now()
    }

    fn zone(&self) -> Zone {
        self.hung().clone().unwrap_or_else(|| self.over.zone())
    }

    fn steady(&self) -> i64 {
        self.over.steady()
    }
}

/// Random numbers.
pub trait Dice: Send + Sync {
    /// A number from `low` (inclusive) to `high` (exclusive).
    fn number(&self, low: i64, high: i64) -> i64;
    /// Bytes for an id.
    fn bytes(&self) -> [u8; 10];

    /// A version 7 UUID for something made at this instant.
    fn uuid(&self, at: Timestamp) -> Uuid {
        let millis = u64::try_from(at.0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
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

/// The last noon at the venue: when tonight began, also after midnight.
#[must_use]
pub fn noon_before(clock: &dyn Clock, now: Timestamp) -> Timestamp {
    let half_a_day = TimeDelta::hours(12);
    let day = (clock.on_the_wall(now) - half_a_day).date();
    clock.instant(day.and_time(NaiveTime::MIN) + half_a_day)
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
