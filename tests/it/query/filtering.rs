//! A query as a form holds it.

use barback::domain::query::{Filter, Query, Reader, Sort, SortKey, Span, Who};
use barback::domain::{Category, Priority, Status};
use proptest::prelude::*;

fn read(text: &str) -> Filter {
    Filter::read(text, Reader::Staff).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn what_a_form_can_say_is_in_its_fields_and_the_rest_stays_as_it_was_typed() {
    let filter = read("Scanner is:active -status:closed \"two  words\" priority:>=high is:mine created:<2h updated:>3d sort:-created");
    assert_eq!(filter.statuses, [Status::Open, Status::InProgress]);
    assert_eq!(filter.priorities, [Priority::High, Priority::Urgent]);
    assert_eq!((filter.assignee.clone(), filter.created), (Some(Who::Me), Some(7_200_000)));
    assert_eq!(filter.rest, "Scanner -status:closed \"two  words\" updated:>3d");
    let written = "status:open,in_progress priority:high,urgent assignee:me created:<2h Scanner -status:closed \"two  words\" updated:>3d sort:-created";
    assert_eq!(filter.text(), written);
}

#[test]
fn a_second_term_of_a_field_and_several_people_are_for_the_rest() {
    let filter = read("status:open status:open,closed assignee:sam,me is:unassigned requester:me,ida is:deleted");
    assert_eq!((filter.statuses.as_slice(), filter.assignee.clone()), ([Status::Open].as_slice(), Some(Who::Nobody)));
    assert_eq!(filter.rest, "status:open,closed assignee:sam,me requester:me,ida is:deleted");
    assert!(Filter::read("status:opne", Reader::Staff).is_err());
}

fn filters() -> impl Strategy<Value = Filter> {
    let who = |login: &str| Who::Login(login.parse().expect("a login"), Span::default());
    let owners = vec![None, Some(Who::Me), Some(Who::Nobody), Some(who("dana"))];
    let requesters = vec![None, Some(Who::Me), Some(who("ida"))];
    let ages = vec![None, Some(3_600_000), Some(86_400_000), Some(90 * 60_000)];
    let rests = ["", "roof", "-status:closed \"happy hour\"", "can't is:deleted", "-created:<1h updated:>2026-11-01"];
    let sorts = vec![None, Some(Sort { key: SortKey::Created, reversed: true }), Some(Sort::default())];
    let sets = (
        prop::sample::subsequence(Status::ALL.to_vec(), 0..=4),
        prop::sample::subsequence(Priority::ALL.to_vec(), 0..=4),
        prop::sample::subsequence(Category::ALL.to_vec(), 0..=5),
    );
    let picks = (
        prop::sample::select(owners),
        prop::sample::select(requesters),
        prop::sample::select(ages.clone()),
        prop::sample::select(ages),
        prop::sample::select(rests.to_vec()),
        prop::sample::select(sorts),
    );
    (sets, picks).prop_map(|((statuses, priorities, categories), (assignee, requester, created, updated, rest, sort))| Filter {
        statuses,
        priorities,
        categories,
        assignee,
        requester,
        created,
        updated,
        rest: rest.to_owned(),
        sort,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_form_writes_it_reads_back(filter in filters()) {
        prop_assert_eq!(read(&filter.text()), filter);
    }

    #[test]
    fn reading_and_writing_again_changes_no_meaning(filter in filters()) {
        let text = filter.text();
        let twice = read(&text).text();
        prop_assert_eq!(Query::parse(&twice, Reader::Staff), Query::parse(&text, Reader::Staff));
    }
}
