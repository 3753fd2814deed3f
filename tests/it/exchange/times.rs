//! The times of a row: how they are written, what they are at the venue, and those that have not come yet.

use super::support::{Bar, at, bar};
use barback::desk::{Assignee, Whom};
use barback::domain::Timestamp;
use barback::domain::setting::{SettingName, Whose};

/// A desk whose venue is in this zone.
fn venue(seed: u64, zone: &str) -> Bar {
    let bar = bar(seed);
    bar.desk.set(bar.desk.new_order(), SettingName::Zone, Whose::Desk, Some(zone)).unwrap();
    bar
}

fn csv(rows: &[(&str, &str)]) -> String {
    let lines = rows.iter().enumerate().map(|(place, (subject, created))| format!("{},{subject},\"{created}\"\n", place + 1));
    format!("Ticket ID,Ticket Subject,Created At\n{}", lines.collect::<String>())
}

fn subjects(bar: &Bar, query: &str) -> Vec<String> {
    let query = bar.desk.read_query(query).unwrap();
    let mut found: Vec<String> = bar
        .desk
        .list(&query, &barback::domain::search::Page::first(50))
        .unwrap()
        .tickets
        .into_iter()
        .map(|ticket| ticket.subject)
        .collect();
    found.sort();
    found
}

#[test]
fn a_zone_without_seconds_and_its_kin_are_read() {
    let bar = venue(70, "Europe/Berlin");
    let rows = [
        ("a", "2023-11-26T15:15Z"),
        ("b", "2023-11-26 15:15 +0100"),
        ("c", "2023-11-26 15:15"),
        ("d", "2023-11-26T15:15+01:00"),
        ("e", "2023-11-26T15:15+01"),
        ("f", "2023-11-26t15:15z"),
        ("g", "2023-11-26T15:15:00,5Z"),
        ("h", "20231126T151500Z"),
        ("i", "2023-11-25T24:00"),
        ("j", "2023-11-26 15:15 GMT"),
    ];
    let said = bar.import(&[&bar.write("times.csv", csv(&rows))]);
    assert!(said.end.is_ok(), "{}", said.err);
    let times: Vec<Timestamp> = bar.tickets().iter().map(|ticket| ticket.created_at).collect();
    let (utc, venue) = (at("2023-11-26T15:15:00Z"), at("2023-11-26T14:15:00Z"));
    let half = at("2023-11-26T15:15:00.500Z");
    assert_eq!(times, [utc, venue, venue, venue, venue, utc, half, utc, at("2023-11-25T23:00:00Z"), utc]);
}

#[test]
fn comments_and_waiting_are_read_by_the_same_rules() {
    let bar = venue(71, "Europe/Berlin");
    let row = r#"{"subject":"a","created_at":"2023-11-26","comments":[{"comment":"hi","created_at":"2023-11-26 15:15"}]}"#;
    let said = bar.import(&[&bar.write("times.ndjson", row)]);
    assert!(said.end.is_ok(), "{}", said.err);
    let dossier = bar.show(&bar.tickets()[0]);
    assert_eq!(dossier.comments[0].created_at, at("2023-11-26T14:15:00Z"));
    for (key, row) in [
        ("comments[0].created_at", r#"{"subject":"a","comments":[{"comment":"hi","created_at":"soon"}]}"#),
        ("comments[0].created_at", r#"{"subject":"a","comments":[{"comment":"hi","created_at":"2206-05-01"}]}"#),
        ("unanswered_since", r#"{"subject":"a","unanswered_since":"2206-05-01T00:00:00Z"}"#),
    ] {
        let said = bar.import(&[&bar.write("bad.ndjson", row)]);
        assert!(said.end.is_err() && said.err.contains(&format!("line 1, {key}: ")), "{}", said.err);
    }
}

#[test]
fn a_day_without_midnight_is_found_by_its_date() {
    let bar = venue(72, "America/Santiago");
    let rows =
        [("opened on the day", "2025-09-07"), ("half past midnight", "2025-09-07 00:30"), ("the evening before", "2025-09-06 23:59")];
    bar.import(&[&bar.write("days.csv", csv(&rows))]).end.unwrap();
    assert_eq!(subjects(&bar, "created:2025-09-07"), ["half past midnight", "opened on the day"]);
    assert_eq!(subjects(&bar, "created:2025-09-06"), ["the evening before"]);
    assert!(bar.tickets()[..2].iter().all(|ticket| ticket.created_at == at("2025-09-07T04:00:00Z")));
}

/// A day that a zone skipped is the one behind it.
#[test]
fn a_day_that_never_was_is_found_by_its_date() {
    let bar = venue(73, "Pacific/Apia");
    let rows =
        [("before", "2011-12-29 23:59"), ("never", "2011-12-30"), ("never at noon", "2011-12-30 12:00"), ("after", "2011-12-31 08:00")];
    bar.import(&[&bar.write("days.csv", csv(&rows))]).end.unwrap();
    assert_eq!(subjects(&bar, "created:2011-12-29"), ["before"]);
    assert_eq!(subjects(&bar, "created:2011-12-30"), ["after", "never", "never at noon"]);
    assert_eq!(subjects(&bar, "created:2011-12-29..2011-12-30"), ["after", "before", "never", "never at noon"]);
    assert_eq!(subjects(&bar, "created:>2011-12-30"), ["after", "never", "never at noon"]);
    assert_eq!(subjects(&bar, "created:<2011-12-31"), ["before"]);
}

/// The clock of these desks stands at 2026-11-20 23:00 UTC.
#[test]
fn a_time_beyond_now_is_refused_by_line_and_column() {
    let bar = bar(74);
    let said =
        bar.import(&[&bar.write("future.csv", csv(&[("typed year wrong", "2206-05-01"), ("a clock ahead", "2026-11-21T22:00:00Z")]))]);
    assert!(said.end.is_err());
    assert!(
        said.err.contains(
            "line 2, Created At: \"2206-05-01\" is in the future; use a time no later than now, 2026-11-20 23:00 UTC by this machine's clock\n"
        ),
        "{}",
        said.err
    );
    assert!(!said.err.contains("line 3"), "a day ahead is no slip: {}", said.err);
    for column in ["Created At", "First Response Time", "Time to Resolution", "Closed At", "Updated At"] {
        let text = format!("Ticket ID,Ticket Subject,{column}\n1,a,2026-11-22T00:00:00Z\n");
        let said = bar.import(&[&bar.write("future.csv", text), "--map", &format!("{column}={}", field(column))]);
        assert!(said.end.is_err() && said.err.contains(&format!("line 2, {column}: ")), "{column}: {}", said.err);
    }
    assert!(bar.tickets().is_empty());
}

fn field(column: &str) -> &'static str {
    match column {
        "Created At" => "created",
        "First Response Time" => "first_response",
        "Time to Resolution" => "resolved",
        "Closed At" => "closed",
        _ => "updated",
    }
}

/// As versions before this one left them: the ticket is dated in 2206, and no other is.
fn with_a_ticket_of_2206(seed: u64) -> Bar {
    let bar = bar(seed);
    bar.import(&[&bar.write("rows.csv", csv(&[("typed year wrong", "2026-05-01"), ("sound", "2026-05-02")]))]).end.unwrap();
    let raw = rusqlite::Connection::open(bar.path("desk.db")).unwrap();
    let late = at("2206-05-01T00:00:00Z").0;
    let plant = format!(
        "DROP TRIGGER events_are_never_edited;
         UPDATE events SET at = {late} WHERE ticket_id = 1;
         UPDATE documents SET updated_at = {late} WHERE ticket_id = 1;
         UPDATE tickets SET created_at = {late}, updated_at = {late}, public_updated_at = {late}, requester_spoke_at = {late},
            unanswered_since = {late} WHERE id = 1;
         CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events
         BEGIN SELECT RAISE(ABORT, 'events are never edited'); END;"
    );
    raw.execute_batch(&plant).unwrap();
    bar
}

fn clock_findings(bar: &Bar) -> Vec<(String, &'static str)> {
    let found = bar.desk.examine(&mut |_, _| {}).unwrap();
    found.into_iter().filter(|finding| finding.check == "clock").map(|finding| (finding.message, finding.hint)).collect()
}

#[test]
fn one_ticket_beyond_now_dates_no_other_and_the_doctor_names_it() {
    let bar = with_a_ticket_of_2206(75);
    let tickets = bar.tickets();
    let (late, sound) = (&tickets[0], &tickets[1]);
    bar.desk.comment(bar.desk.new_order(), late.number.into(), "here").unwrap();
    bar.desk.comment(bar.desk.new_order(), sound.number.into(), "and here").unwrap();
    bar.desk.assign(bar.desk.new_order(), &[sound.number.into()], &Assignee::User(Whom::Me), None).unwrap();
    let year = |number: usize| bar.tickets()[number].updated_at.utc().format("%Y").to_string();
    assert_eq!([year(0), year(1)], ["2206", "2026"]);
    let [(message, hint)] = &clock_findings(&bar)[..] else { panic!("one finding: {:?}", clock_findings(&bar)) };
    assert!(message.starts_with(&format!("{} is an imported ticket dated after now, up to 2206-05-01", late.number)), "{message}");
    assert!(hint.contains("barback export NUMBER -o FILE") && hint.contains("barback import FILE"), "{hint}");
}

/// The hint of the doctor, followed to the letter.
#[test]
fn what_the_doctor_says_of_it_fixes_it() {
    let bar = with_a_ticket_of_2206(76);
    let late = bar.tickets()[0].clone();
    bar.desk.comment(bar.desk.new_order(), late.number.into(), "said since").unwrap();
    let file = bar.path("row.ndjson");
    bar.export(&[&late.number.to_string(), "-o", file.to_str().unwrap()]).end.unwrap();
    let row = std::fs::read_to_string(&file).unwrap();
    assert_eq!(row.lines().count(), 1);
    std::fs::write(&file, row.replace("2206-05-01", "2026-05-01")).unwrap();
    bar.desk.delete(bar.desk.new_order(), &[late.number.into()]).unwrap();
    bar.desk.purge(bar.desk.new_order(), &[late.number.into()]).unwrap();
    assert_eq!(clock_findings(&bar), [], "what the purge leaves says nothing of the clock");
    bar.import(&[file.to_str().unwrap()]).end.unwrap();
    let tickets = bar.tickets();
    let again = tickets.iter().find(|ticket| ticket.subject == late.subject).unwrap();
    assert_eq!(again.created_at, at("2026-05-01T00:00:00Z"));
    assert_eq!(bar.show(again).thread().len(), 1);
    assert_eq!(clock_findings(&bar), []);
}
