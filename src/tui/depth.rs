//! How many colours the terminal has. The view draws with all there are; what the terminal lacks becomes the nearest it has.

use ratatui::buffer::Buffer;
use ratatui::style::Color;
use std::collections::HashMap;
use std::io::stdout;
use termprofile::{DetectorSettings, TermProfile};

/// How deep the terminal's colours go.
pub struct Depth {
    profile: TermProfile,
    /// A frame has few colours and many cells.
    known: HashMap<Color, Color>,
}

impl Depth {
    /// Of the terminal at hand, by what the environment says of it: nothing is asked that would have to be waited for.
    #[must_use]
    pub fn detect() -> Self {
        Self::of(TermProfile::detect(&stdout(), DetectorSettings::default().enable_tmux_info(false)))
    }

    /// At least sixteen: whether there is to be any colour is not decided here.
    #[must_use]
    pub fn of(profile: TermProfile) -> Self {
        Self { profile: profile.max(TermProfile::Ansi16), known: HashMap::new() }
    }

    /// Puts the nearest colours there are in place of those that the terminal lacks.
    pub fn fit(&mut self, buffer: &mut Buffer) {
        if self.profile == TermProfile::TrueColor {
            return;
        }
        for cell in &mut buffer.content {
            (cell.fg, cell.bg) = (self.nearest(cell.fg), self.nearest(cell.bg));
        }
    }

    fn nearest(&mut self, colour: Color) -> Color {
        // The sixteen are the terminal's own, whatever it has besides.
        if !matches!(colour, Color::Rgb(..) | Color::Indexed(_)) {
            return colour;
        }
        let profile = self.profile;
        *self.known.entry(colour).or_insert_with(|| profile.adapt_color(colour).unwrap_or(Color::Reset))
    }
}
