//! The clock and the dice: everything of a desk that differs from one run to the next. Tests bring their own.

use crate::domain::Timestamp;
use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rand::RngExt;
use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Instant;
use uuid::Uuid;

/// Tells the time, and what time of day it is at the venue.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// What the clock on the venue's wall shows at an instant.
    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime;
    /// When this day begins at the venue.
    fn day_begins(&self, day: NaiveDate) -> Timestamp;

    /// Milliseconds since some start that only ever grow: for waiting, never for dating. A clock that a test sets grows by
    /// itself.
    fn steady(&self) -> i64 {
        self.now().0
    }

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

    fn steady(&self) -> i64 {
        static START: OnceLock<Instant> = OnceLock::new();
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        let (start, now) = (*START.get_or_init(Instant::now), Instant::now());
        i64::try_from(now.saturating_duration_since(start).as_millis()).unwrap_or(i64::MAX)
    }

    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        at.utc().with_timezone(&Local).naive_local()
    }

    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        first_of(day, &Local)
    }
}

/// The machine's clock in a zone that is looked up once: a session that may read no files of the machine cannot do it later.
#[derive(Clone, Copy, Debug)]
pub struct ZonedClock(Tz);

impl ZonedClock {
    /// In the machine's zone; UTC where it has none by name.
    #[must_use]
    pub fn of_the_machine() -> Self {
        static ZONE: OnceLock<Tz> = OnceLock::new();
        Self(*ZONE.get_or_init(|| iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)))
    }
}

impl Clock for ZonedClock {
    fn now(&self) -> Timestamp {
        MachineClock.now()
    }

    fn steady(&self) -> i64 {
        MachineClock.steady()
    }

    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        at.utc().with_timezone(&self.0).naive_local()
    }

    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        first_of(day, &self.0)
    }
}

/// The same instants on the wall of a venue that may be in another zone than the machine.
#[derive(Debug)]
pub struct VenueClock {
    over: Arc<dyn Clock>,
    zone: RwLock<Option<Tz>>,
}

impl VenueClock {
    /// This clock, until the venue's own zone is known.
    #[must_use]
    pub fn over(clock: Arc<dyn Clock>) -> Self {
        Self { over: clock, zone: RwLock::default() }
    }

    /// Shows this zone from now on; `None` is that of the clock below.
    pub fn hang(&self, zone: Option<Tz>) {
        if self.zone() != zone {
            *self.zone.write().unwrap_or_else(PoisonError::into_inner) = zone;
        }
    }

    fn zone(&self) -> Option<Tz> {
        *self.zone.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VenueClock {
    fn now(&self) -> Timestamp {
        self.over.now()
    }

    fn steady(&self) -> i64 {
        self.over.steady()
    }

    fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        self.zone().map_or_else(|| self.over.on_the_wall(at), |zone| at.utc().with_timezone(&zone).naive_local())
    }

    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        self.zone().map_or_else(|| self.over.day_begins(day), |zone| first_of(day, &zone))
    }
}

/// When a day begins in a zone. Where the clocks skip midnight, that is the first quarter of an hour there is.
fn first_of<Zone: TimeZone>(day: NaiveDate, zone: &Zone) -> Timestamp {
    let quarters = (0..24 * 4).filter_map(|quarter| NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0));
    let first = quarters.map(|quarter| day.and_time(quarter)).find_map(|moment| zone.from_local_datetime(&moment).earliest());
    // A whole day that a zone skipped, as islands do that cross the date line: any instant near it serves.
    Timestamp(first.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis(), |moment| moment.timestamp_millis()))
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
