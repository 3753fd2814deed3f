//! Hostile text through every field, and a desk that holds all of it drawn on every screen and printed by every command.

use super::report;
use crate::support::hostile::{To, cases, forbidden, is_treacherous};
use crate::support::office::{Office, login};
use crate::support::run::{Run, fed};
use crate::support::screen::Screen;
use barback::desk::{Desk, DeskError, Edit, NewTicket, NewUser, NewView, Set, Slot, UserEdit, Whom};
use barback::domain::capture;
use barback::domain::search::Page;
use barback::domain::setting::{SettingName, Whose};
use barback::domain::text::{Field, clean};
use barback::domain::{Role, TicketNumber};
use rusqlite::params;
use std::os::unix::ffi::OsStrExt;

/// Bytes that are no text: overlong, cut off, surrogates, beyond Unicode.
const NOT_TEXT: [&[u8]; 6] = [b"a\xffb", b"\xc0\xaf", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x9b31m"];

/// Nothing but what the rules refuse may come of it: no fault of the file, no panic.
fn is_fine<T>(what: &str, outcome: Result<T, DeskError>) -> Option<T> {
    match outcome {
        Err(error @ DeskError::Store(_)) => panic!("{what}: {error}"),
        Err(error) => {
            let said = error.to_string();
            assert!(!said.is_empty(), "{what}");
            None
        }
        Ok(done) => Some(done),
    }
}

/// Each text that is in the file is as the one cleaning function leaves it.
fn is_clean(office: &Office) {
    const TEXTS: &str = "SELECT subject, 0 FROM tickets UNION ALL SELECT description, 1 FROM tickets UNION ALL SELECT body, 1 FROM comments
        UNION ALL SELECT body, 1 FROM notes UNION ALL SELECT name, 0 FROM users UNION ALL SELECT name, 0 FROM views";
    let raw = office.raw();
    let mut statement = raw.prepare(TEXTS).unwrap();
    let texts = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))).unwrap();
    for (text, is_long) in texts.map(Result::unwrap) {
        let field = if is_long { Field::Long } else { Field::Line };
        assert_eq!(clean(&text, field).text, text);
    }
}

#[test]
fn every_case_through_every_use_case() {
    let office = Office::new();
    let (sam, dana, ida) = (office.desk("sam"), office.desk("dana"), office.desk("ida"));
    let number = office.ticket("ida", "Cannot redeem bottle");
    let (mut tried, mut taken) = (0, 0);
    for (name, text) in cases() {
        let mut count = |done: bool| {
            tried += 1;
            taken += u64::from(done);
        };
        let new = NewTicket { subject: text.clone(), description: text.clone(), ..NewTicket::default() };
        count(is_fine(name, ida.create(ida.new_order(), &new)).is_some());
        let new = NewTicket { subject: name.to_owned(), description: text.clone(), ..NewTicket::default() };
        count(is_fine(name, ida.create(ida.new_order(), &new)).is_some());
        count(is_fine(name, ida.comment(ida.new_order(), number.into(), &text)).is_some());
        count(is_fine(name, dana.note(dana.new_order(), number.into(), &text)).is_some());
        let edit = Edit { subject: Some(Set::blindly(text.clone())), ..Edit::default() };
        count(is_fine(name, dana.edit(dana.new_order(), &[number.into()], &edit)).is_some());
        let user = NewUser { login: login("x"), name: text.clone(), email: Some(text.clone()), role: Role::Customer, key: None };
        count(is_fine(name, sam.add_user(sam.new_order(), &user)).is_some());
        let rename = UserEdit { name: Some(text.clone()), ..UserEdit::default() };
        count(is_fine(name, sam.edit_user(sam.new_order(), &login("noor"), &rename)).is_some());
        for view in [(text.clone(), "is:open".to_owned()), (name.to_owned(), text.clone())] {
            let view = NewView { name: view.0, query: view.1, slot: Slot::Without, shared: false };
            count(is_fine(name, dana.save_view(dana.new_order(), &view)).is_some());
        }
        for setting in [SettingName::Venue, SettingName::Zone, SettingName::Theme, SettingName::Keys] {
            count(is_fine(name, sam.set(sam.new_order(), setting, Whose::Desk, Some(&text))).is_some());
        }
        for desk in [&dana, &ida] {
            let query = is_fine(name, desk.read_query(&text));
            count(query.as_ref().is_some_and(|query| is_fine(name, desk.list(query, &Page::first(50))).is_some()));
            let quoted = is_fine(name, desk.read_query(&format!("\"{}\"", text.replace('"', ""))));
            count(quoted.as_ref().is_some_and(|query| is_fine(name, desk.count(query, Some(100))).is_some()));
        }
        is_fine(name, dana.similar(&text));
        count(text.parse::<TicketNumber>().is_ok());
        count(text.parse::<barback::domain::Login>().is_ok());
        let _ = capture::parse(&text, capture::Marks { triage: true, staff: &[] });
    }
    is_clean(&office);
    office.tidy();
    assert!(sam.examine(&mut |_, _| {}).unwrap().is_empty());
    report("hostile texts through use cases", format!("{tried} tried, {taken} taken in, all clean, 0 faults"));
}

/// What came out is fit for a terminal, whatever it answers.
fn is_harmless(what: &str, run: &Run) {
    for (channel, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        let found = forbidden(text.as_bytes(), To::Pipe);
        assert!(found.is_empty(), "{what}, {channel}: {found:?}");
    }
    assert!((0..=5).contains(&run.status), "{what}: {}", run.status);
}

#[test]
fn every_case_through_the_command_line() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle").to_string();
    let mut runs = 0;
    for (name, text) in cases() {
        let json = serde_json::json!({ "subject": text, "description": text }).to_string();
        is_harmless(name, &office.feed(&["new", "--stdin"], &json));
        is_harmless(name, &office.feed(&["comment", &number, "-"], &text));
        runs += 2;
        // What an argument cannot hold comes by standard input alone.
        if text.len() > 100_000 || text.contains('\0') {
            continue;
        }
        for arguments in [
            ["new", "-s", &text].as_slice(),
            &["new", "-s", name, "-d", &text, "--json"],
            &["list", &text],
            &["list", "--", &text],
            &["show", &text],
            &["user", "add", &text, "--name", &text, "--role", "customer"],
            &["assign", &number, &text],
            &["view", "save", &text, &text],
            &["--as", &text, "list"],
            &["--db", &text, "list"],
            &[&text],
        ] {
            is_harmless(name, &office.run(arguments));
            runs += 1;
        }
    }
    is_clean(&office);
    assert_eq!(office.run(&["doctor"]).status, 0);
    report("hostile texts through the command line", format!("{runs} runs, 0 forbidden sequences"));
}

#[test]
fn what_is_no_text_is_refused_with_its_place_and_nothing_is_kept() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle").to_string();
    let before = office.run(&["export"]).stdout;
    for bytes in NOT_TEXT {
        let argument = std::ffi::OsStr::from_bytes(bytes);
        for arguments in [["new", "-s"], ["comment", &number]] {
            let mut command = office.barback();
            command.args(arguments).arg(argument);
            let run = fed(command, b"");
            assert!((1..=2).contains(&run.status), "{bytes:?}: {}", run.status);
            is_harmless("an argument", &run);
        }
        let mut command = office.barback();
        command.args(["comment", &number, "-"]);
        let run = fed(command, bytes);
        assert!((1..=2).contains(&run.status) && run.stderr.contains("byte"), "{bytes:?}: {}", run.stderr);
        let file = office.folder.path().join("import.csv");
        std::fs::write(&file, [b"Ticket ID,Ticket Subject\n1,", bytes, b"\n"].concat()).unwrap();
        let run = office.run(&["import", file.to_str().unwrap()]);
        assert_eq!(run.status, 1, "{bytes:?}: {}", run.stderr);
        is_harmless("an import", &run);
    }
    for json in [r#"{"subject":"\ud800"}"#, r#"{"subject":"\udc00\ud800"}"#, "{\"subject\":\"a\u{0}b\"}"] {
        let run = office.feed(&["new", "--stdin"], json);
        assert!((1..=2).contains(&run.status), "{json}: {}{}", run.stdout, run.stderr);
        is_harmless("lone surrogates", &run);
    }
    assert_eq!(office.run(&["export"]).stdout, before);
}

#[test]
fn every_case_through_imports() {
    let office = Office::new();
    let short: Vec<_> = cases().into_iter().filter(|(_, text)| text.len() < 100_000).collect();
    let csv = office.folder.path().join("import.csv");
    let mut writer = csv::Writer::from_path(&csv).unwrap();
    let header = [
        "Ticket ID",
        "Ticket Subject",
        "Ticket Description",
        "Ticket Status",
        "Customer Name",
        "Customer Email",
        "Resolution",
        "Ticket Priority",
    ];
    writer.write_record(header).unwrap();
    for (place, (_, text)) in short.iter().enumerate() {
        let email = format!("guest{place}@example.org");
        writer.write_record([&place.to_string(), text, text, "Closed", text, &email, text, "High"]).unwrap();
        writer.write_record([text, text, text, text, text, text, text, text]).unwrap();
    }
    writer.flush().unwrap();
    let ndjson = office.folder.path().join("import.ndjson");
    let lines: Vec<String> = short
        .iter()
        .flat_map(|(name, text)| {
            let whole =
                serde_json::json!({ "id": text, "subject": text, "description": text, "status": text, "name": text, "email": text });
            [whole.to_string(), serde_json::json!({ "id": name, "subject": text, "email": "a@example.org" }).to_string(), text.clone()]
        })
        .collect();
    std::fs::write(&ndjson, lines.join("\n")).unwrap();
    for file in [&csv, &ndjson] {
        let bad = file.with_extension("bad");
        for arguments in
            [["--dry-run"].as_slice(), &[], &["--skip-bad", bad.to_str().unwrap()], &["--source", "\u{1b}]0;evil\u{7}", "--dry-run"]]
        {
            is_harmless("an import", &office.run(&[&["import", file.to_str().unwrap()], arguments].concat()));
        }
    }
    is_clean(&office);
    assert_eq!(office.run(&["doctor"]).status, 0, "{}", office.run(&["doctor"]).stdout);
    let taken = office.run(&["list", "--limit", "0", "--json"]).json()["total"].as_u64().unwrap();
    assert!(taken > 20, "{taken}: {}", office.run(&["import", csv.to_str().unwrap()]).stderr);
    report("hostile rows imported", format!("{taken} taken in of {}", short.len() * 5));
}

/// A desk whose rows came another way: nothing of them was ever cleaned.
pub fn hostile_desk() -> Office {
    let office = Office::new();
    let raw = office.raw();
    for (place, (name, text)) in cases().into_iter().enumerate() {
        let number = office.ticket("ida", name);
        let dana = office.desk("dana");
        dana.comment(dana.new_order(), number.into(), "said").unwrap();
        dana.note(dana.new_order(), number.into(), "noted").unwrap();
        // No NUL and no more than the file allows: that much it holds against whoever writes past the desk.
        let text = text.replace('\0', "");
        let cut = |most: usize| text.char_indices().take_while(|(at, _)| *at < most).map(|(_, letter)| letter).collect::<String>();
        let (line, long) = (cut(8_000), cut(60_000));
        let id: i64 = raw.query_row("SELECT id FROM tickets WHERE number = ?1", [number.digits()], |row| row.get(0)).unwrap();
        raw.execute("UPDATE tickets SET subject = ?2, description = ?3 WHERE id = ?1", params![id, line, long]).unwrap();
        raw.execute("UPDATE comments SET body = ?2 WHERE ticket_id = ?1", params![id, long]).unwrap();
        raw.execute("UPDATE notes SET body = ?2 WHERE ticket_id = ?1", params![id, long]).unwrap();
        raw.execute(
            "INSERT INTO users (uuid, login, name, email, email_key, role, active, created_at) VALUES (randomblob(16), ?1, ?2, ?3, ?3, 3, 1, 0)",
            params![format!("guest{place}"), line, format!("mail {}", cut(200))],
        )
        .unwrap();
        raw.execute("UPDATE tickets SET requester_id = (SELECT max(id) FROM users) WHERE id = ?1", [id]).unwrap();
        raw.execute(
            "INSERT INTO events (ticket_id, order_id, actor_id, kind, before, after, at) SELECT ?1, randomblob(16), requester_id, 3, ?2, ?2, 0
             FROM tickets WHERE id = ?1",
            params![id, serde_json::json!(line).to_string()],
        )
        .unwrap();
        raw.execute(
            "INSERT INTO views (owner_id, name, name_key, query) VALUES (NULL, ?1, ?2, ?3)",
            params![cut(2_000), place.to_string(), cut(500)],
        )
        .unwrap();
    }
    raw.execute("INSERT INTO settings VALUES ('venue', ?1)", ["\u{1b}]0;evil\u{7}\u{202e}ecived\u{9b}31m"]).unwrap();
    office
}

#[test]
fn a_desk_full_of_it_is_printed_by_every_command() {
    let office = hostile_desk();
    let numbers: Vec<String> = office.run(&["list", "--limit", "200", "--json"]).json()["tickets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ticket| ticket["ticket_number"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), cases().len());
    let mut runs = 0;
    for arguments in [
        ["list", "--limit", "200"].as_slice(),
        &["list", "--limit", "200", "--csv"],
        &["list", "--limit", "200", "--json"],
        &["list", "--color", "always", "--limit", "200", "--csv"],
        &["list", "subject"],
        &["export"],
        &["export", "--notes"],
        &["export", "--format", "csv"],
        &["export", "--format", "json"],
        &["stats"],
        &["stats", "--json"],
        &["user", "list"],
        &["user", "list", "--json"],
        &["view", "list"],
        &["view", "list", "--json"],
        &["set"],
        &["set", "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["next"],
        &["undo"],
        &["redo"],
        &["start", &numbers[0]],
        &["delete", &numbers[1]],
    ] {
        is_harmless(&arguments.join(" "), &office.run(arguments));
        runs += 1;
    }
    for number in &numbers {
        for arguments in [
            ["show", number, "--history"].as_slice(),
            &["show", number, "--json"],
            &["delete", number, "--yes"],
            &["edit", number, "-p", "x"],
        ] {
            if arguments.len() > 3 || arguments[0] == "show" {
                is_harmless(&arguments.join(" "), &office.run(arguments));
                runs += 1;
            }
        }
    }
    report("commands over a hostile desk", format!("{runs} runs, 0 forbidden sequences"));
}

/// Every cell of the frame holds one character that a terminal shows and does nothing about.
fn is_shown(screen: &Screen, what: &str) {
    for cell in &screen.buffer().content {
        let letter = cell.symbol().chars().find(|letter| is_treacherous(*letter));
        assert!(letter.is_none(), "{what}: {letter:?} in {:?}", cell.symbol());
        assert!(cell.symbol().chars().count() <= 40, "{what}: {:?}", cell.symbol());
    }
}

#[test]
fn a_desk_full_of_it_is_drawn_on_every_screen() {
    let office = hostile_desk();
    let mut frames = 0;
    for size in [(120, 40), (40, 12)] {
        let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), size);
        screen.keys("9");
        for _ in 0..cases().len() {
            for keys in ["enter", "pgdown", "esc", "j"] {
                screen.keys(keys);
                is_shown(&screen, keys);
                frames += 1;
            }
        }
        for keys in ["a", "s", "p", "o", "f", "?", ":", "e", "c", "n", "t", "T", "D", ",", "d", "v", "Y", "/", "x x x e", "X"] {
            screen.keys(keys);
            is_shown(&screen, keys);
            screen.keys("esc").keys("esc");
            is_shown(&screen, "esc");
            frames += 2;
        }
        let guest: Desk = office.desk("guest3");
        let mut screen = Screen::open(guest, office.desk("guest3"), size);
        for keys in ["enter", "pgdown", "esc", "c", "esc", "t", "esc"] {
            screen.keys(keys);
            is_shown(&screen, keys);
            frames += 1;
        }
    }
    report("frames of a hostile desk", format!("{frames} frames, 0 treacherous cells"));
}

#[test]
fn every_case_pasted_into_every_input() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), (100, 30));
    let inputs = ["c", "t", "/", "n", "t tab tab tab tab tab", "T", ":", "a", "e", "/ x enter v", ","];
    for (place, (name, text)) in cases().into_iter().enumerate() {
        // Each into three of them, one after the other; the long run takes all.
        let few = inputs.iter().cycle().skip(place * 3).take(if super::is_long() { inputs.len() } else { 3 });
        for keys in few {
            screen.keys("esc").keys("esc").keys("esc").keys(keys).pastes(&text);
            is_shown(&screen, &format!("{name} in {keys}"));
            if text.len() > 20_000 && !super::is_long() {
                break;
            }
            screen.keys("end").keys("left").types("x").keys("backspace").keys("home");
            is_shown(&screen, &format!("{name} in {keys}, edited"));
        }
        screen.keys("esc").keys("esc").keys("esc");
    }
    // Sent as it is, too: into a comment and a new ticket.
    for (_, text) in cases().into_iter().filter(|(_, text)| text.len() < 2_000) {
        screen.keys("esc").keys("esc").keys("c").pastes(&text).keys("ctrl-s");
        screen.keys("esc").keys("esc").keys("t").pastes(&text).keys("ctrl-s");
        is_shown(&screen, "sent");
    }
    is_clean(&office);
    let _ = Whom::Me;
}
