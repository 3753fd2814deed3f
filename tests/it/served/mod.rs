//! A desk that is served: who comes in by which door, what each may do there, and what a guest can learn. The real sshd is in
//! tests/e2e/sshd.

mod bounds;
mod door;
mod fence;
mod greedy;
mod guests;
mod histories;
mod keys;
mod leaks;
mod matrix;
mod secrecy;
mod work;

use crate::support::office::Office;
use crate::support::run::{Run, fed};

/// The office's desk, set up to be served.
fn served() -> Office {
    let office = Office::new();
    office.raw().execute("UPDATE settings SET value = 'served' WHERE name = 'mode'", []).unwrap();
    office
}

/// One command, as sshd starts the program for it.
fn sent(office: &Office, who: &str, command: &str) -> Run {
    started(office, who, &[], command)
}

/// The same with more of the forced command.
fn started(office: &Office, who: &str, more: &[&str], command: &str) -> Run {
    let mut program = office.barback();
    program.arg("--db").arg(&office.path).args(["serve", "--as", who]).args(more).env("SSH_ORIGINAL_COMMAND", command);
    fed(program, b"")
}
