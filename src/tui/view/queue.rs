//! The list: one ticket a line.

use super::theme::Theme;
use super::{below_title, company, line};
use crate::desk::Counts;
use crate::desk::gap_in_words;
use crate::domain::Ticket;
use crate::tui::command::key_of;
use crate::tui::state::{Focus, Panes, Place, SearchBar, Shape, State, order_in_words};
use crate::tui::widget::{display_width, fit, shortened, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

/// How wide people's names are in a list that has room for them, and in one that has little.
const NAME: usize = 12;
const SHORT_NAME: usize = 8;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme, shape: Shape) -> Shape {
    let rows = usize::from(area.height).saturating_sub(1);
    let width = usize::from(area.width);
    let mut lines = vec![title(state, theme, width)];
    for ticket in state.queue.rows.iter().skip(state.queue.top_in_sight(rows)).take(rows) {
        lines.push(row(ticket, state, theme, width));
    }
    if state.queue.rows.is_empty() {
        let words = wrapped(&nothing(state), width.saturating_sub(4));
        lines.extend(words.into_iter().map(|text| Line::styled(format!("  {text}"), Theme::quiet())));
    }
    frame.render_widget(Paragraph::new(lines), area);
    if let Some(bar) = &state.search {
        let first = Rect { height: area.height.min(1), ..area };
        frame.render_widget(Clear, first);
        search_bar(frame, first, bar, theme, state.popup.is_none());
    }
    let panes = Panes { queue: below_title(area), ..shape.panes };
    Shape { queue_rows: rows, panes, ..shape }
}

fn title(state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let style = Theme::title(state.focus == Focus::Queue);
    let dot = theme.dot();
    let mine = if state.mine { format!("{dot}mine only") } else { String::new() };
    let marked = if state.marks.is_empty() { String::new() } else { format!("{dot}{} marked", state.marks.len()) };
    let text = match &state.place {
        Place::View(index) => match state.views.get(*index) {
            // Where the bottom has no line of its own for it.
            Some(view) if state.is_narrow() && !state.queue.news.is_empty() => {
                let (news, key) = (state.queue.news.words(), key_of(state, "list.arrivals"));
                format!(" {}{dot}{}{marked}{mine}{dot}{news} ({key})", line(&view.heading()), view.count_text())
            }
            Some(view) => {
                let order = order_in_words(state.sorted.unwrap_or(view.query.sort));
                let count = if state.mine { mine } else { format!("{dot}{}", view.count_text()) };
                format!(" {}{count}{marked}{dot}{order}", line(&view.heading()))
            }
            None => String::new(),
        },
        Place::Search { text, query, .. } => {
            let more = if state.queue.reach.start && state.queue.reach.end { "" } else { "+" };
            let found = format!("{}{more} found", state.queue.rows.len().saturating_sub(state.queue.lingering.len()));
            let order = if query.sort_given { format!("{dot}{}", order_in_words(query.sort)) } else { String::new() };
            let cut = if state.queue.newest_only { format!("{dot}the newest 1,000 in order") } else { String::new() };
            let gap = gap_in_words(state.queue.coverage).map(|gap| format!("{dot}{gap}")).unwrap_or_default();
            let told = format!("{mine}{dot}{found}{gap}{marked}");
            // A long query gives way to how much it found.
            let query = line(text);
            let room = width.saturating_sub(display_width(&told) + if order.is_empty() && cut.is_empty() { 3 } else { 5 });
            format!(" / {}{told}{order}{cut}", shortened(&query, room, theme.cut()))
        }
    };
    Line::styled(fit(&text, width, theme.cut()).trim_end().to_owned(), style)
}

/// What is being typed, the character that cannot be read marked.
fn search_bar(frame: &mut Frame, area: Rect, bar: &SearchBar, theme: &Theme, has_keys: bool) {
    const SIGN: u16 = 3;
    frame.render_widget(Line::styled(" / ", Theme::strong()), area);
    let place = Rect { x: area.x + SIGN.min(area.width), width: area.width.saturating_sub(SIGN), height: 1, ..area };
    bar.editor.draw(frame, place, Theme::strong(), has_keys);
    if bar.is_last {
        let columns = u16::try_from(display_width(&bar.editor.value())).unwrap_or(u16::MAX).min(place.width);
        frame.buffer_mut().set_style(Rect { width: columns, ..place }, Style::default().add_modifier(Modifier::REVERSED));
    }
    let Some(error) = &bar.error else { return };
    // A text longer than its place has been scrolled.
    if let Some(column) = bar.editor.column_of(error.at) {
        let mark = Rect { x: place.x + column, width: 1, ..place };
        frame.buffer_mut().set_style(mark, theme.error().add_modifier(Modifier::UNDERLINED));
    }
}

fn nothing(state: &State) -> String {
    let cannot_be_read = state.search.as_ref().is_some_and(|bar| bar.error.is_some());
    match (&state.place, state.queue.is_loading) {
        _ if cannot_be_read => String::new(),
        (_, true) => "...".to_owned(),
        (Place::Search { .. }, _) => format!("Nothing found; {} goes back.", key_of(state, "desk.back")),
        (Place::View(_), _) => {
            let [new, search, help] = ["ticket.new", "list.search", "desk.help"].map(|name| key_of(state, name));
            if state.counts == Counts::default() && state.me.role.is_staff() {
                return format!(
                    "An empty desk. {new} makes a ticket; {help} lists what can be done, and does it. In a shell, `barback import FILE` \
                     brings tickets along, and `barback demo` shows a desk that is full of them."
                );
            }
            format!("Nothing here. {new} makes a ticket, {search} searches, {help} helps.")
        }
    }
}

fn row(ticket: &Ticket, state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let here = state.number() == Some(ticket.number);
    let is_staff = state.me.role.is_staff();
    let (sign, sign_style) = if is_staff { theme.priority(ticket.priority) } else { (" ", Theme::plain()) };
    let age = ticket.updated_at.age(state.now);
    let fresh = if state.queue.fresh.contains(&ticket.number) { Theme::fresh() } else { "" };
    let why_gone = state.queue.news.why_gone(ticket.number);
    let is_marked = state.marks.holds(ticket.number);
    let mark = if is_marked { theme.mark() } else { " " };
    let number = format!("{} {} ", ticket.number.digits(), theme.standing(ticket.status));
    let names = names(ticket, width, theme, is_staff);
    let company = company::in_the_list(ticket.number, state, theme, width);
    let dot = if state.has_dot(ticket) { theme.unread() } else { " " };
    let fixed = 1 + 1 + 1 + display_width(&number) + display_width(&company) + display_width(&names) + 6;
    let words = why_gone.map_or_else(|| line(&ticket.subject), |why| format!("{why}{}{}", theme.dot(), line(&ticket.subject)));
    let unsent = if state.unsent_on(ticket.number).next().is_some() { theme.pen() } else { "" };
    let subject = fit(&words, width.saturating_sub(fixed + display_width(unsent)), theme.cut()) + unsent;
    let style = match (here, ticket.status.is_active() && why_gone.is_none()) {
        (true, _) => theme.selected(),
        (false, true) => Theme::plain(),
        (false, false) => Theme::quiet(),
    };
    Line::from_iter([
        Span::styled(theme.cursor(here), theme.accent()),
        Span::styled(sign, sign_style),
        Span::styled(mark, theme.key()),
        Span::styled(number, if is_marked { theme.key() } else { Theme::quiet() }),
        Span::styled(subject, style),
        Span::styled(company, theme.company()),
        Span::styled(names, style),
        Span::styled(format!(" {dot}"), Theme::strong()),
        Span::styled(format!("{:>4}", format!("{fresh}{age}")), Theme::quiet()),
    ])
}

/// Requester and assignee, as far as there is room.
fn names(ticket: &Ticket, width: usize, theme: &Theme, is_staff: bool) -> String {
    let column = |name: &str, columns| format!(" {}", fit(&line(name), columns, theme.cut()));
    let assignee = || ticket.assignee.as_ref().map_or_else(|| "-".to_owned(), |person| person.login.to_string());
    match width {
        70.. if is_staff => column(&ticket.requester.name, NAME) + &column(&assignee(), SHORT_NAME),
        60.. => column(&ticket.requester.name, NAME),
        44.. => column(&ticket.requester.name, SHORT_NAME),
        _ => String::new(),
    }
}
