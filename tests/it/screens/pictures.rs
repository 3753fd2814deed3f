//! The README's pictures: frames of the real desk as SVG, fresh or the test fails.

use super::{NARROW, WIDE};
use crate::support::screen::Bar;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write as _;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

#[test]
fn the_desk_in_the_readme_is_the_desk() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", WIDE);
    screen.keys("j j j j");
    assert!(screen.says("Card reader at the back bar"));
    fresh("docs/pictures/desk.svg", &svg(screen.buffer()));
}

#[test]
fn the_form_the_palette_and_the_narrow_desk_too() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", (100, 28));
    screen.keys("t").types("Cannot redeem bottle").keys("tab").types("ida").keys("tab right right right right tab right");
    assert!(screen.says("‹ redemption ›") || screen.says("‹ technical ›") || screen.says("Category"));
    fresh("docs/pictures/form.svg", &svg(screen.buffer()));
    let mut palette = bar.screen("sam", (100, 28));
    palette.keys(":").types("re");
    assert!(palette.says("resolve"));
    fresh("docs/pictures/palette.svg", &svg(palette.buffer()));
    let narrow = bar.screen("sam", NARROW);
    assert!(narrow.says("unassigned"));
    fresh("docs/pictures/narrow.svg", &svg(narrow.buffer()));
}

/// Fails if the file is another than it should be; with `BARBACK_BLESS` set, writes it.
pub fn fresh(place: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if std::env::var_os("BARBACK_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{place} is stale; `BARBACK_BLESS=1 cargo test` writes it anew");
}

const CELL: (usize, usize) = (9, 19);

/// A frame as a picture: one text element a run of cells of one style, each at its own column.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#1c1c1c\"/>\n",
        width * CELL.0 + 16,
        height * CELL.1 + 16,
    );
    for (y, cells) in buffer.content.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let style = cells[x].style();
            let (mut text, start) = (String::new(), x);
            while x < width && cells[x].style() == style {
                text.push_str(cells[x].symbol());
                x += cells[x].symbol().width().max(1);
            }
            if !text.trim().is_empty() {
                let place = (start * CELL.0 + 8, y * CELL.1 + 22);
                let length = text.trim_end().width() * CELL.0;
                let _ = writeln!(
                    out,
                    "<text x=\"{}\" y=\"{}\" textLength=\"{length}\" xml:space=\"preserve\" {}>{}</text>",
                    place.0,
                    place.1,
                    css(style),
                    escaped(text.trim_end()),
                );
            }
        }
    }
    out + "</svg>\n"
}

fn css(style: Style) -> String {
    let colour = match style.fg {
        Some(Color::Red | Color::LightRed) => "#ff6b6b",
        Some(Color::Green) => "#7ec699",
        Some(Color::Yellow) => "#e5c07b",
        Some(Color::Blue | Color::LightBlue) => "#6cb6ff",
        Some(Color::Magenta) => "#d2a8ff",
        Some(Color::Cyan) => "#76d9e6",
        _ if style.add_modifier.contains(Modifier::DIM) => "#8a8a8a",
        _ => "#e4e4e4",
    };
    let weight = if style.add_modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    format!("fill=\"{colour}\"{weight}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
