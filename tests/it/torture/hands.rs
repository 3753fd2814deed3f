//! Other processes: this test binary started again as a child that does one thing to a desk, over the real desk and file, and says
//! on standard output how far it is.

use crate::support::line;
use crate::support::office::Office;
use barback::store::{Door, Store, sqlite};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// What a child is to do, and to which desk.
const PART: &str = "BARBACK_TEST_PART";
const DESK: &str = "BARBACK_TEST_DESK";

/// A child at work. It is killed when this goes.
pub struct Hand {
    pub child: Child,
    pub says: Option<BufReader<ChildStdout>>,
}

impl Hand {
    /// Starts a child for this part, with these variables.
    pub fn start(test: &str, part: &str, desk: &Path, more: &[(&str, String)]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(PART, part).env(DESK, desk);
        command.envs(more.iter().map(|(name, value)| (*name, value.clone())));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let says = child.stdout.take().map(BufReader::new);
        Self { child, says }
    }

    /// Until it says so.
    pub fn until(&mut self, words: &str) -> &mut Self {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.says.as_mut().unwrap().read_line(&mut line).unwrap() > 0, "it ended before it said \"{words}\"");
        }
        self
    }

    pub fn id(&self) -> i32 {
        i32::try_from(self.child.id()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.id()), signal).unwrap();
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What this process is to do, if it is such a child.
pub fn part() -> Option<(String, std::path::PathBuf)> {
    Some((std::env::var(PART).ok()?, std::env::var_os(DESK)?.into()))
}

/// Says something to whoever started this child.
pub fn say(words: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{words}").and_then(|()| out.flush()).unwrap();
}

/// A child that stays at some place with a desk until it is killed.
pub fn at(part: &str, desk: &Path) -> Hand {
    let mut hand = Hand::start("torture::hands::child", part, desk, &[]);
    hand.until("there");
    hand
}

/// Not a test of its own: the child.
#[test]
fn child() {
    let Some((part, desk)) = part() else { return };
    let forever = || {
        say("there");
        loop {
            std::thread::park();
        }
    };
    match part.as_str() {
        "line" => {
            let _held = line::take_head(&desk).unwrap();
            forever();
        }
        "open" => {
            let store = sqlite::open(&desk).unwrap();
            store.read().map(drop).unwrap();
            forever();
        }
        "transaction" => {
            let store = sqlite::open(&desk).unwrap();
            let _held = store.write().unwrap();
            forever();
        }
        other => panic!("{other} is no part"),
    }
}

/// The desk of an office with a ticket in it.
pub fn office() -> Office {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    office
}
