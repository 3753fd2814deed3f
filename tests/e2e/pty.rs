//! A real terminal as far as the program can tell: a pty, with a parser of what it is sent.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use vt100::Parser;

/// Long enough that only a program that hangs meets it.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// Neither is there any more after a hang-up.
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    screen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<JoinHandle<()>>,
}

struct Seen {
    parser: Parser,
    raw: Vec<u8>,
    ended: bool,
    /// Nobody looks any more.
    hung_up: bool,
    /// What it writes is left lying, as on a line that is down and not closed.
    is_deaf: bool,
}

/// A folder to live in: the desk's file, and a home without any settings.
pub struct Home {
    pub folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// What a program needs to find its way, and nothing of the machine's.
    pub fn surroundings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("HOME", path(self.folder.path())),
            ("PATH", std::env::var("PATH").unwrap()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
    }

    /// `barback` with these arguments, away from any terminal.
    pub fn barback(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_barback")).args(arguments).env_clear().envs(self.surroundings()).output().unwrap()
    }

    /// `barback` with these arguments, which must do what it is asked. Gives what it answered.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.barback(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// `barback` with these arguments, on a terminal of this size.
    pub fn open(&self, arguments: &[&str], size: (u16, u16)) -> Pty {
        self.start(env!("CARGO_BIN_EXE_barback"), arguments, &[], size)
    }

    /// Until some draft in the desk's file has these words.
    pub fn until_a_draft_says(&self, words: &str) {
        let desk = self.folder.path().join(".local/share/barback/desk.db");
        let file = rusqlite::Connection::open(desk).unwrap();
        let started = Instant::now();
        let asks = format!("SELECT count(*) FROM drafts WHERE content LIKE '%{words}%'");
        while file.query_row(&asks, [], |row| row.get::<_, i64>(0)).unwrap() == 0 {
            assert!(started.elapsed() < PATIENCE, "\"{words}\" is in no draft");
            std::thread::yield_now();
        }
    }

    pub fn start(&self, program: &str, arguments: &[&str], more: &[(&str, &str)], size: (u16, u16)) -> Pty {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        for (name, value) in self.surroundings() {
            command.env(name, value);
        }
        for (name, value) in more {
            command.env(name, value);
        }
        Pty::start(command, size)
    }
}

/// Until a process is gone that may be nobody's child any more.
pub fn until_gone(process: u32) {
    let started = Instant::now();
    let is_there = || std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z"));
    while is_there() {
        assert!(started.elapsed() < PATIENCE, "{process} does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A frame stands between the marks of a synchronized update.
fn frames(raw: &[u8]) -> Vec<usize> {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let places =
        |mark: &'static [u8]| raw.windows(mark.len()).enumerate().filter(move |(_, window)| *window == mark).map(|(place, _)| place);
    places(BEGIN).zip(places(END)).map(|(begin, end)| end + END.len() - begin).collect()
}

/// A size that is not nothing.
fn some(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

impl Pty {
    fn start(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new((
            Mutex::new(Seen {
                parser: Parser::new(some(rows), some(cols), 0),
                raw: Vec::new(),
                ended: false,
                hung_up: false,
                is_deaf: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&screen);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                let count = output.read(&mut buffer).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.parser.process(&buffer[..count]);
                seen.raw.extend_from_slice(&buffer[..count]);
                seen.ended = count == 0;
                shared.1.notify_all();
                let seen = shared.1.wait_while(seen, |seen| seen.is_deaf && !seen.hung_up).unwrap();
                if count == 0 || seen.hung_up {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().unwrap();
        Self { child, master: Some(pair.master), keyboard: Some(keyboard), screen, reader: Some(reader) }
    }

    pub fn types(&mut self, keys: &str) -> &mut Self {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
        self
    }

    pub fn resize(&mut self, (cols, rows): (u16, u16)) -> &mut Self {
        self.screen.0.lock().unwrap().parser.screen_mut().set_size(some(rows), some(cols));
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    pub fn text(&self) -> String {
        self.screen.0.lock().unwrap().parser.screen().contents()
    }

    /// Where the cursor stands, row and column from 0; `None` where it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let seen = self.screen.0.lock().unwrap();
        let screen = seen.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }

    /// The row of the screen on which the cursor stands, up to the cursor.
    pub fn before_cursor(&self) -> String {
        let Some((row, column)) = self.cursor() else { return String::new() };
        let seen = self.screen.0.lock().unwrap();
        seen.parser.screen().contents_between(row, 0, row, column)
    }

    /// Until the cursor is as is asked for.
    pub fn until_cursor(&self, what: &str, is_so: impl Fn(&Self) -> bool) -> &Self {
        let started = Instant::now();
        while !is_so(self) {
            assert!(started.elapsed() < PATIENCE, "{what}: {:?} in\n{}", self.before_cursor(), self.text());
            let seen = self.screen.0.lock().unwrap();
            drop(self.screen.1.wait_timeout(seen, Duration::from_millis(50)).unwrap());
        }
        self
    }

    /// Until the screen says so.
    pub fn until(&mut self, words: &str) -> &mut Self {
        self.wait(words, true)
    }

    /// Until the screen no longer says so.
    pub fn until_gone(&mut self, words: &str) -> &mut Self {
        self.wait(words, false)
    }

    /// Until the program has written these bytes, ever since it began.
    pub fn until_written(&mut self, bytes: &str) -> &mut Self {
        let started = Instant::now();
        let mut seen = self.screen.0.lock().unwrap();
        while !seen.raw.windows(bytes.len()).any(|window| window == bytes.as_bytes()) {
            assert!(!seen.ended && started.elapsed() < PATIENCE, "{bytes:?} was never written");
            seen = self.screen.1.wait_timeout(seen, Duration::from_millis(200)).unwrap().0;
        }
        drop(seen);
        self
    }

    /// Whether the program has written these bytes, ever since it began.
    pub fn has_written(&self, bytes: &str) -> bool {
        self.screen.0.lock().unwrap().raw.windows(bytes.len()).any(|window| window == bytes.as_bytes())
    }

    fn wait(&mut self, words: &str, there: bool) -> &mut Self {
        let started = Instant::now();
        let mut seen = self.screen.0.lock().unwrap();
        while seen.parser.screen().contents().contains(words) != there {
            let shown = seen.parser.screen().contents();
            assert!(!seen.ended && started.elapsed() < PATIENCE, "\"{words}\" never came or never went:\n{shown}");
            seen = self.screen.1.wait_timeout(seen, Duration::from_millis(200)).unwrap().0;
        }
        drop(seen);
        self
    }

    /// Everything it has written, ever since it began.
    pub fn raw(&self) -> Vec<u8> {
        self.screen.0.lock().unwrap().raw.clone()
    }

    /// How many bytes it has written, ever since it began.
    pub fn written(&self) -> usize {
        self.screen.0.lock().unwrap().raw.len()
    }

    /// The bytes of each frame that is whole, with the marks that begin and end it.
    pub fn frames(&self) -> Vec<usize> {
        frames(&self.screen.0.lock().unwrap().raw)
    }

    /// Until there are so many frames.
    pub fn until_frames(&mut self, count: usize) -> &mut Self {
        let started = Instant::now();
        let mut seen = self.screen.0.lock().unwrap();
        while frames(&seen.raw).len() < count {
            assert!(!seen.ended && started.elapsed() < PATIENCE, "there never were {count} frames");
            seen = self.screen.1.wait_timeout(seen, Duration::from_millis(200)).unwrap().0;
        }
        drop(seen);
        self
    }

    /// What the system says of the process in this file of its own: `status`, `stat`.
    pub fn told_by_the_system(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.process_id().unwrap())).unwrap()
    }

    /// Until nothing more comes for a while: what was asked for is answered.
    pub fn rest(&self) -> &Self {
        let mut before = 0;
        while before != self.written() {
            before = self.written();
            std::thread::sleep(Duration::from_millis(700));
        }
        self
    }

    /// So many moves of the cursor, each left to rest: the bytes of the frames that moved it, and of those behind them, in which
    /// its ticket follows.
    pub fn moves(&mut self, count: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut moves, mut tickets) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let before = self.frames().len();
            self.types("j").until_frames(before + 2).rest();
            let frames = self.frames();
            moves.push(frames[before]);
            tickets.extend(&frames[before + 1..]);
        }
        (moves, tickets)
    }

    /// The memory that is its own, in KiB.
    pub fn own_memory(&self) -> u64 {
        let status = self.told_by_the_system("status");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// The process that this one started.
    pub fn child_of_child(&self) -> u32 {
        let parent = self.child.process_id().unwrap();
        let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap();
        children.split_whitespace().next().unwrap().parse().unwrap()
    }

    pub fn signal(&self, signal: nix::sys::signal::Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), signal).unwrap();
    }

    /// Closing the keyboard types an end of line and the end of the file, unless there is no key for that.
    fn types_no_end(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        assert!(Command::new("stty").arg("-F").arg(name).args(["eof", "undef"]).status().unwrap().success());
    }

    /// The other end of the terminal goes away, as when a laptop's lid is shut.
    pub fn hang_up(&mut self) {
        if !self.screen.0.lock().unwrap().is_deaf {
            self.types_no_end();
        }
        self.screen.0.lock().unwrap().hung_up = true;
        self.screen.1.notify_all();
        // Something to read, so that the reader lets go of its end as well.
        self.resize((79, 24));
        self.reader.take().unwrap().join().unwrap();
        self.master = None;
        self.keyboard = None;
    }

    /// From here on nobody takes what it writes; it draws until it cannot any more.
    pub fn goes_deaf(&mut self) -> &mut Self {
        // `stty` waits until all is taken that was written: later it would wait for ever.
        self.types_no_end();
        self.screen.0.lock().unwrap().is_deaf = true;
        let mut before = self.taken();
        // A pty holds some tens of KiB: a few full frames. When none of several more is taken, there is no room left.
        let mut still = 0;
        let mut cols = 200;
        while still < 20 {
            cols = 399 - cols;
            self.master.as_ref().unwrap().resize(PtySize { rows: 50, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
            std::thread::sleep(Duration::from_millis(20));
            let now = self.taken();
            still = if now == before { still + 1 } else { 0 };
            before = now;
        }
        self
    }

    /// How many bytes the system has taken of it (proc(5), `io`).
    fn taken(&self) -> String {
        let io = self.told_by_the_system("io");
        io.lines().find(|line| line.starts_with("wchar")).unwrap().to_owned()
    }

    /// Somebody takes what it writes again.
    pub fn hears_again(&mut self) -> &mut Self {
        self.screen.0.lock().unwrap().is_deaf = false;
        self.screen.1.notify_all();
        self
    }

    /// Waits for it to end: how long that takes, and how much of a processor it takes for it.
    pub fn ends(&mut self) -> (Duration, Duration) {
        let (started, before) = (Instant::now(), self.processor_time().unwrap_or_default());
        let mut last = before;
        while self.child.try_wait().unwrap().is_none() {
            assert!(started.elapsed() < PATIENCE, "it does not end");
            last = self.processor_time().unwrap_or(last);
            std::thread::sleep(Duration::from_millis(1));
        }
        (started.elapsed(), last.saturating_sub(before))
    }

    /// How much of a processor it took so far, in ticks of a hundredth of a second (proc(5), `stat`, 14 and 15).
    fn processor_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id()?)).ok()?;
        let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 10))
    }

    /// The terminal's settings, as `stty` says them.
    pub fn settings(&self) -> String {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let output = Command::new("stty").arg("-F").arg(name).arg("-a").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits for the program to end, and for everything it wrote to be read.
    pub fn ended(&mut self) -> ExitStatus {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(started.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            std::thread::yield_now();
        };
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        status
    }

    /// Whether the terminal is as a shell wants it.
    pub fn is_given_back(&self) -> bool {
        let seen = self.screen.0.lock().unwrap();
        let screen = seen.parser.screen();
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
