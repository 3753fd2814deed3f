//! How lines end in a file, and files of which nothing is taken.

use super::support::{at, bar};
use proptest::prelude::*;

const HEADER: &str = "Ticket ID,Ticket Subject,Ticket Description,Ticket Status,Customer Name,Customer Email,Created At";

#[test]
fn a_file_of_an_old_mac_is_read_like_any_other() {
    let bar = bar(31);
    let file = format!(
        "{HEADER}\r1,plain,desc,Open,Ann,ann@x.example,2026-01-02 10:00\r\r2,\"in quotes\r2,two\",desc,Open,Ann,ann@x.example,2026-01-02 10:00\r3,last,desc,Open,Ann,ann@x.example,2026-01-02 10:00"
    );
    let said = bar.import(&[&bar.write("mac.csv", file)]);
    assert!(said.end.is_ok() && said.out.starts_with("3 taken, 0 known, 0 different, 0 bad"), "{}{}", said.out, said.err);
    assert_eq!(bar.tickets().len(), 3);
    assert_eq!(bar.tickets()[0].created_at, at("2026-01-02T09:00:00Z"));
}

/// Whatever ends the lines, in whichever mixture and wherever a read of the file ends: the same rows, at the same lines.
#[test]
fn line_ends_of_every_kind_are_alike() {
    let bar = bar(32);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    let ends = prop::collection::vec(prop::sample::select(vec!["\n", "\r\n", "\r"]), 12);
    let tried = runner.run(&(ends, 0_usize..9), |(ends, quoted)| {
        // The buffer of the reader is 64 KiB: an end falls on its edge as well.
        let long = "w".repeat(65_536 - 150);
        let mut file = String::from("id,subject,description,status");
        for (row, end) in ends.iter().enumerate() {
            file.push_str(end);
            let text = if row == quoted {
                format!("\"a{end}b\"")
            } else if row == 1 {
                long.clone()
            } else {
                "x".to_owned()
            };
            let status = if row == 10 { "nonsense" } else { "open" };
            file.push_str(&[&row.to_string(), ",subject,", &text, ",", status].concat());
        }
        let said = bar.import(&[&bar.write("any.csv", &file), "--dry-run"]);
        prop_assert!(said.end.is_err(), "one row is bad");
        let inside = usize::from(quoted < 10);
        let wanted = format!("line {}, status: \"nonsense\" is no status", 2 + 10 + inside);
        prop_assert!(said.err.contains(&wanted), "{wanted}: {}", said.err);
        let bad = said.err.lines().filter(|line| line.starts_with("line ")).count();
        prop_assert_eq!(bad, 1, "and no other: {}", said.err);
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn objects_a_line_are_cut_at_the_same_ends() {
    let bar = bar(33);
    let said = bar.import(&[&bar.write("mac.ndjson", "{\"subject\":\"one\"}\r{\"subject\":\"two\\rtwo\"}\r\n{\"subject\":\"three\"}\n")]);
    assert!(said.end.is_ok() && said.out.starts_with("3 taken"), "{}{}", said.out, said.err);
}

/// A success that did nothing is none.
#[test]
fn a_file_of_which_nothing_is_taken_is_said_and_is_no_success() {
    let bar = bar(34);
    for (name, file, why) in [
        ("header.csv", HEADER.to_owned(), "has a line with the columns' names and no row behind it"),
        ("header end.csv", format!("{HEADER}\r\n"), "and no row behind it"),
        ("header blank.csv", format!("{HEADER}\n\n\r\n"), "and no row behind it"),
        ("blank.ndjson", "\n\n  \n".to_owned(), "has only empty lines"),
        ("empty.csv", String::new(), "the file is empty"),
    ] {
        for more in [[].as_slice(), &["--dry-run"]] {
            let path = bar.write(name, &file);
            let said = bar.import(&[&[path.as_str()], more].concat());
            let failure = said.end.expect_err(name);
            assert!(failure.status() == 1 && failure.to_string().contains(why), "{name} {more:?}: {failure}");
        }
    }
    // Every row bad, and told to leave the bad ones.
    let (path, left) = (bar.write("bad.csv", "subject,status\na,none\nb,none\n"), bar.path("left.csv"));
    let said = bar.import(&[&path, "--skip-bad", left.to_str().unwrap()]);
    let failure = said.end.expect_err("nothing was taken");
    assert!(failure.status() == 1 && failure.to_string().contains("is bad; mend the file"), "{failure}");
    assert_eq!(std::fs::read_to_string(&left).unwrap(), "subject,status\na,none\nb,none\n", "they are kept all the same");
    // What is known already is a success, and so is an export of nothing.
    let path = bar.write("good.csv", "id,subject\n1,good\n");
    assert!(bar.import(&[&path]).end.is_ok() && bar.import(&[&path]).end.is_ok());
    assert!(bar.import(&[&bar.write("none.ndjson", "")]).end.is_ok());
    assert_eq!(bar.tickets().len(), 1);
}
