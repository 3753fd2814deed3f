//! What was typed is never lost: kept while it is typed, offered again, and thrown away only by an explicit yes.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::screen::{Bar, Screen};
use barback::desk::{Edit, Offered, Set};
use barback::domain::draft::DraftKind;
use barback::domain::{Category, Status};
use barback::tui::state::Popup;
use insta::assert_snapshot;

/// What is in the file of sam's.
fn in_the_file(bar: &Bar) -> Vec<Offered> {
    bar.desk("sam").drafts().unwrap()
}

/// The text of the only draft.
fn text(bar: &Bar) -> String {
    match in_the_file(bar).as_slice() {
        [only] => only.draft.manuscript.pieces[0].text.clone(),
        others => panic!("{} drafts", others.len()),
    }
}

/// The field that has the keys, and its cursor.
fn cursor(screen: &Screen) -> (String, (usize, usize)) {
    match &screen.state().popup {
        Some(Popup::Composer(composer)) => ("body".to_owned(), composer.editor.cursor()),
        Some(Popup::Form(form)) => (format!("{:?}", form.field()), form.clone().editor().map(|editor| editor.cursor()).unwrap_or_default()),
        other => panic!("no form but {other:?}"),
    }
}

#[test]
fn it_is_kept_after_sixteen_keys_a_quarter_of_a_second_of_rest_or_a_second() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types("fifteen letters");
    assert!(in_the_file(&bar).is_empty(), "fifteen keys are none yet");
    screen.types("!");
    assert_eq!(text(&bar), "fifteen letters!");
    screen.types("?");
    screen.time_passes(&bar, 249);
    assert_eq!(text(&bar), "fifteen letters!");
    screen.time_passes(&bar, 1);
    assert_eq!(text(&bar), "fifteen letters!?");
    // Hands that never rest: a second at most.
    for _ in 0..4 {
        screen.types(".").time_passes(&bar, 200);
    }
    assert_eq!(text(&bar), "fifteen letters!?");
    screen.types(".").time_passes(&bar, 200);
    assert_eq!(text(&bar), "fifteen letters!?.....");
    screen.pastes("pasted");
    assert_eq!(text(&bar), "fifteen letters!?.....pasted", "a paste is kept at once");
}

#[test]
fn an_idle_desk_asks_for_no_wake_up() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    assert_eq!(screen.sleeps_for(), None);
    screen.keys("c");
    assert_eq!(screen.sleeps_for(), None, "an empty form has nothing to keep");
    screen.types("x");
    assert_eq!(screen.sleeps_for().map(|time| time.as_millis()), Some(250));
    screen.time_passes(&bar, 250);
    assert_eq!(screen.sleeps_for(), None, "kept, and asleep again");
    screen.keys("left esc");
    assert_eq!(screen.sleeps_for(), None);
}

#[test]
fn time_alone_draws_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c");
    assert!(!screen.is_stale());
    bar.clock.forward(60_000);
    screen.only_time_passes();
    assert!(!screen.is_stale());
}

#[test]
fn esc_keeps_it_and_the_same_key_brings_it_back_with_its_cursor() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let number = screen.state().number().unwrap();
        screen.keys("c").types("half a thought").keys("left left left esc");
        assert!(screen.state().popup.is_none());
        assert!(screen.told("is kept as a draft; c goes on with it"), "{}", screen.text());
        assert_eq!(in_the_file(&bar)[0].draft.number, Some(number));
        bar.clock.forward(5 * 60_000);
        screen.keys("n");
        assert!(!screen.says("half a thought"), "a note is another draft");
        screen.keys("esc c");
        assert!(screen.told("Your draft of 5m ago is back."), "{}", screen.text());
        assert!(screen.says("kept 5m ago") && screen.says("half a thought"), "{}", screen.text());
        assert_eq!(cursor(&screen), ("body".to_owned(), (0, 11)));
        assert_snapshot!(format!("draft-back-{}x{}", size.0, size.1), screen.picture());
        screen.keys("ctrl-q y");
        assert!(in_the_file(&bar).is_empty() && screen.says("Thrown away."), "{}", screen.text());
    }
}

#[test]
fn a_draft_put_aside_a_moment_ago_is_back_at_once() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types("one").burst("esc c");
    screen.types(" two").keys("esc");
    assert_eq!(text(&bar), "one two", "one draft, not two");
}

#[test]
fn on_opening_the_desk_drafts_are_offered_and_one_key_lists_them() {
    let bar = Bar::new();
    let mut first = bar.screen("sam", USUAL);
    let number = first.state().number().unwrap();
    first.keys("c").types("half a thought").keys("esc t").types("Till 3").keys("esc");
    drop(first);
    bar.clock.forward(12 * 60_000);
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        assert!(screen.told(&format!("2 drafts: new ticket, comment on {number}; d shows them.")), "{}", screen.text());
        screen.keys("d");
        assert!(screen.told("new ticket") && screen.told(&format!("comment on {number}")) && screen.says("12m ago"), "{}", screen.text());
        assert_snapshot!(format!("drafts-{}x{}", size.0, size.1), screen.picture());
    }
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("8 d down enter");
    assert!(screen.says(&format!("Public comment on {number}")) && screen.says("half a thought"), "{}", screen.text());
    assert_eq!(screen.state().number(), Some(number), "the ticket lies under it");
    screen.keys("ctrl-s");
    assert!(screen.says(&format!("Comment added to {number}")), "{}", screen.text());
    assert_eq!(in_the_file(&bar).len(), 1);
}

#[test]
fn the_row_and_the_ticket_say_that_something_is_not_sent() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    assert!(!screen.row().contains('✎'));
    screen.keys("n").types("third one tonight").keys("esc");
    assert!(screen.row().contains('✎'), "{}", screen.text());
    assert!(screen.says("your note is not sent: n goes on with it"), "{}", screen.text());
    assert_snapshot!("draft-on-the-row-120x40", screen.picture());
    screen.keys("n ctrl-s");
    assert!(!screen.row().contains('✎') && !screen.says("is not sent"), "{}", screen.text());
}

#[test]
fn a_form_comes_back_with_every_field_and_the_one_that_had_the_keys() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("t").types("Till 3 froze").keys("tab").types("ida").keys("tab right tab tab").types("dana").keys("tab");
    screen.types("twice\ntonight").keys("up left").time_passes(&bar, 1_000);
    let before = cursor(&screen);
    screen.keys("esc t");
    for words in ["Till 3 froze", "ida", "‹ technical ›", "dana", "twice", "tonight"] {
        assert!(screen.says(words), "{words}\n{}", screen.text());
    }
    assert_eq!(cursor(&screen), before);
    assert_eq!(before, ("Description".to_owned(), (0, 4)));
    screen.keys("ctrl-s");
    assert!(screen.says("created.") && in_the_file(&bar).is_empty(), "{}", screen.text());
}

#[test]
fn sending_removes_it_and_being_refused_keeps_it() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("sixteen keys and more").keys("ctrl-s");
    assert!(in_the_file(&bar).is_empty() && screen.says("Comment added"), "{}", screen.text());
    screen.keys("c").types("hello");
    bar.desk("dana").delete(bar.desk("dana").new_order(), &[number.into()]).unwrap_err();
    let admin = bar.desk("sam");
    admin.delete(admin.new_order(), &[number.into()]).unwrap();
    screen.keys("ctrl-s");
    assert!(screen.told("was deleted by") && screen.says("hello"), "{}", screen.text());
    screen.time_passes(&bar, 1_000);
    assert_eq!(text(&bar), "hello", "what was typed since it was kept last is kept with it");
    screen.keys("esc");
    drop(screen);
    let mut later = bar.screen("sam", USUAL);
    later.keys("d enter");
    assert!(later.says("hello") && later.told("is deleted; it cannot be sent now"), "{}", later.text());
}

#[test]
fn sending_and_resolving_in_one_key_removes_it_too() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("sixteen keys and more").keys("ctrl-x");
    assert_eq!(bar.desk("sam").show(number).unwrap().ticket.status, Status::Resolved, "{}", screen.text());
    assert!(in_the_file(&bar).is_empty());
}

/// The writer waits for its turn; the reader sees the file as it was.
#[test]
fn what_was_thrown_away_is_not_offered_again_before_the_file_knows() {
    let bar = Bar::new();
    for throw_away in ["ctrl-q y c", "ctrl-u esc c", "ctrl-q y d enter"] {
        let mut screen = bar.screen("sam", USUAL);
        screen.keys("c").types("half a thought, and more");
        let other = rusqlite::Connection::open(bar.path()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        screen.unanswered(throw_away).until_only(|screen| screen.state().awaited.is_none());
        other.execute_batch("COMMIT").unwrap();
        screen.settle();
        assert!(!screen.says("half a thought"), "{throw_away}\n{}", screen.text());
        screen.time_passes(&bar, 1_000);
        assert!(in_the_file(&bar).is_empty() && screen.state().discarding.is_empty(), "{throw_away}\n{}", screen.text());
    }
}

#[test]
fn discarding_asks_names_it_and_no_is_the_default() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        let number = screen.state().number().unwrap();
        screen.keys("c").types("half a thought, and more");
        for no in ["enter", "esc", "n", "ctrl-c"] {
            screen.keys("ctrl-q");
            assert!(screen.told(&format!("Throw away your comment on {number}?")), "{}", screen.text());
            if no == "enter" {
                assert_snapshot!(format!("discard-{}x{}", size.0, size.1), screen.picture());
            }
            screen.keys(no);
            assert!(screen.says("half a thought, and more"), "{no}\n{}", screen.text());
        }
        screen.time_passes(&bar, 1_000);
        assert_eq!(text(&bar), "half a thought, and more");
        screen.keys("ctrl-q y");
        assert!(screen.state().popup.is_none() && in_the_file(&bar).is_empty());
        screen.keys("c");
        assert!(!screen.says("half a thought"));
    }
}

#[test]
fn a_draft_emptied_by_hand_is_none_and_an_untouched_form_leaves_none() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types("half a thought, and more").keys("ctrl-u esc e esc t esc c esc");
    assert!(in_the_file(&bar).is_empty());
    assert!(screen.state().unsent.is_empty() && screen.sleeps_for().is_none());
}

#[test]
fn another_window_is_asked_about_take_over_or_start_another() {
    let bar = Bar::new();
    for size in SIZES {
        let mut here = bar.screen("sam", size);
        here.keys("c").types("written over here").time_passes(&bar, 1_000);
        let mut there = bar.screen("sam", size);
        there.keys("c");
        assert!(
            there.told("Another window has your comment") && there.says("start another") && there.says("take it over"),
            "{}",
            there.text()
        );
        assert_snapshot!(format!("draft-elsewhere-{}x{}", size.0, size.1), there.picture());
        there.keys("t");
        assert!(there.says("written over here"), "{}", there.text());
        there.types(", on over there").time_passes(&bar, 1_000);
        here.types("!").time_passes(&bar, 1_000);
        assert!(here.told("Another window went on with your draft"), "{}", here.text());
        assert!(here.says("written over here!"), "{}", here.text());
        let texts: Vec<String> = in_the_file(&bar).iter().map(|offered| offered.draft.manuscript.pieces[0].text.clone()).collect();
        assert_eq!(texts, ["written over here!", "written over here, on over there"]);
        here.keys("ctrl-q y");
        there.keys("ctrl-q y");
        assert!(in_the_file(&bar).is_empty());
    }
}

#[test]
fn starting_another_leaves_the_first_alone() {
    let bar = Bar::new();
    let mut here = bar.screen("sam", USUAL);
    here.keys("c").types("written over here").time_passes(&bar, 1_000);
    let mut there = bar.screen("sam", USUAL);
    there.keys("c s");
    assert!(there.says("Public comment on") && !there.says("written over here"), "{}", there.text());
    there.types("another").keys("ctrl-s");
    assert_eq!(text(&bar), "written over here");
    here.types("!").keys("ctrl-s");
    assert!(in_the_file(&bar).is_empty());
}

#[test]
fn an_edit_goes_on_with_what_others_set_meanwhile() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("e").types(" (mine)").keys("esc");
    let dana = bar.desk("dana");
    let edit = Edit { category: Some(Set::blindly(Category::Account)), ..Edit::default() };
    dana.edit(dana.new_order(), &[number.into()], &edit).unwrap();
    screen.keys("e");
    assert!(screen.says("(mine)") && screen.says("‹ account ›"), "{}", screen.text());
    screen.keys("esc");
    let edit = Edit { subject: Some(Set::blindly("Roof?".to_owned())), ..Edit::default() };
    dana.edit(dana.new_order(), &[number.into()], &edit).unwrap();
    drop(screen);
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("d enter");
    assert!(screen.told("Somebody set the subject since.") && screen.says("(mine)"), "{}", screen.text());
    screen.keys("ctrl-s");
    assert!(screen.told("changed the subject from"), "no lost update: {}", screen.text());
    screen.keys("ctrl-s");
    let ticket = dana.show(number).unwrap().ticket;
    assert_eq!((ticket.subject.as_str(), ticket.category), ("Is the roof open tonight? (mine)", Category::Account));
    assert!(in_the_file(&bar).is_empty());
}

#[test]
fn a_save_that_fails_is_said_and_tried_again_and_typing_goes_on() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let raw = rusqlite::Connection::open(bar.path()).unwrap();
    raw.execute_batch("CREATE TRIGGER planted BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'planted'); END").unwrap();
    screen.keys("c").types("sixteen keys now");
    assert!(screen.told("is not kept yet, and will be tried again") && screen.says("not kept yet"), "{}", screen.text());
    assert_snapshot!("draft-not-kept-80x24", screen.picture());
    screen.types(" and on");
    assert!(screen.says("sixteen keys now and on"), "{}", screen.text());
    screen.keys("esc q");
    assert!(!screen.is_over() && screen.told("could not be kept"), "{}", screen.text());
    screen.keys("n");
    raw.execute_batch("DROP TRIGGER planted").unwrap();
    screen.time_passes(&bar, 2_500);
    assert_eq!(text(&bar), "sixteen keys now and on");
    screen.keys("q");
    assert!(screen.is_over(), "{}", screen.text());
}

#[test]
fn while_the_file_is_held_typing_goes_on_and_the_newest_text_is_kept() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c");
    let other = rusqlite::Connection::open(bar.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let letters: Vec<String> = ('a'..='z').cycle().take(100).map(String::from).collect();
    screen.unanswered(&letters.join(" "));
    assert!(screen.says(&letters.concat()[..60]), "{}", screen.text());
    other.execute_batch("COMMIT").unwrap();
    screen.settle();
    screen.time_passes(&bar, 1_000);
    assert_eq!(text(&bar), letters.concat());
}

#[test]
fn what_was_typed_is_in_the_file_when_the_desk_ends_however_it_ends() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types("three");
    drop(screen);
    assert_eq!(text(&bar), "three");
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types(" words").keys("ctrl-q");
    drop(screen);
    assert_eq!(text(&bar), "three words", "also behind a question");
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("c").types("!");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        let _screen = screen;
        panic!("planted");
    }));
    assert!(panicked.is_err());
    assert_eq!(text(&bar), "three words!", "a panic is an end too");
    let mut narrow = bar.screen("sam", NARROW);
    assert!(!in_the_file(&bar)[0].is_open_elsewhere, "it was put aside");
    narrow.keys("c");
    assert_eq!(cursor(&narrow), ("body".to_owned(), (0, 12)));
}

#[test]
fn a_guest_s_drafts_are_kept_too_and_a_closed_ticket_says_why_not() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("t").types("My bottle").keys("ctrl-s c").types("hello?").keys("esc");
    let number = screen.state().number().unwrap();
    let sam = bar.desk("sam");
    sam.transition(sam.new_order(), &[number.into()], Status::Closed, None, None).unwrap();
    drop(screen);
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("d enter");
    assert!(screen.says("hello?") && screen.told("reopen it to comment"), "{}", screen.text());
    assert_eq!(bar.desk("ida").drafts().unwrap()[0].draft.kind, DraftKind::Comment);
    assert!(in_the_file(&bar).is_empty(), "nobody else has it");
}
