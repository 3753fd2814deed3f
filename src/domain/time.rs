//! An instant as the file keeps it. Reading the clock is not here: that is the desk's.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant in UTC; one outside chrono's range (about ±262,000 years) reads as 1970.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// Reads RFC 3339, any offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let instant = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(instant.timestamp_millis()))
    }

    /// Returns the latest time that somebody may give for something that has happened by now: a day later, since clocks differ,
    /// and so does what zone a text without one had in mind. Anything beyond is a slip.
    #[must_use]
    pub fn ahead(self) -> Self {
        const A_DAY: i64 = 24 * 60 * 60 * 1000;
        Self(self.0.saturating_add(A_DAY))
    }

    /// How long before `now` this was, in its largest unit: `now`, `12m`, `3h`, `5d`, `8w`, `2y`. What is still to come is `now`.
    #[must_use]
    pub fn age(self, now: Self) -> String {
        self.largest_unit(now).map_or_else(|| "now".to_owned(), |(count, unit, _)| format!("{count}{unit}"))
    }

    /// The same for sentences: `less than a minute`, `12 min`, `3 h`, `1 day`, `8 weeks`, `2 years`.
    #[must_use]
    pub fn age_in_words(self, now: Self) -> String {
        match self.largest_unit(now) {
            None => "less than a minute".to_owned(),
            Some((1, _, word)) => format!("1 {}", word.trim_end_matches('s')),
            Some((count, _, word)) => format!("{count} {word}"),
        }
    }

    /// How many of which unit have passed: its letter and its word. `None` under a minute.
    fn largest_unit(self, now: Self) -> Option<(i64, char, &'static str)> {
        const MINUTE: i64 = 60_000;
        let minutes = now.0.saturating_sub(self.0) / MINUTE;
        match minutes {
            ..1 => None,
            1..60 => Some((minutes, 'm', "min")),
            60..1_440 => Some((minutes / 60, 'h', "h")),
            1_440..20_160 => Some((minutes / 1_440, 'd', "days")),
            20_160..525_600 => Some((minutes / 10_080, 'w', "weeks")),
            _ => Some((minutes / 525_600, 'y', "years")),
        }
    }
}

/// RFC 3339 in UTC with milliseconds.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
