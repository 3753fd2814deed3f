//! Any window: no panic at any size, and below the smallest it says so.

use super::WIDE;
use crate::support::screen::Bar;

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
fn every_screen_draws_at_every_size() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    for keys in [
        "2",
        "enter",
        "esc",
        "/",
        "esc",
        "f",
        "tab",
        "esc",
        "v",
        "esc",
        "o",
        "esc",
        "?",
        "esc",
        "t",
        "esc",
        "c",
        "esc",
        "a",
        "esc",
        "s",
        "esc",
        "D",
        "n",
        "z",
        "z",
        "9",
        "X",
        "e",
        "tab tab tab tab tab",
        "esc",
        "s",
        "s",
        "n",
        "esc",
    ] {
        screen.keys(keys);
        for width in (0..=44).chain([69, 70, 71, 109, 110, 111, 250]) {
            for height in [0, 1, 2, 3, 5, 11, 12, 13, 16, 17, 18, 40] {
                screen.look_at((width, height));
            }
        }
    }
}

#[test]
fn the_largest_window_is_clamped() {
    use barback::tui::terminal::clamp;
    assert_eq!(clamp((65_535, 65_535)), (500, 200));
    assert_eq!(clamp((0, 0)), (0, 0));
}
