//! Picks a face and returns its exit status.

use barback::cli::{self, Failure, Next, Seat};
use barback::config::Color;
use barback::desk::{Entrance, Make, Opening};
use barback::tui::keyboard::Line;
use barback::tui::{self, TuiError, state::Look};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    // A file that may not grow any further is an error that is told, and no signal that kills. Else that is how it is.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    let status = match cli::run(&std::env::args_os().collect::<Vec<_>>(), |keys| tui::remap::judge(keys).map(drop)) {
        Next::Leave(status) => status,
        Next::OpenDesk(seat) => open_desk(&seat).err().map_or(0, |failure| cli::leave(&failure, seat.out)),
    };
    ExitCode::from(status)
}

/// The full-screen desk: two sessions of the same person, one to read and one to write.
fn open_desk(seat: &Seat) -> Result<(), Failure> {
    // Asked first: where nothing can be drawn, no file is made either.
    if !tui::terminal::is_there() {
        return Err(failure(TuiError::NoTerminal));
    }
    let within = |opening: &Opening| Ok::<_, Failure>(opening.open()?.0.within(seat.surroundings.clone()));
    let reading = within(&seat.opening)?;
    reading.whoami()?;
    let writing = within(&Opening { make: Make::Never, ..seat.opening.clone() })?;
    tui::run(reading, writing, look(seat.out.color), line(&seat.opening)).map_err(failure)
}

/// How the keys come. A served desk begins without its environment, and is served to a network.
fn line(opening: &Opening) -> Line {
    let is_served = matches!(opening.entrance, Entrance::Served { .. });
    let is_remote = is_served || ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some());
    if is_remote { Line::Remote } else { Line::Direct }
}

fn look(color: Color) -> Look {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_coloured = match color {
        Color::Auto => !is_set("NO_COLOR"),
        Color::Always => true,
        Color::Never => false,
    };
    Look { colour: is_coloured, ascii: !speaks_utf8() }
}

/// Whether the locale is UTF-8, asked the way the C library does: the first of these that is set decides.
fn speaks_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os).find(|value| !value.is_empty());
    locale.is_some_and(|locale| {
        let locale = locale.to_string_lossy().to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn failure(error: TuiError) -> Failure {
    match error {
        TuiError::NoTerminal => Failure::Usage(error.to_string()),
        TuiError::Desk(error) => error.into(),
        TuiError::ShownOut(_) => Failure::ShownOut(error.to_string()),
        TuiError::Terminal(_) | TuiError::Broke | TuiError::Torn | TuiError::Idle { .. } => Failure::Refused(error.to_string()),
    }
}
