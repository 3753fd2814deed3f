//! Reads days of the venue and ages. What day it is, nobody here knows.

use super::error::echo;
use super::lex::Piece;
use super::value::{Sign, Value, signed};
use super::{QueryError, When};
use chrono::{Datelike, NaiveDate};

/// The units of an age and their milliseconds, the longest first.
pub(super) const UNITS: [(char, i64); 4] = [('w', 7 * 86_400_000), ('d', 86_400_000), ('h', 3_600_000), ('m', 60_000)];
/// The most digits of an age: 999,999 weeks reach back further than any calendar here.
const AGE_DIGITS: usize = 6;
const A_DAY: &str = "a day as in 2026-11-01";

impl Value<'_> {
    pub(super) fn when(&self) -> Result<When, QueryError> {
        let item = self.only()?;
        if let Some((first, last)) = item.text.split_once("..") {
            let first = Piece { text: first.to_owned(), at: item.at };
            let last = Piece { text: last.to_owned(), at: first.end() + 2 };
            return self.between(&first.trimmed(), &last.trimmed());
        }
        let (sign, rest) = signed(&item);
        if rest.text.is_empty() {
            return Err(self.missing(rest.at));
        }
        match age(&rest.text) {
            Some(age) => since(sign, age, &rest),
            None => self.days(sign, &rest),
        }
    }

    fn between(&self, first: &Piece, last: &Piece) -> Result<When, QueryError> {
        if let Some(empty) = [first, last].into_iter().find(|day| day.text.is_empty()) {
            return Err(QueryError::new(empty.at, "a range needs a day at each end", A_DAY));
        }
        let (from, to) = (self.day(first)?, self.day(last)?);
        if to < from {
            return Err(QueryError::new(last.at, format!("the range ends before it begins, on {from}"), format!("{from} or a later day")));
        }
        Ok(When::Between(from, to))
    }

    /// "From a day on" is "after the day before it", so that there is one form for each meaning.
    fn days(&self, sign: Sign, item: &Piece) -> Result<When, QueryError> {
        let day = self.day(item)?;
        let in_calendar = |day: &NaiveDate| (0..=9999).contains(&day.year());
        let neighbour = |day: Option<NaiveDate>| day.filter(in_calendar).ok_or_else(|| not_in_calendar(item));
        Ok(match sign {
            Sign::Equal => When::On(day),
            Sign::Above => When::After(day),
            Sign::Below => When::Before(day),
            Sign::AtLeast => When::After(neighbour(day.pred_opt())?),
            Sign::AtMost => When::Before(neighbour(day.succ_opt())?),
        })
    }

    fn day(&self, item: &Piece) -> Result<NaiveDate, QueryError> {
        let (year, month, day) = numbers(&item.text).ok_or_else(|| self.wrong(item))?;
        NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| not_in_calendar(item))
    }
}

/// With `=` or without: nobody can tell a millisecond.
fn since(sign: Sign, age: i64, item: &Piece) -> Result<When, QueryError> {
    match sign {
        Sign::Below | Sign::AtMost => Ok(When::Younger(age)),
        Sign::Above | Sign::AtLeast => Ok(When::Older(age)),
        Sign::Equal => Err(QueryError::new(item.at, "an age needs a sign before it", format!("<{0} or >{0}", item.text))),
    }
}

fn not_in_calendar(item: &Piece) -> QueryError {
    QueryError::new(item.at, format!("{} is not in the calendar", echo(&item.text)), A_DAY)
}

/// `2h` in milliseconds.
fn age(text: &str) -> Option<i64> {
    let unit = text.chars().next_back()?;
    let (_, length) = UNITS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(&unit))?;
    let count: i64 = digits(&text[..text.len() - unit.len_utf8()], 1..=AGE_DIGITS)?;
    (count > 0).then_some(count * length)
}

/// Year, month and day as they are written, possible or not.
fn numbers(text: &str) -> Option<(i32, u32, u32)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let numbers = (digits(year, 4..=4)?, digits(month, 2..=2)?, digits(day, 2..=2)?);
    parts.next().is_none().then_some(numbers)
}

fn digits<T: std::str::FromStr>(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<T> {
    let plain = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
