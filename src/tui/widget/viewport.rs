//! What of a text a field shows: which rows of it, from which column on, and where on the screen the caret stands. All of it is
//! counted in the columns and broken at the places of `domain/text/columns`, so that the caret stands where the letters are drawn.

use crate::domain::text::columns::{TAB, display_width, first_bytes, rows};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The part of a text that was drawn last: the next begins there, so that a text does not jump under its caret.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewport {
    /// Columns and rows.
    size: (usize, usize),
    /// The first row shown: which line, and which row of it.
    top: (usize, usize),
    /// The first column shown of a field that has one line.
    left: usize,
}

/// Line and character of the caret, both from 0.
pub type Caret = (usize, usize);

impl Viewport {
    /// Draws a text of many lines so that its caret is seen. Returns where that is.
    pub fn draw_text(&mut self, lines: &[String], caret: Caret, area: Rect, buffer: &mut Buffer, style: Style) -> Position {
        self.size = (usize::from(area.width), usize::from(area.height));
        let (width, height) = self.size;
        let all_rows = |line: usize| rows_with(&lines[line], width, (line == caret.0).then_some(caret.1));
        let at = byte_of(&lines[caret.0], caret.1);
        let of_caret = all_rows(caret.0);
        let place = (caret.0, row_of(&of_caret, at));
        self.top = self.top.clamp(above(place, height.saturating_sub(1), &|line| all_rows(line).len()), place);
        let mut y = area.y;
        let mut caret_y = area.y;
        'drawn: for (line, text) in lines.iter().enumerate().skip(self.top.0) {
            let first = if line == self.top.0 { self.top.1 } else { 0 };
            let rows = if line == caret.0 { of_caret.clone() } else { all_rows(line) };
            for (row, range) in rows.into_iter().enumerate().skip(first) {
                if y >= area.bottom() {
                    break 'drawn;
                }
                if (line, row) == place {
                    caret_y = y;
                }
                buffer.set_stringn(area.x, y, blanks_for_tabs(&text[range]), width, style);
                y += 1;
            }
        }
        let before = drawn_width(&lines[caret.0][of_caret[place.1].start..at]);
        Position { x: area.x + narrow(before.min(width.saturating_sub(1))), y: caret_y }
    }

    /// Draws a text of one line so that its caret is seen. Returns where that is.
    pub fn draw_line(&mut self, line: &str, caret: usize, area: Rect, buffer: &mut Buffer, style: Style) -> Position {
        self.size = (usize::from(area.width), usize::from(area.height));
        let width = self.size.0;
        let at = byte_of(line, caret);
        let before = drawn_width(&line[..at]);
        let under = line[at..].graphemes(true).next().map_or(1, drawn_width).max(1);
        let most = (drawn_width(line) + 1).saturating_sub(width);
        self.left = self.left.min(most).clamp((before + under).saturating_sub(width).min(before), before);
        let mut column = 0;
        for cluster in line.graphemes(true) {
            let columns = drawn_width(cluster);
            if column >= self.left && column + columns <= self.left + width {
                buffer.set_stringn(area.x + narrow(column - self.left), area.y, blanks_for_tabs(cluster), columns, style);
            }
            column += columns;
        }
        Position { x: area.x + narrow((before - self.left).min(width.saturating_sub(1))), y: area.y }
    }

    /// Returns how far from its left end the field of one line shows this character, in columns; `None` where it does not.
    pub fn column_of(&self, line: &str, character: usize) -> Option<u16> {
        let column = drawn_width(&line[..byte_of(line, character)]).checked_sub(self.left)?;
        (column < self.size.0).then(|| narrow(column))
    }

    /// Returns the column in which a text of many lines shows the caret.
    pub fn column(&self, lines: &[String], (line, character): Caret) -> usize {
        let at = byte_of(&lines[line], character);
        let rows = rows_with(&lines[line], self.columns(), Some(character));
        drawn_width(&lines[line][rows[row_of(&rows, at)].start..at])
    }

    /// Returns the place a row above or below the caret, as near to `column` as there is a cluster; `None` where there is no row.
    pub fn next_row(&self, lines: &[String], (line, character): Caret, down: bool, column: usize) -> Option<Caret> {
        let at = byte_of(&lines[line], character);
        let here = rows_with(&lines[line], self.columns(), Some(character));
        let row = row_of(&here, at);
        let (line, range) = if down {
            match here.get(row + 1) {
                Some(range) => (line, range.clone()),
                None => (line + 1, rows(lines.get(line + 1)?, self.columns()).first()?.clone()),
            }
        } else {
            match row.checked_sub(1) {
                Some(row) => (line, here[row].clone()),
                None => (line.checked_sub(1)?, rows(&lines[line - 1], self.columns()).last()?.clone()),
            }
        };
        let text = &lines[line];
        let (mut end, mut used) = (range.start, 0);
        for cluster in text[range.clone()].graphemes(true) {
            used += drawn_width(cluster);
            // Behind the last cluster of a row stands the first of the next.
            if used > column || (end + cluster.len() == range.end && range.end < text.len()) {
                break;
            }
            end += cluster.len();
        }
        Some((line, text[..end].chars().count()))
    }

    /// Rows on a screenful.
    pub fn height(&self) -> usize {
        self.size.1
    }

    /// A text that was never drawn has its lines whole.
    fn columns(&self) -> usize {
        if self.size.0 == 0 { usize::MAX / 2 } else { self.size.0 }
    }
}

/// The rows of a line. A caret behind the last letter of a full row begins one of its own.
fn rows_with(line: &str, width: usize, caret: Option<usize>) -> Vec<Range<usize>> {
    let mut rows = rows(line, width);
    let is_full = rows.last().is_some_and(|row| !row.is_empty() && drawn_width(&line[row.clone()]) >= width);
    if is_full && caret.is_some_and(|caret| byte_of(line, caret) == line.len()) {
        rows.push(line.len()..line.len());
    }
    rows
}

/// The row that has this byte.
fn row_of(rows: &[Range<usize>], at: usize) -> usize {
    rows.iter().rposition(|row| row.start <= at).unwrap_or(0)
}

/// The place so many rows above this one, or the first.
fn above((mut line, mut row): (usize, usize), mut count: usize, rows_of: &dyn Fn(usize) -> usize) -> (usize, usize) {
    while count > row {
        let Some(before) = line.checked_sub(1) else { return (0, 0) };
        count -= row + 1;
        line = before;
        row = rows_of(line) - 1;
    }
    (line, row - count)
}

/// Where this character stands; within a cluster, where the cluster begins.
fn byte_of(line: &str, character: usize) -> usize {
    let at = line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
    first_bytes(line, at).len()
}

fn drawn_width(text: &str) -> usize {
    display_width(text) + TAB * text.matches('\t').count()
}

fn blanks_for_tabs(text: &str) -> String {
    text.replace('\t', &" ".repeat(TAB))
}

fn narrow(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
