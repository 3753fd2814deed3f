//! The people of the desk: adding, changing, disabling, and who is turned away at the door.

use crate::support::office::{MINUTE, Office, PEOPLE, login, number};
use barback::desk::{Assignee, Desk, DeskError, Fault, NewTicket, NewUser, Released, Target, UserEdit, Whom};
use barback::domain::search::Page;
use barback::domain::{Login, Role, Status};

fn add(desk: &Desk, login: &str, email: Option<&str>) -> Result<Released, DeskError> {
    let (login, email) = (self::login(login), email.map(str::to_owned));
    desk.add_user(desk.new_order(), &NewUser { login, name: "Somebody".to_owned(), email, role: Role::Bartender, key: None })
}

fn edit(desk: &Desk, login: &str, edit: &UserEdit) -> Result<Released, DeskError> {
    desk.edit_user(desk.new_order(), &self::login(login), edit)
}

fn role(role: Role) -> UserEdit {
    UserEdit { role: Some(role), ..UserEdit::default() }
}

fn active(active: bool) -> UserEdit {
    UserEdit { active: Some(active), ..UserEdit::default() }
}

#[test]
fn logins_are_plain_and_short() {
    for good in ["a", "ida", "ida.moss-2_x", &"a".repeat(64)] {
        assert!(good.parse::<Login>().is_ok(), "{good}");
    }
    for bad in ["", "Ida", "2ida", ".ida", "-ida", "ida moss", "idä", "me", "none", "all", "ida\n", &"a".repeat(65)] {
        let said = bad.parse::<Login>().expect_err(bad).to_string();
        assert!(said.starts_with(&format!("\"{bad}\" is not a login; use ")), "{said}");
    }
}

#[test]
fn everybody_is_listed_by_login_and_a_taken_login_or_email_is_refused() {
    let office = Office::new();
    let sam = office.desk("sam");
    let eve = add(&sam, "eve", Some("Eve@Example.org")).expect("added").user;
    assert_eq!((eve.role, eve.active, eve.created_at), (Role::Bartender, true, sam.now()));
    let logins: Vec<_> = sam.users().unwrap().into_iter().map(|user| user.login.to_string()).collect();
    assert_eq!(logins, ["dana", "eve", "ida", "kofi", "noor", "sam"]);
    let said = |result: Result<Released, DeskError>| {
        let error = result.expect_err("refused");
        assert_eq!(error.code(), "refused");
        error.to_string()
    };
    assert_eq!(said(add(&sam, "eve", None)), "the login eve is taken; choose another");
    assert_eq!(said(add(&sam, "eva", Some("eve@EXAMPLE.org"))), "the email eve@EXAMPLE.org is eve's; give another");
    let mail = |text: &str| UserEdit { email: Some(text.to_owned()), ..UserEdit::default() };
    assert_eq!(said(edit(&sam, "dana", &mail("EVE@example.org"))), "the email EVE@example.org is eve's; give another");
    assert_eq!(said(edit(&sam, "dana", &mail("no mail"))), "\"no mail\" is not an email address; use one as in ida@example.org");
    assert_eq!(edit(&sam, "eve", &mail("EVE@example.org")).expect("their own").user.email.as_deref(), Some("EVE@example.org"));
    assert_eq!(edit(&sam, "eve", &mail("")).expect("taken away").user.email, None);
    let unknown = said(edit(&sam, "nobody", &active(false)));
    assert_eq!(unknown, "nobody here has the login nobody; an admin adds them with `barback user add nobody --name NAME --role ROLE`");
}

#[test]
fn disabling_or_demoting_staff_releases_their_active_tickets_in_the_same_order() {
    for change in [active(false), role(Role::Customer)] {
        let office = Office::new();
        let [open, started, resolved, deleted] =
            [Status::Open, Status::InProgress, Status::Resolved, Status::Open].map(|status| office.ticket_at("dana", status));
        let sam = office.desk("sam");
        let kofi = Assignee::User(Whom::Login(login("kofi")));
        sam.assign(sam.new_order(), &[open, started, resolved, deleted].map(Target::from), &kofi, None).unwrap();
        office.delete("sam", deleted);
        office.clock.forward(MINUTE);
        let order = sam.new_order();
        let released = sam.edit_user(order, &login("kofi"), &change).unwrap();
        assert_eq!(released.tickets, [open, started], "says which, and so how many");
        assert!([open, started].iter().all(|ticket| office.look(*ticket).assignee.is_none()));
        assert_eq!(office.look(resolved).assignee.expect("what is done stays theirs").login, login("kofi"));
        let event = office.history(open).pop().unwrap();
        assert_eq!((event.order, event.change.kind.word(), event.actor_name.as_str()), (order, "assigned", "Sam Okafor"));
        assert_eq!(sam.counts().unwrap().unassigned, 2);
        assert!(sam.staff().unwrap().iter().all(|member| member.user.login != login("kofi")));
        let refused = sam.assign(sam.new_order(), &[open.into()], &kofi, None).expect_err("not active staff");
        assert!(refused.to_string().starts_with("kofi cannot be assigned a ticket: they are "), "{refused}");
    }
}

#[test]
fn other_changes_release_nothing() {
    let office = Office::new();
    let ticket = office.ticket_at("kofi", Status::InProgress);
    let sam = office.desk("sam");
    let promoted = edit(&sam, "kofi", &role(Role::Admin)).unwrap();
    assert_eq!((promoted.tickets, promoted.user.role), (Vec::new(), Role::Admin));
    let renamed = edit(&sam, "kofi", &UserEdit { name: Some(" Kofi\u{200B} A. ".to_owned()), ..UserEdit::default() }).unwrap();
    assert_eq!((renamed.user.name.as_str(), renamed.notice.as_deref()), ("Kofi A.", Some("1 invisible character removed")));
    assert_eq!(office.look(ticket).assignee.expect("still theirs").name, "Kofi A.");
}

#[test]
fn the_last_active_admin_stays() {
    let office = Office::new();
    let sam = office.desk("sam");
    for change in [active(false), role(Role::Bartender), role(Role::Customer)] {
        let said = edit(&sam, "sam", &change).expect_err("the last one");
        assert_eq!(
            (said.code(), said.to_string().as_str()),
            ("refused", "sam is the last active admin; make somebody else an admin first")
        );
    }
    edit(&sam, "dana", &role(Role::Admin)).unwrap();
    edit(&sam, "dana", &active(false)).unwrap();
    edit(&sam, "sam", &role(Role::Bartender)).expect_err("the other one is disabled");
    edit(&sam, "dana", &active(true)).unwrap();
    edit(&sam, "sam", &role(Role::Bartender)).expect("now there is another");
    assert_eq!(office.desk("sam").users().expect_err("a bartender now").code(), "denied");
}

#[test]
fn somebody_unknown_or_disabled_gets_no_further_than_the_door() {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    edit(&office.desk("sam"), "noor", &active(false)).unwrap();
    let query = office.desk("sam").read_query("").unwrap();
    for (who, message, hint) in [
        ("eve", "this desk does not know eve", "an admin adds them: `barback user add eve --name NAME --role ROLE`"),
        ("noor", "noor is disabled", "an admin enables them: `barback user enable noor`"),
    ] {
        let desk = office.desk(who);
        let errors = [
            desk.whoami().expect_err(who),
            desk.show(ticket).expect_err(who),
            desk.show(number(123_456)).expect_err(who),
            desk.list(&query, &Page::first(1)).expect_err(who),
            desk.count(&query, None).expect_err(who),
            desk.counts().expect_err(who),
            desk.read_query("status:nonsense").expect_err(who),
            desk.create(desk.new_order(), &NewTicket::default()).expect_err(who),
            desk.comment(desk.new_order(), ticket.into(), "words").expect_err(who),
            desk.transition(desk.new_order(), &[ticket.into()], Status::Closed, None, None).expect_err(who),
            desk.purge(desk.new_order(), &[]).expect_err(who),
            desk.users().expect_err(who),
        ];
        for error in errors {
            assert_eq!((error.to_string().as_str(), error.fault(), error.hint().as_deref()), (message, Fault::Denied, Some(hint)));
        }
    }
}

#[test]
fn a_session_of_somebody_who_is_disabled_is_out_at_once() {
    let office = Office::new();
    let noor = office.desk("noor");
    assert_eq!(noor.whoami().unwrap().name, PEOPLE[4].1);
    edit(&office.desk("sam"), "noor", &active(false)).unwrap();
    assert!(matches!(noor.whoami(), Err(DeskError::NotActive { .. })));
    edit(&office.desk("sam"), "noor", &active(true)).unwrap();
    assert!(noor.whoami().is_ok());
    edit(&office.desk("sam"), "noor", &active(false)).unwrap();
    let dana = office.desk("dana");
    let new = NewTicket { subject: "x".to_owned(), requester: Some(Whom::Login(login("noor"))), ..NewTicket::default() };
    let said = dana.create(dana.new_order(), &new).expect_err("disabled").to_string();
    assert_eq!(said, "noor is disabled; a ticket cannot be for them");
}

#[test]
fn guests_and_unknown_people_cannot_be_assigned() {
    let office = Office::new();
    let (ticket, dana) = (office.ticket("ida", "x"), office.desk("dana"));
    let said = |who: &str| {
        let to = Assignee::User(Whom::Login(login(who)));
        dana.assign(dana.new_order(), &[ticket.into()], &to, None).expect_err("refused").to_string()
    };
    assert_eq!(said("ida"), "ida cannot be assigned a ticket: they are a guest; choose an active admin or bartender");
    assert_eq!(said("eve"), "nobody here has the login eve; an admin adds them with `barback user add eve --name NAME --role ROLE`");
    assert_eq!(office.look(ticket).version, 1);
}

#[test]
fn nobody_who_has_gone_gets_a_ticket_back() {
    let office = Office::new();
    let sam = office.desk("sam");
    let (undeleted, reopened) = (office.ticket_at("sam", Status::Open), office.ticket_at("sam", Status::Open));
    let to_dana = Assignee::User(Whom::Login(login("dana")));
    sam.assign(sam.new_order(), &[undeleted.into(), reopened.into()], &to_dana, None).unwrap();
    office.delete("sam", undeleted);
    office.walk("sam", reopened, Status::Resolved).unwrap();
    edit(&sam, "dana", &active(false)).unwrap();
    sam.undelete(sam.new_order(), &[undeleted.into()]).unwrap();
    office.walk("sam", reopened, Status::Open).unwrap();
    for number in [undeleted, reopened] {
        assert_eq!(office.look(number).assignee, None);
        assert_eq!(office.kinds(number).last(), Some(&"assigned"), "and the history says so");
    }
}

#[test]
fn a_ticket_that_is_named_twice_is_meant_once() {
    let office = Office::new();
    let sam = office.desk("sam");
    let number = office.ticket("ida", "Charged twice");
    let done = sam.transition(sam.new_order(), &[number.into(), number.into()], Status::Resolved, Some("refunded"), None).unwrap();
    assert_eq!(done.value.len(), 1);
    assert_eq!(office.look(number).comment_count, 1);
}

#[test]
fn an_address_is_the_same_in_any_case_of_any_letters() {
    let office = Office::new();
    let sam = office.desk("sam");
    add(&sam, "joerg", Some("jörg@example.org")).unwrap();
    let said = add(&sam, "joerg2", Some("JÖRG@example.org")).unwrap_err().to_string();
    assert!(said.contains("is joerg's"), "{said}");
}
