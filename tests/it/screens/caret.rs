//! The terminal's own cursor: at the caret where text is typed, and nowhere else. Input methods write at it, and screen readers
//! read at it.

use super::SIZES;
use super::scenes::{SCENES, reached};
use crate::support::screen::{Bar, Screen};
use barback::tui::state::Popup;
use unicode_segmentation::UnicodeSegmentation;

/// Clusters of one character and of several, of one column and of two.
const MIXED: &str = "Ün क्षि ｶﾞ กำ 交換 👨\u{200D}👩\u{200D}👧 x";

/// Every field to type in, by the keys that lead to it.
const FIELDS: &[(&str, &str)] = &[
    ("the search line", "/"),
    ("a pick list", "a"),
    ("the palette", ":"),
    ("help", "?"),
    ("a comment", "c"),
    ("a note", "n"),
    ("a subject", "t"),
    ("whom it is for", "t tab"),
    ("a description", "t tab tab tab tab tab"),
    ("an edited subject", "e"),
    ("a ticket in one line", "T"),
    ("a requester to filter by", "f tab tab tab tab"),
    ("a view's name", "/ s c a n enter v"),
    ("a setting", ", tab enter"),
    ("a new login", "P a"),
    ("a new name", "P a tab"),
    ("whom to find", "P /"),
    ("what is noted on several", "x x e tab tab tab tab tab"),
];

/// The cells of the cursor's line before it, as text.
fn before(screen: &Screen) -> String {
    let (x, y) = screen.caret().unwrap_or_else(|| panic!("no cursor:\n{}", screen.text()));
    let row = ratatui::layout::Rect { x: 0, y, width: x, height: 1 };
    let mut part = ratatui::buffer::Buffer::empty(row);
    (0..x).for_each(|x| part[(x, y)] = screen.buffer()[(x, y)].clone());
    crate::support::screen::lines(&part).join("")
}

#[test]
fn the_cursor_stands_behind_what_is_typed_in_every_field_at_every_size() {
    for size in SIZES.into_iter().chain([(40, 12), (44, 16)]) {
        for (field, keys) in FIELDS {
            let bar = Bar::new();
            let mut screen = bar.screen("sam", size);
            assert_eq!(screen.caret(), None, "nothing is typed in the list");
            screen.keys(keys);
            assert!(screen.caret().is_some(), "{field} at {size:?}:\n{}", screen.text());
            screen.pastes(MIXED);
            let written = before(&screen);
            assert!(
                written.ends_with("👨\u{200D}👩\u{200D}👧 x"),
                "{field} at {size:?} has {written:?} before the cursor:\n{}",
                screen.text()
            );
            screen.keys("left");
            assert_eq!(screen.under_caret().as_deref(), Some("x"), "{field} at {size:?}");
            screen.keys("left left");
            assert_eq!(screen.under_caret().as_deref(), Some("👨\u{200D}👩\u{200D}👧"), "{field} at {size:?}");
            screen.types("y");
            assert!(
                before(&screen).ends_with('y') && screen.under_caret().as_deref() == Some("👨\u{200D}👩\u{200D}👧"),
                "{field} at {size:?}"
            );
        }
    }
}

#[test]
fn the_cursor_is_hidden_wherever_nothing_is_typed() {
    for scene in SCENES {
        for size in SIZES {
            let bar = Bar::new();
            let screen = reached(scene, &bar, size);
            let is_choice = ["several", "filter"].contains(&scene.name);
            let takes_text = screen.state().scope().takes_text() && !is_choice;
            assert_eq!(screen.caret().is_some(), takes_text, "{} at {size:?}:\n{}", scene.name, screen.text());
        }
    }
    let bar = Bar::new();
    let mut screen = bar.screen("sam", SIZES[0]);
    screen.keys("c").types("one").keys("esc");
    assert_eq!(screen.caret(), None, "the composer is closed");
    screen.keys("t tab tab");
    assert_eq!(screen.caret(), None, "a category is chosen, not typed");
}

#[test]
fn the_cursor_is_on_the_cluster_it_is_at_wherever_the_text_is_wrapped() {
    let text = format!("{MIXED} and a longword, {} {}\n\t{MIXED}\n\n{}", "กำ".repeat(30), "क्षि".repeat(20), "ab ".repeat(15));
    for width in [44, 61] {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", (width, 16));
        screen.keys("c").pastes(&text);
        let mut seen = 0;
        while editor_at(&screen) != (0, 0) {
            screen.keys("left");
            let wanted = at_cursor(&screen);
            let found = screen.under_caret().unwrap();
            assert_eq!(found, wanted, "at {:?} of {width} columns:\n{}", editor_at(&screen), screen.text());
            seen += 1;
        }
        assert!(seen > 120, "{seen} places");
        // Down by rows and up again, the column kept.
        screen.keys("right right right");
        let start = screen.caret().unwrap();
        for (there, back) in [("down", "up"), ("pgdown", "pgup")] {
            screen.keys(there).keys(there);
            assert_ne!(screen.caret(), Some(start), "it moved");
            screen.keys(back).keys(back);
            assert_eq!(editor_at(&screen), (0, 3), "{there} at {width}");
        }
    }
}

fn editor_at(screen: &Screen) -> (usize, usize) {
    let Some(Popup::Composer(composer)) = &screen.state().popup else { panic!("no composer") };
    composer.editor.cursor()
}

/// The cluster the cursor is at; a blank for a tab and behind a line.
fn at_cursor(screen: &Screen) -> String {
    let Some(Popup::Composer(composer)) = &screen.state().popup else { panic!("no composer") };
    let ((line, column), text) = (composer.editor.cursor(), composer.editor.value());
    let rest: String = text.split('\n').nth(line).unwrap().chars().skip(column).collect();
    match rest.graphemes(true).next() {
        None | Some("\t") => " ".to_owned(),
        Some(cluster) => cluster.to_owned(),
    }
}
