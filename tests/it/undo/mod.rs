//! Taking back and doing again, at the desk's own door.

mod chains;
mod fields;
mod life;
mod others;
mod properties;
mod rights;
mod words;

use crate::support::office::Office;
use barback::desk::{Done, TakenBack};
use barback::domain::TicketNumber;
use barback::domain::{Comment, Note, Ticket, Timestamp};

/// Undoes as this user, in a session of its own.
fn undo(office: &Office, who: &str) -> Done<Vec<TakenBack>> {
    let desk = office.desk(who);
    desk.undo(desk.new_order()).expect("undone")
}

fn redo(office: &Office, who: &str) -> Done<Vec<TakenBack>> {
    let desk = office.desk(who);
    desk.redo(desk.new_order()).expect("done again")
}

/// What was taken back, a line a ticket.
fn told(done: &Done<Vec<TakenBack>>) -> Vec<String> {
    done.value.iter().map(|taken| format!("{} {}", taken.ticket.number, taken.in_words())).collect()
}

/// A ticket with its thread, but for what an undo moves on: version and times of change.
fn standing(office: &Office, number: TicketNumber) -> (Ticket, Vec<Comment>, Vec<Note>) {
    let dossier = office.desk("sam").show(number).expect("the ticket");
    assert_eq!(usize::try_from(dossier.ticket.version), Ok(dossier.events.len()), "the version counts the events");
    let ticket = Ticket { version: 0, updated_at: Timestamp(0), public_updated_at: Timestamp(0), ..dossier.ticket };
    (ticket, dossier.comments, dossier.notes)
}
