//! A ticket's fields, and which words stand side by side in its texts, as words of its document: so a filter is one more word to
//! look for, and so is what a phrase needs. They are written in private-use characters: what people type never becomes such a
//! word (`domain/words.rs`).

use crate::domain::Timestamp;
use chrono::Datelike;

/// What a word of this kind says of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Token {
    Status(i64),
    Priority(i64),
    Category(i64),
    /// The user's key; 0 is nobody.
    Assignee(i64),
    Requester(i64),
    /// Days since 1970, in UTC; earlier ones are the first.
    CreatedOn(i64),
    /// Months since the year 0, in UTC; those before 1970 are its first.
    CreatedIn(i64),
}

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

impl Token {
    /// The day an instant is on.
    pub fn day(at: Timestamp) -> i64 {
        at.0.div_euclid(DAY).max(0)
    }

    /// The month a day is in.
    pub fn month_of_day(day: i64) -> i64 {
        Self::month(Timestamp(day * DAY))
    }

    /// The month an instant is in.
    pub fn month(at: Timestamp) -> i64 {
        let day = Timestamp(at.0.max(0)).utc();
        i64::from(day.year()) * 12 + i64::from(day.month0())
    }

    fn parts(self) -> (u32, i64) {
        match self {
            Self::Status(code) => (0, code),
            Self::Priority(code) => (1, code),
            Self::Category(code) => (2, code),
            Self::Assignee(user) => (3, user),
            Self::Requester(user) => (4, user),
            Self::CreatedOn(day) => (5, day),
            Self::CreatedIn(month) => (6, month),
        }
    }

    /// Writes the word: a character for the kind, then the value in digits of base 4096.
    pub fn write(self, out: &mut String) {
        const KINDS: u32 = 0xE010;
        const DIGITS: u32 = 0xE100;
        const BASE: i64 = 4096;
        let (kind, mut value) = self.parts();
        out.extend(char::from_u32(KINDS + kind));
        loop {
            let digit = u32::try_from(value.rem_euclid(BASE)).unwrap_or(0);
            out.extend(char::from_u32(DIGITS + digit));
            value = value.div_euclid(BASE);
            if value <= 0 {
                return;
            }
        }
    }
}

/// A word and how the next one begins, as one character. Others may share it: that it is there says only that the pair may be.
/// It stands in the file, so what becomes of a pair must never change.
pub(in super::super) fn pair(word: &str, next: &str) -> char {
    // FNV-1a (RFC 9923), and the planes of private use without their last two code points, which are no characters.
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    const PLANE: u64 = 0xFFFE;
    let mut letter = [0; 4];
    let beginning = next.chars().next().unwrap_or(' ').encode_utf8(&mut letter);
    let bytes = word.bytes().chain([b' ']).chain(beginning.bytes());
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let bucket = hash % (2 * PLANE);
    let code = 0xF_0000 + bucket / PLANE * 0x1_0000 + bucket % PLANE;
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{F0000}')
}
