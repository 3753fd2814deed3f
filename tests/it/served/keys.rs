//! Keys: who has which, what sshd is told of them, and what they open. The keys were made by `ssh-keygen`, and so was what it calls
//! them.

use super::{sent, served, started};
use crate::support::office::Office;

const IDAS: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJrR/WxyJz0hyBMl4ZQcKlOHjuLO7JoIhXeZkg3PN61D ida@laptop";
const IDAS_PRINT: &str = "SHA256:hEY5g+dX5pIbNxG3XmNfSMCyIxgwMwUVbx5Z8ol/z7I";
/// Every kind that sshd takes today, and what `ssh-keygen -l` says of it.
const KINDS: [(&str, &str); 3] = [
    (
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC5i/amNCcljsqwPwXizLHGDqdS3ngVT2XDtZGefDq+5so6tu36/+68OUkq7j1KL4nBKN9SrzIxm4vM6cZWogiVRAKcbjWsKrHfgoeljbNIJg7u+a5bH9KEAyMrU5O13Y0VBcGlupsT2Fp8G54i325FVm43/wqKl9CoFlsKAZ5onelYdO6ueS43cnGeJ+ZAidKMRKXVTR/R5UUoaRcMMg2eEx2BNL0ArHuTPVKbJaf83Dg0fmJvnieplHk+ilMXSGrBAJQ4qHLXqRx8ZArNn+ukbB7gw4Smyx83nhp1JzcZuMBIFIsXBNzYH3j0J5D13+XgVsx5/iO7hzd3v6Fp9Kgx x@y",
        "SHA256:+GA9Gate6Gerr6liKPSk6VlLpUs/axUu+yH77gFGOkI",
    ),
    (
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBBLdHE/bA+DGnbKlPGVlvef/tO3Q0zHHTaRzSa97tccjEChvvCt6IOA4zqhM9aS/NCTmQBhQWy4koyQOf90flfU= x@y",
        "SHA256:B6J4zgY2W3lK+HboAKTld9hylCqYPCKeScDN8o2Z43k",
    ),
    (
        "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAHCStJcsQivDWCKaJ6tsegmbR3kZXFZekXl513IhHDwNcv3jrudNgQDFYtFH6StBZKdFYi2rhf/LEiWmX5vcTLAPADK+kF+NNlxDD2BOgMzkEupivF/Gtx/WF6bVgjMhBMr/96Q0GaLS3qg5gKI8m+ps4yOxOxE6mvEdRLATwt7njPCYA== x@y",
        "SHA256:5CrGO6UkGzN0racfQgzIcq4LseC3PWz48zPYMBVz4zI",
    ),
];

fn with_idas_key() -> Office {
    let office = served();
    let run = office.run(&[&["key", "add", "ida"], IDAS.split(' ').collect::<Vec<_>>().as_slice()].concat());
    assert_eq!((run.status, run.stdout.contains(IDAS_PRINT)), (0, true), "{}", run.stderr);
    assert!(run.stderr.contains("send them this line: ssh "), "{}", run.stderr);
    office
}

#[test]
fn keys_are_added_listed_and_removed_and_the_history_says_so() {
    let office = with_idas_key();
    for (line, print) in KINDS {
        let run = office.feed(&["key", "add", "ida", "-", "--json"], line);
        assert_eq!(run.json()["fingerprint"], print, "{}", run.stderr);
    }
    assert_eq!(office.feed(&["key", "add", "ida", "-"], IDAS).status, 0, "what is so is nothing to do");
    let listed = office.run(&["key", "list", "ida", "--json"]).json();
    assert_eq!((&listed["total"], &listed["keys"][0]["label"]), (&4.into(), &"ida@laptop".into()));
    assert!(office.run(&["key", "list", "ida"]).stdout.contains(&format!("{IDAS_PRINT}  ssh-ed25519")));
    office.run(&["set", "address", "desk@lantern.example"]);
    assert!(office.feed(&["key", "add", "ida", "-"], IDAS).stderr.contains("send them this line: ssh desk@lantern.example\n"));
    assert_eq!(office.run(&["key", "remove", "ida", IDAS_PRINT]).status, 0);
    assert_eq!(office.run(&["key", "list", "ida", "--json"]).json()["total"], 3);
    let kinds: Vec<i64> = {
        let raw = office.raw();
        let mut rows = raw.prepare("SELECT kind FROM events WHERE kind IN (107, 108) ORDER BY id").unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(kinds, [107, 107, 107, 107, 108]);
}

#[test]
fn what_is_no_key_of_theirs_is_told_and_nothing_is_kept() {
    let office = with_idas_key();
    for (line, says) in [
        ("ssh-ed25519 AAAA", "no public key"),
        ("hello", "no public key"),
        ("", "no public key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----", "that is a private key"),
        (&format!("command=\"sh\" {IDAS}"), "no public key"),
        (&format!("{IDAS}\n{IDAS}"), "it is not one line"),
        (&"x".repeat(9_000), "longer than 8 KiB"),
    ] {
        let run = office.feed(&["key", "add", "noor", "-"], line);
        assert_eq!((run.status, run.stderr.contains(says)), (1, true), "{line:?}: {}", run.stderr);
    }
    let taken = office.feed(&["key", "add", "noor", "-"], IDAS);
    assert_eq!((taken.status, taken.stderr.contains("this key is ida's already")), (1, true), "{}", taken.stderr);
    for (args, says) in [
        (["remove", "noor", IDAS_PRINT], "noor has no key"),
        (["remove", "eve", IDAS_PRINT], "nobody here has the login eve"),
        (["remove", "ida", "SHA256:x"], "is not a fingerprint"),
    ] {
        let run = office.run(&[&["key"], args.as_slice()].concat());
        assert!(run.status != 0 && run.stderr.contains(says), "{args:?}: {}", run.stderr);
    }
    assert_eq!(office.run(&["--as", "dana", "key", "list", "ida"]).status, 4);
    let added = office.run(&["user", "add", "eve", "--name", "Eve", "--role", "customer", "--key", "nonsense"]);
    assert_eq!((added.status, office.run(&["user", "list"]).stdout.contains("eve")), (1, false), "both or neither");
}

#[test]
fn sshd_is_told_of_a_key_what_it_starts_and_of_others_nothing() {
    let office = with_idas_key();
    let me = nix::unistd::User::from_uid(nix::unistd::Uid::current()).unwrap().unwrap().name;
    let (kind, blob) = IDAS.split_once(' ').map(|(kind, rest)| (kind, rest.split(' ').next().unwrap())).unwrap();
    let asks = |account: &str, kind: &str, blob: &str| office.run(&["authorized-keys", account, kind, blob]);
    let told = asks(&me, kind, blob);
    let program = env!("CARGO_BIN_EXE_barback");
    let path = office.path.canonicalize().unwrap();
    let wanted =
        format!("restrict,pty,command=\"exec {program} --db {} serve --as ida --key {IDAS_PRINT}\" {kind} {blob}\n", path.display());
    assert_eq!((told.status, told.stdout), (0, wanted));
    let other = KINDS[1].0.split(' ').collect::<Vec<_>>();
    for (account, kind, blob) in
        [("root-of-all", kind, blob), (me.as_str(), other[0], other[1]), (&me, "ssh-ed25519", "AAAA"), (&me, "", "")]
    {
        let run = asks(account, kind, blob);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{account} {kind}: {}", run.stderr);
    }
    office.run(&["user", "disable", "ida"]);
    assert_eq!(asks(&me, kind, blob).stdout, "", "whoever is disabled has no key");
    // A folder with blanks and quotes is a word of the shell all the same.
    let odd = office.folder.path().join("the lantern's \"desk\"");
    std::fs::create_dir(&odd).unwrap();
    office.run(&["user", "enable", "ida"]);
    std::fs::rename(&office.path, odd.join("desk.db")).unwrap();
    let mut command = office.barback();
    command.env("BARBACK_DB", odd.join("desk.db")).args(["authorized-keys", &me, kind, blob]);
    let run = crate::support::run::fed(command, b"");
    let quoted = run.stdout.strip_prefix("restrict,pty,command=\"").unwrap().split("\" ssh-ed25519").next().unwrap().replace("\\\"", "\"");
    let words = shlex::split(&quoted).unwrap();
    assert_eq!((words[0].as_str(), words[3].as_str()), ("exec", odd.canonicalize().unwrap().join("desk.db").to_str().unwrap()), "{quoted}");
}

#[test]
fn a_key_that_is_not_theirs_any_more_opens_nothing() {
    let office = with_idas_key();
    assert_eq!(started(&office, "ida", &["--key", IDAS_PRINT], "list").status, 0);
    for (who, print) in [("ida", KINDS[0].1), ("noor", IDAS_PRINT)] {
        let run = started(&office, who, &["--key", print], "list");
        assert_eq!((run.status, run.stderr.contains("is not") && run.stderr.contains("any more")), (4, true), "{}", run.stderr);
    }
    assert_eq!(sent(&office, "ida", "list").status, 0, "a line written by hand may name no key");
}

#[test]
fn what_sshd_says_was_used_is_what_counts() {
    let office = with_idas_key();
    let file = office.folder.path().join("auth");
    let ask = |told: &str, more: &[&str]| {
        std::fs::write(&file, told).unwrap();
        let mut program = office.barback();
        program.arg("--db").arg(&office.path).args(["serve", "--as", "ida"]).args(more);
        program.env("SSH_ORIGINAL_COMMAND", "list").env("SSH_USER_AUTH", &file);
        crate::support::run::fed(program, b"")
    };
    let bare = IDAS.rsplit_once(' ').unwrap().0;
    let other = KINDS[0].0.rsplit_once(' ').unwrap().0;
    assert_eq!(ask(&format!("publickey {bare}\n"), &["--key", IDAS_PRINT]).status, 0);
    assert_eq!(ask(&format!("publickey {bare}\n"), &[]).status, 0);
    for (told, more) in [
        (format!("publickey {other}\n"), ["--key", IDAS_PRINT].as_slice()),
        (format!("publickey {other}\n"), &[]),
        ("password\n".to_owned(), &["--key", IDAS_PRINT]),
        ("password\n".to_owned(), &[]),
        (String::new(), &[]),
    ] {
        let run = ask(&told, more);
        assert_eq!(run.status, 4, "{told} {more:?}: {}", run.stderr);
    }
}

#[test]
fn inside_the_fence_the_line_to_send_names_the_account() {
    let office = with_idas_key();
    let me = nix::unistd::User::from_uid(nix::unistd::Uid::current()).unwrap().unwrap().name;
    let run = sent(&office, "sam", "user add eve --name Eve --role customer");
    let says = format!("they need a key first (`barback key add eve`); then send them this line: ssh {me}@");
    assert_eq!((run.status, run.stderr.contains(&says)), (0, true), "{}", run.stderr);
}

#[test]
fn whoever_sshd_asks_as_stays_an_active_admin() {
    let office = with_idas_key();
    office.run(&["user", "add", "eve", "--name", "Eve", "--role", "admin"]);
    for change in [["disable", "sam"].as_slice(), &["edit", "sam", "--role", "bartender"]] {
        let run = office.run(&[&["--as", "eve", "user"], change].concat());
        assert_eq!((run.status, run.stderr.contains("has to stay an active admin")), (1, true), "{change:?}: {}", run.stderr);
    }
    let own = Office::new();
    own.run(&["user", "add", "eve", "--name", "Eve", "--role", "admin"]);
    assert_eq!(own.run(&["--as", "eve", "user", "disable", "sam"]).status, 0, "on a desk of one's own it is up to them");
}

#[test]
fn nobody_takes_their_own_way_in() {
    let office = with_idas_key();
    office.run(&["user", "add", "eve", "--name", "Eve", "--role", "admin"]);
    office.feed(&["key", "add", "eve", "-"], KINDS[0].0);
    let as_eve = |command: &str| started(&office, "eve", &["--key", KINDS[0].1], command);
    for command in ["user disable eve", "user edit eve --role bartender", &format!("key remove eve {}", KINDS[0].1)] {
        let run = as_eve(command);
        assert_eq!((run.status, run.stderr.contains("that would lock you out yourself")), (1, true), "{command}: {}", run.stderr);
    }
    assert_eq!(as_eve("user edit eve --name Eva").status, 0);
    let private = as_eve("key add ida '-----BEGIN OPENSSH PRIVATE KEY-----'");
    assert!(private.stderr.contains("that is a private key"), "{}", private.stderr);
    assert_eq!((private.status, private.stderr.matches("BEGIN").count()), (2, 0), "a private key is not told again: {}", private.stderr);
}

#[test]
fn a_restore_lets_nobody_in_again() {
    let office = with_idas_key();
    let (line, print) = KINDS[0];
    office.feed(&["key", "add", "noor", "-"], line);
    let (kept, kept_print) = KINDS[1];
    office.feed(&["key", "add", "dana", "-"], kept);
    let backup = office.folder.path().join("b.db");
    assert_eq!(office.run(&["backup", backup.to_str().unwrap()]).status, 0);
    office.run(&["key", "remove", "ida", IDAS_PRINT]);
    office.run(&["user", "disable", "noor"]);
    assert_eq!(office.run(&["restore", "--yes", backup.to_str().unwrap()]).status, 0);
    for (who, print, status) in [("ida", IDAS_PRINT, 4), ("noor", print, 4), ("dana", kept_print, 0)] {
        let run = started(&office, who, &["--key", print], "list");
        assert_eq!(run.status, status, "{who}: {}", run.stderr);
    }
    assert_eq!(office.run(&["doctor"]).status, 0);
}
