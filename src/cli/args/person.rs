//! The arguments of the commands about people.

use super::one_of;
use crate::domain::{Login, Role};

#[derive(Debug, clap::Subcommand)]
pub enum Users {
    /// Add somebody
    Add(PersonAdd),
    /// Everybody the desk knows
    List,
    /// Change somebody; whoever is no longer staff loses their active tickets
    Edit(PersonEdit),
    /// Let somebody do nothing any more; their active tickets become nobody's
    Disable(PersonName),
    /// Let somebody in again
    Enable(PersonName),
}

#[derive(Debug, clap::Args)]
pub struct PersonAdd {
    pub login: Login,
    #[arg(long, allow_hyphen_values = true)]
    pub name: String,
    #[arg(long, value_parser = one_of::<Role>(Role::ALL.iter().map(|value| value.word())), ignore_case = true)]
    pub role: Role,
    #[arg(long)]
    pub email: Option<String>,
    /// The line of a .pub file they sign in with, where the desk is served; - reads standard input
    #[arg(long, value_name = "LINE")]
    pub key: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("fields").required(true).multiple(true).args(["name", "role", "email"])))]
pub struct PersonEdit {
    pub login: Login,
    #[arg(long, allow_hyphen_values = true)]
    pub name: Option<String>,
    #[arg(long, value_parser = one_of::<Role>(Role::ALL.iter().map(|value| value.word())), ignore_case = true)]
    pub role: Option<Role>,
    /// An empty one takes it away
    #[arg(long)]
    pub email: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct PersonName {
    pub login: Login,
}
