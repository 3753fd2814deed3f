//! Connections that sshd lets in and that never start the desk.

use super::venue::Venue;
use super::{SEND, USUAL};
use std::io::{BufRead, BufReader};
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};

/// A connection of somebody who is let in and asks for nothing, as it stands.
struct Held(Child);

impl Held {
    fn by(venue: &Venue, who: &str) -> Self {
        let mut ssh = venue.hold(who, &["-N", "-o", "PermitLocalCommand=yes", "-o", "LocalCommand=echo in"]);
        let mut line = String::new();
        // The client runs its local command once it is let in.
        BufReader::new(ssh.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "in\n");
        Self(ssh)
    }

    fn is_held(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }

    /// Until sshd ends it.
    fn ended(&mut self) -> ExitStatus {
        const PATIENCE: Duration = Duration::from_mins(2);
        let started = Instant::now();
        loop {
            match self.0.try_wait().unwrap() {
                Some(status) => return status,
                None => assert!(started.elapsed() < PATIENCE, "sshd does not close it"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn sixty_connections_that_never_start_the_desk_keep_no_bartender_out() {
    const HELD: usize = 60;
    // None is closed while the others come: how long they stay is the other test's.
    let Some(venue) = Venue::open_with(&|config| config.replace("UnusedConnectionTimeout 15", "UnusedConnectionTimeout 600")) else {
        return;
    };
    let number = venue.admin(&["new", "-s", "Till 3 is frozen", "--for", "ida"]);
    let mut held: Vec<Held> = std::thread::scope(|scope| {
        let each = || (0..HELD / 6).map(|_| Held::by(&venue, "ida")).collect::<Vec<_>>();
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(each)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(held.len(), HELD);
    let mut dana = venue.sit_down("dana", USUAL);
    dana.until("Till 3 is frozen").types("c").until("Public comment on").types("Try till 4.").types(SEND).until("Comment added").types("q");
    assert!(dana.ended().success());
    assert_eq!(venue.ssh("sam", &format!("resolve {number}")).status, 0);
    assert!(held.iter_mut().all(Held::is_held), "all of them were there all the while");
}

#[test]
fn a_connection_without_a_session_is_closed_and_one_with_a_session_is_not() {
    let Some(venue) = Venue::open() else { return };
    let mut dana = venue.sit_down("dana", USUAL);
    dana.until("dana");
    let mut held: Vec<Held> = (0..3).map(|_| Held::by(&venue, "ida")).collect();
    for one in &mut held {
        assert!(!one.ended().success(), "sshd ended it, not the client");
    }
    // Hers has stood for longer than theirs, and no key was pressed.
    dana.types("?").until("What can be done");
}

/// A connection carries one session: a client that would put a second one on it opens another connection.
#[test]
fn a_client_that_shares_its_connection_works_as_any_other() {
    let Some(venue) = Venue::open() else { return };
    let shared = format!("ControlPath={}", venue.home.folder.path().join("shared").display());
    let mut dana = venue.sit_down_with("dana", &["-o", "ControlMaster=yes", "-o", &shared], USUAL);
    dana.until("dana");
    for _ in 0..2 {
        let said = venue.client("dana", "ssh", &["-T", "-o", "ControlMaster=auto", "-o", &shared], &["list --json --limit 0"], "");
        assert_eq!((said.status, said.out.contains("\"total\"")), (0, true), "{}{}", said.out, said.err);
    }
    dana.types("q");
    assert!(dana.ended().success());
}
