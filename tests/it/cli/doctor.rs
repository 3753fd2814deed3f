//! `barback doctor`: fine where all is well, and each thing that is not with what mends it.

use crate::support::office::Office;
use crate::support::run::Run;
use barback::domain::Status;
use barback::store::Door;

fn desk() -> Office {
    let office = Office::new();
    office.ticket("ida", "Cannot redeem bottle");
    office.ticket_at("dana", Status::Closed);
    office.delete("sam", office.ticket("noor", "A mistake"));
    office
}

/// Its findings by check and severity, and its exit status.
fn findings(office: &Office, arguments: &[&str]) -> (Vec<(String, String)>, i32) {
    let run: Run = office.run(&[&["doctor", "--json"], arguments].concat());
    let list = run.json()["findings"].as_array().unwrap().clone();
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    assert!(list.iter().all(|finding| !word(finding, "hint").is_empty() && !word(finding, "message").is_empty()));
    (list.iter().map(|finding| (word(finding, "check"), word(finding, "severity"))).collect(), run.status)
}

#[test]
fn a_sound_desk_is_fine() {
    let office = desk();
    let run = office.run(&["doctor"]);
    assert_eq!(
        (run.stdout.as_str(), run.status),
        ("fine: the file and its place, every ticket and its history, the counters, the search index and the clock\n", 0)
    );
    assert_eq!(findings(&office, &[]), (Vec::new(), 0));
    assert_eq!(office.run(&["doctor", "--as", "dana"]).status, 4, "it is the admins' to do");
}

#[test]
fn what_is_planted_is_found() {
    let plants: [(&str, &str); 19] = [
        ("UPDATE counters SET closed = 7", "counters"),
        ("UPDATE tickets SET version = version + 1 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET comment_count = 3 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET note_count = 3 WHERE id = 1", "tickets"),
        ("PRAGMA foreign_keys = OFF; UPDATE tickets SET assignee_id = 4711 WHERE id = 1", "file"),
        ("DELETE FROM documents WHERE ticket_id = 1", "index"),
        ("DELETE FROM search_active WHERE rowid = (SELECT place FROM documents WHERE ticket_id = 1)", "index"),
        ("INSERT INTO search_done (rowid, doc) VALUES (4711, 'stray')", "index"),
        ("UPDATE documents SET updated_at = updated_at + 1", "index"),
        ("UPDATE tickets SET subject = 'not what was said' WHERE id = 1", "tickets"),
        ("UPDATE tickets SET status = 2 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET priority = 4 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET assignee_id = 2 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET assignee_id = 4 WHERE id = 1", "tickets"),
        ("UPDATE tickets SET deleted_at = NULL, deleted_by = NULL WHERE id = 3", "tickets"),
        ("UPDATE tickets SET created_at = created_at - 1 WHERE id = 1", "tickets"),
        ("DROP TRIGGER events_are_never_edited; UPDATE events SET after = '{\"category\":\"billing\"}' WHERE id = 1", "tickets"),
        ("UPDATE number_ranges SET taken = 1", "numbers"),
        (
            "UPDATE users SET active = 0 WHERE role = 1 AND login <> 'sam'; UPDATE users SET role = 2 WHERE login = 'kofi'; DELETE FROM number_ranges",
            "numbers",
        ),
    ];
    for (plant, check) in plants {
        let office = desk();
        office.raw().execute_batch(plant).unwrap();
        let (found, status) = findings(&office, &[]);
        assert!(found.contains(&(check.to_owned(), "problem".to_owned())), "{plant}: {found:?}");
        assert_eq!(status, 1, "{plant}");
        let (found, status) = findings(&office, &["--rebuild-index"]);
        let is_derived = matches!(check, "counters" | "index");
        assert_eq!((found.is_empty(), status == 0), (is_derived, is_derived), "{plant}: {found:?} is mended if it can be");
    }
}

#[test]
fn what_may_become_trouble_is_a_warning() {
    let plants: [(&str, &str); 3] = [
        ("INSERT INTO views (owner_id, name, name_key, query) VALUES (NULL, 'Old', 'old', 'status:red')", "views"),
        ("INSERT INTO settings VALUES ('zone', 'Atlantis/Centre')", "settings"),
        ("UPDATE tickets SET updated_at = 4000000000000 WHERE id = 1", "clock"),
    ];
    for (plant, check) in plants {
        let office = desk();
        office.raw().execute_batch(plant).unwrap();
        let (found, _) = findings(&office, &[]);
        assert!(found.contains(&(check.to_owned(), "warning".to_owned())), "{plant}: {found:?}");
    }
    let office = desk();
    std::fs::set_permissions(&office.path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    std::fs::write(office.folder.path().join(".barback-left"), "").unwrap();
    let (found, status) = findings(&office, &[]);
    assert_eq!((found, status), (vec![("place".to_owned(), "warning".to_owned()); 2], 0));
    let told = office.run(&["doctor"]).stdout;
    assert!(told.contains("(mode 644)") && told.contains("chmod 600") && told.contains("1 unfinished cop"), "{told}");
}

#[test]
fn a_damaged_page_is_found() {
    let office = desk();
    office.raw().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let page: i64 =
        office.raw().query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'tickets_created'", [], |row| row.get(0)).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&office.path).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &[0xAA; 64], (page.cast_unsigned() - 1) * 4096 + 8).unwrap();
    drop(file);
    let (found, status) = findings(&office, &[]);
    assert!(found.contains(&("file".to_owned(), "problem".to_owned())) && status == 1, "{found:?}");
}

#[test]
fn what_waits_to_be_searchable_is_a_warning_and_rebuilding_ends_it() {
    let office = desk();
    let waits = "DELETE FROM search_active; DELETE FROM documents WHERE ticket_id = 1;
        INSERT INTO unsearched SELECT updated_at, id FROM tickets WHERE id = 1";
    office.raw().execute_batch(waits).unwrap();
    // While somebody else writes, no command makes it searchable.
    let store = office.store();
    let held = store.write().unwrap();
    assert_eq!(findings(&office, &[]), (vec![("index".to_owned(), "warning".to_owned())], 0), "no problem");
    let told = office.run(&["list", "bottle"]);
    assert!(told.stderr.contains("search covers 1 of 2 tickets"), "{}", told.stderr);
    let counted = office.run(&["list", "bottle", "--limit", "0", "--json"]);
    assert!(counted.stderr.contains("search covers 1 of 2 tickets"), "a count alone says it too: {}", counted.stderr);
    let exported = |sort: &[&str]| office.run(&[&["export", "bottle"], sort].concat());
    assert!(exported(&["sort:created"]).stderr.contains("search covers 1 of 2 tickets"));
    let whole = exported(&[]);
    assert_eq!((whole.stdout.lines().count(), whole.stderr.as_str()), (2, ""), "by number every ticket is read");
    drop(held);
    assert_eq!(findings(&office, &["--rebuild-index"]), (Vec::new(), 0));
    assert_eq!(office.run(&["list", "bottle", "--json"]).json()["total"], 2);
    // And so does the next command of staff.
    office.raw().execute_batch(waits).unwrap();
    assert_eq!(office.run(&["list", "bottle", "--json"]).json()["total"], 2);
    office.raw().execute_batch(waits).unwrap();
    office.run(&["stats"]);
    assert_eq!(findings(&office, &[]), (Vec::new(), 0));
}
