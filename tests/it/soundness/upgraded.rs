//! A desk that is upgraded while it is open. The newer program is a planted migration: what a later `migrations/sqlite/NNNN.sql` does to
//! a file, a table and a number more, done to it in the test while sessions of this program, and its real binary, have it open. So the
//! shipped program needs no switch for tests, and the second schema is made the way every later one will be: in one transaction of
//! another process's connection.

use crate::support::office::Office;
use crate::support::run::fed;
use crate::support::screen::Screen;
use barback::desk::{Desk, DeskError, NewTicket, StoreError, UserEdit};
use barback::domain::Status;
use barback::store::sqlite::LATEST;
use std::io::Write as _;
use std::process::Stdio;

/// What the next program does when it opens the desk.
fn upgrade(office: &Office) {
    let script = format!(
        "BEGIN IMMEDIATE; CREATE TABLE labels (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL) STRICT;
         PRAGMA user_version = {}; COMMIT",
        LATEST + 1
    );
    office.raw().execute_batch(&script).unwrap();
}

fn is_upgraded<T>(outcome: Result<T, DeskError>) -> bool {
    let ours = (LATEST + 1, LATEST);
    matches!(outcome.err(), Some(DeskError::Store(StoreError::Upgraded { found, known })) if (found, known) == ours)
}

type Deed = fn(&Desk, barback::domain::TicketNumber) -> bool;

/// Everything that begins a transaction, to write or to read.
const DEEDS: [(&str, Deed); 12] = [
    ("create", |desk, _| is_upgraded(desk.create(desk.new_order(), &NewTicket { subject: "x".to_owned(), ..NewTicket::default() }))),
    ("comment", |desk, number| is_upgraded(desk.comment(desk.new_order(), number.into(), "x"))),
    ("note", |desk, number| is_upgraded(desk.note(desk.new_order(), number.into(), "x"))),
    ("resolve", |desk, number| is_upgraded(desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None))),
    ("delete", |desk, number| is_upgraded(desk.delete(desk.new_order(), &[number.into()]))),
    ("undo", |desk, _| is_upgraded(desk.undo(desk.new_order()))),
    ("edit user", |desk, _| is_upgraded(desk.edit_user(desk.new_order(), &"ida".parse().unwrap(), &UserEdit::default()))),
    ("rebuild", |desk, _| is_upgraded(desk.rebuild(&mut |_, _| {}))),
    ("examine", |desk, _| is_upgraded(desk.examine(&mut |_, _| {}))),
    ("show", |desk, number| is_upgraded(desk.show(number))),
    ("views", |desk, _| is_upgraded(desk.views())),
    ("watch", |desk, _| is_upgraded(desk.data_version())),
];

#[test]
fn nothing_is_written_or_read_on_a_newer_schema_by_a_session_that_was_open() {
    let office = Office::new();
    let number = office.ticket("ida", "Cannot redeem bottle");
    let (sam, ida) = (office.desk("sam"), office.desk("ida"));
    sam.show(number).unwrap();
    ida.comment(ida.new_order(), number.into(), "Hello?").unwrap();
    upgrade(&office);
    let before: i64 = office.raw().query_row("SELECT max(id) FROM events", [], |row| row.get(0)).unwrap();
    for (name, deed) in DEEDS {
        assert!(deed(&sam, number), "{name}");
    }
    for (name, deed) in &DEEDS[..2] {
        assert!(deed(&ida, number), "a guest's {name}");
    }
    assert!(is_upgraded(ida.show(number)), "by a guest's reading door, too");
    let after: i64 = office.raw().query_row("SELECT max(id) FROM events", [], |row| row.get(0)).unwrap();
    assert_eq!(before, after);
    let error = sam.views().unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("upgraded by a newer Barback")), ("database", true), "{error}");
}

#[test]
fn a_desk_that_is_put_back_to_an_older_schema_is_noticed_as_well() {
    let office = Office::new();
    let sam = office.desk("sam");
    sam.views().unwrap();
    office.raw().execute_batch(&format!("PRAGMA user_version = {}", LATEST - 1)).unwrap();
    let error = sam.undo(sam.new_order()).unwrap_err();
    assert!(error.to_string().contains("put back to an older schema"), "{error}");
}

#[test]
fn an_open_screen_says_so_and_loses_nothing_that_was_typed() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    screen.keys("c").types("The scanner was restarted");
    upgrade(&office);
    screen.until(|screen| screen.told("upgraded by a newer Barback"));
    assert!(screen.told("The scanner was restarted"), "{}", screen.text());
    screen.types(" twice").keys("ctrl-s");
    assert!(screen.told("upgraded by a newer Barback") && screen.told("The scanner was restarted twice"), "{}", screen.text());
    let said: i64 = office.raw().query_row("SELECT count(*) FROM comments", [], |row| row.get(0)).unwrap();
    assert_eq!(said, 0);
    // Back on a desk of its own schema (a backup that was restored), it is sent from where it stands.
    office.raw().execute_batch(&format!("DROP TABLE labels; PRAGMA user_version = {LATEST}")).unwrap();
    screen.keys("ctrl-s");
    let said: String = office.raw().query_row("SELECT body FROM comments", [], |row| row.get(0)).unwrap();
    assert_eq!(said, "The scanner was restarted twice");
}

/// The real binary had it open and waits for its input; another has it afterwards.
#[test]
fn the_real_program_says_so_and_saves_nothing() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let mut waiting = office.barback();
    waiting.args(["import", "-", "--format", "csv", "--source", "old", "--json"]);
    waiting.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut waiting = waiting.spawn().unwrap();
    // It is known to be open once the engine's files stand beside the desk.
    while !office.folder.path().join("desk.db-shm").exists() {
        std::thread::yield_now();
    }
    upgrade(&office);
    waiting.stdin.take().unwrap().write_all(b"Ticket ID,Customer Name,Ticket Subject\n1,Ida Moss,Late\n").unwrap();
    let output = waiting.wait_with_output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(5), "{:?}: {errors}", output.status);
    assert!(errors.contains("newer Barback"), "{errors}");
    for arguments in [["list"].as_slice(), &["new", "-s", "x"], &["doctor"], &["export"]] {
        let mut command = office.barback();
        command.args(arguments);
        let run = fed(command, b"");
        assert_eq!(run.status, 5, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains("made by a newer Barback") && run.stderr.contains("use the newer program"), "{}", run.stderr);
    }
    let tickets: i64 = office.raw().query_row("SELECT count(*) FROM tickets", [], |row| row.get(0)).unwrap();
    assert_eq!(tickets, 1);
}
