//! Characters made of several, on a terminal that gives each part columns of its own: nothing of them stays behind.

use barback::tui::terminal::Ragged;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Terminal, TerminalOptions, Viewport};

const AREA: Rect = Rect { x: 0, y: 0, width: 40, height: 3 };

/// What a terminal shows after these frames, one drawn over the other.
fn shown(frames: &[&str], with: bool) -> Vec<String> {
    let options = TerminalOptions { viewport: Viewport::Fixed(AREA) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(Vec::new()), options).unwrap();
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
    let mut parser = vt100::Parser::new(3.try_into().unwrap(), 40.try_into().unwrap(), 0);
    parser.process(terminal.backend_mut().writer_mut());
    parser.screen().rows(0, 40).map(|row| row.trim_end().to_owned()).collect()
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
