//! Characters made of several: terminals disagree about how many columns they take. What is drawn beside one, and what is drawn
//! over it later, does not depend on which terminal it is.

use crate::domain::text::columns::display_width;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

/// The rows of the last frame with characters made of several (emoji families, vowel signs), each with a hash of what it
/// said. Terminals disagree about how many columns such a character takes, and what one leaves behind beside it would stay:
/// a row that has or had one is written whole whenever it says something else.
#[derive(Default)]
pub struct Ragged(HashMap<u16, u64>);

impl Ragged {
    /// Marks what must be written whatever the last frame was.
    pub fn redraw(&mut self, buffer: &mut Buffer) {
        let width = usize::from(buffer.area.width).max(1);
        let mut now = HashMap::new();
        for (row, cells) in (0..).zip(buffer.content.chunks_mut(width)) {
            let is_ragged = cells.iter().any(|cell| is_made_of_several(cell.symbol()));
            if !is_ragged && !self.0.contains_key(&row) {
                continue;
            }
            let mut hasher = DefaultHasher::new();
            cells.hash(&mut hasher);
            let hash = hasher.finish();
            if self.0.get(&row) != Some(&hash) {
                for cell in cells {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
            if is_ragged {
                now.insert(row, hash);
            }
        }
        self.0 = now;
    }
}

fn is_made_of_several(symbol: &str) -> bool {
    symbol.chars().nth(1).is_some()
}

/// Whether a terminal that adds up code points would draw another number of columns than are counted.
fn is_disputed(symbol: &str) -> bool {
    let apart: usize = symbol.chars().map(|letter| display_width(letter.encode_utf8(&mut [0; 4]))).sum();
    is_made_of_several(symbol) && apart != display_width(symbol)
}

/// A backend that sets the cursor's position again after each disputed character.
pub struct Placed<W: Write>(pub CrosstermBackend<W>);

impl<W: Write> Backend for Placed<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut cells: Vec<(u16, u16, Cell)> = Vec::new();
        // Where the last character that takes more than a column ends.
        let mut covered = (0, 0);
        for (x, y, cell) in content {
            // `ratatui` clears the second half of some emoji behind them, which on most terminals breaks them in two.
            if y == covered.1 && x < covered.0 {
                continue;
            }
            let columns = u16::try_from(display_width(cell.symbol())).unwrap_or(1);
            if columns > 1 && is_made_of_several(cell.symbol()) {
                // A terminal that draws fewer columns leaves these as they were.
                cells.extend((x..x + columns).map(|x| (x, y, blank(cell))));
            }
            covered = if columns > 1 { (x + columns, y) } else { (0, 0) };
            cells.push((x, y, cell.clone()));
            // Behind a wide one the position is set in any case.
            if columns == 1 && is_disputed(cell.symbol()) {
                self.send(&mut cells)?;
            }
        }
        self.send(&mut cells)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

impl<W: Write> Placed<W> {
    /// Draws what is gathered; the next begins with its position.
    fn send(&mut self, cells: &mut Vec<(u16, u16, Cell)>) -> io::Result<()> {
        if cells.is_empty() {
            return Ok(());
        }
        self.0.draw(std::mem::take(cells).iter().map(|(x, y, cell)| (*x, *y, cell)))
    }
}

/// The same place without its character.
fn blank(cell: &Cell) -> Cell {
    let mut blank = cell.clone();
    blank.set_symbol(" ");
    blank
}
