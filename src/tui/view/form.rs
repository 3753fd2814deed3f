//! Forms: over the screen, never instead of it.

use super::theme::Theme;
use super::{boxed, company, landing, line, middle, similar};
use crate::tui::state::{Composer, Field, Form, FormKind, Keeping, State};
use crate::tui::widget::{Editor, display_width, fit, shortened, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn composer(frame: &mut Frame, area: Rect, composer: &Composer, state: &State, theme: &Theme) {
    let (kind, style) = if composer.internal { ("Note for staff only", theme.note()) } else { ("Public comment", Theme::plain()) };
    let on = match composer.marked.len() {
        0 | 1 => composer.number.to_string(),
        several => format!("{several} marked tickets"),
    };
    let place = middle(area, 80, 17);
    let inner = boxed(frame, place, &format!("{kind} on {on}"), theme);
    landing::draw(frame, place, composer, state, theme);
    about(frame, row(inner, 0), composer, state, theme);
    let problem = problem_lines(composer.problem.as_deref(), inner);
    let text = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + lines_of(&problem)), ..inner };
    composer.editor.draw(frame, shrunk(text), style, true);
    complain(frame, inner, &problem, theme);
}

/// What it is about, and who else is there: their words may cross.
fn about(frame: &mut Frame, area: Rect, composer: &Composer, state: &State, theme: &Theme) {
    let kept = kept(&composer.keeping, state, theme);
    let width = usize::from(area.width).saturating_sub(display_width(&kept.content));
    let words = company::in_words(composer.number, state, theme).map_or_else(String::new, |words| format!("  {words} "));
    let words = shortened(&words, width, theme.cut());
    let subject = fit(&format!(" {}", line(&composer.subject)), width - display_width(&words), theme.cut());
    let spans = [Span::styled(subject, Theme::quiet()), Span::styled(words, theme.company()), kept];
    frame.render_widget(Paragraph::new(Line::from_iter(spans)), area);
}

/// Fewer lines than this are no place to write a description in.
const LEAST_TEXT: u16 = 3;

/// The ticket form.
pub fn ticket(frame: &mut Frame, area: Rect, form: &Form, state: &State, theme: &Theme) {
    let title = match &form.kind {
        FormKind::New | FormKind::Capture => "New ticket".to_owned(),
        FormKind::Edit(ticket) => format!("Edit {}", ticket.number),
    };
    let place = middle(area, 80, 22);
    let inner = boxed(frame, place, &title, theme);
    let word = kept(&form.keeping, state, theme);
    let edge = Rect { y: place.bottom().saturating_sub(1), height: 1, width: place.width.saturating_sub(1), ..place };
    frame.render_widget(word.clone(), right_end(edge, display_width(&word.content)));
    let problem = problem_lines(form.problem.as_ref().map(|(_, text)| text.as_str()), inner);
    let above = |field: &Field| !matches!(field, Field::Description | Field::Send);
    let mut upper: Vec<Field> = form.fields.iter().copied().filter(above).collect();
    let has_keys = form.field() == Field::Description;
    let rows = inner.height.saturating_sub(lines_of(&problem));
    let wanted = u16::try_from(upper.len()).unwrap_or(u16::MAX);
    // Where not all of it fits, the part that has the keys is shown.
    let is_cramped = rows < wanted + 1 + LEAST_TEXT + 1;
    if is_cramped {
        upper.push(Field::Send);
    }
    let wanted = if is_cramped { wanted + 1 } else { wanted };
    let y = if is_cramped && has_keys { 0 } else { wanted.min(rows) };
    let focus = upper.iter().position(|field| *field == form.field()).unwrap_or(0);
    let first = if is_cramped { (focus + 1).saturating_sub(usize::from(rows)) } else { 0 };
    for (place, field) in (0..y).zip(&upper[first.min(upper.len())..]) {
        draw_field(frame, row(inner, place), form, *field, state, theme);
    }
    if !is_cramped {
        draw_field(frame, row(inner, rows.saturating_sub(1)), form, Field::Send, state, theme);
    }
    let foot = u16::from(!is_cramped);
    let spare = match (is_cramped, has_keys) {
        (false, _) => rows.saturating_sub(wanted + 1 + LEAST_TEXT + foot),
        // Whoever types the subject would rather see one like it than the last field.
        (true, false) => rows.saturating_sub(wanted).max(u16::from(form.field() == Field::Subject)).min(rows),
        (true, true) => 0,
    };
    let alike = similar::lines(state, usize::from(spare), usize::from(inner.width), theme);
    let lines = u16::try_from(alike.len()).unwrap_or(u16::MAX);
    let above = rows.saturating_sub(lines + foot);
    if !is_cramped || has_keys {
        frame.render_widget(Paragraph::new(label("Description", has_keys)), row(inner, y));
        let text = Rect { y: inner.y + y + 1, height: above.saturating_sub(y + 1), ..inner };
        form.description.draw(frame, shrunk(text), Style::default(), has_keys);
    }
    frame.render_widget(Paragraph::new(alike), Rect { y: inner.y + above, height: lines, ..inner });
    complain(frame, inner, &problem, theme);
}

/// A quiet word: what is typed is in the file, or not yet.
fn kept(keeping: &Keeping, state: &State, theme: &Theme) -> Span<'static> {
    match (&keeping.trouble, keeping.kept_at.map(|at| at.age(state.now))) {
        (Some(_), _) => Span::styled(" not kept yet ", theme.error()),
        (None, Some(age)) if age == "now" => Span::styled(" kept ", Theme::quiet()),
        (None, Some(age)) => Span::styled(format!(" kept {age} ago "), Theme::quiet()),
        (None, None) => Span::raw(""),
    }
}

/// The right end of a line.
fn right_end(line: Rect, width: usize) -> Rect {
    let width = u16::try_from(width).unwrap_or(u16::MAX).min(line.width);
    Rect { x: line.right() - width, width, ..line }
}

fn draw_field(frame: &mut Frame, area: Rect, form: &Form, field: Field, state: &State, theme: &Theme) {
    let has_keys = form.field() == field;
    if field == Field::Send {
        let words = if matches!(form.kind, FormKind::New) { "Create the ticket" } else { "Save" };
        let style = if has_keys { Theme::strong() } else { Theme::quiet() };
        frame.render_widget(Paragraph::new(Line::styled(format!("{}[ {words} ]", theme.cursor(has_keys)), style)), area);
        return;
    }
    let title = match field {
        Field::Subject => "Subject",
        Field::For => "For",
        Field::Category => "Category",
        Field::Priority => "Priority",
        Field::Assign => "Assign",
        Field::Description | Field::Send => "Description",
    };
    frame.render_widget(Paragraph::new(label(title, has_keys)), area);
    let value = Rect { x: area.x + 12, width: area.width.saturating_sub(13), ..area };
    match field {
        Field::Subject => typed(frame, value, &form.subject, "", has_keys),
        Field::For => typed(frame, value, &form.requester, state.me.login.as_str(), has_keys),
        Field::Assign => typed(frame, value, &form.assignee, "nobody", has_keys),
        Field::Category => chosen(frame, value, &theme.choice(form.category.word()), has_keys),
        Field::Priority => chosen(frame, value, &theme.choice(form.priority.word()), has_keys),
        Field::Description | Field::Send => {}
    }
}

/// A field to type in; while it is empty, what empty means.
pub fn typed(frame: &mut Frame, area: Rect, editor: &Editor, empty: &str, has_keys: bool) {
    if editor.is_blank() && !has_keys {
        frame.render_widget(Paragraph::new(Line::styled(empty.to_owned(), Theme::quiet())), area);
    } else {
        editor.draw(frame, area, Style::default(), has_keys);
    }
}

pub fn chosen(frame: &mut Frame, area: Rect, value: &str, has_keys: bool) {
    let style = if has_keys { Theme::strong() } else { Theme::plain() };
    frame.render_widget(Paragraph::new(Line::styled(value.to_owned(), style)), area);
}

pub fn label(title: &str, has_keys: bool) -> Line<'static> {
    Line::from(Span::styled(format!(" {title}"), if has_keys { Theme::strong() } else { Theme::quiet() }))
}

pub fn shrunk(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

pub fn row(area: Rect, y: u16) -> Rect {
    Rect { y: area.y + y.min(area.height.saturating_sub(1)), height: area.height.min(1), ..area }
}

pub fn problem_lines(problem: Option<&str>, inner: Rect) -> Vec<String> {
    problem.map(|text| wrapped(&line(text), usize::from(inner.width).saturating_sub(2))).unwrap_or_default()
}

pub fn lines_of(problem: &[String]) -> u16 {
    u16::try_from(problem.len()).unwrap_or(u16::MAX)
}

/// What is wrong, at the foot of the form.
pub fn complain(frame: &mut Frame, inner: Rect, problem: &[String], theme: &Theme) {
    let height = lines_of(problem).min(inner.height);
    let place = Rect { y: inner.bottom() - height, height, ..inner };
    let lines: Vec<Line> = problem.iter().map(|text| Line::styled(format!(" {text}"), theme.error())).collect();
    frame.render_widget(Paragraph::new(lines), place);
}
