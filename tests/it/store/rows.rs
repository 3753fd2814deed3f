//! What the file refuses, even from a program that knows no rules.

use crate::support::office::Office;
use rusqlite::Connection;

/// A desk with a ticket, a comment, a note and their events.
fn desk() -> (Office, Connection) {
    let office = Office::new();
    let ticket = office.ticket("ida", "x");
    let dana = office.desk("dana");
    dana.comment(dana.new_order(), ticket.into(), "said").unwrap();
    dana.note(dana.new_order(), ticket.into(), "noted").unwrap();
    let raw = office.raw();
    raw.pragma_update(None, "foreign_keys", true).unwrap();
    (office, raw)
}

fn refused(raw: &Connection, sql: &str, why: &str) {
    let said = raw.execute_batch(sql).expect_err(sql).to_string();
    assert!(said.contains(why), "{sql}: {said}");
}

#[test]
fn history_is_never_edited_and_stays_until_the_purge() {
    let (office, raw) = desk();
    for sql in ["UPDATE events SET at = 0", "UPDATE events SET actor_id = 2 WHERE id = 1", "UPDATE events SET after = NULL"] {
        refused(&raw, sql, "events are never edited");
    }
    refused(&raw, "DELETE FROM events", "events stay until their ticket is purged");
    refused(&raw, "DELETE FROM events WHERE id = 1", "events stay until their ticket is purged");
    refused(&raw, "DELETE FROM tickets", "only deleted tickets are purged");
    let number = office.ticket("ida", "purged");
    office.purge(number);
    refused(&raw, "DELETE FROM events WHERE number IS NOT NULL", "events stay until their ticket is purged");
    let sam = office.desk("sam");
    let rename = barback::desk::UserEdit { name: Some("Other".to_owned()), ..Default::default() };
    sam.edit_user(sam.new_order(), &"ida".parse().unwrap(), &rename).unwrap();
    refused(&raw, "DELETE FROM events WHERE user_id IS NOT NULL", "events stay until their ticket is purged");
}

#[test]
fn texts_hold_no_nul_and_keep_their_bounds() {
    let (_office, raw) = desk();
    let bodies =
        |table: &str| [format!("{table} SET body = ''"), format!("{table} SET body = 'a' || char(0) || 'b'"), long(table, "body", 196_609)];
    let mut bad = vec![
        "tickets SET subject = ''".to_owned(),
        "tickets SET subject = 'a' || char(0)".to_owned(),
        long("tickets", "subject", 24_577),
        "tickets SET description = char(0)".to_owned(),
        long("tickets", "description", 196_609),
        "users SET name = ''".to_owned(),
        "users SET name = 'a' || char(0)".to_owned(),
        long("users", "name", 12_289),
        "users SET login = 'Ida'".to_owned(),
        "users SET login = ''".to_owned(),
        "users SET email = 'a@' || char(0)".to_owned(),
        "users SET email = 'a@' || hex(zeroblob(127))".to_owned(),
        long("settings", "value", 65_537),
        "tickets SET subject = x'80'".to_owned(),
    ];
    bad.extend(bodies("comments"));
    bad.extend(bodies("notes"));
    for change in bad {
        let said = raw.execute_batch(&format!("UPDATE {change}")).expect_err(&change).to_string();
        assert!(said.contains("CHECK constraint failed") || said.contains("cannot store BLOB"), "{change}: {said}");
    }
}

/// Many bytes behind a NUL, where `length()` would not look, and as many without one.
fn long(table: &str, column: &str, bytes: usize) -> String {
    format!("{table} SET {column} = substr(hex(zeroblob({bytes})), 1, {bytes})")
}

#[test]
fn codes_times_and_keys_are_held_to_what_they_can_be() {
    let (_office, raw) = desk();
    for change in [
        "status = 0",
        "status = 5",
        "priority = 0",
        "priority = 5",
        "category = 6",
        "version = 0",
        "comment_count = -1",
        "updated_at = created_at - 1",
        "public_updated_at = updated_at + 1",
        "closed_at = 1",
        "resolved_at = 1",
        "deleted_at = 1",
        "deleted_by = 1",
        "source = 'x'",
        "source = 'x', source_id = '1', source_digest = 'short'",
        "uuid = x'00'",
    ] {
        refused(&raw, &format!("UPDATE tickets SET {change}"), "CHECK constraint failed");
    }
    refused(&raw, "UPDATE tickets SET status = 'open'", "cannot store TEXT value in INTEGER column");
    refused(&raw, "UPDATE users SET role = 4", "CHECK constraint failed");
    refused(&raw, "UPDATE users SET active = 2", "CHECK constraint failed");
    refused(&raw, "UPDATE users SET login = 'same'", "UNIQUE constraint failed");
    refused(&raw, "INSERT INTO numbers VALUES (99999)", "CHECK constraint failed");
    refused(&raw, "INSERT INTO counters VALUES (2, 0, 0, 0, 0, 0)", "CHECK constraint failed");
    refused(&raw, "UPDATE counters SET open = -1", "CHECK constraint failed");
    refused(&raw, "UPDATE events SET before = '{'", "");
    let event = "INSERT INTO events (order_id, actor_id, kind, before, at) VALUES";
    refused(&raw, &format!("{event} (zeroblob(16), 1, 1, '{{', 0)"), "CHECK constraint failed");
    refused(&raw, &format!("{event} (zeroblob(15), 1, 1, NULL, 0)"), "CHECK constraint failed");
    refused(&raw, &format!("{event} (zeroblob(16), 77, 1, NULL, 0)"), "FOREIGN KEY constraint failed");
    for change in ["requester_id = 77", "assignee_id = 77", "creator_id = 77", "number = 123456"] {
        refused(&raw, &format!("UPDATE tickets SET {change}"), "FOREIGN KEY constraint failed");
    }
    refused(&raw, "DELETE FROM users WHERE login = 'ida'", "FOREIGN KEY constraint failed");
}

#[test]
fn every_table_is_strict() {
    let (_office, raw) = desk();
    let loose = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict
        AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'";
    assert_eq!(raw.query_row(loose, [], |row| row.get(0)), Ok(0));
}
