//! Take me to the next: pulling it, going on while reading, and sending, resolving and landing in one key.

use super::{NARROW, SIZES, USUAL, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::domain::setting::{SettingName, Whose};
use barback::domain::{Status, Ticket, TicketNumber};
use barback::tui::state::Focus;
use insta::assert_snapshot;

/// What is first by the rule, read from the rows.
fn most_pressing(bar: &Bar) -> Ticket {
    let desk = bar.desk("sam");
    let query = desk.read_query("is:unassigned is:active").unwrap();
    let waiting = desk.list(&query, &barback::domain::search::Page::first(100)).unwrap().tickets;
    let rank = |ticket: &Ticket| {
        let since = ticket.unanswered_since;
        (std::cmp::Reverse(ticket.priority), since.is_none(), since, ticket.created_at, ticket.id)
    };
    waiting.into_iter().min_by_key(rank).unwrap()
}

#[test]
fn space_pulls_the_most_pressing_and_says_why() {
    let bar = Bar::new();
    for size in SIZES {
        let wanted = most_pressing(&bar);
        let mut screen = bar.screen("sam", size);
        screen.keys("space");
        let why = format!("{} is yours: {}, waiting ", wanted.number, wanted.priority);
        assert!(screen.state().message.as_ref().unwrap().text.starts_with(&why), "{}", screen.text());
        assert_eq!((screen.state().number(), screen.state().focus), (Some(wanted.number), Focus::Ticket));
        let ticket = bar.desk("sam").show(wanted.number).unwrap().ticket;
        assert_eq!((ticket.assignee.unwrap().login.as_str(), ticket.status), ("sam", wanted.status));
        assert_snapshot!(format!("pulled-{}x{}", size.0, size.1), screen.picture());
    }
}

#[test]
fn what_is_pulled_is_held_where_it_does_not_belong() {
    let bar = Bar::new();
    let wanted = most_pressing(&bar).number;
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("7");
    assert!(screen.state().queue.rows.iter().all(|row| row.status == Status::Resolved));
    screen.keys("space");
    assert_eq!(screen.state().number(), Some(wanted));
    screen.burst("space c");
    let second = screen.state().number().unwrap();
    assert_ne!(second, wanted);
    assert!(screen.says(&format!("Public comment on {second}")), "keys that come early are meant for it\n{}", screen.text());
    screen.keys("esc esc j");
    assert!(screen.state().queue.rows.iter().all(|row| row.status == Status::Resolved), "they left with the cursor");
}

#[test]
fn with_nothing_to_pull_it_says_so_and_a_guest_is_told_why_not() {
    let office = Office::new();
    office.ticket_at("sam", Status::InProgress);
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("9 space");
    assert!(screen.says("nothing to pull: every active ticket has somebody"), "{}", screen.text());
    let mut guest = Screen::open(office.desk("ida"), office.desk("ida"), USUAL);
    guest.keys("space");
    assert!(guest.says("a customer may not assign tickets"), "{}", guest.text());
}

#[test]
fn next_and_previous_keep_the_lists_order_over_every_page() {
    let office = Office::new();
    let mut made: Vec<TicketNumber> = Vec::new();
    for place in 0..230 {
        office.clock.forward(1);
        made.push(office.ticket("ida", &format!("Bottle {place}")));
    }
    made.reverse();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("9 enter");
    for wanted in &made {
        assert_eq!(screen.state().number(), Some(*wanted));
        screen.keys("J");
    }
    let last = made.last().unwrap();
    assert_eq!(screen.state().number(), Some(*last));
    assert!(screen.says(&format!("{last} is the last of the list")), "{}", screen.text());
    assert_eq!(screen.state().focus, Focus::Ticket, "it still reads");
    for wanted in made.iter().rev() {
        assert_eq!(screen.state().number(), Some(*wanted));
        screen.keys("K");
    }
    assert!(screen.says(&format!("{} is the first of the list", made[0])), "{}", screen.text());
}

#[test]
fn an_arrival_changes_nothing_about_what_is_next() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let order: Vec<TicketNumber> = screen.state().queue.rows.iter().map(|row| row.number).collect();
    screen.keys("enter J");
    let dana = bar.desk("dana");
    let new = barback::desk::NewTicket { subject: "Glass on the floor".to_owned(), ..Default::default() };
    dana.create(dana.new_order(), &new).unwrap();
    screen.until(|screen| screen.state().counts.unassigned == 20);
    assert_eq!(screen.state().number(), Some(order[1]));
    screen.keys("J");
    assert_eq!(screen.state().number(), Some(order[2]));
    screen.keys("K K");
    assert_eq!(screen.state().number(), Some(order[0]));
}

#[test]
fn one_key_sends_resolves_and_lands_where_it_said() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("enter");
        let (number, next) = (screen.state().number().unwrap(), screen.state().queue.rows[1].clone());
        screen.keys("c").types("It is open again.");
        assert!(screen.says("ctrl-x") && screen.says(&format!("resolves, then {}", next.number)), "{}", screen.text());
        assert_snapshot!(format!("lands-{}x{}", size.0, size.1), screen.picture());
        screen.keys("ctrl-x");
        assert_eq!((screen.state().number(), screen.state().focus), (Some(next.number), Focus::Ticket), "{}", screen.text());
        let told = format!("{number} answered and resolved. u to undo. This is {}.", next.number);
        assert_eq!(screen.state().message.as_ref().unwrap().text, told);
        let dossier = bar.desk("sam").show(number).unwrap();
        assert_eq!((dossier.comments.last().unwrap().body.as_str(), dossier.ticket.status), ("It is open again.", Status::Resolved));
        let orders: Vec<_> = dossier.events.iter().rev().take(3).map(|event| event.order).collect();
        assert!(orders.windows(2).all(|pair| pair[0] == pair[1]), "one order: {:?}", dossier.events);
    }
}

#[test]
fn behind_the_last_one_is_the_list() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", NARROW);
    screen.keys("G enter c").types("Done.");
    let number = screen.state().number().unwrap();
    assert!(screen.says("ctrl-x resolves, then the list"), "{}", screen.text());
    screen.resize(USUAL);
    assert!(screen.says("ctrl-x sends, resolves the last one, then the list"), "{}", screen.text());
    screen.keys("ctrl-x");
    assert_eq!((screen.state().number(), screen.state().focus), (Some(number), Focus::Queue));
    assert!(screen.says("It was the last one: back to the"), "{}", screen.text());
}

#[test]
fn where_one_lands_is_a_setting() {
    for (value, says, focus) in [("stay", "resolves, then stays here", Focus::Ticket), ("list", "resolves, then the list", Focus::Queue)] {
        let bar = Bar::new();
        let sam = bar.desk("sam");
        sam.set(sam.new_order(), SettingName::Lands, Whose::Mine, Some(value)).unwrap();
        for size in SIZES {
            let mut screen = bar.screen("sam", size);
            screen.keys("enter c").types("Done.");
            let number = screen.state().number().unwrap();
            assert!(screen.says(says), "{}", screen.text());
            screen.keys("ctrl-x");
            assert_eq!((screen.state().number(), screen.state().focus), (Some(number), focus), "{}", screen.text());
            assert!(screen.says(&format!("{number} answered and resolved.")), "{}", screen.text());
            assert_eq!(sam.show(number).unwrap().ticket.status, Status::Resolved);
        }
    }
}

#[test]
fn a_note_resolves_too_and_an_empty_one_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("n ctrl-x");
    assert!(screen.says("there is nothing to send yet"), "{}", screen.text());
    screen.types("twice the same").keys("ctrl-x");
    assert!(screen.says(&format!("{number} noted and resolved.")), "{}", screen.text());
    let dossier = bar.desk("sam").show(number).unwrap();
    assert_eq!((dossier.notes.last().unwrap().0.body.as_str(), dossier.comments.len()), ("twice the same", 0));
    assert_eq!(dossier.ticket.status, Status::Resolved);
}

#[test]
fn what_cannot_be_resolved_keeps_the_text_and_sends_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("c").types("Almost there.");
    let dana = bar.desk("dana");
    dana.transition(dana.new_order(), &[number.into()], Status::Closed, None, None).unwrap();
    screen.keys("ctrl-x");
    assert!(screen.says("changed while you wrote") && screen.says("Dana Whitlock closed it"), "{}", screen.text());
    screen.keys("enter");
    assert!(screen.says("Almost there."), "{}", screen.text());
    assert!(!screen.says("resolves, then"), "where it cannot be, it is not promised\n{}", screen.text());
    screen.keys("ctrl-x");
    assert!(screen.says("Almost there.") && screen.says("it cannot become resolved"), "{}", screen.text());
    assert!(dana.show(number).unwrap().comments.is_empty());
    assert_eq!(screen.state().number(), Some(number), "and one stays");
    screen.keys("ctrl-s");
    assert_eq!(dana.show(number).unwrap().comments.last().unwrap().body, "Almost there.", "{}", screen.text());
    assert_eq!(screen.state().number(), Some(number), "sending alone goes nowhere");
}

#[test]
fn a_plain_step_stays_and_says_so_before() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let number = screen.state().number().unwrap();
    screen.keys("enter s");
    assert!(screen.says(&format!("{number} is open; you stay on it")), "{}", screen.text());
    screen.keys("r");
    assert_eq!((screen.state().number(), screen.state().focus), (Some(number), Focus::Ticket));
}

#[test]
fn a_guests_comment_resolves_nothing() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("6 c").types("hello?");
    assert!(!screen.says("ctrl-x"), "{}", screen.text());
    screen.keys("ctrl-x");
    assert!(screen.says("hello?") && screen.state().ticket().unwrap().status == Status::InProgress, "{}", screen.text());
}

#[test]
fn what_is_sent_on_marked_tickets_resolves_them_all_and_goes_nowhere() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let numbers: Vec<TicketNumber> = screen.state().queue.rows.iter().take(2).map(|row| row.number).collect();
    screen.keys("x x c").types("All scanners are back.");
    assert!(screen.says("sends, resolves, then stays here"), "{}", screen.text());
    let before = screen.state().number();
    screen.keys("ctrl-x");
    assert_eq!(screen.state().number(), before, "{}", screen.text());
    for number in numbers {
        let dossier = bar.desk("sam").show(number).unwrap();
        assert_eq!((dossier.ticket.status, dossier.comments.last().unwrap().body.as_str()), (Status::Resolved, "All scanners are back."));
    }
}
