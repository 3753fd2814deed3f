//! The themes: all of them read, legible on what they are made for, and worn without their colours.

use super::USUAL;
use crate::support::screen::{Bar, Screen};
use barback::domain::setting::{SettingName, Whose};
use barback::tui::state::Look;
use barback::tui::view::palette::{Ground, PALETTES, Palette};
use insta::assert_snapshot;
use ratatui::style::{Color, Modifier};

/// Less than this is hard to read.
const LEAST: f64 = 3.0;

/// The sixteen colours as xterm has them.
fn xterm(colour: Color) -> (u8, u8, u8) {
    match colour {
        Color::Black => (0, 0, 0),
        Color::Red => (0xcd, 0, 0),
        Color::Green => (0, 0xcd, 0),
        Color::Yellow => (0xcd, 0xcd, 0),
        Color::Blue => (0, 0, 0xee),
        Color::Magenta => (0xcd, 0, 0xcd),
        Color::Cyan => (0, 0xcd, 0xcd),
        Color::Gray => (0xe5, 0xe5, 0xe5),
        Color::DarkGray => (0x7f, 0x7f, 0x7f),
        Color::LightRed => (0xff, 0, 0),
        Color::LightGreen => (0, 0xff, 0),
        Color::LightYellow => (0xff, 0xff, 0),
        Color::LightBlue => (0x5c, 0x5c, 0xff),
        Color::LightMagenta => (0xff, 0, 0xff),
        Color::LightCyan => (0, 0xff, 0xff),
        Color::White => (0xff, 0xff, 0xff),
        Color::Rgb(red, green, blue) => (red, green, blue),
        other => panic!("{other} is none of the sixteen, and no true colour"),
    }
}

/// The contrast of two colours, from 1 to 21, as the WCAG has it.
fn contrast(one: Color, other: Color) -> f64 {
    let luminance = |colour| {
        let (red, green, blue) = xterm(colour);
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What of a theme cannot be read on what it is made for.
fn illegible(palette: &Palette) -> Vec<String> {
    let mut faults = Vec::new();
    for ground in &palette.on {
        let ground = match ground {
            Ground::Light => Color::White,
            Ground::Dark => Color::Black,
            Ground::Painted(colour) => *colour,
        };
        for (role, style) in palette.roles.all() {
            let below = style.bg.filter(|_| role != "text").unwrap_or(ground);
            let ink = style.fg.or(palette.roles.text.0.fg);
            if let Some(ink) = ink.filter(|ink| contrast(*ink, below) < LEAST) {
                faults.push(format!("{}: {role} is {ink} on {below}: {:.1}", palette.name, contrast(ink, below)));
            }
        }
    }
    faults
}

#[test]
fn every_theme_is_read_and_legible_on_what_it_is_made_for() {
    let names: Vec<&str> = PALETTES.iter().map(|palette| palette.name).collect();
    assert_eq!(names, SettingName::Theme.setting().values.choices(), "each file is a theme, and each reads");
    assert!(["terminal", "light", "dark", "mono", "lantern"].iter().all(|name| names.contains(name)));
    for palette in PALETTES.iter() {
        assert!(!palette.on.is_empty() && !palette.about.is_empty(), "{}", palette.name);
        assert_eq!(illegible(palette), Vec::<String>::new());
    }
    let terminal = barback::tui::view::palette::palette("terminal").unwrap();
    assert_eq!(terminal.on, [Ground::Light, Ground::Dark], "the default is legible on both");
}

#[test]
fn the_measure_finds_what_cannot_be_read() {
    let read = |on: &str, key: &str| barback::tui::view::palette::read("planted", &format!("about='x'\non=[{on}]\n[roles]\nkey='{key}'\n"));
    for (on, key) in [
        ("'light'", "yellow bold"),
        ("'light'", "white"),
        ("'light'", "lightgreen"),
        ("'dark'", "blue"),
        ("'dark'", "black"),
        ("'#202020'", "#303030"),
        ("'dark'", "white on gray"),
    ] {
        assert_eq!(illegible(&read(on, key).unwrap()).len(), 1, "{key} on {on}");
    }
    assert_eq!(illegible(&read("'dark'", "cyan bold").unwrap()), Vec::<String>::new());
    let wrong = read("'dark'", "cyan blinking").unwrap_err();
    assert!(wrong.contains("\"blinking\" is neither a colour nor a weight"), "{wrong}");
}

fn open(bar: &Bar, theme: &str, look: Look) -> Screen {
    let desk = bar.desk("sam");
    desk.set(desk.new_order(), SettingName::Theme, Whose::Mine, Some(theme)).unwrap();
    let mut screen = Screen::open_with(bar.desk("sam"), bar.desk("sam"), USUAL, look);
    screen.keys("9 j j");
    screen
}

#[test]
fn the_list_and_the_ticket_in_every_theme() {
    let bar = Bar::new();
    for palette in PALETTES.iter() {
        let screen = open(&bar, palette.name, Look { colour: true, ascii: false });
        assert!(screen.says("9 Everything") && screen.says("TKT-"), "{}", screen.text());
        assert_snapshot!(format!("theme-{}", palette.name), screen.picture());
    }
}

#[test]
fn without_colour_every_theme_says_the_same_and_colours_nothing() {
    let bar = Bar::new();
    let said = open(&bar, "terminal", Look { colour: true, ascii: false }).text();
    for palette in PALETTES.iter() {
        let screen = open(&bar, palette.name, Look { colour: false, ascii: false });
        assert_eq!(screen.text(), said, "state is never told by colour alone");
        let bare = |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
        assert!(screen.buffer().content.iter().all(bare), "{}", palette.name);
        assert_snapshot!(format!("theme-{}-without-colour", palette.name), screen.picture());
    }
    let mono = open(&bar, "mono", Look { colour: true, ascii: false });
    assert!(mono.buffer().content.iter().all(|cell| cell.fg == Color::Reset), "mono has no colour to begin with");
    assert!(mono.buffer().content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn a_theme_with_a_ground_paints_all_of_it() {
    let bar = Bar::new();
    let screen = open(&bar, "lantern", Look { colour: true, ascii: false });
    assert!(screen.buffer().content.iter().all(|cell| cell.bg != Color::Reset && cell.fg != Color::Reset));
}

#[test]
fn a_terminal_with_fewer_colours_gets_the_nearest_it_has() {
    use barback::tui::depth::Depth;
    use termprofile::TermProfile;
    let bar = Bar::new();
    let lantern = open(&bar, "lantern", Look { colour: true, ascii: false });
    let fitted = |profile| {
        let mut buffer = lantern.buffer().clone();
        Depth::of(profile).fit(&mut buffer);
        buffer
    };
    assert_eq!(&fitted(TermProfile::TrueColor), lantern.buffer());
    let is_deep = |colour: Color| matches!(colour, Color::Rgb(..));
    assert!(fitted(TermProfile::Ansi256).content.iter().all(|cell| !is_deep(cell.fg) && !is_deep(cell.bg)));
    for profile in [TermProfile::Ansi16, TermProfile::NoColor] {
        let buffer = fitted(profile);
        assert!(buffer.content.iter().all(|cell| !is_deep(cell.fg) && !matches!(cell.fg, Color::Indexed(_))));
        assert!(buffer.content.iter().all(|cell| contrast(cell.fg, cell.bg) >= LEAST), "still legible");
    }
    let terminal = open(&bar, "terminal", Look { colour: true, ascii: false });
    let mut buffer = terminal.buffer().clone();
    Depth::of(TermProfile::Ansi256).fit(&mut buffer);
    assert_eq!(&buffer, terminal.buffer(), "the terminal's own sixteen stay its own");
}
