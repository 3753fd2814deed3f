//! The threads that listen: to the keyboard, to signals, and to whether the terminal is still there.

use super::paste::Pastes;
use super::session::Event;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::termios::{FlowArg, FlushArg, tcflow, tcflush};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXCPU};
use signal_hook::iterator::Signals;
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// Longer than the pieces of one paste are apart on a slow line.
const REST_OF_A_PASTE: Duration = Duration::from_millis(200);

/// Nothing would not look at all.
const A_MOMENT: Duration = Duration::from_millis(1);

/// How long the desk may take to come out once it is to end.
const GRACE: Duration = Duration::from_secs(1);
/// How often it is helped.
const TRY: Duration = Duration::from_millis(50);

/// Starts them. They end with the process. Whoever has let go of the terminal sets what this gives.
pub fn start(tell: &Sender<Event>) -> io::Result<Arc<AtomicBool>> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGXCPU])?;
    let has_let_go = Arc::new(AtomicBool::new(false));
    let (told, guarded) = (tell.clone(), Arc::clone(&has_let_go));
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            see_out(&told, &guarded);
        }
    });
    let (told, guarded) = (tell.clone(), Arc::clone(&has_let_go));
    thread::spawn(move || {
        if is_hung_up() {
            see_out(&told, &guarded);
        }
    });
    let told = tell.clone();
    // The first question makes crossterm watch for changes of the window's size: from here on none goes unnoticed.
    crossterm::event::poll(Duration::ZERO)?;
    thread::spawn(move || listen_to_keys(&told));
    Ok(has_let_go)
}

/// Has the desk end, and sees to it that it does: where it cannot write because nobody takes what it draws, that is thrown away
/// until it comes out. What was typed is in the file by then, but for what the last second brought.
fn see_out(tell: &Sender<Event>, has_let_go: &AtomicBool) {
    let _ = tell.send(Event::Gone);
    for _ in 0..GRACE.as_millis() / TRY.as_millis() {
        thread::sleep(TRY);
        if has_let_go.load(Ordering::SeqCst) {
            return;
        }
        let terminal = io::stdout();
        // A writer that waits for room looks again only when it is woken: by the flow that stops and goes on.
        let _ = tcflush(&terminal, FlushArg::TCOFLUSH);
        let _ = tcflow(&terminal, FlowArg::TCOOFF);
        let _ = tcflow(&terminal, FlowArg::TCOON);
    }
    if !has_let_go.load(Ordering::SeqCst) {
        // Of what is given back this alone needs nobody to listen.
        let _ = crossterm::terminal::disable_raw_mode();
        #[expect(clippy::disallowed_methods, reason = "whoever could return from `main` waits for a terminal that is gone")]
        std::process::exit(1);
    }
}

/// When the terminal goes away, crossterm's own waiting can spin for ever: this waits for nothing but that.
fn is_hung_up() -> bool {
    let stdin = io::stdin();
    let mut watched = [PollFd::new(stdin.as_fd(), PollFlags::empty())];
    loop {
        let count = match poll(&mut watched, PollTimeout::NONE) {
            Ok(count) => count,
            // Some signal came, as when the window changes its size.
            Err(Errno::EINTR) => continue,
            Err(_) => return false,
        };
        let gone = watched[0].revents().is_some_and(|events| events.intersects(PollFlags::POLLHUP | PollFlags::POLLERR));
        if count > 0 && gone {
            return true;
        }
    }
}

fn listen_to_keys(tell: &Sender<Event>) {
    let mut pastes = Pastes::default();
    while let Ok(together) = read_together(&pastes) {
        for event in pastes.told_apart(together) {
            if tell.send(Event::Terminal(event)).is_err() {
                return;
            }
        }
    }
    let _ = tell.send(Event::Gone);
}

/// Waits for the terminal, and takes all that came at once: how much that is tells a paste from typing. The rest of a paste
/// is waited for, since its end alone would look like keys.
fn read_together(pastes: &Pastes) -> io::Result<Vec<crossterm::event::Event>> {
    let mut together = vec![crossterm::event::read()?];
    loop {
        let patience = if pastes.goes_on(&together) { REST_OF_A_PASTE } else { A_MOMENT };
        if !crossterm::event::poll(patience)? {
            return Ok(together);
        }
        together.push(crossterm::event::read()?);
    }
}
