//! A venue: an account of its own, a desk that it owns, an sshd that asks the desk for keys, and people with keys.

use crate::pty::{Home, Pty};
use nix::unistd::{Uid, User, chown};
use std::fs::{self, Permissions};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Made by `.ci/run`, as docs/deploy.md makes `desk`: a system account with a shell and no password.
const ACCOUNT: &str = "barback-test";
const SSHD: &str = "/usr/sbin/sshd";
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Venue {
    /// Of root, and for others to read: sshd runs no program out of a folder that somebody else could write.
    programs: TempDir,
    /// The account's own.
    pub desk: PathBuf,
    /// Where people keep their keys.
    pub home: Home,
    port: u16,
    sshd: Child,
}

/// What a client said.
pub struct Said {
    pub out: String,
    pub err: String,
    pub status: i32,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { out: text(output.stdout), err: text(output.stderr), status: output.status.code().unwrap_or(-1) }
    }
}

/// Says what was not tested, which where everything has to be is a failure.
fn skip(why: &str) {
    assert!(std::env::var("BARBACK_TESTS").as_deref() != Ok("all"), "skipped, where nothing may be: {why}");
    eprintln!("skipped: {why}");
}

impl Venue {
    /// sam (admin), dana (bartender), ida and noor (guests), each with a key. `None` where the machine lacks what it takes.
    pub fn open() -> Option<Self> {
        Self::open_with(&|config| config)
    }

    /// The same with another configuration than the one that is shipped.
    pub fn open_with(change: &dyn Fn(String) -> String) -> Option<Self> {
        let account = User::from_name(ACCOUNT).ok().flatten();
        let lacks = match &account {
            _ if !Uid::current().is_root() => Some("sshd is started by root"),
            None => Some("there is no account barback-test; .ci/run makes it"),
            _ if !Path::new(SSHD).exists() => Some("there is no sshd; .ci/run brings it"),
            _ => None,
        };
        if let Some(why) = lacks {
            skip(why);
            return None;
        }
        let account = account.unwrap();
        let programs = tempfile::Builder::new().prefix("barback-test-").tempdir_in("/var/lib").unwrap();
        fs::set_permissions(programs.path(), Permissions::from_mode(0o755)).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_barback"), programs.path().join("barback")).unwrap();
        let folder = programs.path().join("desk");
        fs::create_dir(&folder).unwrap();
        chown(&folder, Some(account.uid), Some(account.gid)).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let desk = folder.join("desk.db");
        let sshd = start(&programs, &desk, port, change);
        let venue = Self { programs, desk, home: Home::new(), port, sshd };
        venue.admin(&["init", "--served"]);
        for (login, name, role) in [
            ("sam", "Sam Okafor", "admin"),
            ("dana", "Dana Reyes", "bartender"),
            ("ida", "Ida Moss", "customer"),
            ("noor", "Noor Haddad", "customer"),
        ] {
            let key = fs::read_to_string(venue.new_key(login).with_extension("pub")).unwrap();
            venue.admin(&["user", "add", login, "--name", name, "--role", role, "--key", key.trim()]);
        }
        Some(venue)
    }

    /// A new key in somebody's name, that the desk knows nothing of yet.
    pub fn new_key(&self, name: &str) -> PathBuf {
        let path = self.home.folder.path().join(name);
        let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]).arg(&path).status().unwrap();
        assert!(made.success());
        path
    }

    /// The account itself at the desk, which is the first admin.
    pub fn admin(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("/usr/sbin/runuser");
        command.args(["-u", ACCOUNT, "--"]).arg(self.programs.path().join("barback")).arg("--db").arg(&self.desk).args(arguments);
        let output: Said = command.env_clear().current_dir("/").output().unwrap().into();
        assert_eq!(output.status, 0, "{arguments:?}: {}", output.err);
        output.out.trim().to_owned()
    }

    /// The arguments by which ssh comes here with somebody's key.
    fn way(&self, who: &str) -> Vec<String> {
        let key = self.home.folder.path().join(who).to_str().unwrap().to_owned();
        let mut way: Vec<String> = ["-F", "none", "-i", &key, "-p", &self.port.to_string()].map(str::to_owned).to_vec();
        for option in ["IdentitiesOnly=yes", "BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
        {
            way.extend(["-o".to_owned(), option.to_owned()]);
        }
        way
    }

    pub fn address() -> String {
        format!("{ACCOUNT}@127.0.0.1")
    }

    /// Any client of the ssh family, with options of its own before and words behind the address.
    pub fn client(&self, who: &str, program: &str, options: &[&str], words: &[&str], input: &str) -> Said {
        let mut command = Command::new(program);
        let way = self.way(who).into_iter().map(|word| if program != "ssh" && word == "-p" { "-P".to_owned() } else { word });
        command.args(way).args(options);
        if program == "ssh" {
            command.arg("--").arg(Self::address());
        }
        command.args(words).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.home.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Whoever reads nothing may be gone already.
        let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes());
        child.wait_with_output().unwrap().into()
    }

    /// One command at the desk, as one text.
    pub fn ssh(&self, who: &str, command: &str) -> Said {
        self.client(who, "ssh", &["-T"], &[command], "")
    }

    /// The same with this on standard input.
    pub fn feed(&self, who: &str, command: &str, input: &str) -> Said {
        self.client(who, "ssh", &["-T"], &[command], input)
    }

    /// The desk itself, on a terminal of this size.
    pub fn sit_down(&self, who: &str, size: (u16, u16)) -> Pty {
        self.sit_down_with(who, &[], size)
    }

    /// The same with more options for the client.
    pub fn sit_down_with(&self, who: &str, options: &[&str], size: (u16, u16)) -> Pty {
        let mut words = self.way(who);
        words.extend(options.iter().map(|option| (*option).to_owned()));
        words.push("-tt".to_owned());
        words.push(Self::address());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.home.start("/usr/bin/ssh", &words, &[], size)
    }

    /// ssh that carries no command and goes on until it is killed.
    pub fn hold(&self, who: &str, options: &[&str]) -> Child {
        let mut command = Command::new("ssh");
        command.args(self.way(who)).args(options).arg(Self::address()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// The file as the account sees it.
    pub fn file(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.desk).unwrap()
    }

    /// Until a question about the file has this answer.
    pub fn until(&self, question: &str, answer: i64) {
        let started = Instant::now();
        while self.file().query_row(question, [], |row| row.get::<_, i64>(0)).unwrap() != answer {
            assert!(started.elapsed() < PATIENCE, "{question} is never {answer}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Venue {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// The lines of docs/deploy.md, and what a second sshd beside the machine's own takes.
fn start(programs: &TempDir, desk: &Path, port: u16, change: &dyn Fn(String) -> String) -> Child {
    let folder = programs.path();
    let host = folder.join("host");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&host).status().unwrap();
    assert!(made.success());
    // What sshd drops its rights in.
    let _ = fs::create_dir_all("/run/sshd");
    let (program, desk) = (folder.join("barback"), desk.display());
    let config = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nUsePAM no\nSubsystem sftp internal-sftp\nPermitTunnel yes\n{}{}",
        host.display(),
        include_str!("../../../docs/deploy/sshd_bounds"),
        include_str!("../../../docs/deploy/sshd_config"),
    );
    let config = change(config)
        .replace("/usr/local/bin/barback", &program.display().to_string())
        .replace("/srv/barback/desk.db", &desk.to_string())
        .replace("Match User desk", &format!("Match User {ACCOUNT}"))
        .replace("AuthorizedKeysCommandUser desk", &format!("AuthorizedKeysCommandUser {ACCOUNT}"));
    let file = folder.join("sshd_config");
    fs::write(&file, config).unwrap();
    let log = fs::File::create(folder.join("log")).unwrap();
    let sshd = Command::new(SSHD).arg("-D").arg("-e").arg("-f").arg(&file).stderr(log).stdin(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < PATIENCE, "sshd does not come up: {}", fs::read_to_string(folder.join("log")).unwrap());
        std::thread::sleep(Duration::from_millis(10));
    }
    sshd
}
