//! The views at the left, each with its digit and its count.

use super::line;
use super::theme::Theme;
use crate::tui::command::key_of;
use crate::tui::state::{Focus, Place, State};
use crate::tui::widget::{display_width, fit};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) {
    let width = usize::from(area.width);
    let mut lines = vec![Line::styled(" Views", Theme::title(state.focus == Focus::Views))];
    for index in state.views_in_sight(usize::from(area.height).saturating_sub(1)) {
        let view = &state.views[index];
        let here = state.place == Place::View(index);
        let count = if view.problem.is_some() { "unreadable".to_owned() } else { view.count_text() };
        let digit = view.digit.map_or_else(|| " ".to_owned(), |digit| digit.to_string());
        let title = fit(&format!("{digit} {}", line(&view.title)), width.saturating_sub(display_width(&count) + 3), theme.cut());
        let style = if here { Theme::strong() } else { Theme::plain() };
        lines.push(Line::from_iter([
            Span::styled(theme.cursor(here), theme.accent()),
            Span::styled(format!("{title} "), style),
            Span::styled(count, Theme::quiet()),
        ]));
    }
    if state.me.role.is_staff() {
        lines.push(Line::raw(""));
        let mine = if state.mine { "on" } else { "off" };
        lines.push(Line::styled(format!(" {} Mine only: {mine}", key_of(state, "list.mine")), Theme::quiet()));
    }
    frame.render_widget(Paragraph::new(lines), area);
}
