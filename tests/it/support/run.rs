//! The real binary, run on an office's desk in an environment of its own, and transcripts of what it said.

use super::office::Office;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What the binary said.
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

impl Run {
    /// The answer as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }

    /// The error as JSON.
    pub fn error(&self) -> serde_json::Value {
        serde_json::from_str::<serde_json::Value>(&self.stderr).unwrap_or_else(|error| panic!("{error}: {}", self.stderr))["error"].clone()
    }

    /// The first line of the answer.
    pub fn line(&self) -> &str {
        self.stdout.lines().next().unwrap_or_default()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { stdout: text(output.stdout), stderr: text(output.stderr), status: output.status.code().unwrap_or(-1) }
    }
}

/// The binary at home in a folder, knowing nothing of the machine it runs on.
pub fn barback(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_barback"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TZ", "UTC").env("HOME", home);
    command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config")).current_dir(home);
    command
}

/// Runs it with this on standard input.
pub fn fed(mut command: Command, input: &[u8]) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    // Whoever reads nothing may be gone already.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the binary ends").into()
}

impl Office {
    /// The binary on this desk.
    pub fn barback(&self) -> Command {
        let mut command = barback(self.folder.path());
        command.env("BARBACK_DB", &self.path);
        command
    }

    /// Runs the binary as the desk's first admin, sam.
    pub fn run(&self, args: &[&str]) -> Run {
        self.feed(args, "")
    }

    /// The same with this on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Run {
        let mut command = self.barback();
        command.args(args);
        fed(command, input.as_bytes())
    }

    /// A ticket made by the binary; its number.
    pub fn new_ticket(&self, args: &[&str]) -> String {
        let run = self.run(&[&["new"], args].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.line().to_owned()
    }
}

/// Commands and what came of them, as one text.
pub struct Transcript<'a> {
    office: &'a Office,
    text: String,
}

impl<'a> Transcript<'a> {
    pub fn of(office: &'a Office) -> Self {
        Self { office, text: String::new() }
    }

    pub fn run(&mut self, args: &[&str]) -> Run {
        self.feed(args, "")
    }

    pub fn feed(&mut self, args: &[&str], input: &str) -> Run {
        let run = self.office.feed(args, input);
        let said = if input.is_empty() { String::new() } else { format!("printf '{}' | ", input.escape_debug()) };
        let words: Vec<String> = args.iter().map(|word| word.escape_debug().to_string()).map(quoted).collect();
        let _ = writeln!(self.text, "$ {said}barback {}", words.join(" "));
        self.text.push_str(&run.stdout);
        self.text.extend(run.stderr.lines().flat_map(|line| ["! ", line, "\n"]));
        let _ = writeln!(self.text, "=> {}\n", run.status);
        run
    }

    /// Everything, with what differs from run to run taken out.
    pub fn told(self) -> String {
        self.text.replace(&self.office.folder.path().display().to_string(), "HOME")
    }
}

fn quoted(word: String) -> String {
    if word.contains([' ', '"', '*', '>', '{']) || word.is_empty() { format!("'{word}'") } else { word }
}

/// Compares a transcript with the one that is kept.
#[macro_export]
macro_rules! assert_told {
    ($transcript:expr) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.add_filter(r"(?i)(tkt-)?\b\d{6}\b", "${1}######");
        settings.add_filter(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID");
        settings.add_filter(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME");
        settings.add_filter(r"\d{4}-\d\d-\d\d \d\d:\d\d", "WALL TIME");
        settings.bind(|| insta::assert_snapshot!($transcript.told()));
    }};
}
