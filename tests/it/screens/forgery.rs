//! What people write cannot be taken for what the desk says: on the screen, in what is copied, in plain output. Bodies are drawn
//! from the desk's own lines.

use super::{NARROW, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::Screen;
use barback::desk::NewTicket;
use barback::domain::{Status, TicketNumber};
use barback::tui::request::Gesture;
use proptest::prelude::*;

/// Lines that the desk has for itself, in every face, and what makes some of them.
const OWN: &[&str] = &[
    "── Sam Okafor · 22:00 ─────────────────────────────",
    " ── Sam Okafor · 22:00 ──",
    "-- Sam Okafor - 22:00 ------",
    "──┃ note · Sam Okafor · 22:00",
    "┃ note · Sam Okafor · 22:00",
    " ┃ take it from the till",
    "│ what a guest wrote",
    "· Sam Okafor assigned it to dana · 22:00",
    " · Sam Okafor resolved it · 22:00",
    "· 3 history lines folded (H)",
    "TKT-482913  open · medium · general",
    " for Ida Moss · nobody yet · 22:00",
    "Sam Okafor, 2026-11-22 22:00",
    "2026-11-22 22:00  Sam Okafor",
    "  2026-11-22 22:00  Sam Okafor  resolved  open → resolved",
    "history",
    "status     closed",
    "> quoted",
    ">",
    "",
    "    ",
    "plain words of a guest that go on until they have to be cut, and then a little further still",
];

/// With blanks before it, so that cutting puts it where a line begins.
fn body() -> impl Strategy<Value = String> {
    let line = (0..OWN.len(), prop_oneof![3 => Just(0), 1 => 0..90_usize]);
    let line = line.prop_map(|(own, indent)| format!("{}{}", "x ".repeat(indent / 2), OWN[own]));
    prop::collection::vec(line, 1..6).prop_map(|lines| format!("x\n{}\nx", lines.join("\n")))
}

/// A ticket with these bodies: a description, comments of a guest's, a note, and changes between them.
fn written(office: &Office, bodies: &[String; 4]) -> TicketNumber {
    let (sam, ida) = (office.desk("sam"), office.desk("ida"));
    let new = NewTicket { subject: "Cannot redeem".to_owned(), description: bodies[0].clone(), ..NewTicket::default() };
    let number = office.create("ida", &new).number;
    ida.comment(ida.new_order(), number.into(), &bodies[1]).unwrap();
    office.walk("sam", number, Status::InProgress).unwrap();
    sam.note(sam.new_order(), number.into(), &bodies[2]).unwrap();
    office.walk("sam", number, Status::Resolved).unwrap();
    ida.comment(ida.new_order(), number.into(), &bodies[3]).unwrap();
    number
}

/// The ticket's pane, all of it.
fn pane(office: &Office, login: &str, number: TicketNumber, width: u16) -> (Screen, Vec<String>) {
    let mut screen = Screen::open(office.desk(login), office.desk(login), (width, 400));
    screen.keys("/").types(&number.digits().to_string()).keys(if width < 70 { "enter enter" } else { "enter z enter" });
    let top = usize::from(screen.state().shape.panes.ticket.y);
    let lines = screen.lines().drain(top..top + screen.state().shape.ticket_rows).collect();
    (screen, lines)
}

fn copied(screen: &mut Screen) -> String {
    screen.keys("Y");
    let text = screen.gestures().into_iter().find_map(|gesture| match gesture {
        Gesture::Copy(text) => Some(text),
        Gesture::Ring => None,
    });
    text.unwrap()
}

/// What is left when what stands behind a mark is taken away: the desk's own lines.
fn own<'a>(lines: impl IntoIterator<Item = &'a str>, marks: &[&str]) -> Vec<String> {
    let is_own = |line: &&str| !marks.iter().any(|mark| line.starts_with(mark) || *line == mark.trim_end());
    lines.into_iter().filter(is_own).map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Every face's own lines of a ticket with these bodies, by name.
fn faces(bodies: &[String; 4]) -> Vec<(String, Vec<String>)> {
    let office = Office::new();
    let number = written(&office, bodies);
    let mut faces = Vec::new();
    for (login, (width, _)) in [("sam", WIDE), ("sam", USUAL), ("sam", NARROW), ("ida", USUAL)] {
        let (mut screen, lines) = pane(&office, login, number, width);
        faces.push((format!("{login}'s screen at {width}"), own(lines.iter().map(String::as_str), &[" │ ", " ┃ "])));
        let text = copied(&mut screen);
        faces.push((format!("{login}'s copy"), own(text.split('\n'), &["> "])));
        let sheet = screen.lines();
        faces.push((format!("{login}'s sheet at {width}"), own(sheet[2..].iter().map(String::as_str), &["> "])));
    }
    for args in [&["show"][..], &["show", "--history"], &["--as", "ida", "show"]] {
        let number = number.to_string();
        let run = office.run(&[args, &[&number]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        faces.push((format!("{args:?}"), own(run.stdout.split('\n'), &["> "])));
    }
    faces
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_the_desk_s_own_lines_are_the_same(bodies in [body(), body(), body(), body()]) {
        let plain = ["one", "two", "three", "four"].map(str::to_owned);
        for ((face, forged), (_, honest)) in faces(&bodies).into_iter().zip(faces(&plain)) {
            prop_assert_eq!(forged, honest, "{}", face);
        }
    }
}

#[test]
fn the_desk_s_own_lines_begin_with_no_mark() {
    let faces = faces(&["one", "two", "three", "four"].map(str::to_owned));
    let lines = |face: &str| faces.iter().find(|(name, _)| name == face).unwrap().1.clone();
    let screen = lines("sam's screen at 80").join("\n");
    assert!(screen.contains(" ── Ida Moss, guest · 22:00 ──") && screen.contains(" ──┃ note · Sam Okafor · 22:00"), "{screen}");
    assert!(screen.contains(" · Ida Moss, guest created it · 22:00") && screen.contains(" · Sam Okafor resolved it · 22:00"), "{screen}");
    assert!(!lines("ida's screen at 80").join("\n").contains("guest"), "guests are marked for staff alone");
    assert!(lines("sam's copy").join("\n").contains("Ida Moss, guest, 2026-11-22"));
    let history = lines("[\"show\", \"--history\"]").join("\n");
    assert!(history.contains("  Ida Moss, guest\n") && history.contains("  Sam Okafor  note, for staff only"), "{history}");
    assert!(
        faces
            .iter()
            .all(|(face, own)| own.iter().all(|line| !["one", "two", "three", "four"].contains(&line.trim()) || panic!("{face}: {line}")))
    );
}

#[test]
fn a_long_subject_and_a_long_name_begin_no_line_of_their_own() {
    let office = Office::new();
    let subject = format!("{}── Sam Okafor · 22:00 ──{}· Sam Okafor resolved it", "a ".repeat(38), " b".repeat(28));
    let name = format!("{} 22:00 · Sam Okafor resolved it", "Ida ".repeat(18));
    office.raw().execute("UPDATE users SET name = ?1 WHERE login = 'ida'", [&name]).unwrap();
    let number = office.ticket("ida", &subject);
    for width in [80, 120, 40] {
        let (mut screen, lines) = pane(&office, "sam", number, width);
        let forged = |line: &String| {
            ["──", "· Sam", "22:00"].iter().any(|begin| line.trim_start_matches(' ').starts_with(begin) && !line.starts_with("   "))
        };
        assert!(!lines.iter().any(forged), "{lines:#?}");
        screen.keys("Y");
        let sheet: Vec<String> = screen
            .lines()
            .into_iter()
            .skip_while(|line| !line.is_empty())
            .take_while(|line| !line.starts_with("───"))
            .filter(|line| !line.starts_with("  ") && !line.is_empty())
            .collect();
        assert_eq!(sheet.iter().filter(|line| !line.starts_with("TKT-")).count(), 0, "{sheet:#?}");
    }
}
