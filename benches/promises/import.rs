//! A desk's tickets taken in by an empty one, against the engine's own import of the same rows into tables without indexes.

use super::Effort;
use super::desks::{Bench, barback_program, sqlite_program};
use super::report::Row;
use super::sample::timed;
use barback::desk::Make;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The rows that an import writes, and what it looks them up by.
const TABLES: &[&str] = &["users", "numbers", "tickets", "comments", "notes", "events"];

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    if effort.quick && bench.tickets > 10_000 {
        return Vec::new();
    }
    let room = bench.room.path();
    let exported = room.join("all.ndjson");
    must(barback_program().arg("--db").arg(&bench.path).args(["--as", "sam", "export", "--notes", "-o"]).arg(&exported));
    let into = room.join("into.db");
    must(barback_program().arg("--db").arg(&into).arg("init"));
    let (rows, search, peak) = import(&into, &exported);
    fs::remove_file(&exported).unwrap();
    let tickets = f64::from(u32::try_from(bench.tickets).unwrap());
    let rate = tickets / (search / 1_000.0);
    let (floor, met, target) = match floor(room, &into) {
        Some(floor) => (Some(floor), rows <= 2.5 * floor, "≤ 2.5 ×"),
        None => (None, false, "≤ 2.5 × (no `sqlite3` here)"),
    };
    let row = Row::figure("import, rows and indexes", "ms", rows, target, met);
    let row = match floor {
        Some(floor) => row.over("`sqlite3 .import` of the same rows, no index", floor),
        None => row,
    };
    vec![
        row,
        Row::figure("import, tickets made searchable a second", "", rate, "≥ 2,500", rate >= 2_500.0),
        Row::figure("import, most memory", "MB", peak, "flat: ≤ 200 MB", peak <= 200.0),
    ]
}

/// Milliseconds until every row is in and every index built, and from there until every ticket is searchable; and the most
/// memory of both, in megabytes.
fn import(into: &Path, from: &Path) -> (f64, f64, f64) {
    let mut command = barback_program();
    command.arg("--db").arg(into).arg("import").arg(from).args(["--source", "bench"]).stdout(Stdio::null()).stderr(Stdio::null());
    let (peak, whole) = timed(|| {
        let mut child = command.spawn().unwrap();
        let mut peak = 0_u64;
        while child.try_wait().unwrap().is_none() {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let kib = status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))
                .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            peak = peak.max(kib.unwrap_or(0));
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert!(child.wait().unwrap().success());
        peak
    });
    // The rows are in, and nothing is searchable: the same work once more, measured by itself.
    let search = searchable(into);
    (whole - search, search, f64::from(u32::try_from(peak).unwrap()) / 1024.0)
}

/// How long it takes to make every ticket of a desk searchable again.
fn searchable(desk: &Path) -> f64 {
    const FORGET: &str = "INSERT INTO unsearched SELECT updated_at, ticket_id FROM documents; DELETE FROM documents; DELETE FROM eras;
        INSERT INTO search_active (search_active) VALUES ('delete-all'); INSERT INTO search_done (search_done) VALUES ('delete-all');";
    let raw = rusqlite::Connection::open(desk).unwrap();
    raw.execute_batch(FORGET).unwrap();
    drop(raw);
    let session =
        barback::desk::Opening { path: desk.to_owned(), login: None, make: Make::Never, entrance: barback::desk::Entrance::Shell }
            .open()
            .unwrap()
            .0;
    timed(|| session.make_searchable(&mut |_, _| {}).unwrap()).1
}

/// The same rows, written by the engine's own program.
fn floor(room: &Path, desk: &Path) -> Option<f64> {
    let raw = rusqlite::Connection::open(desk).unwrap();
    let file = |table: &str| -> PathBuf { room.join(format!("{table}.csv")) };
    let (mut tables, mut imports) = (String::new(), String::from(".mode csv\n"));
    for table in TABLES {
        let mut statement = raw.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        let columns: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let hex = |column: &String| if column.contains("uuid") || column == "order_id" { format!("hex({column})") } else { column.clone() };
        let select = columns.iter().map(hex).collect::<Vec<_>>().join(", ");
        let mut dump = sqlite_program()?;
        let out = fs::File::create(file(table)).unwrap();
        must(dump.args(["-readonly", "-csv"]).arg(desk).arg(format!("SELECT {select} FROM {table}")).stdout(out));
        let _ = writeln!(tables, "CREATE TABLE {table} ({});", columns.join(", "));
        let _ = writeln!(imports, ".import {} {table}", file(table).display());
    }
    let script = room.join("floor.sql");
    fs::write(&script, format!("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;\n{tables}BEGIN;\n{imports}COMMIT;\n")).unwrap();
    let target = room.join("floor.db");
    let ((), took) =
        timed(|| must(sqlite_program().unwrap().arg(&target).arg(format!(".read {}", script.display())).stdout(Stdio::null())));
    for path in TABLES.iter().map(|table| file(table)).chain([target, script]) {
        fs::remove_file(path).unwrap();
    }
    Some(took)
}

fn must(command: &mut Command) {
    assert!(command.stderr(Stdio::null()).status().unwrap().success(), "{command:?}");
}
