//! The shipped themes, read: which colour and weight each role has. docs/themes.md has the format.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::sync::LazyLock;

/// Every file in `assets/themes`: its name and its text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// All of them, by name. A test reads each; one that could not be read would not be there.
pub static PALETTES: LazyLock<Vec<Palette>> = LazyLock::new(|| FILES.iter().filter_map(|(name, text)| read(name, text).ok()).collect());

/// A theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    pub name: &'static str,
    /// What it is like, in one line.
    pub about: String,
    /// What it is legible on.
    pub on: Vec<Ground>,
    pub roles: Roles,
}

/// A background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Ground {
    Light,
    Dark,
    Painted(Color),
}

/// What each thing on the screen looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Roles {
    pub text: Worn,
    pub title: Worn,
    pub strong: Worn,
    pub quiet: Worn,
    pub selected: Worn,
    pub accent: Worn,
    pub key: Worn,
    pub error: Worn,
    pub note: Worn,
    pub urgent: Worn,
    pub high: Worn,
    pub low: Worn,
    pub open: Worn,
    pub in_progress: Worn,
    pub done: Worn,
}

impl Roles {
    /// Every role by its name.
    #[must_use]
    pub fn all(&self) -> [(&'static str, Style); 15] {
        [
            ("text", self.text.0),
            ("title", self.title.0),
            ("strong", self.strong.0),
            ("quiet", self.quiet.0),
            ("selected", self.selected.0),
            ("accent", self.accent.0),
            ("key", self.key.0),
            ("error", self.error.0),
            ("note", self.note.0),
            ("urgent", self.urgent.0),
            ("high", self.high.0),
            ("low", self.low.0),
            ("open", self.open.0),
            ("in_progress", self.in_progress.0),
            ("done", self.done.0),
        ]
    }
}

/// A style as a theme writes it: `red bold`, `#ffd68a bold on #3a2a18`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Worn(pub Style);

impl TryFrom<String> for Worn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (mut style, mut is_ground) = (Style::default(), false);
        for word in text.split_whitespace() {
            let weight = match word {
                "bold" => Some(Modifier::BOLD),
                "dim" => Some(Modifier::DIM),
                "italic" => Some(Modifier::ITALIC),
                "underlined" => Some(Modifier::UNDERLINED),
                "reversed" => Some(Modifier::REVERSED),
                _ => None,
            };
            match weight {
                Some(weight) => style = style.add_modifier(weight),
                None if word == "on" => is_ground = true,
                None if is_ground => (style, is_ground) = (style.bg(colour(word)?), false),
                None => style = style.fg(colour(word)?),
            }
        }
        Ok(Self(style))
    }
}

impl TryFrom<String> for Ground {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            colour => self::colour(colour).map(Self::Painted),
        }
    }
}

fn colour(word: &str) -> Result<Color, String> {
    word.parse().map_err(|_| format!("\"{word}\" is neither a colour nor a weight; docs/themes.md has both"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    about: String,
    on: Vec<Ground>,
    roles: Roles,
}

/// Reads a theme.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(name: &'static str, text: &str) -> Result<Palette, String> {
    let File { about, on, roles } = toml::from_str(text).map_err(|error| error.to_string())?;
    Ok(Palette { name, about, on, roles })
}

/// The theme of this name.
#[must_use]
pub fn palette(name: &str) -> Option<&'static Palette> {
    PALETTES.iter().find(|palette| palette.name == name)
}
