//! Rows of cells under one another, by the width they take on a screen.

use super::out::styled;
use crate::domain::text::columns::{display_width, shortened};
use anstyle::Style;

/// Between two columns.
const GAP: usize = 2;
/// What a column that gives way keeps at least.
const LEAST: usize = 12;

/// One line of text, cleaned, in one style.
#[derive(Clone, Debug)]
pub struct Cell {
    pub text: String,
    pub style: Style,
}

impl Cell {
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }
}

/// Aligned rows. With a width they keep within it: the column `yielding` is cut where its row is too long.
pub fn table(rows: &[Vec<Cell>], width: Option<usize>, yielding: usize) -> String {
    let mut widths = Vec::new();
    for row in rows {
        widen(&mut widths, row);
    }
    let columns = widths.len();
    if let (Some(width), true) = (width, yielding < columns) {
        let others: usize = widths.iter().sum::<usize>() - widths[yielding] + GAP * columns.saturating_sub(1);
        widths[yielding] = widths[yielding].min(width.saturating_sub(others).max(LEAST));
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

/// Makes columns as wide as a row needs them.
pub fn widen(widths: &mut Vec<usize>, row: &[Cell]) {
    widths.resize(widths.len().max(row.len()), 0);
    widths.iter_mut().zip(row).for_each(|(width, cell)| *width = (*width).max(display_width(&cell.text)));
}

/// One row in columns of these widths.
pub fn line(row: &[Cell], widths: &[usize]) -> String {
    let mut out = String::new();
    // Nothing trails behind the last word of a line.
    let row = &row[..row.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1)];
    for (place, (cell, width)) in row.iter().zip(widths).enumerate() {
        let text = shortened(&cell.text, *width, "…");
        let room = width.saturating_sub(display_width(&text)) + GAP;
        out.push_str(&styled(cell.style, &text));
        if place + 1 < row.len() {
            out.push_str(&" ".repeat(room));
        }
    }
    out.push('\n');
    out
}
