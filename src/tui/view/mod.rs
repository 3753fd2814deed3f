//! From the state to a frame. Nothing here changes anything; what it drew comes back as a shape.

mod bottom;
mod bulk;
mod capture;
mod company;
mod completion;
mod filter;
mod form;
mod keep;
mod landing;
mod meanwhile;
mod moment;
pub mod palette;
mod people;
mod picker;
mod queue;
mod settings;
mod sheet;
mod similar;
mod theme;
mod ticket;
mod top;
mod views;

use super::state::{Focus, FormKind, Panes, Popup, SMALLEST, Shape, State};
use crate::domain::text::{Field, shown};
use crate::tui::widget::{display_width, shortened, wrapped};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};
use theme::Theme;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame, state: &State) -> Shape {
    let shape = write(frame, state);
    Theme::of(state).dress(frame.buffer_mut());
    shape
}

fn write(frame: &mut Frame, state: &State) -> Shape {
    let area = frame.area();
    let theme = Theme::of(state);
    if state.is_too_small() {
        too_small(frame, area, state);
        return Shape::default();
    }
    let bottom_rows = bottom::height(state, &theme, usize::from(area.width));
    let [top, rule, body, end, bottom] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
        Constraint::Length(bottom_rows),
    ])
    .areas(area);
    top::draw(frame, top, state, &theme);
    theme.rule(frame, rule);
    theme.rule(frame, end);
    let shape = panes(frame, body, state, &theme);
    bottom::draw(frame, bottom, state, &theme);
    match &state.popup {
        Some(Popup::Picker(picker)) => return picker::draw(frame, body, picker, &theme, shape),
        Some(Popup::Composer(composer)) => form::composer(frame, body, composer, state, &theme),
        Some(Popup::Form(form)) if matches!(form.kind, FormKind::Capture) => capture::draw(frame, body, form, state, &theme),
        Some(Popup::Form(form)) => form::ticket(frame, body, form, state, &theme),
        Some(Popup::Filter(form)) => filter::draw(frame, body, form, state, &theme),
        Some(Popup::Keep(form)) => keep::draw(frame, body, form, state, &theme),
        Some(Popup::Bulk(form)) => bulk::form(frame, body, form, &theme),
        Some(Popup::Refused(refused)) => bulk::refused(frame, body, refused, state, &theme),
        Some(Popup::Question(question)) => picker::question(frame, body, question, state, &theme),
        Some(Popup::Meanwhile(meanwhile)) => meanwhile::draw(frame, body, meanwhile, state, &theme),
        Some(Popup::Settings(panel)) => settings::draw(frame, body, panel, state, &theme),
        Some(Popup::People(people)) => people::list(frame, body, people, state, &theme),
        Some(Popup::Person(person)) => people::form(frame, body, person, &theme),
        Some(Popup::Sheet(sheet)) => return sheet::draw(frame, body, sheet, shape),
        None => {}
    }
    shape
}

fn too_small(frame: &mut Frame, area: Rect, state: &State) {
    let text = format!("Barback needs {}x{}; this is {}x{}", SMALLEST.0, SMALLEST.1, area.width, area.height);
    let said = state.message.as_ref().map(|message| line(&message.text));
    let lines = std::iter::once(text).chain(said).flat_map(|text| wrapped(&text, usize::from(area.width)));
    frame.render_widget(Paragraph::new(lines.map(Line::raw).collect::<Vec<_>>()), area);
}

fn panes(frame: &mut Frame, area: Rect, state: &State, theme: &Theme) -> Shape {
    if state.is_single() {
        return match state.focus {
            Focus::Ticket => ticket::draw(frame, area, state, theme, Shape::default()),
            Focus::Queue | Focus::Views => queue::draw(frame, area, state, theme, Shape::default()),
        };
    }
    if state.is_wide() {
        let left = Layout::horizontal([Constraint::Length(24), Constraint::Length(1), Constraint::Fill(10)]);
        let [views, first, rest] = left.areas(area);
        let [list, second, ticket] = Layout::horizontal([Constraint::Fill(11), Constraint::Length(1), Constraint::Fill(10)]).areas(rest);
        theme.upright(frame, first);
        theme.upright(frame, second);
        views::draw(frame, views, state, theme);
        let panes = Panes { views: below_title(views), ..Panes::default() };
        let shape = queue::draw(frame, list, state, theme, Shape { panes, ..Shape::default() });
        return ticket::draw(frame, ticket, state, theme, shape);
    }
    let [list, rule, ticket] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    theme.rule(frame, rule);
    let shape = queue::draw(frame, list, state, theme, Shape::default());
    ticket::draw(frame, ticket, state, theme, shape)
}

/// A pane without its first line.
fn below_title(area: Rect) -> Rect {
    let title = area.height.min(1);
    Rect { y: area.y + title, height: area.height - title, ..area }
}

/// A text in one line, harmless.
fn line(text: &str) -> String {
    shown(text, Field::Line).into_owned()
}

/// A text in its lines, harmless.
fn long(text: &str) -> String {
    shown(text, Field::Long).into_owned()
}

/// A text in its lines, all but the first set in: what somebody wrote begins no line where the desk's own begin.
fn hanging(text: &str, width: usize) -> Vec<String> {
    const IN: &str = "  ";
    let inner = width.saturating_sub(IN.len());
    let first = wrapped(text, width).into_iter().next().unwrap_or_default();
    let lines = match text.strip_prefix(&first).map(str::trim_start) {
        Some("") => vec![first],
        Some(rest) => std::iter::once(first).chain(wrapped(rest, inner)).collect(),
        None => wrapped(text, inner),
    };
    lines.into_iter().enumerate().map(|(place, text)| format!(" {}{text}", if place == 0 { "" } else { IN })).collect()
}

/// Draws an empty box with a title over whatever is there, and gives the room inside.
fn boxed(frame: &mut Frame, area: Rect, title: &str, theme: &Theme) -> Rect {
    let title = shortened(title, usize::from(area.width.saturating_sub(4)), theme.cut());
    let edge = Block::bordered().border_set(theme.border()).border_style(Theme::quiet());
    let inner = edge.inner(area);
    cut_off(frame.buffer_mut(), area);
    frame.render_widget(Clear, area);
    frame.render_widget(edge, area);
    // `Block` counts its titles otherwise than it draws them.
    let place = Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(2), height: area.height.min(1), ..area };
    frame.render_widget(Paragraph::new(Line::styled(format!(" {title} "), Theme::strong())), place);
    inner
}

/// Blanks the wide characters that reach into this place from the left: half of one would swallow the edge.
fn cut_off(buffer: &mut Buffer, area: Rect) {
    const WIDEST: u16 = 4;
    for y in area.top()..area.bottom() {
        for back in 1..WIDEST.min(area.x + 1) {
            let cell = &mut buffer[(area.x - back, y)];
            if display_width(cell.symbol()) > usize::from(back) {
                cell.set_symbol(" ");
            }
        }
    }
}

/// Less than this beside a pop-up shows nothing that could be read, in columns.
const SLIVER: u16 = 16;

/// A place of this size in the middle of `area`, smaller where it must be, and as wide as it where little would be left.
fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let width = if area.width < width + SLIVER { area.width } else { width };
    let height = height.min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}
