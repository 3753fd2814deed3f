//! Every mistake has a place; guests learn nothing of the staff's words; the caret stands under the mistake.

use barback::domain::query::{LONGEST, MOST_TERMS, Query, QueryError, Reader, remarks};

fn wrong(query: &str) -> QueryError {
    Query::parse(query, Reader::Staff).expect_err(query)
}

#[test]
fn each_mistake_points_at_its_character() {
    // The caret's place is where ^ stands in the second string.
    let places = [
        ("é status:opne", "         ^"),
        ("status:open,opne,closed", "            ^"),
        ("status:,open", "       ^"),
        ("status:\" open, opne\"", "               ^"),
        ("status:\"\"", "        ^"),
        ("category:open", "         ^"),
        ("assignee:", "         ^"),
        ("assignee:Sam,9", "             ^"),
        ("requester:ida,none", "              ^"),
        ("priority:low,>=hgh", "               ^"),
        ("priority:low,<low", "             ^"),
        ("created:>", "         ^"),
        ("created:>=2026-13-01", "          ^"),
        ("created:..2026-11-01", "        ^"),
        ("created:2026-11-01..2026-11-31", "                    ^"),
        ("created:2026-11-1", "        ^"),
        ("created:<=9999-12-31", "          ^"),
        ("created:>=0000-01-01", "          ^"),
        ("created:<0h", "         ^"),
        ("created:<1000000h", "         ^"),
        ("created:<2y", "         ^"),
        ("created:<h", "         ^"),
        ("sort:--created", "     ^"),
        ("sort:-", "      ^"),
        ("sort:waiting", "     ^"),
        ("is:", "   ^"),
        ("not:", "    ^"),
        ("not: open", "    ^"),
        ("NOT:Not:x", "    ^"),
        ("-not:x", " ^"),
        ("not:-x", "    ^"),
        ("\"\"", " ^"),
        ("-\"!!\"", "  ^"),
        ("status:\"open\",closed", "             ^"),
        ("status:opne \"never closed", "       ^"),
        ("status:\"never closed", "       ^"),
        ("till status: open", "            ^"),
        ("till stauts:open", "     ^"),
        ("-prio:high", " ^"),
        ("! \"?\" 🎉", "^"),
    ];
    for (query, caret) in places {
        let error = wrong(query);
        assert_eq!(error.at, caret.chars().count() - 1, "{query}: {error}");
        assert_eq!(error.pointing(query), format!("{query}\n{caret}"));
    }
}

#[test]
fn the_caret_allows_for_wide_and_for_hostile_characters() {
    assert_eq!(wrong("日本 is:x").pointing("日本 is:x"), "日本 is:x\n        ^");
    assert_eq!(wrong("e\u{301} is:x").pointing("e\u{301} is:x"), "e\u{301} is:x\n     ^");
    assert_eq!(wrong("a\u{1b}\n\tis:x").pointing("a\u{1b}\n\tis:x"), "a\u{fffd}  is:x\n       ^");
}

#[test]
fn the_bounds_are_kept_and_said() {
    let full = "é".repeat(LONGEST);
    assert!(Query::parse(&full, Reader::Staff).is_ok());
    let error = wrong(&format!("{full}x"));
    assert_eq!((error.at, error.message.as_str()), (LONGEST, "a query has at most 1,000 characters"));
    assert!(wrong(&"x".repeat(1_000_000)).pointing(&"x".repeat(1_000_000)).len() < 3 * LONGEST);

    let most = vec!["a"; MOST_TERMS].join(" ");
    assert!(Query::parse(&most, Reader::Staff).is_ok());
    let error = wrong(&format!("{most} sort:created"));
    assert_eq!((error.at, error.message.as_str()), (most.len() + 1, "a query has at most 50 terms"));
}

#[test]
fn long_mistakes_are_repeated_in_part() {
    let error = wrong(&format!("status:{}", "é".repeat(500)));
    assert_eq!(error.message, format!("\"{}…\" is not a status", "é".repeat(40)));
}

#[test]
fn to_guests_the_words_of_staff_are_unknown_like_any_other() {
    // What is read, refused and remarked, with the word itself taken out.
    let shape = |query: &str, word: &str| {
        let read = match Query::parse(query, Reader::Guest) {
            Ok(query) => format!("{query:?} {query}"),
            Err(error) => format!("{} {error}", error.at),
        };
        format!("{read} {:?}", remarks(query, Reader::Guest)).replace(word, "…")
    };
    let pairs = [
        ("priority:low", "priority", "colourss:low", "colourss"),
        ("assignee:me", "assignee", "colouree:me", "colouree"),
        ("requester:x", "requester", "colour_ed:x", "colour_ed"),
        ("Priority: x", "Priority", "Colourss: x", "Colourss"),
        ("-Priority:", "Priority", "-Colourss:", "Colourss"),
        ("prio:high", "prio", "pink:high", "pink"),
        ("reqester:me", "reqester", "colourss:me", "colourss"),
        ("asignee:none", "asignee", "colours:none", "colours"),
        ("priority:\"high\"", "priority", "colourss:\"high\"", "colourss"),
        ("is:deleted", "deleted", "is:colours", "colours"),
        ("is:unassigned", "unassigned", "is:colour-red", "colour-red"),
        ("is:mine", "mine", "is:pink", "pink"),
        ("sort:priority", "priority", "sort:colourss", "colourss"),
        ("sort:-priority", "priority", "sort:-colourss", "colourss"),
        ("is: mine", "mine", "is: pink", "pink"),
    ];
    for (staffs, known, nobodys, unknown) in pairs {
        assert_eq!(shape(staffs, known), shape(nobodys, unknown), "{staffs}");
    }
    for query in ["priority:low", "prio:high", "reqester:me", "is:mine", "sort:priority", "stauts:open"] {
        let error = Query::parse(query, Reader::Guest).map_or_else(|error| error.expected, |query| query.to_string());
        for secret in ["priority", "assignee", "requester", "unassigned", "mine", "deleted"] {
            assert!(query.contains(secret) || !error.contains(secret), "{query}: {error}");
        }
    }
}

#[test]
fn guests_have_the_rest() {
    for query in ["status:open is:active category:billing created:<2d updated:>2026-11-01", "sort:-updated \"two words\" -no"] {
        assert!(Query::parse(query, Reader::Guest).is_ok(), "{query}");
    }
}
