//! The line a ticket is made from: what is read as a mark, what stays the subject, and that nothing typed is lost.

use barback::domain::capture::{Capture, Marks, Named, Unknown, completions, parse};
use barback::domain::{Category, Login, Priority};
use proptest::prelude::*;

fn staff() -> Vec<Login> {
    ["dana", "kofi", "sam"].map(|login| login.parse().unwrap()).to_vec()
}

fn read(line: &str) -> Capture {
    parse(line, Marks { triage: true, staff: &staff() })
}

fn named(login: &str) -> Named {
    Named::Login(login.parse().unwrap())
}

/// The line that says this.
fn written(capture: &Capture) -> String {
    let person = |named: &Named| match named {
        Named::Me => "me".to_owned(),
        Named::Login(login) => login.to_string(),
    };
    let mut words: Vec<String> = Vec::new();
    words.extend(capture.priority.and_then(|priority| match priority {
        Priority::Urgent => Some("!!".to_owned()),
        Priority::High => Some("!".to_owned()),
        Priority::Low => Some("~".to_owned()),
        Priority::Medium => None,
    }));
    words.extend(capture.category.map(|category| format!("#{category}")));
    words.extend(capture.assignee.as_ref().map(|named| format!("@{}", person(named))));
    words.extend(capture.requester.as_ref().map(|named| format!("for:{}", person(named))));
    words.push(capture.subject.clone());
    words.join(" ")
}

#[test]
fn the_line_of_the_issue() {
    let capture = read("!! till 3 frozen #technical @dana for:ida");
    let wanted = Capture {
        subject: "till 3 frozen".to_owned(),
        priority: Some(Priority::Urgent),
        category: Some(Category::Technical),
        assignee: Some(named("dana")),
        requester: Some(named("ida")),
        unknown: Vec::new(),
    };
    assert_eq!(capture, wanted);
}

#[test]
fn marks_stand_anywhere_in_any_case_and_alone() {
    for (line, priority, category, assignee, requester, subject) in [
        ("till frozen !", Some(Priority::High), None, None, None, "till frozen"),
        ("till ~ frozen", Some(Priority::Low), None, None, None, "till frozen"),
        ("#Billing @ME till FOR:Ida", None, Some(Category::Billing), Some(Named::Me), Some(named("ida")), "till"),
        ("till for:me", None, None, None, Some(Named::Me), "till"),
        ("help!! now", None, None, None, None, "help!! now"),
        ("!!till", None, None, None, None, "!!till"),
        ("!!! till", None, None, None, None, "!!! till"),
        ("mail ida@sam please", None, None, None, None, "mail ida@sam please"),
        ("waiting for: the owner", None, None, None, None, "waiting for: the owner"),
        ("# @ ~~ ! !", Some(Priority::High), None, None, None, "# @ ~~ !"),
        ("! till !!", Some(Priority::High), None, None, None, "till !!"),
        ("#billing #account", None, Some(Category::Billing), None, None, "#account"),
        ("  wide   blanks  ", None, None, None, None, "wide   blanks"),
        ("瓶を交換\u{3000}#technical\u{3000}今", None, Some(Category::Technical), None, None, "瓶を交換\u{3000}今"),
        ("", None, None, None, None, ""),
        ("!!", Some(Priority::Urgent), None, None, None, ""),
    ] {
        let unknown = Vec::new();
        let wanted = Capture { subject: subject.to_owned(), priority, category, assignee, requester, unknown };
        assert_eq!(read(line), wanted, "{line:?}");
    }
}

#[test]
fn what_names_nothing_stays_in_the_subject_and_is_told() {
    let capture = read("till #3 @zoe for:Ida! frozen");
    assert_eq!(capture.subject, "till #3 @zoe for:Ida! frozen");
    let person = |text: &str| Unknown::Person(text.to_owned());
    assert_eq!(capture.unknown, [Unknown::Category("3".to_owned()), person("zoe"), person("Ida!")]);
    assert_eq!(read("bottle @ida").assignee, None, "a guest cannot be assigned");
}

#[test]
fn a_guest_has_the_category_alone() {
    let capture = parse("!! my bottle #redemption @dana for:noor", Marks { triage: false, staff: &[] });
    let wanted = Capture { subject: "!! my bottle @dana for:noor".to_owned(), category: Some(Category::Redemption), ..Capture::default() };
    assert_eq!(capture, wanted);
}

#[test]
fn a_begun_mark_is_completed() {
    let (staff, people) = (staff(), ["ida".parse().unwrap(), "ines".parse().unwrap()]);
    let marks = Marks { triage: true, staff: &staff };
    assert_eq!(completions("#te", marks, &[]), ["#technical"]);
    assert_eq!(completions("#", marks, &[]).len(), 5);
    assert_eq!(completions("@", marks, &[]), ["@me", "@dana", "@kofi", "@sam"]);
    assert_eq!(completions("@K", marks, &[]), ["@kofi"]);
    assert_eq!(completions("for:i", marks, &people), ["for:ida", "for:ines"]);
    assert!(completions("till", marks, &people).is_empty());
    let guest = Marks { triage: false, staff: &[] };
    assert_eq!(completions("#re", guest, &[]), ["#redemption"]);
    assert!(completions("@", guest, &[]).is_empty() && completions("for:", guest, &people).is_empty());
}

/// Lines out of marks, half marks and whatever else people and machines type.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec!["!!", "!", "~", "#technical", "#BILLING", "@dana", "@me", "for:ida", "for:me", "#", "@", "for:"]),
        2 => prop::sample::select(vec!["#nope", "@nobody", "for:Not", "till!!", "a@b", "'; DROP TABLE", "\u{202e}!!", "\u{1b}[31m", "!\u{200b}!"]),
        2 => prop::sample::select(vec!["till", "瓶", "👨‍👩‍👧‍👦", "ليلى", "for", "3"]),
    ];
    let any = prop_oneof![3 => word.prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec((any, prop::sample::select(vec![" ", "  ", "\t", "\u{3000}", "\u{a0}"])), 0..12)
        .prop_map(|words| words.into_iter().map(|(word, blank)| word + blank).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(line in line()) {
        let capture = read(&line);
        prop_assert_eq!(read(&written(&capture)), capture, "{:?}", line);
    }

    #[test]
    fn every_word_is_in_a_part_or_in_the_subject(line in line()) {
        let capture = read(&line);
        let marks = [capture.priority.is_some(), capture.category.is_some(), capture.assignee.is_some(), capture.requester.is_some()];
        let taken = marks.iter().filter(|is_there| **is_there).count();
        prop_assert_eq!(line.split_whitespace().count(), capture.subject.split_whitespace().count() + taken, "{:?}", line);
        let mut words = line.split_whitespace();
        prop_assert!(capture.subject.split_whitespace().all(|word| words.any(|other| other == word)), "in the same order: {:?}", line);
    }

    #[test]
    fn a_completion_is_a_mark(word in "(#|@|for:)[a-z]{0,2}") {
        let staff = staff();
        let marks = Marks { triage: true, staff: &staff };
        for whole in completions(&word, marks, &["ida".parse().unwrap()]) {
            prop_assert!(whole.starts_with(&word) && parse(&whole, marks).subject.is_empty(), "{} of {}", whole, word);
        }
    }
}
