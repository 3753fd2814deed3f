//! Clocks that jump: back a day, ten years, to 1970, forward a hundred years, over both nights on which the clocks are put.
//! The order of things stays, nothing panics, and the doctor tells.

use super::preload;
use crate::support::office::{DAY, EVENING, HOUR, MINUTE, Office, TestClock, TestDice};
use crate::support::screen::Screen;
use barback::desk::{Assignee, Desk, Whom};
use barback::domain::search::Page;
use barback::domain::setting::{SettingName, Whose};
use barback::domain::{Status, TicketNumber, Timestamp};
use std::sync::Arc;

const YEAR: i64 = 365 * DAY;

/// Where the clock jumps to, one after the other.
fn jumps() -> Vec<(&'static str, i64)> {
    let at = |text: &str| Timestamp::parse(text).unwrap().0;
    vec![
        ("a day back", EVENING - DAY),
        ("ten years back", EVENING - 10 * YEAR),
        ("to 1970", 0),
        ("before 1970", -YEAR),
        ("a hundred years on", EVENING + 100 * YEAR),
        ("and back again", EVENING + HOUR),
        ("the night in spring", at("2026-03-29T00:59:59.999Z")),
        ("an hour later", at("2026-03-29T01:30:00Z")),
        ("the night in autumn", at("2026-10-25T00:30:00Z")),
        ("the same hour again", at("2026-10-25T01:30:00Z")),
        ("as far as clocks go", 253_402_300_799_000),
        ("home", EVENING + 2 * HOUR),
    ]
}

fn listed(desk: &Desk, query: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(query).unwrap();
    desk.list(&query, &Page::first(200)).unwrap().tickets.iter().map(|ticket| ticket.number).collect()
}

/// Somebody does a little of everything.
fn work(desk: &Desk, office: &Office, tickets: &mut Vec<TicketNumber>) {
    tickets.push(office.ticket("ida", "Cannot redeem bottle"));
    let number = tickets[tickets.len() / 2];
    desk.comment(desk.new_order(), number.into(), "please try again").unwrap();
    desk.note(desk.new_order(), number.into(), "third one tonight").unwrap();
    desk.assign(desk.new_order(), &[number.into()], &Assignee::User(Whom::Me), None).unwrap();
    desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
    desk.undo(desk.new_order()).unwrap();
    desk.redo(desk.new_order()).unwrap();
    desk.transition(desk.new_order(), &[number.into()], Status::Open, None, None).unwrap();
}

#[test]
fn the_order_stays_and_nothing_panics_wherever_the_clock_jumps() {
    let office = Office::new();
    let dana = office.desk("dana");
    let sam = office.desk("sam");
    sam.set(sam.new_order(), SettingName::Zone, Whose::Desk, Some("Europe/Berlin")).unwrap();
    let mut tickets = vec![office.ticket("noor", "Charged twice")];
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    for (jump, at) in jumps() {
        let before = listed(&dana, "");
        office.clock.set(at);
        assert_eq!(listed(&dana, ""), before, "{jump}: nothing changed, so nothing moves");
        work(&dana, &office, &mut tickets);
        let now = listed(&dana, "");
        assert_eq!(now.len(), tickets.len(), "{jump}");
        let touched = [tickets[tickets.len() / 2], *tickets.last().unwrap()];
        let others = |list: &[TicketNumber]| list.iter().copied().filter(|number| !touched.contains(number)).collect::<Vec<_>>();
        assert_eq!(others(&now), others(&before), "{jump}: what was not touched keeps its order");
        for number in &tickets {
            let ticket = office.look(*number);
            let history = office.history(*number);
            assert!(history.is_sorted_by_key(|event| event.at), "{jump}: {number}");
            assert!(ticket.updated_at >= ticket.created_at && history.last().unwrap().at == ticket.updated_at, "{jump}: {number}");
        }
        // Days and ages are asked for, and the screen is drawn, at that instant.
        for query in ["created:2026-03-29", "created:2026-10-25..2026-10-26", "updated:<2h", "created:>1970-01-01", "updated:>9w"] {
            listed(&dana, query);
        }
        screen.hears();
        screen.keys("j k c").types("words").keys("esc");
        assert!(screen.says("open"), "{jump}: {}", screen.text());
        let findings = sam.examine(&mut |_, _| {}).unwrap();
        let problems: Vec<_> = findings.iter().filter(|finding| finding.check != "clock").collect();
        assert!(problems.is_empty(), "{jump}: {problems:?}");
        let latest = tickets.iter().map(|number| office.look(*number).updated_at.0).max().unwrap();
        let is_told = findings.iter().any(|finding| finding.check == "clock" && finding.hint.contains("timedatectl"));
        assert_eq!(is_told, latest > office.desk("sam").now().0 + MINUTE, "{jump}: {findings:?}");
    }
}

#[test]
fn days_on_the_nights_when_clocks_are_put_have_their_own_hours() {
    let office = Office::new();
    let sam = office.desk("sam");
    sam.set(sam.new_order(), SettingName::Zone, Whose::Desk, Some("Europe/Berlin")).unwrap();
    let at = |text: &str| Timestamp::parse(text).unwrap().0;
    for (first, last, day, hours) in [
        ("2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29", 23),
        ("2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999Z", "2026-10-25", 25),
    ] {
        let before = listed(&sam, "").len();
        for minute in -30..=(hours * 60 + 30) {
            if minute % 30 == 0 {
                office.clock.set(at(first) + minute * MINUTE);
                office.ticket("ida", "Scanner beeps");
            }
        }
        office.clock.set(at(last));
        office.ticket("ida", "Scanner beeps");
        office.clock.set(EVENING);
        let of_the_day = listed(&sam, &format!("created:{day}")).len();
        assert_eq!(i64::try_from(of_the_day).unwrap(), hours * 2 + 1, "{day} has {hours} hours");
        assert_eq!(listed(&sam, "").len() - before, usize::try_from(hours * 2 + 4).unwrap());
    }
}

#[test]
fn random_jumps_keep_every_invariant() {
    let office = Office::new();
    let desks = ["sam", "dana", "kofi"].map(|login| office.desk(login));
    let dice = TestDice::new(3);
    let mut tickets = Vec::new();
    for _ in 0..super::rounds(40, 400) {
        office.clock.set(EVENING + i64::try_from(dice.next() % 2_000).unwrap() * DAY - 1_000 * DAY);
        let desk = &desks[usize::try_from(dice.next() % 3).unwrap()];
        work(desk, &office, &mut tickets);
    }
    let broken: Vec<_> = desks[0].examine(&mut |_, _| {}).unwrap().into_iter().filter(|finding| finding.check != "clock").collect();
    assert!(broken.is_empty(), "{broken:?}");
    let by_activity = |query: &str| listed(&desks[0], query);
    assert_eq!(by_activity("bottle"), by_activity(""), "the search index has the list's own order");
}

/// A desk's own clock is that of the machine; here the program itself runs on one that was moved.
#[test]
fn the_program_itself_on_a_clock_that_was_moved() {
    let office = Office::new();
    let workshop = tempfile::tempdir().unwrap();
    let Some(library) = preload::build(workshop.path(), "clock") else { return };
    let run = |seconds: i64, arguments: &[&str]| {
        let mut command = office.barback();
        command.args(arguments).env("LD_PRELOAD", &library).env("BARBACK_CLOCK_SECONDS", seconds.to_string());
        crate::support::run::fed(command, b"")
    };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let back_to_1970 = -i64::try_from(now).unwrap();
    for (turn, seconds) in [0, -86_400, -10 * 365 * 86_400, back_to_1970, 100 * 365 * 86_400, 0].into_iter().enumerate() {
        let made = run(seconds, &["new", "-s", &format!("turn {turn}"), "--json"]);
        assert_eq!(made.status, 0, "{}", made.stderr);
        for arguments in [["list"].as_slice(), &["stats"], &["undo"], &["redo"], &["list", "updated:<2h"]] {
            let run = run(seconds, arguments);
            assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
        }
    }
    let told = run(0, &["doctor", "--json"]);
    assert_eq!((told.status, told.json()["findings"][0]["check"].as_str()), (0, Some("clock")), "{}", told.stdout);
    assert!(told.json()["findings"][0]["message"].as_str().unwrap().contains("and it is "), "{}", told.stdout);
    assert!(run(101 * 365 * 86_400, &["doctor"]).stdout.starts_with("fine"));
}

/// What is drafted under a clock that goes back is there and can be gone on with.
#[test]
fn drafts_and_looks_survive_a_clock_that_goes_back() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    let clock: Arc<TestClock> = office.clock.clone();
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    screen.keys("c").types("The scanner was");
    clock.forward(-10 * YEAR);
    screen.types(" restarted").keys("esc");
    drop(screen);
    clock.forward(100 * YEAR);
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (100, 30));
    screen.keys("c");
    assert!(screen.told("The scanner was restarted"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.says("Comment added to"), "{}", screen.text());
}
