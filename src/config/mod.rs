//! What the configuration file, the environment and the defaults say. Nothing here opens a desk.

mod keys;
mod paths;
mod settings;

pub use keys::{KeyLine, in_lines};
pub use paths::{config_file, desk_file, desks_named};

use crate::domain::quoted_path;
use crate::domain::setting::{SettingName, Stated};
use serde::Deserialize;
use serde::de::IgnoredAny;
use settings::Word;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The configuration file. A name it does not know is an error: a slip of the pen is better said than passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file, where one was read.
    pub path: Option<PathBuf>,
    /// The desk to open; relative to the file's folder, `~/` for the home folder.
    pub db: Option<PathBuf>,
    pub color: Option<Color>,
    /// What it says about settings; it counts for a desk of one's own.
    pub settings: Stated,
    /// Its table of keys, line by line.
    pub keys: Vec<KeyLine>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    db: Option<PathBuf>,
    color: Option<Color>,
    theme: Option<Spanned<Word>>,
    mouse: Option<Spanned<Word>>,
    bell: Option<Spanned<Word>>,
    title: Option<Spanned<Word>>,
    lands: Option<Spanned<Word>>,
    /// Read by [`keys`], which wants to know the lines.
    #[serde(rename = "keys")]
    _keys: Option<IgnoredAny>,
}

/// Whether to colour what is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{}: {why}", quoted_path(.path))]
    Unreadable { path: PathBuf, why: String },
    #[error("{}: {why}", quoted_path(.path))]
    Wrong { path: PathBuf, why: String },
    #[error("there is no home folder to keep a desk in; name one with --db PATH")]
    Homeless,
}

impl Config {
    /// Reads the file: the named one, which must be there, or the usual one, which need not.
    pub fn load(named: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = named.map(Path::to_owned).or_else(config_file) else { return Ok(Self::default()) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&text, &path),
            Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => Ok(Self::default()),
            Err(error) => Err(ConfigError::Unreadable { path, why: format!("cannot be read ({error})") }),
        }
    }

    fn read(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let wrong = |error: toml::de::Error| ConfigError::Wrong { path: path.to_owned(), why: error.to_string().trim_end().to_owned() };
        let file: File = toml::from_str(text).map_err(wrong)?;
        let refused = |why| ConfigError::Wrong { path: path.to_owned(), why };
        let keys = keys::lines(text).map_err(refused)?;
        let written = [
            (SettingName::Theme, file.theme),
            (SettingName::Mouse, file.mouse),
            (SettingName::Bell, file.bell),
            (SettingName::Title, file.title),
            (SettingName::Lands, file.lands),
        ];
        let mut settings = settings::stated(text, written).map_err(refused)?;
        settings.extend((!keys.is_empty()).then(|| (SettingName::Keys, keys::in_one_text(&keys))));
        let db = file.db.map(|db| paths::beside(path, &db));
        Ok(Self { path: Some(path.to_owned()), db, color: file.color, settings, keys })
    }
}
