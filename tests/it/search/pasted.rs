//! What people paste behind `/`: subjects, lines of mail and of chat. It is a search, and it finds what it was copied from.

use crate::support::office::Office;
use crate::support::screen::Screen;
use barback::desk::Desk;
use barback::domain::TicketNumber;
use barback::domain::search::Page;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

const SUBJECTS: [&str; 22] = [
    "Till 3 - frozen",
    "Bottle & glass",
    "où est ma bouteille ?",
    "Re: refund",
    "party 🎉 over",
    "at 22:30 door shut",
    "„Zwei Wörter“ fehlen",
    "Wi-Fi / VPN down",
    "« bouteille » vide",
    "‹Flasche› leer",
    "「瓶」が割れた",
    "『二重』の瓶",
    "‘single’ and 'plain'",
    "the guests' door, the bartenders' key",
    "’til Monday, can’t open",
    "5\" screen broken",
    "12”-display — dark",
    "Fwd: AW: Status: broken",
    "see http://example.org/a?b=c#d",
    "--frozen-- (again…)",
    "#482 @ till: 50% off!!!",
    "Kasse \"3 klemmt",
];

fn found(desk: &Desk, text: &str) -> Vec<TicketNumber> {
    let query = desk.read_query(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    desk.list(&query, &Page::first(50)).unwrap().tickets.into_iter().map(|ticket| ticket.number).collect()
}

#[test]
fn a_pasted_subject_finds_its_ticket() {
    let office = Office::new();
    let tickets: Vec<_> = SUBJECTS.iter().map(|subject| (*subject, office.ticket("ida", subject))).collect();
    for (subject, number) in tickets {
        for who in ["dana", "ida"] {
            assert!(found(&office.desk(who), subject).contains(&number), "{who}: {subject}");
        }
    }
}

#[test]
fn whatever_words_marks_and_quotes_a_subject_is_made_of() {
    const WORDS: [&str; 12] = ["till", "frozen", "can't", "où", "Wörter", "瓶", "22:30", "Re:", "Wi-Fi", "x@y.example", "5", "guests'"];
    const MARKS: [&str; 18] = ["-", "–", "&", "/", "?", "🎉", "\"", "„", "“", "«", "»", "'", "’", "「", "」", "(", "…", "--"];
    let piece = prop_oneof![
        3 => select(&WORDS).prop_map(str::to_owned),
        2 => select(&MARKS).prop_map(str::to_owned),
        1 => (select(&WORDS), select(&MARKS)).prop_map(|(word, mark)| format!("{word}{mark}")),
        // A dash right before a word negates it; that is the language.
        1 => (select(&MARKS), select(&WORDS)).prop_map(|(mark, word)| if mark == "-" { word.to_owned() } else { format!("{mark}{word}") }),
    ];
    let texts = prop::collection::vec(piece, 1..7).prop_map(|pieces| format!("bar {}", pieces.join(" ")));
    let office = Office::new();
    let desks = [office.desk("dana"), office.desk("ida")];
    let config = ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&texts, |text| {
        let number = office.ticket("ida", &text);
        for desk in &desks {
            prop_assert!(found(desk, &text).contains(&number), "{:?}", text);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn the_search_bar_takes_a_paste_and_remarks_on_what_looks_like_a_field() {
    let office = Office::new();
    office.ticket("ida", "Re: refund");
    office.ticket("ida", "Till 3 - frozen");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    screen.keys("/").pastes("Re: refund");
    assert!(screen.says("\"Re:\" is not a field, and is searched for as text"), "{}", screen.text());
    assert!(screen.says("1 found") || screen.state().queue.rows.len() == 1, "{}", screen.text());
    screen.keys("enter");
    assert!(screen.state().search.is_none() && screen.says("is searched for as text"), "{}", screen.text());
    screen.keys("/ ctrl-u").pastes("Till 3 - frozen");
    assert!(screen.state().search.as_ref().unwrap().error.is_none() && screen.state().queue.rows.len() == 1, "{}", screen.text());
    assert!(!screen.says("searched for as text"), "{}", screen.text());
    screen.keys("/ ctrl-u").types("stauts:open");
    assert!(screen.says("\"stauts\" is not a field (character 1); status could stand here"), "{}", screen.text());
}

#[test]
fn a_sign_or_a_quote_that_is_being_typed_is_no_mistake() {
    let office = Office::new();
    office.ticket("ida", "two words");
    let mut screen = Screen::open(office.desk("dana"), office.desk("dana"), (120, 40));
    for typed in
        ["-status:closed", "\"two words\"", "„two words“", "'two words'", "-\"three words\"", "two - words", "two -closed \"words\""]
    {
        screen.keys("/ ctrl-u");
        for letter in typed.chars().filter(|_| !typed.contains("status")) {
            screen.types(&letter.to_string());
            let bar = screen.state().search.as_ref().unwrap();
            assert_eq!(bar.error, None, "{typed}, at {letter}");
        }
        screen.keys("ctrl-u").types("-");
        assert_eq!((screen.state().search.as_ref().unwrap().error.clone(), screen.state().queue.rows.len()), (None, 1), "{typed}");
        screen.keys("ctrl-u").types(typed).keys("enter");
        assert!(screen.state().search.is_none() && screen.state().queue.rows.len() == 1, "{typed}: {}", screen.text());
    }
    screen.keys("/ ctrl-u").types("\"").keys("enter");
    assert!(screen.state().search.is_none(), "it asked for nothing");
}
