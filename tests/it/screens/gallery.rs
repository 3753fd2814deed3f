//! A picture of every screen and form at three sizes, in light, in dark and without colour; and every one of them drawn at
//! every window there may be.

use super::SIZES;
use super::scenes::{SCENES, reached};
use crate::support::screen::{Bar, Screen, lines};
use barback::domain::setting::{SettingName, Settings, Source};
use barback::tui::state::State;
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

#[test]
fn every_screen_has_its_picture_in_light_in_dark_and_without_colour() {
    for scene in SCENES {
        for size in SIZES {
            let bar = Bar::new();
            let screen = reached(scene, &bar, size);
            let plain = drawn(&without_colour(screen.state()));
            let mut picture = lines(&plain).join("\n");
            for theme in ["light", "dark"] {
                let buffer = drawn(&wearing(screen.state(), theme));
                // The settings name the theme.
                if scene.name != "settings" {
                    assert_eq!(lines(&buffer), lines(&plain), "{} is said otherwise in {theme}", scene.name);
                }
                let _ = write!(picture, "\n[{theme} {:016x}]", styles(&buffer));
            }
            let colours =
                plain.content.iter().filter(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
            assert_eq!(colours.count(), 0, "{} has colours where none are wanted", scene.name);
            let _ = write!(picture, "\n[no colour {:016x}]", styles(&plain));
            assert_snapshot!(format!("{}-{}x{}", scene.name, size.0, size.1), picture);
        }
    }
}

#[test]
fn every_screen_is_ascii_where_the_locale_is_not_utf_8() {
    const OWN: &str = "─│┌┐└┘▌▲▽·…●◆✓×▸┃‹›✎";
    for scene in SCENES {
        let bar = Bar::new();
        let mut state = reached(scene, &bar, SIZES[1]).state().clone();
        state.look.ascii = true;
        let text = lines(&drawn(&state)).join("\n");
        let signs: String = text.chars().filter(|letter| OWN.contains(*letter)).collect();
        assert_eq!(signs, "", "{}:\n{text}", scene.name);
    }
}

/// Every size up to 44×16, both sides of each border of the layout, and a hundred seeded ones for each screen; the clamps
/// are drawn once.
#[test]
fn every_screen_draws_at_every_size() {
    let mut dice = 0x2026_1123_u64;
    let mut drawn_at = |screen: &Screen| {
        for width in (0..=44).chain([69, 70, 109, 110]) {
            for height in (0..=16).chain([17, 18]) {
                if width < 40 && height != width % 17 {
                    // Below the smallest window every screen is the same sentence: once for each width is enough.
                    continue;
                }
                screen.look_at((width, height));
            }
        }
        for _ in 0..100 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let size = (u16::try_from((dice >> 33) % 160).unwrap(), u16::try_from((dice >> 13) % 60).unwrap());
            screen.look_at(size);
        }
    };
    for scene in SCENES {
        let bar = Bar::new();
        let screen = reached(scene, &bar, SIZES[0]);
        drawn_at(&screen);
    }
    let bar = Bar::new();
    reached(&SCENES[0], &bar, SIZES[0]).look_at((500, 200));
}

fn without_colour(state: &State) -> State {
    let mut state = state.clone();
    state.look.colour = false;
    state
}

fn wearing(state: &State, theme: &str) -> State {
    let mut state = state.clone();
    state.look.colour = true;
    let was = state.settings.clone();
    state.settings = Settings::said(|source, name| match (source, name) {
        (Source::Mine, SettingName::Theme) => Some(theme.to_owned()),
        (Source::Default, _) => None,
        _ => was.get(name).said_by(source).map(str::to_owned),
    });
    state
}

fn drawn(state: &State) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(state.size.0, state.size.1)).unwrap();
    terminal.draw(|frame| _ = barback::tui::view::draw(frame, state)).unwrap();
    terminal.backend().buffer().clone()
}

fn styles(buffer: &Buffer) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in &buffer.content {
        format!("{:?}", cell.style()).hash(&mut hasher);
    }
    hasher.finish()
}
