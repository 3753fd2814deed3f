//! Our own exports, taken back.

use super::support::{Bar, bar, fixture};
use barback::desk::{Assignee, Edit, NewTicket, NewUser, Set, UserEdit, Whom};
use barback::domain::{Login, Priority, Role, Status, Ticket, bounds};
use serde_json::Value;

fn login(text: &str) -> Login {
    text.parse().unwrap()
}

fn add(bar: &Bar, name: &str, role: Role) {
    let new = NewUser { login: login(name), name: name.to_uppercase(), email: Some(format!("{name}@Bar.example")), role, key: None };
    bar.desk.add_user(bar.desk.new_order(), &new).unwrap();
}

fn create(bar: &Bar, subject: &str, requester: &str) -> Ticket {
    let requester = Some(Whom::Login(login(requester)));
    let new = NewTicket { subject: subject.to_owned(), description: format!("About {subject}"), requester, ..NewTicket::default() };
    bar.desk.create(bar.desk.new_order(), &new).unwrap().value
}

fn walk(bar: &Bar, ticket: &Ticket, to: Status) {
    bar.desk.transition(bar.desk.new_order(), &[ticket.number.into()], to, Some("moving on"), None).unwrap();
}

fn talk(bar: &Bar, ticket: &Ticket) {
    let guest = bar.desk_as("ida");
    for (place, body) in ["Hello?", "日本語の返事", "مرحبا\nسطر ثان", "emoji 👩‍👩‍👧 and ß, ł, ñ", "\u{1b}[31mred"].iter().enumerate()
    {
        let order = bar.desk.new_order();
        match place % 3 {
            0 => guest.comment(order, ticket.number.into(), body).map(drop).unwrap(),
            1 => bar.desk.comment(order, ticket.number.into(), body).map(drop).unwrap(),
            _ => bar.desk_as("ben").note(order, ticket.number.into(), body).map(drop).unwrap(),
        }
    }
}

/// A desk with everything on it that leaves with an export.
fn full() -> Bar {
    let bar = bar(40);
    add(&bar, "ben", Role::Bartender);
    add(&bar, "gone", Role::Bartender);
    add(&bar, "ida", Role::Customer);
    let subjects = ["Cannot redeem", "二重請求", "زجاجة مفقودة", "Straße ł ñ é", "=1+1", "'quoted'", "नमस्ते 👍🏽"];
    let tickets: Vec<Ticket> = subjects.iter().map(|subject| create(&bar, subject, "ida")).collect();
    tickets[..4].iter().for_each(|ticket| talk(&bar, ticket));
    let to = |name| Assignee::User(Whom::Login(login(name)));
    bar.desk.assign(bar.desk.new_order(), &[tickets[1].number.into(), tickets[2].number.into()], &to("ben"), None).unwrap();
    bar.desk.assign(bar.desk.new_order(), &[tickets[3].number.into()], &to("gone"), None).unwrap();
    walk(&bar, &tickets[1], Status::InProgress);
    walk(&bar, &tickets[2], Status::Resolved);
    walk(&bar, &tickets[3], Status::Closed);
    walk(&bar, &tickets[4], Status::Closed);
    walk(&bar, &tickets[4], Status::Open);
    let priority = Some(Set::blindly(Priority::Urgent));
    bar.desk.edit(bar.desk.new_order(), &[tickets[5].number.into()], &Edit { priority, ..Edit::default() }).unwrap();
    bar.desk.delete(bar.desk.new_order(), &[tickets[6].number.into()]).unwrap();
    let leaves = UserEdit { active: Some(false), role: Some(Role::Customer), ..UserEdit::default() };
    bar.desk.edit_user(bar.desk.new_order(), &login("gone"), &leaves).unwrap();
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    bar
}

#[test]
fn out_in_and_out_again_is_the_same_byte_for_byte() {
    let one = full();
    for options in [&["--notes"][..], &[]] {
        let two = bar(41);
        let out = one.export(options).out;
        assert_eq!(out.lines().count(), 14);
        let said = two.import(&[&two.write("out.ndjson", &out)]);
        assert!(said.end.is_ok(), "{}", said.err);
        assert_eq!(two.export(options).out, out);
        let (report, _) = two.import_json(&[&two.path("out.ndjson").to_string_lossy()]);
        assert_eq!((&report["taken"], &report["known"], &report["different"]), (&0.into(), &14.into(), &0.into()));
        let (report, _) = one.import_json(&[&two.path("out.ndjson").to_string_lossy()]);
        assert_eq!((&report["taken"], &report["known"]), (&0.into(), &14.into()), "a desk knows its own");
    }
}

#[test]
fn what_waits_and_what_is_counted_is_as_it_was() {
    let (one, two) = (full(), bar(42));
    two.import(&[&two.write("out.ndjson", one.export(&["--notes"]).out)]).end.unwrap();
    let of = |bar: &Bar| {
        let mut all: Vec<_> = bar.tickets();
        all.sort_by_key(|ticket| ticket.number);
        all.into_iter().map(|ticket| (ticket.number, ticket.unanswered_since, ticket.comment_count, ticket.note_count)).collect::<Vec<_>>()
    };
    assert_eq!(of(&two), of(&one));
    assert_eq!(two.desk.counts().unwrap(), one.desk.counts().unwrap());
}

#[test]
fn a_number_that_is_taken_is_drawn_anew_and_told() {
    let (one, two) = (bar(43), bar(43));
    add(&one, "ida", Role::Customer);
    let ticket = create(&one, "Mine", "ida");
    let line = one.export(&[]).out;
    let taken: Value = serde_json::from_str(&line).unwrap();
    // The other desk has the number already, on a ticket of its own.
    let own = line.replace(taken["id"].as_str().unwrap(), "0193a000-0000-7000-8000-000000000001");
    two.import(&[&two.write("own.ndjson", own)]).end.unwrap();
    let said = two.import(&[&two.write("out.ndjson", &line)]);
    assert!(said.out.contains("1 taken") && said.out.contains("; 1 with another number"), "{}", said.out);
    assert!(said.err.contains(&format!("{} is taken here; it is TKT-", ticket.number)), "{}", said.err);
    assert_eq!(two.tickets().len(), 2);
    assert_ne!(two.tickets()[1].number, ticket.number);
}

#[test]
fn people_are_found_by_login_then_by_address_and_never_changed() {
    let (one, two) = (bar(44), bar(45));
    add(&one, "ben", Role::Bartender);
    add(&one, "ida", Role::Customer);
    let ticket = create(&one, "Whose?", "ida");
    let ben = Assignee::User(Whom::Login(login("ben")));
    one.desk.assign(one.desk.new_order(), &[ticket.number.into()], &ben, None).unwrap();
    let new = NewUser {
        login: login("ida-m"),
        name: "Ida M".to_owned(),
        email: Some("IDA@bar.EXAMPLE".to_owned()),
        role: Role::Customer,
        key: None,
    };
    two.desk.add_user(two.desk.new_order(), &new).unwrap();
    add(&two, "ben", Role::Customer);
    let said = two.import(&[&two.write("out.ndjson", one.export(&[]).out)]);
    assert!(said.err.contains("ben cannot be assigned tickets here; it is nobody's"), "{}", said.err);
    let taken = &two.tickets()[0];
    assert_eq!((taken.requester.login.as_str(), taken.assignee.as_ref()), ("ida-m", None));
    let ben = two.desk.users().unwrap().into_iter().find(|user| user.login == login("ben")).unwrap();
    assert_eq!(ben.role, Role::Customer, "an import makes nobody more than they are");
}

#[test]
fn a_row_that_differs_from_its_ticket_is_left_alone() {
    let one = full();
    let out = one.export(&["--notes"]).out;
    let line = out.lines().find(|line| line.contains("Cannot redeem")).unwrap();
    let (report, _) = one.import_json(&[&one.write("edited.ndjson", line.replace("Hello?", "Goodbye!"))]);
    assert_eq!((&report["different"], &report["known"]), (&1.into(), &0.into()));
}

#[test]
fn a_text_that_cleaning_made_longer_comes_back() {
    let (one, two) = (bar(46), bar(47));
    let body = "\u{1}".repeat(bounds::BODY_BYTES);
    let new = NewTicket { subject: "Noise".to_owned(), description: body, ..NewTicket::default() };
    one.desk.create(one.desk.new_order(), &new).unwrap();
    let out = one.export(&[]).out;
    two.import(&[&two.write("out.ndjson", &out)]).end.unwrap();
    assert_eq!(two.export(&[]).out, out);
}
