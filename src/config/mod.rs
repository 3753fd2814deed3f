//! What the configuration file, the environment and the defaults say. Keys, themes and the like get their place in
//! [`Config`] when they come; nothing here opens a desk.

mod paths;

pub use paths::{config_file, desk_file};

use serde::Deserialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The configuration file. A name it does not know is an error: a slip of the pen is better said than passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The desk to open; relative to the file's folder, `~/` for the home folder.
    pub db: Option<PathBuf>,
    pub color: Option<Color>,
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
    #[error("{}: {why}", .path.display())]
    Unreadable { path: PathBuf, why: String },
    #[error("{}: {why}", .path.display())]
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
        let mut config: Self = toml::from_str(text).map_err(wrong)?;
        config.db = config.db.map(|db| paths::beside(path, &db));
        Ok(config)
    }
}
