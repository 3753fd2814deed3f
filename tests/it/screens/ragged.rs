//! Characters made of several, on a terminal that gives each part columns of its own: nothing of them stays behind.

use barback::domain::text::columns::display_width;
use barback::tui::ragged::{Placed, Ragged};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Terminal, TerminalOptions, Viewport};

const AREA: Rect = Rect { x: 0, y: 0, width: 40, height: 3 };

/// What a terminal shows after these frames, one drawn over the other.
fn shown(frames: &[&str], with: bool) -> Vec<String> {
    let written = written(frames, with);
    let mut parser = vt100::Parser::new(3.try_into().unwrap(), 40.try_into().unwrap(), 0);
    parser.process(&written);
    parser.screen().rows(0, 40).map(|row| row.trim_end().to_owned()).collect()
}

/// What is sent to a terminal for these frames.
fn written(frames: &[&str], with: bool) -> Vec<u8> {
    let options = TerminalOptions { viewport: Viewport::Fixed(AREA) };
    let mut terminal = Terminal::with_options(Placed(CrosstermBackend::new(Vec::new())), options).unwrap();
    let mut ragged = Ragged::default();
    for frame in frames {
        let draw = |shown: &mut ratatui::Frame| {
            shown.render_widget(Paragraph::new(*frame), AREA);
            if with {
                ragged.redraw(shown.buffer_mut());
            }
        };
        terminal.draw(draw).unwrap();
    }
    terminal.backend_mut().0.writer_mut().clone()
}

#[test]
fn what_a_name_leaves_beside_it_goes_with_it() {
    let names = ["प्रिया शर्मा   · 2h", "👨‍👩‍👧‍👦👨‍👩‍👧 family  · 3h", "สมชาย ใจดี  कि की कु  · 4h"];
    for name in names {
        for over in ["", "┌ a box ┐", "x", "  · 9h"] {
            let drawn = shown(&[name, over], true);
            assert_eq!(drawn, shown(&[over], true), "{name} under {over:?}");
        }
    }
    let blind = names.iter().all(|name| shown(&[name, "x"], false) == shown(&["x"], false));
    assert!(!blind, "without it something stays, or the test is blind");
}

/// Characters that one terminal draws in as many columns as are counted, and another in more or fewer.
const DISPUTED: &[&str] = &[
    "👨\u{200D}👩\u{200D}👧\u{200D}👦",
    "👋\u{1F3FD}",
    "☂\u{FE0F}",
    "⌚\u{FE0E}",
    "1\u{FE0F}\u{20E3}",
    "🇩🇪",
    "🏴\u{E0067}\u{E0062}\u{E007F}",
    "क्षि",
    "कि",
    "กำ",
    "ｶﾞ",
    "ᄒ\u{1161}ᆫ",
];

/// What stands beside and over a disputed character is where it belongs on a terminal that adds up code points, and on those
/// that draw it in one column or in two.
#[test]
fn no_terminal_s_own_count_moves_what_stands_beside_it() {
    for cluster in DISPUTED {
        let columns = display_width(cluster);
        let frames = ["xxxxxxxxxxxxxxxx".to_owned(), format!("ab{cluster}END{cluster}."), "y".to_owned()];
        for drawn_as in [*cluster, "k", "交"] {
            let screen = |count: usize| {
                let frames: Vec<&str> = frames[..count].iter().map(String::as_str).collect();
                let written = String::from_utf8(written(&frames, true)).unwrap().replace(cluster, drawn_as);
                let mut parser = vt100::Parser::new(3.try_into().unwrap(), 40.try_into().unwrap(), 0);
                parser.process(written.as_bytes());
                parser
            };
            let parser = screen(2);
            let cell = |column: usize| parser.screen().cell(0, column.try_into().unwrap()).unwrap().contents().to_owned();
            let end: String = (0..3).map(|place| cell(2 + columns + place)).collect();
            let case = format!("{} drawn as {drawn_as}", cluster.escape_unicode());
            assert_eq!((end.as_str(), cell(5 + 2 * columns).as_str()), ("END", "."), "{case}: {:?}", parser.screen().contents());
            assert!(!parser.screen().contents().contains('x'), "{case}: {:?}", parser.screen().contents());
            assert_eq!(screen(3).screen().contents().trim(), "y", "{case}");
        }
    }
}
