//! `barback next`: the most pressing ticket that nobody has becomes mine.

use super::failure::Failure;
use super::json::TicketDoc;
use super::visit::Visit;
use crate::desk::{Make, Pulled};
use crate::domain::text::{Field, shown};

/// Where there is nothing to pull the answer is empty, or `null` as JSON, and that is no failure.
pub fn run(visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let Some(Pulled { ticket, why }) = desk.pull(desk.new_order())? else {
        visit.out.notice("nothing to pull: every active ticket has somebody");
        return if visit.out.json { visit.out.document(&()) } else { Ok(()) };
    };
    let told = format!("{} is yours: {why}", ticket.number);
    if visit.out.json {
        visit.out.document(&TicketDoc::of(&ticket, &desk.whoami()?))?;
        visit.out.notice(&told);
        return Ok(());
    }
    Ok(visit.out.answer(&format!("{told}\n{}\n", shown(&ticket.subject, Field::Line)))?)
}
