//! The filter form: what is picked, the query it writes, and how many it finds.

use super::form::{chosen, label, row, typed};
use super::theme::Theme;
use super::{boxed, line, middle};
use crate::domain::query::{When, Who};
use crate::tui::state::{FilterField, FilterForm, State, capped};
use crate::tui::widget::{display_width, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The fewest lines the query and its count take, and the most.
const FOOT: (u16, u16) = (2, 5);
const LABEL: u16 = 12;

pub fn draw(frame: &mut Frame, area: Rect, form: &FilterForm, state: &State, theme: &Theme) {
    let inner = boxed(frame, middle(area, 86, 14), "Filter", theme);
    let fields = u16::try_from(FilterField::ALL.len()).unwrap_or(u16::MAX);
    let foot = inner.height.saturating_sub(fields).clamp(FOOT.0, FOOT.1).min(inner.height);
    let rows = inner.height - foot;
    let focus = FilterField::ALL.iter().position(|field| *field == form.focus).unwrap_or(0);
    // Where not all fields fit, the one that has the keys is shown.
    let first = (focus + 1).saturating_sub(usize::from(rows));
    for (place, field) in (0..rows).zip(&FilterField::ALL[first..]) {
        draw_field(frame, row(inner, place), form, *field, state, theme);
    }
    let place = Rect { y: inner.y + rows, height: foot, ..inner };
    frame.render_widget(Paragraph::new(outcome(form, theme, usize::from(foot), usize::from(inner.width))), place);
}

fn draw_field(frame: &mut Frame, area: Rect, form: &FilterForm, field: FilterField, state: &State, theme: &Theme) {
    let has_keys = form.focus == field;
    let title = match field {
        FilterField::Status => "Status",
        FilterField::Priority => "Priority",
        FilterField::Category => "Category",
        FilterField::Assignee => "Assignee",
        FilterField::Requester => "Requester",
        FilterField::Created => "Created",
        FilterField::Updated => "Updated",
    };
    frame.render_widget(Paragraph::new(label(title, has_keys)), area);
    let place = Rect { x: area.x + LABEL.min(area.width), width: area.width.saturating_sub(LABEL + 1), ..area };
    match field {
        FilterField::Status | FilterField::Priority | FilterField::Category => {
            frame.render_widget(Paragraph::new(options(form, field, usize::from(place.width), theme)), place);
        }
        FilterField::Assignee => chosen(frame, place, &theme.choice(&owner(form, state)), has_keys),
        FilterField::Created => chosen(frame, place, &theme.choice(&age(form.filter.created)), has_keys),
        FilterField::Updated => chosen(frame, place, &theme.choice(&age(form.filter.updated)), has_keys),
        FilterField::Requester => requester(frame, place, form, has_keys, theme),
    }
}

/// All options with a cross before the picked ones; where they do not fit, the one under the cursor and how many are picked.
fn options(form: &FilterForm, field: FilterField, width: usize, theme: &Theme) -> Line<'static> {
    let has_keys = form.focus == field;
    let option = |place: usize, word: &str| format!("[{}] {word}", if form.picks(field, place) { "x" } else { " " });
    let words: Vec<String> = field.options().iter().enumerate().map(|(place, word)| option(place, word)).collect();
    let style = |place: usize| {
        let base = if form.picks(field, place) { Theme::strong() } else { Theme::plain() };
        if has_keys && form.option == place { base.add_modifier(Modifier::REVERSED) } else { base }
    };
    let all = words.iter().map(|word| display_width(word)).sum::<usize>();
    let fits = |gap: &&str| all + gap.len() * (words.len() - 1) <= width;
    if let Some(gap) = ["  ", " "].into_iter().find(|gap| fits(gap)) {
        let spans = words.iter().enumerate().flat_map(|(place, word)| [Span::styled(word.clone(), style(place)), Span::raw(gap)]);
        return spans.collect();
    }
    let picked: Vec<&str> =
        field.options().into_iter().enumerate().filter(|(place, _)| form.picks(field, *place)).map(|(_, word)| word).collect();
    let all = if picked.is_empty() { "any".to_owned() } else { picked.join(", ") };
    if !has_keys {
        return Line::raw(fit(&all, width, theme.cut()));
    }
    let here = theme.choice(&words[form.option]);
    let rest = format!("  {all}");
    let rest = fit(&rest, width.saturating_sub(display_width(&here)), theme.cut());
    Line::from_iter([Span::styled(here, style(form.option)), Span::styled(rest, Theme::quiet())])
}

fn owner(form: &FilterForm, state: &State) -> String {
    match &form.filter.assignee {
        None => "anybody".to_owned(),
        Some(Who::Me) => "me".to_owned(),
        Some(Who::Nobody) => "nobody".to_owned(),
        Some(Who::Login(login, _)) => {
            let member = state.staff.iter().find(|member| member.user.login == *login);
            member.map_or_else(|| login.to_string(), |member| line(&member.user.name))
        }
        Some(Who::Email(address, _)) => line(address),
    }
}

fn age(age: Option<i64>) -> String {
    age.map_or_else(|| "any time".to_owned(), |age| format!("less than {} ago", When::Younger(age).to_string().trim_start_matches('<')))
}

/// What is typed, and who begins so.
fn requester(frame: &mut Frame, area: Rect, form: &FilterForm, has_keys: bool, theme: &Theme) {
    typed(frame, area, &form.requester, "anybody", has_keys);
    let taken = u16::try_from(display_width(&form.requester.value()) + 3).unwrap_or(u16::MAX).min(area.width);
    if !has_keys || form.people.is_empty() {
        return;
    }
    let people: Vec<String> = form.people.iter().map(|(login, name)| format!("{login} {}", line(name))).collect();
    let place = Rect { x: area.x + taken, width: area.width - taken, ..area };
    let words = fit(&people.join(theme.dot()), usize::from(place.width), theme.cut());
    frame.render_widget(Paragraph::new(Line::styled(words, Theme::quiet())), place);
}

/// The query as it is written, and how many it finds; or what is wrong.
fn outcome(form: &FilterForm, theme: &Theme, lines: usize, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(3);
    if let Some(problem) = &form.problem {
        let told = wrapped(&line(problem), room).into_iter().take(lines);
        return told.map(|text| Line::styled(format!(" {text}"), theme.error())).collect();
    }
    let text = form.text().unwrap_or_default();
    let text = if text.is_empty() { "every ticket".to_owned() } else { line(&text) };
    let mut written = wrapped(&text, room);
    let most = lines.saturating_sub(1).max(1);
    if written.len() > most {
        let last = format!("{}{}", written[most - 1], theme.cut());
        written.truncate(most - 1);
        written.push(fit(&last, room, theme.cut()));
    }
    let found = match form.count {
        None => String::new(),
        Some(1) => "1 ticket".to_owned(),
        Some(count) => format!("{} tickets", capped(count)),
    };
    let how = match form.focus {
        FilterField::Status | FilterField::Category => "space picks",
        FilterField::Priority => "space picks, > this and above",
        _ => "",
    };
    let beside = fit(&format!("  {how}"), room.saturating_sub(display_width(&found)), theme.cut());
    let mut out = Vec::new();
    if lines > written.len() + 1 {
        out.push(Line::raw(""));
    }
    out.extend(written.into_iter().map(|text| Line::styled(format!(" {text}"), Theme::plain())));
    out.push(Line::from_iter([Span::styled(format!(" {found}"), Theme::strong()), Span::styled(beside, Theme::quiet())]));
    out
}
