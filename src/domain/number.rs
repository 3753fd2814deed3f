//! The number people call a ticket by.

use super::Refusal;
use std::fmt;
use std::str::FromStr;

/// `TKT-` and at least six digits, 100000 or more; unique for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber(i64);

impl TicketNumber {
    /// The smallest number there is.
    pub const FIRST: i64 = 100_000;
    /// The largest number there is: eighteen digits.
    pub const LAST: i64 = 999_999_999_999_999_999;

    /// The number with these digits, if they are in bounds.
    #[must_use]
    pub fn new(digits: i64) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&digits).then_some(Self(digits))
    }

    /// The digits without `TKT-`.
    #[must_use]
    pub fn digits(self) -> i64 {
        self.0
    }

    /// The lowest number of the range that new tickets draw from when `taken` tells how many numbers of
    /// a range (named by its lowest number) are gone: the first range that is no more than half full.
    /// A range reaches from its lowest number to ten times that, exclusive.
    pub fn drawing_range(mut taken: impl FnMut(i64) -> i64) -> i64 {
        let mut low = Self::FIRST;
        while low < Self::LAST / 10 && taken(low) * 2 > low * 9 {
            low *= 10;
        }
        low
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("TKT-{}", self.0))
    }
}

impl FromStr for TicketNumber {
    type Err = Refusal;

    /// Reads `482913`, `tkt-482913` or `TKT-482913`.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let trimmed = text.trim();
        let digits = match trimmed.get(..4) {
            Some(prefix) if prefix.eq_ignore_ascii_case("tkt-") => &trimmed[4..],
            _ => trimmed,
        };
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        let plain = all_digits && !digits.starts_with('0');
        plain.then(|| digits.parse().ok().and_then(Self::new)).flatten().ok_or_else(|| Refusal::NotANumber(text.to_owned()))
    }
}

impl serde::Serialize for TicketNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
