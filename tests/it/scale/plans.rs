//! How the engine goes about every list that a query without words can be.

use crate::support::office::{EVENING, Office};
use barback::desk::Desk;
use barback::domain::search::{Condition, Cursor, Key, Order, Page, Period, Scope, Search, Test};
use barback::domain::{Category, Priority, Role, Status, TicketId, Timestamp, UserId};
use barback::store::sqlite::{self, Sqlite};
use barback::tui::state::views_for;

const SORTS: &str = "TEMP B-TREE";

/// Pages from the top, from the bottom, and from a row both ways.
fn pages(key: Key) -> Vec<Page> {
    let key = if key == Key::Priority { 2 } else { EVENING };
    let from = Some(Cursor { key, id: TicketId(7) });
    let ways = [(None, false), (None, true), (from, false), (from, true)];
    ways.into_iter().map(|(from, backwards)| Page { from, backwards, limit: 50 }).collect()
}

fn orders() -> Vec<Order> {
    let keys = [Key::Updated, Key::Created, Key::Priority, Key::Waiting, Key::Number];
    keys.into_iter().flat_map(|key| [true, false].map(|ascending| Order { key, ascending })).collect()
}

/// Every way in which one thing can be asked for, with that it is not.
fn choices() -> Vec<Vec<Option<Condition>>> {
    use Status::{Closed, InProgress, Open, Resolved};
    let is = |test: Test| Some(Condition { negated: false, test });
    let not = |test: Test| Some(Condition { negated: true, test });
    let someone = |users: &[i64], nobody| Test::Assignee { users: users.iter().map(|id| UserId(*id)).collect(), nobody };
    let since = Period { from: Some(Timestamp(EVENING)), to: None };
    let between = Period { from: Some(Timestamp(EVENING)), to: Some(Timestamp(EVENING + 1)) };
    let statuses = [&[Open, InProgress][..], &[Open], &[InProgress], &[Resolved], &[Closed], &[Resolved, Closed], &[Open, Closed]];
    let mut status: Vec<_> = statuses.into_iter().map(|statuses| is(Test::Status(statuses.to_vec()))).collect();
    status.extend([None, not(Test::Status(vec![Closed])), is(Test::Deleted)]);
    vec![
        status,
        vec![
            None,
            is(someone(&[1], false)),
            is(someone(&[], true)),
            is(someone(&[1, 2], false)),
            is(someone(&[1], true)),
            not(someone(&[1], false)),
        ],
        vec![None, is(Test::Priority(vec![Priority::Urgent])), is(Test::Priority(vec![Priority::High, Priority::Urgent]))],
        vec![None, is(Test::Requester(vec![UserId(4)])), is(Test::Requester(vec![UserId(4), UserId(5)]))],
        vec![None, is(Test::Category(vec![Category::ALL[0]]))],
        vec![None, is(Test::Created(since)), not(Test::Created(between))],
        vec![None, is(Test::Updated(between))],
    ]
}

/// Every combination, in every order.
fn searches() -> impl Iterator<Item = Search> {
    let choices = choices();
    let count: usize = choices.iter().map(Vec::len).product();
    (0..count).flat_map(move |mut place| {
        let mut conditions = Vec::new();
        for choice in &choices {
            conditions.extend(choice[place % choice.len()].clone());
            place /= choice.len();
        }
        orders().into_iter().map(move |order| Search { scope: Scope::Staff, conditions: conditions.clone(), order, lead: None })
    })
}

fn has(search: &Search, is: impl Fn(&Test) -> bool) -> bool {
    search.conditions.iter().any(|condition| !condition.negated && is(&condition.test))
}

/// What is sorted though it is asked for: something that is little on any desk. Somebody's own tickets, the deleted ones, and
/// who has been waiting among the done ones, which nobody can type.
fn may_be_sorted(search: &Search) -> bool {
    let of_one = has(search, |test| matches!(test, Test::Requester(users) if users.len() == 1));
    let is_active = has(search, |test| matches!(test, Test::Status(statuses) if statuses.iter().all(|status| status.is_active())));
    of_one || search.wants_deleted() || (search.order.key == Key::Waiting && !is_active)
}

/// Ties alone are sorted: tickets of one millisecond.
fn sorts_ties_only(plan: &[String]) -> bool {
    plan.iter().filter(|line| line.contains(SORTS)).all(|line| line.contains("LAST TERM"))
}

fn plan(store: &Sqlite, search: &Search, page: &Page) -> Vec<String> {
    store.plan(search, page).unwrap_or_else(|error| panic!("{search:?} {page:?}: {error}"))
}

#[test]
fn no_list_is_sorted_that_could_be_long() {
    let office = Office::new();
    let store = office.store();
    let mut seen = 0;
    for search in searches() {
        // Every eighth of them with every page: the rest differs in nothing that an index is chosen by.
        for page in pages(search.order.key).into_iter().skip(seen % 4).step_by(3) {
            let plan = plan(&store, &search, &page);
            seen += 1;
            assert!(may_be_sorted(&search) || sorts_ties_only(&plan), "{search:?} {page:?}: {plan:#?}");
            let walks = plan.iter().filter(|line| line.starts_with("SCAN t") || line.starts_with("SEARCH t ")).collect::<Vec<_>>();
            assert!(!walks.is_empty() && walks.iter().all(|line| line.contains("INDEX")), "{search:?} {page:?}: {plan:#?}");
        }
    }
    assert!(seen > 10_000, "{seen} plans are few");
}

#[test]
fn no_page_of_a_shipped_view_is_sorted() {
    let office = Office::new();
    let store = office.store();
    let desk = office.desk("sam");
    let me = desk.whoami().unwrap().id;
    for view in views_for(Role::Admin) {
        let search = shipped(&view.query, me);
        for page in pages(search.order.key) {
            let plan = plan(&store, &search, &page);
            assert!(!plan.iter().any(|line| line.contains(SORTS)), "{}: {plan:#?}", view.title);
            assert!(plan.iter().any(|line| line.contains("USING") && line.contains("INDEX tickets_")), "{}: {plan:#?}", view.title);
        }
    }
}

/// A shipped view's query as the desk resolves it.
fn shipped(query: &barback::domain::query::Query, me: UserId) -> Search {
    use barback::domain::query::{SortKey, What};
    let test = |what: &What| match what {
        What::Status(statuses) => Test::Status(statuses.clone()),
        What::Priority(values) => Test::Priority(values.clone()),
        What::Unassigned => Test::Assignee { users: Vec::new(), nobody: true },
        What::Assignee(_) | What::Mine => Test::Assignee { users: vec![me], nobody: false },
        other => panic!("no shipped view asks for {other:?}"),
    };
    let conditions = query.terms.iter().map(|term| Condition { negated: term.negated, test: test(&term.what) }).collect();
    let order = match query.sort.key {
        SortKey::Waiting => Order { key: Key::Waiting, ascending: true },
        _ => Order::ACTIVITY,
    };
    Search { scope: Scope::Staff, conditions, order, lead: None }
}

#[test]
fn a_guest_s_lists_touch_their_own_tickets_alone() {
    let office = Office::new();
    let store = office.store();
    let ida: Desk = office.desk("ida");
    let scope = Scope::Guest(ida.whoami().unwrap().id);
    for order in orders() {
        for page in pages(order.key) {
            let search = Search { scope, conditions: Vec::new(), order, lead: None };
            let plan = plan(&store, &search, &page);
            assert!(
                plan.iter().any(|line| line.starts_with("SEARCH t USING INDEX tickets_requester (requester_id=?")),
                "{order:?}: {plan:#?}"
            );
            assert!(order != Order::ACTIVITY || sorts_ties_only(&plan), "{plan:#?}");
        }
    }
}

#[test]
fn the_planner_has_no_statistics_to_change_its_mind_by() {
    let path = super::desk_of(super::LESS);
    drop(sqlite::open(&path).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    let tables: i64 = raw.query_row("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}
