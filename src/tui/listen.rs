//! The threads that listen: to the keyboard, to signals, and to whether the terminal is still there.

use super::paste::Pastes;
use super::session::Event;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// Longer than the pieces of one paste are apart on a slow line.
const REST_OF_A_PASTE: Duration = Duration::from_millis(200);

/// Nothing would not look at all.
const A_MOMENT: Duration = Duration::from_millis(1);

/// Starts them. They end with the process.
pub fn start(tell: &Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let told = tell.clone();
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            let _ = told.send(Event::Gone);
        }
    });
    let told = tell.clone();
    thread::spawn(move || watch_for_hangup(&told));
    let told = tell.clone();
    // The first question makes crossterm watch for changes of the window's size: from here on none goes unnoticed.
    crossterm::event::poll(Duration::ZERO)?;
    thread::spawn(move || listen_to_keys(&told));
    Ok(())
}

/// When the terminal goes away, crossterm's own waiting can spin for ever: this waits for nothing but that.
fn watch_for_hangup(tell: &Sender<Event>) {
    let stdin = io::stdin();
    let mut watched = [PollFd::new(stdin.as_fd(), PollFlags::empty())];
    while let Ok(count) = poll(&mut watched, PollTimeout::NONE) {
        let gone = watched[0].revents().is_some_and(|events| events.intersects(PollFlags::POLLHUP | PollFlags::POLLERR));
        if count > 0 && gone {
            let _ = tell.send(Event::Gone);
            return;
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
