//! `barback show`: one whole ticket.

use super::args::ShowArgs;
use super::failure::Failure;
use super::json::ShowDoc;
use super::out::{Out, styled};
use super::style::{self, FAINT, NOTE, PLAIN, STRONG};
use super::table::{self, Cell, table, widen};
use super::visit::Visit;
use super::words::{line, person, wall};
use crate::desk::{Desk, HistoryLines, Make, ThreadFrom};
use crate::domain::event::{Event, value_in_words};
use crate::domain::text::columns::wrapped;
use crate::domain::text::{Field, shown};
use crate::domain::{Comment, EventId, ThreadEntry, ThreadPlace, Ticket, TicketNumber, Timestamp, User, author_label};
use anstyle::Style;

/// The widest a paragraph is set.
const MEASURE: usize = 100;

pub fn run(args: &ShowArgs, visit: &Visit) -> Result<(), Failure> {
    let (desk, out) = (visit.desk(Make::Never)?, visit.out);
    let me = desk.whoami()?;
    if out.json {
        let whole = desk.show(args.number)?;
        if args.history {
            desk.demand_internals()?;
        }
        return out.document(&ShowDoc::of(&whole, args.history, &me));
    }
    let mut read = desk.show_part(args.number, ThreadFrom::After(ThreadPlace::START), HistoryLines::Uncounted)?;
    if args.history {
        desk.demand_internals()?;
    }
    let page = Page { desk: &desk, me: &me, width: out.terminal_width().map(|width| width.min(MEASURE)) };
    out.answer(&page.head(&read.ticket))?;
    // However long the thread is, one part of it is in memory.
    loop {
        let said: String =
            read.part.entries.iter().filter_map(ThreadEntry::words).map(|(words, internal)| page.words(words, internal)).collect();
        out.answer(&said)?;
        if read.part.is_to_last {
            break;
        }
        read = desk.show_part(args.number, ThreadFrom::After(read.part.end), HistoryLines::Uncounted)?;
    }
    if args.history {
        out.answer(&format!("\n{}\n", styled(FAINT, "history")))?;
        page.history(args.number, out)?;
    }
    Ok(())
}

struct Page<'a> {
    desk: &'a Desk,
    me: &'a User,
    width: Option<usize>,
}

impl Page<'_> {
    fn head(&self, ticket: &Ticket) -> String {
        let mut out = format!("{}  {}\n\n", styled(STRONG, &ticket.number.to_string()), styled(STRONG, &line(&ticket.subject)));
        out.push_str(&table(&self.fields(ticket), None, 0));
        if !ticket.description.is_empty() {
            out.push('\n');
            out.push_str(&self.body(&ticket.description));
        }
        out
    }

    /// The history in columns. It is read twice: only all of it says how wide they are.
    fn history(&self, number: TicketNumber, out: Out) -> Result<(), Failure> {
        let mut widths = Vec::new();
        self.each_part(number, |rows| {
            for row in rows {
                widen(&mut widths, row);
            }
            Ok(())
        })?;
        self.each_part(number, |rows| {
            let lines: String = rows.iter().map(|row| table::line(row, &widths)).collect();
            Ok(out.answer(&lines)?)
        })
    }

    fn each_part(&self, number: TicketNumber, mut work: impl FnMut(&[Vec<Cell>]) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut after = EventId(0);
        loop {
            let events = self.desk.history_part(number, after)?;
            let Some(last) = events.last() else { return Ok(()) };
            after = last.id;
            let rows: Vec<Vec<Cell>> = events.iter().map(|event| self.event(event)).collect();
            work(&rows)?;
        }
    }

    fn fields(&self, ticket: &Ticket) -> Vec<Vec<Cell>> {
        let staff = self.me.role.is_staff();
        let time = |at: Option<Timestamp>| at.map(|at| (wall(self.desk, at), PLAIN));
        let deleted = ticket.deleted_by.as_ref().zip(ticket.deleted_at);
        let deleted = deleted.map(|(by, at)| (format!("{} by {}", wall(self.desk, at), person(by, staff)), STRONG));
        let assignee = ticket.assignee.as_ref().map_or_else(|| "nobody".to_owned(), |owner| person(owner, staff));
        let fields: [(&str, Option<(String, Style)>); 11] = [
            ("status", Some((ticket.status.title().to_owned(), style::status(ticket.status)))),
            ("priority", staff.then(|| (ticket.priority.word().to_owned(), style::priority(ticket.priority)))),
            ("category", Some((ticket.category.word().to_owned(), PLAIN))),
            ("requester", staff.then(|| (person(&ticket.requester, staff), PLAIN))),
            ("assignee", staff.then_some((assignee, PLAIN))),
            ("created", time(Some(ticket.created_at))),
            ("updated", time(Some(ticket.updated_at))),
            ("resolved", time(ticket.resolved_at)),
            ("closed", time(ticket.closed_at)),
            ("version", staff.then(|| (ticket.version.to_string(), PLAIN))),
            ("deleted", deleted),
        ];
        let rows = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        rows.map(|(name, (value, style))| vec![Cell::new(name, FAINT), Cell::new(value, style)]).collect()
    }

    fn words(&self, words: &Comment, internal: bool) -> String {
        let mark = if internal { styled(NOTE, "  note, for staff only") } else { String::new() };
        let author = author_label(&words.author.name, words.author.role, self.me.role.is_staff());
        let at = wall(self.desk, words.created_at);
        format!("\n{}  {}{mark}\n{}", styled(FAINT, &at), styled(STRONG, &author), self.body(&words.body))
    }

    /// A text, quoted as in a letter, on a terminal wrapped: none of its lines begins as those of the desk do.
    fn body(&self, text: &str) -> String {
        const QUOTE: &str = "> ";
        let text = shown(text, Field::Long);
        let lines = text.lines().flat_map(|line| match self.width {
            Some(width) => wrapped(line, width.saturating_sub(QUOTE.len())),
            None => vec![line.to_owned()],
        });
        lines.map(|line| format!("{QUOTE}{line}").trim_end().to_owned() + "\n").collect()
    }

    fn event(&self, event: &Event) -> Vec<Cell> {
        let change = &event.change;
        let text = |value| line(&value_in_words(value));
        let what = match (change.before.is_null(), change.kind.same_field().is_empty()) {
            // What was said and what was made speak for themselves.
            (_, true) => String::new(),
            (true, false) => text(&change.after),
            (false, false) => format!("{} → {}", text(&change.before), text(&change.after)),
        };
        let kind = change.kind.word().replace('_', " ");
        vec![
            Cell::new(format!("  {}", wall(self.desk, event.at)), FAINT),
            Cell::new(event.actor(self.me.role.is_staff()), PLAIN),
            Cell::new(kind, STRONG),
            Cell::new(what, PLAIN),
        ]
    }
}
