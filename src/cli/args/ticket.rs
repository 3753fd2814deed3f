//! The arguments of the commands about tickets.

use super::one_of;
use crate::desk::{Assignee, Whom};
use crate::domain::{Category, Priority, Refusal, TicketNumber, few};

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// What to find, as in `redeem is:open priority:>=high`; put -- before words that begin with a dash
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The order; a dash before it turns it round
    #[arg(long, value_name = "ORDER", allow_hyphen_values = true,
        value_parser = ["updated", "created", "priority", "-updated", "-created", "-priority"])]
    pub sort: Option<String>,
    /// How many tickets at most; 0 with --json gives the count alone
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = limit)]
    pub limit: usize,
    /// Write rows for a spreadsheet
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// As in 482913 or TKT-482913
    pub number: TicketNumber,
    /// Show what happened to it, too
    #[arg(long)]
    pub history: bool,
}

/// Being strict about what one has seen.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Strict {
    /// Refuse if the ticket is at another version
    #[arg(long, value_name = "N")]
    pub if_version: Option<i64>,
}

/// What a ticket is made of.
#[derive(Debug, clap::Args)]
pub struct FieldArgs {
    /// What it is about, in one line
    #[arg(short, long, allow_hyphen_values = true)]
    pub subject: Option<String>,
    /// The whole story; - reads standard input
    #[arg(short, long, allow_hyphen_values = true)]
    pub description: Option<String>,
    #[arg(short, long, value_parser = one_of::<Category>(Category::ALL.iter().map(|value| value.word())), ignore_case = true)]
    pub category: Option<Category>,
    #[arg(short, long, value_parser = one_of::<Priority>(Priority::ALL.iter().map(|value| value.word())), ignore_case = true)]
    pub priority: Option<Priority>,
    /// The requester: a login, or me
    #[arg(long = "for", value_name = "LOGIN", value_parser = whom)]
    pub requester: Option<Whom>,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("subject", |subject| subject.required_unless_present("stdin")))]
pub struct NewArgs {
    #[command(flatten)]
    pub fields: FieldArgs,
    /// Who shall own it: a login, me or none
    #[arg(long, value_name = "LOGIN", value_parser = assignee)]
    pub assign: Option<Assignee>,
    /// Read a JSON object from standard input instead of options
    #[arg(long, conflicts_with_all = ["subject", "description", "category", "priority", "requester", "assign"])]
    pub stdin: bool,
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("fields").required(true).multiple(true)
    .args(["subject", "description", "category", "priority", "requester", "stdin"])))]
pub struct EditArgs {
    /// As in 482913 or TKT-482913
    pub number: TicketNumber,
    #[command(flatten)]
    pub fields: FieldArgs,
    /// Read a JSON object from standard input instead of options
    #[arg(long, conflicts_with_all = ["subject", "description", "category", "priority", "requester"])]
    pub stdin: bool,
    #[command(flatten)]
    pub strict: Strict,
}

#[derive(Debug, clap::Args)]
#[command(override_usage = "barback assign [OPTIONS] <NUMBER>... <LOGIN|me|none>")]
pub struct AssignArgs {
    /// Numbers, and at the end a login, me or none
    #[arg(value_name = "NUMBER|LOGIN", required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub strict: Strict,
}

#[derive(Debug, clap::Args)]
pub struct StepArgs {
    /// As in 482913 or TKT-482913
    #[arg(value_name = "NUMBER", required = true)]
    pub numbers: Vec<TicketNumber>,
    /// Add this comment in the same transaction
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub message: Option<String>,
    #[command(flatten)]
    pub strict: Strict,
}

#[derive(Debug, clap::Args)]
pub struct CommentArgs {
    /// As in 482913 or TKT-482913
    pub number: TicketNumber,
    /// What to say; - reads standard input, and so does nothing at all where something is piped in
    pub text: Option<String>,
    /// Make it a note, which only staff can see
    #[arg(long)]
    pub internal: bool,
    /// Read a JSON object from standard input instead
    #[arg(long, conflicts_with_all = ["text", "internal"])]
    pub stdin: bool,
    #[command(flatten)]
    pub strict: Strict,
}

#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// As in 482913 or TKT-482913
    #[arg(value_name = "NUMBER", required = true)]
    pub numbers: Vec<TicketNumber>,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub strict: Strict,
}

/// A login, or `me`.
pub fn whom(text: &str) -> Result<Whom, Refusal> {
    if text == "me" { Ok(Whom::Me) } else { text.parse().map(Whom::Login) }
}

/// A login, `me` or `none`.
pub fn assignee(text: &str) -> Result<Assignee, Refusal> {
    if text == "none" { Ok(Assignee::Nobody) } else { whom(text).map(Assignee::User) }
}

/// How many tickets a list may be asked for: nobody reads more, and every machine can count them.
fn limit(text: &str) -> Result<usize, String> {
    const MOST: usize = 1_000_000_000;
    let number = text.parse().ok().filter(|number| *number <= MOST);
    number.ok_or_else(|| format!("\"{}\" is not a number of tickets; use 0 to {MOST}", few(text)))
}
