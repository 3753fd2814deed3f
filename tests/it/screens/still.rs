//! The list never moves under my cursor: others' changes are told and patched in place, and folded in when I ask.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Assignee, Desk, Edit, NewTicket, Set, Whom};
use barback::domain::{Priority, Status, TicketNumber};
use proptest::prelude::*;

fn comes(desk: &Desk, subject: &str) -> TicketNumber {
    let new = NewTicket { subject: subject.to_owned(), ..NewTicket::default() };
    desk.create(desk.new_order(), &new).unwrap().value.number
}

fn goes(desk: &Desk, number: TicketNumber) {
    desk.transition(desk.new_order(), &[number.into()], Status::Resolved, None, None).unwrap();
}

/// The tickets as the list shows them, top to bottom.
fn shown(screen: &Screen) -> Vec<TicketNumber> {
    screen.state().queue.rows.iter().map(|row| row.number).collect()
}

#[test]
fn what_came_and_went_is_told_and_folded_in_only_when_asked() {
    for size in SIZES {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", size);
        screen.keys("j j j");
        let (number, line, before) = (screen.state().number(), screen.line(), shown(&screen));
        let dana = bar.desk("dana");
        let new = comes(&dana, "Tap two drips");
        goes(&dana, before[1]);
        screen.until(|screen| !screen.state().queue.news.is_empty());
        assert!(screen.says("1 new, 1 gone"), "{}", screen.text());
        assert_eq!(screen.says("press . to see them"), size != NARROW);
        assert_eq!((screen.state().number(), screen.line(), shown(&screen)), (number, line, before.clone()), "no row moves");
        assert!(!screen.says("Tap two drips"));
        let gone = screen.lines().into_iter().find(|line| line.contains(&before[1].digits().to_string())).unwrap();
        assert!(gone.contains("resolved · "), "in words: {gone}");
        assert!(screen.says("19 unassigned"), "the cards go on: one came, one went\n{}", screen.text());
        screen.keys(".");
        assert_eq!(screen.state().number(), number, "the cursor stays on its ticket");
        assert!(shown(&screen).contains(&new) && !shown(&screen).contains(&before[1]), "{}", screen.text());
        let row = screen.lines().into_iter().find(|line| line.contains("Tap two drips")).unwrap();
        assert!(row.contains("+now"), "marked: {row}");
        screen.keys("g");
        assert!(screen.row().contains("Tap two drips") && !screen.row().contains("+now"), "seen: {}", screen.row());
    }
}

#[test]
fn at_rest_at_the_top_what_comes_comes_in_above() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let (number, second) = (screen.state().number(), screen.state().queue.rows[1].number);
    let dana = bar.desk("dana");
    for place in 1..=3 {
        comes(&dana, &format!("Tap {place} drips"));
        screen.hears();
        assert_eq!((screen.state().number(), screen.state().queue.index()), (number, Some(place)), "{}", screen.text());
        assert!(screen.says(&format!("Tap {place} drips")) && screen.says(&format!("{place} new")));
    }
    for place in 4..20 {
        comes(&dana, &format!("Tap {place} drips"));
        screen.hears();
    }
    assert!(screen.line().is_some(), "never out of sight\n{}", screen.text());
    assert!(!screen.state().queue.news.is_empty() && screen.says("press . to see them"), "{}", screen.text());
    goes(&dana, second);
    screen.keys("g");
    assert!(screen.row().contains("Tap 19 drips"), "{}", screen.row());
    goes(&dana, screen.state().queue.rows[3].number);
    screen.hears();
    assert!(!screen.says("gone") || screen.says("1 gone"), "{}", screen.text());
    assert!(!screen.says("resolved · "), "at rest nothing has to be asked for");
}

#[test]
fn with_a_form_open_even_the_top_is_still() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("c").types("half a thought");
    let before = shown(&screen);
    comes(&bar.desk("dana"), "Tap two drips");
    screen.hears();
    assert_eq!(shown(&screen), before);
    screen.keys("ctrl-s");
    screen.hears();
    assert!(screen.says("Tap two drips"), "{}", screen.text());
}

#[test]
fn a_row_that_changes_is_patched_where_it_is() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("5 j j");
    let (before, line) = (shown(&screen), screen.line());
    let dana = bar.desk("dana");
    let lower = before[4];
    dana.edit(dana.new_order(), &[lower.into()], &Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() }).unwrap();
    dana.assign(dana.new_order(), &[before[3].into()], &Assignee::User(Whom::Me), None).unwrap();
    screen.hears();
    let row = |number: TicketNumber| screen.lines().into_iter().find(|line| line.contains(&number.digits().to_string())).unwrap();
    assert!(row(lower).contains('!'), "{}", row(lower));
    assert_eq!((shown(&screen), screen.line()), (before, line));
    assert!(screen.says("2 moved · press . to see them"), "{}", screen.text());
    screen.keys(".");
    assert_eq!(shown(&screen)[..2].len(), 2);
    assert!(shown(&screen)[..2].contains(&lower), "now it stands where it belongs");
}

#[test]
fn a_key_means_the_ticket_that_was_drawn() {
    let bar = Bar::new();
    for keys in ["j", "j j j j"] {
        let mut screen = bar.screen("sam", USUAL);
        screen.keys(keys);
        let number = screen.state().number().unwrap();
        let dana = bar.desk("dana");
        comes(&dana, "Between the frame and the key");
        goes(&dana, screen.state().queue.rows[0].number);
        screen.burst("p");
        assert!(screen.says(&format!("Priority of {number}")), "{}", screen.text());
        screen.hears();
        screen.burst("u");
        assert_eq!(bar.desk("sam").show(number).unwrap().ticket.priority, Priority::Urgent);
    }
}

#[test]
fn what_i_do_myself_is_no_news_and_stays_until_i_leave_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("j j");
    let (number, line) = (screen.state().number().unwrap(), screen.line());
    screen.keys("i");
    screen.hears();
    assert!(screen.state().queue.news.is_empty(), "{:?}", screen.state().queue.news);
    assert_eq!((screen.state().number(), screen.line()), (Some(number), line));
    screen.keys("j");
    assert!(!shown(&screen).contains(&number), "it goes with the cursor");
    // So fast that the list hears of it when the cursor is on its way already.
    let number = screen.state().number().unwrap();
    screen.burst("i j");
    screen.hears();
    assert!(screen.state().queue.news.is_empty());
    screen.keys("j");
    assert!(!shown(&screen).contains(&number), "{}", screen.text());
}

#[test]
fn to_a_guest_what_is_gone_is_gone() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", WIDE);
    screen.keys("9 j");
    let first = screen.state().queue.rows[0].number;
    let dana = bar.desk("sam");
    dana.delete(dana.new_order(), &[first.into()]).unwrap();
    screen.hears();
    assert!(screen.says("gone · ") && !screen.says("deleted"), "{}", screen.text());
}

#[test]
fn a_look_again_that_was_overtaken_is_made_up_for() {
    let bar = Bar::new();
    let dana = bar.desk("dana");
    for ticket in 0..130 {
        comes(&dana, &format!("Glass {ticket}"));
    }
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("j");
    comes(&dana, "Overtaken");
    // The question for more of the list takes the place of the look at what is there.
    screen.hears_while("pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown");
    assert!(screen.state().queue.rows.len() > 100);
    assert!(screen.says("1 new"), "{}", screen.text());
}

#[derive(Clone, Debug)]
enum Step {
    Key(&'static str),
    Comes,
    Goes(usize),
    Taken(usize),
    Urgent(usize),
    Said(usize),
    Deleted(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => prop::sample::select(vec!["j", "j j", "k", "ctrl-d", "ctrl-u", "i", "s s", "l", "h", "?", "esc"]).prop_map(Step::Key),
        2 => Just(Step::Comes),
        2 => (0..12_usize).prop_map(Step::Goes),
        1 => (0..12_usize).prop_map(Step::Taken),
        1 => (0..12_usize).prop_map(Step::Urgent),
        1 => (0..12_usize).prop_map(Step::Said),
        1 => (0..12_usize).prop_map(Step::Deleted),
    ];
    prop::collection::vec(step, 1..24)
}

fn others(desk: &Desk, step: &Step, shown: &[TicketNumber]) {
    let at = |place: &usize| shown[*place % shown.len()];
    let to = Assignee::User(Whom::Me);
    // What is so already, or deleted, is refused: that is a change too, of nothing.
    let _ = match step {
        Step::Key(_) => Ok(Vec::new()),
        Step::Comes => Ok(vec![comes(desk, "Another one")]).map(|_| Vec::new()),
        Step::Goes(place) => desk.transition(desk.new_order(), &[at(place).into()], Status::Closed, None, None).map(|done| done.value),
        Step::Taken(place) => desk.assign(desk.new_order(), &[at(place).into()], &to, None),
        Step::Urgent(place) => {
            let edit = Edit { priority: Some(Set::blindly(Priority::Urgent)), ..Edit::default() };
            desk.edit(desk.new_order(), &[at(place).into()], &edit).map(|done| done.value)
        }
        Step::Said(place) => desk.comment(desk.new_order(), at(place).into(), "looking").map(|_| Vec::new()),
        Step::Deleted(place) => desk.delete(desk.new_order(), &[at(place).into()]),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever others do: the cursor's ticket stays on its line, and what is asked names the ticket that was shown.
    #[test]
    fn nothing_others_do_moves_the_line_of_my_ticket(steps in steps(), view in prop::sample::select(vec!["2", "3", "4", "9"])) {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", USUAL);
        let other = bar.desk("bea");
        screen.keys(view).keys("j j");
        for step in &steps {
            if let Step::Key(keys) = step {
                screen.keys(keys);
                continue;
            }
            let (number, line, rests) = (screen.state().number(), screen.line(), screen.state().queue.is_at_rest);
            let rows = shown(&screen);
            if rows.is_empty() {
                continue;
            }
            others(&other, step, &rows);
            screen.hears();
            prop_assert_eq!(screen.state().number(), number, "after {:?}\n{}", step, screen.text());
            if !rests {
                prop_assert_eq!(screen.line(), line, "after {:?}\n{}", step, screen.text());
                prop_assert_eq!(shown(&screen), rows, "after {:?}", step);
            }
        }
        screen.keys("esc esc esc");
        if let Some(number) = screen.state().number() {
            others(&other, &Step::Comes, &[]);
            screen.burst("p");
            prop_assert!(screen.says(&format!("Priority of {number}")), "{}", screen.text());
        }
    }
}
