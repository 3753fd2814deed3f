//! What becomes of another desk's rows.

use super::support::{at, bar, fixture};
use barback::desk::{Edit, Set};
use barback::domain::event::EventKind as Kind;
use barback::domain::{Category, Priority, Status};

#[test]
fn every_oddity_is_taken_by_the_rules() {
    let bar = bar(1);
    let said = bar.import(&[&fixture("desk-oddities.csv")]);
    assert!(said.end.is_ok(), "{}", said.err);
    assert!(said.out.starts_with("8 taken, 0 known, 0 different, 0 bad; 6 people new in "), "{}", said.out);
    assert!(!said.out.contains(" in 0.0 s"), "each look at this clock takes a second");
    let tickets = bar.tickets();
    let of = |place: usize| (tickets[place].status, tickets[place].priority, tickets[place].category);
    assert_eq!(of(0), (Status::Open, Priority::Urgent, Category::Technical));
    assert_eq!(of(1), (Status::InProgress, Priority::High, Category::Billing), "pending with a first response");
    assert_eq!(of(2), (Status::Open, Priority::Medium, Category::Billing), "pending without one");
    assert_eq!(of(3), (Status::Closed, Priority::Low, Category::Account));
    assert_eq!(of(7), (Status::InProgress, Priority::Medium, Category::General));
    assert_eq!(tickets[0].description, "The {product_purchased} says \"no\".\n\nIt is the third time, really.");
    assert_eq!(tickets[2].subject, "=HYPERLINK(\"http://evil.example\",\"look\")");
    assert_eq!(tickets[4].subject, "زجاجة مفقودة");
    assert!(tickets.iter().all(|ticket| ticket.assignee.is_none()), "import never assigns");
}

#[test]
fn one_address_is_one_person_and_logins_tell_namesakes_apart() {
    let bar = bar(2);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let logins: Vec<String> = bar.tickets().iter().map(|ticket| ticket.requester.login.to_string()).collect();
    assert_eq!(logins, ["ida.moss", "ida.moss", "ida.moss-2", "pat.o-brien-bar", "sara", "guest", "guest", "unknown-requester"]);
    let users = bar.desk.users().unwrap();
    let ida = users.iter().find(|user| user.login.as_str() == "ida.moss").unwrap();
    assert_eq!((ida.email.as_deref(), ida.role.word()), (Some("Ida.Moss@Example.org"), "customer"));
}

#[test]
fn a_person_without_an_address_is_known_by_name_also_the_next_time() {
    let bar = bar(3);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let later = bar.write("later.csv", "Subject,Requester\nAgain,林美玲\nOther,Ida Moss\n");
    bar.import(&[&later]).end.unwrap();
    let tickets = bar.tickets();
    assert_eq!(tickets[8].requester.login.as_str(), "guest");
    assert_eq!(tickets[9].requester.login.as_str(), "ida-moss", "the Ida with an address may be another");
}

#[test]
fn a_name_that_is_made_of_an_address_fits_where_names_go() {
    let (one, two) = (bar(12), bar(13));
    let long = "m".repeat(140);
    one.import(&[&one.write("long.csv", format!("Subject,Email\nHello,{long}@example.org\n"))]).end.unwrap();
    assert_eq!(one.tickets()[0].requester.name.len(), 100);
    let said = two.import(&[&two.write("out.ndjson", one.export(&[]).out)]);
    assert!(said.end.is_ok(), "{}", said.err);
}

#[test]
fn times_are_the_venues_and_never_run_backwards() {
    let bar = bar(4);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let tickets = bar.tickets();
    assert_eq!(tickets[1].created_at, at("2026-11-01T11:15:36Z"), "the wall clock is an hour ahead");
    let early = &tickets[3];
    assert_eq!(early.created_at, at("2026-11-02T00:57:40Z"), "the earliest in the row");
    assert_eq!(early.resolved_at, Some(at("2026-11-02T06:29:40Z")), "not before the first response");
    assert_eq!(early.closed_at, early.resolved_at);
    let late = &tickets[4];
    assert_eq!((late.created_at, late.closed_at), (at("2026-11-03T09:00:00Z"), Some(at("2026-11-03T17:00:00Z"))));
    assert_eq!(late.updated_at, at("2026-11-03T17:00:00Z"));
    assert!(tickets[0].created_at >= at("2026-11-20T23:00:00Z"), "no time in the row: now");
    assert_eq!((tickets[1].unanswered_since, tickets[2].unanswered_since), (None, Some(tickets[2].created_at)));
}

#[test]
fn the_history_says_imported_and_then_each_step() {
    let bar = bar(5);
    bar.import(&[&fixture("desk-oddities.csv"), "--source", "old desk"]).end.unwrap();
    let closed = &bar.tickets()[3];
    let dossier = bar.show(closed);
    let kinds: Vec<Kind> = dossier.events.iter().map(|event| event.change.kind).collect();
    assert_eq!(kinds, [Kind::Imported, Kind::Started, Kind::Commented, Kind::Resolved, Kind::Closed]);
    assert_eq!(dossier.events[0].change.after, serde_json::json!({ "source": "old desk", "id": "4" }));
    assert!(dossier.events.is_sorted_by_key(|event| event.at));
    assert_eq!(closed.version, 5);
    assert_eq!(dossier.comments[0].body, "Closed as asked.\nGoodbye.");
    assert_eq!(dossier.comments[0].author.id, bar.desk.whoami().unwrap().id);
    assert_eq!(Some(dossier.comments[0].created_at), closed.resolved_at);
}

#[test]
fn twice_adds_nothing_and_a_changed_row_is_left_alone() {
    let bar = bar(6);
    let rows = "Id,Subject,Note\n1,One,a\n2,Two,b\n";
    bar.import(&[&bar.write("desk.csv", rows)]).end.unwrap();
    let ticket = bar.tickets().remove(0);
    let edit = Edit { subject: Some(Set::blindly("One, mended".to_owned())), ..Edit::default() };
    bar.desk.edit(bar.desk.new_order(), &[ticket.number.into()], &edit).unwrap();
    let (report, _) = bar.import_json(&[&bar.path("desk.csv").to_string_lossy()]);
    assert_eq!(
        (&report["taken"], &report["known"], &report["people"]),
        (&0.into(), &2.into(), &0.into()),
        "what was done here does not matter"
    );
    bar.write("desk.csv", "Id,Subject,Note\n1,One,changed\n3,Three,c\n");
    let (report, said) = bar.import_json(&[&bar.path("desk.csv").to_string_lossy()]);
    assert_eq!((&report["taken"], &report["different"], said.err.as_str()), (&1.into(), &1.into(), ""));
    assert_eq!(report["different_rows"], serde_json::json!([{ "line": 2, "id": "1", "ticket_number": ticket.number }]));
    let said = bar.import(&[&bar.path("desk.csv").to_string_lossy()]);
    assert!(said.err.contains(&format!("line 2: 1 is {} here", ticket.number)), "{}", said.err);
    assert_eq!(bar.tickets()[0].subject, "One, mended");
}

#[test]
fn another_source_is_another_desk() {
    let bar = bar(7);
    let file = bar.write("desk.csv", "Id,Subject\n1,One\n");
    bar.import(&[&file]).end.unwrap();
    bar.import(&[&file, "--source", "the other bar"]).end.unwrap();
    bar.import(&[&file, "--source", "the other bar"]).end.unwrap();
    assert_eq!(bar.tickets().len(), 2);
}

#[test]
fn columns_and_words_can_be_told() {
    let bar = bar(8);
    let file = bar.write("odd.csv", "Betreff,Lage,Wichtig,Subject\nKein Glas,Eskaliert,P1,not this\n");
    let told = ["--map", "Betreff=subject", "--map", "lage=status", "--map", "WICHTIG=priority"];
    let words = ["--word", "status:Eskaliert=in_progress", "--word", "priority:p1=urgent"];
    let said = bar.import(&[&[file.as_str()], &told[..], &words[..]].concat());
    assert!(said.end.is_ok(), "{}", said.err);
    assert!(said.err.contains("column Betreff → subject\n") && said.err.contains("not read: Subject\n"), "{}", said.err);
    assert!(said.err.contains("priority: p1, critical, urgent → urgent\n"), "{}", said.err);
    let ticket = &bar.tickets()[0];
    assert_eq!((ticket.subject.as_str(), ticket.status, ticket.priority), ("Kein Glas", Status::InProgress, Priority::Urgent));
}

#[test]
fn few_columns_are_enough_and_none_for_the_subject_is_refused() {
    let bar = bar(9);
    bar.import(&[&fixture("desk-missing-columns.csv")]).end.unwrap();
    assert_eq!(bar.tickets().len(), 2);
    assert_eq!(bar.tickets()[1].requester.login.as_str(), "ana-lim");
    let error = bar.import(&[&fixture("desk-no-subject.csv")]).end.unwrap_err().to_string();
    assert!(error.ends_with("no column holds the subject; name it with --map COLUMN=subject (there are: Id, Text)"), "{error}");
}

#[test]
fn letters_are_read_as_they_are_said_to_be_written() {
    let bar = bar(10);
    let file = fixture("desk-windows-1252.csv");
    let refused = bar.import(&[&file]);
    assert!(refused.end.is_err());
    assert!(
        refused.err.contains("line 2, byte 16: not UTF-8; if the file is in windows-1252, say --encoding windows-1252"),
        "{}",
        refused.err
    );
    bar.import(&[&file, "--encoding", "windows-1252"]).end.unwrap();
    let ticket = &bar.tickets()[0];
    assert_eq!((ticket.subject.as_str(), ticket.requester.name.as_str()), ("Flasche kaputt – schön", "Jörg Müßig"));
    assert!(bar.import(&[&fixture("desk-oddities.csv"), "--encoding", "windows-1252"]).end.is_err(), "it says that it is UTF-8");
}

#[test]
fn only_an_admin_imports() {
    let bar = bar(11);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let end = super::support::import_on(&bar.desk_as("sara"), &["/nowhere"], false).end;
    assert_eq!(end.unwrap_err().to_string(), "a customer may not import");
}
