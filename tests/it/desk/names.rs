//! Names that read like those of staff: who wrote something is known by their role, whatever they are called.

use crate::support::office::{Office, login};
use barback::desk::{Desk, NewUser, Released, UserEdit};
use barback::domain::{Role, author_label, bounds};

#[test]
fn an_author_comes_with_the_role_they_have_now() {
    let office = Office::new();
    let ticket = office.ticket("ida", "Till 3 is frozen");
    for (who, text) in [("ida", "Anybody?"), ("dana", "On my way")] {
        let desk = office.desk(who);
        desk.comment(desk.new_order(), ticket.into(), text).expect("a comment");
    }
    let roles = || {
        let shown = office.desk("sam").show(ticket).expect("the ticket");
        let authors = shown.comments.iter().map(|comment| comment.author.role).collect::<Vec<_>>();
        (shown.ticket.requester.role, authors, shown.events.iter().map(|event| event.actor_role).collect::<Vec<_>>())
    };
    let (guest, staff) = (Role::Customer, Role::Bartender);
    assert_eq!(roles(), (guest, vec![guest, staff], vec![guest, guest, staff]));
    let sam = office.desk("sam");
    sam.edit_user(sam.new_order(), &login("ida"), &UserEdit { role: Some(staff), ..UserEdit::default() }).expect("hired");
    assert_eq!(roles(), (staff, vec![staff, staff], vec![staff, staff, staff]));
}

#[test]
fn a_guest_is_marked_where_staff_read_and_nowhere_else() {
    for (role, viewer_is_staff, expected) in [
        (Role::Customer, true, "Sam Reed, guest"),
        (Role::Customer, false, "Sam Reed"),
        (Role::Bartender, true, "Sam Reed"),
        (Role::Bartender, false, "Sam Reed"),
        (Role::Admin, true, "Sam Reed"),
        (Role::Admin, false, "Sam Reed"),
    ] {
        assert_eq!(author_label("Sam\n\u{202E}Reed", role, viewer_is_staff), expected, "{role} {viewer_is_staff}");
    }
}

/// Names that a reader takes for "Sam Okafor" or "sam", each by another trick.
const LIKE_SAM: &[&str] = &[
    "Sam Okafor",
    "SAM OKAFOR",
    "sam okafor",
    "S\u{430}m Ok\u{430}for",
    "Sam\u{A0}Okafor",
    "Sam\u{3164}Okafor",
    "Sam\u{2800}Okafor",
    "SamOkafor",
    "Sam  Okafor ",
    "Ｓａｍ Ｏｋａｆｏｒ",
    "Sam 0kafor",
    "𝐒𝐚𝐦 𝐎𝐤𝐚𝐟𝐨𝐫",
    "Sam\u{200B} Okafor",
    "sam",
    "Ѕаm",
];

const LIKE_NOBODY: &[&str] = &["Sam Okafors", "Samuel Okafor", "Sämi Okafor", "Eve", "Ида Мосс", "山田太郎"];

fn added(desk: &Desk, login: &str, name: &str) -> Released {
    let (login, role) = (self::login(login), Role::Customer);
    desk.add_user(desk.new_order(), &NewUser { login, name: name.to_owned(), email: None, role, key: None }).expect("added")
}

#[test]
fn a_name_that_looks_like_staff_is_noticed_where_it_comes_in() {
    let office = Office::new();
    let sam = office.desk("sam");
    for (place, name) in LIKE_SAM.iter().enumerate() {
        let added = added(&sam, &format!("guest-{place}"), name);
        let notice = added.looks_like.unwrap_or_else(|| panic!("{name:?} is not noticed"));
        assert!(notice.ends_with("looks like Sam Okafor (sam), who is staff"), "{notice}");
        let renamed = UserEdit { name: Some(format!("{name} {name}")), ..UserEdit::default() };
        let edited = sam.edit_user(sam.new_order(), &added.user.login, &renamed).expect("renamed");
        assert_eq!(edited.looks_like, None, "twice the name");
        let back = sam.edit_user(sam.new_order(), &added.user.login, &UserEdit { name: Some((*name).to_owned()), ..UserEdit::default() });
        assert!(back.expect("renamed").looks_like.is_some(), "{name:?}");
    }
    for (place, name) in LIKE_NOBODY.iter().enumerate() {
        assert_eq!(added(&sam, &format!("other-{place}"), name).looks_like, None, "{name}");
    }
    // Staff who have left are nobody to be taken for, and nobody is taken for themselves.
    let edit = |login: &str, edit: &UserEdit| sam.edit_user(sam.new_order(), &self::login(login), edit).expect("edited").looks_like;
    assert_eq!(edit("sam", &UserEdit { name: Some("Sam Okafor".to_owned()), ..UserEdit::default() }), None);
    edit("kofi", &UserEdit { active: Some(false), ..UserEdit::default() });
    assert_eq!(added(&sam, "kofi-2", "Kofi Mensah").looks_like, None);
    edit("kofi", &UserEdit { active: Some(true), ..UserEdit::default() });
    assert!(edit("kofi-2", &UserEdit { email: Some("k@example.org".to_owned()), ..UserEdit::default() }).is_some());
}

#[test]
fn the_doctor_names_guests_who_look_like_staff() {
    let office = Office::new();
    let sam = office.desk("sam");
    let found =
        || sam.examine(&mut |_, _| ()).expect("examined").into_iter().filter(|finding| finding.check == "users").collect::<Vec<_>>();
    assert_eq!(found(), []);
    added(&sam, "eve", "D\u{430}na Reyes");
    let one = found();
    assert_eq!(one[0].message, "D\u{430}na Reyes (eve) looks like Dana Reyes (dana), who is staff");
    added(&sam, "eve-2", "kofi");
    assert!(found()[0].message.ends_with("who is staff, and so do 1 more"), "{:?}", found());
}

/// Every character that Unicode gives no ink: white space, fillers, and what is ignored by default.
#[test]
fn a_name_has_no_blank_but_the_plain_one_and_nothing_unseen() {
    const FILLERS: &str = "\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}";
    const UNSEEN: &str = "\u{34F}\u{17B4}\u{17B5}\u{200B}\u{2060}\u{AD}\u{FEFF}\u{E0041}\u{1D173}";
    let white = ('\0'..=char::MAX).filter(|letter| letter.is_whitespace()).collect::<Vec<_>>();
    assert!(white.len() >= 25);
    for blank in white.into_iter().chain(FILLERS.chars()) {
        for name in [format!("Sam{blank}Reed"), format!("{blank}Sam{blank}{blank} {blank}Reed{blank}")] {
            assert_eq!(bounds::name(&name).expect("a name").text, "Sam Reed", "U+{:04X}", u32::from(blank));
            assert_eq!(bounds::restored_name(&name).expect("a name").text, "Sam Reed", "U+{:04X}", u32::from(blank));
        }
        assert!(bounds::name(&blank.to_string()).is_err(), "U+{:04X} alone is no name", u32::from(blank));
    }
    for unseen in UNSEEN.chars() {
        let cleaned = bounds::name(&format!("Sam{unseen} Reed")).expect("a name");
        assert_eq!((cleaned.text.as_str(), cleaned.removed), ("Sam Reed", 1), "U+{:04X}", u32::from(unseen));
    }
    for spelled in ["می\u{200C}خواهم", "ශ්\u{200D}රී", "Łukasz Żak", "Nguyễn Văn A", "👩\u{200D}🚀 Mae", "ᠠ\u{180B}"]
    {
        assert_eq!(bounds::name(spelled).expect("a name").text, spelled);
        assert_eq!(bounds::name(&bounds::name(spelled).expect("a name").text).expect("again").text, spelled);
    }
}
