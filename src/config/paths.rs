//! Where things are: the desk's file and the configuration's, by the customs of the system.

use super::{Config, ConfigError};
use directories::{BaseDirs, ProjectDirs};
use std::path::{Path, PathBuf};

/// The variable that names the desk.
const DESK: &str = "BARBACK_DB";

/// The desk to open: as named on the command line, else in the environment, else in the configuration, else
/// `barback/desk.db` in the folder for data.
pub fn desk_file(named: Option<PathBuf>, config: &Config) -> Result<PathBuf, ConfigError> {
    named.or_else(in_environment).or_else(|| config.db.clone()).or_else(usual).ok_or(ConfigError::Homeless)
}

/// Every desk that is named anywhere, also those that another name goes before.
pub fn desks_named(named: Option<&Path>, config: &Config) -> Vec<PathBuf> {
    [named.map(Path::to_owned), in_environment(), config.db.clone(), usual()].into_iter().flatten().collect()
}

fn in_environment() -> Option<PathBuf> {
    std::env::var_os(DESK).filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn usual() -> Option<PathBuf> {
    Some(folders()?.data_dir().join("desk.db"))
}

/// The usual configuration file, where there is a home for one.
pub fn config_file() -> Option<PathBuf> {
    Some(folders()?.config_dir().join("config.toml"))
}

/// A path as the file at `from` names it.
pub(super) fn beside(from: &Path, named: &Path) -> PathBuf {
    match (named.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => from.parent().map_or_else(|| named.to_owned(), |folder| folder.join(named)),
    }
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "barback")
}
