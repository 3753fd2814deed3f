//! `barback show`: one whole ticket.

use super::args::ShowArgs;
use super::failure::Failure;
use super::json::ShowDoc;
use super::out::styled;
use super::style::{self, FAINT, NOTE, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::{line, person, wall};
use crate::desk::{Desk, Dossier, Make};
use crate::domain::event::{Event, value_in_words};
use crate::domain::text::columns::wrapped;
use crate::domain::text::{Field, shown};
use crate::domain::{Comment, Ticket, Timestamp, User};
use anstyle::Style;

/// The widest a paragraph is set.
const MEASURE: usize = 100;

pub fn run(args: &ShowArgs, visit: &Visit) -> Result<(), Failure> {
    let (desk, out) = (visit.desk(Make::Never)?, visit.out);
    let (me, dossier) = (desk.whoami()?, desk.show(args.number)?);
    if args.history {
        desk.demand_internals()?;
    }
    if out.json {
        return out.document(&ShowDoc::of(&dossier, args.history, &me));
    }
    let page = Page { desk: &desk, me: &me, width: out.terminal_width().map(|width| width.min(MEASURE)) };
    Ok(out.answer(&page.of(&dossier, args.history))?)
}

struct Page<'a> {
    desk: &'a Desk,
    me: &'a User,
    width: Option<usize>,
}

impl Page<'_> {
    fn of(&self, dossier: &Dossier, history: bool) -> String {
        let ticket = &dossier.ticket;
        let mut out = format!("{}  {}\n\n", styled(STRONG, &ticket.number.to_string()), styled(STRONG, &line(&ticket.subject)));
        out.push_str(&table(&self.fields(ticket), None, 0));
        if !ticket.description.is_empty() {
            out.push('\n');
            out.push_str(&self.body(&ticket.description));
        }
        for (words, internal) in dossier.thread() {
            out.push_str(&self.words(words, internal));
        }
        if history {
            let rows: Vec<Vec<Cell>> = dossier.events.iter().map(|event| self.event(event)).collect();
            out.extend(["\n", &styled(FAINT, "history"), "\n", &table(&rows, None, 0)]);
        }
        out
    }

    fn fields(&self, ticket: &Ticket) -> Vec<Vec<Cell>> {
        let staff = self.me.role.is_staff();
        let time = |at: Option<Timestamp>| at.map(|at| (wall(self.desk, at), PLAIN));
        let deleted = ticket.deleted_by.as_ref().zip(ticket.deleted_at);
        let deleted = deleted.map(|(by, at)| (format!("{} by {}", wall(self.desk, at), person(by)), STRONG));
        let assignee = ticket.assignee.as_ref().map_or_else(|| "nobody".to_owned(), person);
        let fields: [(&str, Option<(String, Style)>); 11] = [
            ("status", Some((ticket.status.title().to_owned(), style::status(ticket.status)))),
            ("priority", staff.then(|| (ticket.priority.word().to_owned(), style::priority(ticket.priority)))),
            ("category", Some((ticket.category.word().to_owned(), PLAIN))),
            ("requester", staff.then(|| (person(&ticket.requester), PLAIN))),
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
        let (at, author) = (wall(self.desk, words.created_at), line(&words.author.name));
        format!("\n{}  {}{mark}\n{}", styled(FAINT, &at), styled(STRONG, &author), self.body(&words.body))
    }

    /// A text, indented, on a terminal wrapped.
    fn body(&self, text: &str) -> String {
        const INDENT: &str = "  ";
        let text = shown(text, Field::Long);
        let lines = text.lines().flat_map(|line| match self.width {
            Some(width) => wrapped(line, width.saturating_sub(INDENT.len())),
            None => vec![line.to_owned()],
        });
        lines.map(|line| format!("{INDENT}{line}").trim_end().to_owned() + "\n").collect()
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
            Cell::new(line(&event.actor_name), PLAIN),
            Cell::new(kind, STRONG),
            Cell::new(what, PLAIN),
        ]
    }
}
