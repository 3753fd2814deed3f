//! The one command that somebody sent by ssh: split as words, read as on any command line, and held against a list of what there
//! is for their role. Nothing in it names a file.

use crate::cli::args::{Command, Line};
use crate::cli::failure::Failure;
use crate::cli::usage;
use crate::config::Color;
use crate::domain::text::read_utf8;
use crate::domain::{Role, few};
use clap::CommandFactory;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// Where sshd puts what was sent.
pub const ORIGINAL_COMMAND: &str = "SSH_ORIGINAL_COMMAND";
/// The longest command, in bytes. Long texts come on standard input.
const LONGEST: usize = 4096;
/// Stands for `#` while the words are split, since the library takes what is behind one for a comment. Nobody sends a
/// noncharacter: cleaning would not keep it.
const NUMBER_SIGN: char = '\u{FFFF}';

/// What was sent.
pub enum Read {
    /// What there is.
    Help(String),
    /// Help was given, or what is wrong was told.
    Told(u8),
    Order {
        command: Command,
        json: bool,
        color: Color,
    },
}

/// Reads it for somebody of this role.
///
/// # Errors
/// If it is no command, or none of theirs.
pub fn read(sent: &OsStr, role: Role) -> Result<Read, Failure> {
    let mut words = words(sent)?;
    // As the hints have it, and so as people type it.
    if words.first().is_some_and(|word| word == "barback") {
        words.remove(0);
    }
    // `help list` is `list --help`, for every caller.
    while let Some(place) = command_in(&words).filter(|place| words[*place] == "help") {
        words.remove(place);
        words.push("--help".to_owned());
    }
    let named = command_in(&words).map(|place| words[place].as_str());
    let asks_for_help = words.iter().any(|word| matches!(word.as_str(), "--help" | "-h"));
    // Of no command in particular: the program's own help would name those that are not theirs.
    if words.is_empty() || (named.is_none() && asks_for_help) {
        return Ok(Read::Help(format!("commands here: {}; `list --help` tells about one, and so on\n", offered(role))));
    }
    // Before it is read further: what it lacks is nothing to tell about a command that is not theirs.
    let is_one = |word: &str| Line::command().get_subcommands().any(|command| command.get_name() == word);
    if named.is_some_and(|word| is_one(word) && !is_offered(word, role)) {
        return Err(Failure::NotHere { offered: offered(role) });
    }
    let line: Vec<OsString> = std::iter::once("barback".to_owned()).chain(words).map(OsString::from).collect();
    let (Line { global, command }, named) = match usage::read(&line) {
        Ok(line) => line,
        Err(status) => return Ok(Read::Told(status)),
    };
    if global.db.is_some() || global.config.is_some() || global.acting_as.is_some() || !global.for_now.is_empty() {
        return Err(Failure::Usage("of the options for every command, only --json and --color go here".to_owned()));
    }
    let Some(command) = command else {
        return Err(Failure::Usage(format!("name a command: {}", offered(role))));
    };
    if !named.is_some_and(|word| is_offered(&word, role)) {
        return Err(Failure::NotHere { offered: offered(role) });
    }
    if let Command::Export(args) = &command
        && args.names_a_file()
    {
        return Err(Failure::Usage("there are no files here; leave -o away and take the answer from standard output".to_owned()));
    }
    Ok(Read::Order { command, json: global.json, color: global.color.unwrap_or_default() })
}

/// Where the command stands: behind options, some of which take a word.
fn command_in(words: &[String]) -> Option<usize> {
    let mut place = 0;
    while words.get(place)?.starts_with('-') {
        let takes_one = matches!(words[place].as_str(), "--color" | "--db" | "--config" | "--as" | "--set");
        place += 1 + usize::from(takes_one);
    }
    Some(place)
}

/// Whether the answer, and what may stand in its way, is to be JSON.
pub fn wants_json(sent: &OsStr) -> bool {
    words(sent).is_ok_and(|words| words.iter().take_while(|word| *word != "--").any(|word| word == "--json"))
}

fn words(sent: &OsStr) -> Result<Vec<String>, Failure> {
    let bytes = sent.as_bytes();
    if bytes.len() > LONGEST {
        let is = bytes.len();
        return Err(Failure::Usage(format!("the command is {is} bytes long, at most {LONGEST} fit; send long texts on standard input")));
    }
    let text = read_utf8(bytes, "command").map_err(|refusal| Failure::Usage(refusal.to_string()))?;
    let split = shlex::split(&text.replace('#', &NUMBER_SIGN.to_string()));
    let words = split.ok_or_else(|| Failure::Usage(format!("a quote is open in \"{}\"; close it", few(text))))?;
    Ok(words.into_iter().map(|word| word.replace(NUMBER_SIGN, "#")).collect())
}

const GUESTS: &[&str] = &["list", "show", "new", "comment", "close", "reopen"];
const STAFF: &[&str] = &["edit", "assign", "start", "resolve", "delete", "undelete", "undo", "redo", "next", "export", "stats", "view"];
const ADMINS: &[&str] = &["user", "key", "purge", "doctor"];

/// The commands there are for a role.
fn commands(role: Role) -> impl Iterator<Item = &'static str> {
    let more: &[&[&str]] = match role {
        Role::Customer => &[],
        Role::Bartender => &[STAFF],
        Role::Admin => &[STAFF, ADMINS],
    };
    GUESTS.iter().chain(more.iter().copied().flatten()).copied()
}

fn is_offered(word: &str, role: Role) -> bool {
    commands(role).any(|offered| offered == word)
}

fn offered(role: Role) -> String {
    commands(role).collect::<Vec<_>>().join(", ")
}
