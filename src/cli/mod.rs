//! The command line: it reads arguments and files, asks the desk, and writes the answer. No rules of the trade, no screen.

mod args;
mod assign;
mod backup;
mod comment;
mod confirm;
mod delete;
mod demo;
mod doctor;
mod edit;
pub mod export;
mod failure;
pub mod import;
mod init;
mod json;
mod key;
mod list;
mod new;
mod next;
mod out;
mod packaging;
mod progress;
mod reading;
mod served;
mod set;
mod sheet;
mod show;
mod stats;
mod status;
mod stdin;
mod style;
mod table;
mod undo;
mod usage;
mod user;
mod view;
mod visit;
mod words;
mod writing;

pub use demo::Stage;
pub use failure::Failure;
pub use out::Out;
pub use served::{Gap, raise_fence};

use crate::config::{Color, Config, ConfigError, KeyLine, desk_file, desks_named, in_lines};
use crate::desk::{Entrance, Make, Opening, Surroundings, demand_answer_apart_from};
use crate::domain::Status;
use crate::domain::setting::SettingName;
use args::{Command, Global, Line};
use std::ffi::OsString;
use std::io::Write;
use visit::Visit;

/// Where a command writes: the answer to `out`, everything else to `err`.
pub struct Channels<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    /// The answer is one JSON document.
    pub json: bool,
    /// Somebody looks at `err`: progress may be drawn there.
    pub progress: bool,
}

/// What is left to do when a line was read.
#[derive(Debug)]
pub enum Next {
    /// Everything was done, or told: leave with this exit status.
    Leave(u8),
    /// Open the full-screen desk.
    OpenDesk(Box<Seat>),
}

/// Says what is wrong with keys for commands, one fault a line. The commands are the screen's: whoever knows both faces
/// brings this.
pub type Judge = fn(&[KeyLine]) -> Result<(), String>;

/// What opens the full-screen desk.
#[derive(Debug)]
pub struct Seat {
    pub opening: Opening,
    pub surroundings: Surroundings,
    /// The desk is a demo in this folder; it goes when this does.
    pub stage: Option<Stage>,
    /// Theirs until the desk is closed, where it is served.
    pub held: Option<crate::desk::Seat>,
    pub out: Out,
}

/// Reads the command line, the program's name first, and does what it says.
#[must_use]
pub fn run(words: &[OsString], judge: Judge) -> Next {
    let line = match usage::read(words) {
        Ok((line, _)) => line,
        Err(status) => return Next::Leave(status),
    };
    let mut out = Out { json: line.global.json, color: line.global.color.unwrap_or_default() };
    let next = answer(line, &mut out, judge);
    next.unwrap_or_else(|failure| Next::Leave(leave(&failure, out)))
}

/// Tells why it was not done, and gives the exit status for that.
#[must_use]
pub fn leave(failure: &Failure, out: Out) -> u8 {
    if failure.is_closed_pipe() {
        return 0;
    }
    out.tell(&failure.told(out.json));
    failure.status()
}

fn answer(line: Line, out: &mut Out, judge: Judge) -> Result<Next, Failure> {
    let Line { global, command } = line;
    // Packagers have no home and no desk.
    match &command {
        Some(Command::Completions { shell }) => return packaging::completions(*shell, *out).map(done),
        Some(Command::Man) => return packaging::manual(*out).map(done),
        Some(Command::Serve(args)) => return served::run(args, global, out, judge),
        _ => {}
    }
    let config = Config::load(global.config.as_deref())?;
    out.color = global.color.or(config.color).unwrap_or(Color::Auto);
    let surroundings = surroundings(&global, &config, judge)?;
    if let Some(Command::Demo(args)) = &command {
        return demo::run(args, global.acting_as, surroundings, *out);
    }
    let Global { db, acting_as: login, .. } = global;
    let opening = Opening { path: desk_file(db, &config)?, login, make: Make::Never, entrance: Entrance::Shell };
    let visit = Visit { out: *out, opening, surroundings, judge };
    if let Some(command) = command {
        demand_answer_apart_from(&visit.surroundings.desks)?;
        return carry_out(command, &visit).map(done);
    }
    let opening = visit.making();
    Ok(Next::OpenDesk(Box::new(Seat { opening, surroundings: visit.surroundings, stage: None, held: None, out: *out })))
}

/// What is said about settings outside the file. Keys that cannot be are said here, all at once: nobody sits down at a
/// desk whose keys do something else than they think.
fn surroundings(global: &Global, config: &Config, judge: Judge) -> Result<Surroundings, Failure> {
    if let (Some(path), Err(why)) = (&config.path, judge(&config.keys)) {
        return Err(ConfigError::Wrong { path: path.clone(), why: format!("these keys cannot be:\n{why}") }.into());
    }
    let keys = global.for_now.iter().filter(|(name, _)| *name == SettingName::Keys);
    for (_, text) in keys {
        judge(&in_lines(text)).map_err(|why| Failure::Usage(format!("these keys cannot be:\n{why}")))?;
    }
    let desks = desks_named(global.db.as_deref(), config);
    Ok(Surroundings { options: global.for_now.clone(), config: config.settings.clone(), desks })
}

fn done((): ()) -> Next {
    Next::Leave(0)
}

fn take_in(args: &import::Args, visit: &Visit) -> Result<(), Failure> {
    if !args.dry_run || visit.opening.path.exists() {
        return visit.out.channels(|channels| import::run(&visit.desk(Make::IfMissing)?, args, channels));
    }
    // A dry run changes nothing: where there is no desk yet, it is tried on one that is thrown away.
    let folder = tempfile::tempdir().map_err(Failure::Out)?;
    let trial = Opening { path: folder.path().join("desk.db"), ..visit.making() };
    let desk = trial.open()?.0;
    visit.out.channels(|channels| import::run(&desk, args, channels))
}

fn carry_out(command: Command, visit: &Visit) -> Result<(), Failure> {
    match command {
        Command::Init(args) => init::run(&args, visit),
        Command::List(args) => list::run(&args, visit),
        Command::Show(args) => show::run(&args, visit),
        Command::New(args) => new::run(args, visit),
        Command::Edit(args) => edit::run(args, visit),
        Command::Assign(args) => assign::run(&args, visit),
        Command::Start(args) => status::run(Status::InProgress, &args, visit),
        Command::Resolve(args) => status::run(Status::Resolved, &args, visit),
        Command::Close(args) => status::run(Status::Closed, &args, visit),
        Command::Reopen(args) => status::run(Status::Open, &args, visit),
        Command::Next => next::run(visit),
        Command::Comment(args) => comment::run(args, visit),
        Command::Delete(args) => delete::delete(&args, visit),
        Command::Undelete(args) => delete::undelete(&args, visit),
        Command::Purge(args) => delete::purge(&args, visit),
        Command::Undo => undo::run(false, visit),
        Command::Redo => undo::run(true, visit),
        Command::Import(args) => take_in(&args, visit),
        Command::Export(mut args) => {
            args.in_one_document(visit.out.json);
            let query = crate::domain::query::from_arguments(&args.query);
            let run = |channels: &mut Channels| export::run(&visit.desk(Make::Never)?, &args, channels);
            visit.out.channels(run).map_err(|failure| failure.about(&query))
        }
        Command::User(users) => user::run(&users, visit),
        Command::Key(keys) => key::run(&keys, visit),
        Command::View(views) => view::run(&views, visit),
        Command::Set(args) => set::run(&args, visit),
        Command::Stats => stats::run(visit),
        Command::Doctor(args) => doctor::run(&args, visit),
        Command::Backup(args) => backup::run(&args, visit),
        Command::Restore(args) => backup::restore(&args, visit),
        Command::AuthorizedKeys(args) => served::authorized(&args, visit),
        Command::Serve(_) | Command::Demo(_) | Command::Completions { .. } | Command::Man => Ok(()),
    }
}
