//! What messages quote of what was typed is cut, whichever command and argument it was; the parser's own messages too.

use crate::support::office::Office;

/// Every place on a line where somebody can type something long.
const LINES: &[&str] = &[
    "LONG",
    "--LONG",
    "-LONG",
    "--color LONG list",
    "--color=LONG list",
    "--as LONG list",
    "--set LONG list",
    "--set theme=LONG list",
    "--set LONG=dark list",
    "--db LONG list",
    "--config LONG list",
    "list LONG:x",
    "list status:LONG",
    "list created:LONG",
    "list ( LONG",
    "list --limit LONG",
    "list --sort LONG",
    "list -LONG",
    "list --LONG",
    "list @LONG",
    "show LONG",
    "new -s x -p LONG",
    "new -s x --category LONG",
    "new -s x --for LONG",
    "new -s x --assign LONG",
    "new -s LONG",
    "new LONG",
    "edit LONG",
    "edit TKT-100000 --LONG",
    "edit TKT-100000 --if-version LONG",
    "assign LONG me",
    "assign TKT-100000 LONG",
    "start LONG",
    "comment LONG x",
    "delete LONG --yes",
    "purge LONG --yes",
    "undo LONG",
    "next LONG",
    "import LONG",
    "import LONG --format LONG",
    "import x.csv --map LONG",
    "import x.csv --map LONG=subject",
    "import x.csv --map subject=LONG",
    "import x.csv --word LONG",
    "import x.csv --word LONG:a=b",
    "import x.csv --encoding LONG",
    "export --format LONG",
    "export -o LONG/x",
    "export -o LONG",
    "export LONG:x",
    "user LONG",
    "user add LONG --name x --role admin",
    "user add x --name x --role LONG",
    "user add x --name x --role customer --email LONG",
    "user add x --name x --role customer --key LONG",
    "user edit LONG --name x",
    "user disable LONG",
    "key add sam LONG",
    "key list LONG",
    "key remove sam LONG",
    "view LONG",
    "view save LONG LONG:x",
    "view remove LONG",
    "set LONG",
    "set theme LONG",
    "set zone LONG",
    "backup LONG",
    "backup --keep LONG x",
    "backup --verify LONG",
    "restore LONG --yes",
    "init --shared LONG",
    "demo --at LONG",
    "demo --seed LONG",
    "demo --into LONG/x",
    "completions LONG",
    "stats LONG",
    "doctor --LONG",
];

#[test]
fn no_message_repeats_a_long_argument() {
    const MUCH: usize = 4_000;
    let office = Office::new();
    let mut told = Vec::new();
    std::fs::write(office.folder.path().join("x.csv"), "subject\nx\n").unwrap();
    // One run of letters, words, and letters of several bytes: none is a login, a number or a date.
    for long in ["q".repeat(60_000), "qq ".repeat(20_000), "ü".repeat(30_000)] {
        for line in LINES {
            let words: Vec<String> = line.split(' ').map(|word| word.replace("LONG", &long)).collect();
            // The document has the same words: one kind of letters says so.
            let as_json = [false, true].into_iter().take(1 + usize::from(long.starts_with("qq q"))).collect::<Vec<_>>();
            for json in as_json {
                let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
                words.extend(json.then_some("--json"));
                let run = office.run(&words);
                let bytes = run.stderr.len();
                if bytes >= MUCH {
                    told.push(format!("{bytes} bytes about `{line}`: {}…", run.stderr.chars().take(200).collect::<String>()));
                }
                assert!(run.status != 101 && (run.status == 0 || bytes > 0), "{line}: {}", run.status);
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn twenty_numbers_are_listed_and_the_others_counted() {
    let office = Office::new();
    let numbers: Vec<String> = (0..22).map(|_| office.new_ticket(&["-s", "x"])).collect();
    let words: Vec<&str> = ["assign"].into_iter().chain(numbers.iter().map(String::as_str)).chain(["dana"]).collect();
    let assigned = office.run(&words);
    assert_eq!(assigned.status, 0, "{}", assigned.stderr);
    let disabled = office.run(&["user", "disable", "dana"]);
    assert_eq!((disabled.status, disabled.stdout.matches("TKT-").count()), (0, 20), "{}", disabled.stdout);
    assert!(
        disabled.stdout.contains("22 active tickets released: ") && disabled.stdout.trim_end().ends_with(" and 2 more"),
        "{}",
        disabled.stdout
    );
}
