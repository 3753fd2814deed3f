//! After the last key a bounded number of questions and frames, and then nothing: no answer asks for ever.

use super::USUAL;
use crate::support::office::{Office, TestClock};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Desk, NewTicket};
use barback::domain::Status;
use proptest::prelude::*;
use std::sync::Arc;

/// No key, and no change by others, may cost more.
const QUESTIONS: usize = 20;
const FRAMES: usize = 10;

/// A desk with tickets or without, and two people at it: one whose screen it is, and one who writes meanwhile.
struct Place {
    clock: Arc<TestClock>,
    screen: Screen,
    other: Desk,
    _folder: Box<dyn std::any::Any>,
}

impl Place {
    fn new(login: &str, is_full: bool) -> Self {
        if is_full {
            let bar = Bar::new();
            Self { clock: bar.clock.clone(), screen: bar.screen(login, USUAL), other: bar.desk("dana"), _folder: Box::new(bar) }
        } else {
            let office = Office::new();
            let screen = Screen::open(office.desk(login), office.desk(login), USUAL);
            Self { clock: office.clock.clone(), screen, other: office.desk("dana"), _folder: Box::new(office) }
        }
    }

    fn steps(&mut self, step: &Step) {
        match step {
            Step::Key(key) => _ = self.screen.unanswered(key),
            Step::Text(text) => self.screen.takes_only(vec![crossterm::event::Event::Paste(text.clone())]),
            Step::Resize(width, height) => self.screen.only_resize((*width, *height)),
            Step::Time(millis) => {
                self.clock.forward(*millis);
                self.screen.only_time_passes();
            }
            Step::OthersCreate => {
                let new = NewTicket { subject: "Tap two drips".to_owned(), ..NewTicket::default() };
                self.other.create(self.other.new_order(), &new).unwrap();
            }
            Step::OthersResolve => {
                let list = self.other.list(&self.other.read_query("is:active").unwrap(), &barback::domain::search::Page::first(1)).unwrap();
                if let Some(ticket) = list.tickets.first() {
                    let _ = self.other.transition(self.other.new_order(), &[ticket.number.into()], Status::Resolved, None, None);
                }
            }
            Step::Hear => _ = self.screen.hears_of_a_change(),
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Text(String),
    Resize(u16, u16),
    Time(i64),
    OthersCreate,
    OthersResolve,
    Hear,
}

/// Every key of the table but those that leave or stop the desk.
fn step() -> impl Strategy<Value = Step> {
    let mut keys: Vec<&'static str> = barback::tui::command::COMMANDS.iter().flat_map(|command| command.keys).copied().collect();
    keys.retain(|key| !["q", "ctrl-z"].contains(key));
    prop_oneof![
        12 => prop::sample::select(keys).prop_map(Step::Key),
        2 => prop::sample::select(vec!["roof", "is:open", "zzz", "2"]).prop_map(|text| Step::Text(text.to_owned())),
        1 => (30u16..130, 8u16..45).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (1i64..2_000).prop_map(Step::Time),
        1 => Just(Step::OthersCreate),
        1 => Just(Step::OthersResolve),
        1 => Just(Step::Hear),
    ]
}

fn falls_silent(place: &mut Place, why: &str) {
    let (questions, frames) = place.screen.falls_silent(&place.clock, QUESTIONS);
    assert!(frames <= FRAMES, "{why}: {questions} questions, {frames} frames\n{}", place.screen.text());
    // Nothing waits for its time either.
    assert_eq!(place.screen.falls_silent(&place.clock, QUESTIONS), (0, 0), "{why}");
    assert!(place.screen.is_over() || place.screen.sleeps_for().is_none(), "{why}");
}

#[test]
fn ctrl_l_on_an_empty_list_asks_once() {
    for login in ["sam", "ida"] {
        let mut place = Place::new(login, false);
        for keys in ["ctrl-l", "ctrl-l ctrl-l ctrl-l", "/ ctrl-l esc ctrl-l"] {
            place.screen.unanswered(keys);
            falls_silent(&mut place, keys);
        }
        place.screen.unanswered("ctrl-l");
        place.screen.hears_of_a_change();
        falls_silent(&mut place, "a change");
    }
}

#[test]
fn a_search_that_finds_nothing_is_looked_at_again_once() {
    let mut place = Place::new("sam", true);
    place.screen.keys("/").types("zzzz").keys("enter").unanswered("ctrl-l");
    falls_silent(&mut place, "nothing found");
    place.screen.unanswered("u");
    falls_silent(&mut place, "undo on an empty list");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_walk_there_is_silence(steps in prop::collection::vec(step(), 1..25)) {
        for (login, is_full) in [("sam", false), ("ida", false), ("sam", true), ("ida", true)] {
            let mut place = Place::new(login, is_full);
            let (last, before) = steps.split_last().unwrap();
            for step in before {
                place.steps(step);
            }
            // What so many keys asked at once is bounded, too.
            place.screen.falls_silent(&place.clock, QUESTIONS * steps.len());
            place.steps(last);
            let why = format!("{login} {is_full} {steps:?}");
            falls_silent(&mut place, &why);
        }
    }
}
