//! The form in which a view gets its name.

use super::form::{chosen, complain, label, lines_of, problem_lines, row, typed};
use super::theme::Theme;
use super::{boxed, line, middle};
use crate::tui::state::{Keep, KeepField, State};
use crate::tui::widget::{cut_to, shortened, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// A query takes so many lines at most.
const QUERY_LINES: usize = 3;

pub fn draw(frame: &mut Frame, area: Rect, keep: &Keep, state: &State, theme: &Theme) {
    let inner = boxed(frame, middle(area, 66, 10), "Keep this list as a view", theme);
    let problem = problem_lines(keep.problem.as_deref(), inner);
    let rows = inner.height.saturating_sub(lines_of(&problem));
    let wanted = u16::try_from(keep.fields.len()).unwrap_or(u16::MAX).min(rows);
    // Where not all fields fit, the one that has the keys is shown.
    let first = (keep.focus + 1).saturating_sub(usize::from(rows));
    for (place, field) in (0..wanted).zip(&keep.fields[first..]) {
        draw_field(frame, row(inner, place), keep, *field, state, theme);
    }
    let about = Rect { y: inner.y + wanted, height: rows.saturating_sub(wanted), ..inner };
    frame.render_widget(Paragraph::new(query(keep, usize::from(inner.width), theme)), about);
    complain(frame, inner, &problem, theme);
}

fn query(keep: &Keep, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let text = if keep.query.is_empty() { "every ticket".to_owned() } else { line(&keep.query) };
    let lines = cut_to(wrapped(&text, width.saturating_sub(3)), QUERY_LINES, width.saturating_sub(3), theme.cut());
    std::iter::once(Line::raw("")).chain(lines.into_iter().map(|text| Line::styled(format!("  {text}"), Theme::quiet()))).collect()
}

fn draw_field(frame: &mut Frame, area: Rect, keep: &Keep, field: KeepField, state: &State, theme: &Theme) {
    let has_keys = keep.field() == field;
    let title = match field {
        KeepField::Name => "Name",
        KeepField::Digit => "Digit",
        KeepField::Whose => "For",
    };
    frame.render_widget(Paragraph::new(label(title, has_keys)), area);
    let value = Rect { x: area.x + 12, width: area.width.saturating_sub(13), ..area };
    match field {
        KeepField::Name => typed(frame, value, &keep.name, "", has_keys),
        KeepField::Digit => {
            let digit = keep.digit.map_or_else(|| "none".to_owned(), |digit| digit.to_string());
            let aside = displaced(keep, state).map_or_else(String::new, |title| format!("  in place of {}", line(&title)));
            let text = theme.choice(&digit) + &aside;
            chosen(frame, value, &shortened(&text, usize::from(value.width), theme.cut()), has_keys);
        }
        KeepField::Whose => chosen(frame, value, &theme.choice(if keep.shared { "everybody" } else { "me" }), has_keys),
    }
}

/// The view that has the digit now.
fn displaced(keep: &Keep, state: &State) -> Option<String> {
    let replaced = keep.replaced(&state.views).map(crate::tui::state::View::name);
    let there = state.views.iter().find(|view| keep.digit.is_some() && view.digit == keep.digit)?;
    (Some(there.name()) != replaced).then(|| there.title.clone())
}
