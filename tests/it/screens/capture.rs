//! A ticket in one line, and the tickets like one that is being typed.

use super::{SIZES, USUAL};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};
use barback::desk::NewTicket;
use barback::domain::{Category, Priority, Status, TicketNumber};
use barback::tui::state::Focus;
use insta::assert_snapshot;

#[test]
fn the_line_shows_how_it_is_read_and_makes_what_it_says() {
    let bar = Bar::new();
    for size in SIZES {
        let mut screen = bar.screen("sam", size);
        screen.keys("T").types("!! zapper 3 frozen #technical @kofi for:bea");
        for words in ["! urgent", "technical", "to Kofi", "for Bea Lindqvist", "Subject  zapper 3 frozen"] {
            assert!(screen.says(words), "{words} in\n{}", screen.text());
        }
        assert_snapshot!(format!("capture-{}x{}", size.0, size.1), screen.picture());
        screen.keys("enter");
        let number = screen.state().number().unwrap();
        assert!(screen.says(&format!("{number} created.")), "{}", screen.text());
        let ticket = bar.desk("sam").show(number).unwrap().ticket;
        assert_eq!((ticket.subject.as_str(), ticket.priority, ticket.category), ("zapper 3 frozen", Priority::Urgent, Category::Technical));
        assert_eq!((ticket.requester.login.as_str(), ticket.assignee.unwrap().login.as_str()), ("bea", "kofi"));
    }
}

#[test]
fn a_plain_line_is_a_plain_ticket() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("T");
    assert!(screen.says("!! urgent  ! high  ~ low") && screen.says("still to be written"), "{}", screen.text());
    screen.types("Zebra!! at #5 @nobody-here").keys("ctrl-s");
    let ticket = bar.desk("sam").show(screen.state().number().unwrap()).unwrap().ticket;
    assert_eq!((ticket.subject.as_str(), ticket.priority), ("Zebra!! at #5 @nobody-here", Priority::Medium));
    assert_eq!((ticket.requester.login.as_str(), ticket.assignee), ("sam", None));
}

#[test]
fn what_names_nothing_is_told_and_a_requester_nobody_knows_is_refused() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("T").types("till #5 @zoe for:zzz ");
    for words in ["no category is called 5", "nobody is called zoe", "for nobody: no active login zzz", "Subject  till #5 @zoe"] {
        assert!(screen.says(words), "{words} in\n{}", screen.text());
    }
    screen.keys("enter");
    assert!(screen.says("nobody here has the login zzz") && screen.says("till #5 @zoe for:zzz"), "{}", screen.text());
    screen.keys("ctrl-u enter");
    assert!(screen.says("the subject is empty"), "{}", screen.text());
}

#[test]
fn tab_completes_categories_staff_and_people() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    screen.keys("T").types("till #t");
    assert!(screen.says("tab #technical"), "{}", screen.text());
    screen.keys("tab").types("@ko").keys("tab").types("for:be");
    assert!(screen.says("tab for:bea"), "{}", screen.text());
    screen.keys("tab");
    assert!(screen.says("till #technical @kofi for:bea") && screen.says("for Bea Lindqvist"), "{}", screen.text());
    screen.keys("tab").types("x");
    assert!(screen.says("for:bea x"), "with nothing begun there is nothing to complete\n{}", screen.text());
}

#[test]
fn a_guest_has_subject_and_category() {
    let bar = Bar::new();
    let mut screen = bar.screen("ida", USUAL);
    screen.keys("T");
    for hidden in ["urgent", "@login", "for:login"] {
        assert!(!screen.says(hidden), "{hidden} in\n{}", screen.text());
    }
    screen.types("!! zebra #redemption @kofi for:bea");
    assert!(screen.says("Subject  !! zebra @kofi for:bea"), "{}", screen.text());
    screen.keys("enter");
    let ticket = bar.desk("sam").show(screen.state().number().unwrap()).unwrap().ticket;
    assert_eq!((ticket.requester.login.as_str(), ticket.category, ticket.priority), ("ida", Category::Redemption, Priority::Medium));
}

fn told(office: &Office, requester: &str, subject: &str) -> TicketNumber {
    office.clock.forward(60_000);
    let new = NewTicket { subject: subject.to_owned(), ..NewTicket::default() };
    office.create(requester, &new).number
}

#[test]
fn tickets_alike_are_shown_in_the_line_and_in_the_form() {
    let bar = Bar::new();
    for size in SIZES {
        for (open, name) in [("T", "line"), ("t", "form")] {
            let mut screen = bar.screen("sam", size);
            screen.keys(open).types("Cannot redeem bottle");
            let like = screen.state().similar.tickets.clone();
            assert!((1..=3).contains(&like.len()));
            assert!(screen.says("ctrl-o") && screen.says(&like[0].number.to_string()), "{}", screen.text());
            assert_snapshot!(format!("similar-{name}-{}x{}", size.0, size.1), screen.picture());
            screen.keys("ctrl-u");
            assert!(screen.state().similar.tickets.is_empty() && !screen.says("ctrl-o"), "{}", screen.text());
        }
    }
}

#[test]
fn instead_of_a_second_ticket_a_comment_is_written_on_the_first() {
    let office = Office::new();
    let older = told(&office, "noor", "Scanner 2 beeps and gives no bottle");
    let newer = told(&office, "ida", "Scanner at the front beeps");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("7 t").types("Scanner beeps").keys("tab tab tab tab tab").types("Third one tonight.").keys("ctrl-o");
    assert!(screen.says(&format!("Public comment on {newer}")) && screen.says("Scanner beeps"), "{}", screen.text());
    assert_eq!(screen.state().number(), Some(newer), "the cursor is on it, though it is not of this list");
    screen.keys("ctrl-s");
    let comments = office.desk("sam").show(newer).unwrap().comments;
    assert_eq!(comments[0].body, "Scanner beeps\n\nThird one tonight.");
    assert!(screen.state().popup.is_none() && office.desk("sam").show(older).unwrap().comments.is_empty());
    // Another of them is chosen by the arrows.
    screen.keys("T").types("! Scanner beeps #technical").keys("down ctrl-o ctrl-s");
    assert_eq!(office.desk("sam").show(older).unwrap().comments[0].body, "Scanner beeps");
}

#[test]
fn what_was_typed_is_kept_as_it_was_whatever_becomes_of_the_comment() {
    let office = Office::new();
    let number = told(&office, "noor", "Scanner 2 beeps");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("T").types("!! scanner beeps").keys("ctrl-o");
    assert!(screen.says(&format!("Public comment on {number}")) && screen.says("scanner beeps"), "{}", screen.text());
    screen.keys("esc T");
    assert!(screen.says("!! scanner beeps") && screen.says("urgent"), "the line is a draft, and so is the comment\n{}", screen.text());
    screen.keys("enter");
    let ticket = screen.state().ticket().unwrap();
    assert_eq!((ticket.subject.as_str(), ticket.priority), ("scanner beeps", Priority::Urgent));
}

#[test]
fn a_line_and_a_form_are_drafts_of_their_own() {
    let office = Office::new();
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("T").types("!! zebra #technical").keys("esc");
    assert!(screen.says("kept as a draft; T goes on with it"), "{}", screen.text());
    screen.keys("t");
    assert!(!screen.says("zebra"), "marks are no subject\n{}", screen.text());
    screen.types("Giraffe").keys("esc T");
    assert!(screen.says("Subject  zebra"), "{}", screen.text());
    screen.keys("esc t");
    assert!(screen.says("Giraffe"), "{}", screen.text());
    screen.keys("esc T enter");
    assert!(screen.says("created."), "{}", screen.text());
    screen.keys("T");
    assert!(screen.says("still to be written"), "what was sent is no draft any more\n{}", screen.text());
}

#[test]
fn what_changes_meanwhile_is_seen_among_the_tickets_alike() {
    let office = Office::new();
    let number = told(&office, "noor", "Scanner 2 beeps");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("T").types("scanner beeps");
    assert_eq!(screen.state().similar.tickets.len(), 1);
    office.walk("dana", number, Status::Resolved).unwrap();
    screen.until(|screen| screen.state().similar.tickets.is_empty());
    assert_eq!(screen.state().focus, Focus::Queue);
}

#[test]
fn a_guest_is_pointed_to_their_own_alone() {
    let office = Office::new();
    told(&office, "noor", "Scanner 2 beeps");
    let own = told(&office, "ida", "The scanner beeps at me");
    let mut screen = Screen::open(office.desk("ida"), office.desk("ida"), USUAL);
    screen.keys("t").types("scanner beeps");
    let like: Vec<TicketNumber> = screen.state().similar.tickets.iter().map(|ticket| ticket.number).collect();
    assert_eq!(like, [own]);
    screen.keys("ctrl-o ctrl-s");
    assert_eq!(office.desk("sam").show(own).unwrap().comments[0].author.login.as_str(), "ida");
}

#[test]
fn in_the_form_another_one_is_chosen_without_leaving_the_field() {
    let office = Office::new();
    let older = told(&office, "noor", "Scanner 2 beeps");
    told(&office, "ida", "Scanner at the front beeps");
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), USUAL);
    screen.keys("t").types("Scanner beeps").keys("ctrl-n ctrl-n ctrl-p ctrl-n").types("!");
    assert!(screen.says("Scanner beeps!"), "it still types the subject\n{}", screen.text());
    screen.keys("ctrl-o");
    assert!(screen.says(&format!("Public comment on {older}")), "{}", screen.text());
}
