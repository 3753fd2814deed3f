//! The ticket, like a letter: who, when, what, and then what was said and done, woven together by time.

use super::moment::moment;
use super::theme::Theme;
use super::{company, line, long};
use crate::domain::draft::DraftKind;
use crate::domain::event::{Change, Event, EventKind, value_in_words};
use crate::domain::{Comment, Ticket};
use crate::tui::command::{drafting_key, key_of};
use crate::tui::state::{Entry, Focus, Panes, Shape, State, TextKey};
use crate::tui::widget::{fit, wrapped};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

pub fn draw(frame: &mut Frame, area: Rect, state: &State, theme: &Theme, shape: Shape) -> Shape {
    let Some(ticket) = state.ticket_shown() else {
        frame.render_widget(Paragraph::new(Line::styled(" No ticket here.", Theme::quiet())), area);
        return shape;
    };
    let letter = letter(ticket, state, theme, usize::from(area.width).saturating_sub(2));
    // Whoever else is here is told at the foot, however far the ticket is scrolled.
    let company = company::in_words(ticket.number, state, theme);
    let rows = usize::from(area.height).saturating_sub(usize::from(company.is_some()));
    let all = letter.iter().map(Part::height).sum::<usize>();
    let top = state.detail.top.min(all.saturating_sub(rows));
    frame.render_widget(Paragraph::new(seen(letter, top, rows)), area);
    if let Some(words) = company {
        let foot = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        let width = usize::from(area.width).saturating_sub(2);
        let words = format!(" {}", fit(&words, width, theme.cut()).trim_end());
        frame.render_widget(Paragraph::new(Line::styled(words, theme.company())), foot);
    }
    let panes = Panes { ticket: area, ..shape.panes };
    Shape { ticket_rows: rows, ticket_lines: all, panes, ..shape }
}

/// A piece of the letter: what is made anew for every frame, or a long text that was cut before.
enum Part {
    Line(Line<'static>),
    Text { lines: Rc<[String]>, margin: String, style: Style },
}

impl Part {
    fn height(&self) -> usize {
        match self {
            Self::Line(_) => 1,
            Self::Text { lines, .. } => lines.len(),
        }
    }
}

/// The lines of the letter that are on the screen; of a long text only those are made.
fn seen(letter: Vec<Part>, top: usize, rows: usize) -> Vec<Line<'static>> {
    let (mut above, mut shown) = (top, Vec::with_capacity(rows));
    for part in letter {
        let (height, left) = (part.height(), rows - shown.len());
        if above >= height {
            above -= height;
            continue;
        }
        match part {
            Part::Line(line) => shown.extend(Some(line).filter(|_| left > 0)),
            Part::Text { lines, margin, style } => {
                let lines = lines.iter().skip(above).take(left);
                shown.extend(lines.map(|text| Line::styled(format!("{margin}{text}"), style)));
            }
        }
        above = 0;
    }
    shown
}

fn letter(ticket: &Ticket, state: &State, theme: &Theme, width: usize) -> Vec<Part> {
    let mut letter: Vec<Part> = head(ticket, state, theme, width).into_iter().map(Part::Line).collect();
    if !ticket.description.is_empty() {
        let key = TextKey { id: ticket.uuid, hash: hash(&ticket.description), width };
        letter.push(Part::Line(Line::raw("")));
        letter.push(text(state, key, &ticket.description, " ".to_owned(), Theme::plain()));
    }
    if state.detail.number() != Some(ticket.number) {
        return letter;
    }
    if let folded @ 1.. = state.detail.folded() {
        let lines_of = if folded == 1 { "line" } else { "lines" };
        let text = format!("{}{folded} history {lines_of} folded ({})", theme.dot(), key_of(state, "ticket.fold"));
        letter.push(Part::Line(Line::styled(text, Theme::quiet())));
    }
    for entry in state.detail.thread() {
        letter.extend(self::entry(entry, state, theme, width));
    }
    letter
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
    lines.extend(wrapped(&line(&ticket.subject), width).into_iter().map(|text| Line::styled(format!(" {text}"), Theme::strong())));
    let mut who = format!("for {}", line(&ticket.requester.name));
    if state.has_dot(ticket) {
        who = format!("{who} {} wrote last", theme.unread());
    }
    if is_staff {
        let owner = ticket.assignee.as_ref().map_or_else(|| "nobody yet".to_owned(), |person| line(&person.name));
        who = format!("{who}{dot}{owner}");
    }
    who = format!("{who}{dot}{}", moment(ticket.created_at, state));
    lines.extend(wrapped(&who, width).into_iter().map(|text| Line::styled(format!(" {text}"), Theme::quiet())));
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

fn entry(entry: Entry, state: &State, theme: &Theme, width: usize) -> Vec<Part> {
    let at = moment(entry.at(), state);
    let (title, words, margin, style) = match entry {
        Entry::Comment(words) => (comment(words, &at, theme, width), words, " ".to_owned(), Theme::plain()),
        Entry::Note(words) => (note(words, &at, theme), words, format!(" {}", theme.bar()), theme.note()),
        Entry::Event(event) => return vec![Part::Line(history(event, &at, theme, width))],
    };
    // What was said never changes.
    let key = TextKey { id: words.uuid, hash: 0, width: (width + 1).saturating_sub(margin.width()) };
    vec![Part::Line(Line::raw("")), Part::Line(title), text(state, key, &words.body, margin, style)]
}

fn comment(words: &Comment, at: &str, theme: &Theme, width: usize) -> Line<'static> {
    let dash = theme.dash();
    let title = format!(" {dash}{dash} {}{}{at} ", line(&words.author.name), theme.dot());
    let rule = dash.repeat((width + 1).saturating_sub(title.width()));
    Line::styled(format!("{title}{rule}"), Theme::quiet())
}

fn note(words: &Comment, at: &str, theme: &Theme) -> Line<'static> {
    let title = format!(" {}note{}{}{}{at}", theme.bar(), theme.dot(), line(&words.author.name), theme.dot());
    Line::styled(title, theme.note().add_modifier(ratatui::style::Modifier::BOLD))
}

/// Guests know of no version by which a text could be told from the one it was.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn text(state: &State, key: TextKey, text: &str, margin: String, style: Style) -> Part {
    let lines = state.detail.wraps.lines(key, || wrapped(&long(text), key.width));
    Part::Text { lines, margin, style }
}

/// One dim line of history.
fn history(event: &Event, at: &str, theme: &Theme, width: usize) -> Line<'static> {
    let what = what_happened(&event.change);
    let text = format!("{}{}{}{}{at}", theme.dot().trim_start(), line(&event.actor_name), what, theme.dot());
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
