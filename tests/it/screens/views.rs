//! Views of one's own: kept by keys, on digits, live, removed; and the order of a list.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::desk::{Desk, NewTicket, NewView, Slot};
use barback::domain::view::Digit;
use insta::assert_snapshot;

fn save(desk: &Desk, name: &str, query: &str, digit: Option<u8>, shared: bool) {
    let slot = digit.and_then(Digit::new).map_or(Slot::Without, Slot::On);
    desk.save_view(desk.new_order(), &NewView { name: name.to_owned(), query: query.to_owned(), slot, shared }).unwrap();
}

#[test]
fn a_search_is_kept_on_a_digit_and_is_there_in_another_session() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("/").types("is:active category:redemption").keys("enter v").types("Bottles").keys("tab").types("3");
    assert!(screen.says("in place of Urgent"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.says("View \"Bottles\" saved; 3 goes there.") && screen.says("3 Bottles"), "{}", screen.text());
    let found = screen.state().queue.rows.len();
    let mut again = bar.screen("sam", USUAL);
    again.keys("3");
    assert!(again.lines()[2].starts_with(&format!(" 3 Bottles · {found} · newest activity first")), "{}", again.text());
    let mut dana = bar.screen("dana", USUAL);
    dana.keys("3");
    assert!(dana.says("3 Urgent ·"), "it is mine alone: {}", dana.text());
}

#[test]
fn the_form_of_a_view_at_every_size() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("/").types("scanner -status:closed").keys("enter v").types("Scanners tonight").keys("tab right right");
        assert!(screen.says("Scanners tonight") && screen.says("‹ 2 ›  in place of Un"), "{}", screen.text());
        assert_snapshot!(format!("keep-{}x{}", size.0, size.1), screen.picture());
        screen.keys("tab right");
        assert!(screen.says("‹ everybody ›"), "{}", screen.text());
        screen.keys("esc");
        assert!(screen.state().popup.is_none());
    }
}

#[test]
fn a_name_that_is_there_already_is_replaced_only_after_a_yes() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Night", "is:open", Some(3), false);
    let is = || bar.desk("sam").views().unwrap()[0].view.query.clone();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("/").types("roof").keys("enter v").types("NIGHT").keys("enter");
    assert!(screen.told("Put this in the place of the view \"Night\"? It is: is:open"), "{}", screen.text());
    screen.keys("enter");
    assert!(is() == "is:open" && screen.says("Keep this list as a view"), "the same key again is no: {}", screen.text());
    screen.keys("ctrl-s y");
    assert!(is() == "roof" && screen.state().popup.is_none(), "{}", screen.text());
}

#[test]
fn what_is_wrong_stands_under_the_form_and_nothing_typed_is_lost() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Night", "is:open", Some(3), false);
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("6 v ctrl-s");
    assert!(screen.says("the name is empty"), "{}", screen.text());
    screen.types("Running").keys("tab 3 ctrl-s");
    assert!(screen.says("3 is the digit of \"Night\"") && screen.says("Running"), "{}", screen.text());
    screen.keys("4 ctrl-s");
    assert!(screen.says("View \"Running\" saved; 4 goes there."), "{}", screen.text());
}

#[test]
fn mine_goes_before_shared_and_shared_before_shipped() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Till trouble", "till", Some(2), true);
    save(&bar.desk("sam"), "Roof", "roof", Some(7), true);
    save(&bar.desk("dana"), "Hers", "is:mine", Some(2), false);
    let dana = bar.screen("dana", WIDE);
    let left: Vec<String> = dana.lines()[3..17].iter().map(|line| line.chars().take(22).collect::<String>()).collect();
    let there = |place: usize, title: &str| assert!(left[place].contains(title), "{title}: {left:#?}");
    for (place, title) in
        [(1, "2 Hers"), (2, "3 Urgent"), (6, "7 Roof"), (8, "9 Everything"), (9, "Till trouble"), (10, "Unassigned"), (11, "Resolved")]
    {
        there(place, title);
    }
    assert!(dana.row().contains("Is the roof open"), "it opens on what nobody has yet: {}", dana.text());
    assert_snapshot!("views-120x40", dana.picture());
}

#[test]
fn a_view_without_a_digit_is_found_in_the_palette_also_on_a_narrow_screen() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Leaky roof", "roof", None, false);
    save(&bar.desk("sam"), "Hot", "priority:urgent", Some(2), false);
    let mut screen = bar.screen("sam", NARROW);
    screen.keys(":").types("leaky").keys("enter");
    assert!(screen.lines()[2].starts_with(" Leaky roof ·"), "{}", screen.text());
    screen.keys(":").types("unassigned").keys("enter");
    assert!(screen.lines()[2].starts_with(" Unassigned ·"), "the displaced one is still to be had: {}", screen.text());
    screen.keys(":").types("view 2 hot");
    assert!(screen.says("View 2: Hot"), "{}", screen.text());
}

#[test]
fn counts_are_live_and_capped_as_for_any_view() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Corkscrews", "corkscrew", Some(1), false);
    let mut screen = bar.screen("sam", WIDE);
    assert!(screen.says("1 Corkscrews         0"), "{}", screen.text());
    let dana = bar.desk("dana");
    dana.create(dana.new_order(), &NewTicket { subject: "The corkscrew broke".to_owned(), ..NewTicket::default() }).unwrap();
    screen.until(|screen| screen.says("1 Corkscrews         1"));
}

#[test]
fn views_come_and_go_by_themselves_and_nobody_is_thrown_out() {
    let bar = Bar::new();
    let sam = bar.desk("sam");
    let mut screen = bar.screen("dana", WIDE);
    save(&sam, "Roof", "roof", Some(3), true);
    screen.until(|screen| screen.says("3 Roof"));
    screen.keys("3");
    let shown = screen.state().number();
    save(&sam, "Attic", "is:open", Some(1), true);
    screen.until(|screen| screen.says("1 Attic"));
    assert!(screen.says("3 Roof ·") && screen.state().number() == shown, "{}", screen.text());
    sam.remove_view(sam.new_order(), "Roof", true).unwrap();
    screen.until(|screen| screen.says("3 Urgent"));
    assert!(screen.says("/ roof ·") && screen.state().number() == shown, "what it showed stays, as a search: {}", screen.text());
    screen.keys("1");
    save(&sam, "Attic", "is:resolved", Some(1), true);
    screen.until(|screen| screen.state().queue.rows.iter().all(|row| !row.status.is_active()));
}

#[test]
fn a_view_is_removed_after_a_yes() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Roof", "roof", Some(3), false);
    save(&bar.desk("sam"), "Attic", "attic", None, true);
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("3 h V");
    assert!(screen.says("Remove the view \"Roof\"? Its tickets stay"), "{}", screen.text());
    screen.keys("enter");
    assert_eq!(bar.desk("sam").views().unwrap().len(), 2, "no is the default");
    screen.keys("l V").types("attic").keys("enter");
    assert!(screen.says("Remove everybody's view \"Attic\"?"), "{}", screen.text());
    screen.keys("y");
    assert!(screen.says("View \"Attic\" removed."), "{}", screen.text());
    assert_eq!(bar.desk("sam").views().unwrap().len(), 1);
    let mut dana = bar.screen("dana", WIDE);
    dana.keys("V");
    assert!(dana.says("Remove a view: not here, not now"), "{}", dana.text());
}

#[test]
fn a_view_that_cannot_be_read_any_more_says_so_and_can_be_removed() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    save(&office.desk("sam"), "Hers", "assignee:dana", Some(1), false);
    office.raw().execute("UPDATE views SET query = 'assignee:gone'", []).unwrap();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), WIDE);
    assert!(screen.says("1 Hers      unreadable"), "{}", screen.text());
    screen.keys("1");
    assert!(screen.says("\"Hers\" cannot be read any more: at character 10: nobody here has the login \"gone\""), "{}", screen.text());
    assert!(screen.says("Cannot redeem bottle"), "{}", screen.text());
    screen.keys("h g j k");
    screen.keys("l V enter y");
    assert!(screen.says("1 My queue"), "{}", screen.text());
}

#[test]
fn hostile_names_leave_the_panes_straight() {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    for (place, name) in ["👨‍👩‍👧‍👦".repeat(40), "田中さくら".repeat(9), "ليلى حداد".to_owned(), "x".repeat(100)].iter().enumerate()
    {
        save(&office.desk("sam"), name, "is:open", u8::try_from(place + 1).ok(), place % 2 == 0);
    }
    let hostile = "\u{1b}[31mred\u{202e}txet\u{9b}2J\u{200b}\r\u{7f}";
    office.raw().execute("INSERT INTO views (name, name_key, digit, query) VALUES (?1, 'red', 9, ?1)", [hostile]).unwrap();
    for size in SIZES {
        let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), size);
        for keys in ["1", "v", "esc", "2", "9", ":", "esc", "V", "esc"] {
            screen.keys(keys);
            let forbidden = |letter: char| letter.is_control() || "\u{202e}\u{200b}".contains(letter);
            assert!(screen.buffer().content.iter().all(|cell| !cell.symbol().chars().any(forbidden)), "{}", screen.text());
        }
        if size == WIDE {
            let edge = (2..37).all(|y| screen.buffer()[(24, y)].symbol() == "│");
            assert!(edge, "{}", screen.text());
        }
    }
}

#[test]
fn more_views_than_rows_scroll_with_the_one_that_is_looked_at() {
    let bar = Bar::new();
    for place in 10..40 {
        save(&bar.desk("sam"), &format!("view {place}"), "is:open", None, false);
    }
    let mut screen = bar.screen("sam", (120, 24));
    screen.keys("h G");
    assert!(screen.says("▌  view 39") && !screen.says("1 My queue"), "{}", screen.text());
    screen.keys("g");
    assert!(screen.says("▌1 My queue"), "{}", screen.text());
}

#[test]
fn o_sorts_and_the_title_says_how() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("9 o");
    assert_snapshot!("sort-80x24", screen.picture());
    screen.keys("o");
    assert!(screen.lines()[2].ends_with("oldest first"), "{}", screen.text());
    let made: Vec<_> = screen.state().queue.rows.iter().map(|row| row.created_at).collect();
    assert!(made.is_sorted(), "{made:?}");
    screen.keys("9");
    assert!(screen.lines()[2].ends_with("newest activity first"), "on a view it is for now only: {}", screen.text());
    screen.keys("/").types("is:active bottle").keys("enter o u");
    assert!(screen.lines()[2].starts_with(" / is:active bottle sort:priority ·"), "{}", screen.text());
    let urgency: Vec<_> = screen.state().queue.rows.iter().map(|row| std::cmp::Reverse(row.priority)).collect();
    assert!(urgency.is_sorted(), "{urgency:?}");
    screen.keys("o a");
    assert!(screen.lines()[2].starts_with(" / is:active bottle ·"), "the usual order is not written: {}", screen.text());
    screen.keys("4 v");
    assert!(screen.says("no query can say this order"), "{}", screen.text());
    screen.keys("o n v").types("Newest").keys("ctrl-s");
    assert_eq!(bar.desk("sam").views().unwrap()[0].view.query, "is:active sort:created");
}

#[test]
fn guests_have_no_views_of_their_own() {
    let bar = Bar::new();
    save(&bar.desk("sam"), "Secret plan", "assignee:dana", Some(5), true);
    let guest = bar.desk("sam").users().unwrap().into_iter().find(|user| !user.role.is_staff()).unwrap();
    let mut screen = bar.screen(guest.login.as_str(), WIDE);
    screen.keys("5");
    assert!(screen.says("5 Open") && !screen.says("Secret"), "{}", screen.text());
    screen.keys("v");
    assert!(screen.state().popup.is_none() && screen.says("Keep this list as a view"), "{}", screen.text());
}
