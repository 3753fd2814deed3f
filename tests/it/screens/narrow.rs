//! Any window: no panic at any size, and below the smallest it says so.

use super::{NARROW, WIDE};
use crate::support::office::Office;
use crate::support::screen::{Bar, Screen};

#[test]
fn below_the_smallest_it_says_so_and_waits() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.resize((39, 12));
    assert_eq!(screen.text().trim_end(), "Barback needs 40x12; this is 39x12");
    screen.resize((40, 12));
    assert!(screen.says("Is the roof open"), "{}", screen.text());
}

#[test]
fn the_largest_window_is_clamped() {
    use barback::tui::terminal::clamp;
    assert_eq!(clamp((65_535, 65_535)), (500, 200));
    assert_eq!(clamp((0, 0)), (0, 0));
}

#[test]
fn a_question_about_a_long_subject_keeps_its_answers() {
    let office = Office::new();
    office.ticket("ida", &"glass ".repeat(33));
    let mut screen = Screen::open(office.desk("sam"), office.desk("sam"), NARROW);
    screen.keys("D");
    assert!(screen.says("Delete TKT-") && screen.says("…") && screen.says(" y yes   N no"), "{}", screen.text());
}
