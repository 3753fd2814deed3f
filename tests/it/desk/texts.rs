//! What may be written, how long, and what whoever wrote it is told.

use crate::support::office::Office;
use barback::desk::{DeskError, Edit, NewTicket, NewUser, Set, UserEdit};
use barback::domain::{Role, TicketNumber};

fn create(office: &Office, subject: &str, description: &str) -> Result<(TicketNumber, Vec<String>), DeskError> {
    let desk = office.desk("ida");
    let new = NewTicket { subject: subject.to_owned(), description: description.to_owned(), ..NewTicket::default() };
    desk.create(desk.new_order(), &new).map(|done| (done.value.number, done.notices))
}

fn said<T: std::fmt::Debug>(result: Result<T, DeskError>) -> String {
    let error = result.expect_err("refused");
    assert_eq!(error.code(), "refused");
    error.to_string()
}

#[test]
fn a_subject_is_one_line_of_1_to_200_characters() {
    let office = Office::new();
    let family = "👨‍👩‍👧‍👦";
    for good in ["x".to_owned(), "é".repeat(200), "e\u{301}".repeat(200), family.repeat(200)] {
        let (number, _) = create(&office, &good, "").unwrap_or_else(|error| panic!("{good}: {error}"));
        assert_eq!(office.look(number).subject, good, "kept byte for byte");
    }
    assert_eq!(said(create(&office, &"x".repeat(201), "")), "the subject is too long: 201 characters, at most 200 fit");
    assert_eq!(said(create(&office, &family.repeat(201), "")), "the subject is too long: 201 characters, at most 200 fit");
    let marks = format!("a{}", "\u{301}".repeat(4096));
    assert_eq!(said(create(&office, &marks, "")), "the subject is too long: 8193 bytes, at most 8192 fit");
    for empty in ["", "   ", "\u{200B}", "\n\t", "\u{3164}\u{2800}"] {
        assert_eq!(said(create(&office, empty, "")), "the subject is empty; write something");
    }
    assert_eq!(office.raw().query_row("SELECT count(*) FROM numbers", [], |row| row.get(0)), Ok(4), "a refused ticket takes no number");
}

#[test]
fn long_texts_have_64_kib_and_5_000_lines() {
    let office = Office::new();
    let (full, lines) = ("x".repeat(64 * 1024), "\n".repeat(4_999) + "x");
    let (number, _) = create(&office, "x", &full).unwrap();
    assert_eq!(office.look(number).description.len(), 64 * 1024);
    create(&office, "x", &lines).unwrap();
    create(&office, "x", "").expect("a description may be empty");
    let ida = office.desk("ida");
    ida.comment(ida.new_order(), number.into(), &full).unwrap();
    let dana = office.desk("dana");
    dana.note(dana.new_order(), number.into(), &full).unwrap();
    let (longer, more) = (format!("{full}x"), format!("\n{lines}"));
    assert_eq!(said(create(&office, "x", &longer)), "the description is too long: 65537 bytes, at most 65536 fit");
    assert_eq!(said(create(&office, "x", &more)), "the description is too long: 5001 lines, at most 5000 fit");
    assert_eq!(said(ida.comment(ida.new_order(), number.into(), &longer)), "the comment is too long: 65537 bytes, at most 65536 fit");
    assert_eq!(said(dana.note(dana.new_order(), number.into(), &more)), "the note is too long: 5001 lines, at most 5000 fit");
    assert_eq!(said(dana.note(dana.new_order(), number.into(), " \n ")), "the note is empty; write something");
    assert_eq!(said(ida.comment(ida.new_order(), number.into(), "\u{FEFF}")), "the comment is empty; write something");
}

#[test]
fn what_cleaning_adds_always_fits_into_the_file() {
    let office = Office::new();
    // One byte of ESC becomes three of its picture.
    let worst = "\u{1b}".repeat(64 * 1024);
    let (number, _) = create(&office, &"\u{1b}".repeat(200), &worst).unwrap();
    assert_eq!(office.look(number).description.len(), 3 * 64 * 1024);
    let dana = office.desk("dana");
    dana.comment(dana.new_order(), number.into(), &worst).unwrap();
    dana.note(dana.new_order(), number.into(), &"\0".repeat(64 * 1024)).unwrap();
    let sam = office.desk("sam");
    let edit = UserEdit { name: Some("\0".repeat(100)), ..UserEdit::default() };
    assert_eq!(sam.edit_user(sam.new_order(), &"ida".parse().unwrap(), &edit).unwrap().user.name, "␀".repeat(100));
}

#[test]
fn whoever_sent_it_is_told_what_was_removed() {
    let office = Office::new();
    let (number, notices) = create(&office, "Free\u{202E} beer\u{200B}", "soft\u{AD}hyphen").unwrap();
    assert_eq!(notices, ["2 invisible characters removed", "1 invisible character removed"]);
    let is = office.look(number);
    assert_eq!((is.subject.as_str(), is.description.as_str()), ("Free beer", "softhyphen"));
    let dana = office.desk("dana");
    assert_eq!(dana.comment(dana.new_order(), number.into(), "\u{FEFF}a\u{2066}b").unwrap().notices, ["2 invisible characters removed"]);
    assert_eq!(dana.note(dana.new_order(), number.into(), "plain").unwrap().notices, Vec::<String>::new());
    let edit = Edit { subject: Some(Set::blindly("Free\u{200B} wine".to_owned())), ..Edit::default() };
    assert_eq!(dana.edit(dana.new_order(), &[number.into()], &edit).unwrap().notices, ["1 invisible character removed"]);
    let step = dana.transition(dana.new_order(), &[number.into()], barback::domain::Status::Resolved, Some("do\u{AD}ne"), None);
    assert_eq!(step.unwrap().notices, ["1 invisible character removed"]);
    assert_eq!(create(&office, "a  b\tc", "x \n").unwrap().1, Vec::<String>::new(), "blanks are not told of");
}

#[test]
fn an_edit_is_held_to_the_same_bounds() {
    let office = Office::new();
    let (number, _) = create(&office, "x", "y").unwrap();
    let dana = office.desk("dana");
    let set = |text: &str| Some(Set::blindly(text.to_owned()));
    let subject = |text: &str| dana.edit(dana.new_order(), &[number.into()], &Edit { subject: set(text), ..Edit::default() });
    let description = |text: &str| dana.edit(dana.new_order(), &[number.into()], &Edit { description: set(text), ..Edit::default() });
    assert_eq!(said(subject("")), "the subject is empty; write something");
    assert_eq!(said(subject(&"x".repeat(201))), "the subject is too long: 201 characters, at most 200 fit");
    assert_eq!(said(description(&"x".repeat(65_537))), "the description is too long: 65537 bytes, at most 65536 fit");
    description("").expect("a description may be taken away");
    assert_eq!(office.look(number).description, "");
}

#[test]
fn names_and_addresses_are_bounded_too() {
    let office = Office::new();
    let sam = office.desk("sam");
    let add = |name: &str, email: Option<String>| {
        let new = NewUser { login: "eve".parse().unwrap(), name: name.to_owned(), email, role: Role::Customer, key: None };
        sam.add_user(sam.new_order(), &new)
    };
    assert_eq!(said(add(&"x".repeat(101), None)), "the name is too long: 101 characters, at most 100 fit");
    assert_eq!(said(add(" ", None)), "the name is empty; write something");
    let long = format!("{}@example.org", "x".repeat(243));
    assert_eq!(said(add("Eve", Some(long))), "the email is too long: 255 bytes, at most 254 fit");
    for bad in ["", "eve", "@example.org", "eve@", "e@v@e", "eve @example.org", "eve\u{200B}@example.org", "eve\0@example.org"] {
        assert!(said(add("Eve", Some(bad.to_owned()))).contains("is not an email address"), "{bad:?}");
    }
    assert_eq!(add(&"é".repeat(100), Some(" eve@example.org ".to_owned())).unwrap().user.email.as_deref(), Some("eve@example.org"));
}
