//! `barback set`: showing, setting and taking away, in words and as documents, and what is refused.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;
use std::fs;

/// A configuration file for every run on this desk.
fn configured(office: &Office, text: &str) {
    let folder = office.folder.path().join("config/barback");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), text).expect("a file");
}

#[test]
fn settings_are_shown_set_and_taken_away() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["set"]);
    told.run(&["set", "venue", "The  Lantern", "--desk"]);
    told.run(&["set", "zone", "europe/berlin"]);
    told.run(&["set", "theme", "Dark"]);
    told.run(&["set", "theme", "light", "--desk"]);
    told.run(&["set", "theme"]);
    told.run(&["set", "theme", "--unset"]);
    told.run(&["set", "theme", "--unset", "--desk"]);
    told.run(&["set", "lands", "list"]);
    told.run(&["set", "lands", "list"]);
    told.run(&["set", "keys", "ticket.take=I,ctrl-t; ticket.note=N; ticket.new=comma; desk.settings="]);
    told.run(&["set"]);
    told.run(&["--as", "dana", "set", "bell", "off"]);
    told.run(&["--as", "dana", "set"]);
    told.run(&["--as", "ida", "set"]);
    told.run(&["--as", "ida", "set", "theme", "mono"]);
    told.run(&["set", "lands", "list", "--desk"]);
    told.run(&["--as", "ida", "set", "lands"]);
    told.run(&["--as", "ida", "--set", "lands=list", "set", "keys", "--json"]);
    assert_told!(told);
}

#[test]
fn what_cannot_be_set_is_told_with_what_would_be_right() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["set", "thme", "dark"]);
    told.run(&["set", "theme", "drak"]);
    told.run(&["set", "zone", "Berlin"]);
    told.run(&["set", "zone", "Middle/Earth"]);
    told.run(&["set", "mouse", "yes"]);
    told.run(&["set", "lands", "moon"]);
    told.run(&["set", "venue", " "]);
    told.run(&["set", "--desk"]);
    told.run(&["set", "theme", "--desk"]);
    told.run(&["set", "theme", "dark", "--unset"]);
    told.run(&["set", "keys", "ticket.take=t; lst.down=foo; write.leave=; write.send=s; ticket.new; ticket.take=x; list.up=hyper-x"]);
    told.run(&["--set", "theme=drak", "set"]);
    told.run(&["--set", "venue=Mine", "set"]);
    told.run(&["--set", "keys=ticket.take=t", "set"]);
    told.run(&["--as", "dana", "set", "theme", "dark", "--desk"]);
    told.run(&["--as", "dana", "set", "venue", "Dana's"]);
    told.run(&["--as", "ida", "set", "lands", "list"]);
    told.run(&["--as", "ida", "set", "keys", "list.down=ctrl-j", "--json"]);
    assert_told!(told);
}

#[test]
fn settings_as_documents() {
    let office = Office::new();
    let mut told = Transcript::of(&office);
    told.run(&["set", "theme", "dark", "--json"]);
    told.run(&["set", "theme", "light", "--desk", "--json"]);
    let all = told.run(&["set", "--json"]).json();
    assert_eq!((&all["total"], &all["settings"][2]["from"]), (&9.into(), &"mine".into()));
    told.run(&["set", "theme", "drak", "--json"]);
    assert_eq!(office.run(&["--as", "ida", "set", "--json"]).json()["total"], 2, "what a guest may set");
    assert_told!(told);
}

#[test]
fn option_mine_desk_configuration_default_in_this_order() {
    let office = Office::new();
    let holds = |args: &[&str]| {
        let doc = office.run(&[args, &["set", "theme", "--json"]].concat()).json();
        (doc["value"].as_str().expect("a value").to_owned(), doc["from"].as_str().expect("a source").to_owned())
    };
    let pair = |value: &str, from: &str| (value.to_owned(), from.to_owned());
    assert_eq!(holds(&[]), pair("terminal", "default"));
    configured(&office, "theme = \"mono\"\nmouse = true\n");
    assert_eq!(holds(&[]), pair("mono", "config"));
    assert_eq!(office.run(&["set", "theme", "light", "--desk"]).status, 0);
    assert_eq!(holds(&[]), pair("light", "desk"));
    assert_eq!(office.run(&["set", "theme", "dark"]).status, 0);
    assert_eq!((holds(&[]), holds(&["--as", "dana"])), (pair("dark", "mine"), pair("light", "desk")));
    assert_eq!(holds(&["--set", "theme=lantern"]), pair("lantern", "option"));
    assert_eq!(holds(&["--set", "theme=lantern", "--set", "theme=mono"]), pair("mono", "option"), "the last one counts");
    assert_eq!(office.run(&["set", "mouse", "--json"]).json()["from"], "config");
    // On a desk that is not one's own, whoever sits down brings no configuration.
    office.raw().execute("UPDATE settings SET value = 'served' WHERE name = 'mode'", []).expect("served");
    assert_eq!(office.run(&["set", "mouse", "--json"]).json()["from"], "default");
}

#[test]
fn everything_wrong_with_the_configurations_keys_is_told_at_once() {
    let office = Office::new();
    configured(
        &office,
        "theme = \"dark\"\n\n[keys]\n\"ticket.take\" = \"I\"\n\"ticket.note\" = [\"t\", \"alt-n\"]\n\"lst.down\" = \"f1\"\n\n\
         desk.help = [\"f13\"]\n\"write.leave\" = []\nform.send = \"s\"\n\"desk.suspend\" = \"ctrl-s\"\n",
    );
    let run = office.run(&["list"]);
    let path = office.folder.path().join("config/barback/config.toml");
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    let wanted = [
        &format!("barback: {}: these keys cannot be:", path.display()),
        "line 5: ticket.note: t is ticket.new's key too; give that another, or none",
        "line 6: \"lst.down\" is no command; there is list.down",
        "line 8: desk.help: \"f13\" is no key; use one as in I, ctrl-t, alt-b, f1, enter, space or comma",
        "line 9: write.leave: it needs a key, nothing else leads out of there",
        "line 10: form.send: s is text there; use a key with ctrl or alt",
    ];
    assert_eq!(lines[..wanted.len()], wanted);
    assert!(lines[wanted.len()..].iter().all(|line| line.starts_with("line 11: desk.suspend: ctrl-s is ")), "{}", run.stderr);
    let json = office.run(&["list", "--json"]);
    assert_eq!((json.status, json.error()["kind"].as_str()), (2, Some("usage")));
}

#[test]
fn the_configurations_settings_are_held_against_the_table() {
    let office = Office::new();
    configured(&office, "\nmouse = \"perhaps\"\ntheme = \"drak\"\n");
    let said = office.run(&["list"]).stderr;
    assert!(said.contains("line 2: mouse cannot be \"perhaps\"; use on or off\nline 3: theme cannot be \"drak\"; use dark, "), "{said}");
    configured(&office, "venue = \"Mine\"\n");
    let run = office.run(&["list"]);
    assert!(run.status == 2 && run.stderr.contains("unknown field `venue`"), "{}", run.stderr);
    configured(&office, "[keys]\n\"list.down\" = 3\n");
    assert!(office.run(&["list"]).stderr.contains("line 2: list.down wants a key or a list of keys"));
    configured(&office, "[keys]\n\"ticket.take\" = \"I\"\nlist.down = [\"j\", \"N\"]\n");
    let keys = office.run(&["set", "keys", "--json"]).json();
    assert_eq!((&keys["value"], &keys["from"]), (&"ticket.take=I; list.down=j,N".into(), &"config".into()));
}

/// `ctrl-i` in the configuration file, and as a setting.
#[test]
fn keys_that_no_terminal_sends_are_refused_wherever_they_are_given() {
    let office = Office::new();
    let run = office.run(&["set", "keys", "ticket.take=ctrl-i"]);
    assert!(run.status != 0 && run.stderr.contains("ticket.take: no terminal sends ctrl-i: it arrives as tab"), "{}", run.stderr);
    let run = office.run(&["--set", "keys=list.mine=ctrl-semicolon", "list"]);
    assert!(run.status != 0 && run.stderr.contains("no terminal sends ctrl-semicolon: it arrives as ;"), "{}", run.stderr);
    configured(&office, "[keys]\n\"ticket.take\" = \"ctrl-i\"\n\"list.mine\" = \"ctrl-1\"\n");
    let run = office.run(&["list"]);
    let lines: Vec<&str> = run.stderr.lines().skip(1).collect();
    let wanted = [
        "line 2: ticket.take: no terminal sends ctrl-i: it arrives as tab; use another key",
        "line 3: list.mine: no terminal sends ctrl-1: it arrives as 1; use another key",
    ];
    assert_eq!((run.status, lines), (2, wanted.to_vec()));
}
