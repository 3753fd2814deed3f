//! What one guest may add to one ticket, by whichever door, and what the judging of it costs.

use super::{sent, served};
use crate::support::office::{HOUR, Office, login};
use crate::support::run::{Run, fed};
use crate::support::screen::Screen;
use barback::desk::{Desk, DeskError, Entrance, Make, NewTicket, Opening};
use barback::domain::{Status, TicketNumber};
use barback::store::Store;
use std::sync::atomic::Ordering;

const KIB: usize = 1024;
/// What one guest may add to one ticket.
const TEXT: usize = 256 * KIB;
const COMMENTS: usize = 500;

/// A session as sshd starts it, on the office's clock.
fn seat(office: &Office, who: &str) -> Desk {
    let opening = Opening { path: office.path.clone(), login: Some(login(who)), make: Make::Never, entrance: Entrance::served(None) };
    opening.open_with(office.clock.clone(), office.dice.clone()).unwrap().0
}

fn say(desk: &Desk, number: TicketNumber, text: &str) -> Result<(), DeskError> {
    desk.comment(desk.new_order(), number.into(), text).map(drop)
}

/// A ticket of ida's that has room for so many bytes more.
fn nearly_full(office: &Office, left: usize) -> TicketNumber {
    let ida = seat(office, "ida");
    let new = NewTicket { subject: "Broken tap".to_owned(), description: "x".repeat(40 * KIB), ..NewTicket::default() };
    let number = ida.create(ida.new_order(), &new).unwrap().value.number;
    let mut room = TEXT - 40 * KIB - "Broken tap".len() - left;
    while room > 0 {
        let piece = room.min(60 * KIB);
        say(&ida, number, &"y".repeat(piece)).unwrap();
        room -= piece;
    }
    // Another hour: the bound by the hour is another one.
    office.clock.forward(2 * HOUR);
    number
}

fn fed_to(office: &Office, command: &str, input: &str) -> Run {
    let mut program = office.barback();
    program.arg("--db").arg(&office.path).args(["serve", "--as", "ida"]).env("SSH_ORIGINAL_COMMAND", command);
    fed(program, input.as_bytes())
}

fn full(number: TicketNumber, is: usize, left: usize) -> String {
    format!(
        "{number} has no room for {is} bytes more: a guest may add 262144 bytes of text to one ticket, and {left} are left; \
         shorten the text, or open a new ticket that names {number}"
    )
}

#[test]
fn a_guest_adds_so_much_text_to_one_ticket_and_no_more_by_whichever_door() {
    let office = served();
    let number = nearly_full(&office, 10);
    let ida = seat(&office, "ida");
    assert_eq!(say(&ida, number, "eleven byte").unwrap_err().to_string(), full(number, 11, 10));
    let said = full(number, 11, 10);
    for run in [
        sent(&office, "ida", &format!("comment {number} 'eleven byte'")),
        fed_to(&office, &format!("comment {number} -"), "eleven byte"),
        fed_to(&office, &format!("comment {number} --stdin"), r#"{"comment":"eleven byte"}"#),
    ] {
        assert_eq!((run.status, run.stderr), (1, format!("barback: {said}\n")));
    }
    office.walk("dana", number, Status::Resolved).unwrap();
    let run = sent(&office, "ida", &format!("close {number} -m 'eleven byte'"));
    assert_eq!((run.status, run.stderr), (1, format!("barback: {said}\n")));
    assert_eq!(office.look(number).status, Status::Resolved, "refused as a whole");
    // What still fits is taken, and an order that is sent again is no second comment.
    let order = ida.new_order();
    for _ in 0..2 {
        ida.comment(order, number.into(), "ten bytes.").unwrap();
    }
    assert_eq!(office.look(number).comment_count, 5);
    assert_eq!(say(&ida, number, "x").unwrap_err().to_string(), full(number, 1, 0));
    // Neither staff nor another ticket are bound by it; without text a guest still closes and reopens.
    say(&seat(&office, "dana"), number, &"z".repeat(60 * KIB)).unwrap();
    say(&ida, office.ticket("ida", "another"), "hello").unwrap();
    ida.transition(ida.new_order(), &[number.into()], Status::Closed, None, None).unwrap();
    // A desk that is not served has no such bounds, as it has none by the hour.
    ida.transition(ida.new_order(), &[number.into()], Status::Open, None, None).unwrap();
    say(&office.desk("ida"), number, "by the one who owns the file").unwrap();
}

#[test]
fn a_guest_adds_so_many_comments_to_one_ticket() {
    let office = served();
    let number = office.ticket("ida", "Broken tap");
    let (ida, dana) = (seat(&office, "ida"), seat(&office, "dana"));
    for place in 0..COMMENTS {
        if place % 90 == 0 {
            office.clock.forward(2 * HOUR);
        }
        say(&ida, number, "still dripping").unwrap();
    }
    office.clock.forward(2 * HOUR);
    let said = format!("{number} has 500 comments of yours, the most for one ticket; open a new ticket that names {number}");
    assert_eq!(say(&ida, number, "hello?").unwrap_err().to_string(), said);
    say(&dana, number, "on my way").unwrap();
    dana.undo(dana.new_order()).unwrap();
    assert_eq!(say(&seat(&office, "ida"), number, "hello?").unwrap_err().to_string(), said, "an undo of staff frees nothing");
}

#[test]
fn what_does_not_fit_stays_in_the_form_and_in_the_draft() {
    let office = served();
    let number = nearly_full(&office, 10);
    let mut screen = Screen::open(seat(&office, "ida"), seat(&office, "ida"), (100, 30));
    screen.keys("c").types("the one upstairs, not the one below").keys("ctrl-s");
    assert!(screen.told(&format!("{number} has no room for 35 bytes more")), "{}", screen.text());
    assert!(screen.says("the one upstairs"), "the form stays:\n{}", screen.text());
    let sql = "SELECT count(*) FROM drafts WHERE content LIKE '%the one upstairs%'";
    screen.keys("esc");
    assert_eq!(office.raw().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 1, "{}", screen.text());
    assert_eq!(office.look(number).comment_count, 4);
}

#[test]
fn judging_a_guest_s_text_costs_nothing_for_what_others_wrote() {
    let office = served();
    let (number, author) = (nearly_full(&office, 10), office.store().read().unwrap().user_by_login(&login("ida")).unwrap().unwrap().id);
    let ticket = office.look(number).id;
    let (store, steps) = office.store().counting_steps().unwrap();
    let cost = || {
        let read = store.read().unwrap();
        read.written(ticket, author, 500).unwrap();
        let before = steps.load(Ordering::Relaxed);
        assert_eq!(read.written(ticket, author, 500).unwrap().comments, 4);
        steps.load(Ordering::Relaxed) - before
    };
    let before = cost();
    let dana = office.desk("dana");
    for place in 0..40 {
        say(&dana, number, &format!("{place} {}", "public ".repeat(400))).unwrap();
        dana.note(dana.new_order(), number.into(), &format!("{place} {}", "secret ".repeat(400))).unwrap();
    }
    assert_eq!(cost(), before);
    assert!(before < 100, "{before} steps for four comments");
    let read = store.read().unwrap();
    assert_eq!(read.written(ticket, author, 3).unwrap().comments, 3, "it looks at so many and no more");
}
