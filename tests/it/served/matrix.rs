//! Who may send which command: every command there is, by every role, through the door that sshd opens.

use super::{sent, served};
use barback::domain::{Status, TicketNumber};

/// Exit statuses for admin, bartender and guest, each on tickets of their own making; 4 is not permitted, or not done here.
const TABLE: &[(&str, [i32; 3])] = &[
    ("list", [0, 0, 0]),
    ("list --json --limit 0", [0, 0, 0]),
    ("show OWN", [0, 0, 0]),
    ("show OWN --history", [0, 0, 4]),
    ("show OTHERS", [0, 0, 1]),
    ("new -s x", [0, 0, 0]),
    ("new -s x -p high", [0, 0, 4]),
    ("new -s x --for noor", [0, 0, 4]),
    ("edit OWN --subject y", [0, 0, 4]),
    ("assign OWN me", [0, 0, 4]),
    ("start OWN", [0, 0, 4]),
    ("resolve OWN", [0, 0, 4]),
    ("close RESOLVED", [0, 0, 0]),
    ("reopen CLOSED", [0, 0, 0]),
    ("close OTHERS", [0, 0, 1]),
    ("comment OWN hello", [0, 0, 0]),
    ("comment OWN hello --internal", [0, 0, 4]),
    ("comment OTHERS hello", [0, 0, 1]),
    ("delete OTHERS --yes", [0, 4, 4]),
    ("undelete DELETED", [0, 4, 4]),
    ("undo", [0, 0, 4]),
    ("redo", [0, 0, 4]),
    ("next", [0, 0, 4]),
    ("export", [0, 0, 4]),
    ("stats", [0, 0, 4]),
    ("view list", [0, 0, 4]),
    ("view save mine is:open", [0, 0, 4]),
    ("view save ours is:open --shared", [0, 4, 4]),
    ("user list", [0, 4, 4]),
    ("user add NEW --name N --role customer", [0, 4, 4]),
    ("key list ida", [0, 4, 4]),
    ("purge DELETED --yes", [0, 4, 4]),
    ("doctor", [0, 4, 4]),
    ("set theme dark", [4, 4, 4]),
    ("import /etc/passwd", [4, 4, 4]),
    ("backup /tmp/x", [4, 4, 4]),
    ("restore /tmp/x", [4, 4, 4]),
    ("init", [4, 4, 4]),
    ("demo", [4, 4, 4]),
    ("serve", [4, 4, 4]),
    ("authorized-keys a b c", [4, 4, 4]),
    ("completions bash", [4, 4, 4]),
    ("man", [4, 4, 4]),
    ("list --db /etc/passwd", [2, 2, 2]),
    ("list --as sam", [2, 2, 2]),
];

#[test]
fn the_served_door_holds_the_policy() {
    let office = served();
    for (who, place) in [("sam", 0), ("dana", 1), ("ida", 2)] {
        for (command, statuses) in TABLE {
            // Ida's tickets are everybody's to work on, and hers; noor's are another's.
            let of_ida = |status| office.ticket_at(if who == "sam" { "dana" } else { "sam" }, status);
            let mut line = command.replace("NEW", &format!("by-{who}"));
            let names: [(&str, &dyn Fn() -> TicketNumber); 5] = [
                ("OWN", &|| of_ida(Status::Open)),
                ("RESOLVED", &|| of_ida(Status::Resolved)),
                ("CLOSED", &|| of_ida(Status::Closed)),
                ("OTHERS", &|| office.ticket("noor", "another's")),
                ("DELETED", &|| {
                    let number = of_ida(Status::Open);
                    office.delete("sam", number);
                    number
                }),
            ];
            for (name, make) in names {
                if line.contains(name) {
                    line = line.replace(name, &make().to_string());
                }
            }
            let run = sent(&office, who, &line);
            assert_eq!(run.status, statuses[place], "{who}: {line}: {}{}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn whoever_is_nobody_or_disabled_may_nothing() {
    let office = served();
    office.run(&["user", "disable", "dana"]);
    for (who, says) in [("eve", "this desk does not know eve"), ("dana", "dana is disabled")] {
        for command in ["list", "new -s x", "help", "doctor", ""] {
            let run = sent(&office, who, command);
            assert_eq!((run.status, run.stderr.contains(says)), (4, true), "{who}: {command}: {}", run.stderr);
            assert_eq!(sent(&office, who, &format!("{command} --json")).error()["kind"], "denied", "{who}: {command}");
        }
    }
}

/// Help is answered alike however it is asked for, and of no command that is not theirs.
#[test]
fn help_is_the_same_by_either_word_and_of_ones_own_commands_alone() {
    let office = served();
    let commands = ["list", "show", "new", "edit", "user", "user add", "key", "doctor", "purge", "backup", "serve", "export"];
    for who in ["ida", "dana", "sam"] {
        let offered = sent(&office, who, "help").stdout;
        for command in commands {
            let ways = [
                format!("{command} --help"),
                format!("help {command}"),
                format!("help help {command}"),
                format!("--color never help {command}"),
            ];
            let said = ways.map(|line| {
                let run = sent(&office, who, &line);
                (run.status, run.stdout, run.stderr)
            });
            let is_theirs = offered.split([':', ';', ',']).any(|word| word.trim() == command.split(' ').next().unwrap());
            assert_eq!(said[0].0, if is_theirs { 0 } else { 4 }, "{who}: {command}: {said:?}");
            assert!(said.iter().all(|other| *other == said[0]), "{who}: {command}: {said:?}");
        }
        for line in ["--help", "-h", "help", "help help", "help --help", "--json --help", "--color always --help", "--color=always -h"] {
            assert_eq!(sent(&office, who, line).stdout, offered, "{who}: {line}");
        }
    }
    assert!(!sent(&office, "ida", "--json help").stdout.contains("user"));
}
