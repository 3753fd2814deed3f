//! Who else is at a ticket, who spoke last, and what wakes an open desk.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::office::MINUTE;
use crate::support::screen::{Bar, Screen};
use barback::desk::clock::Clock;
use barback::domain::TicketNumber;
use barback::domain::presence::{Attention, Doing};
use barback::tui::state::Look;

const SECOND: i64 = 1_000;

/// Opens this ticket on the screen, without a key press for each row.
fn go_to(screen: &mut Screen, number: TicketNumber) {
    screen.keys("/").types(&number.digits().to_string()).keys("enter");
    assert_eq!(screen.state().number(), Some(number));
}

/// Writes as the requester of this ticket.
fn requester_writes(bar: &Bar, number: TicketNumber, body: &str) {
    let requester = bar.desk("sam").show(number).unwrap().ticket.requester.login;
    let desk = bar.desk(requester.as_str());
    desk.comment(desk.new_order(), number.into(), body).unwrap();
}

fn picture(screen: &Screen, name: &str, (width, height): (u16, u16)) {
    insta::assert_snapshot!(format!("{name}-{width}x{height}"), screen.picture());
}

/// Until the reader of this screen has looked around twice: whatever it had to tell by now is told.
fn look_around(bar: &Bar, screen: &mut Screen) {
    let stranger = bar.desk("kofi");
    let number = screen.state().queue.rows[0].number;
    for doing in [Doing::Looking, Doing::Writing] {
        let on = Attention { ticket: number, doing };
        stranger.sign(Some(on));
        screen.until(|screen| screen.state().company.iter().any(|colleague| colleague.on == on));
    }
    stranger.sign_off();
    screen.until(|screen| screen.state().company.is_empty());
}

fn dot(screen: &Screen) -> bool {
    screen.row().contains('●')
}

#[test]
fn two_at_one_ticket_see_each_other_look_write_and_leave() {
    for size in SIZES {
        let bar = Bar::new();
        let (mut sam, mut dana) = (bar.screen("sam", size), bar.screen("dana", size));
        let number = sam.state().number().unwrap();
        dana.keys("enter");
        sam.until(|sam| sam.row().contains('@')).keys("enter");
        picture(&sam, "here-looking", size);
        assert!(sam.says("@ Dana Whitlock is looking"), "{}", sam.text());
        dana.keys("c").types("On my way.");
        sam.until(|sam| sam.says("✎ Dana Whitlock is writing"));
        picture(&sam, "here-writing", size);
        dana.until(|dana| dana.says("is looking"));
        picture(&dana, "here-composer", size);
        dana.keys("ctrl-s");
        assert_eq!(bar.desk("sam").show(number).unwrap().ticket.comment_count, 1, "and nobody is kept from anything");
        sam.until(|sam| sam.state().ticket().is_some_and(|ticket| ticket.comment_count == 1) && sam.says("is looking"));
        dana.keys("esc");
        sam.until(|sam| !sam.says("is looking"));
    }
}

#[test]
fn a_row_names_whoever_is_there_where_there_is_room() {
    let bar = Bar::new();
    let (mut sam, mut dana, mut kofi) = (bar.screen("sam", WIDE), bar.screen("dana", USUAL), bar.screen("kofi", USUAL));
    dana.keys("n");
    sam.until(|sam| sam.row().contains("✎Dana"));
    kofi.keys("enter");
    sam.until(|sam| sam.row().contains("✎Dana+1"));
    sam.resize(NARROW).until(|sam| sam.row().contains('✎') && !sam.row().contains("Dana"));
    dana.keys("esc");
    sam.resize(WIDE).until(|sam| sam.row().contains("@Kofi"));
    kofi.keys("esc");
    sam.until(|sam| !sam.row().contains("Kofi"));
}

#[test]
fn without_unicode_and_colour_the_signs_are_others_and_there() {
    let bar = Bar::new();
    let plain = Look { colour: false, ascii: true };
    let mut sam = Screen::open_with(bar.desk("sam"), bar.desk("sam"), USUAL, plain);
    assert!(sam.lines()[3].contains(" o "), "the dot\n{}", sam.text());
    let mut dana = bar.screen("dana", USUAL);
    dana.keys("c");
    sam.until(|sam| sam.says("&Dana") && sam.says("& Dana Whitlock is writing"));
    assert!(!sam.text().contains(['●', '✎']), "{}", sam.text());
}

#[test]
fn somebody_who_is_killed_is_gone_in_thirty_seconds_and_somebody_who_quits_at_once() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", USUAL);
    let number = sam.state().number().unwrap();
    let killed = bar.desk("kofi");
    killed.sign(Some(Attention { ticket: number, doing: Doing::Looking }));
    let mut dana = bar.screen("dana", USUAL);
    dana.keys("enter");
    sam.until(|sam| sam.says("Dana Whitlock is looking") && sam.says("is looking · Kofi"));
    dana.keys("q");
    drop(dana);
    sam.until(|sam| !sam.says("Dana Whitlock is looking"));
    assert!(sam.says("is looking"), "{}", sam.text());
    bar.clock.forward(30 * SECOND);
    sam.until(|sam| !sam.says("is looking"));
}

#[test]
fn whoever_stays_is_still_there_after_half_an_hour() {
    let bar = Bar::new();
    let (mut sam, mut dana) = (bar.screen("sam", USUAL), bar.screen("dana", USUAL));
    dana.keys("enter");
    sam.until(|sam| sam.says("Dana Whitlock is looking"));
    let kofi = bar.desk("kofi");
    for _ in 0..3 {
        bar.clock.forward(10 * MINUTE);
        let now = bar.clock.now();
        sam.until(|_| kofi.others_here().iter().any(|line| line.login.as_str() == "dana" && line.at == now));
        sam.until(|sam| sam.says("Dana Whitlock is looking"));
    }
}

#[test]
fn my_other_window_is_me() {
    let bar = Bar::new();
    let (mut one, mut other) = (bar.screen("sam", USUAL), bar.screen("sam", USUAL));
    other.keys("n");
    one.until(|one| one.says("you are writing in another window"));
    assert!(!one.row().contains('✎'), "the list has it of others: {}", one.row());
}

#[test]
fn a_guest_sees_nobody_and_is_seen_by_nobody() {
    let bar = Bar::new();
    let number = bar.desk("sam").show(bar.screen("sam", USUAL).state().number().unwrap()).unwrap().ticket;
    let mut guest = bar.screen(number.requester.login.as_str(), USUAL);
    let mut sam = bar.screen("sam", USUAL);
    go_to(&mut guest, number.number);
    go_to(&mut sam, number.number);
    guest.keys("c");
    sam.keys("n");
    let (sams, guests) = (sam.state().me.login.clone(), guest.state().me.login.clone());
    let watcher = bar.desk("dana");
    sam.until(|_| {
        let here = watcher.others_here();
        [&sams, &guests].into_iter().all(|who| here.iter().any(|line| line.login == *who))
    });
    // Whoever comes later and sees sam was told after anything that could have been told of the guest.
    let mut dana = bar.screen("dana", USUAL);
    dana.until(|dana| dana.state().company.iter().any(|colleague| colleague.login == sams));
    assert!(dana.state().company.iter().all(|colleague| colleague.login != guests));
    assert!(guest.state().company.is_empty() && sam.state().company.is_empty());
}

#[test]
fn a_look_clears_the_dot_at_once_and_only_mine() {
    let bar = Bar::new();
    let (mut sam, mut dana) = (bar.screen("sam", USUAL), bar.screen("dana", USUAL));
    let number = sam.state().number().unwrap();
    assert!(dot(&sam) && dot(&dana), "{}", sam.text());
    assert!(sam.says("● wrote last"), "{}", sam.text());
    sam.keys("j k");
    assert!(dot(&sam), "passing is not looking");
    sam.keys("enter");
    assert!(!sam.row().contains('●') && !sam.says("● wrote last"), "{}", sam.text());
    assert!(dot(&dana));
    let mut again = bar.screen("sam", USUAL);
    assert_eq!(again.state().number(), Some(number));
    assert!(!dot(&again), "it is kept");
    again.keys("enter");
    dana.keys("ctrl-l");
    assert!(dot(&dana), "mine clears only mine");
}

#[test]
fn the_dot_comes_with_the_requesters_words_and_with_nothing_else() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", WIDE);
    let number = sam.state().number().unwrap();
    sam.keys("enter esc");
    assert!(!dot(&sam));
    let dana = bar.desk("dana");
    dana.note(dana.new_order(), number.into(), "the third tonight").unwrap();
    sam.until(|sam| sam.says("the third tonight"));
    assert!(!dot(&sam), "a note");
    sam.keys("p u");
    assert!(!dot(&sam), "an edit");
    bar.clock.forward(MINUTE);
    requester_writes(&bar, number, "And now the other till.");
    sam.until(|sam| sam.says("And now the other till."));
    sam.until(dot);
    bar.clock.forward(MINUTE);
    dana.comment(dana.new_order(), number.into(), "On my way.").unwrap();
    sam.until(|sam| sam.says("On my way.") && !dot(sam));
}

#[test]
fn what_comes_in_while_i_read_it_is_read() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", WIDE);
    let number = sam.state().number().unwrap();
    sam.keys("enter");
    bar.clock.forward(MINUTE);
    requester_writes(&bar, number, "And now the other till.");
    sam.until(|sam| sam.says("And now the other till."));
    sam.keys("esc ctrl-l");
    assert!(!dot(&sam), "{}", sam.text());
}

/// Rows of other people's, written behind everybody's back.
fn behind_their_backs(bar: &Bar, sql: &str) {
    rusqlite::Connection::open(bar.path()).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_draft_or_a_look_of_somebody_else_wakes_nobody() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", WIDE);
    behind_their_backs(&bar, "INSERT INTO looks SELECT u.id, t.id, 0 FROM users u, tickets t WHERE u.login = 'dana'");
    let draft = "INSERT INTO drafts (user_id, kind, content, holder, saved_at) SELECT id, 3, '{}', zeroblob(16), 0 FROM users";
    behind_their_backs(&bar, draft);
    look_around(&bar, &mut sam);
    assert_eq!(sam.changes, 0);
    let dana = bar.desk("dana");
    dana.note(dana.new_order(), sam.state().number().unwrap().into(), "now something happened").unwrap();
    sam.until(|sam| sam.says("now something happened"));
}

#[test]
fn my_own_change_is_asked_about_once() {
    let bar = Bar::new();
    let mut sam = bar.screen("sam", WIDE);
    sam.keys("i p u n").types("third tonight").keys("ctrl-s");
    look_around(&bar, &mut sam);
    assert_eq!(sam.changes, 0, "the screen knows of it");
    assert!(sam.says("18 unassigned"), "{}", sam.text());
    let dana = bar.desk("dana");
    dana.note(dana.new_order(), sam.state().number().unwrap().into(), "and dana's").unwrap();
    sam.until(|sam| sam.says("and dana's"));
    assert_eq!(sam.changes, 1);
}

#[test]
fn with_nobody_moving_nothing_is_told_however_often_they_sign() {
    let bar = Bar::new();
    let (mut sam, mut dana) = (bar.screen("sam", USUAL), bar.screen("dana", USUAL));
    dana.keys("enter");
    sam.until(|sam| sam.says("Dana Whitlock is looking"));
    let (told, before) = (sam.here, std::fs::metadata(bar.path()).unwrap().modified().unwrap());
    let kofi = bar.desk("kofi");
    for _ in 0..3 {
        bar.clock.forward(10 * SECOND);
        let now = bar.clock.now();
        sam.until(|_| kofi.others_here().iter().filter(|line| line.at == now).count() == 2);
    }
    assert_eq!((sam.here, sam.changes), (told, 0));
    assert_eq!(std::fs::metadata(bar.path()).unwrap().modified().unwrap(), before, "and nothing is written to the desk");
}
