//! The desk as a person has it: keys in, frame out. A real worker over a real file; only the terminal is a buffer.

mod silence;

use super::office::{TestClock, TestDice};
use barback::desk::{Desk, demo};
use barback::domain::Timestamp;
use barback::store::sqlite;
use barback::tui::keys::read;
use barback::tui::paste::Pastes;
use barback::tui::request::{Gesture, Reply};
use barback::tui::session::{Event, Session};
use barback::tui::state::{Look, State};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, CellWidth};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The instant of the demo office in pictures: 22:00 at the venue.
pub const TONIGHT: i64 = super::office::EVENING;

/// The demo office in a folder of its own.
pub struct Bar {
    folder: TempDir,
    pub clock: Arc<TestClock>,
    sessions: AtomicU64,
}

/// The bytes of the demo office's file, written once for all tests: it is the same every time, and nobody has it open.
fn office() -> &'static [u8] {
    static OFFICE: OnceLock<Vec<u8>> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        demo::office(&path, 7, Timestamp(TONIGHT)).unwrap();
        std::fs::read(path).unwrap()
    })
}

impl Bar {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("desk.db"), office()).unwrap();
        Self { folder, clock: Arc::new(TestClock::new()), sessions: AtomicU64::new(0) }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    /// A session with dice of its own: two that fall alike would give two orders one id.
    pub fn desk(&self, login: &str) -> Desk {
        let dice = Arc::new(TestDice::new(self.sessions.fetch_add(1, Ordering::SeqCst)));
        let store = sqlite::open(&self.path()).unwrap();
        Desk::seat(store, self.clock.clone(), dice, login.parse().unwrap()).unwrap()
    }

    pub fn screen(&self, login: &str, size: (u16, u16)) -> Screen {
        Screen::open(self.desk(login), self.desk(login), size)
    }
}

pub struct Screen {
    /// How often it was told that others changed something, and who is where.
    pub changes: usize,
    pub here: usize,
    session: Session,
    pastes: Pastes,
    terminal: Terminal<TestBackend>,
    /// The last frame. What `TestBackend` holds has letters under the second half of wide ones, which no terminal has.
    frame: Buffer,
}

impl Screen {
    pub fn open(reading: Desk, writing: Desk, size: (u16, u16)) -> Self {
        Self::open_with(reading, writing, size, Look { colour: true, ascii: false })
    }

    pub fn open_with(reading: Desk, writing: Desk, size: (u16, u16), look: Look) -> Self {
        let (tell, events) = channel();
        let session = Session::start(reading, writing, look, size, tell, events).unwrap();
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut screen = Self { changes: 0, here: 0, session, pastes: Pastes::default(), terminal, frame: Buffer::default() };
        screen.draw();
        screen.settle();
        screen
    }

    /// Keys as people write them, with blanks between: `j j enter s r`.
    pub fn keys(&mut self, written: &str) -> &mut Self {
        for key in written.split(' ') {
            let (code, modifiers) = read(key).unwrap_or_else(|| panic!("{key} is a key"));
            self.press(KeyEvent::new(code, modifiers));
        }
        self
    }

    /// The same keys all at once, before anything could be answered.
    pub fn burst(&mut self, written: &str) -> &mut Self {
        self.unanswered(written);
        self.settle();
        self
    }

    /// The same keys while the file answers nobody.
    pub fn unanswered(&mut self, written: &str) -> &mut Self {
        for key in written.split(' ') {
            let (code, modifiers) = read(key).unwrap_or_else(|| panic!("{key} is a key"));
            self.session.press(KeyEvent::new(code, modifiers));
        }
        self.draw();
        self
    }

    /// Text, letter by letter; a newline is Enter.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
            self.press(KeyEvent::new(code, KeyModifiers::NONE));
        }
        self
    }

    /// Keys that one read of the terminal gave, as an unbracketed paste comes.
    pub fn rushes(&mut self, text: &str) -> &mut Self {
        let keys = text.chars().map(|letter| match letter {
            '\r' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
            '\n' => KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL),
            '\t' => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
            letter => KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE),
        });
        for event in self.pastes.told_apart(keys.map(crossterm::event::Event::Key).collect()) {
            self.session.handle(Event::Terminal(event));
        }
        self.draw();
        self.settle();
        self
    }

    pub fn pastes(&mut self, text: &str) -> &mut Self {
        for event in self.pastes.told_apart(vec![crossterm::event::Event::Paste(text.to_owned())]) {
            self.session.handle(Event::Terminal(event));
        }
        self.draw();
        self.settle();
        self
    }

    /// What a keyboard made of what was typed; no frame is drawn.
    pub fn takes(&mut self, events: Vec<crossterm::event::Event>) {
        self.takes_only(events);
        while !self.session.is_idle() {
            for event in self.session.wait() {
                self.session.handle(event);
            }
        }
    }

    /// The same, and nothing is answered yet.
    pub fn takes_only(&mut self, events: Vec<crossterm::event::Event>) {
        for event in events {
            self.session.handle(Event::Terminal(event));
        }
    }

    pub fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> &mut Self {
        let mouse = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.session.handle(Event::Terminal(crossterm::event::Event::Mouse(mouse)));
        self.draw();
        self.settle();
        self
    }

    /// What the terminal was asked to do since this was asked last.
    pub fn gestures(&mut self) -> Vec<Gesture> {
        self.session.gestures()
    }

    fn press(&mut self, key: KeyEvent) {
        self.session.press(key);
        self.draw();
        self.settle();
    }

    /// So much time goes by, and what waited for it is done.
    pub fn time_passes(&mut self, bar: &Bar, millis: i64) -> &mut Self {
        bar.clock.forward(millis);
        self.only_time_passes();
        self.draw();
        self.settle();
        self
    }

    /// The same without a frame drawn.
    pub fn only_time_passes(&mut self) {
        self.session.handle(Event::TimePassed);
    }

    /// How long the desk would sleep if nothing came.
    pub fn sleeps_for(&self) -> Option<Duration> {
        self.session.sleeps_for()
    }

    /// Whether the desk wants to draw a frame.
    pub fn is_stale(&self) -> bool {
        self.session.is_stale()
    }

    /// Whether it says so, though perhaps in several lines.
    pub fn told(&self, words: &str) -> bool {
        let bare = |text: &str| text.chars().filter(|letter| !letter.is_whitespace() && !"│─┌┐└┘".contains(*letter)).collect::<String>();
        bare(&self.text()).contains(&bare(words))
    }

    pub fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.only_resize(size);
        self.settle();
        self
    }

    /// The same, and nothing is answered yet.
    pub fn only_resize(&mut self, (width, height): (u16, u16)) {
        self.terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        self.session.resize((width, height));
        self.draw();
    }

    /// Draws at this size, to a terminal that is not kept.
    pub fn look_at(&self, (width, height): (u16, u16)) {
        let mut state = self.state().clone();
        state.size = (width, height);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| _ = barback::tui::view::draw(frame, &state)).unwrap();
    }

    /// Until every question and order is answered and the cursor has rested.
    pub fn settle(&mut self) {
        self.answer();
        if self.state().detail.follows_at.is_some() {
            self.rests();
            self.answer();
        }
    }

    /// The cursor rests; what is asked for by it is not answered yet.
    pub fn rests(&mut self) {
        self.session.rest();
        self.draw();
    }

    /// Until every question and order is answered.
    pub fn answer(&mut self) {
        self.take(self.session.waiting());
        while !self.session.is_idle() {
            self.take(self.session.wait());
        }
    }

    /// Handles what comes, without a key press, until it is so. A desk to which nothing comes any more fails.
    pub fn until(&mut self, so: impl Fn(&Self) -> bool) -> &mut Self {
        self.until_only(so).settle();
        self
    }

    /// The same, though not every question and order may be answered then.
    pub fn until_only(&mut self, so: impl Fn(&Self) -> bool) -> &mut Self {
        const PATIENCE: Duration = Duration::from_secs(30);
        let started = Instant::now();
        while !so(self) {
            assert!(started.elapsed() < PATIENCE, "it never was so:\n{}", self.text());
            self.take(self.session.waiting());
            std::thread::yield_now();
        }
        self
    }

    /// Somebody changed something, and the screen hears of it now.
    pub fn hears(&mut self) -> &mut Self {
        self.session.handle(Event::Reply(Box::new(Reply::Changed)));
        self.settle();
        self
    }

    /// A change, with keys that come before the answer.
    pub fn hears_while(&mut self, keys: &str) -> &mut Self {
        self.session.handle(Event::Reply(Box::new(Reply::Changed)));
        self.burst(keys)
    }

    /// The line of the screen on which the cursor of the list stands.
    pub fn line(&self) -> Option<usize> {
        let number = self.state().number()?.digits().to_string();
        self.lines().iter().position(|line| line.contains('▌') && line.contains(&number))
    }

    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            self.changes += usize::from(matches!(&event, Event::Reply(reply) if **reply == Reply::Changed));
            self.here += usize::from(matches!(&event, Event::Reply(reply) if matches!(**reply, Reply::Here(_))));
            self.session.handle(event);
        }
        self.draw();
    }

    fn draw(&mut self) {
        let mut shape = None;
        self.frame = self.terminal.draw(|frame| shape = Some(self.session.draw(frame))).unwrap().buffer.clone();
        self.session.drew(shape.unwrap());
    }

    pub fn state(&self) -> &State {
        self.session.state()
    }

    /// How it ended.
    pub fn ended(&self) -> Result<(), barback::tui::TuiError> {
        self.session.ended()
    }

    pub fn is_over(&self) -> bool {
        self.session.is_over()
    }

    pub fn buffer(&self) -> &Buffer {
        &self.frame
    }

    /// The lines of the frame, without the blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        lines(self.buffer())
    }

    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Where the terminal's own cursor stands, column and row from 0; `None` where it is hidden.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let backend = self.terminal.backend();
        backend.cursor_visible().then(|| (backend.cursor_position().x, backend.cursor_position().y))
    }

    /// The symbol that the cursor stands on.
    pub fn under_caret(&self) -> Option<String> {
        self.caret().map(|place| self.buffer()[place].symbol().to_owned())
    }

    /// The frame with the cursor, where it is seen, and a hash of its styles: what a picture is compared by.
    pub fn picture(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for cell in &self.buffer().content {
            format!("{:?}", cell.style()).hash(&mut hasher);
        }
        let caret = self.caret().map_or_else(String::new, |(x, y)| format!("\n[cursor {x},{y}]"));
        format!("{}{caret}\n[styles {:016x}]", self.text(), hasher.finish())
    }

    /// The line of the list under the cursor.
    pub fn row(&self) -> String {
        let number = self.state().number().map(|number| number.digits().to_string()).unwrap_or_default();
        self.lines().into_iter().find(|line| line.contains('▌') && line.contains(&number)).unwrap_or_default()
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

/// Wide characters take two cells: the second is not told.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let line = |cells: &[ratatui::buffer::Cell]| {
        let (mut text, mut skip) = (String::new(), 0);
        for cell in cells {
            if skip == 0 {
                text.push_str(cell.symbol());
                skip = usize::from(cell.symbol().cell_width()).max(1);
            }
            skip -= 1;
        }
        text.trim_end().to_owned()
    };
    buffer.content.chunks(width.max(1)).map(line).collect()
}
