//! The views at the left, each with its digit and its count.

use super::theme::Theme;
use crate::tui::state::{Focus, Place, State};
use crate::tui::widget::fit;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) {
    let width = usize::from(area.width);
    let mut lines = vec![Line::styled(" Views", Theme::title(state.focus == Focus::Views))];
    for (index, view) in state.views.iter().enumerate() {
        let here = state.place == Place::View(index);
        let count = view.count_text();
        let title = fit(&format!("{} {}", view.digit, view.title), width.saturating_sub(count.width() + 3), theme.cut());
        let style = if here { Theme::strong() } else { Theme::plain() };
        lines.push(Line::from_iter([
            Span::raw(theme.cursor(here)),
            Span::styled(format!("{title} "), style),
            Span::styled(count, Theme::quiet()),
        ]));
    }
    if state.me.role.is_staff() {
        lines.push(Line::raw(""));
        let mine = if state.mine { "on" } else { "off" };
        lines.push(Line::styled(format!(" m Mine only: {mine}"), Theme::quiet()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}
