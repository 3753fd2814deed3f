//! The terminal: taken when the desk opens, and given back whatever happens.

use super::depth::Depth;
use super::ragged::{Placed, Ragged};
use super::request::Gesture;
use super::state::Dress;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::Print;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stdout};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

/// Beyond this nobody looks; a client may claim 65535×65535, which would be a buffer of gigabytes.
const LARGEST: (u16, u16) = (500, 200);
/// One frame fits in, so that it goes out in one write.
const BUFFER: usize = 64 * 1024;

type Backend = Placed<OneWrite>;

/// Keeps what is written until the frame is whole: flushing in between, as `ratatui` does, would make two writes of it.
struct OneWrite(BufWriter<Stdout>);

impl OneWrite {
    fn send(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for OneWrite {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    /// Never dropped: on a terminal that is gone, `ratatui` would panic over not being able to say so.
    inner: ManuallyDrop<ratatui::Terminal<Backend>>,
    ragged: Ragged,
    depth: Depth,
    worn: Dress,
}

/// Whether there is a terminal to open a desk on.
#[must_use]
pub fn is_there() -> bool {
    let can_draw = std::env::var_os("TERM").is_some_and(|term| term != "dumb" && !term.is_empty());
    can_draw && stdout().is_terminal() && io::stdin().is_terminal()
}

/// The window's size, within what is drawn.
#[must_use]
pub fn size() -> (u16, u16) {
    clamp(crossterm::terminal::size().unwrap_or((80, 24)))
}

/// A window's size, within what is drawn.
#[must_use]
pub fn clamp((width, height): (u16, u16)) -> (u16, u16) {
    (width.min(LARGEST.0), height.min(LARGEST.1))
}

impl Terminal {
    /// Takes the terminal, and sees to it that a panic gives it back before it says anything.
    ///
    /// # Errors
    /// If the terminal does not answer.
    pub fn enter() -> io::Result<Self> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
        Self::take()
    }

    fn take() -> io::Result<Self> {
        take_over()?;
        Ok(Self { inner: ManuallyDrop::new(fresh(size())?), ragged: Ragged::default(), depth: Depth::detect(), worn: Dress::default() })
    }

    /// Draws one frame, in one write.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw<T>(&mut self, render: impl FnOnce(&mut Frame) -> T) -> io::Result<Option<T>> {
        let mut drawn = None;
        queue!(self.inner.backend_mut().0, BeginSynchronizedUpdate)?;
        let (ragged, depth) = (&mut self.ragged, &mut self.depth);
        self.inner.draw(|frame| {
            drawn = Some(render(frame));
            depth.fit(frame.buffer_mut());
            ragged.redraw(frame.buffer_mut());
        })?;
        queue!(self.inner.backend_mut().0, EndSynchronizedUpdate)?;
        self.inner.backend_mut().0.writer_mut().send()?;
        Ok(drawn)
    }

    /// Sets title and mouse where they are to be others than they are.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn wear(&mut self, dress: Dress) -> io::Result<()> {
        if dress == self.worn {
            return Ok(());
        }
        if let Some(title) = dress.title.as_ref().filter(|title| self.worn.title.as_ref() != Some(title)) {
            if !HAS_TITLE.swap(true, Ordering::SeqCst) {
                execute!(stdout(), Print(KEEP_TITLE))?;
            }
            execute!(stdout(), SetTitle(title))?;
        } else if dress.title.is_none() && HAS_TITLE.swap(false, Ordering::SeqCst) {
            execute!(stdout(), Print(RESTORE_TITLE))?;
        }
        match (self.worn.mouse, dress.mouse) {
            (false, true) => execute!(stdout(), EnableMouseCapture)?,
            (true, false) => execute!(stdout(), DisableMouseCapture)?,
            _ => {}
        }
        self.worn = dress;
        Ok(())
    }

    /// Does something beside the frame.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn make(&mut self, gesture: &Gesture) -> io::Result<()> {
        match gesture {
            Gesture::Ring => execute!(stdout(), Print('\u{7}')),
            Gesture::Copy(text) => {
                let sequence = clipboard_sequence(text).map_err(io::Error::other)?;
                execute!(stdout(), Print(&sequence))?;
                if is_in_tmux() { execute!(stdout(), Print(through_tmux(&sequence))) } else { Ok(()) }
            }
        }
    }

    /// The window has another size: everything is drawn anew. (`ratatui`'s own clearing would ask the terminal a question.)
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn resize(&mut self, size: (u16, u16)) -> io::Result<()> {
        *self.inner = fresh(size)?;
        Ok(())
    }

    /// Gives the terminal back, stops until `fg`, and takes it again.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // The whole group: the shell's job control waits for all of it.
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(0), nix::sys::signal::Signal::SIGTSTP)?;
        take_over()?;
        let worn = std::mem::take(&mut self.worn);
        self.wear(worn)?;
        self.resize(size())
    }
}

/// OSC 52: what a terminal takes for "put this on the clipboard". The text goes encoded, never as it is.
fn clipboard_sequence(text: &str) -> Result<String, std::fmt::Error> {
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence)?;
    Ok(sequence)
}

fn is_in_tmux() -> bool {
    std::env::var_os("TMUX").is_some() || std::env::var_os("TERM").is_some_and(|term| term.to_string_lossy().starts_with("tmux"))
}

/// A sequence wrapped so that tmux hands it on (`allow-passthrough`), where it does not take it itself (`set-clipboard on`).
fn through_tmux(sequence: &str) -> String {
    format!("\u{1b}Ptmux;{}\u{1b}\\", sequence.replace('\u{1b}', "\u{1b}\u{1b}"))
}

/// Xterm's title stack: what was the title before is the title after.
const KEEP_TITLE: &str = "\u{1b}[22;0t";
const RESTORE_TITLE: &str = "\u{1b}[23;0t";

/// Whether the title is ours.
static HAS_TITLE: AtomicBool = AtomicBool::new(false);

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal is ours: it is given back once, since leaving the other screen twice would put the cursor, and with
/// it what the shell writes next, over what was said in between.
static IS_OURS: AtomicBool = AtomicBool::new(false);

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    IS_OURS.store(true, Ordering::SeqCst);
    // Half taken is worse than not at all.
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide).inspect_err(|_| give_back())
}

fn fresh(size: (u16, u16)) -> io::Result<ratatui::Terminal<Backend>> {
    let (width, height) = clamp(size);
    let mut backend = Placed(CrosstermBackend::new(OneWrite(BufWriter::with_capacity(BUFFER, stdout()))));
    queue!(backend.0, Clear(ClearType::All))?;
    ratatui::Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, width, height)) })
}

/// Leaves the terminal as it was. A terminal that is gone needs nothing: errors do not matter.
pub fn give_back() {
    if !IS_OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    if HAS_TITLE.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), Print(RESTORE_TITLE));
    }
    let _ = execute!(stdout(), ResetColor, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}
