//! `barback delete`, `undelete` and `purge`. The first and the last ask before they do it; the answer is no until somebody
//! says yes.

use super::args::DeleteArgs;
use super::confirm::asked;
use super::failure::Failure;
use super::progress;
use super::visit::{Visit, targets};
use super::words::{count, line, listed};
use crate::desk::{Desk, DeskError, Make, Target};
use crate::domain::Ticket;
use crate::domain::policy::{Act, Tie, allow};
use serde::Serialize;
use std::io::{IsTerminal, stderr};

#[derive(Serialize)]
struct Purged {
    purged: Vec<String>,
}

pub fn delete(args: &DeleteArgs, visit: &Visit) -> Result<(), Failure> {
    let targets = targets(&args.numbers, args.strict)?;
    let desk = visit.desk(Make::Never)?;
    sure(&desk, &targets, args.yes, Act::Delete, "delete")?;
    let tickets = desk.delete(desk.new_order(), &targets)?;
    visit.answer(&desk, &tickets, |ticket| format!("{} deleted", ticket.number))
}

pub fn undelete(args: &DeleteArgs, visit: &Visit) -> Result<(), Failure> {
    let targets = targets(&args.numbers, args.strict)?;
    let desk = visit.desk(Make::Never)?;
    let tickets = desk.undelete(desk.new_order(), &targets)?;
    visit.answer(&desk, &tickets, |ticket| format!("{} is back", ticket.number))
}

pub fn purge(args: &DeleteArgs, visit: &Visit) -> Result<(), Failure> {
    let targets = targets(&args.numbers, args.strict)?;
    let desk = visit.desk(Make::Never)?;
    sure(&desk, &targets, args.yes, Act::Purge, "purge for ever")?;
    let order = desk.new_order();
    let work = |told: &mut dyn FnMut(u64, u64)| desk.purge_with_progress(order, &targets, told);
    let done = progress::tickets(stderr().is_terminal(), "purging", work)?;
    let purged: Vec<String> = done.tickets.iter().map(ToString::to_string).collect();
    let before: Vec<String> = done.before.iter().map(ToString::to_string).collect();
    if !before.is_empty() {
        visit.out.notice(&format!("{} purged before: {}", were(before.len()), listed(&before)));
    }
    if visit.out.json {
        return visit.out.document(&Purged { purged });
    }
    let lines: Vec<String> = purged.iter().map(|number| format!("{number} purged")).collect();
    Ok(visit.out.answer(&(lines.join("\n") + "\n"))?)
}

fn were(tickets: usize) -> String {
    format!("{} {}", count(i64::try_from(tickets).unwrap_or(i64::MAX), "ticket"), if tickets == 1 { "was" } else { "were" })
}

/// Asks, unless `--yes` was said. Whoever may not is told so before they are asked.
fn sure(desk: &Desk, targets: &[Target], yes: bool, act: Act, verb: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let me = desk.whoami()?;
    let mut question = String::new();
    for target in targets {
        let ticket = desk.ticket(target.number)?;
        allow(me.role, act, Some(Tie::between(&me, &ticket))).map_err(DeskError::from)?;
        question.push_str(&described(&ticket));
    }
    asked(&format!("{question}{verb}?"), &format!("to {verb}"))
}

fn described(ticket: &Ticket) -> String {
    let (comments, notes) = (count(ticket.comment_count, "comment"), count(ticket.note_count, "note"));
    format!("{}  {}  ({comments}, {notes})\n", ticket.number, line(&ticket.subject))
}
