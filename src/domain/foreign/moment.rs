//! Times as exports write them. Those without a zone are read on the venue's wall clock, which the caller brings.

use crate::domain::Timestamp;
use crate::domain::zone::Written;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime};

/// What the standards do not have: a blank before the offset, parts of one digit.
const ZONED: &[&str] = &["%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M:%S%.f%z"];
const NAIVE: &[&str] = &["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];

/// Reads a time: ISO 8601 with or without seconds and zone ([`Written::read`]), or a day alone, which means when it begins.
/// Years 1970 to 9999. Other orders of day and month are not guessed.
pub fn moment(text: &str, on_the_wall: &dyn Fn(NaiveDateTime) -> Timestamp) -> Option<Timestamp> {
    let text = text.trim();
    let written = zoned(text).map(|instant| Written::At(Timestamp(instant.timestamp_millis())));
    let written = written.or_else(|| naive(text).map(Written::OnTheWall)).or_else(|| Written::read(text))?;
    match written {
        Written::At(at) => in_range(at.utc().naive_utc()).then_some(at),
        Written::OnTheWall(local) => in_range(local).then(|| on_the_wall(local)),
    }
}

fn naive(text: &str) -> Option<NaiveDateTime> {
    let with_time = NAIVE.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    with_time.or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN)))
}

fn zoned(text: &str) -> Option<DateTime<chrono::FixedOffset>> {
    let with_utc = text.strip_suffix("UTC").map(|bare| format!("{} +0000", bare.trim_end()));
    let text = with_utc.as_deref().unwrap_or(text);
    let rfc = DateTime::parse_from_rfc3339(text).ok();
    rfc.or_else(|| ZONED.iter().find_map(|format| DateTime::parse_from_str(text, format).ok()))
}

/// What RFC 3339 can say again, with a day to spare for zones.
fn in_range(moment: NaiveDateTime) -> bool {
    (1970..=9999).contains(&moment.year()) && moment.date() < NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}
