//! Reads times as ISO 8601 and its kin (RFC 3339, RFC 9557) write them.

use super::Zone;
use crate::domain::Timestamp;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use jiff::fmt::temporal::DateTimeParser;

/// A time as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// With an offset, or the name of a zone.
    At(Timestamp),
    /// With neither; a day alone is its midnight.
    OnTheWall(NaiveDateTime),
}

static PARSER: DateTimeParser = DateTimeParser::new();

impl Written {
    /// Reads `2023-11-26T15:15Z` and what else the standards allow: seconds or none, fractions behind a point or a comma, `T`
    /// or a blank, the basic form `20231126T151500`, offsets as `Z`, `+01`, `+0100`, `+01:00`, `UTC` or `GMT` with or without
    /// a blank before them, a zone's name as in `[Europe/Berlin]`, `24:00` for the end of a day. `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (text, ends_day) = at_midnight(&joined(text));
        let pieces = PARSER.parse_pieces(&text).ok()?;
        let local = at(pieces.date(), pieces.time())?;
        let local = if ends_day { local.checked_add_days(Days::new(1))? } else { local };
        if let Some(offset) = pieces.to_numeric_offset() {
            return Some(Self::At(Zone(offset.to_time_zone()).instant(local)));
        }
        match pieces.time_zone_annotation() {
            Some(zone) => Some(Self::At(Zone(zone.to_time_zone().ok()?).instant(local))),
            None => Some(Self::OnTheWall(local)),
        }
    }
}

/// The text with its offset right behind the time.
fn joined(text: &str) -> String {
    let text = text.trim();
    let named = ["UTC", "GMT"].iter().find_map(|name| {
        let split = text.len().checked_sub(name.len())?;
        text.get(split..).filter(|end| end.eq_ignore_ascii_case(name)).and_then(|_| text.get(..split))
    });
    if let Some(bare) = named {
        return format!("{}Z", bare.trim_end());
    }
    match text.rsplit_once(char::is_whitespace) {
        Some((time, offset)) if offset.starts_with(['+', '-', 'Z', 'z']) && time.contains(':') => format!("{}{offset}", time.trim_end()),
        _ => text.to_owned(),
    }
}

/// The text with `00:00` in the place of `24:00`, which the library does not know, and whether it was there.
fn at_midnight(text: &str) -> (String, bool) {
    let time = text.find(['T', 't', ' ']).map(|place| place + 1);
    let Some((time, rest)) = time.and_then(|place| Some((place, text.get(place..)?.strip_prefix("24")?))) else {
        return (text.to_owned(), false);
    };
    let clock = rest.split(['Z', 'z', '+', '-', '[']).next().unwrap_or(rest);
    if clock.chars().all(|letter| matches!(letter, '0' | ':' | '.' | ',')) {
        (format!("{}00{rest}", &text[..time]), true)
    } else {
        (text.to_owned(), false)
    }
}

fn at(date: jiff::civil::Date, time: Option<jiff::civil::Time>) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(date.year().into(), date.month().unsigned_abs().into(), date.day().unsigned_abs().into())?;
    let time = time.map_or(Some(NaiveTime::MIN), |time| {
        let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(|part| u32::from(part.unsigned_abs()));
        NaiveTime::from_hms_nano_opt(hour, minute, second, time.subsec_nanosecond().unsigned_abs())
    });
    Some(date.and_time(time?))
}
