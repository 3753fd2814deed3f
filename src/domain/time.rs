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

    /// How long before `now` this was, in its largest unit: `now`, `12m`, `3h`, `5d`, `8w`, `2y`. What is still to come is `now`.
    #[must_use]
    pub fn age(self, now: Self) -> String {
        const MINUTE: i64 = 60_000;
        let minutes = now.0.saturating_sub(self.0) / MINUTE;
        match minutes {
            ..1 => "now".to_owned(),
            1..60 => format!("{minutes}m"),
            60..1_440 => format!("{}h", minutes / 60),
            1_440..20_160 => format!("{}d", minutes / 1_440),
            20_160..525_600 => format!("{}w", minutes / 10_080),
            _ => format!("{}y", minutes / 525_600),
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
