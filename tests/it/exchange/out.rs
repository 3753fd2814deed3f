//! What leaves the desk, for whom, and into which file.

use super::support::{bar, export_on, fixture};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn lines_come_by_number_and_have_all_that_a_ticket_is() {
    let bar = bar(50);
    bar.import(&[&fixture("desk-oddities.csv"), "--source", "old"]).end.unwrap();
    let out = bar.export(&[]).out;
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.is_sorted_by_key(|line| line["ticket_number"].as_str().unwrap().to_owned()));
    let closed = lines.iter().find(|line| line["source"]["id"] == "5").unwrap();
    assert_eq!(
        closed["requester"],
        serde_json::json!({ "login": "sara", "name": "سارة خوري", "email": "sara@example.org", "role": "customer" })
    );
    assert_eq!((&closed["assignee"], &closed["source"]["name"]), (&Value::Null, &"old".into()));
    assert_eq!(closed["comments"][0]["comment"], "Found it.");
    assert_eq!(closed["closed_at"], "2026-11-03T17:00:00.000Z");
    assert_eq!(bar.export(&["status:closed", "requester:sara"]).out.lines().count(), 1);
    assert_eq!(bar.export(&["sort:created"]).out.lines().count(), 8);
}

#[test]
fn notes_leave_only_when_they_are_asked_for_and_deleted_tickets_never() {
    let bar = bar(51);
    bar.import(&[&fixture("desk-missing-columns.csv")]).end.unwrap();
    let tickets = bar.tickets();
    bar.desk.note(bar.desk.new_order(), tickets[0].number.into(), "for staff").unwrap();
    bar.desk.delete(bar.desk.new_order(), &[tickets[1].number.into()]).unwrap();
    assert!(!bar.export(&[]).out.contains("for staff") && !bar.export(&["--format", "json"]).out.contains("for staff"));
    assert!(bar.export(&["--notes"]).out.contains("\"comment\":\"for staff\",\"is_internal\":true"));
    assert_eq!(bar.export(&[]).out.lines().count(), 1);
    assert_eq!(bar.export(&["is:deleted"]).out, "");
    assert_eq!(bar.export(&[&tickets[1].number.to_string()]).out, "");
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let bar = bar(52);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let out = bar.export(&["--format", "csv"]).out;
    let mut rows = csv::Reader::from_reader(out.as_bytes());
    let cells: Vec<String> = rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert_eq!(cells.len(), 8 * 17);
    assert!(cells.iter().any(|cell| cell == "'=HYPERLINK(\"http://evil.example\",\"look\")"));
    assert!(cells.iter().any(|cell| cell == "'+1 555 0100"));
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t'])));
}

#[test]
fn one_document_is_a_list() {
    let bar = bar(53);
    let none: Value = serde_json::from_str(&bar.export(&["--format", "json"]).out).unwrap();
    assert_eq!(none, serde_json::json!({ "tickets": [], "total": 0 }));
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let all: Value = serde_json::from_str(&bar.export(&["--format", "json"]).out).unwrap();
    assert_eq!((all["tickets"].as_array().unwrap().len(), &all["total"]), (8, &8.into()));
}

#[test]
fn a_file_is_made_whole_for_its_owner_and_never_over_another() {
    let bar = bar(54);
    bar.import(&[&fixture("desk-missing-columns.csv")]).end.unwrap();
    let path = bar.path("out.ndjson");
    let path = path.to_str().unwrap();
    let said = bar.export(&["-o", path]);
    assert_eq!((said.out.as_str(), said.err), ("", format!("2 tickets written to {path}\n")));
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(path).unwrap(), bar.export(&[]).out);
    let refused = bar.export(&["-o", path, "ice"]).end.unwrap_err().to_string();
    assert!(refused.ends_with("there is a file already; name another, or say --force"), "{refused}");
    bar.export(&["-o", path, "--force", "ice"]).end.unwrap();
    assert_eq!(fs::read_to_string(path).unwrap().lines().count(), 1);
    let drafts = fs::read_dir(bar.folder.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".barback"));
    assert_eq!(drafts.count(), 0);
}

#[test]
fn more_than_a_page_and_words_leave_nothing_out() {
    let bar = bar(55);
    let rows: Vec<String> = (0..1_234).map(|place| format!("{place},Glass broken at table {place}")).collect();
    bar.import(&[&bar.write("many.csv", format!("Id,Subject\n{}\n", rows.join("\n")))]).end.unwrap();
    assert_eq!(bar.export(&[]).out.lines().count(), 1_234);
    assert_eq!(bar.export(&["glass"]).out.lines().count(), 1_234, "1,000 is the bound of sorted hits, not of exports");
    assert_eq!(bar.export(&["sort:-priority"]).out.lines().count(), 1_234);
}

#[test]
fn a_guest_exports_nothing() {
    let bar = bar(56);
    bar.import(&[&fixture("desk-oddities.csv")]).end.unwrap();
    let said = export_on(&bar.desk_as("sara"), &[]);
    assert_eq!((said.out.as_str(), said.end.unwrap_err().to_string().as_str()), ("", "a customer may not export"));
}
