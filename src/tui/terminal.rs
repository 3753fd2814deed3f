//! The terminal: taken when the desk opens, and given back whatever happens.

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stdout};
use std::mem::ManuallyDrop;
use std::panic;

/// Beyond this nobody looks; a client may claim 65535×65535, which would be a buffer of gigabytes.
const LARGEST: (u16, u16) = (500, 200);
/// One frame fits in, so that it goes out in one write.
const BUFFER: usize = 64 * 1024;

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    /// Never dropped: on a terminal that is gone, `ratatui` would panic over not being able to say so.
    inner: ManuallyDrop<ratatui::Terminal<Backend>>,
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
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        Ok(Self { inner: ManuallyDrop::new(fresh(size())?) })
    }

    /// Draws one frame, in one write.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw<T>(&mut self, render: impl FnOnce(&mut Frame) -> T) -> io::Result<Option<T>> {
        let mut drawn = None;
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        self.inner.draw(|frame| drawn = Some(render(frame)))?;
        queue!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
        self.inner.backend_mut().flush()?;
        Ok(drawn)
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
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        self.resize(size())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn fresh(size: (u16, u16)) -> io::Result<ratatui::Terminal<Backend>> {
    let (width, height) = clamp(size);
    let mut backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER, stdout()));
    queue!(backend, Clear(ClearType::All))?;
    ratatui::Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, width, height)) })
}

/// Leaves the terminal as it was. A terminal that is gone needs nothing: errors do not matter.
pub fn give_back() {
    let _ = execute!(stdout(), ResetColor, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}
