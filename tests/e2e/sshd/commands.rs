//! One command at a time: as what is typed, as what a program sends, and for whom there is which.

use super::venue::Venue;
use serde_json::Value;

#[test]
fn people_come_with_their_keys_and_programs_with_documents() {
    let Some(venue) = Venue::open() else { return };
    // A program files a ticket and reads it back.
    let filed = venue.feed("ida", "new --stdin --json", r#"{"subject":"Till #3 \"beeps\"","description":"since nine\nit says E4"}"#);
    assert_eq!(filed.status, 0, "{}", filed.err);
    let ticket: Value = serde_json::from_str(&filed.out).unwrap();
    assert_eq!(ticket["subject"], "Till #3 \"beeps\"");
    assert!(ticket.get("priority").is_none() && ticket.get("version").is_none(), "{ticket}");
    let number = ticket["ticket_number"].as_str().unwrap();
    // Words are split as a shell splits them, and a number sign is one.
    let posted = venue.ssh("dana", &format!("comment {number} 'Is it till #3?' --json"));
    assert_eq!((posted.status, posted.out.contains("Is it till #3?")), (0, true), "{}", posted.err);
    venue.ssh("dana", &format!("comment {number} 'known trouble, secretword' --internal"));
    for (command, says) in
        [(format!("show {number}"), "Is it till #3?"), ("barback list".to_owned(), "Till #3"), ("list till".to_owned(), "Till #3")]
    {
        let said = venue.ssh("ida", &command);
        assert!(said.status == 0 && said.out.contains(says) && !said.out.contains("secretword"), "{command}: {}{}", said.out, said.err);
    }
    assert_eq!(venue.ssh("ida", "list secretword").out, "");
    assert_eq!(
        venue.ssh("noor", &format!("show {number}")).err,
        format!("barback: there is no ticket {number}\nhint: `barback list` shows the tickets there are\n")
    );
    // Staff.
    for (who, command, status) in [
        ("dana", format!("assign {number} me"), 0),
        ("dana", format!("resolve {number} -m 'Use till 4.'"), 0),
        ("ida", format!("close {number}"), 0),
        ("ida", format!("reopen {number}"), 0),
        ("dana", "next".to_owned(), 0),
        ("dana", format!("edit {number} --priority high"), 0),
        ("dana", "undo".to_owned(), 0),
        ("dana", "redo".to_owned(), 0),
        ("dana", "stats --json".to_owned(), 0),
        ("dana", "export".to_owned(), 0),
        ("dana", "view list".to_owned(), 0),
        ("sam", format!("delete {number} --yes"), 0),
        ("sam", format!("undelete {number}"), 0),
        ("sam", "user list".to_owned(), 0),
        ("sam", "key list ida".to_owned(), 0),
        ("sam", "doctor --json".to_owned(), 0),
    ] {
        let said = venue.ssh(who, &command);
        assert_eq!(said.status, status, "{who}: {command}: {}{}", said.out, said.err);
    }
    let help = venue.ssh("ida", "help");
    assert_eq!(
        (help.status, help.out.as_str()),
        (0, "commands here: list, show, new, comment, close, reopen; `list --help` tells about one, and so on\n")
    );
}

#[test]
fn whoever_has_no_key_any_more_or_is_disabled_is_out() {
    let Some(venue) = Venue::open() else { return };
    assert_eq!(venue.ssh("ida", "list").status, 0);
    let listed: Value = serde_json::from_str(&venue.admin(&["key", "list", "ida", "--json"])).unwrap();
    let print = listed["keys"][0]["fingerprint"].as_str().unwrap().to_owned();
    // A second key of hers, taken away again while she sits there.
    let second = std::fs::read_to_string(venue.new_key("ida-phone").with_extension("pub")).unwrap();
    venue.admin(&["key", "add", "ida", second.trim()]);
    assert_eq!(venue.ssh("ida-phone", "list").status, 0);
    let mut phone = venue.sit_down("ida-phone", super::USUAL);
    let mut laptop = venue.sit_down("ida", super::USUAL);
    phone.until(" 0 resolved").until("ida");
    laptop.until(" 0 resolved").until("ida");
    let keys: Value = serde_json::from_str(&venue.admin(&["key", "list", "ida", "--json"])).unwrap();
    let other = keys["keys"][1]["fingerprint"].as_str().unwrap().to_owned();
    assert_ne!(print, other);
    venue.admin(&["key", "remove", "ida", &other]);
    phone.until("the key you signed in with is not ida's any more");
    assert_eq!(phone.ended().exit_code(), 4);
    assert!(venue.ssh("ida-phone", "list").err.contains("Permission denied"));
    // The one that is still hers goes on, until she is disabled.
    laptop.types("?").until("What can be done").types(super::ESC);
    venue.admin(&["user", "disable", "ida"]);
    laptop.until("ida is disabled");
    assert_eq!(laptop.ended().exit_code(), 4);
    assert!(venue.ssh("ida", "list").err.contains("Permission denied"));
    venue.admin(&["user", "enable", "ida"]);
    assert_eq!(venue.ssh("ida", "list").status, 0);
    // Nobody comes without, and a key opens no other account.
    venue.new_key("stranger");
    assert!(venue.ssh("stranger", "list").err.contains("Permission denied"));
}

#[test]
fn there_are_bounds_to_what_one_person_may_do() {
    let Some(venue) = Venue::open() else { return };
    for _ in 0..20 {
        venue.admin(&["new", "--as", "ida", "-s", "filler"]);
    }
    let refused = venue.ssh("ida", "new -s 'one more'");
    assert_eq!((refused.status, refused.err.contains("more than 20 new tickets of yours within an hour")), (1, true), "{}", refused.err);
    assert_eq!(venue.ssh("noor", "new -s mine").status, 0, "others go on");
    let mut seats: Vec<_> = (0..4).map(|_| venue.sit_down("ida", super::USUAL)).collect();
    for seat in &mut seats {
        seat.until(" 0 resolved").until("ida");
    }
    let refused = venue.ssh("ida", "list");
    assert_eq!((refused.status, refused.err.contains("you are here 4 times already")), (1, true), "{}", refused.err);
    seats[0].types("q");
    seats[0].ended();
    assert_eq!(venue.ssh("ida", "list").status, 0);
}
