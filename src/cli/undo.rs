//! `barback undo` and `redo`: my last change, whichever session it was made in.

use super::failure::Failure;
use super::visit::Visit;
use super::words::line;
use crate::desk::Make;
use crate::domain::Ticket;

pub fn run(again: bool, visit: &Visit) -> Result<(), Failure> {
    let desk = visit.desk(Make::Never)?;
    let order = desk.new_order();
    let done = if again { desk.redo(order)? } else { desk.undo(order)? };
    if done.value.is_empty() {
        visit.out.notice(if again { "nothing to redo" } else { "nothing to undo" });
    }
    visit.out.notices(&done.notices);
    if visit.out.json {
        let tickets: Vec<Ticket> = done.value.into_iter().map(|taken| taken.ticket).collect();
        return visit.answer(&desk, &tickets, |ticket| ticket.number.to_string());
    }
    let told: Vec<String> = done.value.iter().map(|taken| format!("{} {}", taken.ticket.number, line(&taken.in_words()))).collect();
    Ok(visit.out.answer(&told.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>())?)
}
