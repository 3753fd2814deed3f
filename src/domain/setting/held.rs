//! What holds: each setting with what every source says about it, and the one that wins.

use super::{Lands, SETTINGS, Setting, SettingName, Values, zone};
use crate::domain::Zone;
use crate::domain::named::named;

named!(
    /// Who says so, the one that wins first.
    Source, "source", {
        Option = 1 "option",
        Mine = 2 "mine",
        Desk = 3 "desk",
        Config = 4 "config",
        Default = 5 "default",
    }
);

/// What one source says.
pub type Stated = Vec<(SettingName, String)>;

/// A setting, and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub setting: &'static Setting,
    /// By source; the default is in the table.
    said: [Option<String>; 4],
}

impl Held {
    /// What holds.
    #[must_use]
    pub fn value(&self) -> &str {
        self.said.iter().flatten().next().map_or(self.setting.default, String::as_str)
    }

    /// Who says so.
    #[must_use]
    pub fn from(&self) -> Source {
        self.said.iter().position(Option::is_some).map_or(Source::Default, |place| Source::ALL[place])
    }

    /// What this source says.
    #[must_use]
    pub fn said_by(&self, source: Source) -> Option<&str> {
        match source {
            Source::Default => Some(self.setting.default),
            _ => self.said[source as usize].as_deref(),
        }
    }
}

/// Every setting as it holds for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings(Vec<Held>);

impl Settings {
    /// What these sources say, `None` where one says nothing. A value that cannot be, as another version may have left
    /// it, is not heard.
    pub fn said(say: impl Fn(Source, SettingName) -> Option<String>) -> Self {
        let held = |setting: &'static Setting| {
            let heard = |source| say(source, setting.name).filter(|value| setting.read(value).is_ok());
            Held { setting, said: [Source::Option, Source::Mine, Source::Desk, Source::Config].map(heard) }
        };
        Self(SETTINGS.iter().map(held).collect())
    }

    /// This one.
    #[must_use]
    pub fn get(&self, name: SettingName) -> &Held {
        &self.0[name as usize]
    }

    /// All of them, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Held> {
        self.0.iter()
    }

    fn value(&self, name: SettingName) -> &str {
        self.get(name).value()
    }

    fn is_on(&self, name: SettingName) -> bool {
        debug_assert_eq!(name.setting().values, Values::Switch, "{name} is no switch");
        self.value(name) == "on"
    }

    /// What the venue is called.
    #[must_use]
    pub fn venue(&self) -> &str {
        self.value(SettingName::Venue)
    }

    /// The venue's zone; `None` for the machine's.
    #[must_use]
    pub fn zone(&self) -> Option<Zone> {
        zone(self.value(SettingName::Zone))
    }

    /// The theme's name.
    #[must_use]
    pub fn theme(&self) -> &str {
        self.value(SettingName::Theme)
    }

    /// Keys by command name, as they are written.
    #[must_use]
    pub fn keys(&self) -> &str {
        self.value(SettingName::Keys)
    }

    /// Whether the mouse is ours.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.is_on(SettingName::Mouse)
    }

    /// Whether an urgent arrival rings.
    #[must_use]
    pub fn bell(&self) -> bool {
        self.is_on(SettingName::Bell)
    }

    /// Whether the window's title is ours.
    #[must_use]
    pub fn title(&self) -> bool {
        self.is_on(SettingName::Title)
    }

    /// What people type behind ssh, if somebody said.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        Some(self.value(SettingName::Address)).filter(|address| !address.is_empty())
    }

    /// Where one lands.
    #[must_use]
    pub fn lands(&self) -> Lands {
        self.value(SettingName::Lands).parse().unwrap_or(Lands::Next)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::said(|_, _| None)
    }
}
