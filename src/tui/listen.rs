//! The threads that listen: to the keyboard, to signals, and to whether the terminal is still there.

use super::keyboard::{Keyboard, Line};
use super::session::Event;
use super::terminal;
use crate::desk::clock::Clock;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::termios::{FlowArg, FlushArg, tcflow, tcflush};
use signal_hook::consts::{SIGBUS, SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXCPU};
use signal_hook::iterator::Signals;
use signal_hook::low_level::pipe;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// Longer than the pieces of one paste are apart on a slow line, in milliseconds.
const REST_OF_A_PASTE: i64 = 200;
/// What came at once is read at once: nothing would not look at all. In milliseconds.
const A_MOMENT: i64 = 1;
/// How much is read at a time, in bytes: as much as a Linux terminal holds.
const AT_A_TIME: usize = 4_096;

/// How long the desk may take to come out once it is to end.
const GRACE: Duration = Duration::from_secs(1);
/// How often it is helped.
const TRY: Duration = Duration::from_millis(50);

/// Starts them. They end with the process. The one that has given the terminal back sets what this returns. `give_up` gives the terminal back
/// and says why, should the loop itself be what comes no further.
pub fn start(events: &Sender<Event>, line: Line, clock: Arc<dyn Clock>, give_up: fn()) -> io::Result<Arc<AtomicBool>> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGXCPU, SIGWINCH])?;
    let has_let_go = Arc::new(AtomicBool::new(false));
    let (sender, guarded) = (events.clone(), Arc::clone(&has_let_go));
    thread::spawn(move || {
        for signal in signals.forever() {
            if signal != SIGWINCH {
                return see_out(&sender, Event::Gone, &guarded, None);
            }
            let (width, height) = terminal::size();
            let _ = sender.send(Event::Terminal(crossterm::event::Event::Resize(width, height)));
        }
    });
    let (sender, guarded) = (events.clone(), Arc::clone(&has_let_go));
    thread::spawn(move || {
        if is_hung_up() {
            see_out(&sender, Event::Gone, &guarded, None);
        }
    });
    listen_for_a_cut(events, &has_let_go, give_up)?;
    let sender = events.clone();
    thread::spawn(move || listen_to_keys(&sender, line, &*clock));
    Ok(has_let_go)
}

/// The desk's shared memory was cut while the engine used it: a thread that touches it again is sent SIGBUS again, and the standard library's
/// own answer to that is to let it kill. The thread that met it is held where it is, in a write that finds no room, so that another can
/// end the desk in good order.
fn listen_for_a_cut(events: &Sender<Event>, has_let_go: &Arc<AtomicBool>, give_up: fn()) -> io::Result<()> {
    // Actions run in the order of their registration: this one notes the signal before the thread is held.
    let mut torn = Signals::new([SIGBUS])?;
    let (never_read, mut full) = io::pipe()?;
    pipe::register(SIGBUS, OwnedFd::from(full.try_clone()?))?;
    // Registering made it one that does not wait, which is how it is filled to the brim.
    while full.write(&[0; 4096]).is_ok() {}
    while full.write(&[0]).is_ok() {}
    fcntl(&full, FcntlArg::F_SETFL(OFlag::empty()))?;
    let (sender, guarded) = (events.clone(), Arc::clone(has_let_go));
    thread::spawn(move || {
        // With nobody left to read from it, writing would fail instead of waiting.
        let _held = (never_read, full);
        if torn.forever().next().is_none() {
            return;
        }
        see_out(&sender, Event::Torn, &guarded, Some(give_up));
        loop {
            thread::park();
        }
    });
    Ok(())
}

/// Has the desk end, and sees to it that it does: where it cannot write because nobody takes what it draws, that is thrown away
/// until it comes out. What was typed is in the file by then, but for what the last second brought.
fn see_out(sender: &Sender<Event>, why: Event, has_let_go: &AtomicBool, give_up: Option<fn()>) {
    let _ = sender.send(why);
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
        if let Some(give_up) = give_up {
            // Beside this one, since it may wait for what the loop holds.
            thread::spawn(give_up);
            thread::sleep(TRY);
        }
        // Of what is given back this alone needs nobody to listen.
        let _ = crossterm::terminal::disable_raw_mode();
        #[expect(
            clippy::disallowed_methods,
            reason = "the main thread, which would return from `main`, waits for a terminal that is gone"
        )]
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

fn listen_to_keys(sender: &Sender<Event>, line: Line, clock: &dyn Clock) {
    let mut keyboard = Keyboard::over(line);
    while let Ok(events) = keys(&mut keyboard, clock) {
        for event in events {
            if sender.send(Event::Terminal(event)).is_err() {
                return;
            }
        }
    }
    let _ = sender.send(Event::Gone);
}

/// Waits for the terminal, or for an Esc that nothing follows, and takes all that came at once: how much that is tells a paste
/// from typing. The rest of a paste is waited for, since its end alone would look like keys.
fn keys(keyboard: &mut Keyboard, clock: &dyn Clock) -> io::Result<Vec<crossterm::event::Event>> {
    let mut patience = keyboard.wakes_at().map(|due| due - clock.steady());
    let mut bytes = [0; AT_A_TIME];
    let mut has_read = false;
    while is_there_more(patience)? {
        let count = match nix::unistd::read(io::stdin(), &mut bytes) {
            Err(Errno::EINTR | Errno::EAGAIN) => continue,
            result => result?,
        };
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        keyboard.read(&bytes[..count], clock.steady());
        has_read = true;
        if keyboard.is_full() {
            break;
        }
        patience = Some(if keyboard.is_pasting() { REST_OF_A_PASTE } else { A_MOMENT });
    }
    Ok(if has_read { keyboard.typed() } else { keyboard.time_passed(clock.steady()) })
}

/// Whether the terminal has something to read within so many milliseconds.
fn is_there_more(patience: Option<i64>) -> io::Result<bool> {
    // Rounded up: what is due is due then.
    let patience = patience.map_or(PollTimeout::NONE, |left| PollTimeout::try_from(left.max(0) + 1).unwrap_or(PollTimeout::MAX));
    let stdin = io::stdin();
    let mut watched = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    loop {
        match poll(&mut watched, patience) {
            Ok(count) => return Ok(count > 0),
            // Some signal came, as when the window changes its size.
            Err(Errno::EINTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
