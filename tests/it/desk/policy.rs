//! Who may do what: the pure function against PRODUCT's table, and the same at the doors.

use crate::support::office::{Office, login, number};
use barback::desk::{Assignee, Desk, DeskError, Edit, NewTicket, NewUser, NewView, Set, Slot, Target, UserEdit, Whom};
use barback::domain::policy::{Act, Denied, Tie, allow};
use barback::domain::{Category, Priority, Role, Status, TicketNumber};

/// PRODUCT section 3, written out. A bartender; a guest without a ticket, with one of their own (open, in progress, resolved,
/// closed), with another's. `y` may, `n` never, `c` only what they created, `t` not while it stands there. An admin may all.
const TABLE: &[(Act, &str)] = &[
    (Act::See, "y y yyyy n"),
    (Act::SeeInternals, "y n nnnn n"),
    (Act::Create, "y y yyyy y"),
    (Act::CreateForAnother, "y n nnnn n"),
    (Act::Triage, "y n nnnn n"),
    (Act::Comment, "y n yyyt n"),
    (Act::Note, "y n nnnn n"),
    (Act::Assign, "y n nnnn n"),
    (Act::Start, "y n nnnn n"),
    (Act::Resolve, "y n nnnn n"),
    (Act::Edit, "y n nnnn n"),
    (Act::Bulk, "y n nnnn n"),
    (Act::Close, "y n ttyt n"),
    (Act::Reopen, "y n ttyy n"),
    (Act::Delete, "c n nnnn n"),
    (Act::Undelete, "c n nnnn n"),
    (Act::Undo, "y n nnnn n"),
    (Act::Purge, "n n nnnn n"),
    (Act::ManageUsers, "n n nnnn n"),
    (Act::Import, "n n nnnn n"),
    (Act::Export, "y n nnnn n"),
    (Act::Stats, "y n nnnn n"),
    (Act::KeepViews, "y n nnnn n"),
    (Act::ShareViews, "n n nnnn n"),
    (Act::SetOwn, "y y yyyy y"),
    (Act::SetWork, "y n nnnn n"),
    (Act::SetDesk, "n n nnnn n"),
    (Act::Examine, "n n nnnn n"),
    (Act::BackUp, "n n nnnn n"),
];

/// The letter of the table for this role, act and tie.
fn letter(role: Role, act: Act, tie: Option<Tie>) -> char {
    let row = TABLE.iter().find(|(of, _)| *of == act).unwrap_or_else(|| panic!("{act:?} is not in the table")).1;
    let letters: Vec<char> = row.chars().filter(|letter| *letter != ' ').collect();
    match (role, tie) {
        (Role::Admin, _) => 'y',
        (Role::Bartender, tie) if letters[0] == 'c' => tie.filter(|tie| tie.creator).map_or('c', |_| 'y'),
        (Role::Bartender, _) => letters[0],
        (Role::Customer, None) => letters[1],
        (Role::Customer, Some(tie)) if tie.requester => letters[2 + Status::ALL.iter().position(|status| *status == tie.status).unwrap()],
        (Role::Customer, Some(_)) => letters[6],
    }
}

#[test]
fn every_role_act_and_tie_is_as_the_table_says() {
    let mut ties = vec![None];
    for status in Status::ALL {
        for (requester, creator) in [(false, false), (false, true), (true, false), (true, true)] {
            ties.push(Some(Tie { requester, creator, status: *status }));
        }
    }
    for (role, act) in Role::ALL.iter().flat_map(|role| Act::ALL.iter().map(move |act| (*role, *act))) {
        for tie in &ties {
            let said = match allow(role, act, *tie) {
                Ok(()) => 'y',
                Err(Denied::Role { .. }) => 'n',
                Err(Denied::NotTheirs { .. }) => 'c',
                Err(Denied::NotNow { .. }) => 't',
            };
            assert_eq!(said, letter(role, act, *tie), "{role} {act:?} {tie:?}");
        }
    }
    assert_eq!(TABLE.len(), Act::ALL.len(), "an act is missing in the table or stands there twice");
}

/// Does the act, or tries to, on this ticket.
fn attempt(desk: &Desk, act: Act, on: TicketNumber) -> Result<(), DeskError> {
    let (order, targets) = (desk.new_order(), [Target::from(on)]);
    let walk = |to| desk.transition(order, &targets, to, None, None).map(drop);
    match act {
        Act::See => desk.show(on).map(drop),
        Act::Comment => desk.comment(order, on.into(), "words").map(drop),
        Act::Note => desk.note(order, on.into(), "words").map(drop),
        Act::Assign => desk.assign(order, &targets, &Assignee::User(Whom::Login(login("kofi"))), None).map(drop),
        Act::Edit => desk.edit(order, &targets, &Edit { category: Some(Set::blindly(Category::Billing)), ..Edit::default() }).map(drop),
        Act::Start => walk(Status::InProgress),
        Act::Resolve => walk(Status::Resolved),
        Act::Close => walk(Status::Closed),
        Act::Reopen => walk(Status::Open),
        Act::Delete => desk.delete(order, &targets).map(drop),
        Act::Undelete => desk.undelete(order, &targets).map(drop),
        other => panic!("{other:?} is not done to one ticket"),
    }
}

const ON_ONE: [Act; 11] = [
    Act::See,
    Act::Comment,
    Act::Note,
    Act::Assign,
    Act::Edit,
    Act::Start,
    Act::Resolve,
    Act::Close,
    Act::Reopen,
    Act::Delete,
    Act::Undelete,
];

/// Whether anybody at all could do this to a ticket that stands there.
fn possible(act: Act, status: Status) -> bool {
    match act {
        Act::Start => status <= Status::InProgress,
        Act::Resolve => status <= Status::Resolved,
        _ => true,
    }
}

#[test]
fn the_doors_say_what_the_policy_says() {
    let office = Office::new();
    let entered = |act| Status::ALL.iter().copied().find(|status| Act::entering(*status) == act);
    for act in ON_ONE {
        for status in Status::ALL.iter().copied() {
            for (who, role) in [
                ("sam", Role::Admin),
                ("dana", Role::Bartender),
                ("kofi", Role::Bartender),
                ("ida", Role::Customer),
                ("noor", Role::Customer),
            ] {
                let ticket = office.ticket_at("dana", status);
                let tie = Tie { requester: who == "ida", creator: who == "dana", status };
                let wanted = match letter(role, act, Some(tie)) {
                    _ if who == "noor" => "not_found",
                    // What is so already is nothing to do.
                    't' if entered(act) == Some(status) => "done",
                    'y' if possible(act, status) => "done",
                    'y' | 't' => "refused",
                    _ => "denied",
                };
                let before = office.look(ticket);
                let said = attempt(&office.desk(who), act, ticket);
                assert_eq!(said.as_ref().map_or_else(DeskError::code, |()| "done"), wanted, "{who}: {act:?} while {status}: {said:?}");
                assert!(said.is_ok() || office.look(ticket) == before, "{who}: {act:?} changed what it refused");
            }
        }
    }
}

#[test]
fn acts_without_a_ticket_are_denied_by_role() {
    let office = Office::new();
    for (who, role) in [("sam", Role::Admin), ("dana", Role::Bartender), ("ida", Role::Customer)] {
        let desk = office.desk(who);
        let new_user = NewUser { login: login(&format!("by-{who}")), name: "New".to_owned(), email: None, role: Role::Customer, key: None };
        let shared = NewView { name: "All".to_owned(), query: String::new(), slot: Slot::Same, shared: true };
        let doors: Vec<(Act, Result<(), DeskError>)> = vec![
            (Act::ManageUsers, desk.users().map(drop)),
            (Act::ManageUsers, desk.add_user(desk.new_order(), &new_user).map(drop)),
            (Act::ManageUsers, desk.edit_user(desk.new_order(), &login("noor"), &UserEdit { role: None, ..UserEdit::default() }).map(drop)),
            (Act::Stats, desk.stats().map(drop)),
            (Act::Examine, desk.examine(&mut |_, _| {}).map(drop)),
            (Act::BackUp, desk.demand_keeper()),
            (Act::Examine, desk.rebuild(&mut |_, _| {}).map(drop)),
            (Act::Undo, desk.undo(desk.new_order()).map(drop)),
            (Act::Undo, desk.redo(desk.new_order()).map(drop)),
            (Act::KeepViews, desk.views().map(drop)),
            (Act::ShareViews, desk.save_view(desk.new_order(), &shared).map(drop)),
            (Act::KeepViews, desk.save_view(desk.new_order(), &NewView { shared: false, ..shared }).map(drop)),
            (Act::Assign, desk.staff().map(drop)),
            (Act::SeeInternals, desk.demand_internals()),
            (Act::Purge, desk.purge(desk.new_order(), &[]).map(drop)),
        ];
        for (act, said) in doors {
            let wanted = if letter(role, act, None) == 'y' { "done" } else { "denied" };
            assert_eq!(said.as_ref().map_or_else(DeskError::code, |()| "done"), wanted, "{who}: {act:?}");
        }
    }
}

#[test]
fn a_guest_creates_for_themselves_and_triages_nothing() {
    let office = Office::new();
    let plain = NewTicket { subject: "Charged twice".to_owned(), category: Some(Category::Billing), ..NewTicket::default() };
    let for_whom = |who: &str| NewTicket { requester: Some(Whom::Login(login(who))), ..plain.clone() };
    let ida = office.desk("ida");
    let tried = |new: &NewTicket| ida.create(ida.new_order(), new).map(|done| done.value).map_err(|error| error.code());
    assert_eq!(tried(&plain).expect("their own").requester.login, login("ida"));
    assert_eq!(tried(&for_whom("ida")).expect("their own").category, Category::Billing);
    // Whether somebody has the login or not: a guest cannot tell.
    assert_eq!([tried(&for_whom("noor")), tried(&for_whom("nobody-here"))], [Err("denied"), Err("denied")]);
    assert_eq!(tried(&NewTicket { priority: Some(Priority::Medium), ..plain.clone() }), Err("denied"));
    assert_eq!(tried(&NewTicket { assignee: Some(Assignee::Nobody), ..plain.clone() }), Err("denied"));
    assert_eq!(tried(&NewTicket { status: Some(Status::Open), ..plain.clone() }), Err("denied"));
    assert_eq!(office.create("dana", &for_whom("noor")).requester.login, login("noor"));
}

#[test]
fn to_a_guest_not_there_not_theirs_deleted_and_purged_are_one_answer() {
    let office = Office::new();
    let (others, deleted, purged) = (office.ticket("noor", "x"), office.ticket("ida", "x"), office.ticket("ida", "x"));
    office.delete("sam", deleted);
    office.purge(purged);
    let ida = office.desk("ida");
    for act in ON_ONE {
        for hidden in [others, deleted, purged, number(123_456)] {
            let error = attempt(&ida, act, hidden).expect_err("a guest cannot");
            let said = (error.to_string().replace(&hidden.to_string(), "TKT-N"), error.code(), error.hint(), error.fault());
            let wanted = DeskError::NotFound(hidden);
            assert_eq!(said, ("there is no ticket TKT-N".to_owned(), "not_found", wanted.hint(), wanted.fault()), "{act:?}");
        }
    }
    let purge = |on: TicketNumber| ida.purge(ida.new_order(), &[on.into()]).expect_err("a guest cannot").to_string();
    assert!([others, deleted, purged, number(123_456)].map(purge).iter().all(|said| said == "a customer may not purge tickets"));
}

#[test]
fn staff_are_told_of_a_deleted_and_of_a_purged_ticket() {
    let office = Office::new();
    let (deleted, purged) = (office.ticket("ida", "x"), office.ticket("ida", "x"));
    office.delete("sam", deleted);
    office.purge(purged);
    let dana = office.desk("dana");
    let shown = dana.show(deleted).expect("shown that it is deleted").ticket;
    assert_eq!(shown.deleted_by.expect("by whom").name, "Sam Okafor");
    let refused = attempt(&dana, Act::Comment, deleted).expect_err("deleted").to_string();
    assert_eq!(refused, format!("{deleted} was deleted by Sam Okafor at 2026-11-22 22:00; `undelete` it first"));
    let gone = dana.show(purged).expect_err("purged");
    assert_eq!((gone.to_string(), gone.code()), (format!("{purged} was purged by Sam Okafor at 2026-11-22 22:00"), "not_found"));
}
