//! What a query is read into, the questions about it, and how arguments become one.

use barback::domain::query::{Query, Reader, Sort, SortKey, Span, Term, What, When, Who, from_arguments};
use barback::domain::{Priority, Role, Status, TicketNumber};
use chrono::NaiveDate;

fn read(query: &str) -> Query {
    Query::parse(query, Reader::Staff).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn only(query: &str) -> What {
    let mut terms = read(query).terms;
    assert_eq!(terms.len(), 1, "{query}");
    terms.remove(0).what
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn terms_carry_their_place_in_characters() {
    let query = read(" é -\"two words\"\tnot:is:mine ");
    let span = |start, end| Span { start, end };
    let terms = vec![
        Term { negated: false, what: What::Words("é".into()), span: span(1, 2) },
        Term { negated: true, what: What::Phrase("two words".into()), span: span(3, 15) },
        Term { negated: true, what: What::Mine, span: span(16, 27) },
    ];
    assert_eq!(query, Query { terms, sort: Sort::default(), sort_given: false });
}

#[test]
fn lists_are_sorted_and_written_out() {
    assert_eq!(only("status:closed,open,OPEN"), What::Status(vec![Status::Open, Status::Closed]));
    assert_eq!(only("is:active"), What::Status(vec![Status::Open, Status::InProgress]));
    assert_eq!(only("is:In_Progress"), What::Status(vec![Status::InProgress]));
    assert_eq!(only("priority:<=medium,low"), What::Priority(vec![Priority::Low, Priority::Medium]));
    assert_eq!(only("priority:<high"), What::Priority(vec![Priority::Low, Priority::Medium]));
    assert_eq!(only("priority:>medium"), What::Priority(vec![Priority::High, Priority::Urgent]));
    assert_eq!(only("priority:>=low"), What::Priority(Priority::ALL.to_vec()));
}

#[test]
fn people_are_named_with_their_place() {
    let sam = Who::Login("sam".parse().expect("a login"), Span { start: 17, end: 20 });
    assert_eq!(only("assignee:ME,none,SAM"), What::Assignee(vec![Who::Me, Who::Nobody, sam]));
    assert_eq!(only("requester:me"), What::Requester(vec![Who::Me]));
}

#[test]
fn days_and_ages() {
    let first = day(2026, 11, 1);
    let hour = 3_600_000;
    let readings = [
        ("2026-11-01", When::On(first)),
        (">2026-11-01", When::After(first)),
        (">=2026-11-01", When::After(day(2026, 10, 31))),
        ("<2026-11-01", When::Before(first)),
        ("<=2026-11-01", When::Before(day(2026, 11, 2))),
        ("2026-11-01..2026-11-01", When::Between(first, first)),
        ("2024-02-29", When::On(day(2024, 2, 29))),
        ("<2h", When::Younger(2 * hour)),
        ("<=2H", When::Younger(2 * hour)),
        (">90m", When::Older(hour * 3 / 2)),
        (">=3d", When::Older(72 * hour)),
        (">1w", When::Older(7 * 24 * hour)),
        ("<999999w", When::Younger(999_999 * 7 * 24 * hour)),
    ];
    for (value, when) in readings {
        assert_eq!(only(&format!("created:{value}")), What::Created(when));
        assert_eq!(only(&format!("Updated:\"{value}\"")), What::Updated(when));
    }
}

#[test]
fn an_order_is_no_term() {
    let query = read("sort:-Priority");
    assert_eq!((query.terms.len(), query.sort_given), (0, true));
    assert_eq!(query.sort, Sort { key: SortKey::Priority, reversed: true });
    assert_eq!(read("x").sort, Sort { key: SortKey::Updated, reversed: false });
    let waiting = Query { sort: Sort { key: SortKey::Waiting, reversed: false }, sort_given: true, ..read("is:open") };
    assert_eq!(waiting.to_string(), "status:open");
}

#[test]
fn a_number_alone_is_a_ticket() {
    let number = |query| read(query).number().map(TicketNumber::digits);
    for query in ["482913", "tkt-482913", "status:open TKT-482913 sort:created", "482913 -is:mine"] {
        assert_eq!(number(query), Some(482_913), "{query}");
    }
    for query in ["", "is:open", "-482913", "\"482913\"", "482913 bottle", "482913 -bottle", "48291", "482913 482914"] {
        assert_eq!(number(query), None, "{query}");
    }
}

#[test]
fn questions_about_a_query() {
    let answers = |query| {
        let query = read(query);
        (query.has_words(), query.wants_deleted())
    };
    assert_eq!(answers(""), (false, false));
    assert_eq!(answers("x is:deleted"), (true, true));
    assert_eq!(answers("-x -\"y z\" -is:deleted -is:open"), (false, false));
    assert_eq!(answers("\"y z\" is:active"), (true, false));
}

#[test]
fn guests_are_customers() {
    let readers: Vec<_> = Role::ALL.iter().map(|&role| Reader::from(role)).collect();
    assert_eq!(readers, [Reader::Staff, Reader::Staff, Reader::Guest]);
}

#[test]
fn arguments_become_one_query() {
    let joined = |args: &[&str]| from_arguments(&args.iter().map(|&arg| arg.to_owned()).collect::<Vec<_>>());
    assert_eq!(joined(&[]), "");
    assert_eq!(joined(&["cannot redeem", "is:open"]), "\"cannot redeem\" is:open");
    assert_eq!(joined(&["is:open redeem", "", " ", "x"]), "is:open redeem x");
    assert_eq!(joined(&["-\"happy hour\" x", "“a b” c"]), "-\"happy hour\" x “a b” c");
    assert_eq!(joined(&[" redeem ", "not:billing"]), " redeem  not:billing");
}
