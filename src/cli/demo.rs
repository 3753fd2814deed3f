//! `barback demo`: a desk to try things on, thrown away afterwards or written to a file.

use super::args::DemoArgs;
use super::failure::Failure;
use super::out::Out;
use super::{Next, Seat, progress};
use crate::desk::clock::{Clock, MachineClock};
use crate::desk::demo::{Plan, Stage as Part, large, office};
use crate::desk::{DeskError, Entrance, Make, Opening, OutputFault, OutputKind, Surroundings, output};
use crate::domain::{Login, Timestamp, quoted_path};
use std::path::Path;
use tempfile::TempDir;

/// Who sits down at a demo.
const HOST: &str = "sam";
/// When a desk that is written to a file has lived: 2026-11-20T23:00Z.
const FRIDAY_NIGHT: Timestamp = Timestamp(1_795_215_600_000);

/// The folder that a demo plays in. It goes when this does.
#[derive(Debug)]
pub struct Stage(TempDir);

pub fn run(args: &DemoArgs, login: Option<Login>, surroundings: Surroundings, out: Out) -> Result<Next, Failure> {
    if let Some(path) = &args.into {
        match output(path, OutputKind::Whole, surroundings.desks.iter()) {
            // Not judged here: creating a desk refuses a path that has one, with a message of its own.
            Ok(_) | Err(OutputFault::Desk(_) | OutputFault::OtherDesk(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
        write(path, args).map_err(DeskError::from)?;
        out.notice(&format!("made a desk at {}", quoted_path(path)));
        return Ok(Next::Leave(0));
    }
    let cannot =
        |error: std::io::Error| Failure::Refused(format!("there is no room for the demo ({error}); set TMPDIR to a folder with some"));
    let stage = Stage(tempfile::Builder::new().prefix("barback-demo-").tempdir().map_err(cannot)?);
    let path = stage.0.path().join("desk.db");
    office(&path, args.seed, args.at.unwrap_or_else(|| MachineClock.now())).map_err(DeskError::from)?;
    let host = login.or_else(|| HOST.parse().ok());
    let opening = Opening { path, login: host, make: Make::Never, entrance: Entrance::Shell };
    Ok(Next::OpenDesk(Box::new(Seat { opening, surroundings, stage: Some(stage), held: None, out })))
}

fn write(path: &Path, args: &DemoArgs) -> Result<(), crate::desk::StoreError> {
    let at = args.at.unwrap_or(FRIDAY_NIGHT);
    let Some(tickets) = args.tickets else { return office(path, args.seed, at) };
    let plan = Plan { tickets, comments: args.comments.unwrap_or(Plan::COMMENTS), seed: args.seed, at };
    // It draws on standard error, and only where that is a terminal.
    let bar = progress::bar(true, progress::TICKETS);
    let done = large(path, &plan, &mut |part, done, of| {
        bar.set_message(match part {
            Part::Tickets => "tickets",
            Part::Search => "search index",
        });
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    done
}
