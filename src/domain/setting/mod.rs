//! The table of settings: what can be set, to what, for whom. The desk, the command line, the screen and docs/settings.md
//! all read it, and there is no second list.

mod held;
mod value;

pub use held::{Held, Settings, Source, Stated};
pub use value::{MACHINE, Values, zone};

use super::Role;
use super::named::named;
use super::policy::Act;

named!(
    /// What can be set.
    SettingName, "setting", {
        Venue = 1 "venue",
        Zone = 2 "zone",
        Theme = 3 "theme",
        Keys = 4 "keys",
        Mouse = 5 "mouse",
        Bell = 6 "bell",
        Title = 7 "title",
        Lands = 8 "lands",
        Address = 9 "address",
    }
);

named!(
    /// Where one lands after sending and resolving in one.
    Lands, "place to land", {
        Next = 1 "next",
        Stay = 2 "stay",
        List = 3 "list",
    }
);

/// Whose a setting is: what somebody sets for themselves comes before what is set for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Mine,
    Desk,
}

/// Who has a setting of this kind for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nobody: it is the desk's alone.
    Desk,
    /// Staff.
    Staff,
    /// Everybody, guests too.
    Everybody,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    pub name: SettingName,
    pub reach: Reach,
    pub values: Values,
    /// What holds where nobody says anything.
    pub default: &'static str,
    /// What it is for, in one line.
    pub help: &'static str,
}

macro_rules! settings {
    ($($name:ident $reach:ident $values:expr, $default:literal, $help:literal;)*) => {
        &[$(Setting { name: SettingName::$name, reach: Reach::$reach, values: $values, default: $default, help: $help }),*]
    };
}

/// Every setting there is, in the order of [`SettingName`].
pub const SETTINGS: &[Setting] = settings![
    Venue Desk Values::Name, "Barback", "what the venue is called, at the top of the screen";
    Zone Desk Values::Zone, "machine", "the venue's time zone, as in Europe/Berlin; machine is the machine's own";
    Theme Everybody Values::Theme, "terminal", "the colours of the screen; under NO_COLOR every theme goes without";
    Keys Staff Values::Keys, "", "keys by command name, as in ticket.take=I,ctrl-t; ticket.note=N";
    Mouse Everybody Values::Switch, "off", "whether the mouse scrolls and clicks; off, it marks text for the terminal";
    Bell Staff Values::Switch, "on", "whether an urgent ticket that arrives rings the bell";
    Title Staff Values::Switch, "on", "whether the window's title says how many tickets are urgent";
    Lands Staff Values::Lands, "next", "where one lands after sending and resolving in one: the next ticket, the same, or the list";
    Address Desk Values::Address, "", "what people type behind ssh to come to a served desk, as in desk@lantern.example";
];

impl SettingName {
    /// Its row of the table.
    #[must_use]
    pub fn setting(self) -> &'static Setting {
        &SETTINGS[self as usize]
    }
}

impl Setting {
    /// What the policy is asked before this is set.
    #[must_use]
    pub fn act(&self, whose: Whose) -> Act {
        match (whose, self.reach) {
            (Whose::Desk, _) | (_, Reach::Desk) => Act::SetDesk,
            (Whose::Mine, Reach::Staff) => Act::SetWork,
            (Whose::Mine, Reach::Everybody) => Act::SetOwn,
        }
    }

    /// Whose it is where somebody means to set it for themselves: what is the desk's alone stays the desk's.
    #[must_use]
    pub fn whose(&self, meant: Whose) -> Whose {
        if self.reach == Reach::Desk { Whose::Desk } else { meant }
    }

    /// Whether this role is shown it: staff see all, guests what they may set.
    #[must_use]
    pub fn concerns(&self, role: Role) -> bool {
        role.is_staff() || self.reach == Reach::Everybody
    }
}
