//! What may stand on the command line. Options of the program may stand anywhere on it.

mod person;
mod serve;
mod set;
mod ticket;
mod view;

pub use person::{PersonAdd, PersonEdit, PersonName, Users};
pub use serve::{AuthorizedKeysArgs, KeyAdd, KeyList, KeyRemove, Keys, ServeArgs};
pub use set::SetArgs;
pub use ticket::{AssignArgs, CommentArgs, DeleteArgs, EditArgs, ListArgs, NewArgs, ShowArgs, StepArgs, Strict, assignee, whom};
pub use view::{ViewRemove, ViewSave, Views};

use super::{backup, doctor, export, import};
use crate::config::Color;
use crate::domain::setting::SettingName;
use crate::domain::{Login, Refusal, Timestamp};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::str::FromStr;

/// A support desk for venue staff that lives in the terminal. Without a command it opens the desk.
#[derive(Debug, Parser)]
#[command(name = "barback", version, propagate_version = true, max_term_width = 100)]
pub struct Line {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help = "The desk's file [default: $BARBACK_DB, else the configuration's, else your own]"
    )]
    pub db: Option<PathBuf>,
    /// The configuration file
    #[arg(long, global = true, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Act as somebody else, on a desk of your own
    // A name of its own: commands have a `login`, too, and options that stand anywhere would write into it.
    #[arg(long = "as", id = "acting_as", global = true, value_name = "LOGIN")]
    pub acting_as: Option<Login>,
    /// Answer with one JSON document, and tell errors as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Colour the answer [default: auto]
    #[arg(long, global = true, value_name = "WHEN", value_parser = color())]
    pub color: Option<Color>,
    /// Let a setting of yours be so for this time, as in theme=dark
    #[arg(long = "set", id = "for_now", global = true, value_name = "NAME=VALUE", value_parser = set::for_now)]
    pub for_now: Vec<(SettingName, String)>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a desk's file and its first admin
    Init(InitArgs),
    /// Open the desk on a throw-away copy with sample tickets
    Demo(DemoArgs),
    /// List tickets, newest activity first
    List(ListArgs),
    /// Show one ticket with its thread
    Show(ShowArgs),
    /// Create a ticket; prints its number
    New(NewArgs),
    /// Set fields of a ticket; only what is named changes
    Edit(EditArgs),
    /// Give tickets to somebody: all or none of them
    Assign(AssignArgs),
    /// Start tickets: all or none of them
    Start(StepArgs),
    /// Resolve tickets: all or none of them
    Resolve(StepArgs),
    /// Close tickets: all or none of them
    Close(StepArgs),
    /// Reopen tickets: all or none of them
    Reopen(StepArgs),
    /// Take the most pressing ticket that nobody has, and say why it was first
    Next,
    /// Write a comment, which the requester sees, or a note, which only staff see
    Comment(CommentArgs),
    /// Take tickets out of every list; can be undone
    Delete(DeleteArgs),
    /// Bring deleted tickets back
    Undelete(DeleteArgs),
    /// Really remove deleted tickets with everything on them
    Purge(DeleteArgs),
    /// Take back my last change, a bulk change as one; again: the one before it
    Undo,
    /// Do again what was taken back last
    Redo,
    Import(import::Args),
    Export(export::Args),
    /// The people of the desk
    #[command(subcommand)]
    User(Users),
    /// The public keys people sign in with, where the desk is served
    #[command(subcommand)]
    Key(Keys),
    /// Queries that are kept under a name
    #[command(subcommand)]
    View(Views),
    /// Show settings, or set one
    Set(SetArgs),
    /// How many tickets there are of what
    Stats,
    /// Check the desk's file, its invariants and the search index; say what is wrong and what mends it
    Doctor(doctor::Args),
    Backup(backup::Args),
    Restore(backup::RestoreArgs),
    /// What sshd starts for whoever signed in (docs/deploy.md)
    Serve(ServeArgs),
    /// Tell sshd's `AuthorizedKeysCommand` by which line it may accept a key (docs/deploy.md)
    AuthorizedKeys(AuthorizedKeysArgs),
    /// Print a completion script for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// For colleagues with accounts on this machine: the folder becomes this group's
    #[arg(long, value_name = "GROUP", conflicts_with = "served")]
    pub shared: Option<String>,
    /// For people who come by ssh, each with a key of their own (docs/deploy.md)
    #[arg(long)]
    pub served: bool,
}

#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Write a large desk with so many tickets
    #[arg(long, value_name = "N", requires = "into")]
    pub tickets: Option<u64>,
    /// Same seed and instant, same desk
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Comments on each ticket of a large desk
    #[arg(long, value_name = "K", requires = "tickets")]
    pub comments: Option<u64>,
    /// When everything has happened, as in 2026-11-20T23:00Z [default: this instant with --into, else now]
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub at: Option<Timestamp>,
    /// Write the desk to this file instead of opening it
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

/// One of these words, listed in help and completions.
fn one_of<T>(words: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = Refusal> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}

fn color() -> impl TypedValueParser<Value = Color> {
    PossibleValuesParser::new(["auto", "always", "never"]).map(|word| match word.as_str() {
        "always" => Color::Always,
        "never" => Color::Never,
        _ => Color::Auto,
    })
}

/// An instant: RFC 3339, the seconds may be left out.
fn instant(text: &str) -> Result<Timestamp, String> {
    let minutes = text.strip_suffix('Z').map(|begun| format!("{begun}:00Z"));
    let read = Timestamp::parse(text).or_else(|| Timestamp::parse(&minutes?));
    read.ok_or_else(|| "not an instant; use one as in 2026-11-20T23:00Z".to_owned())
}
