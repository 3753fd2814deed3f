//! What a setting may be set to, and what would be right where it may not.

use super::Setting;
use crate::domain::text::{Cleaned, Field, clean};
use crate::domain::{Refusal, Zone, bounds, nearest};

/// The zone of the machine, whichever that is.
pub const MACHINE: &str = "machine";

/// The themes that are shipped.
const THEMES: &[&str] = include!(concat!(env!("OUT_DIR"), "/theme_names.rs"));
const SWITCH: &[&str] = &["on", "off"];
const LANDS: &[&str] = &["next", "stay", "list"];

/// What a setting may be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// A name of 1 to 100 characters.
    Name,
    /// A zone of the IANA time zone database, or the machine's.
    Zone,
    /// A shipped theme.
    Theme,
    /// Commands and their keys. What a command is, is the screen's to know; here it is a text.
    Keys,
    Switch,
    Lands,
    /// An account on a machine, as ssh takes it: `desk@lantern.example`.
    Address,
}

impl Values {
    /// The values, where there are few.
    #[must_use]
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Theme => THEMES,
            Self::Switch => SWITCH,
            Self::Lands => LANDS,
            Self::Name | Self::Zone | Self::Keys | Self::Address => &[],
        }
    }
}

impl Setting {
    /// The value as it is kept.
    ///
    /// # Errors
    /// If it cannot be set to that: what would be right.
    pub fn read(&self, sent: &str) -> Result<Cleaned, Refusal> {
        match self.values {
            Values::Name => bounds::name(sent),
            Values::Zone => self.read_zone(sent),
            Values::Keys => bounds::keys(sent),
            Values::Address => self.read_address(sent),
            Values::Theme | Values::Switch | Values::Lands => {
                let word = sent.trim().to_lowercase();
                let choices = self.values.choices();
                let found = choices.iter().find(|choice| **choice == word);
                found.map(|choice| plainly(choice)).ok_or_else(|| self.refusal(sent, crate::domain::either(choices)))
            }
        }
    }

    fn read_address(&self, sent: &str) -> Result<Cleaned, Refusal> {
        let word = sent.trim();
        // A port can stand only where ssh reads an address as a whole.
        let (bare, more) = word.strip_prefix("ssh://").map_or((word, "@.-_"), |bare| (bare, "@.-_:[]"));
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || more.contains(letter);
        let is_one = word.len() <= bounds::EMAIL_BYTES && bare.chars().all(is_plain) && !word.starts_with('-');
        if is_one {
            Ok(plainly(word))
        } else {
            Err(self.refusal(sent, "an account on a machine, as in desk@lantern.example, or ssh://desk@lantern.example:2222".to_owned()))
        }
    }

    fn read_zone(&self, sent: &str) -> Result<Cleaned, Refusal> {
        let word = sent.trim();
        if word.eq_ignore_ascii_case(MACHINE) {
            return Ok(plainly(MACHINE));
        }
        let found = Zone::names().find(|name| name.eq_ignore_ascii_case(word));
        found.map(plainly).ok_or_else(|| {
            let like = nearest(word, Zone::names());
            let like = if like.is_empty() { "a city's zone as in Europe/Berlin".to_owned() } else { like.join(", ") };
            self.refusal(sent, format!("{like} or {MACHINE}"))
        })
    }

    fn refusal(&self, sent: &str, choices: String) -> Refusal {
        Refusal::NotASetting { name: self.name.word(), value: clean(sent, Field::Line).text, choices }
    }
}

/// A word of ours.
fn plainly(word: &str) -> Cleaned {
    clean(word, Field::Line)
}

/// The zone a value names; `None` for the machine's.
#[must_use]
pub fn zone(value: &str) -> Option<Zone> {
    Zone::named(value)
}
