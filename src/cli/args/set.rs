//! The arguments about settings.

use super::one_of;
use crate::domain::few;
use crate::domain::setting::{Reach, SettingName};

#[derive(Debug, clap::Args)]
pub struct SetArgs {
    /// What to show or set; without one, everything is shown
    #[arg(value_parser = one_of::<SettingName>(SettingName::ALL.iter().map(|name| name.word())), ignore_case = true)]
    pub name: Option<SettingName>,
    /// What to set it to
    #[arg(allow_hyphen_values = true)]
    pub value: Option<String>,
    /// Set it for the desk; where nobody set their own, that holds
    #[arg(long, requires = "name")]
    pub desk: bool,
    /// Take away what was set
    #[arg(long, requires = "name", conflicts_with = "value")]
    pub unset: bool,
}

/// `theme=dark`.
pub fn for_now(text: &str) -> Result<(SettingName, String), String> {
    let (name, value) =
        text.split_once('=').ok_or_else(|| format!("\"{}\" is no setting and its value; use one as in theme=dark", few(text)))?;
    let name: SettingName = name.parse().map_err(|refusal: crate::domain::Refusal| refusal.to_string())?;
    let setting = name.setting();
    if setting.reach == Reach::Desk {
        return Err(format!("{name} is the desk's alone; an admin sets it with `barback set {name} VALUE --desk`"));
    }
    Ok((name, setting.read(value).map_err(|refusal| refusal.to_string())?.text))
}
