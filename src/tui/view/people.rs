//! The people of the desk: who they are, how many keys they have and tickets open, and when they were last seen; the keys of one of
//! them; and the form for one.

use super::form::{chosen, complain, label, lines_of, problem_lines, row, typed};
use super::moment::moment;
use super::theme::Theme;
use super::{boxed, line, middle};
use crate::desk::{MOST_MEMBERS, Member};
use crate::domain::Role;
use crate::domain::key::Key;
use crate::tui::state::{People, Person, PersonField, PersonForm, State};
use crate::tui::widget::{fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Room for a login, in columns; the foot has all of the one under the cursor.
const LOGIN: usize = 12;
/// Room for a role, in columns.
const ROLE: usize = 9;
/// Room for what is counted and when somebody was seen; narrow screens go without.
const FIGURES: usize = 34;

pub fn list(frame: &mut Frame, area: Rect, people: &People, state: &State, theme: &Theme) {
    let rows = people.member().filter(|_| people.keys.is_some()).map_or(people.roll.members.len(), |member| member.keys.len());
    let wanted = u16::try_from(rows.max(1) + 6).unwrap_or(u16::MAX).max(12);
    let inner = boxed(frame, middle(area, 90, wanted), &title(people, theme), theme);
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let mut foot = foot(people, state, theme, width.saturating_sub(2));
    foot.truncate(height.saturating_sub(2));
    let shown = height.saturating_sub(foot.len()).max(1);
    let cursor = people.keys.unwrap_or(people.cursor);
    let top = (cursor + 1).saturating_sub(shown);
    let lines: Vec<Line> = match people.member().filter(|_| people.keys.is_some()) {
        Some(member) if member.keys.is_empty() => vec![Line::styled(" No key yet: they cannot sign in by ssh.", Theme::quiet())],
        Some(member) => {
            let keys = member.keys.iter().enumerate().skip(top).take(shown);
            keys.map(|(place, key)| key_row(key, place == cursor, theme, width)).collect()
        }
        None if people.roll.members.is_empty() => vec![Line::styled(if people.is_loading { "" } else { " Nobody." }, Theme::quiet())],
        None => {
            let members = people.roll.members.iter().enumerate().skip(top).take(shown);
            members.map(|(place, member)| member_row(member, place == cursor, state, theme, width)).collect()
        }
    };
    frame.render_widget(Paragraph::new(lines), Rect { height: u16::try_from(shown).unwrap_or(u16::MAX).min(inner.height), ..inner });
    let below = u16::try_from(foot.len()).unwrap_or(u16::MAX).min(inner.height);
    frame.render_widget(Paragraph::new(foot), Rect { y: inner.bottom().saturating_sub(below), height: below, ..inner });
}

fn title(people: &People, theme: &Theme) -> String {
    let dot = theme.dot();
    match people.member().filter(|_| people.keys.is_some()) {
        Some(member) => format!("Keys{dot}{}", line(&member.user.name)),
        None if !people.find.is_empty() => format!("People{dot}\"{}\"{dot}{}", line(&people.find), people.roll.members.len()),
        None if people.roll.members.len() == MOST_MEMBERS => format!("People{dot}the first {MOST_MEMBERS} of {}", people.roll.all),
        None => format!("People{dot}{}", people.roll.members.len()),
    }
}

fn member_row(member: &Member, here: bool, state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let figures = if width >= 70 { FIGURES } else { 0 };
    let room = width.saturating_sub(1 + ROLE + 1 + figures + 1);
    let user = &member.user;
    let login = fit(user.login.as_str(), LOGIN, theme.cut());
    let name = format!("{login} {}", line(&user.name));
    let role = match (user.active, user.role) {
        (false, _) => "disabled",
        (_, Role::Customer) => "guest",
        (_, role) => role.word(),
    };
    let style = if here { theme.selected() } else { Theme::plain() };
    let mut spans = vec![
        Span::styled(theme.cursor(here), theme.accent()),
        Span::styled(fit(&name, room, theme.cut()), style),
        Span::styled(format!(" {role:<ROLE$}"), if user.active { Theme::plain() } else { Theme::quiet() }),
    ];
    if figures > 0 {
        let seen = seen(member, state).unwrap_or_else(|| "-".to_owned());
        let keys = format!("{} key{}", member.keys.len(), if member.keys.len() == 1 { "" } else { "s" });
        spans.push(Span::styled(format!(" {keys:>7} {:>4} open {seen:>16}", member.open), Theme::quiet()));
    }
    Line::from(spans)
}

/// When somebody was here last; whoever looks is.
fn seen(member: &Member, state: &State) -> Option<String> {
    if member.here || member.user.id == state.me.id { Some("here".to_owned()) } else { member.seen.map(|at| moment(at, state)) }
}

fn key_row(key: &Key, here: bool, theme: &Theme, width: usize) -> Line<'static> {
    let label = if key.label.is_empty() { key.kind().to_owned() } else { line(&key.label) };
    let room = (width / 3).max(10);
    let style = if here { theme.selected() } else { Theme::plain() };
    Line::from_iter([
        Span::styled(theme.cursor(here), theme.accent()),
        Span::styled(fit(&label, room, theme.cut()), style),
        Span::styled(format!(" {}", fit(key.fingerprint.as_str(), width.saturating_sub(room + 2), theme.cut())), Theme::quiet()),
    ])
}

/// What is wrong, or the line to send, or else more about whom the cursor is on.
fn foot(people: &People, state: &State, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let said = |text: &str, style| wrapped(&line(text), width).into_iter().map(move |text| Line::styled(format!(" {text}"), style));
    if let Some(problem) = &people.problem {
        return said(problem, theme.error()).collect();
    }
    if let Some(way_in) = &people.way_in {
        let lacks_a_key = people.member().is_some_and(|member| member.keys.is_empty()) && way_in.starts_with("ssh ");
        let first = if lacks_a_key { "They need a key first; then send them this line:" } else { "Send them this line:" };
        return said(first, Theme::quiet()).chain(said(way_in, Theme::strong())).collect();
    }
    if let Some(key) = people.key() {
        return said(&format!("{}, added {}", key.kind(), moment(key.added_at, state)), Theme::quiet()).collect();
    }
    let Some(member) = people.member() else { return Vec::new() };
    let email = member.user.email.as_deref().unwrap_or("no email");
    let seen = match seen(member, state) {
        Some(here) if here == "here" => here,
        Some(seen) => format!("last seen {seen}"),
        None => "not seen yet".to_owned(),
    };
    let open = format!("{} open", member.open);
    said(&format!("{}, {email}, {seen}, {open}", member.user.login), Theme::quiet()).collect()
}

pub fn form(frame: &mut Frame, area: Rect, person: &Person, theme: &Theme) {
    let who = person.user.as_ref().map(|user| user.login.to_string()).unwrap_or_default();
    let title = match person.form {
        PersonForm::Add => "Add somebody".to_owned(),
        PersonForm::Edit => format!("Change {who}"),
        PersonForm::Key => format!("One more key for {who}"),
        PersonForm::Find => "Find somebody".to_owned(),
    };
    let wanted = u16::try_from(person.fields.len() + 5).unwrap_or(u16::MAX);
    let inner = boxed(frame, middle(area, 76, wanted), &title, theme);
    let problem = problem_lines(person.problem.as_deref(), inner);
    let rows = inner.height.saturating_sub(lines_of(&problem));
    let shown = u16::try_from(person.fields.len()).unwrap_or(u16::MAX).min(rows);
    // Where not all fields fit, the one that has the keys is shown.
    let first = (person.focus + 1).saturating_sub(usize::from(rows));
    for (place, index) in (0..shown).zip(first..) {
        draw_field(frame, row(inner, place), person, index, theme);
    }
    complain(frame, inner, &problem, theme);
}

fn draw_field(frame: &mut Frame, area: Rect, person: &Person, index: usize, theme: &Theme) {
    let Some(field) = person.fields.get(index) else { return };
    let has_keys = person.focus == index;
    let (title, empty) = match field {
        PersonField::Login => ("Login", "as in ida"),
        PersonField::Name => ("Name", "as in Ida Moss"),
        PersonField::Role => ("Role", ""),
        PersonField::Email => ("Email", "none"),
        PersonField::Key => ("Key", "the one line of their .pub file; it begins with ssh-"),
        PersonField::Find => ("Begins", "a login or a name"),
    };
    frame.render_widget(Paragraph::new(label(title, has_keys)), area);
    let value = Rect { x: area.x + 9, width: area.width.saturating_sub(10), ..area };
    match field {
        PersonField::Role => {
            let word = if person.role == Role::Customer { "guest (customer)" } else { person.role.word() };
            chosen(frame, value, &theme.choice(word), has_keys);
        }
        _ => typed(frame, value, &person.editors[index], empty, has_keys),
    }
}
