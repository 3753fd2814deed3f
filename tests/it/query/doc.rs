//! docs/query.md is read and each row of its tables is tried.

use barback::domain::query::{Query, Reader, remarks};

const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/query.md"));

/// The first two cells, without back quotes, of the table under this heading.
fn table(heading: &str) -> Vec<(&'static str, &'static str)> {
    let section = PAGE.split("\n## ").find(|section| section.starts_with(heading)).expect("the section is there");
    section.lines().filter(|line| line.starts_with("| `")).map(cells).collect()
}

fn cells(line: &str) -> (&str, &str) {
    let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`'));
    (cells.next().expect("a query"), cells.next().expect("what becomes of it"))
}

#[test]
fn the_examples_read_as_the_page_says() {
    let examples = table("Twenty examples");
    assert_eq!(examples.len(), 20);
    for (query, canonical) in examples {
        let read = Query::parse(query, Reader::Staff).unwrap_or_else(|error| panic!("{query}: {error}"));
        assert_eq!(read.to_string(), canonical, "{query}");
    }
}

#[test]
fn pasted_text_reads_as_the_page_says() {
    let section = PAGE.split("\n## ").find(|section| section.starts_with("Pasted text")).expect("the section is there");
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() >= 15);
    for row in rows {
        let (query, canonical) = cells(row);
        let remark = row.trim_matches('|').split('|').nth(2).expect("a remark").trim().trim_matches('`');
        let read = Query::parse(query, Reader::Staff).unwrap_or_else(|error| panic!("{query}: {error}"));
        assert_eq!((read.to_string().as_str(), remarks(query, Reader::Staff).unwrap_or_default().as_str()), (canonical, remark), "{query}");
    }
}

#[test]
fn the_mistakes_are_told_as_the_page_says() {
    let sections = [("When a query cannot be read", Reader::Staff), ("Guests", Reader::Guest)];
    for (heading, reader) in sections {
        let mistakes = table(heading);
        assert!(mistakes.len() >= 3, "{heading}");
        for (query, message) in mistakes {
            let error = Query::parse(query, reader).expect_err(query);
            assert_eq!(error.to_string(), message, "{query}");
        }
    }
}
