//! The screen without a terminal: keys in, frames out, as the real loop does it.

use super::Effort;
use super::desks::{Bench, open};
use super::report::Row;
use super::sample::{Samples, millis, timed};
use barback::domain::search::Page;
use barback::tui::keys::read;
use barback::tui::session::Session;
use barback::tui::state::Look;
use crossterm::event::KeyEvent;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Instant;

const SIZE: (u16, u16) = (200, 50);

/// Keys of an evening: up and down, pages, views, panes, a ticket read, forms opened and left.
const KEYS: &str = "j j j j k ctrl-d ctrl-d ctrl-u G g 2 3 4 5 6 7 8 9 2 j enter J J K esc a esc s esc p esc c esc t esc ? esc : esc o esc f esc x x x esc";

struct Screen {
    session: Session,
    terminal: Terminal<CrosstermBackend<Vec<u8>>>,
}

impl Screen {
    fn on(path: &Path) -> Self {
        let (tell, events) = channel();
        let look = Look { colour: true, ascii: false };
        let session = Session::start(open(path), open(path), look, SIZE, tell, events).unwrap();
        let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
        let terminal = Terminal::with_options(CrosstermBackend::new(Vec::new()), TerminalOptions { viewport }).unwrap();
        let mut screen = Self { session, terminal };
        screen.draw();
        screen.settle();
        screen
    }

    fn draw(&mut self) {
        let mut shape = None;
        self.terminal.draw(|frame| shape = Some(self.session.draw(frame))).unwrap();
        self.session.drew(shape.unwrap());
        self.terminal.backend_mut().writer_mut().clear();
    }

    fn settle(&mut self) {
        while !self.session.is_idle() {
            self.session.take_what_came();
        }
        self.session.rest();
        while !self.session.is_idle() {
            self.session.take_what_came();
        }
        self.draw();
    }

    fn press(&mut self, key: &str) {
        let (code, modifiers) = read(key).unwrap();
        self.session.press(KeyEvent::new(code, modifiers));
    }
}

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let mut screen = Screen::on(&bench.path);
    let (mut keys, mut frames, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..effort.of(8) {
        for key in KEYS.split(' ') {
            let began = Instant::now();
            screen.press(key);
            frames.push(timed(|| screen.draw()).1);
            keys.push(millis(began.elapsed()));
            screen.settle();
            answers.push(millis(began.elapsed()));
        }
    }
    let (keys, frames, answers) = (Samples::of(keys), Samples::of(frames), Samples::of(answers));
    let mut rows = vec![
        Row::of("key to frame, any key but search", &keys, "99 % ≤ 16 ms", keys.p99() <= 16.0).growing(2.0),
        Row::of("the same until everything it asked for is on the screen", &answers, "–", true),
        Row::of("one frame at 200×50, from state to bytes", &frames, "≤ 1.5 ms CPU", frames.median() <= 1.5).growing(2.0),
    ];
    drop(screen);
    rows.push(seen(bench, effort));
    rows
}

/// How long after another session's change is durable it is on this screen.
fn seen(bench: &Bench, effort: Effort) -> Row {
    let path = bench.copy();
    let other = open(&path);
    let query = other.read_query("is:active is:unassigned").unwrap();
    let numbers: Vec<_> = other.list(&query, &Page::first(8)).unwrap().tickets.iter().map(|ticket| ticket.number).collect();
    let mut screen = Screen::on(&path);
    let version =
        |screen: &Screen, number| screen.session.state().queue.rows.iter().find(|row| row.number == number).map(|row| row.version);
    let mut samples = Vec::new();
    for place in 0..effort.of(24) {
        let number = numbers[place % numbers.len()];
        let before = version(&screen, number);
        other.note(other.new_order(), number.into(), "seen elsewhere").unwrap();
        let began = Instant::now();
        while version(&screen, number) == before && millis(began.elapsed()) < 5_000.0 {
            screen.session.take_what_came();
        }
        screen.draw();
        samples.push(millis(began.elapsed()));
        screen.settle();
    }
    let samples = Samples::of(samples);
    let met = samples.worst() <= 1_000.0 && samples.median() <= 300.0;
    Row::of("another session's change on my screen", &samples, "≤ 1,000 ms, usually ≤ 300 ms", met)
}
