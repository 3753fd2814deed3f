//! A real export of another desk, where it is found.

use super::support::bar;
use barback::desk::Stats;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn real() -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/helpdesk-export-400.csv");
    if !file.exists() {
        assert_ne!(std::env::var("BARBACK_TESTS").as_deref(), Ok("all"), "the real export is not at {}", file.display());
        eprintln!("skipped: the real export is not at {}", file.display());
        return None;
    }
    Some(file.to_str().unwrap().to_owned())
}

/// How often each word stands in a column, counted without any of our own code.
fn words(file: &str, column: &str) -> BTreeMap<String, i64> {
    let mut rows = csv::Reader::from_path(file).unwrap();
    let place = rows.headers().unwrap().iter().position(|name| name == column).unwrap();
    let mut counts = BTreeMap::new();
    for row in rows.records() {
        *counts.entry(row.unwrap()[place].to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn all_400_rows_are_taken_as_they_are_and_twice_adds_nothing() {
    let Some(file) = real() else { return };
    let bar = bar(30);
    let (report, said) = bar.import_json(&[&file]);
    assert!(said.end.is_ok(), "{}", said.err);
    assert_eq!((&report["taken"], &report["bad"], &report["people"]), (&400.into(), &0.into(), &400.into()));
    let (report, _) = bar.import_json(&[&file]);
    assert_eq!((&report["taken"], &report["known"], &report["people"]), (&0.into(), &400.into(), &0.into()));
    let Stats { counts, by_priority, by_category, .. } = bar.desk.stats().unwrap();
    let (status, priority, category) = (words(&file, "Ticket Status"), words(&file, "Ticket Priority"), words(&file, "Ticket Type"));
    assert_eq!(counts.open, status["Open"]);
    assert_eq!(counts.in_progress, status["Pending Customer Response"]);
    assert_eq!((counts.resolved, counts.closed), (0, status["Closed"]));
    let priorities: Vec<i64> = by_priority.iter().map(|(_, count)| *count).collect();
    assert_eq!(priorities, ["Critical", "High", "Medium", "Low"].map(|word| priority[word]));
    let categories: Vec<i64> = by_category.iter().map(|(_, count)| *count).collect();
    let billing = category["Billing inquiry"] + category["Refund request"];
    assert_eq!(categories, [category["Technical issue"], billing, category["Cancellation request"], 0, category["Product inquiry"]]);
}

#[test]
fn it_comes_out_and_goes_in_again_the_same() {
    let Some(file) = real() else { return };
    let (one, two) = (bar(31), bar(32));
    one.import(&[&file]).end.unwrap();
    let out = one.export(&["--notes"]).out;
    assert_eq!(out.lines().count(), 400);
    two.import(&[&two.write("out.ndjson", &out)]).end.unwrap();
    assert_eq!(two.export(&["--notes"]).out, out);
    let (report, _) = two.import_json(&[&file, "--source", "elsewhere"]);
    assert_eq!((&report["taken"], &report["people"]), (&400.into(), &0.into()), "the people are known by their addresses");
}
