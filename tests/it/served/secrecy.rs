//! What staff do among themselves, and what other guests say, is to a guest as if it had never been: byte for byte, whatever they ask.

use super::histories::{As, DEEDS, Night, OPEN, SECRET};
use super::leaks::{LEAKS, Leak, leaky};
use crate::support::office::TestDice;
use crate::support::screen::Screen;
use crate::torture::{report, rounds};
use barback::desk::{Desk, DeskError};
use barback::domain::search::Page;
use barback::domain::{Ticket, TicketNumber};
use std::fmt::Write as _;
use std::sync::Arc;

/// A ticket as every face shows it to a guest.
fn told(ticket: &Ticket) -> String {
    let Ticket { number, subject, description, category, status, comment_count, created_at, updated_at, resolved_at, closed_at, .. } =
        ticket;
    // What staff's faces would show, too: in a guest's hands it has to say nothing.
    let Ticket { version, priority, note_count, unanswered_since, requester_spoke_at, assignee, deleted_at, .. } = ticket;
    format!(
        "{number} {subject:?} {description:?} {category} {status} {comment_count} {created_at} {updated_at} {resolved_at:?} {closed_at:?} \
         | {version} {priority} {note_count} {unanswered_since:?} {requester_spoke_at} {assignee:?} {deleted_at:?}"
    )
}

/// Everything a guest can ask of the desk.
fn asked(ida: &Desk, own: &[TicketNumber], others: &[TicketNumber]) -> String {
    let mut all = format!("{:?} {:?}\n", ida.counts().unwrap(), ida.pulse().unwrap());
    let words = OPEN.iter().chain(&SECRET).copied();
    let more = [
        "",
        "noor",
        "dana",
        "bottle -scanner",
        "sort:-updated",
        "sort:created",
        "updated:<40m",
        "updated:>40m",
        "is:active",
        "\"till coat\"",
        "category:billing",
    ];
    for text in words.chain(more) {
        let query = ida.read_query(text).expect(text);
        let listed = ida.list(&query, &Page::first(50)).unwrap();
        let _ = writeln!(all, "{text}: {} {:?} {:?}", ida.count(&query, None).unwrap(), listed.coverage, listed.unread);
        all.extend(listed.tickets.iter().map(|ticket| told(ticket) + "\n"));
    }
    for number in own.iter().chain(others).copied().chain([crate::support::office::number(999_999)]) {
        match ida.show(number) {
            Ok(dossier) => {
                let _ = writeln!(all, "{}", told(&dossier.ticket));
                for (words, internal) in dossier.thread() {
                    let _ = writeln!(all, "  {} {} {internal} {:?}", words.author.name, words.created_at, words.body);
                }
                let _ = writeln!(all, "  {} {}", dossier.notes.len(), dossier.events.len());
            }
            Err(error) => writeln!(all, "{error} {} {:?}", error.code(), error.hint()).unwrap(),
        }
        // Refused orders tell nothing either, and are never done.
        let refused =
            ida.rehearse(|desk| desk.transition(desk.new_order(), &[number.into()], barback::domain::Status::Resolved, None, None));
        let _ = writeln!(all, "  {}", refused.map_or_else(|error: DeskError| error.to_string(), |_| "done".to_owned()));
        let tried = ida.rehearse(|desk| desk.comment(desk.new_order(), number.into(), "?"));
        let _ = writeln!(all, "  {}", tried.map_or_else(|error: DeskError| error.to_string(), |done| told(&done.value.ticket)));
    }
    for wrong in ["priority:high", "assignee:dana", "is:mine", "sort:priority", "fraud:"] {
        let _ = writeln!(all, "{:?}", ida.read_query(wrong).map_err(|error| error.to_string()));
    }
    all
}

/// What the program prints for programs, and what the screen shows.
fn shown(night: &Night) -> String {
    let mut all = String::new();
    let number = night.own[0].to_string();
    for words in [["list", "--json", "fraud"].as_slice(), &["list", "--json"], &["show", &number, "--json"], &["show", "999999", "--json"]]
    {
        let run = night.office.run(&[&["--as", "ida"], words].concat());
        let _ = writeln!(all, "{} {} {}", run.status, run.stdout, run.stderr);
    }
    let seat =
        |dice| Desk::seat(night.office.store(), night.office.clock.clone(), Arc::new(TestDice::new(dice)), "ida".parse().unwrap()).unwrap();
    let mut screen = Screen::open(seat(1), seat(2), (120, 40));
    all.push_str(&screen.text());
    for keys in ["9", "j", "enter", "esc", "/ f r a u d", "esc", "/ b o t t l e enter", "?"] {
        screen.keys(keys);
        all.push_str(&screen.text());
    }
    all
}

/// A night, looked at three times; `faces`: by the program and on the screen, too.
fn lived(seed: u64, how: As, faces: bool, seat: &dyn Fn(&Night) -> Desk) -> Vec<String> {
    let mut night = Night::begin(seed, how);
    let mut told = Vec::new();
    for place in 1..=DEEDS {
        night.go_on(place);
        if place % (DEEDS / 3) == 0 {
            told.push(asked(&seat(&night), &night.own, &night.others));
        }
    }
    if faces {
        told.push(shown(&night));
    }
    told
}

fn honest(night: &Night) -> Desk {
    night.office.desk("ida")
}

fn first_difference(one: &[String], other: &[String]) -> Option<String> {
    let lines = |all: &[String]| all.concat().lines().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (lines(one), lines(other));
    let pair = one.iter().zip(&other).find(|(one, other)| one != other);
    pair.map(|(one, other)| format!("{one}\n{other}")).or_else(|| (one.len() != other.len()).then(|| "more lines".to_owned()))
}

#[test]
fn nothing_of_it_can_be_told_from_its_never_having_been() {
    let nights = rounds(12, 1_000);
    let mut asked = 0;
    for seed in 0..nights {
        let faces = seed % 6 == 0;
        let was = lived(seed, As::ItWas, faces, &honest);
        asked += was.concat().lines().count();
        for how in [As::WithoutSecrets, As::WithOtherWords] {
            if let Some(difference) = first_difference(&was, &lived(seed, how, faces, &honest)) {
                panic!("night {seed} {how:?}:\n{difference}");
            }
        }
    }
    report(
        "nights in which staff's doings left no trace for a guest",
        format!("{nights} nights of {DEEDS} deeds in 3 lives, {asked} lines alike"),
    );
}

#[test]
fn every_planted_leak_is_found() {
    for leak in LEAKS {
        let seat = |night: &Night| leaky(night, leak);
        let is_found = |seed: &u64| {
            let was = lived(*seed, As::ItWas, false, &seat);
            first_difference(&was, &lived(*seed, As::WithoutSecrets, false, &seat)).is_some()
        };
        let found = (0..100).find(is_found);
        let night = found.unwrap_or_else(|| panic!("{leak:?} is not found within 100 nights"));
        report("a planted leak", format!("{leak:?} found in night {}", night + 1));
    }
    // The same wrapper with nothing planted is as good as the real one.
    let seat = |night: &Night| leaky(night, Leak::None);
    assert_eq!(first_difference(&lived(3, As::ItWas, false, &seat), &lived(3, As::ItWas, false, &honest)), None);
}
