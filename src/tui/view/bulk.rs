//! Changes to the marked tickets: the form for many fields, and the list of what stands against an order.

use super::form::{complain, label, lines_of, problem_lines, row, shrunk};
use super::picker::default_key;
use super::theme::Theme;
use super::{boxed, line, middle};
use crate::domain::Status;
use crate::tui::command::key_of;
use crate::tui::request::Order;
use crate::tui::state::{BulkForm, Choice, Refused, State};
use crate::tui::widget::{fit, shortened, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Fewer lines than this are no place to write in.
const LEAST_TEXT: u16 = 2;

/// Many fields at once; where not all of them fit, those around the one that has the keys.
pub fn form(frame: &mut Frame, area: Rect, form: &BulkForm, theme: &Theme) {
    let count = form.each.len();
    let title = format!("{count} marked ticket{}, all at once", if count == 1 { "" } else { "s" });
    let inner = boxed(frame, middle(area, 80, 16), &title, theme);
    let problem = problem_lines(form.problem.as_deref(), inner);
    let rows = inner.height.saturating_sub(lines_of(&problem));
    let (choices, in_text) = (form.choices(), form.focus >= BulkForm::CHOICES);
    let wanted = u16::try_from(choices.len()).unwrap_or(u16::MAX);
    let is_cramped = rows < wanted + LEAST_TEXT;
    // The kind of the text stays above it: a note is not to become a comment unseen.
    let (first, shown) = match (is_cramped, in_text) {
        (false, _) => (0, wanted),
        (true, true) => (choices.len() - 1, 1.min(rows)),
        (true, false) => ((form.focus + 1).saturating_sub(usize::from(rows)), wanted.min(rows)),
    };
    for (y, choice) in (0..shown).zip(&choices[first..]) {
        let here = !in_text && std::ptr::eq(*choice, choices[form.focus]);
        draw_choice(frame, row(inner, y), choice, here, theme);
    }
    if !is_cramped || in_text {
        let text = Rect { y: inner.y + shown, height: rows.saturating_sub(shown), ..inner };
        let style = if form.kind.at == 0 { theme.note() } else { Theme::plain() };
        form.text.draw(frame, shrunk(text), style, in_text);
    }
    complain(frame, inner, &problem, theme);
}

fn draw_choice(frame: &mut Frame, area: Rect, choice: &Choice, here: bool, theme: &Theme) {
    const VALUE: u16 = 12;
    frame.render_widget(Paragraph::new(label(choice.title, here)), area);
    let value = Rect { x: area.x + VALUE, width: area.width.saturating_sub(VALUE + 1), ..area };
    let style: Style = match (here, choice.at) {
        (true, _) => Theme::strong(),
        (false, 0) => Theme::quiet(),
        (false, _) => Theme::plain(),
    };
    let text = fit(&theme.choice(&line(choice.value())), usize::from(value.width), theme.cut());
    frame.render_widget(Paragraph::new(Line::styled(text, style)), value);
}

/// For each ticket that stands in the way, why; below, what can be done.
pub fn refused(frame: &mut Frame, area: Rect, refused: &Refused, state: &State, theme: &Theme) {
    let (all, not, others) = (refused.order.numbers().len(), refused.each.len(), refused.others());
    let width = usize::from(area.width.min(78)).saturating_sub(2);
    let entries: Vec<Vec<Line>> =
        refused.each.iter().enumerate().map(|(index, entry)| reason(entry, index == refused.cursor, width, theme)).collect();
    let foot = choice(others, state, theme, width);
    let lines: usize = entries.iter().map(Vec::len).sum();
    let height = u16::try_from(lines + foot.len() + 2).unwrap_or(u16::MAX);
    let title = format!("Nothing done: {not} of {all} {}", what(&refused.order));
    let inner = boxed(frame, middle(area, 78, height), &title, theme);
    let rows = usize::from(inner.height).saturating_sub(foot.len());
    // The entry under the cursor is seen, and as many before it as there is room for.
    let mut first = refused.cursor.min(entries.len().saturating_sub(1));
    let mut used = entries.get(first).map_or(0, Vec::len);
    while first > 0 && used + entries[first - 1].len() <= rows {
        first -= 1;
        used += entries[first].len();
    }
    let mut shown: Vec<Line> = entries.into_iter().skip(first).flatten().take(rows).collect();
    shown.resize(rows, Line::raw(""));
    shown.extend(foot);
    frame.render_widget(Paragraph::new(shown), inner);
}

fn reason(
    (number, subject, why): &(crate::domain::TicketNumber, String, String),
    here: bool,
    width: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let head = format!("{number}  {}", line(subject));
    let head = shortened(&head, width.saturating_sub(2), theme.cut());
    let mut lines = vec![Line::from_iter([Span::raw(theme.cursor(here)), Span::styled(head, Theme::strong())])];
    // The number stands above already.
    let why = line(why);
    let why = why.strip_prefix(&number.to_string()).map_or(why.as_str(), |rest| rest.trim_start_matches(": ").trim_start());
    lines.extend(wrapped(why, width.saturating_sub(4)).into_iter().map(|text| Line::raw(format!("   {text}"))));
    lines
}

/// What they cannot, where it is one thing.
fn what(order: &Order) -> &'static str {
    match order {
        Order::Delete { .. } => "cannot be deleted",
        Order::Undelete { .. } => "cannot be brought back",
        Order::Triage { triage, .. } => match triage.status {
            Some(Status::Open) => "cannot be reopened",
            Some(Status::InProgress) => "cannot be started",
            Some(Status::Resolved) => "cannot be resolved",
            Some(Status::Closed) => "cannot be closed",
            None => "cannot",
        },
        _ => "cannot",
    }
}

fn choice(others: usize, state: &State, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let mut spans = vec![Span::raw(" ")];
    if others > 0 {
        let other = if others == 1 { "the other one".to_owned() } else { format!("the other {others}") };
        let words = if width < 50 { format!(" {other}  ") } else { format!(" do it to {other} and unmark these   ") };
        spans.extend([Span::styled(key_of(state, "refused.others"), theme.key()), Span::raw(words)]);
    }
    spans.extend([Span::styled(default_key(state, "refused.back"), theme.key()), Span::raw(" go back")]);
    vec![Line::raw(""), Line::from(spans)]
}
