//! Zones: what a local time and a day are as instants, held against a brute reading of the wall, over every zone and every
//! time its clocks were or will be set from 1970 to 2040; and the ways in which times are written.

use barback::domain::zone::Written;
use barback::domain::{Timestamp, Zone};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::HashSet;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

fn millis(text: &str) -> i64 {
    Timestamp::parse(text).unwrap().0
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
}

/// When the clocks of a zone are set, by the library's own list.
fn settings(name: &str) -> Vec<i64> {
    let zone = jiff::tz::db().get(name).unwrap();
    let from = jiff::Timestamp::from_millisecond(millis("1969-12-31T00:00:00Z")).unwrap();
    let until = millis("2041-01-01T00:00:00Z");
    zone.following(from).map(|change| change.timestamp().as_millisecond()).take_while(|at| *at < until).collect()
}

/// What the wall shows around one setting, and nothing else: the wall a second before and from then on, read forward.
struct Around {
    set: i64,
    before: i64,
    after: i64,
}

impl Around {
    fn read(zone: &Zone, set: i64) -> Self {
        let offset = |at: i64| zone.on_the_wall(Timestamp(at)).and_utc().timestamp_millis() - at;
        Self { set, before: offset(set - SECOND), after: offset(set) }
    }

    fn wall(&self, at: i64) -> i64 {
        at + if at < self.set { self.before } else { self.after }
    }

    /// The first instant, in quarters of an hour and at the setting itself, at which the wall shows this or a later time.
    fn first(&self, wanted: i64) -> i64 {
        let reach = 3 * HOUR + (self.after - self.before).abs();
        let begin = wanted - self.before - reach;
        let steps = (0..).map(|step| begin + step * 15 * MINUTE).take_while(|at| *at <= wanted - self.before + 2 * reach);
        let mut instants: Vec<i64> = steps.chain([self.set, wanted - self.before, wanted - self.after]).collect();
        instants.sort_unstable();
        instants.into_iter().find(|at| self.wall(*at) >= wanted).expect("time goes on")
    }
}

#[test]
fn local_times_and_days_around_every_setting_of_every_zone() {
    let mut seen = HashSet::new();
    let (mut zones, mut gaps, mut folds, mut skipped) = (0, 0, 0, Vec::new());
    for name in Zone::names() {
        let zone = Zone::named(name).unwrap();
        assert_eq!(zone.name(), Some(name));
        let set = settings(name);
        let rules: Vec<(i64, NaiveDateTime)> = set.iter().map(|at| (*at, zone.on_the_wall(Timestamp(*at)))).collect();
        zones += 1;
        // Many names are of one zone.
        if !seen.insert(rules) {
            continue;
        }
        for at in set {
            let around = Around::read(&zone, at);
            let jump = around.after - around.before;
            gaps += usize::from(jump > 0);
            folds += usize::from(jump < 0);
            let (low, high) = (at + around.before.min(around.after), at + around.before.max(around.after));
            let edges = [low - MINUTE, low - 1, low, low + 1, i64::midpoint(low, high), high - 1, high, high + 1, high + MINUTE];
            for wanted in edges {
                let wall = Timestamp(wanted).utc().naive_utc();
                assert_eq!(zone.instant(wall).0, around.first(wanted), "{name}: {wall}, clocks are set at {}", Timestamp(at));
            }
            let date = Timestamp(low).utc().date_naive();
            for day in [date - TimeDelta::days(1), date, date + TimeDelta::days(1), date + TimeDelta::days(2)] {
                let (begins, ends) = (zone.day_begins(day), zone.day_ends(day).unwrap());
                let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
                if (midnight - low).abs() < 20 * HOUR {
                    assert_eq!(begins.0, around.first(midnight), "{name}: {day}");
                }
                let shown = zone.on_the_wall(begins).date();
                if shown == day {
                    assert_eq!(ends, zone.day_begins(day + Days::new(1)), "{name}: {day} ends where the next begins");
                    assert!(zone.on_the_wall(Timestamp(begins.0 - 1)).date() < day, "{name}: {day} does not begin earlier");
                } else {
                    skipped.push(format!("{name} {day}"));
                    assert_eq!((begins, Some(ends)), (zone.day_begins(shown), zone.day_ends(shown)), "{name}: {day} is the next");
                }
                assert!(begins < ends, "{name}: {day}");
                // What an import of that day brings is found by asking for that day.
                let brought = zone.instant(day.and_time(NaiveTime::MIN));
                assert!((begins..ends).contains(&brought), "{name}: {day}");
            }
        }
    }
    assert!(zones > 500 && gaps > 5_000 && folds > 5_000, "{zones} zones, {gaps} gaps, {folds} folds");
    skipped.sort();
    skipped.dedup();
    assert!(skipped.contains(&"Pacific/Apia 2011-12-30".to_owned()), "{skipped:?}");
}

/// Between settings nothing is special: a later local time is a later instant.
#[test]
fn a_later_local_time_is_never_an_earlier_instant() {
    for name in ["America/Santiago", "America/Havana", "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe"] {
        let zone = Zone::named(name).unwrap();
        let mut last = Timestamp(i64::MIN);
        for step in 0..(35 * 366 * 3) {
            let at = zone.instant(local("1985-01-01 00:00:00") + TimeDelta::minutes(step * 473));
            assert!(at >= last, "{name}: step {step}");
            last = at;
        }
    }
}

#[test]
fn the_known_nights() {
    let nights = [
        ("America/Santiago", "2026-09-06 00:00:00", "2026-09-06T04:00:00Z", "midnight is one o'clock"),
        ("America/Santiago", "2026-09-06 00:30:00", "2026-09-06T04:00:00Z", "so is half past"),
        ("America/Santiago", "2026-04-04 23:30:00", "2026-04-05T02:30:00Z", "the first of two"),
        ("America/Havana", "2026-03-08 00:00:00", "2026-03-08T05:00:00Z", "midnight is one o'clock"),
        ("America/Havana", "2026-11-01 00:30:00", "2026-11-01T04:30:00Z", "the first of two"),
        ("America/Sao_Paulo", "2018-11-04 00:00:00", "2018-11-04T03:00:00Z", "midnight is one o'clock"),
        ("Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30T10:00:00Z", "a day that never was is the one behind it"),
        ("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29T01:00:00Z", "the hour that clocks skip"),
        ("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25T00:30:00Z", "the first of two"),
    ];
    for (zone, wall, instant, why) in nights {
        assert_eq!(Zone::named(zone).unwrap().instant(local(wall)), Timestamp(millis(instant)), "{zone} {wall}: {why}");
    }
}

#[test]
fn no_time_is_beyond_a_zone() {
    for name in ["Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12"] {
        let zone = Zone::named(name).unwrap();
        for at in [i64::MIN, millis("0000-01-01T00:00:00Z"), 0, millis("9999-12-31T23:59:59Z"), i64::MAX] {
            let wall = zone.on_the_wall(Timestamp(at));
            let _ = zone.instant(wall);
        }
        for day in [NaiveDate::MIN, NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(), NaiveDate::MAX] {
            let _ = (zone.day_begins(day), zone.day_ends(day));
        }
    }
    assert_eq!(Zone::fixed(i32::MAX), Zone::default());
}

#[test]
fn names_are_read_in_any_case_and_nothing_else_is_a_name() {
    assert_eq!(Zone::named("europe/berlin").unwrap().name(), Some("Europe/Berlin"));
    for other in ["", "machine", "Etc/Unknown", "Atlantis/Centre", "../../etc/passwd", "CET-1CEST", "/usr/share/zoneinfo/UTC"] {
        assert_eq!(Zone::named(other), None, "{other}");
    }
    assert!(Zone::release().len() == 5 && Zone::release().starts_with("20"), "{}", Zone::release());
}

#[test]
fn times_as_the_standards_write_them() {
    let instant = "2023-11-26T15:15:00Z";
    for text in [
        "2023-11-26T15:15Z",
        "2023-11-26t15:15z",
        "2023-11-26 15:15Z",
        "2023-11-26 15:15 Z",
        "2023-11-26 15:15 UTC",
        "2023-11-26 15:15 gmt",
        "2023-11-26T16:15+01",
        "2023-11-26T16:15+0100",
        "2023-11-26T16:15+01:00",
        "2023-11-26 16:15 +0100",
        "2023-11-26 16:15 +01",
        "2023-11-26 16:15:00,000 +01:00",
        "2023-11-26T15:15:00.000000Z",
        "2023-11-26T10:45:00-04:30",
        "20231126T151500Z",
        "20231126T1515Z",
        "20231126T161500+0100",
        "2023-11-26T16:15[Europe/Berlin]",
        "2023-11-26T16:15+01:00[Europe/Berlin]",
        "2023-11-26T15:15-00:00",
        " 2023-11-26T15:15Z ",
    ] {
        assert_eq!(Written::read(text), Some(Written::At(Timestamp(millis(instant)))), "{text}");
    }
    for (text, wall) in [
        ("2023-11-26", "2023-11-26 00:00:00"),
        ("20231126", "2023-11-26 00:00:00"),
        ("2023-11-26T15:15", "2023-11-26 15:15:00"),
        ("20231126 151500", "2023-11-26 15:15:00"),
        ("2023-11-26T24:00", "2023-11-27 00:00:00"),
        ("2023-12-31 24:00:00", "2024-01-01 00:00:00"),
        ("20231126T2400", "2023-11-27 00:00:00"),
    ] {
        assert_eq!(Written::read(text), Some(Written::OnTheWall(local(wall))), "{text}");
    }
    assert_eq!(Written::read("2023-11-26T24:00Z"), Some(Written::At(Timestamp(millis("2023-11-27T00:00:00Z")))));
    for text in [
        "",
        " ",
        "Z",
        "UTC",
        "15:15",
        "2023",
        "2023-11",
        "1700000000",
        "2023-13-01",
        "2023-11-26T25:00",
        "2023-11-26T24:01",
        "26.11.2023",
        "11/26/2023",
        "2023-11-26T15:15[Atlantis/Centre]",
        "2023-11-26T15:15 or so",
        "tomorrow",
        "2023-11-26T15:15+99:00",
    ] {
        assert_eq!(Written::read(text), None, "{text}");
    }
}
