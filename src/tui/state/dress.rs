//! What the terminal wears beside the frame: its title, and whether the mouse is ours.

use super::State;

/// What the terminal wears.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dress {
    /// The window's title, of fixed words only; `None` leaves it alone.
    pub title: Option<String>,
    /// Whether the mouse is ours. While it is, text cannot be selected by hand.
    pub mouse: bool,
}

/// Urgent tickets that came while nobody pressed a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Urgent {
    /// The latest event that was asked about; `None` before the first answer.
    pub heard: Option<i64>,
    pub arrived: i64,
}

impl State {
    /// What the terminal is to wear now.
    #[must_use]
    pub fn dress(&self) -> Dress {
        let title = match self.urgent.arrived {
            0 => "Barback".to_owned(),
            count => format!("Barback: {count} urgent"),
        };
        Dress { title: self.settings.title().then_some(title), mouse: self.settings.mouse() }
    }
}
