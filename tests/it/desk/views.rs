//! Views: whose they are, what they may be called, and what the history says of them.

use crate::support::office::{EVENING, HOUR, Office};
use barback::desk::{Desk, DeskError, KeptView, NewView, Slot};
use barback::domain::view::{Digit, MOST_VIEWS, View};

fn digit(value: u8) -> Slot {
    Slot::On(Digit::new(value).expect("a digit"))
}

fn save(desk: &Desk, name: &str, query: &str, slot: Slot, shared: bool) -> Result<KeptView, DeskError> {
    let new = NewView { name: name.to_owned(), query: query.to_owned(), slot, shared };
    desk.save_view(desk.new_order(), &new).map(|done| done.value)
}

/// Digit, name and query of the views somebody has.
fn listed(desk: &Desk) -> Vec<(Option<u8>, String, String)> {
    let told = |view: View| (view.digit.map(Digit::value), view.name, view.query);
    desk.views().expect("views").into_iter().map(|listed| told(listed.view)).collect()
}

#[test]
fn everybody_has_their_own_and_the_shared_ones() {
    let office = Office::new();
    let (sam, dana, kofi) = (office.desk("sam"), office.desk("dana"), office.desk("kofi"));
    save(&dana, "Night", "is:active", digit(3), false).unwrap();
    save(&sam, "Night", "is:open", digit(3), true).unwrap();
    save(&sam, "Attic", "", Slot::Without, true).unwrap();
    let row = |digit, name: &str, query: &str| (digit, name.to_owned(), query.to_owned());
    assert_eq!(listed(&dana), [row(Some(3), "Night", "is:active"), row(Some(3), "Night", "is:open"), row(None, "Attic", "")]);
    assert_eq!(listed(&kofi), [row(Some(3), "Night", "is:open"), row(None, "Attic", "")]);
}

#[test]
fn admins_share_staff_keep_and_guests_have_none() {
    let office = Office::new();
    let tried = |who: &str, shared| save(&office.desk(who), "Night", "is:open", Slot::Same, shared).map_err(|error| error.code()).err();
    assert_eq!([tried("sam", true), tried("dana", true), tried("ida", true)], [None, Some("denied"), Some("denied")]);
    assert_eq!([tried("sam", false), tried("dana", false), tried("ida", false)], [None, None, Some("denied")]);
    let removed = |who: &str, shared| {
        let desk = office.desk(who);
        desk.remove_view(desk.new_order(), "night", shared).map_err(|error| error.code()).err()
    };
    assert_eq!([removed("dana", true), removed("ida", true), removed("ida", false)], [Some("denied"); 3]);
    assert_eq!([removed("dana", false), removed("dana", false), removed("sam", true)], [None, Some("refused"), None]);
    assert_eq!(office.desk("ida").views().map_err(|error| error.code()), Err("denied"), "not even the shared ones");
}

#[test]
fn the_history_tells_who_saved_and_removed_what_and_a_retry_does_nothing_twice() {
    let office = Office::new();
    let dana = office.desk("dana");
    let order = dana.new_order();
    let new = NewView { name: "Night".to_owned(), query: "is:active".to_owned(), slot: digit(4), shared: false };
    let kept = dana.save_view(order, &new).unwrap().value;
    assert_eq!(dana.save_view(order, &new).unwrap().value.view, kept.view);
    save(&dana, "NIGHT", "is:open", Slot::Same, false).unwrap();
    dana.remove_view(dana.new_order(), "night", false).unwrap();
    let raw = office.raw();
    let mut events =
        raw.prepare("SELECT kind, coalesce(before ->> 'query', ''), coalesce(after ->> 'name', '') FROM events ORDER BY id").unwrap();
    let told: Vec<(i64, String, String)> =
        events.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect();
    let line = |kind, before: &str, after: &str| (kind, before.to_owned(), after.to_owned());
    assert_eq!(told, [line(202, "", "Night"), line(202, "is:active", "NIGHT"), line(203, "is:open", "")]);
}

#[test]
fn a_retry_of_forgetting_a_view_answers_as_it_did_and_leaves_one_saved_since() {
    let office = Office::new();
    let sam = office.desk("sam");
    for shared in [false, true] {
        let kept = save(&sam, "Night", "is:active", digit(4), shared).unwrap().view;
        let order = sam.new_order();
        assert_eq!(sam.remove_view(order, "night", shared).unwrap(), kept);
        assert_eq!(sam.remove_view(order, "night", shared).unwrap(), kept, "a retry");
        save(&sam, "Night", "is:open", Slot::Same, shared).unwrap();
        assert_eq!(sam.remove_view(order, "night", shared).unwrap(), kept, "the one it removed");
    }
    assert_eq!(listed(&sam).len(), 2, "those saved since stay");
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_kept() {
    let office = Office::new();
    let dana = office.desk("dana");
    let code = |name: &str, query: &str, slot| save(&dana, name, query, slot, false).map_err(|error| error.code()).err();
    assert_eq!(code("Night", "status:opne", Slot::Same), Some("usage"));
    assert_eq!(code("Night", "requester:zoe", Slot::Same), Some("usage"));
    assert_eq!(code("\u{200b}", "is:open", Slot::Same), Some("refused"), "nothing is left to see");
    assert_eq!(code(&"é".repeat(101), "is:open", Slot::Same), Some("refused"));
    assert_eq!(listed(&dana), []);
    assert_eq!(code(&"👨‍👩‍👧‍👦".repeat(100), "is:open", digit(1)), None);
    assert_eq!(code("another", "is:open", digit(1)), Some("refused"), "the digit is taken");
    for place in 1..MOST_VIEWS {
        assert_eq!(code(&format!("view {place}"), "is:open", Slot::Same), None);
    }
    assert_eq!(code("one more", "is:open", Slot::Same), Some("refused"));
    assert_eq!(code("view 7", "is:closed", digit(9)), None, "what is there can still be changed");
}

#[test]
fn names_are_cleaned_and_signs_alone_are_a_name() {
    let office = Office::new();
    let dana = office.desk("dana");
    save(&dana, "  \u{1b}[31mred\u{202e}  alert ", "is:open", Slot::Same, false).unwrap();
    save(&dana, "🍾", "is:open", Slot::Same, false).unwrap();
    save(&dana, "🥂", "is:open", Slot::Same, false).unwrap();
    let names: Vec<String> = listed(&dana).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names.len(), 3);
    assert!(names.iter().any(|name| name == "␛[31mred alert"), "{names:?}");
}

#[test]
fn a_query_that_can_no_longer_be_read_is_listed_with_what_is_wrong() {
    let office = Office::new();
    let dana = office.desk("dana");
    save(&dana, "Hers", "assignee:kofi", Slot::Same, false).unwrap();
    save(&dana, "Mine", "is:mine", Slot::Same, false).unwrap();
    office.raw().execute("UPDATE views SET query = 'assignee:gone status:red' WHERE name = 'Hers'", []).unwrap();
    let views = dana.views().unwrap();
    assert!(views[0].query.as_ref().unwrap_err().to_string().contains("\"red\" is not a status"), "{views:?}");
    assert!(views[1].query.is_ok());
}

#[test]
fn a_clock_that_goes_backwards_dates_no_line_before_the_one_above_it() {
    let office = Office::new();
    let dana = office.desk("dana");
    save(&dana, "Night", "is:active", Slot::Same, false).unwrap();
    office.clock.forward(-HOUR);
    save(&dana, "Night", "is:open", Slot::Same, false).unwrap();
    dana.remove_view(dana.new_order(), "night", false).unwrap();
    let raw = office.raw();
    let mut events = raw.prepare("SELECT at FROM events ORDER BY id").unwrap();
    let at: Vec<i64> = events.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(at, [EVENING; 3]);
}
