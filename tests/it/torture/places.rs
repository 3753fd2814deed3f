//! Places where a desk cannot be written as it would like: small disks of its own, and somebody else's account.

use super::skip;
use crate::support::run::Run;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A place of one's own for the program and a desk, which somebody else owns.
pub struct Lodger {
    folder: tempfile::TempDir,
    program: PathBuf,
    pub desk: PathBuf,
}

impl Lodger {
    /// As root, modes stop nobody: the program runs as somebody else.
    const SOMEBODY: u32 = 65_534;

    pub fn new() -> Option<Self> {
        if !nix::unistd::Uid::current().is_root() {
            skip("not root, so nobody else to be");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let [program, home] = ["barback", "home"].map(|name| folder.path().join(name));
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_barback"), &program).unwrap();
        fs::create_dir(&home).unwrap();
        let lodger = Self { program, desk: home.join("desk.db"), folder };
        Self::own(&home);
        let made = lodger.run("\"$P\" init");
        assert_eq!(made.status, 0, "{}", made.stderr);
        Some(lodger)
    }

    fn own(path: &Path) {
        std::os::unix::fs::chown(path, Some(Self::SOMEBODY), Some(Self::SOMEBODY)).unwrap();
    }

    pub fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    fn command(&self, command: &mut Command) -> Run {
        let home = self.desk.parent().unwrap();
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", home).env("TZ", "UTC");
        command.env("P", &self.program).env("BARBACK_DB", &self.desk).current_dir(self.folder.path()).output().unwrap().into()
    }

    /// A shell's line as that user; the program is `"$P"`, the desk `"$BARBACK_DB"`.
    pub fn run(&self, line: &str) -> Run {
        let id = Self::SOMEBODY;
        let mut command = Command::new("setpriv");
        self.command(command.args([&format!("--reuid={id}"), &format!("--regid={id}"), "--clear-groups", "sh", "-c", line]))
    }
}

/// Runs a shell's lines in a mount namespace of its own, with a small disk at `"$D"` that holds a desk; `"$O"` is
/// a folder on another disk.
pub fn on_a_small_disk(options: &str, lines: &str) -> Option<Run> {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mounted = format!("mount -t tmpfs -o {options} tmpfs \"$D\" || exit 99\n\"$P\" init >/dev/null || exit 98\n{lines}");
    let mut command = Command::new("unshare");
    if !nix::unistd::Uid::current().is_root() {
        command.arg("-r");
    }
    command.args(["-m", "sh", "-c", &mounted]).env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("TZ", "UTC");
    command.env("D", folder.path()).env("O", other.path()).env("HOME", folder.path()).env("P", env!("CARGO_BIN_EXE_barback"));
    let run: Run = match command.env("BARBACK_DB", folder.path().join("desk.db")).output() {
        Ok(output) => output.into(),
        Err(error) => {
            skip(&format!("no unshare: {error}"));
            return None;
        }
    };
    if run.status == 99 || run.stderr.contains("unshare:") {
        skip(&format!("nothing can be mounted here: {}", run.stderr));
        return None;
    }
    Some(run)
}
