//! `barback serve`: what sshd starts for whoever signed in. It lets go of everything it was handed but the terminal's and sshd's own
//! words, shuts itself in with the desk's folder, and then is the desk, or one command at it. docs/deploy.md has the set-up.

mod fence;
mod keys;
mod order;

pub use fence::{Gap, raise as raise_fence};
pub use keys::authorized;

use super::args::{Command, Global, ServeArgs};
use super::failure::Failure;
use super::out::Out;
use super::visit::Visit;
use super::{Judge, Next, Seat};
use crate::config::Color;
use crate::desk::{Entrance, Make, Opening, Surroundings};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;

/// What the terminal says of itself, and what sshd says of who signed in and what they want. Anything else came from whoever
/// knows how: a library path, a pager, a home.
const KEPT: [&str; 8] = ["TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", order::ORIGINAL_COMMAND, keys::AUTHENTICATION];

/// Opens the desk for whoever signed in, or carries out the one command they sent.
pub fn run(args: &ServeArgs, global: Global, out: &mut Out, judge: Judge) -> Result<Next, Failure> {
    forget_surroundings()?;
    let command = std::env::var_os(order::ORIGINAL_COMMAND).filter(|sent| !sent.is_empty());
    // Whatever is said from here on is said as they asked for it.
    out.json |= command.as_deref().is_some_and(order::wants_json);
    let (path, login) = demand(global)?;
    let key = keys::signed_in_with(args.key.as_ref())?;
    let entrance = Entrance::served(key);
    let gap = fence::raise(&path)?;
    let opening = Opening { path, login: Some(login), make: Make::Never, entrance };
    let desk = opening.open()?.0;
    let me = desk.whoami()?;
    desk.look_in();
    let held = Some(desk.take_seat()?);
    if let Some(Gap::Whole) = gap
        && me.role.is_staff()
    {
        out.notice(&Gap::Whole.to_string());
    }
    let Some(sent) = command else {
        drop(desk);
        out.color = Color::Auto;
        let seat = Seat { opening, surroundings: Surroundings::default(), stage: None, held, out: *out };
        return Ok(Next::OpenDesk(Box::new(seat)));
    };
    drop(desk);
    match order::read(&sent, me.role)? {
        order::Read::Help(text) => {
            out.answer(&text)?;
            Ok(Next::Leave(0))
        }
        order::Read::Told(status) => Ok(Next::Leave(status)),
        order::Read::Order { command, json, color } => {
            *out = Out { json, color };
            // Whoever asks what could be better is told the rest.
            if let (Some(Gap::Part), Command::Doctor(_)) = (gap, &command) {
                out.notice(&Gap::Part.to_string());
            }
            let visit = Visit { out: *out, opening, surroundings: Surroundings::default(), judge };
            super::carry_out(command, &visit).map(super::done)
        }
    }
}

/// Where the desk is and who signed in: `serve` takes both from its own line, which the set-up wrote, and from nowhere else.
fn demand(global: Global) -> Result<(PathBuf, crate::domain::Login), Failure> {
    let wrong = |what: &str| Failure::Usage(format!("`barback serve` {what}"));
    if !global.for_now.is_empty() || global.config.is_some() {
        return Err(wrong("takes neither --config nor --set: nothing but the desk itself says how it is served"));
    }
    let path = global.db.ok_or_else(|| wrong("needs the desk's file: --db PATH"))?;
    let login = global.acting_as.ok_or_else(|| wrong("needs to know who signed in: --as LOGIN"))?;
    Ok((path, login))
}

/// Begins anew without whatever else is in the environment: nothing below has to be trusted not to look there.
fn forget_surroundings() -> Result<(), Failure> {
    let is_kept = |name: &OsString| KEPT.iter().any(|kept| name == kept);
    if std::env::vars_os().all(|(name, _)| is_kept(&name)) {
        return Ok(());
    }
    let cannot = |error: std::io::Error| Failure::Refused(format!("the program cannot be started anew ({error})"));
    let program = std::env::current_exe().map_err(cannot)?;
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env_clear().envs(std::env::vars_os().filter(|(name, _)| is_kept(name)));
    // It only comes back where that failed.
    Err(cannot(again.exec()))
}
