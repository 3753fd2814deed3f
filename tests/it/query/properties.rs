//! What holds for any input: no panic, places within the query, and one canonical form for each meaning.

use barback::domain::query::{Query, Reader, Span, What, Who, from_arguments, remarks};
use proptest::prelude::*;

/// What comes with text from elsewhere.
const PASTED: [&str; 13] = ["„", "«", "』", "'", "’", "(", "--", "&", "🎉", "22:30", "Re: ", "stauts:", "prio:"];

/// Bits of the language, whole and broken, so that many queries come near to being right.
fn near() -> impl Strategy<Value = String> {
    let bits = [
        "status:",
        "priority:",
        "category:",
        "assignee:",
        "requester:",
        "created:",
        "updated:",
        "is:",
        "sort:",
        "not:",
        "-",
        ":",
        ",",
        "\"",
        "“",
        "”",
        " ",
        " ",
        " ",
        "\t",
        ">",
        ">=",
        "<",
        "<=",
        "..",
        "open",
        "in_progress",
        "In-Progress",
        "high",
        "urgent",
        "billing",
        "me",
        "none",
        "sam",
        "2026-11-01",
        "2026-02-30",
        "9999-12-31",
        "0000-01-01",
        "2h",
        "999999w",
        "90m",
        "active",
        "mine",
        "deleted",
        "unassigned",
        "482913",
        "TKT-",
        "can't",
        "é",
        "日本",
        "!!!",
        "\u{1b}",
        "e\u{301}",
        "created",
        "İ",
    ];
    let bit = prop_oneof![4 => prop::sample::select(bits.to_vec()), 1 => prop::sample::select(&PASTED)];
    prop::collection::vec(bit, 0..14).prop_map(|bits| bits.concat())
}

/// Queries that can mostly be read.
fn right() -> impl Strategy<Value = String> {
    let list = |field: &'static str, words: &'static [&'static str]| {
        prop::collection::vec(prop::sample::select(words), 1..4).prop_map(move |chosen| format!("{field}:{}", chosen.join(",")))
    };
    let days = ["2026-11-01", ">2026-11-01", ">=2024-03-01", "<=2026-12-31", "2026-01-01..2026-11-01", "0000-01-01", "9999-12-31"];
    let day = prop::sample::select(days.to_vec()).prop_map(|day| format!("created:{day}"));
    let age = (prop::sample::select(vec!["<", ">", ">="]), 1..1_000_000, prop::sample::select(vec!['m', 'h', 'd', 'w']))
        .prop_map(|(sign, count, unit)| format!("updated:{sign}{count}{unit}"));
    let term = prop_oneof![
        "[a-z0-9éß日'.,_/-]{0,6}[a-z0-9é日]",
        "[\"“][a-z :,-]{0,8}[a-z][\"”]",
        list("status", &["open", "closed", "in_progress"]),
        list("priority", &["low", ">=high", "<high", "urgent"]),
        list("category", &["billing", "general"]),
        list("assignee", &["me", "none", "sam", "IDA.m"]),
        list("requester", &["me", "sam"]),
        prop::sample::select(vec!["is:open", "is:active", "is:mine", "is:deleted", "is:unassigned"]).prop_map(str::to_owned),
        day,
        age,
    ];
    let signed = (prop::sample::select(vec!["", "-", "not:"]), term).prop_map(|(sign, term)| format!("{sign}{term}"));
    let sort = prop::sample::select(vec!["", " sort:created", " sort:-priority"]);
    (prop::collection::vec(signed, 0..8), sort).prop_map(|(terms, sort)| terms.join(" ") + sort)
}

fn without_places(mut query: Query) -> Query {
    for term in &mut query.terms {
        term.span = Span::default();
        if let What::Assignee(people) | What::Requester(people) = &mut term.what {
            for who in people {
                if let Who::Login(_, span) | Who::Email(_, span) = who {
                    *span = Span::default();
                }
            }
        }
    }
    query
}

fn holds(text: &str, reader: Reader) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    match Query::parse(text, reader) {
        Err(error) => {
            prop_assert!(error.at <= length);
            prop_assert!(!error.message.is_empty() && !error.expected.is_empty());
            let picture = error.pointing(text);
            prop_assert_eq!(picture.lines().count(), 2, "{:?}", picture);
        }
        Ok(query) => {
            let mut end = 0;
            for term in &query.terms {
                prop_assert!(end <= term.span.start && term.span.start < term.span.end && term.span.end <= length);
                end = term.span.end;
            }
            let canonical = query.to_string();
            let again = Query::parse(&canonical, reader).map_err(|error| TestCaseError::fail(format!("{canonical}: {error}")))?;
            prop_assert_eq!(again.to_string(), canonical);
            prop_assert_eq!(without_places(again), without_places(query));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_in_its_place(text in any::<String>()) {
        holds(&text, Reader::Staff)?;
        holds(&text, Reader::Guest)?;
    }

    #[test]
    fn near_queries_too(text in near()) {
        holds(&text, Reader::Staff)?;
        holds(&text, Reader::Guest)?;
    }

    #[test]
    fn right_queries_too(text in right()) {
        holds(&text, Reader::Staff)?;
    }

    #[test]
    fn a_term_stands_where_its_span_says(text in right()) {
        if let Ok(query) = Query::parse(&text, Reader::Staff) {
            for term in query.terms {
                let piece: String = text.chars().skip(term.span.start).take(term.span.end - term.span.start).collect();
                let alone = Query::parse(&piece, Reader::Staff).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(alone.terms.len(), 1);
                prop_assert_eq!(alone.terms[0].to_string(), term.to_string());
            }
        }
    }

    #[test]
    fn a_term_of_a_pasted_text_stands_where_its_span_says(text in near()) {
        for reader in [Reader::Staff, Reader::Guest] {
            let Ok(query) = Query::parse(&text, reader) else { continue };
            for term in query.terms {
                let piece: String = text.chars().skip(term.span.start).take(term.span.end - term.span.start).collect();
                let alone = Query::parse(&piece, reader).map_err(|error| TestCaseError::fail(format!("{text} {piece}: {error}")))?;
                prop_assert_eq!(alone.terms.len(), 1, "{} {}", text, piece);
                prop_assert_eq!(alone.terms[0].to_string(), term.to_string(), "{} {}", text, piece);
            }
            let _ = remarks(&text, reader);
        }
    }

    #[test]
    fn no_arguments_panic(args in prop::collection::vec(near(), 0..5)) {
        holds(&from_arguments(&args), Reader::Staff)?;
    }
}
