//! The one-line ticket: what is typed, how it is read, and what it will be.

use super::form::{complain, problem_lines, row, shrunk};
use super::theme::Theme;
use super::{boxed, line, middle, similar};
use crate::domain::capture::{Capture, Named, Unknown};
use crate::domain::policy::Act;
use crate::tui::command::key_of;
use crate::tui::state::{Form, State};
use crate::tui::widget::{display_width, fit, spans_width, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

pub fn draw(frame: &mut Frame, area: Rect, form: &Form, state: &State, theme: &Theme) {
    let inner = boxed(frame, middle(area, 80, 12), "New ticket in one line", theme);
    form.subject.draw(frame, shrunk(row(inner, 0)), Style::default(), true);
    let width = usize::from(inner.width).saturating_sub(1);
    let problem = problem_lines(form.problem.as_ref().map(|(_, text)| text.as_str()), inner);
    let room = usize::from(inner.height).saturating_sub(1 + problem.len());
    let capture = state.captured(form);
    let mut lines = chips(&capture, state, width, theme);
    lines.push(subject(&capture, width, theme));
    lines.extend(choices(&state.completions(form), &key_of(state, "capture.complete"), width, theme));
    lines.extend(capture.unknown.iter().map(|unknown| left_alone(unknown, width, theme)));
    lines.truncate(room);
    lines.extend(similar::lines(state, room.saturating_sub(lines.len()), width, theme));
    let place = Rect { y: inner.y + inner.height.min(1), height: inner.height.saturating_sub(1), ..inner };
    frame.render_widget(Paragraph::new(lines), place);
    complain(frame, inner, &problem, theme);
}

/// How it is read, a chip for each mark; before the first, which marks there are.
fn chips(capture: &Capture, state: &State, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut chips: Vec<Span> = Vec::new();
    if let Some(priority) = capture.priority {
        let (sign, style) = theme.priority(priority);
        chips.push(Span::styled(format!("{sign} {priority}"), style));
    }
    chips.extend(capture.category.map(|category| Span::styled(category.to_string(), Theme::strong())));
    chips.extend(capture.assignee.as_ref().map(|named| assignee(named, state)));
    chips.extend(capture.requester.as_ref().map(|named| requester(named, state, theme)));
    if chips.is_empty() {
        let staff = if state.may_at_all(Act::Triage) { "!! urgent  ! high  ~ low  @login  for:login  " } else { "" };
        let words = wrapped(&format!("{staff}#category"), width);
        return words.into_iter().map(|text| Line::styled(format!(" {text}"), Theme::quiet())).collect();
    }
    flowing(chips, width, theme)
}

/// Chips side by side, in as many lines as they take.
fn flowing(chips: Vec<Span<'static>>, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines: Vec<Line> = Vec::new();
    for chip in chips {
        match lines.last_mut().filter(|line| spans_width(&line.spans) + display_width(theme.dot()) + display_width(&chip.content) <= width)
        {
            Some(line) => line.spans.extend([Span::raw(theme.dot().to_owned()), chip]),
            None => lines.push(Line::from_iter([Span::raw(" "), chip])),
        }
    }
    lines
}

fn assignee(named: &Named, state: &State) -> Span<'static> {
    let name = match named {
        Named::Me => state.me.name.clone(),
        Named::Login(login) => {
            let member = state.staff.iter().find(|member| member.user.login == *login);
            member.map_or_else(|| login.to_string(), |member| member.user.name.clone())
        }
    };
    Span::styled(format!("to {}", line(&name)), Theme::strong())
}

/// Who it is for: by name once they are found, and in so many words if nobody is.
fn requester(named: &Named, state: &State, theme: &Theme) -> Span<'static> {
    let login = match named {
        Named::Me => return Span::styled(format!("for {}", line(&state.me.name)), Theme::strong()),
        Named::Login(login) => login,
    };
    let people = state.known.people.as_ref();
    match people.map(|people| people.iter().find(|(known, _)| known == login.as_str())) {
        Some(Some((_, name))) => Span::styled(format!("for {}", line(name)), Theme::strong()),
        Some(None) => Span::styled(format!("for nobody: no active login {login}"), theme.error()),
        None => Span::styled(format!("for {login}"), Theme::quiet()),
    }
}

fn subject(capture: &Capture, width: usize, theme: &Theme) -> Line<'static> {
    let label = Span::styled(" Subject  ", Theme::quiet());
    if capture.subject.is_empty() {
        return Line::from_iter([label, Span::styled("still to be written", Theme::quiet())]);
    }
    let text = fit(&line(&capture.subject), width.saturating_sub(10), theme.cut());
    Line::from_iter([label, Span::styled(text.trim_end().to_owned(), Theme::strong())])
}

/// What that key would make of the word that is being typed, and what else it could be.
fn choices(all: &[String], key: &str, width: usize, theme: &Theme) -> Option<Line<'static>> {
    let (first, rest) = all.split_first()?;
    let rest = fit(&rest.join("  "), width.saturating_sub(first.len() + display_width(key) + 5), theme.cut());
    Some(Line::from_iter([
        Span::styled(format!(" {key} "), theme.key()),
        Span::styled(first.clone(), Theme::strong()),
        Span::styled(format!("  {}", rest.trim_end()), Theme::quiet()),
    ]))
}

fn left_alone(unknown: &Unknown, width: usize, theme: &Theme) -> Line<'static> {
    let words = match unknown {
        Unknown::Category(word) => format!(" no category is called {}: it is part of the subject", line(word)),
        Unknown::Person(word) => format!(" nobody is called {}: it is part of the subject", line(word)),
    };
    Line::styled(fit(&words, width, theme.cut()).trim_end().to_owned(), Theme::quiet())
}
