//! A text to be selected by hand: over all panes, from the first column, with nothing beside it.

use super::theme::Theme;
use crate::tui::state::{Shape, Sheet};
use crate::tui::widget::wrapped;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph};

pub fn draw(frame: &mut Frame, area: Rect, sheet: &Sheet, shape: Shape) -> Shape {
    frame.render_widget(Clear, area);
    let width = usize::from(area.width);
    let mut lines: Vec<Line> = wrapped(&sheet.title, width).into_iter().map(|text| Line::styled(text, Theme::strong())).collect();
    lines.push(Line::raw(""));
    let rows = usize::from(area.height).saturating_sub(lines.len());
    let all = sheet.lines(width);
    let top = sheet.top.min(all.len().saturating_sub(rows));
    lines.extend(all.into_iter().skip(top).take(rows).map(Line::raw));
    frame.render_widget(Paragraph::new(lines), area);
    Shape { sheet: (width, rows), ..shape }
}
