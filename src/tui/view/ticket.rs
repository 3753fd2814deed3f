//! The ticket, like a letter: who, when, what, and then what was said and done, woven together by time.

use super::moment::moment;
use super::theme::Theme;
use super::{company, hanging, line, long};
use crate::desk::HiddenLines;
use crate::domain::draft::DraftKind;
use crate::domain::event::{Change, Event, EventKind, value_in_words};
use crate::domain::{Note, Person, ThreadEntry, Ticket, author_label};
use crate::tui::command::{drafting_key, key_of};
use crate::tui::state::{Focus, Panes, Room, Shape, State, TextKey, Window, text_width};
use crate::tui::widget::{display_width, fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme, shape: Shape) -> Shape {
    let Some(ticket) = state.ticket_shown() else {
        frame.render_widget(Paragraph::new(Line::styled(" No ticket here.", Theme::quiet())), area);
        return shape;
    };
    state.detail.wraps.next_frame();
    let width = usize::from(area.width).saturating_sub(2);
    let head = above(ticket, state, theme, width);
    // Whoever else is here is told at the foot, however far the ticket is scrolled.
    let company = company::in_words(ticket.number, state, theme);
    let rows = usize::from(area.height).saturating_sub(usize::from(company.is_some()));
    let room = Room { rows, width, head: head.iter().map(Part::height).sum() };
    let window = state.detail.window.as_ref().filter(|window| window.ticket.number == ticket.number);
    let lines = match window {
        Some(window) => on_the_screen(head, window, state, theme, room),
        None => seen(head, 0, rows),
    };
    frame.render_widget(Paragraph::new(lines), area);
    if let Some(words) = company {
        let foot = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        let words = format!(" {}", fit(&words, width, theme.cut()).trim_end());
        frame.render_widget(Paragraph::new(Line::styled(words, theme.company())), foot);
    }
    let panes = Panes { ticket: area, ..shape.panes };
    Shape { ticket_rows: rows, ticket_width: width, ticket_head: room.head, panes, ..shape }
}

/// A piece of the letter: what is made anew for every frame, or a long text that was cut before.
enum Part {
    Line(Line<'static>),
    Text { lines: Rc<[String]>, mark: Span<'static>, style: Style },
}

impl Part {
    fn height(&self) -> usize {
        match self {
            Self::Line(_) => 1,
            Self::Text { lines, .. } => lines.len(),
        }
    }
}

/// The lines from the first one on the screen; what is above and below it is not made.
fn on_the_screen(head: Vec<Part>, window: &Window, state: &State, theme: &Theme, room: Room) -> Vec<Line<'static>> {
    let first = state.detail.first_line(room);
    let (mut lines, begin) = match first.entry {
        None => (seen(head, first.line, room.rows), 0),
        Some(index) => (Vec::with_capacity(room.rows), index),
    };
    for (index, entry) in window.part.entries.iter().enumerate().skip(begin) {
        let left = room.rows - lines.len();
        if left == 0 {
            break;
        }
        let above = if first.entry == Some(index) { first.line } else { 0 };
        lines.extend(seen(self::entry(entry, state, theme, room.width), above, left));
    }
    lines
}

/// So many lines of some parts, without the first ones; of a long text only those are made.
fn seen(parts: Vec<Part>, top: usize, rows: usize) -> Vec<Line<'static>> {
    let (mut above, mut shown) = (top, Vec::with_capacity(rows));
    for part in parts {
        let (height, left) = (part.height(), rows - shown.len());
        if above >= height {
            above -= height;
            continue;
        }
        match part {
            Part::Line(line) => shown.extend(Some(line).filter(|_| left > 0)),
            Part::Text { lines, mark, style } => {
                let lines = lines.iter().skip(above).take(left);
                shown.extend(lines.map(|text| Line::from(vec![mark.clone(), Span::styled(text.clone(), style)])));
            }
        }
        above = 0;
    }
    shown
}

/// What stands before the thread.
fn above(ticket: &Ticket, state: &State, theme: &Theme, width: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = head(ticket, state, theme, width).into_iter().map(Part::Line).collect();
    if !ticket.description.is_empty() {
        let key = TextKey { id: ticket.uuid, hash: hash(&ticket.description), width: text_width(width) };
        let lines = state.detail.wraps.lines(key, || wrapped(&long(&ticket.description), key.width));
        parts.push(Part::Line(Line::raw("")));
        parts.push(Part::Text { lines, mark: gutter(theme), style: Theme::plain() });
    }
    let window = state.detail.window.as_ref().filter(|window| window.ticket.number == ticket.number && state.detail.is_folded);
    let hidden = window.map_or(HiddenLines::None, |window| window.hidden);
    let key = || key_of(state, "ticket.fold");
    let text = match hidden {
        HiddenLines::None => return parts,
        HiddenLines::Some(1) => format!("{}1 history line folded ({})", theme.dot(), key()),
        HiddenLines::Some(lines) => format!("{}{lines} history lines folded ({})", theme.dot(), key()),
        HiddenLines::Many => format!("{}history folded ({})", theme.dot(), key()),
    };
    parts.push(Part::Line(Line::styled(text, Theme::quiet())));
    parts
}

fn head(ticket: &Ticket, state: &State, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let is_staff = state.me.role.is_staff();
    let dot = theme.dot();
    let mut first = vec![
        Span::styled(format!(" {}", ticket.number), Theme::title(state.focus == Focus::Ticket)),
        Span::styled(if state.marks.holds(ticket.number) { format!(" {}", theme.mark()) } else { String::new() }, theme.key()),
        Span::raw("  "),
        Span::styled(ticket.status.title(), theme.status(ticket.status)),
    ];
    if is_staff {
        let (_, style) = theme.priority(ticket.priority);
        first.extend([Span::raw(dot), Span::styled(ticket.priority.word(), style)]);
    }
    first.push(Span::raw(format!("{dot}{}", ticket.category)));
    let mut lines = vec![Line::from(first)];
    lines.extend(hanging(&line(&ticket.subject), width).into_iter().map(|text| Line::styled(text, Theme::strong())));
    let mut who = format!("for {}", line(&ticket.requester.name));
    if state.has_dot(ticket) {
        who = format!("{who} {} wrote last", theme.unread());
    }
    if is_staff {
        let owner = ticket.assignee.as_ref().map_or_else(|| "nobody yet".to_owned(), |person| line(&person.name));
        who = format!("{who}{dot}{owner}");
    }
    who = format!("{who}{dot}{}", moment(ticket.created_at, state));
    lines.extend(hanging(&who, width).into_iter().map(|text| Line::styled(text, Theme::quiet())));
    if let (Some(at), Some(by)) = (ticket.deleted_at, &ticket.deleted_by) {
        let text = format!(" deleted by {} {}", line(&by.name), moment(at, state));
        lines.push(Line::styled(text, theme.error()));
    }
    for unsent in state.unsent_on(ticket.number) {
        let age = unsent.at.age(state.now);
        // One for marked tickets comes back to their marks; on this one alone its key would open another.
        let (on, key) = match (unsent.is_for_marked, unsent.kind) {
            (false, kind) => ("", drafting_key(state, kind)),
            (true, DraftKind::Bulk) => ("", key_of(state, "desk.drafts")),
            (true, _) => (" on marked tickets", key_of(state, "desk.drafts")),
        };
        let text = format!("your {}{on} of {age} is not sent: {key} goes on with it", unsent.kind);
        let text = if age == "now" { text.replace(" of now", "") } else { text };
        lines.extend(wrapped(&text, width).into_iter().map(|text| Line::styled(format!(" {text}"), theme.key())));
    }
    lines
}

fn entry(entry: &ThreadEntry, state: &State, theme: &Theme, width: usize) -> Vec<Part> {
    let at = moment(entry.key().at, state);
    let by = |author: &Person| author_label(&author.name, author.role, state.me.role.is_staff());
    let (title, mark, style) = match entry {
        ThreadEntry::Event(_) if state.detail.is_folded => return Vec::new(),
        ThreadEntry::Event(event) => return vec![Part::Line(history(event, &at, state, theme, width))],
        ThreadEntry::Comment(_, words) => (comment(&by(&words.author), &at, theme, width), gutter(theme), Theme::plain()),
        ThreadEntry::Note(_, Note(words)) => {
            let bar = Span::styled(format!(" {}", theme.bar()), theme.note());
            (note(&by(&words.author), &at, theme), bar, theme.note())
        }
    };
    let lines = state.detail.said(entry, text_width(width));
    vec![Part::Line(Line::raw("")), Part::Line(title), Part::Text { lines, mark, style }]
}

fn gutter(theme: &Theme) -> Span<'static> {
    Span::styled(format!(" {}", theme.gutter()), Theme::quiet())
}

fn comment(by: &str, at: &str, theme: &Theme, width: usize) -> Line<'static> {
    let dash = theme.dash();
    let title = format!(" {dash}{dash} {by}{}{at} ", theme.dot());
    let rule = dash.repeat((width + 1).saturating_sub(display_width(&title)));
    Line::styled(format!("{title}{rule}"), Theme::quiet())
}

/// Begins with a rule as a comment's title does: a bar alone begins what was written.
fn note(by: &str, at: &str, theme: &Theme) -> Line<'static> {
    let dash = theme.dash();
    let title = format!(" {dash}{dash}{}note{}{by}{}{at}", theme.bar(), theme.dot(), theme.dot());
    Line::styled(title, theme.note().add_modifier(ratatui::style::Modifier::BOLD))
}

/// Guests know of no version by which a text could be told from the one it was.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// One dim line of history.
fn history(event: &Event, at: &str, state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let what = what_happened(&event.change);
    let by = author_label(&event.actor_name, event.actor_role, state.me.role.is_staff());
    let text = format!("{}{by}{what}{}{at}", theme.dot().trim_start(), theme.dot());
    Line::styled(format!(" {}", fit(&text, width, theme.cut()).trim_end()), Theme::quiet())
}

/// What the history says was done, to stand behind a name.
pub(super) fn what_happened(change: &Change) -> String {
    let after = || line(&value_in_words(&change.after));
    let before = || line(&value_in_words(&change.before));
    match change.kind {
        EventKind::Created => " created it".to_owned(),
        EventKind::Imported => " imported it".to_owned(),
        EventKind::SubjectEdited => format!(" changed the subject, which was: {}", before()),
        EventKind::DescriptionEdited => " changed the description".to_owned(),
        EventKind::CategoryChanged => format!(" set the category from {} to {}", before(), after()),
        EventKind::PriorityChanged => format!(" set the priority from {} to {}", before(), after()),
        EventKind::RequesterChanged => format!(" made it about {} instead of {}", after(), before()),
        EventKind::Assigned if change.after.is_null() => format!(" took it from {}", before()),
        EventKind::Assigned => format!(" assigned it to {}", after()),
        EventKind::Started => " started it".to_owned(),
        EventKind::Resolved => " resolved it".to_owned(),
        EventKind::Closed => " closed it".to_owned(),
        EventKind::Reopened => " reopened it".to_owned(),
        EventKind::StatusRestored => format!(" took a step back, to {}", after()),
        EventKind::CommentWithdrawn => " took a comment back".to_owned(),
        EventKind::NoteWithdrawn => " took a note back".to_owned(),
        EventKind::Deleted => " deleted it".to_owned(),
        EventKind::Undeleted => " brought it back".to_owned(),
        kind => format!(" {kind}"),
    }
}
