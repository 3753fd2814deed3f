//! The full-screen face. Events come in on one channel; each is handled by `keys` and `update`, what they ask for goes to
//! the worker, and when nothing waits any more, one frame is drawn.

pub mod action;
pub mod command;
pub mod depth;
mod ending;
pub mod keyboard;
pub mod keys;
mod listen;
pub mod mouse;
pub mod paste;
pub mod ragged;
pub mod remap;
pub mod request;
pub mod session;
pub mod state;
pub mod terminal;
pub mod update;
pub mod view;
pub mod widget;
pub mod worker;

use crate::desk::Desk;
pub use ending::TuiError;
use keyboard::Line;
use session::Session;
use state::Look;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;
use terminal::Terminal;

/// Opens the desk: `reading` and `writing` are two sessions of the same person on the same file, whose keys come over `line`.
///
/// # Errors
/// If there is no terminal, or the desk cannot be used.
pub fn run(reading: Desk, writing: Desk, look: Look, line: Line) -> Result<(), TuiError> {
    if !terminal::is_there() {
        return Err(TuiError::NoTerminal);
    }
    let (tell, events) = channel();
    let mut session = Session::start(reading, writing, look, terminal::size(), tell.clone(), events)?;
    let mut terminal = Terminal::enter()?;
    let has_let_go = listen::start(&tell, line, Arc::clone(&session.state().clock), give_up)?;
    let ended = keep_going(&mut session, &mut terminal);
    // The terminal is given back first; what was sent is still written.
    drop(terminal);
    has_let_go.store(true, Ordering::SeqCst);
    if matches!(ended, Err(TuiError::Torn)) {
        session.abandon();
    } else {
        session.finish();
    }
    ended
}

/// The loop comes no further, and what it would do at its end is done for it.
fn give_up() {
    terminal::give_back();
    // Nobody there to read it is no reason to stay.
    let _ = writeln!(io::stderr(), "barback: {}", TuiError::Torn);
}

fn keep_going(session: &mut Session, terminal: &mut Terminal) -> Result<(), TuiError> {
    loop {
        if terminal::size() != session.state().size {
            terminal.resize(terminal::size())?;
            session.resize(terminal::size());
        }
        if session.is_stale()
            && let Some(shape) = terminal.draw(|frame| session.draw(frame))?
        {
            session.drew(shape);
        }
        terminal.wear(session.state().dress())?;
        for gesture in session.gestures() {
            terminal.make(&gesture)?;
        }
        if !session.take_what_came() {
            return session.ended();
        }
        if session.wants_to_suspend() {
            // A process that stops in the middle of a change would hold everybody else up.
            while !session.is_idle() && !session.is_over() {
                if !session.take_what_came() {
                    return session.ended();
                }
            }
            if !session.is_over() {
                let _still = session.hold_still();
                terminal.suspend()?;
            }
        }
        if session.is_over() {
            return session.ended();
        }
    }
}
