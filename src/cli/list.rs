//! `barback list`: tickets that match a query.

use super::args::ListArgs;
use super::failure::Failure;
use super::json::{ListDoc, TicketDoc};
use super::style::{self, FAINT, PLAIN, STRONG};
use super::table::{Cell, table};
use super::visit::Visit;
use super::words::{gap, line};
use super::{Out, sheet};
use crate::desk::{Desk, Listing, Make};
use crate::domain::query::{Query, from_arguments, remarks};
use crate::domain::search::{Page, SORTED_HITS};
use crate::domain::{Ticket, Timestamp, User};

pub fn run(args: &ListArgs, visit: &Visit) -> Result<(), Failure> {
    let out = visit.out;
    if args.csv && out.json {
        return Err(Failure::Usage("--csv and --json are two answers; choose one".to_owned()));
    }
    if args.limit == 0 && !out.json {
        return Err(Failure::Usage("--limit 0 shows nothing; with --json it gives the count alone".to_owned()));
    }
    let desk = visit.desk(Make::Never)?;
    let text = query_text(args);
    answer(&desk, args, &text, out).map_err(|failure| failure.about(&text))
}

/// The query as one text: an order given as an option is a term like any other.
fn query_text(args: &ListArgs) -> String {
    let order = args.sort.as_ref().map(|sort| format!("sort:{sort}"));
    [from_arguments(&args.query)].into_iter().chain(order).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn answer(desk: &Desk, args: &ListArgs, text: &str, out: Out) -> Result<(), Failure> {
    let (me, query) = (desk.whoami()?, desk.read_query(text)?);
    desk.catch_up(&query);
    if let Some(remark) = remarks(text, me.role.into()) {
        out.notice(&remark);
    }
    let listing = page(desk, &query, args.limit)?;
    if args.limit > 0 && listing.newest_only && is_cut(desk, &query)? {
        out.notice(&format!("only the newest {SORTED_HITS} hits were put in order"));
    }
    if let Some(gap) = gap(listing.coverage) {
        out.notice(&gap);
    }
    if out.json {
        let tickets = listing.tickets.iter().take(args.limit).map(|ticket| TicketDoc::of(ticket, &me)).collect();
        return out.document(&ListDoc { tickets, total: desk.count(&query, None)? });
    }
    let shown = &listing.tickets[..listing.tickets.len().min(args.limit)];
    if args.csv {
        out.answer(&sheet::of(shown, &me)?)?;
    } else {
        out.answer(&rows(shown, &me, desk.now(), out.terminal_width()))?;
    }
    if listing.tickets.is_empty() {
        out.notice("no ticket matches");
    } else if listing.tickets.len() > args.limit {
        out.notice(&format!("only the first {} are shown; --limit N shows more", args.limit));
    }
    Ok(())
}

/// Whether there are more hits than are put in order.
fn is_cut(desk: &Desk, query: &Query) -> Result<bool, Failure> {
    let most = i64::try_from(SORTED_HITS).unwrap_or(i64::MAX);
    Ok(desk.count(query, Some(most.saturating_add(1)))? > most)
}

/// One ticket more than is shown, to know whether there are more. Of none only how much was searched is wanted.
fn page(desk: &Desk, query: &Query, limit: usize) -> Result<Listing, Failure> {
    let wanted = if limit == 0 { 0 } else { limit.saturating_add(1) };
    Ok(desk.list(query, &Page::first(wanted))?)
}

/// The column that gives way on a narrow terminal.
const SUBJECT: usize = 1;
/// On a narrower terminal the requester is left out: better half the row than half the subject.
const ROOMY: usize = 100;
const REQUESTER: usize = 4;

fn rows(tickets: &[Ticket], me: &User, now: Timestamp, width: Option<usize>) -> String {
    // A heading is for people; programs count lines.
    let heading = width.filter(|_| !tickets.is_empty()).map(|_| heading(me));
    let mut rows: Vec<Vec<Cell>> = heading.into_iter().chain(tickets.iter().map(|ticket| row(ticket, me, now))).collect();
    if me.role.is_staff() && width.is_some_and(|width| width < ROOMY) {
        for row in &mut rows {
            row.remove(REQUESTER);
        }
    }
    table(&rows, width, SUBJECT)
}

fn heading(me: &User) -> Vec<Cell> {
    let staff = ["number", "subject", "priority", "status", "requester", "assignee", "active"];
    let guest = ["number", "subject", "status", "active"];
    let names: &[&str] = if me.role.is_staff() { &staff } else { &guest };
    names.iter().map(|name| Cell::new(*name, FAINT)).collect()
}

fn row(ticket: &Ticket, me: &User, now: Timestamp) -> Vec<Cell> {
    let status = Cell::new(ticket.status.title(), style::status(ticket.status));
    let begin = [Cell::new(ticket.number.to_string(), STRONG), Cell::new(line(&ticket.subject), PLAIN)];
    let active = Cell::new(ticket.updated_at.age(now), FAINT);
    if !me.role.is_staff() {
        return begin.into_iter().chain([status, active]).collect();
    }
    let assignee = ticket.assignee.as_ref().map_or("-", |person| person.login.as_str());
    let staff = [
        Cell::new(ticket.priority.word(), style::priority(ticket.priority)),
        status,
        Cell::new(line(&ticket.requester.name), PLAIN),
        Cell::new(assignee, PLAIN),
        active,
    ];
    begin.into_iter().chain(staff).collect()
}
