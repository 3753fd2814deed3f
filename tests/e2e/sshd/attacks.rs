//! What somebody with a key tries who wants more than the desk.

use super::venue::{Said, Venue};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// What was sent, as one text, and what of the answer says that it came to nothing.
const SENT: &[(&str, i32, &str)] = &[
    // A shell, and what a shell would make of it.
    ("bash", 2, "unrecognized subcommand"),
    ("sh -c id", 2, "unrecognized subcommand"),
    ("$(id)", 2, "unrecognized subcommand"),
    ("`id`", 2, "unrecognized subcommand"),
    ("list $(id)", 2, "as a query"),
    ("list; id", 2, "id"),
    ("list && id", 2, "id"),
    ("list | id", 2, "id"),
    ("list > /tmp/barback-attack", 2, "id"),
    ("list\nid", 2, "id"),
    ("list 'unclosed", 2, "a quote is open"),
    // Options smuggled in, in every place.
    ("--db /etc/passwd list", 2, "only --json and --color"),
    ("list --db /etc/passwd", 2, "only --json and --color"),
    ("list --db=/etc/passwd", 2, "only --json and --color"),
    ("--as sam list", 2, "only --json and --color"),
    ("list --as sam", 2, "only --json and --color"),
    ("list --as=sam", 2, "only --json and --color"),
    ("show 123456 --as sam", 2, "only --json and --color"),
    ("--config /etc/passwd list", 2, "only --json and --color"),
    ("list --set theme=dark", 2, "only --json and --color"),
    ("--json --db /etc/passwd", 2, "only --json and --color"),
    ("--json", 2, "name a command"),
    // What names files, makes desks, or is another's.
    ("export -o /tmp/barback-attack", 4, "not done here"),
    ("import /etc/passwd", 4, "not done here"),
    ("backup /tmp/barback-attack", 4, "not done here"),
    ("backup --verify /etc/passwd", 4, "not done here"),
    ("restore /etc/passwd", 4, "not done here"),
    ("init", 4, "not done here"),
    ("init --shared root", 4, "not done here"),
    ("demo", 4, "not done here"),
    ("demo --into /tmp/barback-attack", 4, "not done here"),
    ("serve", 4, "not done here"),
    ("serve --key SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", 4, "not done here"),
    ("authorized-keys root ssh-ed25519 AAAA", 4, "not done here"),
    ("completions bash", 4, "not done here"),
    ("man", 4, "not done here"),
    ("set theme dark", 4, "not done here"),
    // What is staff's.
    ("stats", 4, "not done here"),
    ("export", 4, "not done here"),
    ("undo", 4, "not done here"),
    ("next", 4, "not done here"),
    ("user list", 4, "not done here"),
    ("key list sam", 4, "not done here"),
    ("doctor", 4, "not done here"),
    ("view list", 4, "not done here"),
    ("purge 123456 --yes", 4, "not done here"),
    ("new -s x -p urgent", 4, "a customer may not"),
    ("new -s x --for sam", 4, "a customer may not"),
    ("comment 123456 x --internal", 1, "there is no ticket"),
    ("show 123456 --history", 1, "there is no ticket"),
    ("list assignee:dana", 2, "assignee"),
    // What programs of the family ask for.
    ("internal-sftp", 2, "unrecognized subcommand"),
    ("/usr/lib/openssh/sftp-server", 2, "unrecognized subcommand"),
    ("scp -t /tmp", 2, "unrecognized subcommand"),
    ("rsync --server . /", 2, "unrecognized subcommand"),
    ("git-upload-pack '/'", 2, "unrecognized subcommand"),
];

#[test]
fn nothing_that_is_sent_is_more_than_words() {
    let Some(venue) = Venue::open() else { return };
    for (sent, status, says) in SENT {
        let said = venue.ssh("ida", sent);
        let is_harmless = *status == 2 && *says == "id" || said.err.contains(says) || *says == "as a query";
        // What looks like a query is one, and finds nothing.
        let found_nothing = said.status == 0 && said.out.is_empty();
        assert!(said.status == *status || found_nothing, "{sent:?}: {} {}{}", said.status, said.out, said.err);
        assert!(found_nothing || is_harmless, "{sent:?}: {}{}", said.out, said.err);
        assert!(
            !said.out.contains("uid=") && !said.err.contains("uid=") && !said.err.contains("root:"),
            "{sent:?}: {}{}",
            said.out,
            said.err
        );
    }
    assert!(!std::path::Path::new("/tmp/barback-attack").exists());
    for (length, status, says) in [(4096, 1, "there is no ticket"), (4097, 2, "at most 4096 fit"), (5000, 2, "at most 4096 fit")] {
        const BEGINS: &str = "comment 123456 ";
        let said = venue.ssh("ida", &format!("{BEGINS}{}", "x".repeat(length - BEGINS.len())));
        assert_eq!((said.status, said.err.contains(says)), (status, true), "{length}: {}", said.err);
    }
    // An admin has no files either.
    for (sent, says) in
        [("export -o /tmp/barback-attack", "no files here"), ("import /etc/passwd", "not done here"), ("backup /tmp/x", "not done here")]
    {
        let said = venue.ssh("sam", sent);
        assert!(said.status != 0 && said.err.contains(says), "{sent}: {}", said.err);
    }
    assert_eq!(venue.admin(&["list", "--json", "--limit", "0"]), "{\"tickets\":[],\"total\":0}", "and nothing was filed by any of it");
}

#[test]
fn a_terminal_with_a_command_is_the_command_and_without_either_is_told() {
    let Some(venue) = Venue::open() else { return };
    let Said { out, status, .. } = venue.client("ida", "ssh", &["-tt"], &["list", "--json"], "");
    assert_eq!((status, out.contains("\"total\": 0")), (0, true), "{out}");
    let none = venue.client("ida", "ssh", &["-T"], &[], "");
    assert_eq!((none.status, none.err.contains("not a terminal; use `barback list`, or `ssh -t`")), (2, true), "{}", none.err);
}

#[test]
fn the_environment_of_the_client_changes_nothing() {
    let Some(venue) = Venue::open() else { return };
    let hostile = [
        "LD_PRELOAD=/nonexistent.so",
        "BARBACK_DB=/etc/passwd",
        "EDITOR=/bin/sh",
        "VISUAL=/bin/sh",
        "PAGER=/bin/sh",
        "HOME=/etc",
        "XDG_CONFIG_HOME=/etc",
        "XDG_DATA_HOME=/etc",
        "TZ=/etc/passwd",
        "RUST_LOG=trace",
        "SSH_USER_AUTH=/etc/passwd",
        "SSH_ORIGINAL_COMMAND=stats",
    ];
    let mut options = vec!["-T".to_owned()];
    for variable in hostile {
        options.extend(["-o".to_owned(), format!("SetEnv={variable}")]);
    }
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let plain = venue.ssh("ida", "list --json");
    let said = venue.client("ida", "ssh", &options, &["list --json"], "");
    assert_eq!((said.status, said.out, said.err), (plain.status, plain.out, plain.err));
}

#[test]
fn files_are_neither_fetched_nor_brought() {
    let Some(venue) = Venue::open() else { return };
    let here = venue.home.folder.path().join("ida.pub").to_str().unwrap().to_owned();
    let there = format!("{}:/tmp/barback-attack", Venue::address());
    let passwd = format!("{}:/etc/passwd", Venue::address());
    for mode in [["-s"].as_slice(), &["-O"]] {
        for words in [[here.as_str(), there.as_str()], [passwd.as_str(), "/tmp/barback-attack"]] {
            let said = venue.client("ida", "scp", mode, &words, "");
            assert_ne!(said.status, 0, "{mode:?} {words:?}");
        }
    }
    let said = venue.client("ida", "sftp", &["-b", "-"], &[&Venue::address()], "get /etc/passwd /tmp/barback-attack\n");
    assert_ne!(said.status, 0);
    let said = venue.client("ida", "ssh", &["-T", "-s"], &["sftp"], "");
    assert_ne!(said.status, 0);
    assert!(!std::path::Path::new("/tmp/barback-attack").exists());
}

#[test]
fn nothing_is_forwarded() {
    let Some(venue) = Venue::open() else { return };
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    let inside = target.local_addr().unwrap().port();
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    // Out through the server, and standard input on the way.
    let said = venue.client("ida", "ssh", &["-W", &format!("127.0.0.1:{inside}")], &[], "hello");
    assert!(said.status != 0 && said.err.contains("stdio forwarding failed"), "{}", said.err);
    for kind in ["-L", "-D"] {
        let port = free();
        let forward = if kind == "-L" { format!("{port}:127.0.0.1:{inside}") } else { port.to_string() };
        let mut ssh = venue.hold("ida", &["-N", kind, &forward]);
        let started = Instant::now();
        let mut line = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(line) => break line,
                Err(_) => assert!(started.elapsed() < Duration::from_secs(30), "ssh listens"),
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        if kind == "-D" {
            // SOCKS 5, no authentication, connect to the target.
            let [high, low] = inside.to_be_bytes();
            std::io::Write::write_all(&mut line, &[5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, high, low]).unwrap();
        }
        let mut answer = Vec::new();
        let _ = line.read_to_end(&mut answer);
        assert!(answer.len() <= 12, "{kind} ends without an answer");
        ssh.kill().unwrap();
        ssh.wait().unwrap();
    }
    // In from the server, by TCP and by a socket of the file system.
    for forward in [format!("{}:127.0.0.1:{inside}", free()), format!("/tmp/barback-attack.sock:127.0.0.1:{inside}")] {
        let said = venue.client("ida", "ssh", &["-N", "-o", "ExitOnForwardFailure=yes", "-R", &forward], &[], "");
        assert!(said.status != 0 && said.err.contains("remote port forwarding failed"), "{forward}: {}", said.err);
    }
    // A tunnel, an agent, a display: asked for, and not there.
    let said = venue.client("ida", "ssh", &["-T", "-o", "Tunnel=yes", "-w", "any:any", "-o", "ExitOnForwardFailure=yes"], &["list"], "");
    assert_ne!(said.status, 0, "{}", said.err);
    let said = venue.client("ida", "ssh", &["-T", "-A", "-X"], &["list"], "");
    assert_eq!(said.status, 0, "{}", said.err);
    target.set_nonblocking(true).unwrap();
    assert!(target.accept().is_err(), "nobody ever came through");
}
