//! No string a person types is ever syntax to the database.

use crate::support::office::{Office, login};
use barback::desk::{Desk, DeskError};
use barback::domain::search::Page;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// What means something to SQL, to FTS5, or to neither.
const BITS: [&str; 40] = [
    "NEAR(",
    "NEAR(a b, 2)",
    "*",
    "^",
    "col:",
    "doc:",
    "doc : x",
    "{doc}:",
    "AND",
    "OR",
    "NOT",
    "(",
    ")",
    "+",
    "-",
    "\"",
    "'",
    "''",
    "“",
    "”",
    ";",
    "--",
    "/*",
    "*/",
    "%",
    "_",
    "\\",
    "?1",
    ":a",
    "@a",
    "$a",
    "'; DROP TABLE tickets;--",
    "\" OR 1=1 --",
    "\0",
    "\u{E000}",
    "\u{F8FF}",
    "x",
    " ",
    "\u{345}",
    "🅰",
];

fn typed() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(select(&BITS), 0..8).prop_map(|bits| bits.concat());
    prop_oneof![3 => bits.clone(), 2 => "\\PC{0,24}", 1 => any::<String>(), 2 => bits.prop_map(|bits| format!("\"{bits}\""))]
}

/// A fine result or a query error, never an error of the file.
fn ask(desk: &Desk, text: &str) {
    let read = desk.read_query(text);
    let query = match read {
        Err(DeskError::Query(error)) => return assert!(error.at <= text.chars().count(), "{text:?}"),
        other => other.unwrap_or_else(|error| panic!("{text:?}: {error:?}")),
    };
    let (listed, counted) = (desk.list(&query, &Page::first(5)), desk.count(&query, None));
    for outcome in [listed.map(drop), counted.map(drop)] {
        assert!(matches!(outcome, Ok(()) | Err(DeskError::Query(_))), "{text:?}: {outcome:?}");
    }
}

#[test]
fn whatever_is_typed_is_a_result_or_a_query_error() {
    let office = Office::new();
    office.ticket("ida", "x NEAR col doc");
    let desks = [office.desk("dana"), office.desk("ida")];
    let schema = |office: &Office| {
        let names = "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, '')) FROM sqlite_schema";
        office.raw().query_row(names, [], |row| row.get::<_, String>(0)).unwrap()
    };
    let before = schema(&office);
    let config = ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&typed(), |text| {
        for desk in &desks {
            ask(desk, &text);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    for (text, desk) in BITS.iter().flat_map(|text| desks.iter().map(move |desk| (text, desk))) {
        ask(desk, text);
        ask(desk, &format!("-{text}"));
        ask(desk, &format!("x{text}"));
        ask(desk, &format!("\"x {text}\""));
        ask(desk, &format!("status:open{text}"));
    }
    assert_eq!(schema(&office), before);
    assert_eq!(desks[0].count(&desks[0].read_query("near").unwrap(), None).unwrap(), 1);
}

#[test]
fn the_longest_queries_are_within_the_engine_s_limits() {
    let office = Office::new();
    office.ticket("ida", "x");
    for who in ["dana", "ida"] {
        let desk = office.desk(who);
        ask(&desk, &vec!["\"x y z\""; 50].join(" "));
        ask(&desk, &"x".repeat(1_000));
        ask(&desk, &"日".repeat(1_000));
        ask(&desk, &vec!["-x"; 50].join(" "));
        ask(&desk, &"a'".repeat(500));
        ask(&desk, &format!("created:{}", "9999-12-31"));
        ask(&desk, "created:0000-01-01..9999-12-31 updated:<999999w created:>999999w updated:>9999-12-31");
    }
    ask(&office.desk("dana"), &format!("assignee:{}", vec![login("sam").as_str(); 240].join(",")));
}

#[test]
fn a_word_that_has_nothing_to_search_for_is_said_to_have_nothing() {
    let office = Office::new();
    office.ticket("ida", "🅰 \u{E000}");
    for who in ["dana", "ida"] {
        // Letters to Unicode, but none that the index keeps.
        for text in ["🅰", "\u{345}", "\"🅰 🅱\"", "-🅰", "\u{93E}"] {
            let error = office.desk(who).read_query(text).expect_err(text);
            assert!(error.to_string().contains("nothing to search for"), "{error}");
        }
    }
}
