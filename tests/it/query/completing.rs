//! What may be written where the cursor stands.

use barback::domain::query::{Completion, People, Query, Reader, complete};
use proptest::prelude::*;

/// Completes at the bar `|`.
fn at_bar(marked: &str, reader: Reader) -> (String, Completion) {
    let cursor = marked.chars().position(|letter| letter == '|').expect("a bar");
    let text = marked.replacen('|', "", 1);
    let completion = complete(&text, cursor, reader);
    (text, completion)
}

fn offered(marked: &str, reader: Reader) -> Vec<String> {
    at_bar(marked, reader).1.candidates.into_iter().map(|candidate| candidate.text).collect()
}

/// The text with the first candidate taken, the cursor as a bar.
fn taken(marked: &str) -> String {
    let (text, completion) = at_bar(marked, Reader::Staff);
    let Some(first) = completion.candidates.first() else { return marked.to_owned() };
    let (text, cursor) = completion.apply(&text, &first.text);
    let mut letters: Vec<char> = text.chars().collect();
    letters.insert(cursor, '|');
    letters.into_iter().collect()
}

#[test]
fn fields_are_completed_as_far_as_the_reader_has_them() {
    let staff = ["status:", "priority:", "category:", "assignee:", "requester:", "created:", "updated:", "is:", "sort:", "not:"];
    assert_eq!(offered("|", Reader::Staff), staff);
    assert_eq!(offered("roof |", Reader::Staff), staff);
    assert_eq!(offered("|", Reader::Guest), ["status:", "category:", "created:", "updated:", "is:", "sort:", "not:"]);
    assert_eq!(offered("re|", Reader::Staff), ["requester:", "is:resolved", "category:redemption"]);
    assert_eq!(offered("re|", Reader::Guest), ["is:resolved", "category:redemption"]);
    assert_eq!(offered("roof|", Reader::Staff), [""; 0]);
    assert_eq!(offered("-s|", Reader::Staff), ["status:"], "an order is never negated");
    assert_eq!(offered("s|", Reader::Staff), ["status:", "sort:"]);
    assert_eq!(offered("sort:created s|", Reader::Staff), ["status:"], "an order is given once");
    assert_eq!(offered("ur|", Reader::Guest), [""; 0], "guests know of no priority");
}

#[test]
fn values_are_completed_and_those_that_stand_there_left_out() {
    assert_eq!(offered("status:|", Reader::Staff), ["open", "in_progress", "resolved", "closed"]);
    assert_eq!(offered("status:open,|", Reader::Staff), ["in_progress", "resolved", "closed"]);
    assert_eq!(offered("status:open,In-P|", Reader::Staff), ["in_progress"]);
    assert_eq!(offered("priority:|", Reader::Staff), ["urgent", "high", "medium", "low", ">=high", ">=medium"]);
    assert_eq!(offered("priority:>=h|", Reader::Staff), ["high"]);
    assert_eq!(offered("priority:>|", Reader::Staff), ["high", "medium", "low"], "nothing is above urgent");
    assert_eq!(offered("is:un|", Reader::Staff), ["unassigned"]);
    assert_eq!(offered("is:un|", Reader::Guest), [""; 0]);
    assert_eq!(offered("created:<|", Reader::Staff), ["<1h", "<4h", "<1d", "<1w"]);
    assert_eq!(offered("sort:-|", Reader::Guest), ["-updated", "-created"]);
    assert_eq!(offered("status:open|", Reader::Staff), [""; 0], "it is complete");
    assert_eq!(offered("colour:r|", Reader::Staff), [""; 0]);
    assert_eq!(offered("priority:h|", Reader::Guest), [""; 0]);
    assert_eq!(offered("\"status:|", Reader::Staff), [""; 0], "quoted text is never a field");
}

#[test]
fn a_candidate_takes_the_place_of_what_is_written() {
    let table = [
        ("stat|", "status:|"),
        ("roof st|", "roof status:|"),
        ("roof st|x is:open", "roof status:| is:open"),
        ("st|:open", "status:|open"),
        ("status:op|", "status:open|"),
        ("status:cl|,open", "status:closed|,open"),
        ("status:open,re|s", "status:open,resolved|"),
        ("-cat|", "-category:|"),
        ("not:category:bi|", "not:category:billing|"),
        ("status:\"in p|rogress\"", "status:\"in_progress|\""),
        ("status:\"in|\"", "status:\"in_progress|\""),
        ("urg| roof", "priority:urgent| roof"),
        ("日本 is:m|", "日本 is:mine|"),
        ("-|", "-status:|"),
    ];
    for (typed, completed) in table {
        assert_eq!(taken(typed), completed, "{typed}");
    }
}

#[test]
fn people_are_asked_for_by_what_is_typed() {
    let asked = |marked: &str| at_bar(marked, Reader::Staff).1.people;
    let people = |prefix: &str, staff_only, named: &[&str]| {
        Some(People { prefix: prefix.to_owned(), staff_only, named: named.iter().map(|name| (*name).to_owned()).collect() })
    };
    assert_eq!(asked("assignee:D|"), people("d", true, &[""]));
    assert_eq!(asked("requester:ida,no|"), people("no", false, &["ida", ""]));
    assert_eq!(asked("status:o|"), None);
    assert_eq!(at_bar("requester:i|", Reader::Guest).1.people, None);
    let mut completion = at_bar("assignee:ida,|", Reader::Staff).1;
    completion.add_people([
        ("ida".to_owned(), "Ida".to_owned()),
        ("me".to_owned(), "?".to_owned()),
        ("kofi".to_owned(), "Kofi".to_owned()),
    ]);
    let texts: Vec<&str> = completion.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert_eq!(texts, ["me", "none", "kofi"], "each once");
}

/// Words, fields and values as people type them.
fn typed() -> impl Strategy<Value = String> {
    let terms = [
        "redeem",
        "日本",
        "\"happy hour\"",
        "status:open,closed",
        "status:\"in progress\"",
        "-status:closed",
        "priority:>=high",
        "priority:<medium",
        "priority:low,>high",
        "not:category:billing",
        "assignee:me,sam",
        "requester:ida",
        "created:<2h",
        "updated:2026-11-01..2026-11-05",
        "is:active",
        "is:mine",
        "-is:deleted",
        "TKT-482913",
        "can't",
    ];
    let terms = prop::collection::vec(prop::sample::select(terms.to_vec()), 0..6);
    (terms, prop::sample::select(vec!["", " sort:-created", " sort:priority"])).prop_map(|(terms, sort)| terms.join(" ") + sort)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A field's name still wants its value; everything else that is offered can be read at once.
    #[test]
    fn what_could_be_read_can_be_read_completed(text in typed(), cursor in 0_usize..80) {
        for reader in [Reader::Staff, Reader::Guest] {
            if Query::parse(&text, reader).is_err() {
                continue;
            }
            let completion = complete(&text, cursor, reader);
            for candidate in completion.candidates.iter().filter(|candidate| !candidate.text.ends_with(':')) {
                let (whole, place) = completion.apply(&text, &candidate.text);
                prop_assert!(Query::parse(&whole, reader).is_ok(), "{text} at {cursor} with {}: {whole}", candidate.text);
                prop_assert!(place <= whole.chars().count());
            }
        }
    }

    #[test]
    fn any_text_at_any_place_is_completed_within_itself(text in any::<String>(), cursor in 0_usize..300) {
        let length = text.chars().count();
        let completion = complete(&text, cursor, Reader::Staff);
        prop_assert!(completion.span.start <= completion.span.end && completion.span.end <= length);
        for candidate in &completion.candidates {
            let (_, place) = completion.apply(&text, &candidate.text);
            prop_assert_eq!(place, completion.span.start + candidate.text.chars().count());
        }
    }
}
