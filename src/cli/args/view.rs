//! The arguments of the commands about views.

use crate::desk::Slot;
use crate::domain::Refusal;

#[derive(Debug, clap::Subcommand)]
pub enum Views {
    /// Your views and those of everybody
    List,
    /// Keep a query under a name; a view of yours with this name is replaced
    Save(ViewSave),
    /// Forget a view
    Remove(ViewRemove),
}

#[derive(Debug, clap::Args)]
pub struct ViewSave {
    #[arg(allow_hyphen_values = true)]
    pub name: String,
    /// As in `redeem is:open priority:>=high`; put -- before words that begin with a dash
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The key it is on, 1 to 9, or none [default: the one it has]
    #[arg(long, value_name = "N", value_parser = slot)]
    pub digit: Option<Slot>,
    /// For everybody (admins only)
    #[arg(long)]
    pub shared: bool,
}

#[derive(Debug, clap::Args)]
pub struct ViewRemove {
    #[arg(allow_hyphen_values = true)]
    pub name: String,
    /// Everybody's view of this name, not yours (admins only)
    #[arg(long)]
    pub shared: bool,
}

/// A digit, or `none`.
fn slot(text: &str) -> Result<Slot, Refusal> {
    if text == "none" { Ok(Slot::Without) } else { text.parse().map(Slot::On) }
}
